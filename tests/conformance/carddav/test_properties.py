"""carddav.md §3: properties."""

import pytest

from kaartenbak.carddav.models import Subscription
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.queries import assert_same_queries
from tests.conformance.carddav.client import DECLARED, MISSING, dav

pytestmark = pytest.mark.django_db
APPLE = "http://apple.example/ns/"


def test_unknown_properties_are_no_error_and_come_after_the_known_ones():
    phone = dav(EDITOR)
    names = "<A:me-card/><D:quota-used-bytes/><D:displayname/><D:add-member/>"
    asked = f'<D:propfind {DECLARED} xmlns:A="{APPLE}"><D:prop>{names}</D:prop></D:propfind>'

    answer = phone.call("PROPFIND", phone.mine, asked, Depth="0")

    assert [each.text for each in answer.find("D:response/D:propstat/D:status")] == [
        "HTTP/1.1 200 OK",
        MISSING,
    ]
    assert answer.prop("D:add-member", status=MISSING) is not None
    assert answer.prop(f"{{{APPLE}}}me-card", status=MISSING) is not None


def test_a_book_says_what_clients_look_for():
    phone = dav(EDITOR, "all")
    names = (
        "D:supported-report-set",
        "C:supported-address-data",
        "C:max-resource-size",
        "D:sync-token",
        "CS:getctag",
    )

    answer = phone.propfind(phone.all, *names, "D:current-user-privilege-set", "D:owner", "D:getetag")

    reports = {each[0][0].tag.partition("}")[2] for each in answer.prop("D:supported-report-set")}
    assert reports == {"addressbook-query", "addressbook-multiget", "sync-collection", "expand-property"}
    versions = [each.get("version") for each in answer.prop("C:supported-address-data")]
    assert versions == ["3.0", "4.0"]
    assert int(answer.told("C:max-resource-size")) > 1_000_000
    assert answer.told("D:sync-token") == answer.told("CS:getctag")
    assert answer.told("D:owner") == f"/dav/principals/{EDITOR.user_id}/"
    assert answer.prop("D:getetag", status=MISSING) is not None


def test_a_card_says_how_long_it_is_and_of_which_kind():
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person('Zoë Müller').uid}.vcf"

    answer = phone.propfind(
        path,
        "D:getetag",
        "D:getcontenttype",
        "D:getcontentlength",
        "D:getlastmodified",
        "D:resourcetype",
        "D:creationdate",
    )

    body = phone.call("GET", path)
    assert answer.told("D:getetag") == body.headers["ETag"]
    assert answer.told("D:getcontenttype") == "text/vcard; charset=utf-8"
    assert answer.told("D:getcontentlength") == str(len(body.content))
    assert answer.told("D:getlastmodified") == body.headers["Last-Modified"]
    assert len(answer.prop("D:resourcetype")) == 0


@pytest.mark.parametrize("body", ["", f"<D:propfind {DECLARED}><D:allprop/></D:propfind>"])
def test_everything_is_told_without_the_text_of_a_card(body):
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person().uid}.vcf"

    answer = phone.call("PROPFIND", path, body, Depth="0")

    assert answer.told("D:getetag")
    assert b"address-data" not in answer.content
    assert answer.find("D:response/D:propstat/D:status")[0].text == "HTTP/1.1 200 OK"


def test_address_data_is_no_property_of_propfind():
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person().uid}.vcf"

    assert phone.propfind(path, "C:address-data").prop("C:address-data", status=MISSING) is not None


def test_propname_lists_names_alone():
    phone = dav(EDITOR)

    answer = phone.call(
        "PROPFIND", phone.mine, f"<D:propfind {DECLARED}><D:propname/></D:propfind>", Depth="0"
    )

    assert answer.prop("D:sync-token") is not None
    assert answer.told("D:displayname") == ""


def test_a_book_lists_its_cards_at_depth_one():
    phone = dav(EDITOR, "all")
    cards = [a_company(), a_person()]

    answer = phone.propfind(phone.all, "D:getetag", depth="1")

    assert answer.hrefs == [phone.all, *(f"{phone.all}{card.uid}.vcf" for card in cards)]
    assert len(answer.etags()) == 2


@pytest.mark.parametrize("depth", ["infinity", "Infinity"])
def test_a_book_is_not_listed_with_all_below(depth):
    phone = dav(EDITOR)

    answer = phone.propfind(phone.mine, "D:getetag", depth=depth)

    assert (answer.status, answer.condition) == (403, "propfind-finite-depth")


def test_no_depth_means_infinity():
    phone = dav(EDITOR)

    assert phone.call("PROPFIND", phone.home).condition == "propfind-finite-depth"


@pytest.mark.parametrize("depth", ["2", "-1", "", "0, 1", "one", "∞".encode().decode("latin-1")])
def test_another_depth_is_a_mistake(depth):
    phone = dav(EDITOR)

    assert phone.propfind(phone.mine, "D:getetag", depth=depth).status == 400


@pytest.mark.parametrize("path", ["mine", "mine/"])
def test_the_slash_at_the_end_may_be_left_out(path):
    phone = dav(EDITOR)

    assert phone.propfind(phone.home + path, "D:displayname").hrefs == [phone.mine]


def patch(set_: str = "", remove: str = "") -> str:
    parts = f"<D:set><D:prop>{set_}</D:prop></D:set>" + (
        f"<D:remove><D:prop>{remove}</D:prop></D:remove>" if remove else ""
    )
    return f"<D:propertyupdate {DECLARED}>{parts}</D:propertyupdate>"


def test_a_book_is_given_a_name_and_a_description_of_ones_own():
    phone = dav(EDITOR)

    answer = phone.call(
        "PROPPATCH",
        phone.mine,
        patch(
            "<D:displayname>Klanten &amp; Zoë 🎈</D:displayname><C:addressbook-description>d</C:addressbook-description>"
        ),
    )

    assert answer.prop("D:displayname") is not None
    told = phone.propfind(phone.mine, "D:displayname", "C:addressbook-description")
    assert told.told("D:displayname") == "Klanten & Zoë 🎈"
    assert told.told("C:addressbook-description") == "d"
    phone.call("PROPPATCH", phone.mine, patch(remove="<D:displayname/>"))
    assert phone.propfind(phone.mine, "D:displayname").told("D:displayname") == "My contacts"


@pytest.mark.parametrize("name", ["getetag", "resourcetype", "sync-token", "my-own"])
def test_when_one_property_cannot_be_written_none_is(name):
    phone = dav(EDITOR)

    answer = phone.call("PROPPATCH", phone.mine, patch(f"<D:displayname>x</D:displayname><D:{name}/>"))

    assert answer.prop(f"D:{name}", status="HTTP/1.1 403 Forbidden") is not None
    assert answer.find(".//D:cannot-modify-protected-property")
    assert answer.prop("D:displayname", status="HTTP/1.1 424 Failed Dependency") is not None
    assert not Subscription.objects.exists()


def test_a_listing_costs_the_same_for_one_card_and_for_many():
    phone = dav(EDITOR, "all")
    names = ("D:getetag", "D:getcontentlength")

    assert_same_queries(lambda: phone.propfind(phone.all, *names, depth="1"), a_person)
