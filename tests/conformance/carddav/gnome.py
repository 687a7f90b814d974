"""GNOME's address book as a program of the tests: it opens the book at an address and does what a user would, as it is told.

    dbus-run-session -- /usr/bin/python3 gnome.py ADDRESS NAME PASSWORD

The system's Python has GNOME's libraries. Each line that comes in is a verb and a name; each that goes out tells what was done.
"""

import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import gi

for library, version in (("EDataServer", "1.2"), ("EBook", "1.2"), ("EBookContacts", "1.2")):
    gi.require_version(library, version)
from gi.repository import EBook, EBookContacts, EDataServer, GLib  # noqa: E402 of these versions

SECONDS = 120
# Processes that the session starts write to the same place.
TOLD = "told: "
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nN:{name};;;;\r\nFN:{name}\r\nTEL;TYPE=WORK:09 111\r\nEND:VCARD\r\n"


class AddressBook:
    """The book, kept by GNOME's own processes."""

    def __init__(self, address: str, name: str, password: str) -> None:
        registry = EDataServer.SourceRegistry.new_sync(None)
        registry.commit_source_sync(account(address, name), None)
        source = registry.ref_source("kaartenbak")
        secret = EDataServer.NamedParameters.new()
        secret.set(EDataServer.SOURCE_CREDENTIAL_USERNAME, name)
        secret.set(EDataServer.SOURCE_CREDENTIAL_PASSWORD, password)
        source.connect("credentials-required", lambda *_why: source.invoke_authenticate(secret, None, None))
        opened: list[Any] = []
        EBook.BookClient.connect(source, SECONDS, None, lambda _source, result: opened.append(result))
        until(lambda: bool(opened))
        self.client = EBook.BookClient.connect_finish(opened[0])
        connected = EDataServer.SourceConnectionStatus.CONNECTED
        until(lambda: source.get_connection_status() == connected)

    def cards(self) -> dict[str, Any]:
        """The contacts that GNOME has, by name."""
        return {each.get_property("full-name"): each for each in self.client.get_contacts_sync("#t", None)[1]}

    def refresh(self) -> bool:
        return bool(self.client.refresh_sync(None))

    def see(self, name: str) -> str:
        """Sync until somebody is there; what he is."""
        until(lambda: self.refresh() and name in self.cards())
        return str(self.cards()[name].get_property("title"))

    def miss(self, name: str) -> str:
        """Sync until somebody is gone."""
        until(lambda: self.refresh() and name not in self.cards())
        return "gone"

    def add(self, name: str) -> str:
        card = EBookContacts.Contact.new_from_vcard(
            CARD.format(uid=f"gnome-{name.split(maxsplit=1)[0]}", name=name)
        )
        return str(self.client.add_contact_sync(card, 0, None)[-1])

    def change(self, name: str) -> str:
        card = self.cards()[name]
        card.set_property("title", "Changed by GNOME")
        return str(self.client.modify_contact_sync(card, 0, None))

    def remove(self, name: str) -> str:
        return str(self.client.remove_contact_sync(self.cards()[name], 0, None))

    def count(self, _name: str) -> str:
        """How many there are, and whether GNOME takes them for its user's to change."""
        until(lambda: len(self.cards()) > 1)
        return f"{len(self.cards())} {'read only' if self.client.is_readonly() else 'his'}"


def account(address: str, name: str) -> Any:
    """The account as the dialog of Contacts makes it; the password is asked for and kept nowhere."""
    parts = urlsplit(address)
    source = EDataServer.Source.new_with_uid("kaartenbak", None)
    source.set_parent("webdav-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_ADDRESS_BOOK).set_backend_name("carddav")
    source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_method("none")
    known = source.get_extension(EDataServer.SOURCE_EXTENSION_AUTHENTICATION)
    for setting, value in (
        ("host", parts.hostname),
        ("port", parts.port),
        ("user", name),
        ("method", "plain/password"),
    ):
        known.set_property(setting, value)
    known.set_remember_password(False)
    place = source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND)
    place.set_uri(GLib.Uri.parse(address, GLib.UriFlags.ENCODED))
    return source


def until(done: Callable[[], bool]) -> None:
    """Let GNOME's processes go on until it is so."""
    end, context = time.monotonic() + SECONDS, GLib.MainContext.default()
    while not done():
        context.iteration(False)
        time.sleep(0.02)
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    book = AddressBook(*sys.argv[1:])
    for line in sys.stdin:
        verb, _, whom = line.strip().partition(" ")
        sys.stdout.write(f"{TOLD}{getattr(book, verb)(whom)}\n")
        sys.stdout.flush()
