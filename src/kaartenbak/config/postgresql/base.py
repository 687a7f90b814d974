"""A connection that is looked at before each request without a question to the server; Django wants this name for the file."""

from select import POLLERR, POLLHUP, POLLIN, poll
from time import monotonic

from django.db.backends.postgresql import base

# How long an answer of the server is believed, in seconds, while nothing comes from it by itself.
BELIEVED = 30.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A server that ends a connection says so on it, so a silent one is taken to be alive.

    One that was cut without a word, as by a lost network, is found out by the question that Django would ask each time.
    """

    health_check_done: bool
    answered_at = float("-inf")

    def is_usable(self) -> bool:
        """Ask the server, and remember that it answered."""
        usable = bool(super().is_usable())
        self.answered_at = monotonic() if usable else float("-inf")
        return usable

    def close_if_health_check_failed(self) -> None:
        """Before the first statement of a request: look at the connection, and ask the server only now and then."""
        if not self.health_check_done and self.is_silent():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def is_silent(self) -> bool:
        """Whether the server answered lately and has sent nothing since that nobody asked for."""
        if self.connection is None or self.connection.closed or monotonic() - self.answered_at > BELIEVED:
            return False
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN | POLLERR | POLLHUP)
        return not waiting.poll(0)
