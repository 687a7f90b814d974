"""Makes the program ready for a benchmark, with an empty home folder of its own; import it before any model.

The database is that of KAARTENBAK_DATABASE_URL, or a SQLite file in that folder.
"""

import atexit
import os
import shutil
import tempfile

import django
from django.core.management import call_command

home = tempfile.mkdtemp(prefix="kaartenbak-bench-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
os.environ["KAARTENBAK_HOME"] = home
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")
django.setup()


def migrate() -> None:
    """Make the tables."""
    call_command("migrate", verbosity=0)
