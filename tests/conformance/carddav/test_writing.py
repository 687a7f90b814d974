"""carddav.md §5 and §9: cards that are made and changed by a program."""

import pytest
from django.utils.html import strip_tags

from kaartenbak.carddav.models import Proposal
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.queries.past import happenings
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.clients import visitor
from tests.conformance.carddav.writer import get, put, state, vcard, writer

pytestmark = pytest.mark.django_db
UNKNOWN = ("item1.X-ABLabel:Zomerhuis", "X-SOMETHING;X-A=b:one\\,two;three", "GENDER:F;she")


def test_a_new_card_becomes_a_contact_and_is_read_back_octet_for_octet():
    company, phone = a_company("Maes Drukkerij"), writer()
    text = vcard("ORG:Maes Drukkerij", "TITLE:Drukker", *UNKNOWN)

    made = put(phone, "new.vcf", text, If_None_Match="*")

    contact = Contact.objects.exclude(pk=company.pk).get()
    assert (made.status, contact.name, contact.company, contact.job_title) == (
        201,
        "Zoë Maes",
        company,
        "Drukker",
    )
    read = get(phone, "new.vcf")
    assert (read.text, read.headers["ETag"]) == (text, made.headers["ETag"])


def test_a_change_lays_only_what_differs_on_the_contact():
    phone = writer()
    put(phone, "a.vcf", vcard(*UNKNOWN))
    contact = Contact.objects.get()
    change_contact(contact=contact, values={"job_title": "Drukker"}, by=MANAGER)
    read = get(phone, "a.vcf")
    assert all(line in read.text for line in UNKNOWN)
    assert "TITLE:Drukker" in read.text
    text = read.text.replace("09 111 22 33", "09 444 55 66")

    answer = put(phone, "a.vcf", text, If_Match=read.headers["ETag"])

    contact.refresh_from_db()
    assert answer.status == 204
    assert [each.value for each in contact.channels.all()] == ["09 444 55 66"]
    assert contact.job_title == "Drukker"
    after = get(phone, "a.vcf")
    assert (after.text, after.headers["ETag"]) == (text, answer.headers["ETag"])


def test_a_change_of_lines_that_no_field_is_for_is_a_change():
    phone = writer()
    made = put(phone, "a.vcf", vcard("X-A:1"))
    token = phone.sync(phone.all).token

    answer = put(phone, "a.vcf", vcard("X-A:2"), If_Match=made.headers["ETag"])

    assert answer.headers["ETag"] != made.headers["ETag"]
    assert phone.sync(phone.all, token).etags() == {f"{phone.all}a.vcf": answer.headers["ETag"]}
    undo(entry=Operation.objects.latest("pk"), by=EDITOR)
    assert "X-A:1" in get(phone, "a.vcf").text


@pytest.mark.parametrize(
    ("case", "name", "headers", "status"),
    [
        ("a new one that is there", "a.vcf", {"If_None_Match": "*"}, 412),
        ("a stale one", "a.vcf", {"If_Match": '"stale"'}, 412),
        ("one that is not there", "b.vcf", {"If_Match": '"any"'}, 412),
        ("any that is not there", "b.vcf", {"If_Match": "*"}, 412),
        ("any that is there", "a.vcf", {"If_Match": "*"}, 204),
        ("one of a list", "a.vcf", {"If_Match": '"stale", {etag}'}, 204),
    ],
)
def test_conditions(case, name, headers, status):
    phone = writer()
    etag = put(phone, "a.vcf", vcard()).headers["ETag"]
    before = state()
    sent = {header: value.replace("{etag}", etag) for header, value in headers.items()}

    answer = put(phone, name, vcard("TITLE:Chef"), **sent)

    assert answer.status == status, case
    assert (state() == before) is (status == 412)


