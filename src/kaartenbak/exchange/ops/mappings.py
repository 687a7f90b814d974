"""Choices for the files of one source, kept under a name: where columns go, how they are read, what becomes of the rows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.formats.files import VCARD, table_in
from kaartenbak.exchange.models import Import, SavedMapping
from kaartenbak.exchange.ops import planning, uploads
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.plan import Mode
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.setup.rules.fields import Text

NEEDS = "contacts.import"
NAME = Text("name", _("name"), 60)


@operation(needs=NEEDS, title=_("Saved the choices for files of {name}"))
def save_mapping(*, name: str, record: Import, by: Actor) -> SavedMapping:
    """Keep the choices of an import under a name; those that had the name before give way."""
    if record.format == VCARD:
        raise Refused("mapping.no_table", file=record.file_name)
    wanted, values = cleaned(name), chosen_in(record)
    about(name=wanted)
    present = SavedMapping.objects.filter(name=wanted).first()
    if present is None:
        return store.create(SavedMapping(name=wanted, **values))
    present = store.lock(present)
    store.update(present, **values)
    return present


@operation(needs=NEEDS, title=_("Renamed the choices for files of {name}"))
def rename_mapping(*, mapping: SavedMapping, name: str, by: Actor) -> SavedMapping:
    """Give saved choices another name."""
    mapping = store.lock(mapping)
    wanted = cleaned(name)
    if SavedMapping.objects.filter(name=wanted).exclude(pk=mapping.pk).exists():
        raise Refused("mapping.exists", field="name", name=wanted)
    about(name=wanted)
    store.update(mapping, name=wanted)
    return mapping


@operation(needs=NEEDS, title=_("Removed the choices for files of {name}"))
def delete_mapping(*, mapping: SavedMapping, by: Actor) -> None:
    """Forget saved choices; what was imported with them stays."""
    mapping = store.lock(mapping)
    about(name=mapping.name)
    store.delete(mapping)


def use_mapping(*, mapping: SavedMapping, record: Import, by: Actor) -> None:
    """Plan a file anew with saved choices, as far as it has the columns they are about."""
    planning.refuse_begun(record, by)
    layout = Layout.of(mapping.layout)
    if record.format != mapping.format:
        layout = Layout(fixed=layout.fixed)
    with uploads.file_of(record).open("rb") as stream:
        names = set(table_in(stream, record.format, layout).mapping.names)
    fitting = {name: target for name, target in mapping.mapping.items() if name in names}
    choices = planning.Choices(Mode(mapping.mode), tuple(mapping.match), fitting, layout)
    planning.plan_anew(record=record, choices=choices, by=by)


def chosen_in(record: Import) -> Mapping[str, Any]:
    """What is kept of the choices of an import: all but what was done by hand to rows."""
    layout = replace(Layout.of(record.layout), mended={})
    names = ("headings", "format", "mode", "match", "mapping")
    return {name: getattr(record, name) for name in names} | {"layout": layout.as_dict()}


def cleaned(name: str) -> str:
    """The name as it is kept."""
    wanted = str(NAME.clean(name))
    if not wanted:
        raise Refused("value.required", field="name")
    return wanted
