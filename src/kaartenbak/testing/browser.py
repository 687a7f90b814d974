"""A real Chromium for the journeys: it starts once in a test process; every page has its own cookies."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Only what fails waits so long; a machine that is busy makes no page wrong.
SECONDS_TO_WAIT = 60


def chromium_path() -> str:
    """The Chromium of this machine; `make test` installs it (`tools/chromium.py`)."""
    named = os.environ.get("KAARTENBAK_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise pytest.UsageError(
            "No Chromium found: `make test` installs it, or set KAARTENBAK_CHROMIUM to its path."
        )
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=SECONDS_TO_WAIT * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database is emptied after a test in a browser; what the closed browser still asked for must be answered by then."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(SECONDS_TO_WAIT)


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with its own cookies; keyword arguments go to Playwright (`viewport`, `locale`, …)."""
    contexts = []

    def open_page(**options: object) -> Page:
        context = chromium.new_context(**{"locale": "nl-BE", **options})  # type: ignore[arg-type]
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