def test_without_a_condition_fields_that_only_the_register_changed_stay():
    phone = writer()
    put(phone, "a.vcf", vcard("TITLE:Drukker", "NOTE:Een"))
    contact = Contact.objects.get()
    change_contact(contact=contact, values={"job_title": "Chef", "city": "Gent"}, by=MANAGER)

    answer = put(phone, "a.vcf", vcard("TITLE:Drukker", "NOTE:Twee"))

    contact.refresh_from_db()
    assert (answer.status, contact.job_title, contact.city) == (204, "Chef", "Gent")
    assert [each.text for each in contact.comments.all()] == ["Twee"]
    assert "ETag" not in answer.headers
    assert "TITLE:Chef" in get(phone, "a.vcf").text


def test_without_a_condition_what_is_overwritten_can_be_put_back():
    phone, person = writer(), a_person("An Maes", job_title="Drukker")
    read = get(phone, f"{person.uid}.vcf")

    put(phone, f"{person.uid}.vcf", read.text.replace("TITLE:Drukker", "TITLE:Chef"))

    person.refresh_from_db()
    assert person.job_title == "Chef"
    undo(entry=Operation.objects.latest("pk"), by=EDITOR)
    person.refresh_from_db()
    assert person.job_title == "Drukker"


def test_the_history_names_user_device_and_program():
    phone = writer()

    put(phone, "a.vcf", vcard(), User_Agent="DAVx5/4.5")

    entry = Operation.objects.latest("pk")
    assert (entry.kind, entry.actor_name, entry.channel) == ("carddav.new_card", EDITOR.name, "carddav")
    assert entry.reason == "phone (DAVx5/4.5)"


def test_the_history_of_a_card_tells_that_a_program_sent_it_and_shows_no_octets():
    phone, person = writer(), a_person("An Maes")
    name = f"{person.uid}.vcf"
    read = get(phone, name).text
    for line in ("X-A:1", "X-A:2", "X-A:3\r\nTITLE:Chef"):
        put(phone, name, read.replace("FN:", f"{line}\r\nFN:"))

    page = strip_tags(visitor(EDITOR).get(f"/contacts/{person.number}/history/lately/").content.decode())

    assert page.count("Eddy Editor sent the card from a phone or mail program") == 2
    assert page.count("Eddy Editor filled in job title: Chef") == 1
    assert "BEGIN:VCARD" not in page
    values = [(each.old, each.new) for each in happenings(person.pk) if each.field.startswith("member")]
    assert values == [(None, None)] * 3


@pytest.mark.parametrize(
    ("case", "name", "uid"),
    [("at a second address", "b.vcf", "uid-1"), ("another one at the same", "a.vcf", "uid-2")],
)
def test_an_identifier_stays_with_its_address(case, name, uid):
    phone = writer()
    put(phone, "a.vcf", vcard())
    before = state()

    answer = put(phone, name, vcard("TITLE:Chef", uid=uid))

    assert (answer.status, answer.condition) == (409, "no-uid-conflict"), case
    assert answer.root[0][0].text == f"{phone.all}a.vcf"
    assert state() == before


def test_a_contact_has_its_own_identifier():
    phone, person = writer(), a_person("An Maes")

    answer = put(phone, "new.vcf", vcard(uid=str(person.uid)))

    assert (answer.status, answer.root[0][0].text) == (409, f"{phone.all}{person.uid}.vcf")
    assert Contact.objects.count() == 1


def test_what_a_rule_refuses_waits_for_somebody_and_nothing_is_lost():
    phone = writer()
    put(phone, "a.vcf", vcard())
    before, longer = state(), vcard(f"TITLE:{'Meester' * 40}")

    answer = put(phone, "a.vcf", longer)

    waiting = Proposal.objects.get()
    assert (answer.status, waiting.contact_id, waiting.text) == (204, Contact.objects.get().pk, longer)
    assert (state(), get(phone, "a.vcf").text) == (before, longer)


NO_CARD, OTHER = "valid-address-data", "supported-address-data"


