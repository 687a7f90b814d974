"""The formulas of a salutation: how its addressees are greeted, by language and type."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.setup import queries
from kaartenbak.setup.models import Language, Salutation, SalutationFormula
from kaartenbak.setup.ops.versions import locked
from kaartenbak.setup.rules import formulas


@operation(needs="setup.change", title=_("Added a greeting of salutation {salutation}"))
def add_formula(
    *,
    salutation: Salutation,
    language: Language | None = None,
    type: str,
    text: str = "",
    names: Sequence[str] = (),
    by: Actor,
) -> SalutationFormula:
    """Greet addressees of `salutation` with `text` in `language`; without one, in all that have none."""
    wanted = cleaned(type, text, names)
    refuse_second(salutation, language, type)
    about(salutation=salutation.code)
    return store.create(SalutationFormula(salutation=salutation, language=language, **wanted))


@operation(needs="setup.change", title=_("Changed a greeting of salutation {salutation}"))
def change_formula(
    *, formula: SalutationFormula, version: int | None = None, by: Actor, **values: Any
) -> SalutationFormula:
    """Change `language`, `type`, `text` or `names` of a formula."""
    formula = locked(formula, version)
    language = values.get("language", formula.language)
    kept = {"type": formula.type, "text": formula.text, "names": formula.names}
    wanted = cleaned(**(kept | {name: value for name, value in values.items() if name != "language"}))
    refuse_second(formula.salutation, language, wanted["type"], besides=formula)
    about(salutation=formula.salutation.code)
    store.update(formula, language=language, **wanted)
    return formula


@operation(needs="setup.change", title=_("Removed a greeting of salutation {salutation}"))
def delete_formula(*, formula: SalutationFormula, version: int | None = None, by: Actor) -> None:
    """Remove a formula."""
    formula = locked(formula, version)
    about(salutation=formula.salutation.code)
    store.delete(formula)


def cleaned(type: str, text: str, names: Sequence[str]) -> dict[str, Any]:
    """The values of a formula as they are kept; blanks after the last name are left out."""
    if type not in formulas.TYPES:
        raise Refused("value.choice", field="type", value=type, choices=", ".join(formulas.TYPES))
    kept = texts.clean(text, "text")
    chosen = list(names)
    while chosen and not chosen[-1]:
        chosen.pop()
    formulas.check(kept, chosen)
    return {"type": type, "text": kept, "names": chosen}


def refuse_second(
    salutation: Salutation, language: Language | None, type: str, *, besides: SalutationFormula | None = None
) -> None:
    """Refuse a second formula of the same salutation, language and type."""
    found = queries.formula(queries.formulas_of(salutation, language), language, type)
    if found is not None and found != besides:
        raise Refused("formula.exists", field="language", salutation=salutation.code)
