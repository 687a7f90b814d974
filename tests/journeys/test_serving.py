"""The program as an administrator starts and stops it."""

import os
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

PASSWORD = "an-honest-password"


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def status_of(url: str, body: bytes | None = None) -> int:
    try:
        return int(urllib.request.urlopen(url, body).status)
    except urllib.error.HTTPError as answer:
        return answer.code


def test_serve_on_an_empty_machine_makes_a_register_and_says_how_to_begin(installation):
    server = installation.serve()

    told = server.log.read_text()
    assert f"Kaartenbak is at {server.url}/" in told
    assert "kaartenbak user create NAME --role admin" in told
    assert (installation.home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert status_of(f"{server.url}/api/v1/contacts") == 401


def test_a_body_of_20_megabytes_is_answered_to_who_is_still_sending_it(installation):
    server = installation.serve("--no-worker")

    assert status_of(f"{server.url}/api/v1/contacts", b"x" * 20_000_000) == 401
    assert status_of(f"{server.url}/sign-in/", b"x" * 20_000_000) == 403


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_when_asked(installation, way):
    server = installation.serve()

    server.process.send_signal(way)

    assert server.process.wait(timeout=60) == 0
    assert not is_alive(server.process.pid)


def test_its_processes_end_with_it_when_it_is_killed(installation):
    server = installation.serve()

    server.process.kill()
    server.process.wait()

    deadline = time.monotonic() + 60
    while is_alive(server.process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(server.process.pid)


def test_a_port_that_is_taken_is_refused_in_a_sentence(installation):
    server = installation.serve()

    second = installation.run("serve", "--port", server.url.rpartition(":")[2])

    assert second.returncode == 1
    assert "Choose another with --port." in second.stderr
    assert "Traceback" not in second.stderr


def test_a_user_made_on_the_command_line_uses_the_interface_with_a_token(installation):
    server = installation.serve()
    installation.run("user", "create", "claire", "--role", "admin", "--password-stdin", stdin=PASSWORD)

    token = installation.run("token", "create", "--user", "claire").stdout.strip()

    request = urllib.request.Request(
        f"{server.url}/api/v1/contacts", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


def test_several_that_begin_at_once_make_one_register(installation):
    begun = [installation.start("init") for _ in range(3)]

    assert [process.wait() for process in begun] == [0, 0, 0]
    assert installation.run("find", "nobody").stdout == "Nothing was found.\n"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "KAARTENBAK_DATABASE_URL",
            "mysql://localhost/contacts",
            "KAARTENBAK_DATABASE_URL begins with 'mysql'",
        ),
        ("KAARTENBAK_BASE_URL", "contacts.example", "KAARTENBAK_BASE_URL is 'contacts.example'"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_a_sentence(installation, name, value, told):
    installation.environment[name] = value

    answer = installation.run("init")

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"The settings cannot be used: {told}")
    assert "Traceback" not in answer.stderr


def test_a_database_that_does_not_answer_is_told_in_a_sentence(installation):
    installation.environment["KAARTENBAK_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"

    answer = installation.run("find", "nobody")

    assert answer.returncode == 1
    assert "database does not answer" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_background_worker_is_begun_again_when_it_dies(installation):
    server = installation.serve("--workers", "1")
    first = worker_of(server.process.pid)
    os.kill(first, signal.SIGKILL)

    deadline = time.monotonic() + 60
    while worker_of(server.process.pid) in {0, first} and time.monotonic() < deadline:
        time.sleep(0.1)

    assert worker_of(server.process.pid) not in {0, first}
    server.stop()
    assert not is_alive(server.process.pid)


def worker_of(server: int) -> int:
    """The process of a server that has no threads to answer with: the background worker's; 0 when it is gone."""
    threads = Path(f"/proc/{server}/task").iterdir()
    children = [int(pid) for thread in threads for pid in (thread / "children").read_text().split()]
    return next((pid for pid in children if len(list(Path(f"/proc/{pid}/task").glob("*"))) == 1), 0)
