"""What the palette offers of the setup: its pages."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaartenbak.setup.tables import TABLES
from kaartenbak.web.addresses import address
from kaartenbak.web.palette import Asked, Entry, Heading


def pages(asked: Asked) -> Iterator[Entry]:
    """The general settings, every table of codes and the postcodes."""
    if not asked.by.may("setup.view"):
        return
    general = address("setup:switches")
    hint = _("Setup")
    label = _("Inheritance, defaults and duplicates")
    yield Entry(Heading.GO, label, "sliders-horizontal", general, name="setup-general", hint=hint)
    for spec in TABLES.values():
        url = address("setup:codes", spec.slug)
        yield Entry(Heading.GO, spec.title, spec.icon, url, name=f"setup-{spec.slug}", hint=hint)
    postcodes = address("setup:postcodes")
    yield Entry(Heading.GO, _("Postcodes"), "map-pin", postcodes, name="setup-postcodes", hint=hint)
