"""The running server with the demonstration company in it, as a stranger meets it over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from kaartenbak.testing.installation import Installation, Server, an_installation

ROLES = ("reader", "editor", "manager", "admin")
PASSWORD = "an-honest-password"


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
        return httpx.Client(base_url=self.base, headers=signed | headers, timeout=60)


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with an_installation(tmp_path_factory.mktemp("conformance")) as made:
        done = made.run("init", "--demo")
        assert done.returncode == 0, done.stderr
        for role in ROLES:
            made.run("user", "create", role, "--role", role, "--password-stdin", stdin=PASSWORD)
        tokens = {role: made.run("token", "create", "--user", role).stdout.strip() for role in ROLES}
        tokens["read only"] = made.run("token", "create", "--user", "admin", "--read-only").stdout.strip()
        yield Register(made, made.serve(), tokens)
