"""The sentences of the history's refusals."""

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.messages import Counted

TEXTS = {
    "undo.already_undone": _("This was already undone."),
    "undo.conflicts": Counted(
        "{count} value was changed since. Nothing was undone; keep the newer value to undo the rest.",
        "{count} values were changed since. Nothing was undone; keep the newer values to undo the rest.",
        of="count",
    ),
    "undo.not_yours": _("Only who did this, or a manager, can undo it."),
    "undo.changed_nothing": _("This changed nothing, so there is nothing to undo."),
    "undo.nothing": _("There is nothing left to undo here: everything has changed since."),
    "operation.not_found": _("There is no operation {ref} in the history, or you may not see it."),
    "feed.token": _("“{token}” is not a token of this feed. Ask without one to begin anew."),
    "record.in_use": _("This {what} is still used by {by}."),
}
