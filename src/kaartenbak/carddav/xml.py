"""XML as it comes and goes: read without any trust, written as text."""

from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from kaartenbak.carddav.errors import UNWRITABLE, DavError

DAV, CARD, CS = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}", "{http://calendarserver.org/ns/}"
INF = "{http://inf-it.com/ns/ab/}"
PREFIXES = {DAV: "D:", CARD: "C:", CS: "CS:", INF: "INF:"}
NAMESPACES = " ".join(f'xmlns:{prefix[:-1]}="{name[1:-1]}"' for name, prefix in PREFIXES.items())
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
DEEPEST = 100
# The ampersand first: the others bring some.
WRITTEN = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))

Element = Any


def parsed(body: bytes) -> Element:
    """The outermost element of a body; refused when it is no XML, has a document type, or is nested too deep."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        raise DavError(400, text="The body is no well-formed XML.") from failure
    if root.getroottree().docinfo.internalDTD is not None or is_too_deep(root):
        raise DavError(400, text="The body has a document type or is nested too deep.")
    return root


def is_too_deep(root: Element) -> bool:
    """Whether elements stand in each other more than a hundred deep."""
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


@lru_cache(maxsize=2_000)
def tags(name: str) -> tuple[str, str]:
    """The opening tag of an element without its last sign, and the closing one."""
    namespace, brace, local = name.rpartition("}")
    if namespace + brace in PREFIXES:
        local = PREFIXES[namespace + brace] + local
        return f"<{local}", f"</{local}>"
    if not brace:
        return f"<{local}", f"</{local}>"
    return f"<X:{local} xmlns:X={quoteattr(namespace[1:])}", f"</X:{local}>"


def element(name: str, inner: str = "") -> str:
    """An element around markup."""
    begin, end, empty = around(name)
    return f"{begin}{inner}{end}" if inner else empty


def around(name: str) -> tuple[str, str, str]:
    """What an element begins and ends with, and the element with nothing in it."""
    opening, closing = tags(name)
    return f"{opening}>", closing, f"{opening}/>"


def text(value: str) -> str:
    """A text as markup. Line ends stay what they are: a reader would make line feeds of them."""
    # Looking for signs that cannot be written takes longer than all the rest, and most texts have none.
    if not value.replace("\r\n", "").isprintable():
        value = UNWRITABLE.sub("", value)
    for sign, written in WRITTEN:
        if sign in value:
            value = value.replace(sign, written)
    return value


def hrefs(*addresses: str) -> str:
    """Addresses as markup."""
    return "".join(f"<D:href>{escape(each)}</D:href>" for each in addresses)
