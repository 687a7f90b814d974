"""Which tests a run on a second database needs: those that reach a database (decision 0047)."""

from typing import Any

import pytest
from django.test import SimpleTestCase

OPTION = "--reaching-the-database"
# Every way in: pytest-django refuses a query of a test that has none of them, and the last is the door of the programs
# that tests start.
DOORS = {
    "db",
    "transactional_db",
    "live_server",
    "django_db_setup",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "installation",
    "register",
}
LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, action="store_true", help="leave out what is the same on every database")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption(OPTION):
        return
    left_out = [item for item in items if not reaches_the_database(item)]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if reaches_the_database(item)]


def reaches_the_database(item: pytest.Item) -> bool:
    """Whether what the test looks at could differ between databases."""
    if item.get_closest_marker("once"):
        return False
    if item.get_closest_marker("django_db") or DOORS & set(getattr(item, "fixturenames", ())):
        return True
    kind: type | None = getattr(item, "cls", None)
    return kind is not None and issubclass(kind, SimpleTestCase)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of a parallel run tells the one that reports."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each process collects everything, so the number of any of them is the number of all."""
    told = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[LEFT_OUT] = max(told, node.config.stash[LEFT_OUT])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if number := config.stash[LEFT_OUT]:
        terminalreporter.write_line(
            f"{number} tests left out: what they look at is the same on every database."
        )
