"""The identifiers of contacts, and those that other programs make up."""

from uuid import UUID


def as_uuid(uid: str) -> UUID | None:
    """An identifier as contacts have them, however it is written; none for those of other programs."""
    try:
        return UUID(uid)
    except ValueError:
        return None
