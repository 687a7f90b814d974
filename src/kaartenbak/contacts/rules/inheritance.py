"""What a person takes over from his company, and what follows it later (contacts.md §8, decisions D6 and D7).

A card is a mapping of flat field names to texts, blank where there is nothing. What follows is a state that
the person keeps, a set of group names; values are copied. The switches are given as the names of those that
are on.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import NamedTuple

from kaartenbak.core.refusals import Refused

Card = Mapping[str, str]
Names = frozenset[str]


class Take(Enum):
    """How a person who joins a company takes a group over."""

    ALWAYS = auto()  # whatever he had
    TOGETHER = auto()  # all fields or none: when he had none of them, or those of his former company
    IF_FREE = auto()  # when he had nothing, or what his former company has


@dataclass(frozen=True)
class Group:
    """Fields inherited together under one switch; the `unjudged` ones are copied, but not compared."""

    name: str
    switch: str
    take: Take
    fields: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()
    # Whether it follows later, too.
    later: bool = True

    @cached_property
    def judged(self) -> tuple[str, ...]:
        """The fields that say whose value it is."""
        return tuple(field for field in self.fields if field not in self.unjudged)

    @cached_property
    def alone(self) -> str:
        """The field of a group of one; blank for one of several."""
        return self.fields[0] if len(self.fields) == 1 else ""


def single(name: str, switch: str = "", *, take: Take = Take.ALWAYS, later: bool = True) -> Group:
    """A group of one field that goes by the field's name."""
    return Group(name, switch or name, take, (name,), later=later)


def communication(name: str, *, later: bool = True) -> Group:
    return single(name, "communication", take=Take.IF_FREE, later=later)


GROUPS = (
    single("salesperson"),
    single("territory"),
    single("language"),
    single("format_region"),
    Group(
        "address",
        "address",
        Take.TOGETHER,
        ("street", "street_2", "postcode", "city", "county"),
        # The county is not compared: people often fill it in or leave it out by hand.
        unjudged=("county",),
    ),
    single("country"),
    communication("phone"),
    communication("mobile"),
    communication("fax"),
    communication("extension"),
    communication("email"),
    communication("website"),
    communication("correspondence_type", later=False),
)
BY_NAME = {group.name: group for group in GROUPS}
SWITCHES = frozenset(group.switch for group in GROUPS)
FOLLOWING = frozenset(group.name for group in GROUPS if group.later)
FIELDS = tuple(field for group in GROUPS for field in group.fields)
# D6: with both switches on, an address and its country are inherited both or neither.
COUPLED = frozenset({"address", "country"})


class Taken(NamedTuple):
    """The values a person takes over, by field, and the groups that follow his company from now on."""

    values: dict[str, str]
    follows: Names


def on_joining(
    person: Card,
    company: Card,
    former: Card | None,
    switches: Collection[str],
    given: Iterable[str] = (),
) -> Taken:
    """What a person takes over when he gets `company` after `former` (§8.1).

    `given` are the fields that the same request fills by hand: these stay, and are his own even when they
    equal the company's. A blank value of the company never erases one (D7). What then equals the company's
    follows it, also when both are blank, so that a phone the company gets later reaches him.
    """
    manual = frozenset([field for field in given if person.get(field)])
    back = kept_back(person, company, former, manual) if both_on(switches) else ()
    values: dict[str, str] = {}
    follows: set[str] = set()
    # One loop, since imports ask this for each person.
    for group in switched_on(switches):
        if not manual.isdisjoint(group.fields):
            continue
        # Most groups have one field, and need no more than a look at it.
        if field := group.alone:
            mine, theirs = person.get(field, ""), company.get(field, "")
            free = (
                not mine
                or group.take is Take.ALWAYS
                or (former is not None and mine == former.get(field, ""))
            )
            takes, alike = bool(theirs) and free, mine == theirs
        else:
            takes = not is_blank(company, group.fields) and is_to_take(group, person, company, former)
            alike = same(group, person, company)
        takes = takes and group.name not in back
        if takes:
            values |= read(company, group)
        if group.later and (takes or alike):
            follows.add(group.name)
    return Taken(changed_only(values, person), country_with_address(follows, switches))


def is_to_take(group: Group, person: Card, company: Card, former: Card | None) -> bool:
    """Whether the company's value goes before what the person has."""
    if group.take is Take.ALWAYS:
        return True
    return is_blank(person, group.judged) or (former is not None and same(group, person, former))


def kept_back(person: Card, company: Card, former: Card | None, manual: Names) -> Names:
    """Of address and country, what a person does not take over since they belong together (D6).

    An address of his own keeps its own country. Another country, given by hand, keeps the company's address
    away.
    """
    address = BY_NAME["address"]
    shared = is_to_take(address, person, company, former) or same(address, person, company)
    if manual & {*address.fields} or not shared:
        return COUPLED
    elsewhere = company.get("country") and company["country"] != person.get("country")
    return COUPLED if "country" in manual and elsewhere else frozenset()


