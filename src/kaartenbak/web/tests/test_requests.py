"""What proves that a form is ours."""

import re

import pytest
from django.middleware.csrf import rotate_token
from django.test import RequestFactory
from django.urls import reverse

from kaartenbak.web.requests import guard, token

TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def test_all_forms_of_a_page_send_the_same_proof():
    request = RequestFactory().get("/")

    assert token(request) == token(request)
    assert TOKEN.findall(guard(request)) == [token(request)]


def test_a_proof_that_was_renewed_is_not_sent_any_more():
    request = RequestFactory().get("/")
    before = token(request)

    rotate_token(request)

    assert token(request) != before


@pytest.mark.django_db
def test_each_page_gets_another_one(client):
    first, second = (
        set(TOKEN.findall(client.get(reverse("accounts:sign-in"), follow=True).content.decode()))
        for _ in range(2)
    )

    assert (len(first), len(second), len(first | second)) == (1, 1, 2)
