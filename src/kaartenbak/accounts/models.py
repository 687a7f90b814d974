"""Who uses the register: users, the tokens of their programs and the app passwords of their devices; and the attempts to
sign in that slow a guesser down.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.rules import roles
from kaartenbak.history.registry import track


class User(AbstractBaseUser):
    """Somebody who signs in. `salesperson` is the one that new contacts of this user get; `work_date`
    replaces today.

    With a temporary password nothing but choosing one of his own is possible on the pages.
    """

    class Role(models.TextChoices):
        READER = roles.READER, _("Reader")
        EDITOR = roles.EDITOR, _("Editor")
        MANAGER = roles.MANAGER, _("Manager")
        ADMIN = roles.ADMIN, _("Administrator")

    username = models.CharField(_("user name"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.READER)
    language = models.CharField(_("language"), max_length=5, blank=True)
    salesperson = models.ForeignKey(
        "setup.Salesperson", on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    work_date = models.DateField(_("work date"), null=True, blank=True)
    password_temporary = models.BooleanField(default=False)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager[Any]] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        constraints = [CheckConstraint(condition=Q(role__in=roles.ROLES), name="user_role_known")]

    def __str__(self) -> str:
        return self.name or self.username


class Token(models.Model):
    """The key of a program that acts for a user; only a digest of it is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(_("read only"), default=False)
    expires = models.DateField(_("expires"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("token")

    def __str__(self) -> str:
        return self.name


class AppPassword(models.Model):
    """What one device of a user signs in with, to read address books; only a digest of it is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="app_passwords")
    device = models.CharField(_("device"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("app password")

    def __str__(self) -> str:
        return self.device


class Attempts(models.Model):
    """Failed attempts to sign in, per account and per address; forgotten after a success or a quiet hour."""

    key = models.CharField(max_length=200, unique=True)
    count = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


track(User, untracked=("password", "password_temporary", "last_login"))
track(Token, untracked=("digest", "last_used"))
track(AppPassword, untracked=("digest", "last_used"))
