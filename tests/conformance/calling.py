"""What the tests of the interface do again and again."""

from itertools import count
from typing import Any

import httpx

NAMES = (f"Zaak {number}" for number in count(1))


def a_company(caller: httpx.Client, **fields: Any) -> dict[str, Any]:
    """A new company's card, as the interface answers it."""
    return made(caller, {"name": next(NAMES)} | fields)


def a_person(caller: httpx.Client, **fields: Any) -> dict[str, Any]:
    """A new person's card."""
    return made(caller, {"kind": "person", "name": next(NAMES)} | fields)


def made(caller: httpx.Client, body: dict[str, Any], path: str = "/contacts") -> dict[str, Any]:
    answer = caller.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def refusal(answer: httpx.Response) -> tuple[int, str, str | None]:
    """The status, code and field of a refusal, after a look at the shape of the problem document."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert {"type", "title", "status", "code", "detail", "field", "facts", "errors"} <= set(problem)
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    for each in problem["errors"]:
        assert set(each) == {"code", "field", "detail", "facts"}
    return answer.status_code, problem["code"], problem["field"]
