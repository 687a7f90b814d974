"""What somebody changes on a phone waits on the card until an editor accepts or declines it with one key."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from kaartenbak.accounts import ops
from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import READER
from kaartenbak.testing.clients import user_of

pytestmark = pytest.mark.django_db(transaction=True)


def phone_at(server: str) -> httpx.Client:
    """Rita's phone, with all contacts."""
    user = user_of(READER)
    choose_books(user=user, chosen=["all"], by=READER)
    password = ops.create_app_password(user=user, device="Rita's phone", by=SYSTEM).password
    headers = {"Content-Type": "text/vcard"}
    base = f"{server}/dav/books/{user.pk}/all/"
    return httpx.Client(base_url=base, auth=(user.username, password), headers=headers, timeout=20)


@pytest.mark.parametrize(
    ("key", "said", "city"), [("y", "What was proposed was done", "Aalst"), ("n", "was declined", "Gent")]
)
def test_one_key_decides_and_the_phone_sees_it(visit: Any, live_server: Any, key: str, said: str, city: str):
    person = a_person("An Maes", city="Gent")
    with phone_at(live_server.url) as phone:
        card = phone.get(f"{person.uid}.vcf")
        sent = card.text.replace("Gent", "Aalst").encode()
        put = phone.put(f"{person.uid}.vcf", content=sent, headers={"If-Match": card.headers["ETag"]})
        assert put.status_code == 204

        page: Page = visit(f"/contacts/{person.number}/")
        panel = page.locator("#proposals")
        expect(panel).to_contain_text("Rita Reader")
        expect(panel.locator("td", has_text="Aalst")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press(key)

        expect(page.locator("#toasts")).to_contain_text(said)
        expect(panel).to_be_empty()
        assert Contact.objects.get().city == city
        now = phone.get(f"{person.uid}.vcf", headers={"If-None-Match": put.headers["ETag"]})
        assert now.status_code == 200
        assert city in now.text


def test_enter_behind_a_reason_declines_with_it(visit: Any, live_server: Any):
    person = a_person("An Maes", city="Gent")
    with phone_at(live_server.url) as phone:
        card = phone.get(f"{person.uid}.vcf")
        sent = card.text.replace("Gent", "Aalst").encode()
        phone.put(f"{person.uid}.vcf", content=sent, headers={"If-Match": card.headers["ETag"]})

    page: Page = visit(f"/contacts/{person.number}/")
    page.get_by_label("Why it is declined").fill("She did not move")
    page.keyboard.press("Enter")

    expect(page.locator("#toasts")).to_contain_text("was declined")
    expect(page.locator("#proposals")).to_be_empty()
    assert Proposal.objects.get().reason == "She did not move"
