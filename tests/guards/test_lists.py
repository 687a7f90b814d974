"""Whoever shows a list tests that it costs the same number of queries for one row and for three."""

import ast
from pathlib import Path

import pytest

from tests.guards import sources

LISTS = "kaartenbak.web.lists"
PROOF = "assert_same_queries"


def shows_a_list(path: Path) -> bool:
    # Asked while tests are collected, by each process of a run: what does not have the word need not be understood.
    if "lists" not in path.read_text(encoding="utf-8"):
        return False
    imports = (node for node in ast.walk(sources.tree(path)) if isinstance(node, ast.ImportFrom))
    return any(
        LISTS in {node.module, *(f"{node.module}.{each.name}" for each in node.names)} for node in imports
    )


def capabilities_with_lists() -> list[str]:
    files = (path for path in sources.product_files() if shows_a_list(path))
    return sorted({path.relative_to(sources.SRC).parts[0] for path in files} - {"web"})


@pytest.mark.parametrize("capability", capabilities_with_lists())
def test_a_capability_that_shows_lists_counts_their_queries(capability):
    tests = [
        path.read_text(encoding="utf-8") for path in (sources.SRC / capability / "tests").rglob("test_*.py")
    ]

    assert any(PROOF in text for text in tests), (
        f"use kaartenbak.testing.queries.{PROOF} in {capability}/tests"
    )
