"""The pages to sign in, to sign out and to begin."""

from typing import Any

import pytest
from django.test import Client

from kaartenbak.accounts import ops
from kaartenbak.accounts.models import User
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.cast import ADMIN, EDITOR
from kaartenbak.testing.clients import user_of, visitor

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery"
FIRST = {"name": "Ann Claes", "username": "Ann", "password": GOOD, "again": GOOD}


def test_an_empty_register_sends_everybody_to_the_set_up_page():
    client = Client()

    assert client.get("/account/").headers["Location"] == "/welcome/"
    assert client.get("/sign-in/").headers["Location"] == "/welcome/"
    assert client.get("/welcome/").status_code == 200


def test_the_first_administrator_chooses_a_password_and_is_in():
    client = Client()

    answer = client.post("/welcome/", FIRST)

    user = User.objects.get()
    assert answer.headers["Location"] == "/"
    assert (user.username, user.name, user.role, user.password_temporary) == (
        "ann",
        "Ann Claes",
        "admin",
        False,
    )
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("case", "environment"),
    [
        ("another machine", {"REMOTE_ADDR": "192.0.2.1"}),
        ("through a proxy", {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}),
        ("through another kind of proxy", {"HTTP_FORWARDED": "for=192.0.2.1"}),
    ],
)
def test_from_elsewhere_nobody_becomes_the_first_administrator(case, environment):
    answer = Client().post("/welcome/", FIRST, **environment)

    assert answer.status_code == 403, case
    assert not User.objects.exists()


def test_there_is_only_one_first_administrator():
    first, second = Client(), Client()
    first.get("/welcome/")
    second.get("/welcome/")

    first.post("/welcome/", FIRST)
    answer = second.post("/welcome/", FIRST | {"username": "eve"})

    assert answer.headers["Location"] == "/sign-in/"
    assert list(User.objects.values_list("username", flat=True)) == ["ann"]


def test_a_weak_password_makes_no_administrator():
    answer = Client().post("/welcome/", FIRST | {"password": "kort", "again": "kort"})

    assert answer.status_code == 422
    assert not User.objects.exists()


def test_signing_in_leads_to_the_page_that_was_asked_for():
    ops.create_user(username="ann", password=GOOD, by=SYSTEM)
    client = Client()

    sent_away = client.get("/account/tokens/?x=1").headers["Location"]
    answer = client.post(sent_away, {"username": "ANN", "password": GOOD, "next": "/account/tokens/?x=1"})

    assert sent_away == "/sign-in/?next=/account/tokens/%3Fx%3D1"
    assert answer.headers["Location"] == "/account/tokens/?x=1"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(elsewhere):
    ops.create_user(username="ann", password=GOOD, by=SYSTEM)

    answer = Client().post("/sign-in/", {"username": "ann", "password": GOOD, "next": elsewhere})

    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_refused_in_a_sentence_and_too_many_have_to_wait():
    ops.create_user(username="ann", password=GOOD, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})

    answers = [client.post("/sign-in/", {"username": "ann", "password": "wrong"}) for _ in range(6)]

    assert [each.status_code for each in answers] == [422] * 5 + [429]
    assert "The user name or the password is not right." in answers[0].content.decode()
    assert answers[5].headers["Retry-After"] == "1"


@pytest.mark.parametrize("password", ["", " ", "x" * 10_000, "a\0b", "🔑" * 50])
def test_odd_passwords_are_refused_and_break_nothing(password):
    ops.create_user(username="ann", password=GOOD, by=SYSTEM)

    assert Client().post("/sign-in/", {"username": "ann", "password": password}).status_code == 422


def test_a_disabled_user_is_out_at_once():
    client = visitor(EDITOR)
    user_of(ADMIN)
    assert client.get("/account/").status_code == 200

    ops.disable_user(user=user_of(EDITOR), by=ADMIN)

    assert client.get("/account/").headers["Location"].startswith("/sign-in/")


def test_signing_out_takes_a_click_and_not_a_link():
    client = visitor(EDITOR)

    answer = client.get("/sign-out/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This address does not take that kind of request." in answer.text
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("address", ["/account/", "/", "/users/new/", "/import/"])
def test_the_head_of_a_page_is_that_of_the_page_itself(address):
    client = visitor(ADMIN)

    head = client.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == client.get(address).headers["Content-Type"]


def test_asking_for_the_head_of_a_page_that_only_takes_forms_does_nothing():
    client = visitor(EDITOR)

    assert client.head("/sign-out/").status_code == 405
    assert client.get("/account/").status_code == 200


def test_with_a_temporary_password_one_chooses_another_before_anything_else():
    ops.create_user(username="ann", password=GOOD, temporary=True, by=SYSTEM)
    client = Client()
    client.post("/sign-in/", {"username": "ann", "password": GOOD})
    assert client.get("/account/").headers["Location"] == "/account/password/"

    new = {"old": GOOD, "new": "another good one", "again": "another good one"}
    client.post("/account/password/", new)

    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("case", "page", "back"),
    [
        ("its own page", "http://testserver/contacts/new/person/?company=7", "/contacts/new/person/%3Fcompany%3D7"),
        ("another site", "https://evil.example/contacts/", "/"),
        ("not told", "", "/"),
    ],
)  # fmt: skip
def test_a_form_that_is_sent_after_the_session_ended_leads_back_to_its_page(case, page, back):
    user_of(EDITOR)

    answer = Client().post("/contacts/new/person/", {"name": "An Maes"}, headers={"Referer": page})

    assert answer.headers["Location"] == f"/sign-in/?next={back}", case


def test_a_part_of_a_page_that_asks_in_vain_takes_the_whole_page_along():
    user_of(EDITOR)

    answer = Client().get(
        "/account/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/users/"}
    )

    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/users/"


@pytest.mark.parametrize(
    ("case", "own", "cookie", "accept", "language"),
    [
        ("the user's own", "de", "fr", "en", "de"),
        ("the one chosen in this browser", "", "fr", "en", "fr"),
        ("the first the browser asks for that there is", "", "", "pt, de-AT;q=0.8, en;q=0.5", "de"),
        ("that of the installation", "", "", "pt", "nl"),
    ],
)
def test_the_language_of_the_pages(case, own, cookie, accept, language):
    client = visitor(EDITOR)
    ops.change_own_profile(language=own, by=EDITOR)
    client.cookies["django_language"] = cookie

    answer = client.get("/account/", headers={"Accept-Language": accept})

    assert answer.headers["Content-Language"] == language, case
    assert f'<html lang="{language}"' in answer.content.decode()
    # What operations and letters say on the page is in its language too.
    request: Any = answer.wsgi_request
    assert request.actor.language == language
