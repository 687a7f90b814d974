"""The parts of the frame around every page, drawn once for each reader, language, place and number of things that wait.

What differs from one request to the next stands in them as a mark, which is filled in each time.
"""

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from kaartenbak.web.context import Shell
from kaartenbak.web.requests import token

# No address, name or text of ours holds these.
TOKEN, HERE = "\ue000token\ue000", "\ue000here\ue000"
MOST_DRAWN = 1_000

drawn: dict[tuple[object, ...], str] = {}


def framed(template: str, shell: Shell) -> SafeString:
    """A part of the frame for this request. Its template knows `shell`, `actor`, `here` and `csrf_token`, nothing else."""
    sees = (template, *shell.sight)
    text = drawn.get(sees)
    if text is None:
        if len(drawn) >= MOST_DRAWN:
            drawn.clear()
        facts = {"shell": shell, "actor": shell.actor, "csrf_token": TOKEN, "here": HERE}
        text = drawn[sees] = render_to_string(template, facts)
    if TOKEN in text:
        text = text.replace(TOKEN, token(shell.request))
    return SafeString(text.replace(HERE, escape(shell.request.get_full_path())))
