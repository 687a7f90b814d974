"""Templates show; what runs and how it looks stands in files of its own, as the security policy demands."""

import re

from tests.guards import sources
from tests.guards.sources import listed

COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
INLINE = {
    "script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application|text)/[\w+-]*json\")", re.IGNORECASE
    ),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"""\sstyle\s*=\s*["']""", re.IGNORECASE),
    "event attribute": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.IGNORECASE),
    "script address": re.compile(r"""=\s*["']\s*javascript:""", re.IGNORECASE),
    "htmx script": re.compile(r"""\shx-on[:\w-]*\s*=|hx-vals\s*=\s*["']js:""", re.IGNORECASE),
}


def inline_parts(html: str) -> list[str]:
    text = COMMENT.sub("", html)
    return [kind for kind, pattern in INLINE.items() if pattern.search(text)]


def test_no_template_holds_scripts_or_styles():
    found = {
        sources.name(path): inline_parts(path.read_text(encoding="utf-8")) for path in sources.templates()
    }
    bad = {name: kinds for name, kinds in found.items() if kinds}

    assert bad == {}, listed(bad)
    assert found


def test_inline_parts_are_seen():
    assert inline_parts('<p style="color: red" onclick="go()">') == ["style attribute", "event attribute"]
    assert inline_parts("<script>go()</script>") == ["script"]
    assert inline_parts('<script src="{% static "web/app.js" %}" defer></script>') == []
