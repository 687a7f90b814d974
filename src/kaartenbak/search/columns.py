"""The columns that a list of contacts can have: one line each, with what it reads and how a cell of it is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.setup.rules.fields import capitalized

WIDTHS = (("", _("by itself")), ("narrow", _("narrow")), ("normal", _("normal")), ("wide", _("wide")))
# Those that a pointer drew, in steps of the height of two lines of text.
DRAWN = frozenset(f"w{steps}" for steps in range(4, 41, 2))
LONGEST = 400


@dataclass(frozen=True)
class ListColumn:
    """One column: `reads` are the fields of a card it needs, `key` is what it sorts by where there is an index.

    `cell` is the flat template of a cell; it shows `text`, and `link` as the way there. Of a `table` the row shows the
    description of the code that the card holds.
    """

    name: str
    title: Any = ""
    key: str = ""
    reads: tuple[str, ...] = ()
    cell: str = "text"
    css: str = ""
    cell_css: str = ""
    table: bool = False

    @property
    def label(self) -> str:
        """Its heading."""
        return capitalized(self.title or FIELDS[self.name].label)


def plain(name: str, title: Any = "", key: str = "", css: str = "", cell_css: str = "") -> ListColumn:
    """A column that shows a field as it stands."""
    return ListColumn(name, title, key, (name,), css=css, cell_css=cell_css)


def described(name: str) -> ListColumn:
    """A column that shows what a code stands for."""
    return ListColumn(name, reads=(f"{name}_id",), table=True)


COLUMNS = (
    ListColumn("name", _("Name"), "name_key"),
    ListColumn("company", _("Company"), "list_key", ("company_name", "job_title"), "clip"),
    ListColumn("phone", _("Phone"), cell="phone"),
    ListColumn("email", _("E-mail"), cell="email"),
    plain("city", _("City"), "city_upper"),
    plain("number", _("No."), "number", "tight", "mono muted"),
    ListColumn("changed", _("Changed"), "modified_at", ("modified_at",), "day", "tight", "muted"),
    ListColumn("mobile", cell="phone"),
    ListColumn("website", cell="website"),
    plain("job_title"),
    plain("street"),
    plain("postcode", key="postcode_key", css="tight"),
    described("country"),
    described("salesperson"),
    described("territory"),
    described("language"),
    described("organizational_level"),
    ListColumn("business_relation", _("business relation"), reads=("business_relation",)),
    plain("search_name"),
    plain("vat_number", cell_css="mono"),
    plain("external_id", cell_css="mono"),
    ListColumn("created", _("Entered"), "id", ("created_at",), "day", "tight", "muted"),
)
BY_NAME = {column.name: column for column in COLUMNS}
USUAL = ("name", "company", "phone", "email", "city", "number", "changed")
CHANNELS = frozenset({"phone", "mobile", "email", "website"})
# What every row reads: the link, what marks it, and the keys of the usual order.
ALWAYS = ("number", "kind", "name", "company_id", "privacy_blocked", "list_key", "name_key")


@dataclass(frozen=True)
class Chosen:
    """A column as somebody wants it."""

    column: ListColumn
    width: str = ""

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def is_drawn(self) -> bool:
        """Whether its width was drawn by a pointer."""
        return self.width in DRAWN

    @property
    def css(self) -> str:
        """The classes of its heading and cells."""
        width = f"{self.width}-column" if self.width else ""
        return f"{self.column.css} {self.name}-column {width}".strip()

    @property
    def cell_css(self) -> str:
        """The classes of its cells."""
        return f"{self.css} {self.column.cell_css}".strip()

    def __str__(self) -> str:
        return f"{self.name}:{self.width}" if self.width else self.name


Layout = tuple[Chosen, ...]


def layout_of(text: str) -> Layout:
    """The columns that a text such as `name,city:wide` asks for, the name always first; the usual ones when it asks for none."""
    found: dict[str, Chosen] = {}
    for part in text[:LONGEST].split(","):
        name, _colon, width = part.strip().partition(":")
        if name in BY_NAME and name not in found:
            found[name] = Chosen(BY_NAME[name], as_width(width))
    if not found:
        return tuple(Chosen(BY_NAME[name]) for name in USUAL)
    first = found.pop("name", Chosen(BY_NAME["name"]))
    return (first, *found.values())


def as_width(text: str) -> str:
    """The width that a text means; blank when it is none."""
    return text if text in DRAWN or text in dict(WIDTHS) else ""


def told(layout: Iterable[Chosen]) -> str:
    """The columns as a text; blank for the usual ones."""
    text = ",".join(map(str, layout))
    return "" if text == ",".join(USUAL) else text


def reads(layout: Sequence[Chosen]) -> set[str]:
    """The fields of a card that these columns need."""
    return {*ALWAYS, *(name for each in layout for name in each.column.reads)}


def channels(layout: Sequence[Chosen]) -> set[str]:
    """The kinds of channel that these columns show: who has no phone at a desk shows the mobile one."""
    kinds = {each.name for each in layout} & CHANNELS
    return kinds | {"mobile"} if "phone" in kinds else kinds


def tables(layout: Sequence[Chosen]) -> list[tuple[str, Any]]:
    """The columns that show what a code stands for, with the tables of the codes."""
    names = [each.name for each in layout if each.column.table]
    return [(name, Contact._meta.get_field(name).related_model) for name in names]
