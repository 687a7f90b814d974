"""Refusals become pages; htmx gets whole pages and confirmations in its own way."""

import json
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale
from kaartenbak.testing.cast import EDITOR
from kaartenbak.web import toasts
from kaartenbak.web.middleware import PagesMiddleware
from kaartenbak.web.responses import announce, close_dialog, nothing, way_back


def a_request(*, htmx=False, **headers):
    request: Any = RequestFactory().get(
        "/contacts/", headers={"HX-Request": "true", **headers} if htmx else headers
    )
    request.actor = EDITOR
    request._messages = CookieStorage(request)
    return request


def answer(request, view):
    return PagesMiddleware(view)(request)


def test_htmx_is_sent_to_another_page_as_a_whole():
    response = answer(a_request(htmx=True), lambda request: redirect("/contacts/CT1/"))

    assert (response.status_code, response["HX-Redirect"]) == (200, "/contacts/CT1/")


def test_a_browser_is_redirected_as_ever():
    response = answer(a_request(), lambda request: redirect("/contacts/CT1/"))

    assert (response.status_code, response["Location"]) == (302, "/contacts/CT1/")


def test_a_confirmation_reaches_the_open_page_with_its_way_back():
    def view(request):
        toasts.say(request, "De Smet is opgeslagen — klaar", undo="/operations/7/undo")
        return close_dialog(announce(nothing(), "people-changed"))

    response = answer(a_request(htmx=True), view)

    told = json.loads(response["HX-Trigger"])
    assert told["kaartenbak:toasts"]["toasts"] == [
        {"text": "De Smet is opgeslagen — klaar", "undo": "/operations/7/undo", "level": "success"}
    ]
    assert told["people-changed"] is True
    assert told["kaartenbak:close-dialog"] is True


def test_a_confirmation_waits_for_the_page_that_follows():
    request = a_request(htmx=True)

    def view(request):
        toasts.say(request, "Saved")
        return redirect("/")

    answer(request, view)

    assert [each["text"] for each in toasts.pending(request)] == ["Saved"]


def test_a_page_that_showed_its_messages_is_not_told_again():
    def view(request):
        toasts.say(request, "Saved")
        return HttpResponse([str(each) for each in request._messages])

    assert "HX-Trigger" not in answer(a_request(htmx=True), view)


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotAllowed("contacts.change"), 403),
        (NotFound("record.not_found", what="contact", ref="CT9"), 404),
        (Stale("version.stale"), 409),
        (Refused("value.required"), 422),
    ],
)
def test_a_refusal_that_no_form_caught_becomes_a_page_with_its_sentence(refusal, status):
    response = PagesMiddleware(HttpResponse).process_exception(a_request(), refusal)

    assert response is not None
    assert response.status_code == status
    assert str(refusal) in response.content.decode()
    assert "<html" in response.content.decode()


def test_under_htmx_the_open_page_stays_and_tells_the_refusal():
    refusal = Refused("value.required")

    def view(request):
        return PagesMiddleware(HttpResponse).process_exception(request, refusal)

    response = answer(a_request(htmx=True), view)

    assert (response.status_code, response["HX-Reswap"], response.content) == (422, "none", b"")
    assert json.loads(response["HX-Trigger"])["kaartenbak:toasts"]["toasts"] == [
        {"text": str(refusal), "undo": "", "level": "error"}
    ]


def test_a_mistake_of_the_program_is_left_to_django():
    assert PagesMiddleware(HttpResponse).process_exception(a_request(), KeyError("x")) is None


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("http://testserver/contacts/?q=x", "http://testserver/contacts/?q=x"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("-1", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_never_leaves_the_site(referer, leads_to):
    assert way_back(a_request(Referer=referer), "/") == leads_to
