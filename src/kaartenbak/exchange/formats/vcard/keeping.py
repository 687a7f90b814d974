"""Lines that the card has no field for go back as they came; so does a file's own wording of what it says."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kaartenbak.exchange.formats.vcard.draft import APPLE_COUNTRY, APPLE_LABEL, OF_GROUPS, AddressLine, Draft
from kaartenbak.exchange.formats.vcard.labels import TYPED_LABELS
from kaartenbak.exchange.formats.vcard.lines import V4, Head, clean, escape, head_for, param_text, parse_head
from kaartenbak.exchange.formats.vcard.properties import BY_NAME, PROPERTIES, WRITTEN_BY
from kaartenbak.exchange.formats.vcard.properties.addresses import OWN, alternative_lines
from kaartenbak.exchange.formats.vcard.properties.base import PLACES, Style, Writer
from kaartenbak.exchange.formats.vcard.properties.channels import LABELLED, channel_lines
from kaartenbak.exchange.formats.vcard.properties.identity import Leftover
from kaartenbak.exchange.rules.addresses import POSTAL
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Role

ORDER = {each: place for place, each in enumerate(PROPERTIES)}
BEHIND = (f"{LABELLED}X-ABLabel:", f"{LABELLED}{OWN}")
"""Lines in the group of the line before them."""
ADDRESS_LINE = f"{LABELLED}ADR"
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
"""Properties that may hold octets, and what kind of."""


class Wording(NamedTuple):
    """The file's own line for one that we would write; `label` is what it needs a line of its own to say."""

    form: Extra
    label: str = ""


def with_extra(card: Card, lines: list[str], style: Style) -> list[str]:
    """`lines` with the file's own wording where it says the same, followed by what the card has no field for.

    A wording that no longer says what the card says is left out, with the label that goes with it.
    """
    forms = [each for each in card.extra if each.role is Role.FORM]
    wordings = {line: wording for form in forms for line, wording in _says(form, card, style)}
    used = {id(wordings[line].form) for line in lines if line in wordings}
    outdated = {_group(form) for form in forms if id(form) not in used} - {""}
    labelled = {_group(each) for each in card.extra if _group_line(each)[1] == APPLE_LABEL}
    worded = list(_in_words_of_file(lines, wordings, style.version, labelled)) if forms else lines
    rest = [each for each in card.extra if each.role is not Role.FORM]
    return [*worded, *[_line(each, style.version) for each in rest if not _is_orphan(each, outdated)]]


def in_order(extra: Iterable[Extra]) -> tuple[Extra, ...]:
    """The order in which they are written: wordings where their property stands, then the rest as in the file."""
    return tuple(sorted(extra, key=_place))


def _place(extra: Extra) -> int:
    head = parse_head(extra.name) if extra.role is Role.FORM else None
    return ORDER[WRITTEN_BY[head.name]] if head and head.name in WRITTEN_BY else len(ORDER)


def _says(form: Extra, card: Card, style: Style) -> Iterator[tuple[str, Wording]]:
    """The lines of ours that mean the same as `form`."""
    head = parse_head(form.name)
    known = BY_NAME.get(head.name) if head else None
    write = WRITTEN_BY[head.name].writer(style) if head and known else None
    if head is None or known is None or write is None:
        return
    draft = Draft()
    known.reader(head)(draft, form.value)
    for channel in draft.channels:
        yield from _says_of_channel(form, channel, style.version)
    for address in draft.addresses:
        if not _is_beside(address, card):
            yield from _says_of_address(form, address, card, write)
        yield from _says_of_alternative(form, address, card, style.language)
    if draft.values:
        yield from _says_of(form, draft.values, write)


def _says_of(form: Extra, values: dict[str, Any], write: Writer) -> Iterator[tuple[str, Wording]]:
    lines: list[str] = []
    write(Card(**values), lines)
    yield from ((line, Wording(form)) for line in lines[:1])


def _says_of_address(
    form: Extra, address: AddressLine, card: Card, write: Writer
) -> Iterator[tuple[str, Wording]]:
    """The country may come from another line of the group."""
    yield from _says_of(form, address.values, write)
    if _has_layout(address, card):
        yield from _says_of(form, address.values | {"country": card.country}, write)


def _says_of_alternative(
    form: Extra, line: AddressLine, card: Card, language: str
) -> Iterator[tuple[str, Wording]]:
    """The same for the addresses beside it."""
    texts: dict[str, Any] = {name: line.values[name] for name in POSTAL}
    country = texts["country"] or line.values["country_text"]
    for each in card.addresses:
        worded = each._replace(**texts | {"country": country})
        if not country and _has_layout(line, card):
            worded = worded._replace(country=each.country)
        if worded == each:
            yield next(alternative_lines(each, "", language)), Wording(form)


