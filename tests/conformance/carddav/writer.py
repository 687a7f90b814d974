"""A program that may change cards at once, and the cards that it sends."""

from kaartenbak.carddav.ops.access import set_access
from kaartenbak.carddav.rules.access import EVERY_BOOK, Access
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.testing.builders import a_setup
from kaartenbak.testing.cast import ADMIN, EDITOR
from tests.conformance.carddav.client import Answer, Dav, dav

VCARD = {"Content-Type": "text/vcard; charset=utf-8"}
LINES = ("N:Maes;Zoë;;;", "FN:Zoë Maes", "TEL;TYPE=WORK:09 111 22 33")


def writer(*books: str, by: Actor = EDITOR) -> Dav:
    """The program of somebody who chose these books, or that of everybody."""
    a_setup()
    set_access(values={EVERY_BOOK: Access.DIRECT}, by=ADMIN)
    return dav(by, *(books or ("all",)))


def vcard(*more: str, uid: str = "uid-1", lines: tuple[str, ...] = LINES, version: str = "3.0") -> str:
    """A card in so many lines."""
    return "".join(
        f"{line}\r\n"
        for line in ("BEGIN:VCARD", f"VERSION:{version}", f"UID:{uid}", *lines, *more, "END:VCARD")
        if line != "UID:"
    )


def put(phone: Dav, name: str, text: str | bytes, *, book: str = "", **headers: str) -> Answer:
    """Send a card."""
    return phone.call("PUT", f"{book or phone.all}{name}", text, **{**VCARD, **headers})


def get(phone: Dav, name: str, *, book: str = "") -> Answer:
    return phone.call("GET", f"{book or phone.all}{name}")


def state() -> list[tuple[int, int]]:
    """Every contact with its version."""
    return list(Contact.objects.order_by("pk").values_list("pk", "version"))
