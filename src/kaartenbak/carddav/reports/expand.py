import re

from django.http import HttpResponseBase

from kaartenbak.carddav.multistatus import multistatus
from kaartenbak.carddav.properties import PROPERTIES
from kaartenbak.carddav.properties.base import ANYWHERE, Places, Property
from kaartenbak.carddav.reports.base import Report
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.resources import Resource
from kaartenbak.carddav.shown import Shown, told
from kaartenbak.carddav.xml import DAV, Element, element

DEEPEST = 3
# What can stand in the answer as the name of an element.
NAME = re.compile(r"[A-Za-z_][\w.-]*")


class ExpandProperty(Report):
    """RFC 3253, section 3.8: properties that point at things, with what is known of these in their place."""

    name = f"{DAV}expand-property"
    of = ANYWHERE

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        return multistatus([expanded(request.resource, question, request, 0)])


def expanded(resource: Resource, asked: Element, request: DavRequest, depth: int) -> str:
    """The response for one thing."""
    shown = Shown(resource, request)
    found, missing = [], []
    for each in asked.iterfind(f"{DAV}property"):
        local = each.get("name", "")
        name = f"{{{each.get('namespace', 'DAV:')}}}{local}"
        markup = markup_of(PROPERTIES.get(name), shown, each, depth)
        if markup is not None:
            found.append(element(name, markup))
        elif NAME.fullmatch(local):
            missing.append(element(name))
    return told(shown.href, "".join(found), "".join(missing))


def markup_of(known: Property | None, shown: Shown, asked: Element, depth: int) -> str | None:
    """What a property says; with properties inside the question, what is known of the things it points at."""
    if known is None or shown.kind not in known.of:
        return None
    if isinstance(known, Places) and len(asked) and depth < DEEPEST:
        return pointed_at(known, shown, asked, depth)
    return known.markup(shown, None)


def pointed_at(known: Places, shown: Shown, asked: Element, depth: int) -> str:
    """What a property points at, each told of in its turn."""
    request = shown.request
    things = [request.resource_at(place) for place in known.places(shown)]
    return "".join(expanded(thing, asked, request, depth + 1) for thing in things)
