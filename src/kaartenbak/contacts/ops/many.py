"""Changing one field or a few of many contacts at once: the rules of one, in few statements, and one undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import batched
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.cleaning import cleaned
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.queries import Chosen, in_parts, keys_of
from kaartenbak.contacts.rules import inheritance
from kaartenbak.contacts.rules.fields import FIELDS, NOT_FOR, Who
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.operations import LongOperation, about, declare_long
from kaartenbak.jobs.progress import report

NEEDS = "contacts.change"
MANY = declare_long("contacts.change_many", needs=NEEDS, title=_("Changed contacts: {values} ({changed})"))
# The fields that may be changed for many at once; each is a code.
FIELDS_OF_MANY = ("salesperson", "territory", "language", "organizational_level")
# The columns a change reads: those that it can write, and who follows whom.
READ = ("id", "kind", "company_id", "follows", "format_region", *(f"{name}_id" for name in FIELDS_OF_MANY))
INHERITED = ("salesperson", "territory", "language", "format_region")
CONTACTS_PER_BLOCK = 2_000
KEYS_PER_QUESTION = 5_000
Row = dict[str, Any]


@dataclass
class Changes:
    """What came, or would come, of changing many: contacts `changed` and `already` as wanted, and those passed over.

    `skipped` counts these by the key of the refusal that one alone would have met. `followed` are people beside the chosen
    contacts who followed their company; a plan does not know them. `operation` is the entry in the history.
    """

    changed: int = 0
    already: int = 0
    followed: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    operation: int | None = None


def change_many(*, contacts: Chosen, values: Mapping[str, Any], by: Actor) -> Changes:
    """Give many contacts the same `values`: codes (a blank clears) for any of `FIELDS_OF_MANY`, by the names of the API.

    `contacts` is a queryset of `contacts.queries.visible_to`, or keys. The rules are those of `change_contact`: people follow
    their company where they follow, and who is given another value by hand no longer does. Companies come first, so a person
    who is chosen together with his company goes on following it. Organizational levels are for persons: companies are skipped
    then. How far it is, is told by `jobs/progress.report`. `plan_change` tells beforehand.
    """
    work, keys, before = Work(values, by), keys_of(contacts), 0
    work.chosen = set(keys)
    for part in companies_first(keys):
        for block in batched(part, CONTACTS_PER_BLOCK):
            work.keep(work.entry.run(partial(work.told, block)))
            before += len(block)
            report(before, len(keys))
    return work.done


def companies_first(keys: Sequence[int]) -> tuple[list[int], list[int]]:
    """The keys of companies, and those of people."""
    companies: set[int] = set()
    for block in batched(keys, KEYS_PER_QUESTION):
        found = Contact.objects.filter(among("pk", block), kind=Contact.Kind.COMPANY)
        companies |= set(found.values_list("pk", flat=True))
    return sorted(companies), [key for key in keys if key not in companies]


def plan_change(*, contacts: Chosen, values: Mapping[str, Any], by: Actor) -> Changes:
    """What `change_many` would do; nothing is written."""
    wanted, plan = wanted_columns(values, Desk(by)), Changes()
    for cards in in_parts(contacts):
        for kind, key in out_of_place(wanted).items():
            number = cards.filter(kind=kind).count()
            if number:
                plan.skipped[key] = plan.skipped.get(key, 0) + number
        fitting = cards.exclude(kind__in=out_of_place(wanted))
        same = fitting.filter(Q(*(blank_or(name, value) for name, value in wanted.items()))).count()
        plan.already += same
        plan.changed += fitting.count() - same
    return plan


def blank_or(column: str, value: int | None) -> Q:
    """The condition that a column has this value."""
    return Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})


def wanted_columns(values: Mapping[str, Any], desk: Desk) -> Row:
    """The columns to write, of values as they were typed."""
    if not values:
        raise Refused("value.required", field="values")
    for name in values:
        if name not in FIELDS_OF_MANY:
            raise Refused("field.unknown", field=name[:60], name=name[:60])
    return {f"{name}_id": row.pk if row else None for name, row in cleaned(values, desk).items()}


def out_of_place(wanted: Row) -> dict[str, str]:
    """The types of contact that cannot have what is wanted, each with the key of the refusal."""
    given = {name.removesuffix("_id") for name, value in wanted.items() if value is not None}
    unfit = given & set(NOT_FOR[Who.COMPANY])
    return {Contact.Kind.COMPANY: "contact.must_be_person"} if unfit else {}


class Work:
    """One such operation in progress."""

    def __init__(self, values: Mapping[str, Any], by: Actor) -> None:
        self.desk = Desk(by)
        self.wanted = wanted_columns(values, self.desk)
        self.unfit = out_of_place(self.wanted)
        self.entry = LongOperation(MANY.kind, by, needs=NEEDS, values=self.in_words())
        self.done = Changes()
        self.chosen: set[int] = set()
        # Those of the chosen who took the value over from their company, which was changed before them.
        self.reached: set[int] = set()

    def in_words(self) -> str:
        """What is changed into what, for the title of the operation."""
        named = ((name.removesuffix("_id"), key) for name, key in self.wanted.items())
        rows = ((name, self.desk.by_key(name, key)) for name, key in named)
        return ", ".join(f"{FIELDS[name].label} {row.code if row else '–'}" for name, row in rows)

    def told(self, block: Sequence[int]) -> Changes:
        """One block, with the number for the title of the operation."""
        for name, key in self.wanted.items():
            if key is not None:
                store.lock(self.desk.by_key(name.removesuffix("_id"), key))
        part = self.change(block)
        about(changed=self.done.changed + part.changed)
        return part

    def keep(self, part: Changes) -> None:
        """Add what came of a block that is committed."""
        self.done.changed += part.changed
        self.done.already += part.already
        self.done.followed += part.followed
        for key, number in part.skipped.items():
            self.done.skipped[key] = self.done.skipped.get(key, 0) + number
        self.done.operation = self.entry.entry.pk if self.entry.entry else None

    def change(self, block: Sequence[int]) -> Changes:
        """Change the contacts of a block, and let the people of its companies follow."""
        part, columns, companies = Changes(), dict[int, Row](), dict[int, tuple[Row, Row]]()
        for row in held(Q(among("pk", block))):
            if key := self.unfit.get(row["kind"]):
                part.skipped[key] = part.skipped.get(key, 0) + 1
            elif new := self.laid(row):
                columns[row["id"]] = new
                if row["kind"] == Contact.Kind.COMPANY:
                    companies[row["id"]] = (inheritable(row), inheritable(row | new))
            elif row["id"] in self.reached:
                part.changed += 1
            else:
                part.already += 1
        part.changed += len(columns)
        followers = self.followers(companies)
        part.followed = len(followers.keys() - self.chosen)
        self.reached |= followers.keys() & self.chosen
        store.update_each(Contact, columns | followers)
        return part

    def laid(self, row: Row) -> Row:
        """The columns that differ once the values are laid on a card by hand, with what follows from them on the card."""
        new = {name: value for name, value in self.wanted.items() if row[name] != value}
        edited = {name.removesuffix("_id") for name in new}
        language = self.desk.by_key("language", new.get("language_id"))
        if language and language.region_tag and not row["format_region"]:
            new["format_region"] = language.region_tag
        follows = sorted(inheritance.own_after_edit(row["follows"], edited, self.desk.switches))
        return new | {"follows": follows} if new and follows != row["follows"] else new

    def followers(self, companies: Mapping[int, tuple[Row, Row]]) -> dict[int, Row]:
        """What the people of changed companies take over, by key of the person; nothing for who keeps his own."""
        found = {}
        for block in batched(sorted(companies), 500):
            for person in held(Q(company__in=block)):
                before, after = companies[person["company_id"]]
                taken = inheritance.on_company_change(
                    person["follows"], inheritable(person), before, after, self.desk.switches
                )
                if taken:
                    found[person["id"]] = {
                        column_of(name): value or blank(name) for name, value in taken.items()
                    }
        return found


def held(wanted: Q) -> Iterable[Row]:
    """The columns of contacts, held until the block is committed."""
    rows = Contact.objects.select_for_update(no_key=True).filter(wanted)
    return cast("Iterable[Row]", rows.order_by("pk").values(*READ))


def inheritable(row: Row) -> Row:
    """What a person may take over of a card, or has himself, among what is changed here."""
    return {name: row[column_of(name)] or "" for name in INHERITED}


def column_of(name: str) -> str:
    """The column of an inherited field."""
    return name if name == "format_region" else f"{name}_id"


def blank(name: str) -> str | None:
    """What the column of an inherited field holds when it is blank."""
    return "" if name == "format_region" else None
