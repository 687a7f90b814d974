"""Filters of the list of contacts, as they are typed behind a command."""

import argparse
from typing import Any

from kaartenbak.core.refusals import Refused

# What a filter takes; the others that take one value take yes or no.
EXPECTED = {"modified_since": "2026-12-31T08:00", "modified_days": "30"}


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Let filters be typed, each as often as one likes."""
    parser.add_argument("--filter", type=a_filter, action="append", default=[], metavar="NAME=VALUE")


def a_filter(text: str) -> tuple[str, str]:
    """A filter as it is typed: city=Gent."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"{text} is no filter; write it as city=Gent")
    return name.strip(), value.strip()


def filters_of(given: list[tuple[str, str]]) -> dict[str, Any]:
    """The filters as the list takes them; one whose value it cannot read is refused, since without it more would be found."""
    from kaartenbak.search.asking import ONE

    found: dict[str, Any] = {}
    for name, value in given:
        if name not in ONE:
            found.setdefault(name, []).append(value)
            continue
        if name in found:
            raise Refused("cli.filter_twice", field=name, name=name)
        found[name] = ONE[name](value)
        if found[name] is None:
            raise Refused("value.type", field=name, expected=EXPECTED.get(name, "true, false"))
    return found
