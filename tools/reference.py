"""Make the pages of `docs/reference` that list what stands in the sources.

python -m tools.reference update     write commands.md, operations.md, permissions.md and refusals.md
python -m tools.reference check      refuse pages that no longer tell what the sources say
"""

import argparse
import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "docs" / "reference"
OUTSIDE = {"tests", "testing", "migrations", "__main__", "wsgi"}


def main() -> int:
    if sys.argv[1:] not in (["update"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    load_product()
    if sys.argv[1] == "update":
        return update()
    stale = stale_pages()
    print(
        "\n".join(f"docs/reference/{name} is stale: make reference" for name in stale)
        or "The reference is complete"
    )
    return 1 if stale else 0


def load_product() -> None:
    """Import every module, so that every operation is declared."""
    import django

    # Help is wrapped to the width of the terminal; the pages have one width and no colours.
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1"}

    # The settings make a home folder; this one holds nothing and goes.
    with tempfile.TemporaryDirectory() as home:
        os.environ["KAARTENBAK_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")
        django.setup()
    import_modules("kaartenbak")


def import_modules(package: str) -> None:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if found.name not in OUTSIDE:
            importlib.import_module(f"{package}.{found.name}")
            if found.ispkg:
                import_modules(f"{package}.{found.name}")


def update() -> int:
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


def stale_pages() -> list[str]:
    """The pages that differ from what `update` would write."""
    return [name for name, text in pages().items() if written(name) != text]


def written(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8") if (PAGES / name).exists() else ""


def pages() -> dict[str, str]:
    from django.utils import translation

    with translation.override("en"):
        return {
            "commands.md": commands(),
            "operations.md": operations(),
            "permissions.md": permissions(),
            "refusals.md": refusals(),
        }


def commands() -> str:
    from kaartenbak.cli.main import parser

    sections = [
        f"## `{each.prog}`\n\n```text\n{each.format_help().strip()}\n```" for each in leaves(parser())
    ]
    return "\n\n".join(["# Commands", *sections, "Made by `make reference`.\n"])


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands below a parser, those of groups included."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for below in group.choices.values():
            yield from leaves(below)


def operations() -> str:
    from kaartenbak.history.operations import OPERATIONS

    rows = [[f"`{kind}`", str(spec.title), f"`{spec.needs}`"] for kind, spec in sorted(OPERATIONS.items())]
    return page(
        "Operations",
        "Everything that can be done to the register. Each is kept in the history with its author and time, "
        "under the title given here, and can be undone.",
        ["operation", "title in the history", "permission"],
        rows,
    )


def permissions() -> str:
    from kaartenbak.accounts.rules.roles import PERMISSIONS, READING, ROLES

    rows = [
        [f"`{name}`", *("yes" if role in holders else "" for role in ROLES), "yes" if name in READING else ""]
        for name, holders in PERMISSIONS.items()
    ]
    return page(
        "Permissions",
        "What each role may do, and what a read-only token keeps of it.",
        ["permission", *ROLES, "read-only token"],
        rows,
    )


def refusals() -> str:
    from kaartenbak.core.messages import TEXTS

    rows = [[f"`{key}`", str(text)] for key, text in sorted(TEXTS.items())]
    return page(
        "Refusals and warnings",
        "The code never changes once released; the sentence is shown in the reader's language, with the "
        "facts in braces filled in.",
        ["code", "sentence"],
        rows,
    )


def page(title: str, introduction: str, columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    table = "\n".join(f"| {' | '.join(cell.replace('|', '\\|') for cell in line)} |" for line in lines)
    return f"# {title}\n\n{introduction}\n\n{table}\n\nMade by `make reference`.\n"


if __name__ == "__main__":
    sys.exit(main())
