"""Rules know no framework, no database and no request: of Django only how to mark texts.

They import the core and each other; `lint-imports` sees to it that only lower capabilities are imported.
"""

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


def is_allowed(module: str) -> bool:
    if module == "django" or module.startswith("django."):
        return module in TRANSLATION
    if module.split(".", maxsplit=1)[0] != "kaartenbak":
        return True
    return module.startswith("kaartenbak.core") or "rules" in module.split(".")


@pytest.mark.parametrize("path", pure_files(), ids=sources.name)
def test_a_rule_imports_nothing_of_the_project_but_the_core_and_rules(path):
    upward = [module for module in imports(path) if not is_allowed(module)]

    assert upward == [], listed(upward)
