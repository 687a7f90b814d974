from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.multistatus import multistatus, propstats
from kaartenbak.carddav.ops.books import TEXTS, describe_book
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.xml import CARD, DAV, INF, Element, element

WRITABLE = {
    f"{DAV}displayname": "name",
    f"{CARD}addressbook-description": "description",
    f"{INF}addressbook-color": "colour",
}
PROTECTED = "<D:error><D:cannot-modify-protected-property/></D:error>"


class PropPatch(Method):
    """RFC 4918, section 9.2: the user's own words for a book. Nothing else can be written, and it is all or nothing."""

    name = "PROPPATCH"

    def answer(self, request: DavRequest) -> HttpResponseBase:
        resource, question = request.resource, request.question
        if question is None or question.tag != f"{DAV}propertyupdate":
            raise DavError(400, text="The body is no propertyupdate.")
        wanted = changes_in(question)
        values = {WRITABLE[name]: text for name, text in wanted.items() if name in WRITABLE}
        refused = [name for name in wanted if not isinstance(resource, Book) or not fits(name, wanted[name])]
        if not refused and isinstance(resource, Book):
            describe_book(user=request.user, book=resource.key, values=values, by=request.actor)
        return multistatus([outcome(resource.place.href, list(wanted), refused)])


def changes_in(question: Element) -> dict[str, str]:
    """What each property is to hold; one that is taken away is to be blank."""
    wanted = {}
    for step in question:
        for prop in step.iterfind(f"{DAV}prop"):
            for each in prop:
                wanted[each.tag] = "".join(each.itertext()) if step.tag == f"{DAV}set" else ""
    return wanted


def fits(name: str, text: str) -> bool:
    """Whether a property can be written, and can hold this text."""
    return name in WRITABLE and len(text.strip()) <= TEXTS[WRITABLE[name]]


def outcome(href: str, names: list[str], refused: list[str]) -> str:
    """What became of each property."""
    if not refused:
        return propstats(href, [(200, "".join(map(element, names)))])
    others = "".join(element(name) for name in names if name not in refused)
    groups = [(403, "".join(map(element, refused))), *([(424, others)] if others else [])]
    return propstats(href, groups).replace("Forbidden</D:status>", f"Forbidden</D:status>{PROTECTED}")
