"""carddav.md §9: cards that list others are mailing groups, and stay what the program wrote (decision 0048)."""

import pytest

from kaartenbak.carddav.models import ListCard
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.setup.ops import change_code, delete_code
from kaartenbak.testing.builders import a_code, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.queries import assert_same_queries
from tests.conformance.carddav.client import Answer, Dav, dav
from tests.conformance.carddav.corpus import FOLDER
from tests.conformance.carddav.writer import get, put, vcard, writer

pytestmark = pytest.mark.django_db
OF_V3, OF_V4 = "X-ADDRESSBOOKSERVER-", ""
MISSING = "HTTP/1.1 404 Not Found"
DENIED = (403, "need-privileges")


def a_list(*members: object, name: str = "Fanfare", uid: str = "list-1", version: str = "3.0") -> str:
    prefix = OF_V3 if version == "3.0" else OF_V4
    uids = [each.uid if isinstance(each, Contact) else each for each in members]
    lines = [f"{prefix}KIND:group", *(f"{prefix}MEMBER:urn:uuid:{each}" for each in uids), "X-OTHER:1"]
    return vcard(*lines, uid=uid, lines=(f"N:{name};;;;", f"FN:{name}"), version=version)


def names_in(code: str = "FANFARE") -> list[str]:
    """Who is in a mailing group."""
    return sorted(Contact.objects.filter(mailing_groups__code__code=code).values_list("name", flat=True))


def sent(phone: Dav, *members: object, **headers: str) -> Answer:
    return put(phone, "list.vcf", a_list(*members), **headers)


def people() -> list[Contact]:
    return [a_person(name) for name in ("An Maes", "Bea Claes", "Cis Peeters")]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_list_is_a_mailing_group_and_is_read_back_as_it_was_sent(version):
    phone, (an, _bea, cis) = writer(by=MANAGER), people()
    text = a_list(an, cis, version=version)

    made = put(phone, "list.vcf", text, If_None_Match="*")

    assert (made.status, names_in()) == (201, ["An Maes", "Cis Peeters"])
    assert MailingGroup.objects.get().description == "Fanfare"
    read = get(phone, "list.vcf")
    assert (read.text, read.headers["ETag"]) == (text, made.headers["ETag"])


def test_a_list_is_told_wherever_cards_are():
    phone, (an, *_others) = writer(by=MANAGER), people()
    token, href = phone.sync(phone.all).token, f"{phone.all}list.vcf"
    etag = sent(phone, an).headers["ETag"]

    changed = phone.sync(phone.all, token).etags()
    listed = [phone.sync(phone.all), phone.propfind(phone.all, "D:getetag", depth="1")]

    assert (changed[href], len(changed)) == (etag, 2)
    assert [each.etags()[href] for each in listed] == [etag, etag]
    assert phone.multiget(phone.all, href).told("C:address-data", href) == a_list(an)


def test_who_comes_and_who_goes_is_one_operation_that_can_be_undone():
    phone, (an, bea, cis) = writer(by=MANAGER), people()
    etag = sent(phone, an, bea).headers["ETag"]
    before = Operation.objects.count()

    answer = sent(phone, bea, cis, If_Match=etag)

    assert (answer.status, names_in()) == (204, ["Bea Claes", "Cis Peeters"])
    assert get(phone, "list.vcf").headers["ETag"] == answer.headers["ETag"] != etag
    entry = Operation.objects.latest("pk")
    assert (Operation.objects.count(), entry.kind) == (before + 1, "carddav.write_list")
    undo(entry=entry, by=MANAGER)
    assert (names_in(), get(phone, "list.vcf").headers["ETag"]) == (["An Maes", "Bea Claes"], etag)


def test_undoing_a_new_list_takes_group_and_card_away():
    phone, (an, *_others) = writer(by=MANAGER), people()
    sent(phone, an)
    token = phone.sync(phone.all).token

    undo(entry=Operation.objects.latest("pk"), by=MANAGER)

    assert not MailingGroup.objects.exists()
    assert phone.sync(phone.all, token).statuses() == {f"{phone.all}list.vcf": MISSING}


def test_who_is_put_in_or_taken_out_on_the_web_is_told_and_nothing_else_changes():
    phone, (an, bea, cis) = writer(by=MANAGER), people()
    sent(phone, an, bea)
    group, token = MailingGroup.objects.get(), phone.sync(phone.all).token

    unassign(contact=an, code=group, by=EDITOR)
    assign(contact=cis, code=group, by=EDITOR)

    answer, read = phone.sync(phone.all, token), get(phone, "list.vcf")
    assert answer.etags()[f"{phone.all}list.vcf"] == read.headers["ETag"]
    added = f"X-OTHER:1\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{cis.uid}\r\nEND:VCARD\r\n"
    assert read.text == a_list(bea).replace("X-OTHER:1\r\nEND:VCARD\r\n", added)
    assert phone.sync(phone.all, answer.token).hrefs == []


