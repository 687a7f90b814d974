"""What every report is."""

from typing import ClassVar

from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.properties import PROPERTIES
from kaartenbak.carddav.properties.base import BOOK, Property
from kaartenbak.carddav.reports.address_data import CardData
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import Kind
from kaartenbak.carddav.shown import Wanted
from kaartenbak.carddav.xml import Element

# Only a report gives the text of a card (RFC 6352, section 10.4).
WITH_DATA: dict[str, Property] = PROPERTIES | {CardData.name: CardData()}


class Report:
    """One report. `name` is that of its outermost element, `of` what it can be asked of."""

    name: ClassVar[str]
    of: ClassVar[frozenset[Kind]] = BOOK

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        """The answer to a question of this kind."""
        raise NotImplementedError


def wanted_in(question: Element) -> Wanted:
    """The properties that a report asks for; one that cannot be given in the wanted form is refused before anything is sent."""
    wanted = Wanted.read(question, WITH_DATA)
    wanted.versions()
    return wanted


def number_in(question: Element, path: str) -> int | None:
    """A limit that a question sets; none when it sets none."""
    found = question.find(path)
    if found is None:
        return None
    text = (found.text or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise DavError(400, text="The limit is no number.")
    return int(text)
