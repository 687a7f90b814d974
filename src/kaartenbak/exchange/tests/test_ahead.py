"""Rows that are laid out a block before they are written, by a process that asks no database."""

import pytest

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.exchange.ops import chunks
from kaartenbak.exchange.ops.ahead import Layer, Register, asked_for
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.card import Channel as Told
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.plan import Mode
from kaartenbak.exchange.tests.files_of import bring, notes, operation_of, outcomes, the_card
from kaartenbak.history.undo import undo
from kaartenbak.jobs.progress import heard_by
from kaartenbak.setup.models import Language, Salesperson, Setup
from kaartenbak.testing.builders import a_code, a_company, a_language, a_setup, alter
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db

FILE = """external_id,kind,name,company,postcode,city,language,salesperson,vat_number,birthday,phone,email,mailing_groups
A1,company,Bakkerij Maes,,9300,Aalst,NLB,,BE0403170701,,053 12 34 56,info@maes.be,XMAS
P1,person,An van den Berg,Bakkerij Maes,,,,AN,,1980-02-03,0475 12 34 56,an@maes.be;prive@an.be,XMAS|FAIR
P2,person,Jan Claes,Bakkerij Maes,9000,GENT,FRB,XX,,3 mei,niet bekend,geen adres,
P3,person,Els Wouters,Nieuw NV,,,,,BE0403170702,,,els@nieuw.be,
P4,person,Piet Peeters,,2000,,NLB,AN,,,03 123 45 67,,XMAS
"""


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()
    a_language("NLB", region_tag="nl-BE")
    a_language("FRB", region_tag="fr-BE")
    a_code(Salesperson, "AN")


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is read ahead, two rows at a time."""
    monkeypatch.setattr(chunks, "LARGE", 0)
    monkeypatch.setattr(chunks, "ROWS_PER_BLOCK", 2)


def laid(*offers: Offer) -> dict[int, dict[str, object]]:
    """The columns of these rows, laid out by what the register tells, by line."""
    terms = Terms(MANAGER, Mode.CREATE, ("external_id",), a_company().created_at)
    told = Register(terms).tell(asked_for(1, offers))
    found = Layer(terms).lay(offers, told)
    return {line: each.columns for line, each in found.items()}


def person(line: int = 2, **values: str) -> Offer:
    return Offer(line, "person", {"name": "An Claes"} | values)


def register() -> list[object]:
    """All that an import wrote, but numbers and keys, which are given once."""
    left_out = (
        "id",
        "uid",
        "number",
        "list_key",
        "company_id",
        "salesperson_id",
        "created_at",
        "modified_at",
        "_state",
    )
    cards = Contact.objects.order_by("name")
    return [
        [{name: value for name, value in vars(card).items() if name not in left_out} for card in cards],
        [(card.company and card.company.name, card.salesperson and card.salesperson.code) for card in cards],
        list(Channel.objects.order_by("contact__name", "id").values_list("kind", "label", "value", "normal", "position")),
        list(Comment.objects.order_by("contact__name", "id").values_list("text", "code")),
    ]  # fmt: skip


def test_a_row_is_laid_out_by_what_was_told():
    found = laid(person(language="NLB", salesperson="AN", city="Gent"))

    assert found[2]["language_id"] == Language.objects.get(code="NLB").pk
    assert found[2]["salesperson_id"] == Salesperson.objects.get(code="AN").pk
    assert (found[2]["surname"], found[2]["format_region"]) == ("Claes", "nl-BE")


def test_a_person_takes_over_what_was_told_of_his_company():
    maes = a_company("Bakkerij Maes", street="Markt 1", city="Aalst")

    found = laid(Offer(2, "person", {"name": "An Claes"}, company="Bakkerij Maes"))

    assert found[2]["company_id"] == maes.pk
    assert (found[2]["street"], found[2]["company_name"]) == ("Markt 1", "Bakkerij Maes")


@pytest.mark.parametrize(
    ("case", "offer"),
    [
        ("a company that is not there", Offer(2, "person", {"name": "An"}, company="Nieuw NV")),
        ("a code that would be made", person(salesperson="NEW")),
        ("a postcode without its city", person(postcode="9300")),
        ("a row without a name", Offer(2, "person", {"city": "Gent"})),
        ("a list of others", Offer(2, "group", {"name": "All"})),
    ],
)
def test_what_the_register_has_to_be_asked_for_is_left(case, offer):
    assert laid(offer) == {}, case


def test_what_a_rule_refuses_of_a_row_is_noted_beforehand():
    offer = Offer(2, "person", {"name": "An Claes"}, channels=(Told("email", "", "no address"),))
    terms = Terms(EDITOR, Mode.CREATE, ("external_id",), a_company().created_at)

    found = Layer(terms).lay([offer], Register(terms).tell(asked_for(1, [offer])))

    assert [(note.code, note.field) for note in found[2].notes] == [("email.invalid", "email")]
    assert found[2].channels == []


def test_a_file_that_is_laid_out_beforehand_gives_the_same_cards_and_notes(small_chunks, monkeypatch):
    first = bring(FILE, by=MANAGER)
    ahead, told = register(), notes(first)
    undo(entry=operation_of(first), by=MANAGER)
    monkeypatch.setattr(chunks, "LARGE", 1 << 30)

    second = bring(FILE, by=MANAGER)

    assert (outcomes(second), notes(second)) == (outcomes(first), told)
    assert register() == ahead


def changed_meanwhile(change):
    """Brings in people of one company, and does something else after the first block."""
    rows = "".join(f"person,An {number},Bakkerij Maes,NLB\n" for number in range(8))
    done: list[object] = []

    def listener(_done: int, _total: int | None, _message: str) -> None:
        if Contact.objects.filter(kind="person").count() == 2 and not done:
            done.append(change())

    with heard_by(listener):
        bring("kind,name,company,language\n" + rows)


def test_a_company_that_changes_meanwhile_passes_on_what_it_has_now(small_chunks):
    maes = a_company("Bakkerij Maes", street="Markt 1")

    changed_meanwhile(lambda: change_contact(contact=maes, values={"street": "Kaai 2"}, by=EDITOR))

    assert {card.street for card in maes.people.all()} == {"Kaai 2"}


def test_a_setup_that_changes_meanwhile_holds_from_the_next_block_on(small_chunks):
    a_company("Bakkerij Maes", street="Markt 1")

    changed_meanwhile(
        lambda: alter(instance=Setup.objects.get(), values={"inherit_address": False}, by=SYSTEM)
    )

    assert [the_card(f"An {number}").street for number in (0, 2, 7)] == ["Markt 1", "", ""]
