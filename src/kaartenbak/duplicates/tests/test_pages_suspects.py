"""The list of pairs, the panel on a card, and the warning while a new card is typed."""

import re

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates.models import StringSetup, Suspect
from kaartenbak.duplicates.ops.separating import separate
from kaartenbak.duplicates.queries.setup import string_rows
from kaartenbak.history.models import Operation
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
MOBILE = "0470 12 34 56"


def two_alike(name="Annelies"):
    a_person(f"{name} Vandenberghe", mobile=MOBILE, birthday="1980-03-31")
    return a_person(f"{name} van den Berghe", mobile=MOBILE, birthday="1980-03-31")


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode()))


def test_the_list_shows_both_cards_and_what_was_found():
    two_alike()
    page = text_of(visitor(EDITOR).get("/duplicates/"))

    assert "Annelies Vandenberghe" in page
    assert "Annelies van den Berghe" in page
    assert "Phone: the same" in page
    assert "Surname: the same" in page
    assert "Compare all contacts" in page


def test_what_was_called_different_is_taken_back_where_it_stands():
    two_alike()
    client = visitor(EDITOR)
    here = "/duplicates/?state=separate"
    assert "Nobody called a pair different" in client.get(here).text
    client.post(f"/duplicates/{Suspect.objects.get().pk}/different/")

    said = Operation.objects.latest("id")
    assert f'action="/history/{said.pk}/undo/"' in client.get(here).text
    assert f'action="/history/{said.pk}/undo/"' not in visitor(READER).get(here).text
    back = client.post(f"/history/{said.pk}/undo/", {"next": here})

    assert back.headers["Location"] == here
    assert "Annelies" in text_of(client.get("/duplicates/"))


def test_a_reader_sees_the_pairs_and_settles_none():
    two_alike()
    page = visitor(READER).get("/duplicates/").content.decode()

    assert "Annelies" in page
    assert "/duplicates/queue/" not in page
    assert visitor(READER).post("/duplicates/scan/").status_code == 403


def test_separated_pairs_stand_apart():
    two_alike()
    visitor(EDITOR).post(
        f"/duplicates/{Suspect.objects.get().pk}/different/", {"reason": "mother and daughter"}
    )

    assert "Annelies" not in text_of(visitor(READER).get("/duplicates/"))
    apart = text_of(visitor(READER).get("/duplicates/?state=separate"))
    assert "Annelies" in apart
    assert "mother and daughter · Eddy Editor" in apart
    assert "Annelies" not in text_of(visitor(READER).get("/duplicates/?state=nonsense&at=%00"))


def test_all_contacts_are_compared_in_the_background_once():
    for _ in range(2):
        assert visitor(EDITOR).post("/duplicates/scan/").status_code == 302

    assert Job.objects.filter(kind="duplicates.scan").count() == 1
    assert "being compared at this moment" in visitor(EDITOR).get("/duplicates/").text


@pytest.mark.parametrize(
    ("state", "told"),
    [("done", "The contacts were compared."), ("failed", "not compared to the end: the disk is full")],
)
def test_the_end_of_a_comparison_is_told_on_the_list(state, told):
    client = visitor(EDITOR)
    client.post("/duplicates/scan/")
    work = Job.objects.get(kind="duplicates.scan")
    Job.objects.update(state="running", done=1_000, total=2_000)
    assert "1,000 of 2,000" in client.get(f"/duplicates/scan/{work.pk}/").text

    Job.objects.update(state=state, message="the disk is full")

    answer = client.get(f"/duplicates/scan/{work.pk}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/duplicates/"
    assert told in client.get("/duplicates/").text
    assert client.get("/duplicates/scan/999999/").status_code == 404


def test_a_card_says_whom_it_may_be_the_same_as():
    card = two_alike()
    stranger = a_person("Jan Peeters")

    assert "May be in the register twice" in text_of(visitor(READER).get(f"/contacts/{card.number}/"))
    assert "twice" not in text_of(visitor(READER).get(f"/contacts/{stranger.number}/"))


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("person", {"name": "Annelies van den Berghe", "mobile": "+32 470 12 34 56"}, True),
        ("person", {"name": "Annelies van den Berghe"}, False),
        ("person", {"name": ""}, False),
        ("person", {"name": "A" * 500, "birthday": "soon"}, False),
        ("company", {"name": "Bakkerij De Smet NV", "phone": "09/224.11.61"}, True),
        ("company", {"name": "<b>\0", "email": "nonsense"}, False),
    ],
)
def test_a_card_that_is_typed_is_compared(kind, typed, found):
    a_person("Anne-Lies Vandenberghe", mobile=MOBILE)
    a_company("Bakkerij De Smet", phone="09 224 11 61")

    answer = visitor(EDITOR).post(f"/duplicates/typed/{kind}/", typed)

    assert answer.status_code == 200
    assert ("Perhaps this contact is in the register already" in text_of(answer)) is found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"name": "Annelies van den Berghe", "reach": "+32 470 12 34 56", "kind": "person"}, True),
        ({"name": "Bakkerij De Smet NV", "reach": "09/224.11.61", "kind": "company"}, True),
        ({"name": "Bakkerij De Smet NV", "reach": "09/224.11.61", "kind": "person"}, False),
        ({"name": "Annelies van den Berghe", "reach": "+32 470 12 34 56"}, False),
        ({"name": "<b>\0", "reach": "@" * 300, "company": "\0", "kind": "robot"}, False),
        ({}, False),
    ],
)
def test_the_quick_entry_is_compared_as_well(typed, found):
    a_person("Anne-Lies Vandenberghe", mobile=MOBILE)
    a_company("Bakkerij De Smet", phone="09 224 11 61")

    answer = visitor(EDITOR).post("/duplicates/typed/quick/", typed)

    assert answer.status_code == 200
    assert ("Perhaps this contact is in the register already" in text_of(answer)) is found
    assert visitor(READER).post("/duplicates/typed/quick/", typed).status_code == 403
    assert 'hx-post="/duplicates/typed/quick/"' in visitor(EDITOR).get("/contacts/new/quick/").text


