"""What the library for types finds wrong with a request, in the words of our refusals."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kaartenbak.core.refusals import NotFound, Refused

TYPE_NAMES = {
    "string_type": "text",
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "uuid_parsing": "UUID",
    "uuid_type": "UUID",
    "none_required": "null",
}
# Levels of an error's place that name a type and no field, as in `address.nullable[Address].street`.
NO_FIELDS = ("nullable", "function-", "union", "tagged-", "list[", "constrained-")


def refusal_of(
    errors: Sequence[Mapping[str, Any]], wrapper: str = "", read_only: Collection[str] = ()
) -> Refused:
    """All errors of a request as one refusal.

    `wrapper` is the endpoint's own name for the body, `read_only` are fields of the answer that a body may
    not hold.
    """
    if any(each["loc"][:1] == ("path",) for each in errors):
        return NotFound("path.unknown")
    return Refused.together(translated(each, wrapper, read_only) for each in errors)


def translated(found: Mapping[str, Any], wrapper: str, read_only: Collection[str]) -> Refused:
    """One error of the library as a refusal."""
    field, kind, facts = place_of(found["loc"], wrapper), found["type"], found.get("ctx") or {}
    if kind == "extra_forbidden":
        code = "field.read_only" if field in read_only else "field.unknown"
        return Refused(code, field=field, name=str(found["loc"][-1]))
    if kind in {"value.type", "value.date"}:
        return Refused(kind, field=field, **facts)
    if kind == "missing":
        return Refused("value.required", field=field)
    if kind in {"literal_error", "enum"}:
        return Refused(
            "value.choice",
            field=field,
            value=shortened(found.get("input")),
            choices=listed(facts["expected"]),
        )
    return bounds(kind, field, facts, found.get("input")) or Refused(
        "value.type", field=field, expected=TYPE_NAMES.get(kind, found["msg"])
    )


def listed(choices: str) -> str:
    """The choices without the English word before the last."""
    return choices.replace("' or '", "', '")


def bounds(kind: str, field: str | None, facts: Mapping[str, Any], value: Any) -> Refused | None:
    """An error about how long, how large or how many."""
    if kind == "string_too_long":
        label = (field or "").split(".")[-1]
        return Refused(
            "value.too_long", field=field, field_label=label, limit=facts["max_length"], length=len(value)
        )
    if kind in {"string_too_short", "too_short"}:
        return Refused("value.too_short", field=field, least=facts["min_length"])
    if kind == "too_long":
        return Refused("value.too_many", field=field, count=len(value), limit=facts["max_length"])
    if kind == "string_pattern_mismatch":
        return Refused("value.pattern", field=field, value=shortened(value), expected=facts["pattern"])
    for name, key in (
        ("ge", "value.too_low"),
        ("gt", "value.too_low"),
        ("le", "value.too_high"),
        ("lt", "value.too_high"),
    ):
        if name in facts:
            return Refused(key, field=field, value=shortened(value), limit=facts[name])
    return None


def place_of(loc: Sequence[str | int], wrapper: str) -> str | None:
    """The field an error stands in: `address.street`, `channels.0.value`; nothing when it is the body
    itself.
    """
    steps: Sequence[str | int] = [
        step for step in loc[1:] if not (isinstance(step, str) and step.startswith(NO_FIELDS))
    ]
    if loc[0] == "body" and steps and steps[0] == wrapper:
        steps = steps[1:]
    elif loc[0] in {"query", "form", "file"}:
        steps = [step for step in steps if not isinstance(step, int)][-1:]
    return ".".join(map(str, steps)) or None


def shortened(value: Any) -> str:
    """A value as a sentence can show it."""
    return str(value)[:40]
