"""Cards that the process which reads ahead lays out as well, from what it was told of the register a block before.

It asks no database. What it would have to ask for, and what a rule refuses, it leaves to the process that writes; so does
that one with a card whose company is another than was told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.channel_rows import columns_of
from kaartenbak.contacts.ops.desk import TABLES, Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.code_rows import CodeRows, Table
from kaartenbak.exchange.ops.codes import MADE, Codes
from kaartenbak.exchange.ops.companies import COLUMNS, Companies, key_of
from kaartenbak.exchange.ops.following import follow_as_told
from kaartenbak.exchange.ops.keeping import Note
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.offer import Offer, cities_of
from kaartenbak.history.models import Change
from kaartenbak.history.registry import Row, tracked
from kaartenbak.setup.models import CodeTable, NumberSeries, OrganizationalLevel, Postcode, Setup
from kaartenbak.setup.queries import Place, lookup_cities, the_setup

# What a card is laid out by, beside its company. How far a series of numbers is does not matter before a card is written.
CODES = {name: model for name, model in TABLES.items() if model is not NumberSeries}
TOLD: tuple[type[Model], ...] = (Setup, Postcode, *CODES.values())
LABELS = [tracked(model).label for model in TOLD]
WORDS: tuple[type[CodeTable], ...] = (*MADE.values(), OrganizationalLevel)
KINDS = frozenset(Contact.Kind.values)
COLUMNS_OF = attrgetter(*COLUMNS)
# Columns that the process which writes gives.
LATE = ("_state", "created_at", "modified_at")


class AsksRegister(Exception):  # noqa: N818 what happened, not an error
    """The register would have to be asked."""


class Asked(NamedTuple):
    """What is asked of the register for the rows of a chunk; `chunk` says of which."""

    chunk: int
    names: set[str]
    numbers: set[str]
    cities: set[str]


class Employer(NamedTuple):
    """A company: the columns that count for its people and for finding it, and what it passes on."""

    columns: Sequence[Any]
    passes_on: Mapping[str, Any]

    @classmethod
    def of(cls, company: Contact, desk: Desk) -> "Employer":
        return cls(COLUMNS_OF(company), desk.passes_on(company))


@dataclass
class Base:
    """The setup and the codes as they were when the record of the register had come to the change `until`."""

    until: int
    setup: Setup
    rows: list[tuple[str, CodeTable]]
    words: Mapping[type[CodeTable], Table]
    outdated: bool = False

    @classmethod
    def now(cls) -> "Base":
        # In this order: what changes meanwhile is later than `until`, and makes it outdated.
        until = last_change()
        rows = [(name, row) for name, model in CODES.items() for row in model._default_manager.all()]
        return cls(until, the_setup(), rows, {model: Table(model) for model in WORDS})

    def is_outdated(self) -> bool:
        """Whether any of it has changed since; what is not is not looked at again."""
        if not self.outdated:
            last = last_change()
            later = Change.objects.filter(pk__gt=self.until, pk__lte=last)
            self.outdated, self.until = later.filter(model__in=LABELS).exists(), last
        return self.outdated


def last_change() -> int:
    """The last change that is in the record of the register."""
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@dataclass
class Told:
    """What the register says; `base` where it is not what was told before."""

    base: Base | None
    employers: Mapping[int, Employer]
    cities: Mapping[str, list[Place]]


class Laid(NamedTuple):
    """A row that was laid out: columns of its card that are not blank, channels, the key of its company; notes and texts left."""

    columns: Row
    channels: list[Row]
    company: int | None
    notes: list[Note]
    left: list[tuple[str, str]]


def asked_for(chunk: int, offers: Iterable[Offer]) -> Asked:
    """What is asked of the register before these rows can be laid out."""
    asked = Asked(chunk, set(), set(), set())
    for offer in offers:
        if offer.company:
            asked.names.add(key_of(offer.company))
        if offer.company_number:
            asked.numbers.add(offer.company_number.strip().upper())
        asked.cities.update(cities_of(offer))
    asked.names.discard("")
    return asked


class Register:
    """What the process that writes tells of the register, and whether it still holds when a chunk is written."""

    def __init__(self, terms: Terms) -> None:
        self.terms = replace(terms, writes=False)
        self.base: Base | None = None
        self.told: dict[int, tuple[Base, Mapping[int, Employer]]] = {}

    def tell(self, asked: Asked) -> Told:
        """The answer for a chunk."""
        former = self.base
        if former is None or former.is_outdated():
            self.base = Base.now()
        assert self.base is not None
        desk = Desk(self.terms.by)
        found = Companies((), desk, self.terms)
        if asked.names or asked.numbers:
            found.find(asked.names, asked.numbers)
        employers = {key: Employer.of(company, desk) for key, company in found.all().items()}
        self.told[asked.chunk] = (self.base, employers)
        new = None if self.base is former else self.base
        return Told(new, employers, lookup_cities(asked.cities))

    def still_holds(self, chunk: int) -> Mapping[int, Employer] | None:
        """The companies that were told for a chunk; none when the setup is another now, so that nothing of it counts."""
        base, employers = self.told.pop(chunk, (None, {}))
        return None if base is None or base.is_outdated() else employers


@dataclass
class Ahead:
    """Rows of a block that were laid out beforehand, by line, and the companies as they were told."""

    laid: Mapping[int, Laid] = field(default_factory=dict)
    employers: Mapping[int, Employer] = field(default_factory=dict)
    same: dict[int, bool] = field(default_factory=dict)

    def of(self, offer: Offer, company: Contact | None, desk: Desk) -> Laid | None:
        """The row as it was laid out, unless its company is another now."""
        laid = self.laid.get(offer.line)
        if laid is None or laid.company != (company.id if company else None):
            return None
        return laid if company is None or self.is_same(company, desk) else None

    def is_same(self, company: Contact, desk: Desk) -> bool:
        """Whether a company is what was told."""
        key = company.id
        if key not in self.same:
            self.same[key] = self.employers.get(key) == Employer.of(company, desk)
        return self.same[key]


def put_on(laid: Laid, desk: Desk, kind: str, company: Contact | None) -> Draft:
    """A row that was laid out, as a card on the table."""
    card = desk.new_card(kind)
    card.__dict__ |= laid.columns
    if company is not None:
        # Its key is among the columns; setting the field would look at both cards once more.
        card._state.fields_cache["company"] = company
    draft = Draft(card, {}, desk)
    draft.rows = laid.channels
    return draft


class KnownRows(CodeRows):
    """The tables of codes as they were told; none is made."""

    def __init__(self, by: Any, tables: Mapping[type[CodeTable], Table]) -> None:
        super().__init__(by, writes=False)
        self.tables = dict(tables)

    def find_or_make(self, model: type[CodeTable], field: str, word: str, notes: list[Note]) -> CodeTable:
        found = self.table(model).find(word)
        if found is None:
            raise AsksRegister
        return found


class LayingDesk(Desk):
    """A desk on which cards are laid out that another process makes: that one gives them their identifiers."""

    def uid(self) -> None:
        """None, and so none goes from one process to the other."""


class Layer:
    """In the process that reads ahead: lays out what it can."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.base: Base | None = None

    def lay(self, offers: Sequence[Offer], told: Told | None) -> dict[int, Laid]:
        """The rows that can be laid out by what was told, by line."""
        if told is None:
            return {}
        self.base = told.base or self.base
        assert self.base is not None, "the first answer tells of the setup"
        desk = LayingDesk(self.terms.by)
        desk.learn(self.base.setup, self.base.rows, told.cities)
        codes = Codes(desk)
        codes.rows = KnownRows(desk.by, self.base.words)
        companies = Companies((), desk, self.terms)
        for each in told.employers.values():
            company = desk.hold_told(dict(zip(COLUMNS, each.columns, strict=True)))
            desk.hold_read(company, each.passes_on)
            companies.add(company)
        found = {}
        with connection.execute_wrapper(ask_nobody):
            for offer in offers:
                if offer.kind in KINDS and (laid := laid_out(offer, codes, companies)):
                    found[offer.line] = laid
        return found


def ask_nobody(*_statement: Any) -> Any:
    """Instead of a statement: the connection is that of another process."""
    raise AsksRegister


def laid_out(offer: Offer, codes: Codes, companies: Companies) -> Laid | None:
    """A row laid out; none where the register has to be asked, or to be told of a refusal."""
    company = companies.of(offer)
    if company is None and (offer.company or offer.company_number):
        return None
    try:
        taken = Taken(offer, codes)
        draft = taken.draft(company)
        if offer.follows and company is not None:
            follow_as_told(draft, taken, company)
        rows = columns_of(draft)
    except (AsksRegister, Refused):
        return None
    blank = vars(draft.before)
    # Most columns are the very value of the blank card, which is seen at once.
    columns = {
        name: value
        for name, value in vars(draft.contact).items()
        if value is not blank[name] and value != blank[name]
    }
    for name in LATE if draft.contact.uid else (*LATE, "uid"):
        columns.pop(name, None)
    return Laid(columns, rows, company.pk if company else None, taken.notes, taken.left)
