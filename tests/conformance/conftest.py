"""The running server with the demonstration company in it, as a stranger meets it over HTTP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from kaartenbak.testing.installation import Installation, Server, an_installation

# One user in each role with a token, and a token of the administrator that may only read.
MAKE_TOKENS = """
import json
from kaartenbak.accounts import ops
from kaartenbak.core.actor import SYSTEM

def token(user, **marks):
    return ops.create_token(user=user, name="test", by=SYSTEM, **marks).key

users = {
    role: ops.create_user(username=role, password="an-honest-password", role=role, by=SYSTEM)
    for role in ("reader", "editor", "manager", "admin")
}
tokens = {role: token(user) for role, user in users.items()}
print(json.dumps(tokens | {"read only": token(users["admin"], read_only=True)}))
"""


@dataclass(frozen=True)
class Register:
    """A running server, and a token of somebody in each role."""

    installation: Installation
    server: Server
    tokens: dict[str, str]

    @property
    def base(self) -> str:
        return f"{self.server.url}/api/v1"

    def caller(self, role: str, **headers: str) -> httpx.Client:
        """A program with the token of `role`; more headers go with every request."""
        signed = {"Authorization": f"Bearer {self.tokens[role]}", "Accept-Language": "en"}
        return httpx.Client(base_url=self.base, headers=signed | headers, timeout=180)


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with an_installation(tmp_path_factory.mktemp("conformance")) as made:
        made.begin("--demo")
        tokens = json.loads(made.run("manage", "shell", "-v", "0", "-c", MAKE_TOKENS).stdout)
        yield Register(made, made.serve(), tokens)


def caller_of(role: str) -> Any:
    """A fixture: a program of that role."""

    @pytest.fixture(scope="session", name=role.replace(" ", "_"))
    def caller(register: Register) -> Iterator[httpx.Client]:
        with register.caller(role) as made:
            yield made

    return caller


reader, editor, manager, admin = map(caller_of, ("reader", "editor", "manager", "admin"))
read_only = caller_of("read only")
