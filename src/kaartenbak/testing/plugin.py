"""What every test run needs: a home folder of its own, a database on disk, passwords that are quick to check.

Loaded by pytest before Django reads the settings (`addopts` in `pyproject.toml`).
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kaartenbak.testing import memory

BROWSER_FIXTURES = {"page", "chromium", "new_page"}
START_PROGRAMS = {"installation", "register"}

pytest_plugins = [
    "kaartenbak.testing.browser",
    "kaartenbak.testing.again",
    "kaartenbak.testing.garbage",
    "kaartenbak.testing.installation",
    "kaartenbak.testing.selection",
]


def set_environment() -> None:
    """A home folder for this run, and inside it one for each process of a parallel run: they import the same files."""
    if "KAARTENBAK_TEST_HOME" not in os.environ:
        os.environ["KAARTENBAK_TEST_HOME"] = tempfile.mkdtemp(
            prefix="kaartenbak-tests-", dir=memory.with_room()
        )
        atexit.register(shutil.rmtree, os.environ["KAARTENBAK_TEST_HOME"], ignore_errors=True)
        # PostgreSQL's user passes through to the folder of his own.
        Path(os.environ["KAARTENBAK_TEST_HOME"]).chmod(0o711)
    home = Path(os.environ["KAARTENBAK_TEST_HOME"], os.environ.get("PYTEST_XDIST_WORKER", ""))
    for folder in ("static", "tmp"):
        Path(home, folder).mkdir(parents=True, exist_ok=True)
    os.environ["KAARTENBAK_HOME"] = str(home)
    # Whatever a test, or a program it starts, puts aside goes with the run.
    os.environ["TMPDIR"] = tempfile.tempdir = str(home / "tmp")
    # Programs that tests start, and the second run, need not compile what the first did.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # Playwright's event loop runs in the thread of the test, where Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


# At import, since pytest-django reads the settings before any hook of this file could run.
set_environment()


# A machine that is busy makes no rule wrong. In CI every run tries the same examples.
settings.register_profile(
    "any machine",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _in_the_language_of_the_program() -> None:
    """Each test begins in the default language, whatever page the one before it asked for last."""
    from django.utils import translation

    translation.deactivate()


def pytest_configure() -> None:
    from django.conf import settings

    from kaartenbak.testing import emptying

    emptying.instead_of_the_framework()
    # The real algorithm at its smallest cost: a suite hashes hundreds of passwords.
    settings.PASSWORD_HASHERS = ["kaartenbak.testing.passwords.QuickArgon2", *settings.PASSWORD_HASHERS[1:]]
    # A machine that is busy counts no less.
    settings.COUNTING_SECONDS = 60
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # On disk, as in production: a database in memory has other locks and no second process.
        name = f"test-{os.getpid()}.sqlite3"
        database["TEST"]["NAME"] = str(Path(os.environ["KAARTENBAK_TEST_HOME"]) / name)


def pytest_unconfigure(config: pytest.Config) -> None:
    from kaartenbak.testing import originals

    if not hasattr(config, "workerinput"):
        originals.forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if BROWSER_FIXTURES & fixtures:
            item.add_marker(pytest.mark.browser)
        if START_PROGRAMS & fixtures:
            item.add_marker(pytest.mark.slow)
    # What starts programs goes first: a long test at the end would leave the other processors idle.
    items.sort(key=lambda item: not START_PROGRAMS & set(getattr(item, "fixturenames", ())))
