"""The running server as a program meets it over HTTP."""

from dataclasses import dataclass, replace

import httpx
import pytest

from tests.conformance.conftest import Register

CHOOSE = """
from kaartenbak.accounts.ops import create_app_password
from kaartenbak.accounts.queries import actor_of, user_named
from kaartenbak.carddav.ops.books import choose_books

user = user_named("editor")
choose_books(user=user, chosen=["all"], by=actor_of(user))
print(user.pk, create_app_password(user=user, device="phone", by=actor_of(user)).password)
"""

DIRECT = """
from kaartenbak.accounts.queries import user_named
from kaartenbak.carddav.ops.access import set_access_of
from kaartenbak.core.actor import SYSTEM

set_access_of(user=user_named("editor"), values={"all": "direct"}, by=SYSTEM)
"""


@dataclass(frozen=True)
class Account:
    """What somebody types into his program; `user` is the key in the addresses."""

    register: Register
    user: int
    name: str
    password: str

    @property
    def url(self) -> str:
        return self.register.server.url

    @property
    def books(self) -> str:
        return f"/dav/books/{self.user}/"

    def connected(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, auth=(self.name, self.password), timeout=180)


@pytest.fixture(scope="session")
def account(register: Register) -> Account:
    """The editor's, with the book of all contacts."""
    chosen = register.installation.run("manage", "shell", "-v", "0", "-c", CHOOSE)
    assert chosen.returncode == 0, chosen.stderr
    key, password = chosen.stdout.split()
    return Account(register, int(key), "editor", password)


@pytest.fixture(scope="session")
def direct(account: Account) -> Account:
    """The editor's, whose programs write at once."""
    done = account.register.installation.run("manage", "shell", "-v", "0", "-c", DIRECT)
    assert done.returncode == 0, done.stderr
    return account


@pytest.fixture(scope="session")
def four_processes(account: Account) -> Account:
    """The same account at a second server of the register, of which four processes answer."""
    server = account.register.installation.serve("--workers", "4", "--no-worker")
    return replace(account, register=replace(account.register, server=server))
