"""A program that keeps address books in step, as the tests drive it."""

import base64
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from lxml import etree

from kaartenbak.accounts import ops
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.testing.clients import user_of

NAMES = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:carddav", "CS": "http://calendarserver.org/ns/"}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
OK, MISSING = "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def root(self) -> Any:
        return etree.fromstring(self.content)

    @property
    def hrefs(self) -> list[str]:
        return [each.text for each in self.find("D:response/D:href")]

    @property
    def token(self) -> str:
        return str(self.root.findtext("D:sync-token", namespaces=NAMES))

    @property
    def condition(self) -> str:
        """The name of the precondition that failed, without its namespace."""
        return str(etree.QName(self.root[0]).localname)

    def find(self, path: str) -> list[Any]:
        return list(self.root.findall(path, NAMES))

    def statuses(self) -> dict[str, str]:
        """The status of each response that has one of its own."""
        found = {
            each.findtext("D:href", None, NAMES): each.findtext("D:status", None, NAMES) for each in self.root
        }
        return {href: status for href, status in found.items() if href and status}

    def prop(self, name: str, href: str = "", status: str = OK) -> Any:
        """The element of a property, of the one response or of that of `href`; none when it is not told with this status."""
        for response in self.find("D:response"):
            if href and response.findtext("D:href", None, NAMES) != href:
                continue
            for stat in response.findall("D:propstat", NAMES):
                found = stat.find(f"D:prop/{name}", NAMES)
                if found is not None and stat.findtext("D:status", None, NAMES) == status:
                    return found
        return None

    def told(self, name: str, href: str = "") -> str:
        """The text of a property."""
        found = self.prop(name, href)
        assert found is not None, self.text
        return "".join(found.itertext())

    def etags(self) -> dict[str, str]:
        """The ETag of each card that is told of."""
        return {
            href: self.told("D:getetag", href)
            for href in self.hrefs
            if self.prop("D:getetag", href) is not None
        }


@dataclass
class Dav:
    """A program of one user; keyword arguments are headers, `If_Match` for `If-Match`."""

    user: int
    authorization: str
    client: Client = field(default_factory=Client)

    @property
    def home(self) -> str:
        return f"/dav/books/{self.user}/"

    @property
    def mine(self) -> str:
        return f"{self.home}mine/"

    @property
    def all(self) -> str:
        return f"{self.home}all/"

    def call(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> Answer:
        sent = {"Authorization": self.authorization} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        kind = sent.pop("Content-Type", "application/xml")
        response: Any = self.client.generic(method, path, body, content_type=kind, headers=sent)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, dict(response.headers), content)

    def propfind(self, path: str, *names: str, depth: str = "0", **headers: str) -> Answer:
        """Ask for properties; for everything when none is named."""
        body = f"<D:propfind {DECLARED}><D:prop>{listed(names)}</D:prop></D:propfind>" if names else ""
        return self.call("PROPFIND", path, body, Depth=depth, **headers)

    def report(self, path: str, body: str, **headers: str) -> Answer:
        """Ask a question; the namespaces go with its outermost element."""
        name, _, rest = body.partition(">")
        closed = name.endswith("/")
        return self.call(
            "REPORT", path, f"{name.rstrip('/')} {DECLARED}{'/' if closed else ''}>{rest}", **headers
        )

    def sync(
        self,
        path: str,
        token: str = "",
        *,
        limit: int | None = None,
        props: str = "<D:getetag/>",
        **headers: str,
    ) -> Answer:
        bound = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit is not None else ""
        asked = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>{bound}<D:prop>{props}</D:prop>"
        return self.report(path, f"<D:sync-collection>{asked}</D:sync-collection>", **headers)

    def multiget(
        self, path: str, *hrefs: str, props: str = "<D:getetag/><C:address-data/>", **headers: str
    ) -> Answer:
        named = "".join(f"<D:href>{href}</D:href>" for href in hrefs)
        body = f"<C:addressbook-multiget><D:prop>{props}</D:prop>{named}</C:addressbook-multiget>"
        return self.report(path, body, **headers)

    def query(
        self, path: str, wish: str, *, props: str = "<D:getetag/>", more: str = "", **headers: str
    ) -> Answer:
        body = f"<C:addressbook-query><D:prop>{props}</D:prop>{wish}{more}</C:addressbook-query>"
        return self.report(path, body, **{"Depth": "1"} | headers)


def listed(names: tuple[str, ...]) -> str:
    return "".join(f"<{name}/>" for name in names)


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def dav(actor: Actor, *books: str) -> Dav:
    """A program of `actor`, who chose these books."""
    from kaartenbak.carddav.ops.books import choose_books

    user = user_of(actor)
    made = ops.create_app_password(user=user, device="phone", by=SYSTEM)
    if books:
        choose_books(user=user, chosen=books, by=actor)
    return Dav(user.pk, basic(user.username, made.password))
