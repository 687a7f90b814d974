"""Birthday and picture."""

import binascii
from base64 import b64encode

from kaartenbak.exchange.formats.vcard.draft import Draft, Reader
from kaartenbak.exchange.formats.vcard.lines import Head
from kaartenbak.exchange.formats.vcard.properties.base import (
    PLACES,
    Property,
    Style,
    Writer,
    says_more,
    types_of,
)
from kaartenbak.exchange.rules.birthday import read_birthday
from kaartenbak.exchange.rules.card import Card, Role


class Birthday(Property):
    """RFC 6350 §6.2.5. Apple writes a birthday without a year as one in 1604 (X-APPLE-OMIT-YEAR)."""

    names = ("BDAY",)
    understood = frozenset({"X-APPLE-OMIT-YEAR"})

    def reader(self, head: Head) -> Reader:
        is_form = says_more(head, self.understood)

        def read(draft: Draft, value: str) -> None:
            birthday = read_birthday(value)
            if birthday is None or "birthday" in draft.values:
                draft.keep(head.text, value)
                if birthday is None:
                    draft.remark("birthday.unreadable", "birthday", value)
            elif birthday:
                draft.values["birthday"] = birthday
                if is_form or "T" in value:
                    draft.keep(head.text, value, Role.FORM)

        return read

    def writer(self, style: Style) -> Writer:
        is_v4 = style.is_v4

        def write(card: Card, lines: list[str]) -> None:
            birthday = card.birthday
            if not birthday:
                return
            if is_v4:
                lines.append("BDAY:" + birthday[:2] + birthday[2:].replace("-", ""))
            elif birthday.startswith("--"):
                lines.append(f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{birthday[2:]}")
            else:
                lines.append("BDAY:" + birthday)

        return write


class Photo(Property):
    """RFC 6350 §6.2.4; inside the card only: an address is kept as text and never fetched."""

    names = ("PHOTO",)
    kinds = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"RIFF": "WEBP"}
    understood = frozenset({"ENCODING", "VALUE", "MEDIATYPE", "TYPE"})

    def reader(self, head: Head) -> Reader:
        is_binary = bool({value.upper() for value in head.values("ENCODING")} & {"B", "BASE64"})
        is_form = self.says_more(head)

        def read(draft: Draft, value: str) -> None:
            text = value if is_binary else value.partition(";base64,")[2] if value.startswith("data:") else ""
            picture = _from_base64(text)
            if picture and "photo" not in draft.values:
                draft.values["photo"] = picture
                if is_form:
                    draft.keep(head.text, value, Role.FORM)
            elif value.strip():
                draft.keep(head.text, value)

        return read

    def says_more(self, head: Head) -> bool:
        """Whether the line says more than the picture, such as which part of it Apple shows, or where it is used."""
        return says_more(head, self.understood) or bool(types_of(head) & PLACES)

    def writer(self, style: Style) -> Writer:
        is_v4 = style.is_v4

        def write(card: Card, lines: list[str]) -> None:
            if not card.photo:
                return
            kind = next((kind for magic, kind in self.kinds.items() if card.photo.startswith(magic)), "")
            if is_v4:
                head = f"PHOTO:data:image/{kind.lower() or 'x-unknown'};base64,"
            else:
                head = f"PHOTO;ENCODING=b;TYPE={kind}:" if kind else "PHOTO;ENCODING=b:"
            lines.append(head + b64encode(card.photo).decode())

        return write


def _from_base64(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError):
        return b""
