"""The user behind the token."""

from typing import Annotated, Any, ClassVar

from django.http import HttpResponse
from pydantic import Field

from kaartenbak.accounts import ops, queries
from kaartenbak.accounts.models import User
from kaartenbak.api.answers import reply
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.api.shapes import Day, Described, Input, Line, Output
from kaartenbak.history.operations import perform

router = Router(tag="Users")


class Me(Output):
    """The user behind the token; `work_date` is *today* for every default and rule, null for the real day."""

    username: str
    name: str
    role: str
    email: str
    salesperson: str | None
    language: str
    work_date: Day | None
    permissions: list[str]


class MeChange(Input):
    """What a user may change of himself."""

    READ_ONLY: ClassVar = frozenset({"username", "role", "permissions"})
    name: Annotated[Line, Field(max_length=100)] | None = None
    email: Annotated[Line, Field(max_length=80)] | None = None
    salesperson: Annotated[Line, Field(max_length=20)] | None = None
    language: (
        Annotated[
            str,
            Described("^((nl|en|fr|de)(-.*)?)?$"),
            Field(max_length=20, description="nl, en, fr or de; blank follows the browser"),
        ]
        | None
    ) = None
    work_date: Day | None = None


@router.read("/me", gives=Me)
def me(request: ApiRequest) -> HttpResponse:
    """Who the token stands for."""
    return reply(request, shown(queries.user_of(request.actor), request))


@router.change("/me", gives=Me)
def change_me(request: ApiRequest, body: MeChange) -> HttpResponse:
    """Change what the user may change of himself."""
    outcome = perform(ops.change_own_profile, by=request.actor, **body.given())
    return reply(request, shown(queries.user_of(request.actor), request), outcome=outcome)


def shown(user: User, request: ApiRequest) -> dict[str, Any]:
    """A user as JSON."""
    return {
        "username": user.username,
        "name": user.name,
        "role": user.role,
        "email": user.email,
        "salesperson": user.salesperson.code if user.salesperson else None,
        "language": user.language,
        "work_date": user.work_date,
        "permissions": sorted(request.actor.permissions),
    }
