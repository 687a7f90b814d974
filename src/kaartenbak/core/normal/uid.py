"""The identifiers of contacts, and those that other programs make up."""

from uuid import UUID


def as_uuid(uid: str) -> UUID | None:
    """An identifier as contacts have them, however it is written; none for those of other programs."""
    try:
        # Most rows of a file have none, and a failure costs as much as ten lines.
        return UUID(uid) if uid else None
    except ValueError:
        return None
