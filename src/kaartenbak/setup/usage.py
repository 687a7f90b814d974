"""Who uses a code: every foreign key that points at its table, and the columns that hold its code as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db.models import Count, Model, QuerySet, UniqueConstraint
from django.utils.text import format_lazy

from kaartenbak.history import registry
from kaartenbak.setup.models import CodeTable, Setup
from kaartenbak.setup.rules.fields import capitalized
from kaartenbak.setup.tables import CodeTableSpec, of


@dataclass(frozen=True)
class Reference:
    """A column that holds codes of a table: a foreign key, or the code itself (`as_text`)."""

    model: type[Model]
    field: str
    as_text: bool = False

    def rows(self, code: CodeTable) -> "QuerySet[Any]":
        """The rows that hold `code`."""
        return self.rows_of(code.code if self.as_text else code.pk)

    def rows_of(self, value: Any) -> "QuerySet[Any]":
        return self.model._base_manager.filter(**{self.field: value})

    def example(self, rows: "QuerySet[Any]") -> str:
        """One of the rows by name; the setup has one row only, so there it is the name of the column."""
        if self.model is Setup:
            return capitalized(Setup._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]
        return str(rows.order_by("pk").first())

    def value(self, code: CodeTable) -> Any:
        """What the column holds for `code`."""
        return code.code if self.as_text else code


@dataclass(frozen=True)
class Use:
    """How many rows of one table hold a code, with the first of them."""

    reference: Reference
    count: int
    example: str

    def __str__(self) -> str:
        return str(format_lazy("{count} × {what}", count=self.count, what=self.what))

    @property
    def facts(self) -> dict[str, Any]:
        """The use as plain values."""
        return {"table": self.reference.model._meta.model_name, "count": self.count, "example": self.example}

    @property
    def what(self) -> Any:
        """What those rows are called."""
        meta = self.reference.model._meta
        return meta.verbose_name if self.count == 1 else meta.verbose_name_plural


def references(spec: CodeTableSpec) -> list[Reference]:
    """Every column that holds codes of the table, those of its own parts left out."""
    found = [
        Reference(relation.related_model, relation.field.name)
        for relation in registry.relations_to(spec.model)
        if relation.get_accessor_name() not in spec.owned
    ]
    texts = [Reference(apps.get_model(model), field, as_text=True) for model, field in spec.texts]
    return found + texts


def uses(code: CodeTable) -> list[Use]:
    """Who uses `code`, by table; the columns of one table are counted apart."""
    found = []
    for reference in references(of(type(code))):
        rows = reference.rows(code)
        count = rows.count()
        if count:
            found.append(Use(reference, count, reference.example(rows)))
    return found


def listed(found: Sequence[Use]) -> str:
    """The uses in one phrase: "12 × contacts, 1 × setup"."""
    totals: dict[type[Model], Use] = {}
    for use in found:
        former = totals.get(use.reference.model)
        count = use.count + (former.count if former else 0)
        totals[use.reference.model] = Use(use.reference, count, use.example)
    return ", ".join(str(use) for use in totals.values())


def counted(model: type[CodeTable]) -> tuple[Reference, str] | None:
    """Where the contacts with a code of `model` stand: its column, and the one that names the contact."""
    tables = [
        (registry.TRACKED.get(r.related_model._meta.label_lower), r) for r in registry.relations_to(model)
    ]
    cards = [(table, relation) for table, relation in tables if table is not None and table.card]
    if not cards:
        return None
    table, relation = min(cards, key=lambda each: each[0].card != "id")
    return Reference(relation.related_model, relation.field.name), table.card


def contacts_of(model: type[CodeTable], rows: Iterable[CodeTable]) -> dict[int, int]:
    """How many contacts have each of these codes, by key of the code: one query, however many rows."""
    where = counted(model)
    keys = [row.pk for row in rows]
    if where is None or not keys:
        return dict.fromkeys(keys, 0)
    reference, card = where
    found = (
        reference.model._base_manager.filter(**{f"{reference.field}__in": keys})
        .order_by()
        .values_list(f"{reference.field}_id")
        .annotate(contacts=Count(card, distinct=not once(reference.model, reference.field, card)))
    )
    return dict.fromkeys(keys, 0) | dict(cast("Iterable[tuple[int, int]]", found))


def once(model: type[Model], field: str, card: str) -> bool:
    """Whether a contact can have a code in no more than one row of `model`; counting rows is quicker then."""
    pair = {field, card.removesuffix("_id")}
    unique = (each for each in model._meta.constraints if isinstance(each, UniqueConstraint))
    return card == "id" or any(set(each.fields) == pair and each.condition is None for each in unique)