def test_a_group_that_is_called_otherwise_is_told():
    phone, (an, *_others) = writer(by=MANAGER), people()
    sent(phone, an)
    token = phone.sync(phone.all).token

    change_code(row=MailingGroup.objects.get(), description="Harmonie", by=MANAGER)

    assert list(phone.sync(phone.all, token).etags()) == [f"{phone.all}list.vcf"]
    assert get(phone, "list.vcf").text == a_list(an, name="Harmonie")


def test_another_name_of_the_list_is_another_description_of_the_group():
    phone, (an, *_others) = writer(by=MANAGER), people()
    etag = sent(phone, an).headers["ETag"]

    answer = put(phone, "list.vcf", a_list(an, name="Harmonie"), If_Match=etag)

    assert (answer.status, "ETag" in answer.headers) == (204, True)
    assert MailingGroup.objects.get().description == "Harmonie"


def test_a_list_of_the_name_of_a_group_is_that_group_and_nobody_leaves_it():
    phone, (an, bea, _cis) = writer(), people()
    group = a_code(MailingGroup, "FANFARE", description="Fanfare")
    assign(contact=bea, code=group, by=EDITOR)

    answer = sent(phone, an)

    assert (answer.status, "ETag" in answer.headers) == (201, False)
    assert names_in() == ["An Maes", "Bea Claes"]
    assert f"MEMBER:urn:uuid:{bea.uid}" in get(phone, "list.vcf").text


def test_who_may_not_change_the_setup_makes_no_group():
    phone, (an, *_others) = writer(), people()

    answer = sent(phone, an)

    assert (answer.status, answer.condition) == DENIED
    assert (MailingGroup.objects.count(), ListCard.objects.count()) == (0, 0)


def test_lists_do_not_wait_for_a_word_and_are_refused_so_that_programs_go_on():
    a_setup()
    an, phone = a_person("An Maes"), dav(MANAGER, "all")

    answer = sent(phone, an)

    assert (answer.status, answer.condition) == DENIED
    assert "cannot wait as a proposal" in answer.text
    assert (MailingGroup.objects.count(), ListCard.objects.count()) == (0, 0)


def test_a_deleted_list_is_gone_and_the_group_stays():
    phone, (an, *_others) = writer(by=MANAGER), people()
    etag, token = sent(phone, an).headers["ETag"], phone.sync(phone.all).token
    href = f"{phone.all}list.vcf"

    assert phone.call("DELETE", href, If_Match='"stale"').status == 412
    assert phone.call("DELETE", href, If_Match=etag).status == 204

    assert phone.sync(phone.all, token).statuses() == {href: MISSING}
    assert (get(phone, "list.vcf").status, names_in()) == (404, ["An Maes"])


def test_a_group_that_is_removed_takes_its_list_along_and_brings_it_back():
    phone, (an, *_others) = writer(by=MANAGER), people()
    sent(phone, an)
    group, href = MailingGroup.objects.get(), f"{phone.all}list.vcf"
    unassign(contact=an, code=group, by=MANAGER)
    token = phone.sync(phone.all).token

    delete_code(row=group, by=MANAGER)

    gone = phone.sync(phone.all, token)
    assert gone.statuses() == {href: MISSING}
    undo(entry=Operation.objects.latest("pk"), by=MANAGER)
    assert list(phone.sync(phone.all, gone.token).etags()) == [href]


def test_a_member_that_comes_later_joins_the_list():
    phone = writer(by=MANAGER)
    sent(phone, "uid-1")
    assert (names_in(), get(phone, "list.vcf").text) == ([], a_list("uid-1"))
    token = phone.sync(phone.all).token

    put(phone, "a.vcf", vcard())

    assert names_in() == ["Zoë Maes"]
    assert get(phone, "list.vcf").text == a_list("uid-1")
    assert sorted(phone.sync(phone.all, token).etags()) == [f"{phone.all}a.vcf", f"{phone.all}list.vcf"]


def test_a_member_goes_by_the_identifier_that_a_program_gave_it():
    phone = writer(by=MANAGER)
    put(phone, "a.vcf", vcard(uid="Apple-1:ABPerson"))
    sent(phone)

    assign(contact=Contact.objects.get(), code=MailingGroup.objects.get(), by=EDITOR)

    assert "X-ADDRESSBOOKSERVER-MEMBER:Apple-1:ABPerson\r\n" in get(phone, "list.vcf").text


def test_without_a_condition_what_others_did_stays():
    phone, (an, bea, cis) = writer(by=MANAGER), people()
    sent(phone, an, bea)
    unassign(contact=an, code=MailingGroup.objects.get(), by=EDITOR)

    answer = sent(phone, an, bea, cis)

    assert (answer.status, "ETag" in answer.headers) == (204, False)
    assert names_in() == ["Bea Claes", "Cis Peeters"]


