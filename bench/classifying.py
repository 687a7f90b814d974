"""Gives the contacts of a filled register codes, so that its lists can be filtered: straight into the tables, without a history.

KAARTENBAK_HOME=… python -m bench.classifying

The first code of each table is that of a fifth of the contacts, each of the others that of about one in a hundred.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from kaartenbak.classification.models import BusinessRelation, IndustryGroup, JobResponsibility, MailingGroup
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.models import CodeTable, OrganizationalLevel, Salesperson, Territory
from kaartenbak.setup.ops.codes import create_code

CODES = 20
# The table that holds the codes of contacts, and the kind of contact that has them.
ASSIGNED: dict[str, tuple[type[CodeTable], str]] = {
    "classification_contactmailinggroup": (MailingGroup, ""),
    "classification_contactindustrygroup": (IndustryGroup, "company"),
    "classification_contactjobresponsibility": (JobResponsibility, "person"),
    "classification_contactbusinessrelation": (BusinessRelation, ""),
}
COLUMNS: dict[str, tuple[type[CodeTable], str]] = {
    "salesperson_id": (Salesperson, ""),
    "territory_id": (Territory, ""),
    "organizational_level_id": (OrganizationalLevel, "person"),
}
# A number below 100 that looks like chance, another for each table.
LOT = "((id * 7919 + {salt} * 104729) / 13 %% 100)"


def classify() -> None:
    """Give codes to contacts that have none."""
    for salt, (table, (model, kind)) in enumerate(ASSIGNED.items()):
        write(
            f"INSERT INTO {table} (contact_id, code_id) SELECT id, {chosen(model, salt)} FROM contacts_contact "
            f"WHERE {of_kind(kind)} AND {LOT.format(salt=salt)} < %s",
            CODES + 20,
        )
    for salt, (column, (model, kind)) in enumerate(COLUMNS.items(), start=len(ASSIGNED)):
        write(
            f"UPDATE contacts_contact SET {column} = {chosen(model, salt)} "
            f"WHERE {of_kind(kind)} AND {LOT.format(salt=salt)} < %s",
            CODES + 20,
        )
    write("UPDATE contacts_contact SET privacy_blocked = (id %% 500 = %s)", 0)


def chosen(model: type[CodeTable], salt: int) -> str:
    """The key of a code, by the lot of the contact."""
    keys = [made(model, turn) for turn in range(CODES)]
    cases = " ".join(f"WHEN {20 + turn} THEN {key}" for turn, key in enumerate(keys))
    return f"CASE {LOT.format(salt=salt)} {cases} ELSE {keys[0]} END"


def made(model: type[CodeTable], turn: int) -> int:
    """The key of a code, which is made when it is not there."""
    code = f"Z{turn:02}"
    found = model._base_manager.filter(code=code).first()
    texts: dict[str, Any] = {"description": f"{model._meta.verbose_name} {turn}"}
    return int((found or create_code(model=model, code=code, by=SYSTEM, **texts)).pk)


def of_kind(kind: str) -> str:
    return f"kind = '{kind}'" if kind else "kind <> ''"


def write(statement: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    classify()
