"""Serve Kaartenbak from this checkout, with the demonstration company in a folder of the checkout's own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KAARTENBAK = str(Path(sys.executable).parent / "kaartenbak")
DEMO_HOME = ROOT / "var" / "demo"
FIRST_PORT = 8000
PORTS_TO_TRY = 100


def main() -> None:
    home = Path(os.environ.setdefault("KAARTENBAK_HOME", str(DEMO_HOME)))
    if not os.environ.get("KAARTENBAK_DATABASE_URL"):
        fill(home)
    port = free_port()
    print(f"Kept in {home} (delete that folder to begin again). Ctrl-C stops the server.\n", flush=True)
    os.execv(KAARTENBAK, [KAARTENBAK, "serve", "--port", str(port)])


def fill(home: Path) -> None:
    """Put the demonstration company in a home folder that is empty, or that was left half filled here."""
    half_filled = home / "demo-unfinished"
    if (home / "kaartenbak.sqlite3").exists() and not half_filled.exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    if half_filled.exists():
        for leftover in home.glob("kaartenbak.sqlite3*"):
            leftover.unlink()
    half_filled.touch()
    status = subprocess.run([KAARTENBAK, "init", "--demo"]).returncode
    if status:
        sys.exit(status)
    half_filled.unlink()


def free_port() -> int:
    """The wanted port (`make run PORT=8010`), or the first free one from 8000 on."""
    if os.environ.get("PORT"):
        return int(os.environ["PORT"])
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(
        f"No free port between {FIRST_PORT} and {FIRST_PORT + PORTS_TO_TRY}; name one: make run PORT=9000"
    )


if __name__ == "__main__":
    main()
