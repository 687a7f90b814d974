"""Which cells of a list can be edited where they stand: the columns with the line of the card that each is a value of."""

import json
from typing import Any

from django.utils.translation import gettext as _

from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.search.columns import Layout

OWN = (
    "phone", "mobile", "email", "website", "job_title", "salesperson", "territory", "language", "organizational_level",
    "search_name", "vat_number", "external_id",
)  # fmt: skip
# Beside the company stands the job title.
EDITED = {"company": "job_title"} | {name: name for name in OWN}
# A job without a company is not shown there.
WITHOUT = {"company": frozenset({"independent"})}


def told(layout: Layout) -> str:
    """The editable columns as the script reads them: for each the line, who has it, and what editing it is called."""
    return json.dumps({each.name: cell(each.name) for each in layout if each.name in EDITED})


def cell(name: str) -> dict[str, Any]:
    field = FIELDS[line := EDITED[name]]
    label = _("Edit {label}").format(label=field.title)
    return {"line": line, "who": sorted(field.applies_to - WITHOUT.get(name, frozenset())), "label": label}
