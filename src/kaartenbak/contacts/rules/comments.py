"""How much one comment holds."""

LONGEST = 10_000


def in_pieces(text: str) -> list[str]:
    """A text in pieces that each fit a comment; none of an empty one."""
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
