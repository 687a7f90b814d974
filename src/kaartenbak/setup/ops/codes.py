"""Adding, changing, renaming and removing a code, the same for every code table."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet, UniqueConstraint
from django.db.models.expressions import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.refusals import Refusals, Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.setup import tables, usage
from kaartenbak.setup.events import CodeRenamed
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.ops.versions import locked
from kaartenbak.setup.queries import by_code
from kaartenbak.setup.rules import codes
from kaartenbak.setup.tables import CodeTableSpec


@operation(needs="setup.change", title=_("Added {what} {code}"))
def create_code[T: CodeTable](*, model: type[T], code: str, by: Actor, **values: Any) -> T:
    """Add a code with its description and the fields of its own that the table has."""
    spec = tables.of(model)
    wanted = cleaned(spec, model(), {"code": code, **values})
    refuse_taken(spec, wanted["code"])
    added = store.create(model(**wanted))
    about(table=model._meta.label_lower, code=added.code)
    return added


@operation(needs="setup.change", title=_("Changed {what} {code}"))
def change_code[T: CodeTable](*, row: T, version: int | None = None, by: Actor, **values: Any) -> T:
    """Change fields of a code; a new `code` renames it, and everything that uses it follows."""
    spec = tables.of(type(row))
    row = locked(row, version)
    before = row.code
    wanted = cleaned(spec, row, values)
    if wanted["code"] != before:
        refuse_taken(spec, wanted["code"])
        rename_texts(spec, row, wanted["code"])
    about(table=row._meta.label_lower, code=wanted["code"])
    store.update(row, **wanted)
    if row.code != before:
        publish(CodeRenamed(row, before))
    return row


@operation(needs="setup.change", title=_("Removed {what} {code}"))
def delete_code[T: CodeTable](
    *, row: T, replace_by: T | None = None, version: int | None = None, by: Actor
) -> None:
    """Remove a code with what belongs to it. In use it stays, unless its users take `replace_by` instead."""
    spec = tables.of(type(row))
    row = locked(row, version)
    if replace_by is not None:
        if replace_by.pk == row.pk:
            raise Refused("code.replaced_by_itself", field="replace_by", what=spec.what, code=row.code)
        replace(spec, row, store.lock(replace_by))
    refuse_used(spec, row)
    about(table=row._meta.label_lower, code=row.code)
    for relation in spec.owned:
        store.delete_many(getattr(row, relation).all())
    store.delete(row)


def cleaned(spec: CodeTableSpec, present: CodeTable, given: dict[str, Any]) -> dict[str, Any]:
    """All values of a row once `given` is applied, as they are kept; everything wrong is refused together."""
    found = Refusals()
    fields = {field.name: field for field in spec.all_fields}
    values = {"code": present.code} | {name: getattr(present, name) for name in fields}
    for name, value in given.items():
        with found.collect(name):
            if name == "code":
                values["code"] = codes.checked(value, spec.longest)
            elif name in fields:
                values[name] = fields[name].clean(value)
            else:
                raise Refused("field.unknown", field=name, name=name)
    found.raise_any()
    if spec.check is not None:
        spec.check(values)
    return values


def refuse_taken(spec: CodeTableSpec, code: str) -> None:
    """Refuse a code that the table has already."""
    if by_code(spec.model, code) is not None:
        raise Refused("code.exists", field="code", what=spec.what, code=code)


def refuse_used(spec: CodeTableSpec, row: CodeTable) -> None:
    """Refuse while anything uses `row`, saying what."""
    found = usage.uses(row)
    if found:
        raise Refused(
            "code.in_use",
            what=spec.what,
            code=row.code,
            count=sum(use.count for use in found),
            uses=usage.listed(found),
            used_by=[use.facts for use in found],
        )


def rename_texts(spec: CodeTableSpec, row: CodeTable, code: str) -> None:
    """Let the columns that hold the code as text follow its renaming."""
    for reference in usage.references(spec):
        if reference.as_text and reference.rows(row).exists():
            limit = reference.model._meta.get_field(reference.field).max_length  # type: ignore[union-attr]
            if limit is not None and len(code) > limit:
                raise Refused(
                    "value.too_long", field="code", field_label=_("The code"), length=len(code), limit=limit
                )
            store.update_many(reference.rows(row), **{reference.field: code})


def replace(spec: CodeTableSpec, row: CodeTable, replacement: CodeTable) -> None:
    """Let everything that uses `row` use `replacement`; what would be there twice then is there once."""
    for reference in usage.references(spec):
        store.delete_many(already_there(reference, row, replacement))
        store.update_many(reference.rows(row), **{reference.field: reference.value(replacement)})


def already_there(reference: usage.Reference, row: CodeTable, replacement: CodeTable) -> "QuerySet[Any]":
    """The rows with `row` that have a twin with `replacement`, where the table allows only one of both."""
    moving = reference.rows(row)
    twins = moving.none()
    for names in unique_with(reference.model, reference.field):
        others = [name for name in names if name != reference.field]
        same = reference.rows(replacement).filter(**{name: OuterRef(name) for name in others})
        twins = twins | moving.filter(Exists(same))
    return twins


def unique_with(model: type[Model], field: str) -> list[Sequence[str]]:
    """The combinations with `field` that may occur once in the table."""
    found = (each.fields for each in model._meta.constraints if isinstance(each, UniqueConstraint))
    return [names for names in found if field in names]
