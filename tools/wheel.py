"""What a wheel holds beside the sources: the compiled catalogues, which the repository leaves out. `pip install` runs it."""

import io
import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the texts and takes them along; otherwise an installed program would speak English only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for source in sorted(root.glob("src/kaartenbak/locale/*/LC_MESSAGES/django.po")):
            target = source.with_suffix(".mo")
            replace(target, compiled(source, language=source.parent.parent.name))
            build_data["artifacts"].append(target.relative_to(root).as_posix())


def compiled(source: Path, *, language: str) -> bytes:
    """A catalogue as the program reads it."""
    buffer = io.BytesIO()
    with source.open("rb") as file:
        write_mo(buffer, read_po(file, locale=language))
    return buffer.getvalue()


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a program that reads it meanwhile never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)
