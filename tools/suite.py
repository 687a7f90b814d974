"""The whole suite, on SQLite and again on PostgreSQL, in a real Chromium. Arguments go to pytest."""

import os
import subprocess
import sys
import time

from kaartenbak.testing import memory
from tools import chromium, postgres

# One more than there are processors, up to four: who drives a browser waits for a third of the time.
PROCESSES = str(min((os.cpu_count() or 1) + 1, 4))
# What the second database has nothing to say about ran on the first already (decision 0047).
SECOND = ("--reaching-the-database",)
NOTHING_TO_RUN = 5


def main() -> int:
    environment = os.environ | {"KAARTENBAK_CHROMIUM": chromium.find_or_install()}
    environment.pop(postgres.VARIABLE, None)
    on_sqlite = run("SQLite", environment)
    with postgres.throw_away_cluster(memory.with_room()) as address:
        on_postgres = run("PostgreSQL", environment | {postgres.VARIABLE: address}, *SECOND)
    return on_sqlite or on_postgres


def run(database: str, environment: dict[str, str], *options: str) -> int:
    print(f"\n--- The suite on {database}", flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", PROCESSES, "--dist", "worksteal", *options]
    command += sys.argv[1:]
    status = subprocess.run(command, env=environment).returncode
    if options and status == NOTHING_TO_RUN:
        # A part of the suite that was asked for may hold nothing that reaches a database.
        status = 0
    outcome = "failed" if status else "passed"
    print(f"--- {database}: {outcome} after {time.monotonic() - started:.0f} s", flush=True)
    return status


if __name__ == "__main__":
    postgres.tidy_up_when_terminated()
    sys.exit(main())
