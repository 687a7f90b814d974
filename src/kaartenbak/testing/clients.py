"""Ways in for tests: a program with a token, and somebody who signed in on the pages."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from kaartenbak.accounts import ops
from kaartenbak.accounts.models import User
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.testing import builders

BASE = "/api/v1"


def user_of(actor: Actor) -> User:
    """The user behind one of the cast."""
    known: User | None = User.objects.filter(pk=actor.user_id).first()
    made = User(
        pk=actor.user_id,
        username=actor.name.split()[0].lower(),
        name=actor.name,
        role=actor.role or "reader",
        language="en",
    )
    return known or builders.make(instance=made, by=SYSTEM)


def visitor(actor: Actor) -> Client:
    """A browser in which `actor` has signed in."""
    client = Client()
    client.force_login(user_of(actor))
    return client


def api(actor: Actor, *, language: str = "en", read_only: bool = False) -> "Api":
    """A program that acts for `actor`."""
    key = ops.create_token(user=user_of(actor), name="test", read_only=read_only, by=SYSTEM).key
    return Api({"Authorization": f"Bearer {key}", "Accept-Language": language})


@dataclass(frozen=True)
class Answer:
    """What an endpoint answered."""

    status: int
    body: Any
    headers: dict[str, str]
    content: bytes

    @property
    def code(self) -> str:
        """The code of the refusal."""
        return str(self.body["code"])

    @property
    def errors(self) -> list[tuple[str, str | None]]:
        """The code and field of everything that was refused."""
        return [(each["code"], each["field"]) for each in self.body["errors"]]


@dataclass
class Api:
    """Calls endpoints by the path below `/api/v1`; keyword arguments are headers, `If_Match` for `If-
    Match`.
    """

    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> Answer:
        return self.call("GET", path, None, headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.call("POST", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        return self.call("PATCH", path, body, headers)

    def put(self, path: str, body: Any, **headers: str) -> Answer:
        return self.call("PUT", path, body, headers)

    def delete(self, path: str, **headers: str) -> Answer:
        return self.call("DELETE", path, None, headers)

    def call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        """A body of bytes or text goes as it is, anything else as JSON."""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, (bytes, str)) else b"" if body is None else json.dumps(body)
        kind = sent.pop("Content-Type", "application/json")
        response = self.client.generic(method, BASE + path, content, content_type=kind, headers=sent)
        return answer_of(response)  # type: ignore[arg-type]


def answer_of(response: HttpResponse) -> Answer:
    content = response.getvalue() if response.streaming else response.content
    body = json.loads(content) if "json" in response.get("Content-Type", "") and content else None
    return Answer(response.status_code, body, dict(response.headers), content)