@pytest.mark.parametrize(
    ("case", "body", "kind", "status", "condition"),
    [
        ("nothing", "", "text/vcard", 403, NO_CARD),
        ("no card", "hello", "text/vcard", 403, NO_CARD),
        ("cut off", vcard()[:-12], "text/vcard", 403, NO_CARD),
        ("two cards", vcard() + vcard(uid="uid-2"), "text/vcard", 403, NO_CARD),
        ("without identifier", vcard(uid=""), "text/vcard", 403, NO_CARD),
        ("a long identifier", vcard(uid="u" * 256), "text/vcard", 403, NO_CARD),
        ("without version", vcard().replace("VERSION:3.0\r\n", ""), "text/vcard", 403, NO_CARD),
        ("a NUL", vcard("NOTE:a\0b"), "text/vcard", 403, NO_CARD),
        ("a control character", vcard("NOTE:a\x1bb"), "text/vcard", 403, NO_CARD),
        ("no UTF-8", vcard().encode("latin-1"), "text/vcard", 403, NO_CARD),
        ("vCard 2.1", vcard(version="2.1"), "text/vcard", 403, OTHER),
        ("a calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar", 415, OTHER),
        ("a picture", b"\x89PNG", "image/png", 415, OTHER),
        ("an unknown charset", vcard(), "text/vcard; charset=klingon", 415, OTHER),
        ("a charset that is none", vcard(), "text/vcard; charset=base64", 415, OTHER),
    ],
)
def test_what_is_no_card_is_refused(case, body, kind, status, condition):
    phone = writer()
    a_person("An Maes")
    before = state()

    answer = put(phone, "new.vcf", body, **{"Content-Type": kind})

    assert (answer.status, answer.condition) == (status, condition), case
    assert state() == before


def test_another_charset_is_understood_and_gets_no_etag():
    phone = writer()

    answer = put(
        phone, "a.vcf", vcard().encode("latin-1"), **{"Content-Type": "text/vcard; charset=iso-8859-1"}
    )

    assert (answer.status, "ETag" in answer.headers) == (201, False)
    assert "FN:Zoë Maes" in get(phone, "a.vcf").text


def test_a_card_that_is_too_large_is_refused_and_one_that_fits_is_taken():
    phone = writer()

    large = put(phone, "a.vcf", vcard("X-A:" + "a" * 5_000_000))
    fits = put(phone, "b.vcf", vcard(*(f"X-A{number}:{'a' * 900}" for number in range(1_000))))

    assert (large.status, fits.status) == (413, 201)
    assert Contact.objects.count() == 1


def test_a_name_of_five_thousand_signs_is_taken_and_comes_back():
    phone = writer()
    text = vcard(lines=(f"N:{'Z' * 5000};;;;", f"FN:{'Z' * 5000}"))

    assert put(phone, "a.vcf", text).status == 201
    assert get(phone, "a.vcf").text == text


@pytest.mark.parametrize(
    "name",
    [
        "a b.vcf",
        "a@b+c:d;e,f=g&h'(i)[j]~.vcf",
        "100%25.vcf",
        "Zoë.VCF",
        "no-extension",
        "a%0Ab.vcf",
        "a" * 255,
    ],
)
def test_names_are_those_of_the_program(name):
    from urllib.parse import quote, unquote

    phone = writer()
    href = phone.all + quote(unquote(name), safe="")

    assert phone.call("PUT", href, vcard(), **{"Content-Type": "text/vcard"}).status == 201

    assert phone.sync(phone.all).hrefs == [href]
    assert phone.multiget(phone.all, href).told("C:address-data", href)
    assert phone.call("DELETE", href).status == 204
    assert not Contact.objects.exists()


def test_a_name_above_255_octets_is_none():
    assert put(writer(), "a" * 256, vcard()).status == 404


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_both_versions_and_both_line_ends_come_back_as_they_were_sent(version, end):
    phone = writer()
    text = vcard(
        "CLIENTPIDMAP:1;urn:uuid:53e374d9", "LOGO:data:image/png;base64,AAAA", version=version
    ).replace("\r\n", end)

    put(phone, "a.vcf", text)

    assert get(phone, "a.vcf").text == text
