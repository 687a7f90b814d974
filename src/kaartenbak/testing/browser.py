"""A real Chromium for the journeys: it starts once in a test process; every page has its own cookies."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kaartenbak.testing import hands

# The shell is the same Chromium without windows: a fifth less work for the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
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
# To see what shakes: so many times slower than this machine is, and as far from the server.
SLOWED = float(os.environ.get("KAARTENBAK_BROWSER_SLOWED", "1"))
# A confirmation goes by itself after eight seconds, which a slow machine needs to get to its button.
CONFIRMATIONS_STAY = """
const later = window.setTimeout;
window.setTimeout = (act, time, ...facts) => later(act, time === 8000 ? 600000 : time, ...facts);
"""
FAR_AWAY = {"offline": False, "latency": 40, "downloadThroughput": -1, "uploadThroughput": -1}


def chromium_path() -> str:
    """The Chromium of this machine; `make test` installs it (`tools/chromium.py`)."""
    named = os.environ.get("KAARTENBAK_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise pytest.UsageError(
            "No Chromium found: `make test` installs it, or set KAARTENBAK_CHROMIUM to its path."
        )
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=SECONDS_TO_WAIT * 1000)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        hands.let_all_wait(patch)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database is emptied after a test in a browser; what the closed browser still asked for must be answered by then."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    yield
    if "live_server" in request.fixturenames:
        let_in_who_waits(request.getfixturevalue("live_server"))
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(SECONDS_TO_WAIT)


def let_in_who_waits(server: Any) -> None:
    """The server lets in one caller after the other: when we have been, everybody before us has a thread that answers him."""
    address = (server.thread.host, server.thread.port)
    with socket.create_connection(address, SECONDS_TO_WAIT) as line:
        line.sendall(b"\r\n")
        line.shutdown(socket.SHUT_WR)
        while line.recv(1024):
            pass


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with its own cookies; keyword arguments go to Playwright (`viewport`, `locale`, …)."""
    contexts = []

    def open_page(**options: object) -> Page:
        context = chromium.new_context(**{"locale": "nl-BE", **options})  # type: ignore[arg-type]
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        context.add_init_script(CONFIRMATIONS_STAY)
        contexts.append(context)
        page = context.new_page()
        if SLOWED > 1:
            slow_down(page)
        return hands.on_the_keys_of(page)

    yield open_page
    for context in contexts:
        context.close()


def slow_down(page: Page) -> None:
    debugger = page.context.new_cdp_session(page)
    debugger.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    debugger.send("Network.emulateNetworkConditions", FAR_AWAY)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
