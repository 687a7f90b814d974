"""What the contact belongs to and looks after, beside its categories."""

from operator import attrgetter

from kaartenbak.exchange.formats.vcard.draft import Draft, Reader
from kaartenbak.exchange.formats.vcard.lines import Head, components, escape, split_at, unescape
from kaartenbak.exchange.formats.vcard.properties.base import Property, Style, Writer
from kaartenbak.exchange.rules.card import Card, WebSource


class OwnCodes(Property):
    """Codes that no standard has a property for, a list each.

    Job responsibilities stand in `ROLE` as well (RFC 2426 §3.5.2, RFC 6350 §6.6.2), a line each, for programs to show. A ROLE of
    another program may be anything, so it is kept as it is and makes no responsibility.
    """

    fields = {
        "X-KAARTENBAK-INDUSTRY-GROUPS": "industry_groups",
        "X-KAARTENBAK-BUSINESS-RELATIONS": "business_relations",
        "X-KAARTENBAK-JOB-RESPONSIBILITIES": "job_responsibilities",
    }
    names = tuple(fields)

    def reader(self, head: Head) -> Reader:
        field = self.fields[head.name]

        def read(draft: Draft, value: str) -> None:
            codes = [code for part in split_at(value, ",") if (code := unescape(part).strip())]
            if codes:
                draft.codes[field] = tuple(dict.fromkeys([*draft.codes.get(field, ()), *codes]))

        return read

    def writer(self, style: Style) -> Writer:
        get = attrgetter(*self.fields.values())

        def write(card: Card, lines: list[str]) -> None:
            found = get(card)
            if any(found):
                lines += [f"ROLE:{escape(code)}" for code in card.job_responsibilities]
                for name, codes in zip(self.fields, found, strict=True):
                    if codes:
                        lines.append(f"{name}:{','.join([escape(code) for code in codes])}")

        return write


class OwnWebSource(Property):
    """A web source and its search word."""

    names = ("X-KAARTENBAK-WEB-SOURCE",)

    def reader(self, head: Head) -> Reader:
        def read(draft: Draft, value: str) -> None:
            code, word = (*components(value), "")[:2]
            if code.strip():
                source = WebSource(code.strip(), word.strip())
                draft.codes["web_sources"] = (*draft.codes.get("web_sources", ()), source)

        return read

    def writer(self, style: Style) -> Writer:
        def write(card: Card, lines: list[str]) -> None:
            for code, word in card.web_sources:
                lines.append(f"{self.names[0]}:{escape(code)};{escape(word)}")

        return write
