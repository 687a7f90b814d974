"""What every test run needs: a home folder of its own, a database on disk, passwords that are quick to check.

Loaded by pytest before Django reads the settings (`addopts` in `pyproject.toml`).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

BROWSER_FIXTURES = {"page", "chromium", "new_page"}

pytest_plugins = ["kaartenbak.testing.browser"]


def pytest_load_initial_conftests() -> None:
    """Runs before pytest-django reads the settings; a parallel run shares the first process's folder."""
    if "KAARTENBAK_TEST_HOME" not in os.environ:
        home = tempfile.mkdtemp(prefix="kaartenbak-tests-")
        os.environ["KAARTENBAK_TEST_HOME"] = home
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["KAARTENBAK_HOME"] = os.environ["KAARTENBAK_TEST_HOME"]
    # Playwright's event loop runs in the thread of the test, where Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_configure() -> None:
    """Passwords keep their real algorithm, at its smallest cost: a suite hashes hundreds of them."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["kaartenbak.testing.passwords.QuickArgon2", *settings.PASSWORD_HASHERS[1:]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite on disk, as in production: a database in memory has other locks and no second process."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        name = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}.sqlite3"
        default["TEST"]["NAME"] = str(Path(os.environ["KAARTENBAK_TEST_HOME"]) / name)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for a program that the test starts."""
    monkeypatch.setenv("KAARTENBAK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
