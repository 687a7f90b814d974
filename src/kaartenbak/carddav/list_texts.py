"""The text of a card that lists others: who is in it, and the same text with others in it or under another name.

Everything else stays what the program wrote (RFC 6350, section 6.6.5; Apple's own lines in 3.0).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from kaartenbak.carddav.rules.lists import shortened
from kaartenbak.exchange.formats.vcard.lines import V4, Line, escape, fold, parse_line, unescape
from kaartenbak.exchange.rules.card import with_urn, without_urn

OF_V3, OF_V4 = "X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"
# A line with its folds.
LINE = re.compile(r".*(?:\r?\n[ \t].*)*(?:\r?\n|\Z)")


def rewritten(text: str, *, title: str, members: Sequence[tuple[str, ...]], unknown: Collection[str]) -> str:
    """The text with exactly these members, each by the identifiers it goes by, the first of them for whoever is new in it, and
    those `unknown`. It is called `title`.
    """
    places = {name.lower(): place for place, names in enumerate(members) for name in names}
    found: set[int] = set()
    kept: list[str] = []
    for line, said in lines_of(text):
        uid = member_in(said)
        place = places.get(uid.lower()) if uid else None
        if place is not None:
            found.add(place)
        if not uid or place is not None or uid in unknown:
            kept.append(named(line, said, title))
    new = [names[0] for place, names in enumerate(members) if place not in found]
    return "".join(with_new(kept, new)) if new else "".join(kept)


def members_in(text: str) -> list[str]:
    """The identifiers that a text names, in their order."""
    return list(dict.fromkeys(uid for _line, said in lines_of(text) if (uid := member_in(said))))


def name_in(text: str) -> str:
    """What a text is called."""
    names = (unescape(said.value) for _line, said in lines_of(text) if said and said.head.name == "FN")
    return shortened(next(names, ""))


def lines_of(text: str) -> Iterator[tuple[str, Line | None]]:
    """Each line with its folds and its end, and what it says."""
    for line in LINE.findall(text):
        if line:
            yield line, parse_line(re.sub(r"\r?\n[ \t]", "", line).rstrip("\r\n"))


def member_in(said: Line | None) -> str:
    """The identifier that a line names as a member; blank for the other lines."""
    is_one = said is not None and said.head.name in {OF_V3, OF_V4}
    return without_urn(unescape(said.value).strip()) if said and is_one else ""


def named(line: str, said: Line | None, title: str) -> str:
    """A line, with the title when it says another name."""
    if said is None or said.head.name not in {"FN", "N"} or shortened(first_part(said)) == title:
        return line
    more = ";" * (len(said.value) - len(said.value.rstrip(";"))) if said.head.name == "N" else ""
    return fold(f"{said.head.text}:{escape(title)}{more}") + end_of(line)


def first_part(said: Line) -> str:
    """The name that a line says: the whole, or the first part of one in parts."""
    return unescape(said.value.rstrip(";") if said.head.name == "N" else said.value)


def with_new(lines: Sequence[str], uids: Iterable[str]) -> Iterator[str]:
    """The lines with a line for each new member before the last."""
    is_v4 = any(line.strip().upper() == f"VERSION:{V4}" for line in lines)
    last = max(place for place, line in enumerate(lines) if line.strip())
    end = end_of(lines[0])
    yield from lines[:last]
    for uid in uids:
        yield fold(f"{OF_V4 if is_v4 else OF_V3}:{escape(with_urn(uid))}") + end
    yield from lines[last:]


def end_of(line: str) -> str:
    """How a line ends."""
    return "\r\n" if line.endswith("\r\n") else "\n"
