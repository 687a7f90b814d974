"""Bringing the program up: its settings, its capabilities, the language it speaks on the terminal."""

import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

LANGUAGES = ("en", "nl", "fr", "de")
SETTINGS = "kaartenbak.config.settings"
ENVIRONMENT = "kaartenbak.config.environment"


class SettingsError(Exception):
    """The settings cannot be used; the sentence is in English, since no language is set yet."""


def load() -> None:
    """Read the settings and put every capability in its place."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        with nothing_to_collect():
            django.setup()
    except (ValueError, ImproperlyConfigured) as mistake:
        raise SettingsError(f"The settings cannot be used: {mistake}") from mistake
    except OSError as failure:
        raise SettingsError(f"The home folder cannot be used: {failure}") from failure
    translation.activate(terminal_language())


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """A block that imports: it makes a million objects that stay, and searching them for garbage again and
    again is a tenth of a start. Python leaves them out of later searches.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def refuse_missing_home() -> None:
    """Refuse a home folder that is not there: a mistyped one would silently become another, empty register."""
    home = importlib.import_module(ENVIRONMENT).home_folder()
    if not home.is_dir() and "KAARTENBAK_DATABASE_URL" not in os.environ:
        raise SettingsError(
            f"There is no register in {home}. KAARTENBAK_HOME names another folder; kaartenbak init makes one."
        )


def terminal_language() -> str:
    """The language of the terminal, as other programs find it; English when it is none of ours."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return asked[:2] if asked[:2] in LANGUAGES else LANGUAGES[0]
