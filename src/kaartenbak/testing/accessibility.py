"""What axe-core finds wrong with a page that a browser shows."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
DUPLICATES = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    return [...new Set(ids.filter((each, place) => ids.indexOf(each) !== place))];
}"""
# Until no answer is on its way into the page and nothing fades in any more: half faded text has no contrast.
SETTLED = """async () => {
    const arriving = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added";
    while (document.querySelector(arriving)) await new Promise((go) => setTimeout(go, 20));
    await document.fonts.ready;
    const endless = (each) => each.effect.getComputedTiming().endTime === Infinity;
    const moving = document.getAnimations().filter((each) => each.playState === "running" && !endless(each));
    await Promise.allSettled(moving.map((each) => each.finished));
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """One line per place that breaks a rule of WCAG 2.2 AA or good practice, once the page has settled."""
    page.wait_for_load_state()
    page.evaluate(SETTLED)
    # Through the debugger's own door: the page's security policy lets no script in that is not the server's.
    page.evaluate(f"() => {{ {AXE} }}")
    found: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    told = [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]
    return told + [f"duplicate id: {each}" for each in page.evaluate(DUPLICATES)]
