"""The answer with a status for each of many addresses, sent while it is made."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from kaartenbak.carddav.errors import CONTENT_TYPE
from kaartenbak.carddav.xml import DECLARATION, NAMESPACES, hrefs

# Clients compare these lines letter by letter.
STATUS = {
    200: "HTTP/1.1 200 OK",
    403: "HTTP/1.1 403 Forbidden",
    404: "HTTP/1.1 404 Not Found",
    424: "HTTP/1.1 424 Failed Dependency",
    507: "HTTP/1.1 507 Insufficient Storage",
}
FOUND, THERE = "<D:propstat><D:prop>", f"</D:prop><D:status>{STATUS[200]}</D:status></D:propstat>"
BLOCK = 32_000


def multistatus(responses: Iterable[str]) -> HttpResponseBase:
    """The answer with these parts; a short one goes as a whole, a long one in blocks. The first block is made at once,
    so that what is refused is refused in time.
    """
    blocks = in_blocks(chain([f"{DECLARATION}<D:multistatus {NAMESPACES}>"], responses, ["</D:multistatus>"]))
    first = list(islice(blocks, 2))
    if len(first) == 1:
        return HttpResponse(first[0], status=207, content_type=CONTENT_TYPE)
    return StreamingHttpResponse(chain(first, blocks), status=207, content_type=CONTENT_TYPE)


def in_blocks(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts as octets, some thousand at a time."""
    waiting: list[str] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= BLOCK:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


def propstats(href: str, groups: Iterable[tuple[int, str]]) -> str:
    """What became of the properties of one address, by status; that with 200 comes first. The address is one of ours."""
    told = "".join(
        [
            f"<D:propstat><D:prop>{markup}</D:prop><D:status>{STATUS[status]}</D:status></D:propstat>"
            for status, markup in groups
        ]
    )
    return f"<D:response><D:href>{href}</D:href>{told}</D:response>"


def all_found(href: str, markup: str) -> str:
    """The same of an address that has all that was asked for, as nearly all have."""
    return f"<D:response><D:href>{href}</D:href>{FOUND}{markup}{THERE}</D:response>"


def status_of(href: str, status: int, condition: str = "") -> str:
    """One address with a status of its own."""
    error = f"<D:error>{condition}</D:error>" if condition else ""
    return f"<D:response>{hrefs(href)}<D:status>{STATUS[status]}</D:status>{error}</D:response>"
