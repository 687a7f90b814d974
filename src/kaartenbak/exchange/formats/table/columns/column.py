"""A column of a table: where it goes, and the headings it goes by."""

from typing import NamedTuple

CHANNEL_KINDS = frozenset({"phone", "mobile", "fax", "email", "website", "messaging", "other"})
ADDRESS_FIELDS = frozenset({"street", "street_2", "postcode", "city", "county", "country"})
ADDRESS_PARTS = ADDRESS_FIELDS | {"house_number", "box", "postcode_city", "address_label"}


class Target(NamedTuple):
    """Where the cells of a column go. `label` tells apart the channels of a kind, and the addresses.

    `label_column` is the column that holds the label instead, as in Google's pairs of columns.
    """

    field: str
    label: str = ""
    label_column: int | None = None

    def __str__(self) -> str:
        return f"{self.field}:{self.label}" if self.label else self.field


LEFT_OUT = Target("")
"""For a column that is known to say nothing of the contact."""


class Column(NamedTuple):
    """A target and the headings it goes by."""

    target: Target
    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.nl, *self.en, *self.fr, *self.de, *self.other)

    def heading(self, language: str) -> str:
        """What our own files call the column in `language`; without a language, the name of the target."""
        names: tuple[str, ...] = getattr(self, language) if language else ()
        return names[0] if names else str(self.target)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|") if word.strip())


def column(
    field: str, nl: str = "", en: str = "", fr: str = "", de: str = "", other: str = "", label: str = ""
) -> Column:
    """An entry of the table; headings are divided by |."""
    return Column(Target(field, label), _words(nl), _words(en), _words(fr), _words(de), _words(other))
