"""The keys of programs: long random texts of which only a digest is kept."""

import hashlib
import re
import secrets

MARK = "kb_"
BYTES = 32
SHAPE = re.compile(rf"{MARK}[A-Za-z0-9_-]{{43}}", re.ASCII)


def new_key() -> str:
    """A fresh key. The mark in front lets people and scanners of source code recognise it."""
    return MARK + secrets.token_urlsafe(BYTES)


def digest(key: str) -> str:
    """What is kept of a key. It is too long to be guessed, so a fast digest without salt will do."""
    return hashlib.sha256(key.encode("utf-8", errors="replace")).hexdigest()


def looks_like_one(text: str) -> bool:
    """Whether `text` has the shape of a key, so that anything else needs no look at the database."""
    return SHAPE.fullmatch(text) is not None
