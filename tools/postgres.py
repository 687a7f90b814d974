"""A throw-away PostgreSQL: its own folder, a free port, an unprivileged user, gone when the command ends.

python -m tools.postgres COMMAND …      runs COMMAND with KAARTENBAK_DATABASE_URL set to it
python -m tools.postgres                prints the address and serves until Ctrl-C
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import debian

VARIABLE = "KAARTENBAK_DATABASE_URL"
SECONDS_TO_START = 60
# The data is thrown away, so nothing needs to reach the disk.
SETTINGS = {
    "fsync": "off",
    "deadlock_timeout": "200ms",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # No other server follows it, and nothing is brought back after a crash.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "listen_addresses": "127.0.0.1",
}


@contextmanager
def throw_away_cluster(parent: str | None = None) -> Iterator[str]:
    """The address of a running PostgreSQL that ends, with all its data below `parent`, at the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="kaartenbak-postgres-", dir=parent))
    owner = unprivileged_user()
    password = secrets.token_urlsafe(16)
    port = free_port()
    try:
        make_cluster(folder, owner, password)
        server = start(folder, owner, port)
        try:
            wait_until_it_answers(server, port, folder)
            yield f"postgresql://kaartenbak:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=SECONDS_TO_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str) -> str:
    """The newest installed `name`; Debian keeps those of the server beside each other, by version."""
    if not found(name):
        debian.install("postgresql", purpose="PostgreSQL, which the tests run on,")
    path = found(name)
    if not path:
        sys.exit(f"PostgreSQL's {name} was not found, although its package is installed.")
    return path


def found(name: str) -> str | None:
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return str(newest) if newest else shutil.which(name)


def unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; then `postgres` runs it, or `nobody` where that user is missing."""
    if os.geteuid() != 0:
        return None
    program("postgres")
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def as_user(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    """What makes `subprocess` run a program as `owner`, without root's groups."""
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def make_cluster(folder: Path, owner: pwd.struct_passwd | None, password: str) -> None:
    password_file = folder / "password"
    password_file.write_text(password, encoding="ascii")
    if owner:
        for path in (folder, password_file):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    command = [
        program("initdb"),
        "--pgdata",
        str(folder / "data"),
        "--username",
        "kaartenbak",
        "--auth",
        "scram-sha-256",
    ]
    command += ["--pwfile", str(password_file), "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    done = subprocess.run(command, **as_user(owner), cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"PostgreSQL could not make a database folder:\n{done.stderr}")


def start(folder: Path, owner: pwd.struct_passwd | None, port: int) -> subprocess.Popen[bytes]:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [program("postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C is for the command that uses the server, which is stopped after it.
        return subprocess.Popen(
            command, **as_user(owner), cwd=folder, stdout=log, stderr=log, start_new_session=True
        )


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    command = [program("pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(port)]
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run(command).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def tidy_up_when_terminated() -> None:
    """Let `kill` end this program as Ctrl-C does: blocks are left in order, so no server stays behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def main() -> int:
    command = sys.argv[1:]
    with throw_away_cluster() as address:
        if command:
            return subprocess.run(command, env=os.environ | {VARIABLE: address}).returncode
        print(f"export {VARIABLE}={address}", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    tidy_up_when_terminated()
    sys.exit(main())
