"""The pages of what happened."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company, a_country, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def last() -> Operation:
    """The last thing that was done to a card."""
    return Operation.objects.filter(contacts__gt=0).latest("id")


def test_the_list_tells_who_did_what_through_which_door():
    company = a_company("Zeta")
    change_contact(contact=company, values={"city": "Gent"}, by=EDITOR.through("api"))

    lines = visitor(READER).get("/history/").context["lines"]

    told = [(line.title, line.entry.actor_name, line.door) for line in lines]
    assert ("Changed CT000001 Zeta", "Eddy Editor", "Interface") in told


def test_the_reader_can_ask_for_his_own_work():
    company = a_company()
    change_contact(contact=company, values={"city": "Gent"}, by=EDITOR)
    change_contact(contact=company, values={"city": "Aalst"}, by=MANAGER)

    lines = visitor(EDITOR).get("/history/", {"mine": "1"}).context["lines"]

    assert [line.entry.actor_name for line in lines] == ["Eddy Editor"]


def test_the_list_costs_the_same_queries_for_one_operation_and_for_three():
    client = visitor(READER)

    assert_same_queries(lambda: client.get("/history/"), a_company)


def test_an_operation_names_the_cards_it_touched():
    company = a_company("Zeta", street="Korenmarkt 1")
    a_person("An Claes", company=company)
    change_contact(contact=company, values={"street": "Vrijdagmarkt 3"}, by=EDITOR)

    page = visitor(READER).get(f"/history/{last().pk}/").content.decode()

    assert "CT000001 Zeta" in page
    assert "CT000002 An Claes" in page
    assert "/undo/" not in page


def test_undo_takes_it_back_and_says_how_to_redo_it():
    company = a_company(city="Gent")
    change_contact(contact=company, values={"city": "Aalst"}, by=EDITOR)
    client = visitor(EDITOR)

    page = client.post(f"/history/{last().pk}/undo/", {"next": f"/contacts/{company.number}/"}, follow=True)

    assert Contact.objects.get().city == "Gent"
    assert page.redirect_chain == [(f"/contacts/{company.number}/", 302)]
    client.post(next(iter(page.context["messages"])).extra_tags)
    assert Contact.objects.get().city == "Aalst"


def test_what_has_changed_since_is_shown_then_and_now_and_nothing_is_done():
    company = a_company(city="Gent", country=a_country("BE").code)
    change_contact(contact=company, values={"city": "Aalst", "country": a_country("NL").code}, by=EDITOR)
    entry = last()
    change_contact(contact=company, values={"city": "Brugge"}, by=MANAGER)

    answer = visitor(EDITOR).post(f"/history/{entry.pk}/undo/")

    (obstacle,) = answer.context["obstacles"]
    assert (obstacle.card, obstacle.label, obstacle.then, obstacle.now) == (
        "CT000001",
        "city",
        "Aalst",
        "Brugge",
    )
    assert (answer.status_code, Contact.objects.get().city) == (409, "Brugge")


def test_the_newer_values_can_be_kept_and_the_rest_taken_back():
    company = a_company(city="Gent", street="Korenmarkt 1")
    change_contact(contact=company, values={"city": "Aalst", "street": "Vrijdagmarkt 3"}, by=EDITOR)
    entry = last()
    change_contact(contact=company, values={"city": "Brugge"}, by=MANAGER)

    visitor(EDITOR).post(f"/history/{entry.pk}/undo/", {"keep_newer": "1"})

    now = Contact.objects.get()
    assert (now.city, now.street) == ("Brugge", "Korenmarkt 1")


def test_who_undoes_the_making_of_a_card_lands_on_the_list():
    a_company()
    client = visitor(MANAGER)

    answer = client.post(f"/history/{last().pk}/undo/", {"next": "/contacts/CT000001/"})

    assert (answer.headers["Location"], Contact.objects.count()) == ("/", 0)


def test_a_deleted_company_comes_back_with_its_people():
    company = a_company("Zeta")
    a_person("An Claes", company=company)
    delete_contact(contact=company, by=EDITOR)

    visitor(EDITOR).post(f"/history/{last().pk}/undo/")

    assert sorted(Contact.objects.values_list("name", flat=True)) == ["An Claes", "Zeta"]


def test_what_was_undone_already_is_not_undone_again():
    company = a_company(city="Gent")
    change_contact(contact=company, values={"city": "Aalst"}, by=EDITOR)
    entry, client = last(), visitor(EDITOR)
    client.post(f"/history/{entry.pk}/undo/")
    entries = Operation.objects.count()

    page = client.post(f"/history/{entry.pk}/undo/", follow=True)

    assert "This was already undone." in page.content.decode()
    assert Operation.objects.count() == entries


def test_an_editor_takes_back_his_own_work_only():
    company = a_company(city="Gent")
    change_contact(contact=company, values={"city": "Aalst"}, by=MANAGER)

    page = visitor(EDITOR).post(f"/history/{last().pk}/undo/", follow=True)

    assert "Only who did this, or a manager, can undo it." in page.content.decode()
    assert Contact.objects.get().city == "Aalst"


def test_a_reader_takes_nothing_back():
    a_company()

    assert visitor(READER).post(f"/history/{last().pk}/undo/").status_code == 403
    assert Contact.objects.count() == 1


def test_the_question_before_an_undo_stands_on_a_page_of_its_own():
    company = a_company(city="Gent")
    change_contact(contact=company, values={"city": "Aalst"}, by=EDITOR)

    page = visitor(EDITOR).get(f"/history/{last().pk}/undo/").content.decode()

    assert "all of it can be taken back" in page


def test_nobody_is_led_to_another_site_by_an_undo():
    company = a_company(city="Gent")
    change_contact(contact=company, values={"city": "Aalst"}, by=EDITOR)
    entry = last()

    answer = visitor(EDITOR).post(f"/history/{entry.pk}/undo/", {"next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == f"/history/{entry.pk}/"
