"""The codes of one grouping as tags; a card may have a hundred, so they are flat templates (`web/flat.py`)."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kaartenbak.classification.groupings import Grouping
from kaartenbak.classification.queries import Held
from kaartenbak.classification.rules.web_sources import launched
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled

Values = dict[str, str]


def tags(contact: Contact, grouping: Grouping, held: Iterable[Held], *, editable: bool) -> SafeString:
    """A tag for each code; it can be taken off where the reader may change the card."""
    values = common(grouping, held, editable=editable)
    if grouping.takes_search_word:
        return filled("classification/_web_source.html", *(source(contact, *each) for each in values))
    # The addresses of all groups of a table begin alike.
    beginning = address("search:group", grouping.slug, "-").removesuffix("-/")
    return filled(
        "classification/_tag.html",
        *(tag | {"href": f"{beginning}{quote(each.code)}/"} for each, tag in values),
    )


def common(grouping: Grouping, held: Iterable[Held], *, editable: bool) -> Iterator[tuple[Held, Values]]:
    """What every tag says: the code, what it means, and how it is taken off."""
    removal = _("Remove {code}") if editable else ""
    for each in held:
        yield (
            each,
            {
                "section": grouping.slug,
                "code": each.code,
                "description": each.description,
                "removal": removal.format(code=each.code),
            },
        )


def source(contact: Contact, held: Held, tag: Values) -> Values:
    """A web source: where it opens, what it looks for, and where that is changed."""
    edit = address("classification:search-word", contact.number, held.code)
    return tag | {"href": opened(held), "word": held.search_word or "–", "edit": edit}


def opened(held: Held) -> str:
    """Where a web source opens with its search word; blank when it has no address, or one that is not safe to open."""
    try:
        return launched(held.url, held.search_word, code=held.code)
    except Refused:
        return ""
