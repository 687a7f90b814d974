"""Make or complete the virtual environment `.venv` from the pinned requirements.

    python3 tools/environment.py [--dev]

Any Python 3 can run this file. Kaartenbak itself needs Python 3.12: when this one is older, a newer one is
looked for on the path, and otherwise asked of uv. With uv the installation is quicker; pip does the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BASE, DEV = ROOT / "requirements" / "base.txt", ROOT / "requirements" / "dev.txt"
OLDEST = (3, 12)
WANTED = (ROOT / ".python-version").read_text(encoding="ascii").strip()
NO_PYTHON = f"""Kaartenbak needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]},
and no newer one was found or could be fetched.
Install Python {WANTED} and run the same command again."""
CANNOT_MAKE = """This Python cannot make virtual environments.
Install what it lacks (on Debian and Ubuntu: apt-get install python3-venv) and run the same command again."""
NAMES = ("python" + WANTED, "python3.14", "python3.13", "python3.12")


def main() -> None:
    if not is_new_enough(PYTHON):
        make_environment()
    # What the tests need includes what the program needs.
    wanted = (DEV,) if "--dev" in sys.argv[1:] else (BASE, DEV)
    if not any(map(is_installed, wanted)):
        install(wanted[0])
        stamp(wanted[0]).write_text(fingerprint(wanted[0]), encoding="ascii")


def stamp(requirements: Path) -> Path:
    """The file that tells what was installed last."""
    return VENV / f".installed-{requirements.stem}"


def is_installed(requirements: Path) -> bool:
    left = stamp(requirements)
    return left.is_file() and left.read_text(encoding="ascii") == fingerprint(requirements)


def fingerprint(requirements: Path) -> str:
    """Changes when the environment has to be completed: other pins, or another definition of the project."""
    parts = (requirements.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_new_enough(python: str | Path) -> bool:
    check = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
    try:
        return subprocess.run([str(python), "-c", check], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    python = find_python()
    if python:
        say(f"Making the environment with {python}")
        if succeeds([python, "-m", "venv", "--clear", str(VENV)]):
            return
    if not made_by_uv():
        sys.exit(CANNOT_MAKE if python else NO_PYTHON)


def find_python() -> str | None:
    candidates = [sys.executable, *(found for found in map(shutil.which, NAMES) if found)]
    return next((python for python in candidates if is_new_enough(python)), None)


def made_by_uv() -> bool:
    """Let uv fetch a Python; uv itself comes from the path, or from pip into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        uv = installed_uv() or uv_from_pip(folder)
        return bool(uv) and succeeds([str(uv), "venv", "--seed", "--clear", "--python", WANTED, str(VENV)])


def installed_uv() -> str | None:
    """The uv on the path, if it runs: a version manager may put a name there that leads nowhere."""
    uv = shutil.which("uv")
    works = uv and subprocess.run([uv, "--version"], capture_output=True).returncode == 0
    return uv if works else None


def uv_from_pip(folder: str) -> str | None:
    say(f"Asking uv for Python {WANTED}")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "uv"])
    return shutil.which("uv", path=str(Path(folder) / "bin"))


def install(requirements: Path) -> None:
    say(f"Installing {requirements.relative_to(ROOT)}")
    uv = installed_uv()
    pip = [uv, "pip"] if uv else [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    python = ["--python", str(PYTHON)] if uv else []
    run([*pip, "install", "--quiet", *python, "--require-hashes", "-r", str(requirements)])
    run([*pip, "install", "--quiet", *python, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def run(command: list[str]) -> None:
    if not succeeds(command):
        sys.exit(
            "The installation failed; the lines above say why. Run the same command once that is solved."
        )


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=str(ROOT)).returncode == 0


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
