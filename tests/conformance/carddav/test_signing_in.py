"""carddav.md §2: logging in."""

import base64

import pytest
from django.contrib.auth.hashers import make_password

from kaartenbak.accounts import ops
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import alter
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import user_of, visitor
from tests.conformance.carddav.client import Dav, basic, dav

pytestmark = pytest.mark.django_db
CHALLENGE = 'Basic realm="Kaartenbak", charset="UTF-8"'
PATHS = [
    "/dav",
    "/dav/",
    "/dav/books/102/",
    "/dav/books/102/mine/",
    "/dav/books/9/x/",
    "/dav/nothing/at/all/here/5",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS", "REPORT", "PUT", "DELETE", "MKCOL", "BREW"])
def test_without_a_password_the_answer_is_the_same_wherever_one_asks(method, path):
    answer = Dav(0, "").call(method, path)

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, CHALLENGE)
    assert answer.content == Dav(0, "").call("GET", "/dav/").content


@pytest.mark.parametrize(
    ("case", "header"),
    [
        ("another scheme", "Bearer abc"),
        ("no base64", "Basic ???"),
        ("no UTF-8", "Basic " + base64.b64encode(b"eddy:\xff\xfe").decode()),
        ("no colon", "Basic " + base64.b64encode(b"eddy").decode()),
        ("a NUL", basic("eddy", "a\0b")),
        ("5 kB of password", basic("eddy", "x" * 5000)),
        ("nothing", "Basic "),
        ("wrong", basic("eddy", "abcd-efgh-jkmn-pqrs-tuvw")),
        ("in another alphabet", basic("Ünal", "pässwörd:mit:Doppelpunkt")),
    ],
)
def test_what_is_no_password_of_ours_is_refused(case, header):
    dav(EDITOR)

    assert Dav(EDITOR.user_id or 0, header).propfind("/dav/", "D:displayname").status == 401, case


def test_the_name_may_be_typed_with_capitals():
    phone = dav(EDITOR)
    name, key = base64.b64decode(phone.authorization.split()[1]).decode().split(":", 1)

    assert Dav(phone.user, basic(f" {name.upper()}", key)).propfind("/dav/", "D:displayname").status == 207


def test_the_password_of_the_account_is_not_accepted():
    user = alter(
        instance=user_of(EDITOR), values={"password": make_password("a sentence nobody guesses")}, by=SYSTEM
    )

    phone = Dav(user.pk, basic(user.username, "a sentence nobody guesses"))

    assert phone.propfind("/dav/", "D:displayname").status == 401


def test_a_session_does_not_let_in_and_no_cookie_is_set():
    signed_in = visitor(EDITOR)

    assert Dav(EDITOR.user_id or 0, "", signed_in).propfind("/dav/", "D:displayname").status == 401
    phone = dav(EDITOR)
    assert phone.propfind(phone.home, "D:displayname", depth="1").status == 207
    assert not phone.client.cookies


def test_a_user_who_is_disabled_is_out_with_his_next_request():
    phone = dav(EDITOR)
    assert phone.propfind("/dav/", "D:displayname").status == 207

    ops.disable_user(user=user_of(EDITOR), by=SYSTEM)

    assert phone.propfind("/dav/", "D:displayname").status == 401
