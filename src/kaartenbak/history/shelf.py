"""Texts of the record that do not fit in memory: of very many removed rows, until they are written down or brought back."""

from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings

from kaartenbak.history.bulk import JsonText

IN_MEMORY = 16_000_000


class Shelf:
    """Holds the first texts itself, and puts the others into a file without a name, which goes with the process."""

    def __init__(self) -> None:
        self.held = self.end = 0
        self.file: IO[bytes] | None = None
        self.writing = True

    def keep(self, text: JsonText) -> "JsonText | Shelved":
        """The text, or where it is found again."""
        self.held += len(text)
        if self.held <= IN_MEMORY:
            return text
        if self.file is None:
            self.file = TemporaryFile(dir=settings.HOME)  # noqa: SIM115 closed with the shelf
        if not self.writing:
            self.file.seek(self.end)
            self.writing = True
        content = text.encode("utf-8", "surrogatepass")
        found = Shelved(self, self.end, len(content))
        self.end += self.file.write(content)
        return found

    def read(self, place: int, length: int) -> str:
        """A text that was put into the file."""
        assert self.file is not None, "it holds what is read from it"
        self.file.seek(place)
        self.writing = False
        return self.file.read(length).decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A text on a shelf."""

    shelf: Shelf
    place: int
    length: int

    def text(self) -> JsonText:
        return JsonText(self.shelf.read(self.place, self.length))


Kept = JsonText | Shelved


def text_of(kept: Kept) -> JsonText:
    """A text, wherever it is."""
    return kept.text() if isinstance(kept, Shelved) else kept
