"""What was acknowledged is there after a power cut, and nothing is half done."""

import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kaartenbak.testing.installation import Installation, Server

PASSWORD = "an-honest-password"
# Four blocks of an import: it can be killed three times at work.
ROWS = 4_000
# The power goes when each program has more cards than these: a clock would cut a slow machine off before its first.
ACKNOWLEDGED = 3


class Program:
    """A program that makes and changes contacts one after the other, and remembers what was acknowledged."""

    def __init__(self, server: Server, token: str, number: int) -> None:
        self.base, self.number = f"{server.url}/api/v1", number
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.acknowledged: dict[str, str] = {}
        self.asked: dict[str, set[str]] = {}
        self.thread = threading.Thread(target=self.work, daemon=True)

    def work(self) -> None:
        for turn in range(10_000):
            name = f"Program {self.number} card {turn}"
            made = self.call("POST", "/contacts", {"name": name, "address": {"city": "Gent"}})
            if made is None:
                return
            self.acknowledged[name] = "Gent"
            self.asked[name] = {"Gent", "Aalst"}
            if self.call("PATCH", f"/contacts/{made['number']}", {"address": {"city": "Aalst"}}) is None:
                return
            self.acknowledged[name] = "Aalst"

    def call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        request = urllib.request.Request(
            self.base + path, json.dumps(body).encode(), self.headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.loads(answer.read())  # type: ignore[no-any-return]
        except (OSError, urllib.error.URLError):
            return None


@contextmanager
def programs(server: Server, token: str, count: int) -> Iterator[list[Program]]:
    """Programs at work in the block; they end when the server does."""
    every = [Program(server, token, number) for number in range(count)]
    for each in every:
        each.thread.start()
    yield every
    for each in every:
        each.thread.join()


def wait_for_cards(every: list[Program], seconds: float = 180) -> None:
    """Until each program has made some cards."""
    end = time.monotonic() + seconds
    while any(len(each.acknowledged) <= ACKNOWLEDGED for each in every):
        assert time.monotonic() < end, "the server acknowledges too little"
        time.sleep(0.05)


def token_of(installation: Installation) -> str:
    installation.run("user", "create", "claire", "--role", "admin", "--password-stdin", stdin=PASSWORD)
    return installation.run("token", "create", "--user", "claire").stdout.strip()


def cities(installation: Installation) -> dict[str, str]:
    """The city of each contact that a program made."""
    found = json.loads(installation.run("export", "--format", "json").stdout)
    return {each["name"]: each["address"]["city"] for each in found if each["name"].startswith("Program")}


def is_whole(installation: Installation) -> bool:
    """Whether tables, history and index agree."""
    answer = installation.run("check")
    assert answer.returncode == 0, answer.stdout
    return True


def test_a_server_that_is_killed_loses_nothing_that_it_acknowledged(installation):
    installation.begin()
    token = token_of(installation)

    for _cut in range(2):
        server = installation.serve()
        with programs(server, token, 4) as every:
            wait_for_cards(every)
            server.kill()
        there = cities(installation)
        for each in every:
            assert len(each.acknowledged) > ACKNOWLEDGED
            for name, city in each.acknowledged.items():
                assert there[name] in {city, "Aalst"}, name

    assert is_whole(installation)


def a_file(path: Path) -> Path:
    """Many contacts: companies, and people who stand before their company."""
    lines = ["external_id,kind,name,company,city,email,groups"]
    for number in range(ROWS):
        firm = number % 400
        lines.append(
            f"C{firm},company,Firma {firm},,Gent,info@firma{firm}.be,"
            if number >= ROWS - 400
            else f"P{number},person,An {number},Firma {firm},,an{number}@firma{firm}.be,VIP"
        )
    path.write_text("\n".join(lines))
    return path


def counted(installation: Installation) -> tuple[int, int]:
    """How many contacts there are, and how many of them stand twice."""
    found = json.loads(installation.run("export", "--format", "json").stdout)
    return len(found), len(found) - len({each["external_id"] for each in found})


def kill_at_work(installation: Installation, process: "subprocess.Popen[bytes]") -> bool:
    """Kill an import with all it started as soon as it has brought in more rows; whether it was still at work."""
    begun = cards(installation)
    while process.poll() is None and cards(installation) == begun:
        time.sleep(0.01)
    working = process.poll() is None
    if working:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return working


def cards(installation: Installation) -> int:
    """How many contacts the database holds right now."""
    question = "SELECT count(*) FROM contacts_contact"
    url = installation.environment.get("KAARTENBAK_DATABASE_URL")
    if url:
        with psycopg.connect(url) as connection:
            return int(connection.execute(question).fetchall()[0][0])
    with closing(sqlite3.connect(installation.home / "kaartenbak.sqlite3", timeout=30)) as file:
        return int(file.execute(question).fetchone()[0])


def test_an_import_that_is_killed_again_and_again_takes_every_row_once(installation, tmp_path):
    installation.begin()
    file = str(a_file(tmp_path / "many.csv"))

    kills = sum(kill_at_work(installation, installation.start("import", file)) for _turn in range(3))
    answer = installation.run("import", file)

    assert kills >= 2
    assert answer.returncode == 0, answer.stderr
    assert counted(installation) == (ROWS, 0)
    assert is_whole(installation)


def test_an_import_that_was_killed_is_taken_back_whole(installation, tmp_path):
    installation.begin()
    file = str(a_file(tmp_path / "many.csv"))
    assert kill_at_work(installation, installation.start("import", file))
    (left, _twice) = counted(installation)

    undone = installation.run("undo", "3")

    assert 0 < left < ROWS
    assert undone.returncode == 0, undone.stderr
    assert counted(installation) == (0, 0)
    assert is_whole(installation)


def test_an_import_over_rest_goes_on_after_the_server_was_killed(installation, tmp_path):
    installation.begin()
    token = token_of(installation)
    server = installation.serve()
    number = send(server, token, a_file(tmp_path / "many.csv"))
    time.sleep(1.5)
    server.kill()

    server = installation.serve()
    shown = wait_until_done(server, token, number)

    assert (shown["state"], shown["rows"], shown["created"]) == ("done", ROWS, ROWS)
    assert counted(installation) == (ROWS, 0)
    assert is_whole(installation)


def send(server: Server, token: str, file: Path) -> int:
    """Send a file to be brought in; the number of its import."""
    head = '--8d7f\r\nContent-Disposition: form-data; name="file"; filename="many.csv"\r\n\r\n'
    body = head.encode() + file.read_bytes() + b"\r\n--8d7f--\r\n"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=8d7f"}
    request = urllib.request.Request(f"{server.url}/api/v1/imports", body, headers)
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 202
        return int(json.loads(answer.read())["id"])


def wait_until_done(server: Server, token: str, number: int) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{server.url}/api/v1/imports/{number}", headers={"Authorization": f"Bearer {token}"}
    )
    deadline = time.monotonic() + 300
    while True:
        with urllib.request.urlopen(request) as answer:
            shown: dict[str, Any] = json.loads(answer.read())
        if shown["state"] == "done" or time.monotonic() > deadline:
            return shown
        time.sleep(0.3)


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_an_import_that_is_interrupted_goes_on_later(installation, tmp_path, signal_number):
    installation.begin()
    file = str(a_file(tmp_path / "many.csv"))
    process = installation.start("import", file)
    time.sleep(2.5)
    os.killpg(process.pid, signal_number)
    process.wait(60)

    assert installation.run("import", file).returncode == 0
    assert counted(installation) == (ROWS, 0)
