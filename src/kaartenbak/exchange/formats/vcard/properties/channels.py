"""Ways to reach the contact, and their labels."""

from functools import lru_cache
from urllib.parse import unquote

from kaartenbak.exchange.formats.vcard.draft import Draft, Labelled, Reader
from kaartenbak.exchange.formats.vcard.labels import APPLE_LABELS, TYPED_LABELS
from kaartenbak.exchange.formats.vcard.lines import V3, Head, clean, escape, head_for, param_text, unescape
from kaartenbak.exchange.formats.vcard.properties.base import (
    Property,
    Style,
    Writer,
    is_preferred,
    says_more,
    types_of,
    with_unread_pref,
)
from kaartenbak.exchange.rules.card import Card, Channel, Role

LABELLED = "item#."
"""Stands for the group of a line with a label of its own; the card's writer puts the number in."""

PROPERTY_OF = {
    "phone": "TEL",
    "mobile": "TEL;TYPE=CELL",
    "fax": "TEL;TYPE=FAX",
    "email": "EMAIL",
    "website": "URL",
    "messaging": "IMPP",
    "other": "X-KAARTENBAK-OTHER",
}
LONGEST_KNOWN_LABEL = 100
ADDRESSES = frozenset({"website", "messaging"})
"""Kinds whose value is a URI: commas and semicolons stand in it as they are (RFC 6350 §4.2)."""


class ChannelProperty(Property):
    """A line with one channel; what its parameters say is worked out once per head."""

    kind = ""
    silent_types = frozenset({"PREF"})
    """Types that say nothing the card does not say."""
    understood = frozenset({"TYPE", "PREF"})
    old_name = False

    def kind_of(self, types: set[str]) -> str:
        return self.kind

    def label_of(self, head: Head, types: set[str]) -> str:
        return next((label for type_name, label in TYPED_LABELS.items() if type_name in types), "")

    def value(self, text: str) -> str:
        return text

    def reader(self, head: Head) -> Reader:
        types = types_of(head)
        kind, label, main = self.kind_of(types), self.label_of(head, types), is_preferred(head)
        more = types - self.silent_types - {name for name, typed in TYPED_LABELS.items() if typed == label}
        is_form = bool(more) or says_more(head, self.understood) or with_unread_pref(head) or self.old_name
        group, value_of = head.group.lower(), self.value

        def read(draft: Draft, value: str) -> None:
            plain = (unescape(value) if "\\" in value else value).strip()
            text = value_of(plain) if ":" in plain else plain
            if not text:
                return
            if group:
                draft.labelled.append(Labelled(len(draft.channels), group))
            draft.channels.append(Channel(kind, label, text, main))
            if is_form or text is not plain:
                draft.keep(head.text, value, Role.FORM)

        return read

    def writer(self, style: Style) -> None:
        """Channels are written in their own order by one writer, `Channels`."""


class Telephone(ChannelProperty):
    """RFC 6350 §6.4.1."""

    names = ("TEL",)
    silent_types = frozenset({"PREF", "VOICE", "CELL", "FAX", "PAGER"})

    def kind_of(self, types: set[str]) -> str:
        if "FAX" in types:
            return "fax"
        if "PAGER" in types:
            return "other"
        return "mobile" if types & {"CELL", "MOBILE", "IPHONE"} else "phone"

    def label_of(self, head: Head, types: set[str]) -> str:
        return "pager" if "PAGER" in types and "FAX" not in types else super().label_of(head, types)

    def value(self, text: str) -> str:
        """The number of a `tel:` URI (RFC 3966)."""
        return unquote(text[4:].partition(";")[0]) if text[:4].lower() == "tel:" else text


class Email(ChannelProperty):
    """RFC 6350 §6.4.2."""

    names = ("EMAIL",)
    kind = "email"
    silent_types = frozenset({"PREF", "INTERNET"})

    def value(self, text: str) -> str:
        return text[7:] if text[:7].lower() == "mailto:" else text


class Url(ChannelProperty):
    """RFC 6350 §6.7.8."""

    names = ("URL",)
    kind = "website"
    understood = frozenset({"TYPE", "PREF", "VALUE"})


class InstantMessaging(ChannelProperty):
    """RFC 6350 §6.4.3; the service is Apple's X-SERVICE-TYPE, or SERVICE-TYPE of RFC 9554."""

    names = ("IMPP",)
    kind = "messaging"
    understood = frozenset({"TYPE", "PREF", "X-SERVICE-TYPE"})

    def label_of(self, head: Head, types: set[str]) -> str:
        service = head.values("X-SERVICE-TYPE") or head.values("SERVICE-TYPE")
        return service[0] if service else super().label_of(head, types)


class OldMessenger(ChannelProperty):
    """Names from before IMPP, kept as they came: X-SKYPE, X-JABBER and their like."""

    services = {
        "X-AIM": "AIM",
        "X-ICQ": "ICQ",
        "X-JABBER": "Jabber",
        "X-MSN": "MSN",
        "X-SKYPE": "Skype",
        "X-SKYPE-USERNAME": "Skype",
        "X-GOOGLE-TALK": "GoogleTalk",
        "X-YAHOO": "Yahoo",
        "X-QQ": "QQ",
    }
    names = tuple(services)
    kind = "messaging"
    old_name = True

    def label_of(self, head: Head, types: set[str]) -> str:
        return self.services[head.name]


class OtherChannel(ChannelProperty):
    """A channel of a kind that vCard does not know."""

    names = ("X-KAARTENBAK-OTHER",)
    kind = "other"


class Channels(Property):
    """Writes all channels in their order."""

    def writer(self, style: Style) -> Writer:
        version = style.version

        def write(card: Card, lines: list[str]) -> None:
            for channel in card.channels:
                lines += channel_lines(version, channel)

        return write


def channel_lines(version: str, channel: Channel) -> tuple[str, ...]:
    """The line of a channel, and one with its label if no TYPE says it."""
    kind, label, value, main = channel
    head_of = channel_head if len(label) <= LONGEST_KNOWN_LABEL else channel_head.__wrapped__
    head, label_line = head_of(version, kind, label, main)
    line = head + (_uri(value) if kind in ADDRESSES else escape(value))
    return (line, label_line) if label_line else (line,)


@lru_cache(maxsize=1024)
def channel_head(version: str, kind: str, label: str, main: bool) -> tuple[str, str]:
    """The line of a channel up to its value, and the line with its label if no TYPE says it."""
    head, types, group, label_line = PROPERTY_OF.get(kind, "X-KAARTENBAK-OTHER"), [], "", ""
    typed = {name: type_name for type_name, name in TYPED_LABELS.items()}
    if kind == "messaging" and label and label not in typed and _fits_parameter(version, label):
        head += head_for(version, f";X-SERVICE-TYPE={param_text(label)}")
    elif kind == "other" and label == "pager":
        head = "TEL;TYPE=PAGER"
    elif label in typed:
        types.append(typed[label])
    elif label:
        group, label_line = LABELLED, f"{LABELLED}X-ABLabel:{escape(APPLE_LABELS.get(label, label))}"
    if main and version == V3:
        types.append("pref")
    if types:
        head += ("," if ";TYPE=" in head else ";TYPE=") + ",".join(types)
    if main and version != V3:
        head += ";PREF=1"
    return f"{group}{head}:", label_line


def _fits_parameter(version: str, text: str) -> bool:
    """Version 3.0 has no escapes in parameters."""
    return version != V3 or ('"' not in text and text.isprintable())


def _uri(value: str) -> str:
    if not value.isprintable():
        value = clean(value)
    return value.replace("\\", "\\\\").replace("\n", "\\n")
