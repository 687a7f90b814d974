"""Install what the tests need from Debian's packages, when this user may."""

import os
import shutil
import subprocess
import sys


def install(*packages: str, purpose: str) -> None:
    """Install `packages`; exits with a sentence that says what is missing where that cannot be done."""
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (become_root and not shutil.which("sudo")):
        sys.exit(f"{purpose} is missing. Install it ({' '.join(packages)} on Debian), then run this again.")
    print(f"Installing {' '.join(packages)}", flush=True)
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL)
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(wanted, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"{purpose} could not be installed ({' '.join(packages)}); the lines above say why.")
