"""A test in a browser that fails is run once more, and both outcomes are told (decision 0056)."""

from typing import Any

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What went wrong the first time, so that somebody mends the test or the program."""
    first_times = terminalreporter.stats.get("rerun", [])
    if not first_times:
        return
    terminalreporter.section(f"{len(first_times)} run again: mend what shakes", sep="=", yellow=True)
    for report in first_times:
        terminalreporter.write_line(f"{report.nodeid} ({report.when})", yellow=True)
        terminalreporter.write_line(report.longreprtext)
