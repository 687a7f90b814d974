"""Filters of the list of contacts, as they are typed behind a command."""

import argparse

SINGLE = frozenset({"q", "email", "phone", "privacy_blocked", "modified_since"})


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Let filters be typed, each as often as one likes."""
    parser.add_argument("--filter", type=a_filter, action="append", default=[], metavar="NAME=VALUE")


def a_filter(text: str) -> tuple[str, str]:
    """A filter as it is typed: city=Gent."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"{text} is no filter; write it as city=Gent")
    return name.strip(), value.strip()


def filters_of(given: list[tuple[str, str]]) -> dict[str, object]:
    """The filters as the list takes them."""
    found: dict[str, object] = {}
    for name, value in given:
        if name == "privacy_blocked":
            found[name] = value.lower() in {"true", "1", "yes"}
        elif name in SINGLE:
            found[name] = value
        else:
            found.setdefault(name, [])
            found[name] = [*found[name], value]  # type: ignore[misc]
    return found
