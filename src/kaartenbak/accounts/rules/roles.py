"""The roles, and what each of them may do."""

from django.utils.translation import gettext_lazy as _

READER = "reader"
EDITOR = "editor"
MANAGER = "manager"
ADMIN = "admin"

ROLES = (READER, EDITOR, MANAGER, ADMIN)

# Each permission with the roles that hold it; `docs/reference/permissions.md` and the page of roles are
# made from it.
PERMISSIONS: dict[str, frozenset[str]] = {
    "contacts.view": frozenset({READER, EDITOR, MANAGER, ADMIN}),
    "contacts.export": frozenset({READER, EDITOR, MANAGER, ADMIN}),
    "contacts.propose": frozenset({READER, EDITOR, MANAGER, ADMIN}),
    "contacts.change": frozenset({EDITOR, MANAGER, ADMIN}),
    "contacts.delete": frozenset({EDITOR, MANAGER, ADMIN}),
    "contacts.merge": frozenset({EDITOR, MANAGER, ADMIN}),
    "contacts.import": frozenset({EDITOR, MANAGER, ADMIN}),
    "history.undo": frozenset({EDITOR, MANAGER, ADMIN}),
    "history.undo_any": frozenset({MANAGER, ADMIN}),
    "setup.view": frozenset({READER, EDITOR, MANAGER, ADMIN}),
    "setup.change": frozenset({MANAGER, ADMIN}),
    "accounts.change": frozenset({ADMIN}),
    "own.change": frozenset({READER, EDITOR, MANAGER, ADMIN}),
}

# What each permission means, as the page of roles says it.
LABELS = {
    "contacts.view": _("See contacts and search them"),
    "contacts.export": _("Export contacts"),
    "contacts.propose": _("Propose changes from a phone or mail program"),
    "contacts.change": _("Add and change contacts"),
    "contacts.delete": _("Delete contacts"),
    "contacts.merge": _("Merge duplicate contacts"),
    "contacts.import": _("Import contacts from files"),
    "history.undo": _("Undo what one did oneself"),
    "history.undo_any": _("Undo what others did"),
    "setup.view": _("See the setup"),
    "setup.change": _("Change the setup"),
    "accounts.change": _("Manage users, roles and the tokens of others"),
    "own.change": _("Change one's own profile, password and tokens"),
}

READING = frozenset({"contacts.view", "contacts.export", "setup.view"})


def permissions_of(role: str, *, read_only: bool = False) -> frozenset[str]:
    """What somebody in `role` may do; a read-only token keeps what reads."""
    held = frozenset(name for name, roles in PERMISSIONS.items() if role in roles)
    return held & READING if read_only else held
