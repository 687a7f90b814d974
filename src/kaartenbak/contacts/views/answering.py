"""What a change of a card is answered with: the lines and panels that look different now, each in its place."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe

from kaartenbak.contacts import queries
from kaartenbak.contacts.rules.fields import Who
from kaartenbak.contacts.views import card_panels, lines, panels, reach
from kaartenbak.contacts.views.card import Card
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import close_dialog

Parts = dict[str, SafeString]


@dataclass(frozen=True)
class Look:
    """How a card looks: its lines, its ways to reach somebody and its panels, by their names."""

    who: Who
    lines: Parts
    ways: Parts
    panels: Parts


def look(card: Card) -> Look:
    """How the card looks now; taken before it is changed, and after."""
    own = panels.all_panels(card)
    return Look(card.who, lines.all_lines(card), reach.all_ways(card), own | card_panels.all_parts(card))


def changed(request: PageRequest, number: str, was: Look, *, main: str = "") -> HttpResponse:
    """The line `main` in the place of its form, and everything else that looks different; without htmx the page.

    `main` is the name of a line, the id of a way, or the kind of a way that was blank.
    """
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    if not request.htmx or card.who is not was.who:
        return redirect("contacts:card", card.contact.number)
    now = look(card)
    parts = [now.lines[main]] if main in now.lines else []
    parts += different(was.lines, now.lines, main)
    parts += changed_ways(card, was, now, main)
    parts += different(was.panels, now.panels)
    parts.append(swapped(panels.history(request, card)))
    return HttpResponse("".join(parts))


def after_dialog(request: PageRequest, number: str, was: Look) -> HttpResponse:
    """The same for a form in a dialog, which closes."""
    answer = changed(request, number, was)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#card", "none"
    close_dialog(answer)
    return answer


def changed_ways(card: Card, was: Look, now: Look, main: str) -> list[SafeString]:
    """The ways that differ; the whole panel when some came, went or moved beside the one in the form's place."""
    came, went = now.ways.keys() - was.ways.keys(), was.ways.keys() - now.ways.keys()
    if went == {f"field-{main}"} and len(came) == 1:
        new = came.pop()
        return [now.ways[new], *different(was.ways, now.ways, new)]
    if came or went or [*now.ways] != [*was.ways]:
        return [swapped(panels.reach_panel(card))]
    place = f"field-{main}" if f"field-{main}" in now.ways else main
    return [*([now.ways[place]] if place in now.ways else []), *different(was.ways, now.ways, place)]


def different(was: Parts, now: Parts, main: str = "") -> list[SafeString]:
    """The parts that look different now, to be swapped; `main` is answered by itself."""
    return [swapped(now[name]) for name in now if name != main and now[name] != was.get(name)]


def swapped(markup: SafeString) -> SafeString:
    """The same part, told to take the place of the one with its id."""
    head, rest = markup.lstrip().split(" id=", 1)
    return mark_safe(f'{head} hx-swap-oob="true" id={rest}')  # noqa: S308 - markup that a template made


def part(card: Card, name: str) -> SafeString:
    """A line as it stands on the card, by its name or the kind of the way."""
    return lines.all_lines(card).get(name) or reach.all_ways(card).get(f"field-{name}") or mark_safe("")
