"""Words of a file that stand for codes of the register: titles, languages."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from kaartenbak.contacts.ops.cleaning import clean_one
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.beforehand import Passed
from kaartenbak.exchange.ops.code_rows import CodeRows
from kaartenbak.exchange.rules.languages import language_tag
from kaartenbak.setup.data.titles import is_plain, salutation_for_title
from kaartenbak.setup.models import (
    CodeTable,
    Language,
    OrganizationalLevel,
    Salesperson,
    Salutation,
    Territory,
)

if TYPE_CHECKING:
    from kaartenbak.exchange.ops.taking import Taken

# What is made when a file names one that is not there, as groups are; a language or a title is none of a company's own.
MADE: dict[str, type[CodeTable]] = {"salesperson": Salesperson, "territory": Territory}


class Codes:
    """What words of the file stand for, found out once per block; what `passed` beforehand is not read again."""

    def __init__(self, desk: Desk, *, writes: bool = True, passed: Passed | None = None) -> None:
        self.desk = desk
        self.rows = CodeRows(desk.by, writes=writes)
        self.known: dict[tuple[str, str], CodeTable | None] = {}
        passed = passed or Passed()
        self.values, self.channels = dict(passed.values), passed.channels

    def read(self, name: str, value: Any, row: "Taken") -> Any:
        """A value of the file in the form the register keeps it; refused when a rule does.

        Files repeat themselves, so what was read once is not read again.
        """
        if name == "salutation":
            return self.salutation(value, row)
        if name == "organizational_level" and not row.offer.is_company:
            return self.rows.find_or_make(OrganizationalLevel, name, value, row.notes)
        if name in MADE:
            made = self.rows.find_or_make(MADE[name], name, value, row.notes)
            if made.pk is None:
                return made
            # One that is there has rules to meet.
            value = made.code
        key = (name, value)
        if key not in self.values:
            self.values[key] = (
                self.language(value) if name == "language" else clean_one(name, value, self.desk)
            )
        return self.values[key]

    def code(self, name: str, text: str) -> CodeTable | None:
        """The row of `name`'s table with this code, or none."""
        key = (name, text)
        if key not in self.known:
            try:
                self.known[key] = clean_one(name, text, self.desk)
            except Refused:
                self.known[key] = None
        return self.known[key]

    def language(self, text: str) -> CodeTable:
        """The language that a code, a tag or its name stands for."""
        tag = language_tag(text).casefold()
        primary = tag.partition("-")[0]
        found = (
            self.code("language", text)
            or self.code("language", self.by_tag.get(tag, ""))
            or self.code("language", primary)
        )
        return found or self.unknown("language", text)

    @cached_property
    def by_tag(self) -> dict[str, str]:
        """The language of each region tag; the regional one where the main one has the same."""
        rows = Language.objects.order_by("code").values_list("region_tag", "code")
        return {tag.casefold(): code for tag, code in sorted(rows, key=lambda row: len(row[1])) if tag}

    def salutation(self, text: str, row: "Taken") -> CodeTable:
        """The salutation that a title stands for; a title that says more than that is kept as text as well."""
        found = self.code("salutation", text)
        if found:
            return found
        meant = self.code("salutation", salutation_for_title(text, str(row.offer.values.get("language", ""))))
        if meant and not is_plain(text):
            row.left.append((str(Salutation._meta.verbose_name), text))
        return meant or self.unknown("salutation", text)

    def unknown(self, name: str, text: str) -> Any:
        """Let the register say that it does not know such a code."""
        return self.desk.code(name, text)