def _is_beside(line: AddressLine, card: Card) -> bool:
    """Whether a line tells an alternative address by its type; the contact's own may be the very same."""
    code = line.label.upper()
    return any(each.code == code and each.street == line.values["street"] for each in card.addresses)


def _has_layout(address: AddressLine, card: Card) -> bool:
    """Whether an address names no country, but is laid out as that of one."""
    has_layout = any(_group_line(each) == (address.group, APPLE_COUNTRY) for each in card.extra)
    return has_layout and not address.values["country_text"]


def _group_line(extra: Extra) -> tuple[str, str]:
    head = parse_head(extra.name) if extra.role is Role.LINE else None
    return (head.group.lower(), head.name) if head else ("", "")


def _says_of_channel(form: Extra, channel: Channel, version: str) -> Iterator[tuple[str, Wording]]:
    """A label may also stand on a line of its own, and then the form is right for any label."""
    yield channel_lines(version, channel)[0], Wording(form)
    unlabelled = channel_lines(version, channel._replace(label=""))[0]
    yield LABELLED + unlabelled, Wording(form)
    for label in TYPED_LABELS.values():
        if label != channel.label:
            yield channel_lines(version, channel._replace(label=label))[0], Wording(form, label)


def _in_words_of_file(
    lines: list[str], wordings: dict[str, Wording], version: str, labelled: set[str]
) -> Iterator[str]:
    """The lines in the words of the file; a label stands in the group that the file has for it.

    The code of an address is no label of it where the file has one.
    """
    group = ""
    for line in lines:
        # Of two addresses that are the same, each has its own group, so a wording is used once.
        wording = wordings.pop(line, None) if line.startswith(ADDRESS_LINE) else wordings.get(line)
        if wording is None:
            group = group if line.startswith(BEHIND) else ""
            if group and group.removesuffix(".") in labelled and line.startswith(BEHIND[0]):
                continue
            yield group + line.removeprefix(LABELLED) if group else line
            continue
        form, label = wording
        group = f"{_group(form)}." if _group(form) else LABELLED
        is_labelled = bool(label) or line.startswith(LABELLED)
        yield (LABELLED if is_labelled and group == LABELLED else "") + _line(form, version)
        if label:
            yield f"{group}X-ABLabel:{label}"


def _group(extra: Extra) -> str:
    head = parse_head(extra.name)
    return head.group if head else ""


def _is_orphan(extra: Extra, outdated: set[str]) -> bool:
    head = parse_head(extra.name) if outdated else None
    return head is not None and head.name in OF_GROUPS and head.group in outdated


def _line(extra: Extra, version: str) -> str:
    if extra.role is Role.CELL or parse_head(extra.name) is None:
        return f"{Leftover.names[0]}:{escape(extra.name)};{escape(extra.value)}"
    name, value = _for_version(extra, version)
    return head_for(version, name.replace("\n", " ")) + ":" + clean(value).replace("\n", "\\n")


def _for_version(extra: Extra, version: str) -> tuple[str, str]:
    """Octets inside the card: ENCODING=b in vCard 3.0 is a `data:` address in 4.0 (RFC 6350 appendix A)."""
    to_v4 = version == V4
    if not to_v4 and not extra.value.startswith("data:"):
        return extra.name, extra.value
    head = parse_head(extra.name)
    if head is None or head.name not in MEDIA:
        return extra.name, extra.value
    if to_v4:
        is_binary = {"B", "BASE64"} & {value.upper() for value in head.values("ENCODING")}
        if is_binary and BASE64.fullmatch(extra.value):
            return _as_data(head, extra.value)
        return extra.name, extra.value
    return _as_octets(head, extra.value)


def _as_data(head: Head, value: str) -> tuple[str, str]:
    types = head.values("TYPE")
    kind = next((each for each in types if each.upper() not in PLACES | {"PREF"}), "octet-stream").lower()
    media = kind if "/" in kind else f"{MEDIA[head.name]}/{kind}"
    places = ",".join([each for each in types if each.upper() in PLACES])
    name = _named(head, frozenset({"ENCODING", "TYPE"}))
    return f"{name};TYPE={places}" if places else name, f"data:{media};base64,{value}"


def _as_octets(head: Head, value: str) -> tuple[str, str]:
    media, _, octets = value.partition(";base64,")
    if not octets:
        return head.text, value
    kind = media.rpartition("/")[2].upper()
    return f"{_named(head, frozenset({'VALUE'}))};ENCODING=b;TYPE={param_text(kind)}", octets


def _named(head: Head, without: frozenset[str]) -> str:
    """The head without some of its parameters."""
    pieces = [f"{head.group}.{head.name}" if head.group else head.name]
    for name, values in head.params:
        if name not in without:
            pieces.append(f"{name}={','.join(param_text(value) for value in values)}")
    return ";".join(pieces)
