"""What a contact is to us, in one word (contacts.md §18.2)."""

from collections.abc import Sequence

NONE, OTHER, MULTIPLE = "none", "other", "multiple"


def summary(relations: Sequence[str]) -> str:
    """The word for the relations of a contact and of its company.

    `relations` holds for each the kind of record it links to, such as "customer", and a blank for a plain one.
    """
    if not relations:
        return NONE
    if len(relations) > 1:
        return MULTIPLE
    return relations[0] or OTHER
