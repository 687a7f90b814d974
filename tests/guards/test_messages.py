"""Every refusal and every warning has a sentence, and every sentence a refusal or a warning."""

import ast
import importlib
import re
import string
from collections.abc import Iterator

from kaartenbak.core import messages
from tests.guards import sources
from tests.guards.sources import listed

RAISERS = {"Refused", "Stale", "NotFound", "Warning", "warn", "add", "refuse", "__init__"}
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


def registered() -> dict[str, object]:
    """The sentences of all capabilities."""
    modules = (path for path in sources.product_files() if path.name == "messages.py")
    texts = [importlib.import_module(dotted(path)).TEXTS for path in modules]
    return dict(messages.TEXTS) | {key: text for table in texts for key, text in table.items()}


def dotted(path):
    return ".".join(path.relative_to(sources.SRC.parent).with_suffix("").parts)


def raised() -> Iterator[tuple[str, str]]:
    """Keys that stand in a call, with where they stand."""
    for path in sources.product_files():
        for call in sources.calls(path):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            first = call.args[0] if call.args else None
            if called in RAISERS and isinstance(first, ast.Constant) and KEY.fullmatch(str(first.value)):
                yield str(first.value), f"{sources.name(path)}:{call.lineno}"


def mentioned() -> set[str]:
    """Every string of the sources outside the tables of sentences."""
    files = (path for path in sources.product_files() if path.name != "messages.py")
    nodes = (node for path in files for node in ast.walk(sources.tree(path)))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_refusal_has_a_text():
    known = registered()
    missing = sorted(f"{where} {key}" for key, where in raised() if key not in known)

    assert missing == [], listed(missing)
    assert any(raised())


def test_every_text_has_a_refusal():
    unused = sorted(set(registered()) - mentioned())

    assert unused == [], listed(unused)


def test_every_text_is_a_sentence_with_named_facts():
    crooked = [
        key
        for key, text in registered().items()
        if str(text)[-1:] not in ".?!}"
        or any(fact == "" for _, fact, _, _ in string.Formatter().parse(str(text)))
    ]

    assert crooked == [], listed(crooked)
