"""Hands that wait for the page: whatever a journey does with it, it does once the scripts of what is seen have run.

A browser shows a page before its scripts have run. Nobody is as quick as a test, so each act waits for the load event, which
comes after the scripts. What a test expects to see before it acts must still be something that only the new page has.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

Act = Callable[..., Any]
WITH_WHAT_IS_FOUND = (
    *("blur", "check", "clear", "click", "dblclick", "drag_to", "fill", "focus", "hover", "press", "press_sequentially"),
    *("select_option", "set_checked", "set_input_files", "tap", "uncheck", "bounding_box", "evaluate"),
)  # fmt: skip
WITH_KEYS = ("down", "insert_text", "press", "type")


def let_all_wait(patch: pytest.MonkeyPatch) -> None:
    """Let every act with something on a page wait until it is there and its page has loaded."""
    for name in WITH_WHAT_IS_FOUND:
        patch.setattr(Locator, name, when_loaded(getattr(Locator, name)))


def when_loaded(act: Act) -> Act:
    @wraps(act)
    def waiting(found: Locator, *arguments: Any, **options: Any) -> Any:
        found.wait_for(state="attached")
        found.page.wait_for_load_state()
        return act(found, *arguments, **options)

    return waiting


def on_the_keys_of(page: Page) -> Page:
    """Let every key of this page wait until it has loaded."""
    for name in WITH_KEYS:
        setattr(page.keyboard, name, after_loading(page, getattr(page.keyboard, name)))
    return page


def after_loading(page: Page, act: Act) -> Act:
    @wraps(act)
    def waiting(*arguments: Any, **options: Any) -> Any:
        page.wait_for_load_state()
        return act(*arguments, **options)

    return waiting
