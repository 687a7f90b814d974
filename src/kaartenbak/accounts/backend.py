"""How Django finds and checks the user of a session."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User


class Backend(BaseBackend):
    """Users of the register, with what every request needs of them read at once."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_other: Any
    ) -> User | None:
        """The active user with this name and password. Nobody can tell from the time it takes whether the
        name exists.
        """
        user = queries.user_named(username)
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; somebody who was disabled is out at once."""
        return queries.active_user(user_id)
