"""What is in a cell: plain text, and the guards and lists that programs put around it."""

import json
import re
from collections.abc import Iterable

from kaartenbak.exchange.formats.vcard.labels import normal_label
from kaartenbak.exchange.rules.card import Channel, Extra, Role

FORMULA_STARTS = frozenset("=@\t\r\n")
NUMBER = re.compile(r"[+-][\d\s()./-]*")
GUARDED = re.compile(r"'+[=@+\-\t\r\n]")
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, with an apostrophe before it (one that has it, too).

    A phone number ("+32 9 …") or an amount below zero cannot do harm and stays as it is.
    """
    if cell[0] in "+-":
        return cell if NUMBER.fullmatch(cell) else "'" + cell
    return "'" + cell if cell[0] in FORMULA_STARTS or GUARDED.match(cell) else cell


def plain(cell: str) -> str:
    """The text of a cell without blanks around it, without control characters and without the guard."""
    if not cell.isprintable():
        cell = UNPRINTED.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    if cell[:1] == "'" and GUARDED.match(cell):
        cell = cell[1:]
    return cell.strip()


def labelled(cell: str) -> tuple[str, bool]:
    """A label of Google's ("* Work"), and whether its star says that this is the main one."""
    is_main = cell.startswith("* ")
    return normal_label(cell.removeprefix("* ")), is_main


def channels_text(channels: Iterable[Channel]) -> str:
    """Channels as one cell, a line each: `phone:work:+32 9 …`, with a star before the one marked as main."""
    return "\n".join(
        f"{'*' if channel.main else ''}{channel.kind}:{_escaped(channel.label)}:{_escaped(channel.value)}"
        for channel in channels
    )


def channels_in(cell: str) -> list[Channel]:
    """The channels of such a cell; lines of another shape are passed over by `channels_unread`."""
    return [channel for line in cell.split("\n") if (channel := _channel(line))]


def channels_unread(cell: str) -> list[str]:
    """The lines that are not of that shape."""
    return [line for line in cell.split("\n") if line.strip() and not _channel(line)]


def _channel(line: str) -> Channel | None:
    parts = re.split(r"(?<!\\):", line.strip(), maxsplit=2)
    if len(parts) != 3:
        return None
    kind, label, value = (
        ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], part) for part in parts
    )
    return Channel(kind.lstrip("*"), label, value, kind.startswith("*")) if value else None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:").replace("\n", "\\n") if not text.isalnum() else text


def extra_text(extra: Iterable[Extra]) -> str:
    """What the card has no field for, as one cell."""
    return json.dumps([[each.name, each.value, each.role.value] for each in extra], ensure_ascii=False)


def extra_in(cell: str) -> list[Extra]:
    """The extras of such a cell; none if it is something else."""
    try:
        return [Extra(str(name), str(value), Role(role)) for name, value, role in json.loads(cell)]
    except (ValueError, TypeError, RecursionError):
        return []
