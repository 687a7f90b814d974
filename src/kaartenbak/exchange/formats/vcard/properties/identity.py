"""Who the card is: names, kind, company, numbers."""

from operator import attrgetter

from kaartenbak.exchange.formats.vcard.draft import Draft, Reader
from kaartenbak.exchange.formats.vcard.lines import Head, components, escape, split_at, unescape
from kaartenbak.exchange.formats.vcard.properties.base import Property, Style, Text, Writer, says_more
from kaartenbak.exchange.rules.card import Card, Role, full_name, with_urn, without_urn


class FormattedName(Text):
    """RFC 6350 §6.2.1: the name as a whole. Every card has one."""

    names = ("FN",)
    field = "name"

    def writer(self, style: Style) -> Writer:
        def write(card: Card, lines: list[str]) -> None:
            name = card.name or full_name(card.first_name, card.middle_name, card.surname)
            lines.append("FN:" + escape(name or card.company_name))

        return write


class Name(Property):
    """RFC 6350 §6.2.2: surname, first name, further names, titles before and after."""

    names = ("N",)

    def reader(self, head: Head) -> Reader:
        is_form = says_more(head)

        def read(draft: Draft, value: str) -> None:
            values = draft.values
            if "surname" in values:
                draft.keep(head.text, value)
                return
            parts = components(value) if "," not in value else [_words(part) for part in split_at(value, ";")]
            surname, first, middle, title = [part.strip() for part in (*parts, "", "", "")[:4]]
            if not (surname or first or middle or title):
                if value.strip("; "):
                    draft.keep(head.text, value)
                return
            values["surname"], values["first_name"], values["middle_name"] = surname, first, middle
            values["salutation"] = title
            if is_form or "".join(parts[4:]).strip() or ("," in value and "\\" not in value):
                draft.keep(head.text, value, Role.FORM)

        return read

    def writer(self, style: Style) -> Writer:
        is_v4 = style.is_v4

        def write(card: Card, lines: list[str]) -> None:
            surname, first, middle, title = card.surname, card.first_name, card.middle_name, card.salutation
            if surname or first or middle or title:
                lines.append(f"N:{escape(surname)};{escape(first)};{escape(middle)};{escape(title)};")
            elif not is_v4:
                lines.append("N:;;;;")

        return write


def _words(component: str) -> str:
    """A component of several values, as one text."""
    return " ".join(unescape(part).strip() for part in split_at(component, ","))


class Organization(Property):
    """RFC 6350 §6.6.4: the company and its units. A company's own card names it here as well."""

    names = ("ORG",)

    def reader(self, head: Head) -> Reader:
        is_form = says_more(head)

        def read(draft: Draft, value: str) -> None:
            parts = components(value)
            company = parts[0].strip()
            if "company_name" in draft.values:
                draft.keep(head.text, value)
                return
            units = len(parts) > 1 and "".join(parts[1:]).strip()
            if company:
                draft.values["company_name"] = company
            if units or (company and is_form):
                draft.keep(head.text, value, Role.FORM if company else Role.LINE)

        return read

    def writer(self, style: Style) -> Writer:
        def write(card: Card, lines: list[str]) -> None:
            company = card.company_name or (card.name if card.kind == "company" else "")
            if company:
                lines.append("ORG:" + escape(company))

        return write


class Kind(Property):
    """RFC 6350 §6.1.4, and Apple's ways to say it in vCard 3.0."""

    names = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
    meanings = {"org": "company", "company": "company", "individual": "person", "group": "group"}

    def reader(self, head: Head) -> Reader:
        def read(draft: Draft, value: str) -> None:
            kind = self.meanings.get(value.strip().lower())
            if kind is None:
                draft.keep(head.text, value)
            else:
                draft.values.setdefault("kind", kind)

        return read

    def writer(self, style: Style) -> Writer:
        company = "KIND:org" if style.is_v4 else "X-ABShowAs:COMPANY"
        group = "KIND:group" if style.is_v4 else "X-ADDRESSBOOKSERVER-KIND:group"

        def write(card: Card, lines: list[str]) -> None:
            if card.kind == "company":
                lines.append(company)
            elif card.kind == "group":
                lines.append(group)
            elif card.company_name and not card.first_name and card.surname in {"", card.company_name}:
                lines.append("KIND:individual")

        return write


class Uid(Text):
    """RFC 6350 §6.7.6."""

    names = ("UID",)
    field = "uid"

    def value(self, text: str) -> str:
        return without_urn(text)

    def writer(self, style: Style) -> Writer:
        is_v4 = style.is_v4

        def write(card: Card, lines: list[str]) -> None:
            if card.uid:
                lines.append("UID:" + escape(with_urn(card.uid) if is_v4 else card.uid))

        return write