def test_the_list_costs_the_same_for_one_pair_and_for_many():
    names = iter(["Annelies", "Katrien", "Bart", "Wouter"])
    assert_same_queries(lambda: visitor(EDITOR).get("/duplicates/"), lambda: two_alike(next(names)))


def test_the_list_costs_the_same_for_one_separated_pair_and_for_many():
    names = iter(["Annelies", "Katrien", "Bart", "Wouter"])

    def apart():
        two_alike(next(names))
        separate(suspect=Suspect.objects.latest("id"), by=EDITOR)

    assert_same_queries(lambda: visitor(EDITOR).get("/duplicates/?state=separate"), apart)


def test_the_search_strings_are_seen_and_changed():
    page = visitor(READER).get("/duplicates/strings/").content.decode()
    posted = visitor(MANAGER).post("/duplicates/strings/", {"name first": "4", "city last": "3"})

    assert page.count('value="5"') == 16
    assert "10 of 16 must be equal" in page
    assert posted.status_code == 302
    assert string_rows() == [["name", "first", 4], ["city", "last", 3]]
    assert visitor(READER).post("/duplicates/strings/", {"name first": "4"}).status_code == 403


@pytest.mark.parametrize("length", ["1", "11", "x", "-3", "9" * 400])
def test_a_length_that_cannot_be_is_refused_beside_it(length):
    answer = visitor(MANAGER).post("/duplicates/strings/", {"name first": length})

    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert len(string_rows()) == 16


def test_selected_contacts_are_compared_in_the_background():
    two_alike()
    Suspect.objects.all().delete()
    numbers = list(Contact.objects.values_list("number", flat=True))

    answer = visitor(EDITOR).post("/duplicates/scan/selected/", {"numbers": numbers[0]})
    do_all()

    assert answer.headers["Location"] == "/duplicates/"
    assert Suspect.objects.count() == 1
    assert visitor(READER).post("/duplicates/scan/selected/", {"numbers": numbers[0]}).status_code == 403


def test_without_a_selection_nothing_is_compared():
    visitor(EDITOR).post("/duplicates/scan/selected/")

    assert not Job.objects.exists()


def test_a_pair_tells_its_search_strings():
    a_company("Maes", street="Kerkstraat 12", postcode="9000", city="Gent", phone="09 224 11 61")
    a_company("Maes", street="Kerkstraat 14", postcode="9000", city="Gent", phone="09 224 11 61")
    pair = Suspect.objects.get()

    page = text_of(visitor(READER).get(f"/duplicates/{pair.pk}/strings/"))

    assert "Kerkstraat 12 Kerkstraat 14" in page
    assert "First signs Last signs" in page
    assert visitor(READER).get("/duplicates/99999/strings/").status_code == 404


def test_a_pair_without_fields_that_are_set_up_leads_back_with_a_sentence():
    two_alike()
    StringSetup.objects.update_or_create(pk=1, defaults={"rows": []})

    answer = visitor(READER).get(f"/duplicates/{Suspect.objects.get().pk}/strings/", follow=True)

    assert "No field is set up" in text_of(answer)
