"""carddav.md §7 and §12: with several writers at once no change is missed and none is invented."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from tests.conformance.carddav.client import DECLARED, NAMES, Answer

WRITERS, CARDS = 4, 6
ASKED = "<D:sync-level>1</D:sync-level>{limit}<D:prop><D:getetag/></D:prop>"
GONE = "HTTP/1.1 404 Not Found"


def write(account, number: int) -> None:
    """Make some cards, change each and remove every other one."""
    with account.register.caller("editor") as rest:
        for place in range(CARDS):
            name = f"Racer {number} {place}"
            made = rest.post("/contacts", json={"kind": "person", "name": name}).json()
            changed = rest.patch(f"/contacts/{made['number']}", json={"job_title": "Racer"})
            assert changed.status_code == 200, changed.text
            if place % 2:
                assert rest.delete(f"/contacts/{made['number']}").status_code == 204


class Replica:
    """What a program knows of a book."""

    def __init__(self, account, limit: int | None) -> None:
        self.account, self.token = account, ""
        self.limit = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
        self.known: dict[str, str] = {}

    def sync(self) -> None:
        """One page of what changed."""
        asked = ASKED.format(limit=self.limit)
        body = f"<D:sync-collection {DECLARED}><D:sync-token>{self.token}</D:sync-token>{asked}</D:sync-collection>"
        with self.account.connected() as client:
            got = client.request("REPORT", f"{self.account.books}all/", content=body)
        assert got.status_code == 207, got.text
        answer = Answer(got.status_code, {}, got.content)
        self.known |= answer.etags()
        for href, status in answer.statuses().items():
            if status == GONE:
                self.known.pop(href, None)
        self.token = answer.token

    def catch_up(self) -> None:
        """Sync until nothing is new."""
        before = None
        while before != self.token:
            before = self.token
            self.sync()


def listed(account) -> dict[str, str]:
    """The book as it is."""
    body = f"<D:propfind {DECLARED}><D:prop><D:getetag/></D:prop></D:propfind>"
    with account.connected() as client:
        got = client.request("PROPFIND", f"{account.books}all/", content=body, headers={"Depth": "1"})
    found: dict[str | None, str | None] = {
        each.findtext("D:href", None, NAMES): each.findtext(".//D:getetag", None, NAMES)
        for each in etree.fromstring(got.content)
    }
    return {href: etag for href, etag in found.items() if href and etag}


@pytest.mark.slow
@pytest.mark.parametrize("limit", [None, 5])
def test_the_sum_of_many_syncs_is_the_book(limit, four_processes):
    account = four_processes
    replica, over = Replica(account, limit), threading.Event()

    def follow() -> None:
        while not over.is_set():
            replica.sync()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        following = pool.submit(follow)
        writing = [pool.submit(write, account, number) for number in range(WRITERS)]
        try:
            for each in writing:
                each.result()
        finally:
            over.set()
        following.result()
    replica.catch_up()

    assert replica.known == listed(account)
    assert len(replica.known) > WRITERS * CARDS // 2
