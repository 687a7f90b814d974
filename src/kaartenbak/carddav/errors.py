"""A request that cannot be done, with the status and the condition that clients look at."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from django.http import HttpResponse

from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale

# What no XML may hold.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
CONTENT_TYPE = "application/xml; charset=utf-8"


class DavError(Exception):
    """An answer that refuses. `condition` is the markup of the precondition, such as `<D:valid-sync-token/>`."""

    def __init__(
        self, status: int, condition: str = "", text: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text or condition)
        self.status, self.condition, self.text, self.headers = status, condition, text, headers or {}

    def response(self) -> HttpResponse:
        """The answer: an error document, or a sentence where there is no condition."""
        if not self.condition:
            kind = "text/plain; charset=utf-8"
            return HttpResponse(self.text, status=self.status, content_type=kind, headers=self.headers)
        document = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">'
            f"{self.condition}{self.sentence}</D:error>"
        )
        return HttpResponse(document, status=self.status, content_type=CONTENT_TYPE, headers=self.headers)

    @property
    def sentence(self) -> str:
        """The words for a reader beside the condition (RFC 4918, section 14.25); programs show them or put them in their log."""
        told = escape(UNWRITABLE.sub("", self.text))
        return f"<D:responsedescription>{told}</D:responsedescription>" if told else ""


def not_taken(refusal: Refused) -> Exception:
    """A card that cannot be taken: there is another one with its identifier, or a rule of the register says no."""
    if refusal.key == "unavailable.busy" or isinstance(refusal, NotAllowed | NotFound | Stale):
        return refusal
    if refusal.key == "books.uid_there":
        where = f"<D:href>{escape(refusal.facts['href'])}</D:href>"
        return DavError(409, f"<C:no-uid-conflict>{where}</C:no-uid-conflict>", str(refusal))
    if refusal.key == "books.same_place":
        return DavError(403, text=str(refusal))
    return DavError(403, "<C:valid-address-data/>", str(refusal))


def nothing_there() -> DavError:
    """There is nothing, or nothing for this user: nobody can tell which."""
    return DavError(404, text="There is nothing here.")


def not_yours(href: str = "", privilege: str = "write", text: str = "") -> DavError:
    """The user lacks a privilege; clients take this for a card of the server that wins."""
    where = f"<D:href>{escape(href)}</D:href>" if href else ""
    lacking = f"<D:resource>{where}<D:privilege><D:{privilege}/></D:privilege></D:resource>"
    return DavError(403, f"<D:need-privileges>{lacking}</D:need-privileges>", text)
