"""What the journeys begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from kaartenbak.core.actor import Actor
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import user_of
from kaartenbak.testing.visits import complaints_of

Visit = Callable[..., Page]


@pytest.fixture
def visit(new_page: Callable[..., Page], live_server: Any) -> Any:
    """Opens a page as somebody who signed in already; at the end the browser must have had nothing to complain of."""
    complaints: list[list[str]] = []

    def open_page(path: str, who: Actor = EDITOR, **options: Any) -> Page:
        client = Client()
        client.force_login(user_of(who))
        page = new_page(**{"locale": "en-GB", **options})
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        complaints.append(complaints_of(page))
        page.goto(live_server.url + path)
        return page

    yield open_page
    assert [each for each in complaints if each] == []
