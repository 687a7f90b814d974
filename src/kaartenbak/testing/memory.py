"""Memory that looks like a disk, for what a test run throws away: nothing waits for a write."""

import os
import shutil
from pathlib import Path

FOLDER, ROOM_NEEDED = Path("/dev/shm"), 4 * 1024**3


def with_room() -> str | None:
    """The folder, if it has room for the databases of a run; a container may have next to none of it."""
    usable = FOLDER.is_dir() and os.access(FOLDER, os.W_OK)
    return str(FOLDER) if usable and shutil.disk_usage(FOLDER).free > ROOM_NEEDED else None
