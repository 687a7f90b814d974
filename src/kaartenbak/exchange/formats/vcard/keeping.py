"""Lines that the card has no field for go back as they came; so does a file's own wording of what it says."""

from collections.abc import Iterable

from kaartenbak.exchange.formats.vcard.draft import OF_GROUPS, Draft
from kaartenbak.exchange.formats.vcard.lines import V4, Head, clean, escape, head_for, param_text, parse_head
from kaartenbak.exchange.formats.vcard.properties import BY_NAME, WRITTEN_BY
from kaartenbak.exchange.formats.vcard.properties.base import Style
from kaartenbak.exchange.formats.vcard.properties.channels import LABELLED
from kaartenbak.exchange.formats.vcard.properties.identity import Leftover
from kaartenbak.exchange.rules.card import Card, Extra, Role

MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}


def with_extra(extra: Iterable[Extra], lines: list[str], style: Style) -> list[str]:
    """`lines` with the file's own wording where it says the same, followed by what the card has no field for.

    A wording that no longer says what the card says is left out, with the label that goes with it.
    """
    forms = {key: each for each in extra if each.role is Role.FORM for key in _says(each, style)}
    used = {id(forms[key]) for line in lines if (key := line.removeprefix(LABELLED)) in forms}
    outdated = {_group(each) for each in extra if each.role is Role.FORM and id(each) not in used} - {""}
    worded = [_in_form(line, forms, style.version) for line in lines] if forms else lines
    rest = [each for each in extra if each.role is not Role.FORM]
    return [*worded, *[_line(each, style.version) for each in rest if not _is_orphan(each, outdated)]]


def _says(form: Extra, style: Style) -> list[str]:
    """The lines that we would write for what `form` says: they mean the same."""
    head = parse_head(form.name)
    known = BY_NAME.get(head.name) if head else None
    if head is None or known is None:
        return []
    draft = Draft()
    known.reader(head)(draft, form.value)
    values = draft.values | (draft.addresses[0].values if draft.addresses else {})
    # A label that is not a type stands on a line of its own, so the form is also right without its type.
    versions = [draft.channels, [channel._replace(label="") for channel in draft.channels]]
    write, lines = WRITTEN_BY[head.name].writer(style), list[str]()
    for channels in versions[: 2 if draft.channels else 1]:
        if write:
            write(Card(**values, channels=tuple(channels)), lines)
    return [line.removeprefix(LABELLED) for line in lines]


def _in_form(line: str, forms: dict[str, Extra], version: str) -> str:
    form = forms.get(line.removeprefix(LABELLED))
    if form is None:
        return line
    text = _line(form, version)
    if not line.startswith(LABELLED):
        return text
    group = _group(form)
    return LABELLED + (text[len(group) + 1 :] if group else text)


def _group(extra: Extra) -> str:
    head = parse_head(extra.name)
    return head.group if head else ""


def _is_orphan(extra: Extra, outdated: set[str]) -> bool:
    head = parse_head(extra.name) if outdated else None
    return head is not None and head.name in OF_GROUPS and head.group in outdated


def _line(extra: Extra, version: str) -> str:
    if extra.role is Role.CELL:
        return (
            head_for(version, f"{Leftover.names[0]};X-NAME={param_text(extra.name)}")
            + ":"
            + escape(extra.value)
        )
    name, value = _for_version(extra, version)
    return head_for(version, name.replace("\n", " ")) + ":" + clean(value).replace("\n", "\\n")


def _for_version(extra: Extra, version: str) -> tuple[str, str]:
    """Octets inside the card: ENCODING=b in vCard 3.0 is a `data:` address in 4.0 (RFC 6350 appendix A)."""
    to_v4 = version == V4
    if not to_v4 and not extra.value.startswith("data:"):
        return extra.name, extra.value
    head = parse_head(extra.name)
    if head is None:
        return extra.name, extra.value
    if to_v4:
        is_binary = {"B", "BASE64"} & {value.upper() for value in head.values("ENCODING")}
        return _as_data(head, extra.value) if is_binary else (extra.name, extra.value)
    return _as_octets(head, extra.value)


def _as_data(head: Head, value: str) -> tuple[str, str]:
    kind = next((value for value in head.values("TYPE") if value.upper() != "PREF"), "octet-stream").lower()
    media = kind if "/" in kind else f"{MEDIA.get(head.name, 'application')}/{kind}"
    return _named(head, frozenset({"ENCODING", "TYPE"})), f"data:{media};base64,{value}"


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
