"""All benchmarks, one after the other, on SQLite and then on a throw-away PostgreSQL.

make bench
python -m bench pages rest        only these
"""

import os
import subprocess
import sys

# What each measures stands in its module; those in `FILES` need no database and run once.
FILES = ("vcard",)
BOTH = ("history", "files", "pages", "rest", "bulk", "findability", "carddav")


def main(wanted: list[str]) -> int:
    """Run them; the status is that of the worst."""
    runs = [(name, []) for name in FILES]
    runs += [(name, prefix) for prefix in ([], [sys.executable, "-m", "tools.postgres"]) for name in BOTH]
    return max(run(name, prefix) for name, prefix in runs if not wanted or name in wanted)


def run(name: str, prefix: list[str]) -> int:
    """One benchmark in a process of its own."""
    print(f"\n== {name} on {'PostgreSQL' if prefix else 'SQLite'}", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "KAARTENBAK_DATABASE_URL"}
    return subprocess.run([*prefix, sys.executable, "-m", f"bench.{name}"], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
