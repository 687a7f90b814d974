"""Installations that many tests begin with: made once in a run, by whoever needs one first, and copied."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

URL = "KAARTENBAK_DATABASE_URL"
Environment = dict[str, str]


def folder() -> Path:
    """Where the processes of a run keep what they made."""
    return Path(os.environ["KAARTENBAK_TEST_HOME"], "originals")


def copy_to(
    home: Path, environment: Environment, name: str, fill: Callable[[Path, Environment], None]
) -> None:
    """Let `home`, and the database that `environment` names, be what `fill` makes of an empty machine."""
    kept = folder() / (f"{name}-postgres" if URL in environment else name)
    with alone(kept):
        if not kept.exists():
            make(kept, environment, fill)
        shutil.copytree(kept, home, dirs_exist_ok=True)
        if URL in environment:
            copy_database(database_of(kept), environment[URL])


@contextmanager
def alone(kept: Path) -> Iterator[None]:
    """A block that one process of a run is in at a time."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make(kept: Path, environment: Environment, fill: Callable[[Path, Environment], None]) -> None:
    """Only what was filled to the end is kept."""
    begun = kept.with_suffix(".begun")
    shutil.rmtree(begun, ignore_errors=True)
    own = environment | {"KAARTENBAK_HOME": str(begun)}
    if URL in environment:
        own[URL] = with_database(environment[URL], database_of(kept))
        in_cluster(environment[URL], f'DROP DATABASE IF EXISTS "{database_of(kept)}"')
        in_cluster(environment[URL], f'CREATE DATABASE "{database_of(kept)}"')
    fill(begun, own)
    begun.rename(kept)


def database_of(kept: Path) -> str:
    """The name of the database that belongs to what is kept; other runs on the cluster have others."""
    return f"{kept.parents[1].name}-{kept.name}"


def copy_database(template: str, url: str) -> None:
    name = urlsplit(url).path.lstrip("/")
    server = with_database(url, "postgres")
    in_cluster(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    in_cluster(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def forget() -> None:
    """Remove the databases; the folder goes with the home of the run."""
    for kept in folder().glob("*-postgres"):
        in_cluster(os.environ[URL], f'DROP DATABASE IF EXISTS "{database_of(kept)}"')


def with_database(url: str, name: str) -> str:
    """The address of another database of the same cluster."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def in_cluster(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
