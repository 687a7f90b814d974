"""An import in words: where it stands, and what became of its rows, or would."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.core import messages
from kaartenbak.exchange import queries
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import uploads
from kaartenbak.exchange.rules.card import NO_CELLS
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.plan import Choice, Outcome
from kaartenbak.history.shown import may_undo
from kaartenbak.jobs.models import Job
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.requests import PageRequest

LISTING = Listing([Column("line", gettext_lazy("Line"), "line")], default="line")
STATES = {
    "waiting": gettext_lazy("Waiting"),
    "running": gettext_lazy("At work"),
    "planned": gettext_lazy("Planned"),
    "done": gettext_lazy("Done"),
    "stopped": gettext_lazy("Stopped"),
}
# The word for each outcome, and the colour of its mark.
OUTCOMES = {
    Outcome.CREATED: (gettext_lazy("New"), "good"),
    Outcome.UPDATED: (gettext_lazy("Changed"), "inherited"),
    Outcome.LINKED: (gettext_lazy("Linked"), "inherited"),
    Outcome.SKIPPED: (gettext_lazy("Left alone"), ""),
    Outcome.REJECTED: (gettext_lazy("Refused"), "bad"),
}
# What may be chosen for a row whose card may be there already.
CHOICES = {
    Choice.CREATE: gettext_lazy("Make it all the same"),
    Choice.UPDATE: gettext_lazy("Change that one"),
    Choice.SKIP: gettext_lazy("Leave the row out"),
}
# What a row gives beside the fields of the card.
OTHERS = {
    "comment": gettext_lazy("Comment"),
    "image": gettext_lazy("Picture"),
    "groups": gettext_lazy("Groups and the like"),
    "addresses": gettext_lazy("Alternative addresses"),
    "ties": gettext_lazy("Former numbers, different contacts"),
    "messaging": gettext_lazy("Messaging"),
    "other": gettext_lazy("Other"),
}


@dataclass(frozen=True)
class RowShown:
    """A row as the page shows it."""

    line: int
    title: str
    number: str
    outcome: str
    mark: str
    changes: list[tuple[str, str, str]]
    notes: list[str]
    suspect: str
    choice: str
    choices: list[tuple[str, str]]
    has_cells: bool


def line(record: Import) -> dict[str, Any]:
    """An import in the list of the latest."""
    state = uploads.state_of(record, uploads.job_of(record))
    return {"record": record, "state": STATES[state], "rows": record.rows}


def facts_of(request: PageRequest, record: Import) -> dict[str, Any]:
    """What the page of an import shows."""
    job = uploads.job_of(record)
    state = uploads.state_of(record, job)
    outcome = request.GET.get("outcome", "")
    page = LISTING.page(queries.rows_of(record, outcome), request.GET)
    busy = state in {"waiting", "running"}
    return {
        "record": record,
        "state": STATES[state],
        "job": job,
        "busy": busy,
        "failed": job.message if job and job.state == Job.State.FAILED else "",
        "suspected": outcome == queries.SUSPECTS,
        "open": not busy and record.operation_id is None and bool(record.stored) and state != "done",
        "planned": state == "planned",
        "done": state == "done",
        "tabs": tabs(record, outcome),
        "page": page,
        "rows": rows_shown(page.rows),
        "kept": kept_lines(record),
        "mended": len(Layout.of(record.layout).mended),
        "can_undo": record.operation is not None and may_undo(record.operation, request.actor),
    }


def kept_lines(record: Import) -> str:
    """How many lines of vCards were kept without a field for them, by their property, most first."""
    found = sorted(record.kept.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name} ({count})" for name, count in found)


def tabs(record: Import, chosen: str) -> list[dict[str, Any]]:
    """The outcomes with how many rows have each, those that none has left out."""
    whole = [{"value": "", "label": _("All rows"), "count": record.rows, "chosen": not chosen}]
    counts = {outcome: getattr(record, outcome.value) for outcome in Outcome}
    suspects = {"value": queries.SUSPECTS, "label": _("Perhaps there already"), "count": record.suspects}
    suspects["chosen"] = chosen == queries.SUSPECTS
    whole += [suspects] if record.suspects else []
    return whole + [
        {"value": each.value, "label": OUTCOMES[each][0], "count": count, "chosen": chosen == each.value}
        for each, count in counts.items()
        if count
    ]


def rows_shown(rows: Iterable[ImportedRow]) -> list[RowShown]:
    """Rows with their changes and remarks in words, and the numbers of their cards."""
    listed = list(rows)
    found = Contact.objects.filter(pk__in=[row.card for row in listed if row.card])
    cards = {key: (number, name) for key, number, name in found.values_list("pk", "number", "name")}
    return [
        RowShown(
            row.line,
            row.title or cards.get(row.card or 0, ("", ""))[1],
            cards.get(row.card or 0, ("", ""))[0],
            str(OUTCOMES[Outcome(row.outcome)][0]),
            OUTCOMES[Outcome(row.outcome)][1],
            [(label_of(field), old, new) for field, old, new in row.changes],
            [sentence(note) for note in row.notes],
            row.suspect,
            row.choice,
            [(each.value, str(CHOICES[each])) for each in Choice],
            not any(note["code"] in NO_CELLS for note in row.notes),
        )
        for row in listed
    ]


def sentence(note: dict[str, Any]) -> str:
    """A remark, with the field it is on."""
    said = messages.text(note["code"], note["facts"])
    return f"{label_of(note['field'])}: {said}" if note["field"] else said


def label_of(field: str) -> str:
    """What the screen calls a field."""
    if field in FIELDS:
        return FIELDS[field].title
    return GROUPINGS[field].title if field in GROUPINGS else str(OTHERS.get(field, field))
