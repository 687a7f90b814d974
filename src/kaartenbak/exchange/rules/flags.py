"""Yes and no as people write them in four languages."""

from kaartenbak.exchange.rules.words import key_of

YES = frozenset({"1", "x", "j", "y", "o", "ja", "yes", "oui", "true", "waar", "vrai", "wahr"})
NO = frozenset({"0", "n", "nee", "neen", "no", "non", "nein", "false", "onwaar", "faux", "falsch"})


def read_flag(text: str) -> bool | None:
    """Whether `text` says yes; nothing when it says neither."""
    word = key_of(text)
    return True if word in YES else False if word in NO else None
