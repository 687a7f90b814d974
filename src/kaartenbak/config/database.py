"""The two databases Kaartenbak runs on, and how each is set up for it."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kaartenbak.config.environment import Environment

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
)
# PostgreSQL tries every order of up to eight joined tables before it reads any: 8 ms for the code tables of one card,
# which always come after the card. With four it plans in 1.5 ms.
POSTGRESQL_SETTINGS = "-c join_collapse_limit=4"
# A statement that comes for the fourth time is prepared, so that it is planned once per connection (decision 0051).
POSTGRESQL_OPTIONS = {"options": POSTGRESQL_SETTINGS, "server_side_binding": True, "prepare_threshold": 3}
NOT_PREPARED = {"server_side_binding": False, "prepare_threshold": None}


def databases(env: Environment) -> dict[str, dict[str, Any]]:
    """Django's `DATABASES`: one database, and a replica for reads when one is named."""
    found = {
        "default": from_url(env.database_url)
        if env.database_url
        else sqlite(str(env.home / "kaartenbak.sqlite3"))
    }
    if env.read_database_url:
        found["read"] = from_url(env.read_database_url) | {"TEST": {"MIRROR": "default"}}
    return found


def from_url(url: str) -> dict[str, Any]:
    """The database that `url` names: `postgresql://user:password@host:port/name` or `sqlite:///path`.

    What follows a question mark are options of the connection; with `prepare=no` no statement is prepared.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(
            f"KAARTENBAK_DATABASE_URL begins with {parts.scheme!r}; it must be postgresql:// or sqlite:///"
        )
    options = dict(parse_qsl(parts.query))
    prepared = NOT_PREPARED if options.pop("prepare", "") == "no" else {}
    return {
        "ENGINE": "kaartenbak.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": POSTGRESQL_OPTIONS | prepared | options,
    }


def sqlite(path: str) -> dict[str, Any]:
    """A SQLite file that many processes read while one writes, and that keeps what it acknowledged through a power cut.

    Transactions begin as IMMEDIATE: two writers that read first would otherwise fail at once, whatever the timeout.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": None},
    }
