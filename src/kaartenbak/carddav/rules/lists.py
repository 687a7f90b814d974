"""Lists of contacts: what their cards are known by among the others, and what they are called."""

GROUP = "group"
LONGEST_TITLE = 100
# The cards of lists have keys below those of the cards that are proposed.
KEYS = 10**15


def key_of_list(row: int) -> int:
    """The key of the card of a list."""
    return -KEYS - row


def row_of_list(key: int | None) -> int:
    """The list that a key of a card names; none: 0."""
    return -key - KEYS if key is not None and key < -KEYS else 0


def shortened(name: str) -> str:
    """What a list is called, as a description holds it."""
    return " ".join(name.split())[:LONGEST_TITLE].strip()
