"""Events about codes that a contact was given or lost, such as its mailing groups: which code, of which table."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from kaartenbak.history.models import Change
from kaartenbak.history.prepared import Among, Prepared
from kaartenbak.history.registry import TRACKED, Row, tracked
from kaartenbak.history.store import manager
from kaartenbak.history.story import Event
from kaartenbak.setup.models import CodeTable

CODE = "code_id"


def table_of(model: str) -> type[CodeTable] | None:
    """The code table whose codes the rows of a tracked table give to contacts; none when it is no such table."""
    column = TRACKED[model].fields.get(CODE)
    target = column.related_model if column is not None else None
    return target if isinstance(target, type) and issubclass(target, CodeTable) else None


@cache
def codes_of(table: type[CodeTable]) -> Prepared[Row]:
    """The read of some codes of a table."""
    rows: Any = manager(table)
    return Prepared(lambda: rows.filter(Among("pk", "keys")).values("id", "code", "description"))


class GivenCodes:
    """The codes that some events are about, by their names of today, or of the day they were removed."""

    def __init__(self, events: Iterable[Event]) -> None:
        about = [event for event in events if table_of(event.model)]
        self.keys: dict[tuple[str, int], int] = {}
        for event in about:
            row = event.new or event.old
            if not event.field and row:
                self.keys[event.model, event.row] = row[CODE]
        for model in {event.model for event in about if (event.model, event.row) not in self.keys}:
            rows = {event.row for event in about if event.model == model}
            present = manager(TRACKED[model].model).filter(pk__in=rows).values_list("pk", CODE)
            self.keys |= {(model, row): key for row, key in present}
        self.rows: dict[tuple[str, int], Row] = {}
        for model in {event.model for event in about}:
            self.find(model, {key for (label, _row), key in self.keys.items() if label == model})

    def find(self, model: str, keys: set[int]) -> None:
        """Look up codes of one table: those of today, and for those that are gone what the record holds."""
        table: Any = table_of(model)
        found = {row["id"]: row for row in codes_of(table)(keys=keys)}
        gone = Change.objects.filter(
            model=tracked(table).label, row__in=keys - found.keys(), card=None, action=Change.Action.DELETED
        )
        if keys - found.keys():
            found |= {change.row: change.before for change in gone.order_by("id")}
        self.rows |= {(model, key): row for key, row in found.items()}

    def code(self, event: Event) -> str:
        """The code that an event is about."""
        key = self.keys.get((event.model, event.row), 0)
        row = self.rows.get((event.model, key), {})
        return str(row.get("code", "…"))

    def what(self, event: Event) -> str:
        """The code with its table and description: "mailing group NEWS (Newsletter)", or a column of its row."""
        table: Any = table_of(event.model)
        key = self.keys.get((event.model, event.row), 0)
        description = self.rows.get((event.model, key), {}).get("description")
        named = f"{table._meta.verbose_name} {self.code(event)}"
        if not event.field:
            return f"{named} ({description})" if description else named
        label = TRACKED[event.model].fields[event.field].verbose_name
        return _("{field} of {what}").format(field=label, what=named)

    @staticmethod
    def api_field(event: Event) -> str:
        """The name of what changed in the interface: `mailing_groups`, or `web_sources.search_word`."""
        to_contact: Any = TRACKED[event.model].fields["contact_id"]
        name = str(to_contact.remote_field.related_name)
        return f"{name}.{event.field}" if event.field else name
