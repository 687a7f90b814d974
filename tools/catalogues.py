"""The texts of the program in four languages: collect them, compile them, and check that none is missing.

    python -m tools.catalogues update     enter new texts, drop those that are gone
    python -m tools.catalogues compile    make what the program reads (done by `make run` and `make test`)
    python -m tools.catalogues check      refuse missing, unsure and stale texts and placeholders that differ

Python sources are read by Babel; templates pass through Django's `templatize` first. GNU gettext is not used.
"""

import copy
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

from tools.wheel import compiled, replace

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "kaartenbak"
LANGUAGES = ("nl", "en", "fr", "de")
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "Counted": (1, 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
# French keeps these signs with the word beside them; an apostrophe is the curved one.
FRENCH_SPACES = re.compile(r" (?=[:;!?»])|(?<=«) ")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*[^{}]*\}")
# Lines of the header that would change at every run, or that say nothing.
IDLE_HEADERS = re.compile(
    r'^"(Project-Id-Version|POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To)'
    r': [^"]*"\n',
    re.MULTILINE,
)

Key = tuple[str, str | None]


def main() -> int:
    commands: dict[str, Callable[[], int]] = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[sys.argv[1]]()


def update() -> int:
    texts = collect()
    for language in LANGUAGES:
        catalogue = read(language)
        # A copy, since a catalogue keeps the texts it is given and fills them in.
        catalogue.update(copy.deepcopy(texts), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if language == "en":
            fill_english(catalogue)
        typeset(catalogue, language)
        write(language, catalogue)
        print(f"{language}: {len(texts)} texts, {len(list(untranslated(catalogue)))} to translate")
    return compile_all()


def compile_all() -> int:
    for language in LANGUAGES:
        source, target = po_path(language), po_path(language).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime > source.stat().st_mtime):
            continue
        replace(target, compiled(source, language=language))
    return 0


def check() -> int:
    texts = collect()
    problems = [
        f"{language}: {problem}" for language in LANGUAGES for problem in faults(read(language), texts)
    ]
    print("\n".join(problems) or f"{len(texts)} texts, complete in {', '.join(LANGUAGES)}")
    if problems:
        print(f"{len(problems)} faults; `make catalogues` enters and drops texts, a translator fills them.")
    return 1 if problems else 0


def faults(catalogue: Catalog, texts: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue of one language, a sentence each."""
    wanted, present = by_key(texts), by_key(catalogue)
    yield from (f"not entered: {key[0]!r}" for key in wanted if key not in present)
    yield from (f"no longer used: {key[0]!r}" for key in present if key not in wanted)
    yield from (f"not translated: {key(m)[0]!r}" for m in untranslated(catalogue))
    yield from (f"unsure (fuzzy): {key(m)[0]!r}" for m in present.values() if m.fuzzy)
    yield from (f"other placeholders: {key(m)[0]!r}" for m in present.values() if not same_placeholders(m))


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in by_key(catalogue).values() if not all(forms(message.string)))


def same_placeholders(message: Message) -> bool:
    """Whether a translation names the same facts; the form for one may leave the number out."""
    allowed = {found for text in forms(message.id) for found in PLACEHOLDER.findall(text)}
    needed = set(PLACEHOLDER.findall(forms(message.id)[-1]))
    last = set(PLACEHOLDER.findall(forms(message.string)[-1]))
    used = {found for text in forms(message.string) for found in PLACEHOLDER.findall(text)}
    return not any(forms(message.string)) or (used <= allowed and needed <= last)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def key(message: Message) -> Key:
    return forms(message.id)[0], message.context


def by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {key(message): message for message in catalogue if message.id}


def fill_english(catalogue: Catalog) -> None:
    """The texts in the sources are English, so the English catalogue repeats them."""
    for message in by_key(catalogue).values():
        message.string = message.id


def typeset(catalogue: Catalog, language: str) -> None:
    """Give the translations the signs of print, however they were typed."""
    for message in by_key(catalogue).values():
        texts = tuple(in_print(text, language) for text in forms(message.string))
        message.string = texts if isinstance(message.id, tuple) else texts[0]


def in_print(text: str, language: str) -> str:
    """A text as a printer of that language sets it."""
    if language == "en":
        return text
    spaced = FRENCH_SPACES.sub("\N{NO-BREAK SPACE}", text) if language == "fr" else text
    return APOSTROPHE.sub("’", spaced)


def collect() -> Catalog:
    """Every text of the program, with the files it stands in."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalogue = Catalog(charset="utf-8")
    for path in sorted(SOURCES.rglob("*")):
        for message, context in texts_in(path):
            catalogue.add(message, locations=[(path.relative_to(SOURCES).as_posix(), 0)], context=context)
    return catalogue


def texts_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    relative = path.relative_to(SOURCES)
    if {"tests", "testing", "migrations", "static", "data"} & set(relative.parts):
        return
    if path.suffix == ".py":
        yield from texts_in_python(path.read_text(encoding="utf-8"))
    elif "templates" in relative.parts and path.suffix in TEMPLATE_SUFFIXES:
        yield from texts_in_template(path)


def texts_in_python(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    found = extract_python(io.BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, function, arguments, _comments in found:
        pieces = forms(arguments)
        keyword = str(function)
        context = pieces[0] if "pgettext" in keyword else None
        strings = pieces[1:] if context is not None else pieces
        counts = keyword.startswith("n") or keyword == "Counted"
        texts = tuple(text for text in strings[: 2 if counts else 1] if text)
        if texts:
            yield (texts if len(texts) > 1 else texts[0]), context


def texts_in_template(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Django turns a template into lines that read as Python but for their indentation."""
    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
    yield from texts_in_python("\n".join(line.strip() for line in lines))


def po_path(language: str) -> Path:
    return SOURCES / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def write(language: str, catalogue: Catalog) -> None:
    catalogue.fuzzy = False
    catalogue.header_comment = "# The texts of Kaartenbak; `make catalogues` enters new ones."
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_by_file=True, include_lineno=False)
    replace(po_path(language), IDLE_HEADERS.sub("", buffer.getvalue().decode()).encode())


if __name__ == "__main__":
    sys.exit(main())
