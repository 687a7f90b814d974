"""Whatever two cards own and whatever is chosen: taken back, the merge leaves no trace, and done again it is the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaartenbak.classification.models import BusinessRelation, MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.addresses import add_address
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.channels import add_channel
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.duplicates.queries.merging import FIELDS, clashes
from kaartenbak.duplicates.rules.merging import Choice, Settled
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.tests.cards import dump, run
from kaartenbak.history.undo import undo
from kaartenbak.search import index
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import ADMIN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CARD = st.integers(0, 1)
FEW = st.integers(0, 2)
KINDS = st.sampled_from(["phone", "mobile", "email", "website", "other"])
STEP = st.one_of(
    st.tuples(st.just("channel"), CARD, KINDS, FEW),
    st.tuples(st.just("group"), CARD, FEW),
    st.tuples(st.just("relation"), CARD, FEW),
    st.tuples(st.just("source"), CARD, FEW, FEW),
    st.tuples(st.just("address"), CARD, FEW, FEW),
    st.tuples(st.just("comment"), CARD, FEW),
    st.tuples(st.just("person"), CARD, st.booleans()),
    st.tuples(st.just("change"), CARD, st.sampled_from(["street", "city", "name_2", "email_2"]), FEW),
)
TEXTS = ("a", "b", "c")
CHANNELS = {
    "phone": "+32 9 111 11 1{}",
    "mobile": "+32 470 11 11 1{}",
    "email": "{}@a.example",
    "website": "a{}.example",
    "other": "{}",
}


def take_step(cards: list[Contact], step: tuple[Any, ...]) -> None:
    """Give one of the cards something."""
    card = Contact.objects.get(pk=cards[step[1]].pk)
    match (step[0], *step[2:]):
        case "channel", kind, which:
            add_channel(contact=card, kind=kind, value=CHANNELS[kind].format(which), by=ADMIN)
        case "group", which:
            give(card, a_code(MailingGroup, f"G{which}"), "mailing_groups")
        case "relation", which:
            give(card, a_code(BusinessRelation, f"R{which}"), "business_relations")
        case "source", which, word:
            give(
                card,
                a_code(WebSource, f"W{which}", url="https://x/%1"),
                "web_sources",
                search_word=TEXTS[word],
            )
        case "address", which, place:
            an_address_of(card, f"A{which}", TEXTS[place])
        case "comment", which:
            add_comment(contact=card, text=TEXTS[which], by=ADMIN)
        case "person", own:
            a_person("An", company=card, **({"street": "Own 1"} if own else {}))
        case "change", field, which:
            value = f"{TEXTS[which]}@b.example" if field == "email_2" else TEXTS[which]
            change_contact(contact=card, values={field: value}, by=ADMIN)


def give(card: Contact, code: Any, held: str, **values: Any) -> None:
    if not getattr(card, held).filter(code=code).exists():
        assign(contact=card, code=code, by=ADMIN, **values)


def an_address_of(card: Contact, code: str, street: str) -> None:
    if card.alternative_addresses.filter(code=code).exists():
        return
    starts = date(2026, 6, 1) + timedelta(days=card.address_ranges.count())
    add_address(contact=card, values={"code": code, "street": street}, starts=starts, by=ADMIN)


def two_cards(steps: list[tuple[Any, ...]]) -> list[Contact]:
    """A register of two companies with what the steps give them."""
    run(body=clear, by=ADMIN)
    cards = [a_company("A", street="One 1"), a_company("B", city="Gent")]
    for step in steps:
        take_step(cards, step)
    return [Contact.objects.get(pk=card.pk) for card in cards]


def clear() -> None:
    from kaartenbak.contacts.ops.removal import delete_contact

    for card in Contact.objects.filter(company=None):
        delete_contact(contact=card, by=ADMIN)


def undone(number: int | None) -> int | None:
    return perform(undo, entry=Operation.objects.get(pk=number or 0), by=ADMIN).operation


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEP, max_size=12), st.sets(st.sampled_from(FIELDS)))
def test_a_merge_taken_back_leaves_no_trace(steps, taken):
    kept, other = two_cards(steps)
    resolve: dict[str, dict[str, Settled]] = {}
    for clash in clashes(kept, other):
        resolve.setdefault(clash.table, {})[clash.key] = Settled()
    take = taken - {"company"}
    before, rows = dump(), {label: len(found) for label, found in dump().items()}

    duplicates = [Duplicate(other, Choice(take=frozenset(take), resolve=resolve))]
    merging = perform(merge, contact=kept, duplicates=duplicates, by=ADMIN).operation
    after = dump()

    assert Contact.objects.filter(company=kept).count() == rows["contacts.contact"] - 2
    assert len(after["contacts.comment"]) == rows["contacts.comment"]
    back = undone(merging)
    assert dump() == before
    undone(back)
    assert dump() == after
    assert index.wrong() == []
