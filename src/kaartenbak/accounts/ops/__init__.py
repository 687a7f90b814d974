"""What can be done with users, their passwords and tokens."""

from kaartenbak.accounts.ops.app_passwords import NewAppPassword, create_app_password, revoke_app_password
from kaartenbak.accounts.ops.details import change_own_profile
from kaartenbak.accounts.ops.passwords import change_own_password
from kaartenbak.accounts.ops.tokens import NewToken, create_token, revoke_token
from kaartenbak.accounts.ops.users import (
    change_role,
    change_user,
    create_user,
    disable_user,
    enable_user,
    first_administrator,
    set_password,
)

__all__ = [
    "create_user", "change_user", "change_role", "disable_user", "enable_user", "set_password",
    "first_administrator", "change_own_password", "change_own_profile", "NewToken", "create_token", "revoke_token",
    "NewAppPassword", "create_app_password", "revoke_app_password",
]  # fmt: skip
