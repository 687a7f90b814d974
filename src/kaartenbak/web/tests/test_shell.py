"""The frame of the pages: navigation by permission, theme, language, errors that say what now."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from kaartenbak.core.actor import Actor
from kaartenbak.testing.cast import ADMIN, READER
from kaartenbak.web import errors, frame, navigation
from kaartenbak.web.context import Shell, is_within
from kaartenbak.web.frame import framed
from kaartenbak.web.navigation import Arrangement, Item
from kaartenbak.web.templatetags.web import icon, initials, phone_link


@pytest.fixture(autouse=True)
def arranged(monkeypatch):
    """Two groups; the addresses of the shell itself stand for pages."""
    arrangement = Arrangement(
        items=[
            Item("Style", "web:style", "contact"),
            Item("Rows", "web:style-row", "list"),
            Item("Themes", "web:theme", "users", needs="accounts.change", group="Administration"),
        ]
    )
    monkeypatch.setattr(navigation, "ARRANGEMENT", arrangement)
    monkeypatch.setattr("kaartenbak.web.context.ARRANGEMENT", arrangement)
    frame.drawn.clear()
    yield
    frame.drawn.clear()


def shell_for(actor, path="/style/", **cookies):
    request: Any = RequestFactory().get(path)
    request.actor = actor
    request.COOKIES.update(cookies)
    return Shell(request)


def labels(shell):
    return {group["title"]: [item["label"] for item in group["items"]] for group in shell.navigation}


def test_a_reader_sees_only_where_he_may_go():
    assert labels(shell_for(READER)) == {"": ["Style", "Rows"]}


def test_an_administrator_sees_the_administration_under_its_own_heading():
    assert labels(shell_for(ADMIN)) == {"": ["Style", "Rows"], "Administration": ["Themes"]}


def test_somebody_who_has_not_signed_in_sees_no_navigation():
    assert shell_for(Actor(name="")).navigation == []


def test_the_closest_item_is_where_one_is():
    marked = [
        item["label"] for item in shell_for(READER, "/style/row/5/").navigation[0]["items"] if item["current"]
    ]

    assert marked == ["Rows"]


def test_what_the_bar_of_a_phone_leaves_out_is_in_the_menu_there():
    navigation.ARRANGEMENT.items.append(Item("Files", "web:keys", "import", roomy=True))
    shell = shell_for(READER)

    menu = render_to_string("web/_user_menu.html", {"shell": shell, "actor": READER})

    assert [item["label"] for item in shell.roomy] == ["Files"]
    assert 'class="only-narrow" href="/keys/"' in menu


def test_a_place_where_something_waits_stays_in_the_bar_of_a_phone():
    navigation.ARRANGEMENT.items += [
        Item("Files", "web:keys", "import", roomy=True),
        Item("Waiting", "web:palette", "import", roomy=True, count=lambda actor: 3),
    ]

    bar = render_to_string("web/_navigation.html", {"shell": shell_for(READER)})

    assert re.findall(r'<li class="roomy"><a href="([^"]+)"', bar) == ["/keys/"]


@pytest.mark.parametrize(
    ("path", "start", "within"),
    [
        ("/a/b/", "/a/", True),
        ("/a/", "/a/", True),
        ("/ab/", "/a/", False),
        ("/a/", "/", False),
        ("/", "/", True),
    ],
)
def test_what_lies_below_an_address(path, start, within):
    assert is_within(path, start) is within


@pytest.mark.parametrize(
    ("kept", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ('"><script>', "")]
)
def test_only_a_known_theme_reaches_the_page(kept, theme):
    assert shell_for(READER, theme=kept).theme == theme


@pytest.mark.parametrize("status", sorted(errors.PROBLEMS))
def test_every_error_page_says_what_happened_and_what_now(status):
    request = RequestFactory().get("/nowhere/")
    page = errors.server_error(request) if status == 500 else errors.page(request, status)

    html = page.content.decode()
    assert page.status_code == status
    assert all(str(text) in html for text in (errors.PROBLEMS[status].title, errors.PROBLEMS[status].advice))


def test_the_page_for_our_own_mistakes_gives_the_number_that_stands_in_the_log(caplog):
    page = errors.server_error(RequestFactory().get("/contacts/"))

    reference = caplog.records[-1].getMessage().split()[1]
    assert len(reference) == 8
    assert reference in page.content.decode()


def test_the_error_page_speaks_the_language_of_the_reader():
    with translation.override("de"):
        page = errors.server_error(RequestFactory().get("/contacts/"))

    assert '<html lang="de">' in page.content.decode()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Annelies van den Berg", "AB"), ("Plato", "P"), ("de smet", "DS"), ("3M", "3"), ("", ""), ("(?)", "")],
)
def test_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("number", "address"),
    [("+32 (0)9 224.11.61", "tel:+3292241161"), ("09/224 11 61", "tel:092241161"), ("", "tel:")],
)
def test_a_number_to_call_keeps_its_plus_and_its_digits(number, address):
    assert phone_link(number) == address


def test_an_icon_is_decoration_unless_it_says_what_it_means():
    assert 'aria-hidden="true"' in icon("lock")
    assert 'role="img" aria-label="Locked &quot;"' in icon("lock", label='Locked "')


def frame_of(actor, path="/style/", **cookies):
    return framed("web/_user_menu.html", shell_for(actor, path, **cookies))


def test_the_frame_is_drawn_once_for_a_reader_and_holds_each_request_s_own_marks():
    first, second = frame_of(READER, "/style/?a=1&b=<2>"), frame_of(READER, "/style/?a=2")

    assert 'name="next" value="/style/?a=1&amp;b=%3C2%3E"' in first
    assert 'name="next" value="/style/?a=2"' in second
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', each) for each in (first, second)]
    assert len(tokens[0]) == 2
    assert not set(tokens[0]) & set(tokens[1])
    assert len(frame.drawn) == 1


@pytest.mark.parametrize(
    ("actor", "path", "cookies"),
    [
        (ADMIN, "/style/", {}),
        (replace(READER, name="<b>Bo</b>"), "/style/", {}),
        (READER, "/style/row/", {}),
        (READER, "/style/", {"theme": "dark"}),
    ],
)
def test_another_reader_place_or_theme_has_a_frame_of_its_own(actor, path, cookies):
    usual, other = frame_of(READER), frame_of(actor, path, **cookies)

    assert len(frame.drawn) == 2
    assert "<b>" not in usual + other
    assert str(other) == render_to_string(
        "web/_user_menu.html",
        {
            "shell": shell_for(actor, path, **cookies),
            "actor": actor,
            "here": path,
            "csrf_token": token_in(other),
        },
    )


def token_in(text):
    return re.findall(r'csrfmiddlewaretoken" value="(\w+)"', text)[0]


def test_frames_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(frame, "MOST_DRAWN", 3)
    for number in range(10):
        frame_of(replace(READER, name=f"Reader {number}"))

    assert len(frame.drawn) <= 3
