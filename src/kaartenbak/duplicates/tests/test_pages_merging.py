"""The page on which cards stand side by side."""

import re
from datetime import date
from typing import Any

import pytest

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.history.operations import perform
from kaartenbak.testing.builders import a_company, a_person, an_address
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


def address(contact: Contact, *others: Contact) -> str:
    query = "&".join(f"with={other.number}" for other in others)
    return f"/contacts/{contact.number}/merging/?{query}"


def sent(contact: Contact, *others: Contact, **data: Any) -> Any:
    """What the page answers to a form that was sent without scripts."""
    versions = [f"{card.number}:{card.version}" for card in (contact, *others)]
    wanted = {"with": [other.number for other in others], "version": versions, "do": "merge"}
    return visitor(EDITOR).post(f"/contacts/{contact.number}/merging/", wanted | data)


def checked(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<input type="radio" name="take\.(\w+)" value="(\w+)" checked', page)


def now(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def rows(contact: Contact) -> list[str]:
    return [f"channels:{each.pk}" for each in queries.channels_of(contact)]


def test_the_page_shows_what_differs_and_proposes_what_is_filled_in():
    kept = a_company("De Smet", city="Gent", language=None)
    other = a_company("Bakkerij De Smet", city="Gent", name_2="Brood")

    page = visitor(EDITOR).get(address(kept, other)).content.decode()

    assert checked(page) == [("name", kept.number), ("name_2", other.number)]
    assert "2 fields are equal" in page or "1 field is equal" in page


def test_the_page_costs_no_more_for_many_rows(django_assert_max_num_queries):
    kept, other = a_company("A"), a_company("B")
    for number in range(30):
        add_comment(contact=other, text=f"Note {number}", by=EDITOR)
    client = visitor(EDITOR)
    client.get(address(kept, other))

    with django_assert_max_num_queries(60):
        page = client.get(address(kept, other)).content.decode()
    assert page.count('name="row"') == 30


def test_a_form_without_scripts_merges_as_it_was_chosen():
    kept, other = a_company("A", city="Gent"), a_company("B", city="Aalst", phone="+32 9 222 22 22")

    answer = sent(kept, other, **{"take.name": other.number, "take.address": kept.number, "row": rows(other)})

    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{kept.number}/")
    found = Contact.objects.get()
    assert (found.name, found.city) == ("B", "Gent")
    assert [each.value for each in queries.channels_of(found)] == ["+32 9 222 22 22"]


def test_what_was_unticked_does_not_move_along():
    kept, other = a_company("A"), a_company("B", phone="+32 9 222 22 22")
    add_comment(contact=other, text="Called", by=EDITOR)

    sent(kept, now(other), row=rows(other))

    found = Contact.objects.get()
    assert (len(queries.channels_of(found)), queries.comments_of(found)) == (1, [])


def test_all_from_one_card_is_a_button():
    kept, other = a_company("A", city="Gent"), a_company("B", city="Aalst")

    page = sent(kept, other, do=f"all:{other.number}").content.decode()

    assert checked(page) == [("name", other.number), ("address", other.number)]
    assert Contact.objects.count() == 2


def test_a_conflict_is_told_and_settled_on_the_page():
    kept, other = a_company("A"), a_company("B")
    for card in (kept, other):
        an_address(card, "SUMMER", street=f"{card.name}straat 1")
    kept, other = now(kept), now(other)

    answer = sent(kept, other)
    assert answer.status_code == 422
    assert "Conflicts: 1." in answer.content.decode()

    place = f"{other.number}|alternative_addresses|SUMMER"
    sent(kept, other, **{f"settle|{place}": "rename", f"rename|{place}": "SEA"})
    assert [each.code for each in Contact.objects.get().alternative_addresses.all()] == ["SEA", "SUMMER"]


@pytest.mark.parametrize("key", ["", "SUMMER", "X" * 40, "<script>", "😀"])
def test_a_new_key_that_will_not_do_is_told_on_the_page(key):
    kept, other = a_company("A"), a_company("B")
    for card in (kept, other):
        an_address(card, "SUMMER", street=f"{card.name}straat 1", starts=date(2026, 6, 1))
    kept, other = now(kept), now(other)

    place = f"{other.number}|alternative_addresses|SUMMER"
    answer = sent(kept, other, **{f"settle|{place}": "rename", f"rename|{place}": key})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Contact.objects.count() == 2


def test_fields_of_the_row_that_goes_can_be_taken():
    kept, other = a_company("A"), a_company("B")
    for card in (kept, other):
        an_address(card, "SUMMER", street=f"{card.name}straat 1")
    kept, other = now(kept), now(other)

    place = f"{other.number}|alternative_addresses|SUMMER"
    sent(kept, other, **{f"settle|{place}": "drop", f"pick|{place}": ["street"]})

    assert [each.street for each in Contact.objects.get().alternative_addresses.all()] == ["Bstraat 1"]


def test_a_card_that_changed_since_it_was_looked_at_is_shown_again():
    kept, other = a_company("A"), a_company("B")
    change_contact(contact=other, values={"city": "Gent"}, by=EDITOR)

    answer = sent(kept, other)

    assert answer.status_code == 409
    assert "Gent" in answer.content.decode()
    assert Contact.objects.count() == 2


def test_three_cards_are_merged_at_once():
    first, second, third = (
        a_company("A"),
        a_company("B", city="Gent"),
        a_company("C", phone="+32 9 222 22 22"),
    )

    answer = sent(first, second, third, **{"take.address": second.number, "row": rows(third)})

    assert f"{second}, {third} were merged into {first}." in answer.client.get(answer["Location"]).text
    found = Contact.objects.get()
    assert (found.name, found.city) == ("A", "Gent")
    assert [each.value for each in queries.channels_of(found)] == ["+32 9 222 22 22"]


def test_the_page_of_a_merged_card_leads_to_the_survivor_and_says_so():
    kept, other = a_company("A"), a_company("B")
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    client = visitor(READER)
    answer = client.get(f"/contacts/{other.number}/history/?before=5")
    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{kept.number}/history/?before=5")
    page = client.get(f"/contacts/{other.number}/", follow=True).content.decode()
    assert f"{other} was merged into {kept}." in page


@pytest.mark.parametrize("open_page", ["/contacts/{}/?all=yes", "/?q=B"])
def test_who_edits_a_line_of_a_card_that_was_merged_meanwhile_gets_the_open_page_anew(open_page):
    kept, other = a_company("A"), a_company("B")
    client = visitor(EDITOR)
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    shown = "http://testserver" + open_page.format(other.number)
    headers = {"HX-Request": "true", "HX-Current-URL": shown}
    answer = client.get(f"/contacts/{other.number}/fields/name/", headers=headers)

    assert answer.headers["HX-Redirect"] == "http://testserver" + open_page.format(kept.number)
    assert f"{other} was merged into {kept}." in client.get(f"/contacts/{kept.number}/").text


def test_who_saves_a_card_that_was_merged_meanwhile_is_told_where_it_went():
    kept, other = a_company("A"), a_company("B")
    client = visitor(EDITOR)
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    answer = client.post(f"/contacts/{other.number}/fields/name/", {"name": "BB"})

    assert (answer.status_code, now(kept).name) == (404, "A")
    assert f"{other} was merged into {kept}." in answer.text


def test_of_two_who_merge_the_same_cards_the_other_way_round_the_later_is_told():
    kept, other = a_company("A"), a_company("B")
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    crossing = sent(other, kept)
    assert crossing.status_code == 404
    assert f"{other} was merged into {kept}." in crossing.text
    client = visitor(EDITOR)
    again = client.post(f"/contacts/{kept.number}/merging/", {"with": other.number, "do": "merge"})
    assert (again.status_code, again.headers["Location"]) == (302, f"/contacts/{kept.number}/")
    assert f"merged these cards into {kept} meanwhile" in client.get(f"/contacts/{kept.number}/").text


def test_a_merge_into_a_card_that_was_deleted_is_not_taken_back_and_says_what_to_do_first():
    kept, other = a_company("A"), a_company("B")
    operation = perform(merge, contact=kept, duplicates=[Duplicate(other)], by=EDITOR).operation
    delete_contact(contact=now(kept), by=EDITOR)
    client = visitor(EDITOR)

    for how in ({}, {"keep_newer": "1"}):
        answer = client.post(f"/history/{operation}/undo/", how, follow=True)
        assert "was deleted since. Undo that first" in answer.text
        assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("case", "query", "status", "told"),
    [
        ("nobody", "with=CT999999", 404, "There is no contact"),
        ("itself", "with=SELF", 422, "cannot be merged with itself"),
        ("a person", "with=PERSON", 422, "one is a company, the other a person"),
        ("hostile", "with=%3Cscript%3E%00", 404, "There is no contact"),
        ("too many", "&".join(f"with=N{n}" for n in range(5)), 422, "At most 5"),
    ],
)
def test_what_cannot_be_merged_says_why(case, query, status, told):
    a_company("A", number="SELF")
    a_person("An", number="PERSON")
    for number in range(5):
        a_company(f"N {number}", number=f"N{number}")

    answer = visitor(EDITOR).get(f"/contacts/SELF/merging/?{query}")

    assert answer.status_code == status, case
    assert told in answer.content.decode(), case


def test_the_other_card_is_asked_for_by_name():
    kept, other = a_company("Peeters"), a_company("Drukkerij Maes")
    client = visitor(EDITOR)

    assert "Merge Peeters" in client.get(f"/contacts/{kept.number}/merging/").content.decode()
    answer = client.get(f"/contacts/{kept.number}/merging/", {"other": "Drukkerij Maes"})
    assert answer["Location"] == f"/contacts/{kept.number}/merging/?with={other.number}"
    assert client.get(f"/contacts/{kept.number}/merging/", {"other": "Peeters"}).status_code == 422
    assert "Drukkerij" in client.get("/merging/choices/companies/", {"q": "maes"}).content.decode()
    assert client.get("/merging/choices/people/", {"q": "maes"}).content.decode().count("<li data-value") == 0


def test_one_more_card_joins_those_that_stand_side_by_side():
    kept, other, third = a_company("Peeters"), a_company("Drukkerij Maes"), a_company("Papier Claes")
    client = visitor(EDITOR)

    assert "One more card" in client.get(address(kept, other)).content.decode()
    answer = client.get(address(kept, other), {"with": other.number, "other": "Papier Claes"})
    assert answer["Location"] == address(kept, other, third)
    refused = client.get(address(kept, other), {"with": other.number, "other": "Drukkerij Maes"})
    assert (refused.status_code, "cannot be merged with itself" in refused.content.decode()) == (422, True)


def test_a_reader_is_not_offered_to_merge():
    kept, other = a_company("A"), a_company("B")

    assert "merging/" not in visitor(READER).get(f"/contacts/{kept.number}/").content.decode()
    assert visitor(READER).get(address(kept, other)).status_code == 403


def test_strange_forms_are_no_errors_of_ours():
    kept, other = a_company("A"), a_company("B")

    for strange in (
        {"take.name": "nobody", "row": ["x", "channels:x", "channels:99999999999999999999"]},
        {"settle|a|b|c": "drop", "settle|": "x", "settle|||": "rename"},
        {"version": ["x", f"{kept.number}:x"], "do": "all:nobody"},
        {"next": "https://elsewhere.example/"},
    ):
        answer = sent(kept, other, **strange)
        assert answer.status_code in (200, 302, 422), strange
        assert not answer.headers.get("Location", "/").startswith("https:")


def test_the_history_of_a_merged_card_is_read_from_the_survivor():
    kept, other = a_company("A"), a_company("Voorheen")
    change_contact(contact=other, values={"name": "B"}, by=EDITOR)
    merge(contact=kept, duplicates=[Duplicate(now(other))], by=EDITOR)
    client = visitor(EDITOR)

    lately = client.get(f"/contacts/{kept.number}/history/lately/").content.decode()
    assert f"Eddy Editor merged {other.number} B into this card" in lately
    card = client.get(f"/contacts/{kept.number}/").content.decode()
    assert f"/contacts/{kept.number}/history/?former={other.number}" in card
    past = client.get(f"/contacts/{kept.number}/history/", {"former": other.number}).content.decode()
    assert "changed name from Voorheen to B" in past
    assert client.get(f"/contacts/{kept.number}/history/", {"former": "CT999999"}).status_code == 404