def on_company_change(
    follows: Collection[str], person: Card, before: Card, after: Card, switches: Collection[str]
) -> dict[str, str]:
    """What a person who follows takes over when his company changes from `before` to `after` (§8.2).

    Only what really changed, and only where he still has the company's old value (a change while the switch
    was off parts the two). A value that the company clears is cleared here as well: D7, by which a blank
    never erases, is about joining. Of an address the changed parts are copied.
    """
    reached = following(follows, person, before, switches)
    moving = {group.name for group in changed_groups(before, after, switches)}
    if both_on(switches) and moving & COUPLED and not (moving & COUPLED) <= reached:
        # D6: an address moves with its country, or not at all.
        moving -= COUPLED
    return {
        field: after.get(field, "")
        for group in GROUPS
        if group.name in moving & reached
        for field in group.fields
        if after.get(field, "") != before.get(field, "")
    }


def on_company_merged(
    follows: Collection[str], person: Card, former: Card, company: Card, switches: Collection[str]
) -> Taken:
    """What a person takes over whose company `former` became part of `company`.

    Where he followed he takes what the company has now; a blank erases nothing (D7). He goes on following where he then
    has the same.
    """
    reached = following(follows, person, former, switches)
    taken = [group for group in GROUPS if group.name in reached and not is_blank(company, group.fields)]
    values = {field: value for group in taken for field, value in read(company, group).items()}
    after = {**person, **values}
    kept = {name for name in follows if name in BY_NAME and same(BY_NAME[name], after, company)}
    return Taken(changed_only(values, person), country_with_address(kept, switches))


def on_return(
    follows: Collection[str], person: Card, left: Card, company: Card, switches: Collection[str]
) -> dict[str, str]:
    """What a person takes over who is back at `company` and still has what he took over from the one he `left` meanwhile."""
    return {
        field: value
        for group in switched_on(switches)
        if group.name in follows and same(group, person, left) and not same(group, person, company)
        for field, value in read(company, group).items()
    }


def following(follows: Collection[str], person: Card, company: Card, switches: Collection[str]) -> Names:
    """The groups in which a change of the company reaches the person now: followed, switched on, still equal.

    With both switches on, an address counts only in the company's country, and a country only with its
    address.
    """
    equal = {
        group.name
        for group in switched_on(switches)
        if group.later and group.name in follows and same(group, person, company)
    }
    if both_on(switches) and company.get("country") not in {None, "", person.get("country")}:
        equal.discard("address")
    return country_with_address(equal, switches)


def changed_groups(before: Card, after: Card, switches: Collection[str]) -> list[Group]:
    """The groups in which a change of the company can reach the people who follow it."""
    return [
        group for group in switched_on(switches) if group.later and read(before, group) != read(after, group)
    ]


def own_after_edit(
    follows: Collection[str], changed_fields: Iterable[str], switches: Collection[str] = SWITCHES
) -> Names:
    """What still follows after somebody edited `changed_fields` of the person by hand: not their groups.

    An address typed by hand keeps its own country and the other way round, as long as both switches are on.
    """
    changed = frozenset(changed_fields)
    edited = {group.name for group in GROUPS if changed & {*group.fields}}
    if both_on(switches) and edited & COUPLED:
        edited |= COUPLED
    return frozenset(follows) - edited


def follow_again(groups: Iterable[str], person: Card, company: Card, switches: Collection[str]) -> Taken:
    """What a person takes over when he shall follow in `groups` again, and the groups that then do.

    Unlike on joining, the company's value counts even when it is blank: this was asked for. What is switched
    off does not move. Address and country go together when both switches are on.
    """
    wanted = {known(name).name for name in groups}
    if both_on(switches) and wanted & COUPLED:
        wanted |= COUPLED
    taken = [group for group in switched_on(switches) if group.name in wanted]
    values = {field: value for group in taken for field, value in read(company, group).items()}
    return Taken(changed_only(values, person), frozenset(group.name for group in taken))


def known(name: str) -> Group:
    """The group of this name among those that can follow."""
    if name not in FOLLOWING:
        choices = ", ".join(group.name for group in GROUPS if group.later)
        raise Refused("follow.unknown_group", field="groups", group=name, choices=choices)
    return BY_NAME[name]


def switched_on(switches: Collection[str]) -> tuple[Group, ...]:
    return groups_of(frozenset(switches))


@lru_cache(maxsize=200)
def groups_of(switches: Names) -> tuple[Group, ...]:
    """The groups that these switches let through; there are few settings, and each is asked for very often."""
    return tuple(group for group in GROUPS if group.switch in switches)


def both_on(switches: Collection[str]) -> bool:
    return COUPLED.issubset(switches)


def country_with_address(names: Iterable[str], switches: Collection[str]) -> Names:
    """`names` without the country when the address, which could, is not among them."""
    found = frozenset(names)
    return found - {"country"} if both_on(switches) and "address" not in found else found


def is_blank(card: Card, fields: Iterable[str]) -> bool:
    return not any(map(card.get, fields))


def same(group: Group, one: Card, other: Card) -> bool:
    """Whether two cards have the same value; fields that are not judged may differ."""
    # A loop, since imports ask this ten times for each person and a generator costs as much again.
    for field in group.judged:  # noqa: SIM110
        if one.get(field, "") != other.get(field, ""):
            return False
    return True


def read(card: Card, group: Group) -> dict[str, str]:
    return {field: card.get(field, "") for field in group.fields}


def changed_only(values: Card, person: Card) -> dict[str, str]:
    """The values that really change the person."""
    return {field: value for field, value in values.items() if value != person.get(field, "")}
