"""Rules know no framework and no other capability; the core of Django only how to mark texts."""

import ast
from pathlib import Path

import pytest

from tests.guards import sources
from tests.guards.sources import listed

# To mark a text, and the type that a marked text has.
TRANSLATION = {"django.utils.translation", "django.utils.functional"}


def pure_files() -> list[Path]:
    return [
        path
        for path in sources.product_files()
        if "rules" in path.relative_to(sources.SRC).with_suffix("").parts
        or path.is_relative_to(sources.SRC / "core")
    ]


def imports(path: Path) -> list[str]:
    """Every module that a file imports, by its full name."""
    found = []
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def is_allowed(module: str, own_rules: str) -> bool:
    if module == "django" or module.startswith("django."):
        return module in TRANSLATION
    return not module.startswith("kaartenbak") or module.startswith(("kaartenbak.core", own_rules))


@pytest.mark.parametrize("path", pure_files(), ids=sources.name)
def test_a_rule_imports_nothing_of_the_project_but_the_core(path):
    own_rules = f"kaartenbak.{path.relative_to(sources.SRC).parts[0]}.rules"
    upward = [module for module in imports(path) if not is_allowed(module, own_rules)]

    assert upward == [], listed(upward)
