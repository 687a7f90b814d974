"""carddav.md over a real connection: what only a server shows."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conformance.carddav.client import DECLARED
from tests.conformance.carddav.writer import vcard

ASKED = f"<D:propfind {DECLARED}><D:prop><D:current-user-principal/></D:prop></D:propfind>"
EVERY_ETAG = f"<D:propfind {DECLARED}><D:prop><D:getetag/></D:prop></D:propfind>"


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS"])
def test_a_client_that_knows_only_the_host_finds_the_principal(method, account):
    with account.connected() as client:
        moved = client.request(method, "/.well-known/carddav")
        found = client.request("PROPFIND", moved.headers["Location"], content=ASKED, headers={"Depth": "0"})

    assert moved.status_code == 301
    assert f"/dav/principals/{account.user}/" in found.text


def test_without_a_password_a_client_is_asked_for_one(account):
    answer = httpx.request("PROPFIND", f"{account.url}/dav/", headers={"Depth": "0"})

    assert (answer.status_code, answer.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    assert "Set-Cookie" not in answer.headers


def raw(account, *lines: str, body: bytes = b"") -> bytes:
    """The first octets of the answer to a request that is sent as it stands."""
    parts = urlsplit(account.url)
    sent = "\r\n".join([*lines, f"Host: {parts.netloc}", "Connection: close", "", ""]).encode()
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(sent + body)
        return connection.recv(2_000)


def authorization(account) -> str:
    return httpx.BasicAuth(account.name, account.password)._auth_header


def test_a_body_in_chunks_is_answered_or_asked_for_its_length(account):
    chunk = f"{len(ASKED):x}\r\n{ASKED}\r\n0\r\n\r\n".encode()

    answer = raw(
        account,
        "PROPFIND /dav/ HTTP/1.1",
        "Depth: 0",
        "Transfer-Encoding: chunked",
        f"Authorization: {authorization(account)}",
        body=chunk,
    )

    assert answer.split()[1] in {b"207", b"411"}


def test_a_client_that_waits_for_leave_to_go_on_is_answered(account):
    lines = ("PROPFIND /dav/ HTTP/1.1", "Depth: 0", "Expect: 100-continue", f"Content-Length: {len(ASKED)}")

    answer = raw(account, *lines, f"Authorization: {authorization(account)}", body=ASKED.encode())

    assert answer.split()[1] in {b"100", b"207"}


@pytest.mark.parametrize(
    "path",
    [
        "/dav/../../etc/passwd",
        "/dav/%2e%2e/%2e%2e/etc/passwd",
        "/dav/books/%00",
        "/dav/%ff",
        "/dav/" + "x" * 5000,
    ],
)
def test_an_odd_address_is_no_failure(path, account):
    answer = raw(account, f"GET {path} HTTP/1.1", f"Authorization: {authorization(account)}")

    assert answer.split()[1][:1] == b"4"
    assert b"Traceback" not in answer


def test_a_long_listing_comes_whole(account):
    with account.connected() as client:
        answer = client.request(
            "PROPFIND", f"{account.books}all/", content=EVERY_ETAG, headers={"Depth": "1"}
        )

    assert answer.status_code == 207
    assert answer.text.endswith("</D:multistatus>")
    assert answer.text.count("<D:getetag>") > 50


def cut_off(account, method: str, name: str, head: str, body: bytes) -> bytes:
    """What is answered when a program is gone in the middle of what it sends."""
    parts = urlsplit(account.url)
    lines = [
        f"{method} {account.books}all/{name} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Content-Type: text/vcard",
    ]
    sent = "\r\n".join([*lines, f"Authorization: {authorization(account)}", head, "", ""]).encode()
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(sent + body)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(2_000), b""))


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("head", ["Content-Length: {length}", "Transfer-Encoding: chunked"])
def test_a_card_that_breaks_off_on_the_wire_stores_nothing(head, there, direct):
    name, text = f"cut-{there}-{len(head)}.vcf", vcard(uid=f"cut-{there}-{len(head)}")
    path = f"{direct.books}all/{name}"
    # The card itself is whole, so that only the length tells that it is not all.
    more = vcard("TITLE:Chef", uid=f"cut-{there}-{len(head)}").encode()
    with direct.connected() as client:
        if there:
            assert client.put(path, content=text, headers={"Content-Type": "text/vcard"}).status_code == 201
        before = client.get(path)

        chunk = f"{len(more):x}\r\n".encode() + more + b"\r\n" if "chunked" in head else more
        answer = cut_off(direct, "PUT", name, head.format(length=len(more) + 10), chunk)

        after = client.get(path)
    assert answer[:12] in {b"", *(f"HTTP/1.1 {status}".encode() for status in (400, 408, 411))}
    assert (after.status_code, after.content) == (before.status_code, before.content)
    assert after.status_code == (200 if there else 404)