class Revised(Text):
    """RFC 6350 §6.7.4: when the card was last changed."""

    names = ("REV",)
    field = "revised"
    keeps_form = False


class Title(Text):
    """RFC 6350 §6.6.1: what the person is in the company."""

    names = ("TITLE",)
    field = "job_title"


class Language(Text):
    """RFC 6350 §6.4.4: the language to write in."""

    names = ("LANG",)
    field = "language"


class Note(Text):
    """RFC 6350 §6.7.2."""

    names = ("NOTE",)
    field = "comment"


class Categories(Property):
    """RFC 6350 §6.7.1: groups."""

    names = ("CATEGORIES",)
    # Google puts every contact in this one.
    of_the_system = frozenset({"myContacts"})

    def reader(self, head: Head) -> Reader:
        def read(draft: Draft, value: str) -> None:
            for part in split_at(value, ","):
                group = unescape(part).strip()
                if group and group not in self.of_the_system:
                    draft.groups[group] = None

        return read

    def writer(self, style: Style) -> Writer:
        def write(card: Card, lines: list[str]) -> None:
            if card.mailing_groups:
                lines.append("CATEGORIES:" + ",".join([escape(group) for group in card.mailing_groups]))

        return write


class Members(Property):
    """RFC 6350 §6.6.5: the cards of a group, by uid."""

    names = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")

    def reader(self, head: Head) -> Reader:
        def read(draft: Draft, value: str) -> None:
            draft.members.append(without_urn(unescape(value).strip()))

        return read

    def writer(self, style: Style) -> Writer:
        prefix = "MEMBER:" if style.is_v4 else "X-ADDRESSBOOKSERVER-MEMBER:"

        def write(card: Card, lines: list[str]) -> None:
            lines.extend(prefix + escape(with_urn(member)) for member in card.members)

        return write


class Leftover(Property):
    """What another kind of file held and no field of ours: a cell and the heading above it."""

    names = ("X-KAARTENBAK-EXTRA",)

    def reader(self, head: Head) -> Reader:
        def read(draft: Draft, value: str) -> None:
            heading, text = (*components(value), "")[:2]
            draft.keep(heading, text, Role.CELL)

        return read

    def writer(self, style: Style) -> None:
        """Written with all that the card keeps and has no field for."""


class Own(Property):
    """What no standard has a property for, under names of ours."""

    fields = {
        "X-KAARTENBAK-NUMBER": "number",
        "X-KAARTENBAK-EXTERNAL-ID": "external_id",
        "X-KAARTENBAK-NAME-2": "name_2",
        "X-KAARTENBAK-SEARCH-NAME": "search_name",
        "X-KAARTENBAK-INITIALS": "initials",
        "X-KAARTENBAK-ORGANIZATIONAL-LEVEL": "organizational_level",
        "X-KAARTENBAK-COMPANY-NUMBER": "company_number",
        "X-KAARTENBAK-FOLLOWS": "follows",
        "X-KAARTENBAK-FORMAT-REGION": "format_region",
        "X-KAARTENBAK-CURRENCY": "currency",
        "X-KAARTENBAK-SALESPERSON": "salesperson",
        "X-KAARTENBAK-TERRITORY": "territory",
        "X-KAARTENBAK-VAT-NUMBER": "vat_number",
        "X-KAARTENBAK-ENTERPRISE-NUMBER": "enterprise_number",
        "X-KAARTENBAK-REGISTRATION-NUMBER": "registration_number",
        "X-KAARTENBAK-CORRESPONDENCE-TYPE": "correspondence_type",
        "X-KAARTENBAK-EXCLUDE-FROM-SEGMENTS": "exclude_from_segments",
        "X-KAARTENBAK-PRIVACY-BLOCKED": "privacy_blocked",
        "X-KAARTENBAK-MINOR": "minor",
        "X-KAARTENBAK-PARENTAL-CONSENT": "parental_consent",
        "X-KAARTENBAK-EXTENSION": "extension",
        "X-KAARTENBAK-SALUTATION": "salutation_code",
    }
    names = tuple(fields)

    def reader(self, head: Head) -> Reader:
        field = self.fields[head.name]

        def read(draft: Draft, value: str) -> None:
            draft.values[field] = unescape(value).strip()

        return read

    def writer(self, style: Style) -> Writer:
        get = attrgetter(*self.fields.values())

        def write(card: Card, lines: list[str]) -> None:
            values = get(card)
            if any(values):
                for name, value in zip(self.fields, values, strict=True):
                    if value:
                        lines.append(f"{name}:{escape(value)}")

        return write
