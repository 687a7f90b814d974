"""The sentences of refusals, warnings and operations, by key; each capability registers its own."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

MANY = 2
# Facts that are words and no names: at the beginning of a sentence they have a capital.
WORDS_OF_OURS = ("{field_label}", "{what}")


class Counted:
    """A sentence that reads otherwise for one: the fact `of` tells how many there are."""

    def __init__(self, one: str, many: str, of: str) -> None:
        self.one, self.many, self.of = one, many, of

    def __str__(self) -> str:
        return self.form({})

    def form(self, facts: Mapping[str, Any]) -> str:
        """The sentence for as many as the facts tell, in the present language."""
        count = facts.get(self.of)
        return ngettext(self.one, self.many, count if isinstance(count, int) else MANY)


TEXTS: dict[str, Any] = {
    "permission.missing": _("You may not do this: it needs “{needs}”, which your role does not include."),
    "field.unknown": _("There is no field named {name}."),
    "value.too_long": _("{field_label} holds at most {limit} characters; this is {length}."),
    "value.control": _("The text holds characters that cannot be shown. Type it again."),
    "value.type": _("This value is not of the right kind: {expected} is expected."),
    "value.required": _("Fill in this field."),
    "value.date": _("“{value}” is not a date. Write it as 2026-03-31."),
    "value.choice": _("“{value}” is not one of the choices: {choices}."),
    "value.range": _("The value {value} is not between {low} and {high}."),
    "value.too_many": _("There are {count} values; at most {limit} are kept."),
    "reference.unknown": _("There is no {what} with the code {code}."),
    "version.stale": _("Somebody else changed this in the meantime. Look at what changed, then save again."),
    "record.not_found": _("There is no {what} {ref}, or you may not see it."),
    "unavailable.busy": _(
        "The register is busy at the moment. Try again in a few seconds; nothing was stored."
    ),
}


# How a fact reads in a sentence: the fact's name, then its value. What programs read keeps the value.
WORDS: dict[str, Callable[[Any], Any]] = {}


def register(texts: Mapping[str, Any]) -> None:
    """Add a capability's sentences; a key belongs to one capability."""
    for key, text in texts.items():
        if TEXTS.get(key, text) != text:
            raise ValueError(f"The message {key!r} is registered twice")
        TEXTS[key] = text


def word(fact: str, words: Mapping[str, Any] | Callable[[Any], Any]) -> None:
    """Let the values of `fact` read as these words in every sentence, or as `words` makes of them."""
    WORDS[fact] = words if callable(words) else lambda value: words.get(value, value)


def text(key: str, facts: Mapping[str, Any]) -> str:
    """The sentence of `key` in the present language, with the facts filled in."""
    worded = {name: WORDS[name](facts[name]) for name in WORDS.keys() & facts.keys()}
    return filled(TEXTS[key], {**facts, **worded})


def filled(sentence: Any, facts: Mapping[str, Any]) -> str:
    """A sentence in the present language with its facts."""
    form = sentence.form(facts) if isinstance(sentence, Counted) else str(sentence)
    shown = form.format_map(Facts(facts))
    return shown[:1].upper() + shown[1:] if form.startswith(WORDS_OF_OURS) else shown


class Facts(dict[str, Any]):
    """Facts for a sentence; a missing one shows as an ellipsis rather than hiding the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"
