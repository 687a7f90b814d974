"""The sentences of refusals about users, tokens and signing in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "user.name": _("A user name has letters, digits and . - _ @ +, no blanks; “{name}” has something else."),
    "user.exists": _("There is already a user named {name}."),
    "user.last_administrator": _("The register needs an administrator: make somebody else one first."),
    "user.there_already": _("The register has users already. Sign in, or ask one of its administrators."),
    "user.disabled": _("The user {name} is disabled. Enable it first."),
    "password.wrong": _("This is not your present password."),
    "password.same": _("Choose a password other than the present one."),
    "password.too_short": _("Choose a longer password: it needs at least {least} characters."),
    "password.too_common": _("This password is among those that are guessed first. Choose another one."),
    "password.too_similar": _("This password is too much like your name or address. Choose another one."),
    "password.refused": _("This password will not do. Choose another one."),
    "password.different": _("The two passwords are not the same."),
    "token.expired_already": _("A token that expires on {expires} would never work. Choose a later day."),
    "token.not_yours": _("Only an administrator may manage the tokens of others."),
    "app_password.not_yours": _("Only an administrator may manage the app passwords of others."),
    "sign_in.wrong": _("The user name or the password is not right."),
    "sign_in.too_often": _("Too many attempts. Wait {seconds} s, then try again."),
    "email.not_one": _("“{address}” is not an e-mail address."),
}