def test_with_a_condition_that_holds_no_more_nothing_is_changed():
    phone, (an, bea, _cis) = writer(by=MANAGER), people()
    etag = sent(phone, an).headers["ETag"]
    unassign(contact=an, code=MailingGroup.objects.get(), by=EDITOR)

    assert sent(phone, an, bea, If_Match=etag).status == 412
    assert names_in() == []


def test_who_is_not_in_the_book_stays_in_the_group():
    phone, (an, bea, cis) = writer(by=MANAGER), people()
    etag = sent(phone, an, bea).headers["ETag"]
    Contact.objects.filter(pk=bea.pk).update(privacy_blocked=True)

    assert f"{bea.uid}" not in get(phone, "list.vcf").text
    sent(phone, cis)

    assert (names_in(), etag != get(phone, "list.vcf").headers["ETag"]) == (
        ["Bea Claes", "Cis Peeters"],
        True,
    )


def test_a_card_stays_a_card_and_a_list_a_list():
    phone, (an, *_others) = writer(by=MANAGER), people()
    sent(phone, an)
    put(phone, "a.vcf", vcard())

    over_card = put(phone, "a.vcf", a_list(an, uid="uid-1"))
    over_list = put(phone, "list.vcf", vcard(uid="list-1"))

    assert [each.condition for each in (over_card, over_list)] == ["valid-address-data"] * 2
    assert (names_in(), Contact.objects.count()) == (["An Maes"], 4)


@pytest.mark.parametrize(
    ("case", "name", "text"),
    [
        ("the identifier of a list", "b.vcf", a_list(name="Koor")),
        ("the identifier of a contact", "b.vcf", a_list(name="Koor", uid="uid-1")),
        ("a second list of one group", "b.vcf", a_list(uid="list-2")),
        ("another identifier", "list.vcf", a_list(uid="list-2")),
    ],
)
def test_what_is_there_already_is_a_conflict(case, name, text):
    phone = writer(by=MANAGER)
    put(phone, "a.vcf", vcard())
    sent(phone)

    answer = put(phone, name, text)

    assert (answer.status, answer.condition) == (409, "no-uid-conflict"), case
    assert (MailingGroup.objects.count(), ListCard.objects.count()) == (1, 1)


@pytest.mark.parametrize("method", ["COPY", "MOVE"])
def test_a_list_is_not_moved(method):
    phone, (an, *_others) = writer(by=MANAGER), people()
    sent(phone, an)

    answer = phone.call(method, f"{phone.all}list.vcf", Destination=f"{phone.all}other.vcf")

    assert (answer.status, answer.condition) == DENIED
    assert get(phone, "list.vcf").text == a_list(an)


@pytest.mark.parametrize("name", ["", "   ", "N" * 5000, "<script>🎈&"])
def test_a_list_of_any_name_is_kept_or_refused(name):
    phone, text = writer(by=MANAGER), a_list(name=name)

    status = put(phone, "list.vcf", text).status

    assert status == (201 if name.strip() else 403)
    if name.strip():
        assert get(phone, "list.vcf").text == text


@pytest.mark.parametrize("file", ["rfc6350-group-with-members.vcf", "macos-group.vcf"])
def test_lists_of_every_maker_come_back_as_they_were_sent(file):
    phone, text = writer(by=MANAGER), (FOLDER / file).read_bytes().decode()

    assert put(phone, "list.vcf", text).status == 201

    assert get(phone, "list.vcf").text == text
    assert "MEMBER" in get(phone, "list.vcf").text


def test_a_list_is_given_in_the_version_that_is_asked_for():
    phone, (an, *_others) = writer(by=MANAGER), people()
    sent(phone, an)

    read = phone.call("GET", f"{phone.all}list.vcf", Accept="text/vcard; version=4.0").text

    assert "\r\nKIND:group\r\n" in read
    assert f"\r\nMEMBER:urn:uuid:{an.uid}\r\n" in read


@pytest.mark.parametrize("limit", [None, 1])
def test_lists_come_in_pages_too(limit):
    phone, (an, bea, cis) = writer(by=MANAGER), people()
    known, token = phone.sync(phone.all).etags(), phone.sync(phone.all).token
    sent(phone, an)
    group = MailingGroup.objects.get()
    for contact in (bea, cis):
        assign(contact=contact, code=group, by=EDITOR)

    for _page in range(9):
        answer = phone.sync(phone.all, token, limit=limit)
        known, token = known | answer.etags(), answer.token

    assert known == phone.sync(phone.all).etags()
    assert token == phone.sync(phone.all).token


def test_a_book_costs_the_same_for_one_list_and_for_many():
    phone, names = writer(by=MANAGER), iter("abcdefgh")

    def another() -> None:
        name = next(names)
        put(phone, f"{name}.vcf", a_list(a_person(f"An {name}"), name=f"Koor {name}", uid=f"list-{name}"))

    another()
    wish = '<C:filter><C:prop-filter name="FN"/></C:filter>'
    assert_same_queries(lambda: phone.query(phone.all, wish, props="<C:address-data/>"), another)
