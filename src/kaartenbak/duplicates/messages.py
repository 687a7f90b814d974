"""The sentences of refusals and warnings about duplicates and merging."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "duplicates.found": _("{contact} may be in the register already: {contacts}."),
    "duplicates.not_found": _("There is no pair {ref} of contacts that may be the same."),
    "duplicates.no_strings": _("No field is set up to be compared by search strings."),
    "duplicates.separate_already": _("{contact} and {other} were called different contacts already."),
    "duplicates.field_unknown": _("“{field_name}” is no field that search strings can be made of."),
    "duplicates.setup_twice": _("Search strings of the {part} signs of {field_name} are asked for twice."),
    "merge.same": _("{contact} cannot be merged with itself."),
    "merge.not_found": _("There is no contact “{ref}” to merge, or you may not see it."),
    "merge.too_many": _("At most {limit} cards are merged at once."),
    "merge.other_type": _(
        "{contact} and {duplicate} cannot be merged: one is a company, the other a person. Change the type first."
    ),
    "merge.number_stays": _("The number stays that of the card that is kept; the other one leads to it."),
    "merge.conflicts": _(
        "Both cards have {names}. Choose for each which one stays, or give it another key. Conflicts: {count}."
    ),
    "merge.no_such_conflict": _("“{named}” in {table} is no conflict of these cards."),
    "merge.no_other_key": _("{what} {named} cannot get another key; only one of the two can stay."),
    "merge.stays_blocked": _(
        "{contact} is blocked for privacy now, since the merged card was. Only unblock it with a reason."
    ),
    "merge.survivor_gone": _(
        "{contact}, which this card was merged into, was deleted since. Undo that first; what was merged comes back with it."
    ),
}
