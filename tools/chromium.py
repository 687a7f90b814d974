"""The Chromium that the journeys drive: the one that is here, or Debian's, installed now."""

import os
import shutil

from kaartenbak.testing.browser import NAMES
from tools import debian


def find_or_install() -> str:
    """The path of a Chromium."""
    named = os.environ.get("KAARTENBAK_CHROMIUM")
    if named:
        return named
    if not find():
        debian.install(NAMES[0], "fonts-liberation", purpose="Chromium, which the browser tests drive,")
    return find() or NAMES[0]


def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__":
    print(find_or_install())
