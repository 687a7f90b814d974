"""How long somebody must wait after failed attempts: nothing at first, then twice as long each time, up to
a limit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

QUIET = timedelta(hours=1)


@dataclass(frozen=True)
class Pace:
    """`free` attempts cost nothing; from then on the wait doubles from one second up to `most` seconds."""

    free: int
    most: int

    def wait(self, failures: int) -> int:
        """Seconds to wait after so many failures in a row."""
        beyond = failures - self.free
        return 0 if beyond < 0 else min(2 ** min(beyond, 20), self.most)


# An account waits half a minute at most: whoever knows a name must not be able to keep its owner out.
ACCOUNT = Pace(free=5, most=30)
ADDRESS = Pace(free=20, most=900)
# What has not even the shape of a key guesses nothing: a program that was set up wrongly, or a flood.
NOISE = Pace(free=1000, most=60)


def seconds_left(pace: Pace, failures: int, last: datetime, now: datetime) -> int:
    """How many seconds are still to wait at `now`; failures of more than an hour ago are forgotten."""
    if now - last >= QUIET:
        return 0
    free_at = last + timedelta(seconds=pace.wait(failures))
    return max(0, -int((now - free_at).total_seconds() // 1)) if free_at > now else 0
