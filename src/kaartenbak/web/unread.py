"""The rest of a body that nobody wants: taken in before the answer, so that who is still sending it gets to read the answer."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
BLOCK = 256 * 1024
# Who goes on beyond this is cut off.
MOST = 100 * 1024 * 1024


def reading_to_the_end(application: Application) -> Application:
    """`application`, which reads what it needs of a body; what is left is read and thrown away before the answer goes out.

    A server closes the connection when it answers in the middle of a body, and a program that is still sending then sees a
    broken pipe in the place of the refusal.
    """

    def run(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = application(environ, start_response)
        if has_length(environ.get("CONTENT_LENGTH", "")):
            throw_away(environ["wsgi.input"])
        return answer

    return run


def has_length(length: str) -> bool:
    """Whether a body of this length may still be on its way; a short one may follow its headers in a packet of its own."""
    return length.isascii() and length.isdigit() and int(length) > 0


def throw_away(body: Any) -> None:
    """Read a body to its end, or as far as is decent."""
    for _each in range(MOST // BLOCK):
        if not body.read(BLOCK):
            return
