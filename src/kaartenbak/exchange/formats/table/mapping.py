"""Which column of a table goes where: recognised by its heading, or told by the user."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cache

from kaartenbak.exchange.formats.table import addresses
from kaartenbak.exchange.formats.table.cells import plain
from kaartenbak.exchange.formats.table.columns import (
    ADDRESS_PARTS,
    CHANNEL_KINDS,
    COLUMNS,
    GROUPS,
    LEFT_OUT,
    Target,
)
from kaartenbak.exchange.rules.words import key_of, words_of

Targets = dict[int, Target]

GOOGLE = re.compile(r"(.+?) (\d+) [-–] (.+)")
GOOGLE_THINGS = words_of(
    {
        "email": "E-mail|Email|E-mailadres|Adresse e-mail|E-Mail-Adresse|Courriel",
        "phone": "Phone|Telefoon|Téléphone|Telefon",
        "website": "Website|Site Web|Webseite",
        "messaging": "IM|Chat|Messagerie instantanée",
        "address": "Address|Adres|Adresse",
        "organization": "Organization|Organisatie|Organisation|Unternehmen",
    }
)
GOOGLE_PARTS = words_of(
    {
        "value": "Value|Waarde|Valeur|Wert",
        "label": "Label|Type|Libellé|Étiquette|Typ",
        "street": "Street|Straat|Rue|Straße",
        "street_2": "Extended Address|Uitgebreid adres|Adresse étendue|Adresszusatz",
        "city": "City|Plaats|Stad|Ville|Stadt|Ort",
        "postcode": "Postal Code|Postcode|Code postal|Postleitzahl",
        "county": "Region|Regio|Région",
        "country": "Country|Land|Pays",
        "box": "PO Box|Postbus|Boîte postale|Postfach",
        "formatted": "Formatted|Opgemaakt|Mise en forme|Formatiert",
    }
)
REPEATED = CHANNEL_KINDS | {each.target.field for each in GROUPS} | {"comment", "street_2", ""}
"""Targets that several columns may share."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where each column goes. A column without a target is kept with the card as it is."""

    headers: tuple[str, ...]
    targets: Map[int, Target]

    @property
    def unrecognised(self) -> tuple[int, ...]:
        """The columns without a target; those that only label another column are not among them."""
        labels = {target.label_column for target in self.targets.values()}
        return tuple(
            index for index in range(len(self.headers)) if index not in self.targets and index not in labels
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, told apart when two are the same: "Adres" and "Adres (2)"."""
        seen: dict[str, int] = {}
        names = []
        for header in self.headers:
            seen[header] = seen.get(header, 0) + 1
            names.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
        return tuple(names)

    def as_dict(self) -> dict[str, str]:
        """Name of the column to target ("phone:work"), to be shown or saved."""
        names = self.names
        return {names[index]: str(target) for index, target in sorted(self.targets.items())}

    def changed(self, choices: Map[str, str | None]) -> "Mapping":
        """The mapping with other targets for some columns, by name; None keeps a column with the card untouched.

        Raises `KeyError` with the name of a column or target that does not exist.
        """
        targets, names = dict(self.targets), self.names
        for name, choice in choices.items():
            if name not in names:
                raise KeyError(name)
            index = names.index(name)
            if choice is None:
                targets.pop(index, None)
                continue
            if str(targets.get(index)) == choice:
                continue  # It also knows the column that labels it.
            field, _, label = choice.partition(":")
            if field not in known_fields():
                raise KeyError(choice)
            targets[index] = Target(field, label)
        return Mapping(self.headers, targets)


def recognise(headers: Sequence[str]) -> Mapping:
    """Where each column goes, by its heading and its neighbours."""
    headers = tuple(map(plain, headers))
    labels = _label_columns(headers)
    targets: Targets = {}
    for index, header in enumerate(headers):
        target = _of_google(header, labels) or addresses.target_of(header) or _known(key_of(header))
        if target is not None and index not in labels.values():
            targets[index] = target
    for rule in CONTEXT:
        rule([key_of(header) for header in headers], targets)
    _let_one_column_win(targets)
    return Mapping(headers, targets)


@cache
def known_fields() -> frozenset[str]:
    """All targets that there are."""
    numbered = frozenset(addresses.PREFIX + part for part in addresses.PARTS)
    return frozenset(column.target.field for column in COLUMNS) | ADDRESS_PARTS | numbered


@cache
def _headings() -> dict[str, Target]:
    known: dict[str, Target] = {}
    for column in COLUMNS:
        for heading in (*column.headings, column.heading("")):
            known.setdefault(key_of(heading), column.target)
    return known


def _known(key: str) -> Target | None:
    """The target of a heading; "E-mail 2" and "Téléphone 2 (bureau)" are channels like the first."""
    exact = _headings().get(key)
    if exact is not None or not key:
        return exact
    without_number = _headings().get(re.sub(r"\d", "", key))
    return without_number if without_number and without_number.field in CHANNEL_KINDS | {""} else None


def _google(header: str) -> tuple[str, str, str] | None:
    """What a column of Google's pairs is about, which one, and which part: "Phone 1 - Label", "Telefoon 1 - Waarde"."""
    match = GOOGLE.fullmatch(header)
    if match is None:
        return None
    thing, part = GOOGLE_THINGS.get(key_of(match[1])), GOOGLE_PARTS.get(key_of(match[3]))
    return (thing, match[2], part) if thing and part else None


def _label_columns(headers: Sequence[str]) -> dict[tuple[str, str], int]:
    """Google's columns that label another one: "Phone 1 - Label" ("Type" until 2023)."""
    found = {index: _google(header) for index, header in enumerate(headers)}
    return {
        each[:2]: index
        for index, each in found.items()
        if each and each[2] == "label" and each[0] != "organization"
    }


def _of_google(header: str, labels: Map[tuple[str, str], int]) -> Target | None:
    found = _google(header)
    if found is None:
        return None
    thing, number, part = found
    if thing in CHANNEL_KINDS and part == "value":
        return Target(thing, "", labels.get((thing, number)))
    if thing == "address" and part == "formatted":
        return LEFT_OUT
    if thing == "address" and part in ADDRESS_PARTS:
        return Target(part, number, labels.get((thing, number)))
    return None


def _location_beside_an_address(keys: Sequence[str], targets: Targets) -> None:
    """Beside "Ort geschäftlich" the column "Ort" of Outlook is where appointments are."""
    fields = {(target.field, target.label) for target in targets.values()}
    for index in list(targets):
        if keys[index] == "ort" and ("city", "work") in fields and ("street", "") not in fields:
            del targets[index]


def _surname_beside_first_name(keys: Sequence[str], targets: Targets) -> None:
    """Beside a first name, "Naam" and "Nom" are the surname."""
    fields = {target.field for target in targets.values()}
    if "first_name" in fields and "surname" not in fields:
        for index, target in targets.items():
            if target.field == "name" and keys[index] in {"naam", "nom", "name"}:
                targets[index] = Target("surname")


def _title_beside_job_title(keys: Sequence[str], targets: Targets) -> None:
    """ "Title" is Mr or Mrs when the job has a column of its own, and the job when not."""
    has_job = any(target.field == "job_title" for target in targets.values())
    has_salutation = any(target.field == "salutation" for target in targets.values())
    for index, key in enumerate(keys):
        if key == "title" and not (has_job and has_salutation):
            targets[index] = Target("salutation" if has_job else "job_title")


def _second_title_is_the_job(keys: Sequence[str], targets: Targets) -> None:
    """Outlook in French has two columns "Titre": before the name, and in the company."""
    titles = [index for index, key in enumerate(keys) if key == "titre"]
    if len(titles) == 2 and not any(target.field == "job_title" for target in targets.values()):
        targets[titles[1]] = Target("job_title")


def _house_number_after_street(keys: Sequence[str], targets: Targets) -> None:
    """Right after the street, "Nr." is the number of the house."""
    for index, target in list(targets.items()):
        before = targets.get(index - 1)
        if (
            target.field == "number"
            and before
            and before.field == "street"
            and keys[index] != "contactnummer"
        ):
            targets[index] = Target("house_number", before.label)


def _second_street_is_the_second_line(_: Sequence[str], targets: Targets) -> None:
    seen: set[str] = set()
    for index in sorted(targets):
        target = targets[index]
        if target.field == "street":
            if target.label in seen:
                targets[index] = target._replace(field="street_2")
            seen.add(target.label)


def _numbered_address_without_a_code(_: Sequence[str], targets: Targets) -> None:
    """Columns such as "address_1_city" of other programs, which know no codes, are an address by its number."""
    coded = {target.label for target in targets.values() if target.field == f"{addresses.PREFIX}code"}
    for index, target in list(targets.items()):
        part = target.field.removeprefix(addresses.PREFIX)
        if part != target.field and target.label not in coded:
            targets[index] = Target(part, target.label)
            if part not in ADDRESS_PARTS:
                del targets[index]


CONTEXT: tuple[Callable[[Sequence[str], Targets], None], ...] = (
    _location_beside_an_address,
    _surname_beside_first_name,
    _second_title_is_the_job,
    _title_beside_job_title,
    _house_number_after_street,
    _second_street_is_the_second_line,
    _numbered_address_without_a_code,
)


def _let_one_column_win(targets: Targets) -> None:
    """Of two columns for one text the first wins; the other is kept with the card as it is."""
    seen: set[tuple[str, str]] = set()
    for index in sorted(targets):
        target = targets[index]
        if target != LEFT_OUT and target.field not in REPEATED:
            if (target.field, target.label) in seen:
                del targets[index]
            seen.add((target.field, target.label))
