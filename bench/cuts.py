"""An import of 100,000 rows whose program is killed ten times, at another place each time, and goes on.

    python -m bench.cuts [ROWS] [KILLS]

Afterwards there are as many contacts as rows, none twice, and `kaartenbak check` finds tables, history and index in agreement.
The suite does the same with fewer rows (`tests/journeys/test_power_cuts.py`).
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kaartenbak.testing.installation import Installation, an_installation
from tests.journeys import test_power_cuts as cuts

ROWS, KILLS = 100_000, 10


def kill_at(installation: Installation, process: "subprocess.Popen[bytes]", count: int) -> int:
    """Kill an import with all it started as soon as there are more contacts than that; how many there were."""
    while process.poll() is None and cuts.cards(installation) <= count:
        time.sleep(0.02)
    if process.poll() is not None:
        raise SystemExit("the import was done before it could be killed")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return cuts.cards(installation)


def main(rows: int, kills: int) -> int:
    cuts.ROWS = rows
    with tempfile.TemporaryDirectory() as folder, an_installation(Path(folder)) as installation:
        installation.run("init")
        file = str(cuts.a_file(Path(folder) / "many.csv"))
        for turn in range(kills):
            at = kill_at(installation, installation.start("import", file), turn * rows // (kills + 1))
            print(f"killed at {at} contacts", flush=True)
        answer = installation.run("import", file)
        print(answer.stdout.strip()[-400:], answer.stderr.strip()[-400:])
        there, twice = cuts.counted(installation)
        check = installation.run("check")
        print(f"{there} contacts of {rows} rows, {twice} of them twice; check: {check.stdout.strip()[-300:]}")
        return int((answer.returncode, there, twice, check.returncode) != (0, rows, 0, 0))


if __name__ == "__main__":
    sys.exit(main(*[int(each) for each in sys.argv[1:3]] or (ROWS, KILLS)))
