"""carddav.md §1: finding the server."""

import pytest
from django.test import Client

from kaartenbak.testing.cast import EDITOR, READER
from tests.conformance.carddav.client import dav

pytestmark = pytest.mark.django_db
CLASSES = "1, 3, access-control, addressbook, extended-mkcol"


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", ["/.well-known/carddav", "/.well-known/carddav/"])
def test_the_well_known_address_leads_to_the_books_without_a_password(method, path):
    answer = Client().generic(method, path)

    assert (answer.status_code, answer["Location"]) == (301, "/dav/")
    assert not answer.cookies


def test_the_redirect_keeps_scheme_and_host_behind_a_proxy():
    answer = Client().generic(
        "PROPFIND",
        "/.well-known/carddav",
        headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "cards.example"},
    )

    assert answer["Location"].startswith("/")


def test_everything_says_who_asks():
    phone = dav(EDITOR)
    principal = f"/dav/principals/{EDITOR.user_id}/"

    for path in ("/dav", "/dav/", "/dav/principals/", principal, "/dav/books/", phone.home, phone.mine):
        assert (
            phone.propfind(path, "D:current-user-principal").told("D:current-user-principal") == principal
        ), path


def test_the_principal_names_the_home():
    phone = dav(EDITOR)

    answer = phone.propfind(
        f"/dav/principals/{EDITOR.user_id}/",
        "D:resourcetype",
        "D:principal-URL",
        "C:addressbook-home-set",
        "D:displayname",
        "D:principal-collection-set",
        "D:supported-report-set",
    )

    assert [each.tag for each in answer.prop("D:resourcetype")] == ["{DAV:}collection", "{DAV:}principal"]
    assert answer.told("D:principal-URL") == f"/dav/principals/{EDITOR.user_id}/"
    assert answer.told("C:addressbook-home-set") == phone.home
    assert answer.told("D:displayname") == "Eddy Editor"
    assert answer.told("D:principal-collection-set") == "/dav/principals/"
    assert answer.prop("D:supported-report-set").findall(".//{DAV:}expand-property")


def test_a_new_user_has_the_book_of_his_own_contacts():
    phone = dav(READER)

    answer = phone.propfind(phone.home, "D:resourcetype", "D:displayname", depth="1")

    assert answer.hrefs == [phone.home, phone.mine]
    kinds = [each.tag for each in answer.prop("D:resourcetype", phone.mine)]
    assert kinds == ["{DAV:}collection", "{urn:ietf:params:xml:ns:carddav}addressbook"]
    assert answer.told("D:displayname", phone.mine) == "My contacts"


@pytest.mark.parametrize(
    "path", ["", "principals/", "books/", "books/102/", "books/102/mine/", "books/102/mine/a.vcf"]
)
def test_options_announce_address_books_everywhere(path):
    answer = dav(EDITOR).call("OPTIONS", f"/dav/{path}")

    assert (answer.status, answer.headers["DAV"]) == (200, CLASSES)
    assert {"OPTIONS", "PROPFIND", "REPORT"} <= set(answer.headers["Allow"].split(", "))
