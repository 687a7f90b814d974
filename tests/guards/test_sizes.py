"""Sizes stay where a reader can take a piece in at one look (table at the top of the examples)."""

from pathlib import Path

import pytest

from tests.guards import sources
from tests.guards.sources import listed

FUNCTION, FILE, TEMPLATE, TEST = 40, 400, 80, 40
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py", "helper.py"}

# Larger on purpose; each with the reason. One that is no longer needed fails.
EXCEPTIONS: dict[str, str] = {}


def oversized() -> dict[str, str]:
    """What is too large, with its size."""
    product, tests = sources.product_files(), sources.test_files()
    return dict(
        [
            *long_functions(product, FUNCTION),
            *long_functions(tests, TEST),
            *long_files([*product, *tests], FILE),
            *long_files(sources.templates(), TEMPLATE),
        ]
    )


def long_functions(paths: tuple[Path, ...], limit: int) -> list[tuple[str, str]]:
    sizes = [
        (f"{sources.name(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in paths
        for node in sources.functions(path)
    ]
    return [(place, f"{size} lines") for place, size in sizes if size > limit]


def long_files(paths: list[Path] | tuple[Path, ...], limit: int) -> list[tuple[str, str]]:
    sizes = [(sources.name(path), len(path.read_text(encoding="utf-8").splitlines())) for path in paths]
    return [(place, f"{size} lines") for place, size in sizes if size > limit]


def test_nothing_is_too_large():
    found = {place: size for place, size in oversized().items() if place not in EXCEPTIONS}

    assert found == {}, listed(found)


@pytest.mark.parametrize("place", EXCEPTIONS)
def test_an_exception_is_still_needed(place):
    assert place in oversized()


def test_files_are_named_for_what_they_hold():
    vague = [sources.name(path) for path in sources.product_files() if path.name in FORBIDDEN_NAMES]

    assert vague == []
    assert len(sources.product_files()) > 10
