"""The files of the project, read once for all guards."""

import ast
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "kaartenbak"
NOT_THE_PRODUCT = {"tests", "testing", "migrations"}


@cache
def product_files() -> tuple[Path, ...]:
    """The Python files that users run: no tests, no migrations."""
    found = (
        path for path in sorted(SRC.rglob("*.py")) if not NOT_THE_PRODUCT & set(path.relative_to(SRC).parts)
    )
    return tuple(found)


@cache
def test_files() -> tuple[Path, ...]:
    return (*sorted(SRC.rglob("test_*.py")), *sorted((ROOT / "tests").rglob("test_*.py")))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(path for path in SRC.rglob("*.html") if "templates" in path.parts))


@cache
def committed_files() -> tuple[Path, ...]:
    """Every file that git keeps, those added and not yet committed included."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def listed(found: Mapping[str, object] | Iterable[object]) -> str:
    """What a guard found, a line each, as the message of its failure: nothing is cut off."""
    lines = [f"{place}: {what}" for place, what in found.items()] if isinstance(found, Mapping) else found
    return "\n" + "\n".join(map(str, lines))


def name(path: Path) -> str:
    """How a guard names a file: from the package for the product, from the root for the rest."""
    return path.relative_to(SRC if path.is_relative_to(SRC) else ROOT).as_posix()
