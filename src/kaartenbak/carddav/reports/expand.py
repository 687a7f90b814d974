import re

from django.http import HttpResponseBase

from kaartenbak.carddav.multistatus import multistatus, propstats
from kaartenbak.carddav.properties import PROPERTIES
from kaartenbak.carddav.properties.base import ANYWHERE, Places
from kaartenbak.carddav.reports.base import Report
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.resources import Resource
from kaartenbak.carddav.shown import Shown
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
        namespace = each.get("namespace", "DAV:")
        name = f"{{{namespace}}}{each.get('name', '')}"
        known = PROPERTIES.get(name)
        markup = None
        if known and shown.kind in known.of:
            inner = isinstance(known, Places) and len(each) and depth < DEEPEST
            markup = (
                pointed_at(known, shown, each, depth)
                if inner and isinstance(known, Places)
                else known.markup(shown, None)
            )
        if markup is not None:
            found.append(element(name, markup))
        elif NAME.fullmatch(each.get("name", "")):
            missing.append(element(name))
    groups = [(200, "".join(found))] if found or not missing else []
    return propstats(shown.href, [*groups, *([(404, "".join(missing))] if missing else [])])


def pointed_at(known: Places, shown: Shown, asked: Element, depth: int) -> str:
    """What a property points at, each told of in its turn."""
    request = shown.request
    things = [request.resource_at(place) for place in known.places(shown)]
    return "".join(expanded(thing, asked, request, depth + 1) for thing in things)
