"""What administrators do with users."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.accounts import ops, queries
from kaartenbak.accounts.forms import NewUserForm, ResetForm, UserForm
from kaartenbak.accounts.models import User
from kaartenbak.accounts.rules import roles
from kaartenbak.accounts.views.telling import confirm
from kaartenbak.history.operations import perform
from kaartenbak.web import toasts
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

LISTING = Listing(
    [
        Column("username", gettext_lazy("User name"), "username"),
        Column("name", gettext_lazy("Name"), "name"),
        Column("role", gettext_lazy("Role")),
        Column("salesperson", gettext_lazy("Salesperson")),
        Column("last_login", gettext_lazy("Last signed in")),
    ],
    default="username",
)


def user_named(name: str) -> User:
    """The user whom an address names."""
    return get_object_or_404(queries.users(), username=name)


@require_GET
@needs("accounts.change")
def listed(request: PageRequest) -> HttpResponse:
    """All users."""
    page = LISTING.page(queries.users(), request.GET)
    return render(request, "accounts/users.html", {"page": page, "total": queries.users().count()})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@needs("accounts.change")
def new(request: PageRequest) -> HttpResponse:
    """Another user."""
    form = NewUserForm(request.POST or None, initial={"role": roles.EDITOR})
    if request.method == "POST" and form.run(ops.create_user, temporary=True, by=request.actor):
        confirm(request, form.outcome, _("{user} can sign in now.").format(user=form.result))
        return redirect("accounts:users")
    return render(request, "accounts/new_user.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
@needs("accounts.change")
def one(request: PageRequest, username: str) -> HttpResponse:
    """One user's details and role."""
    user = user_named(username)
    form = UserForm(request.POST or None, initial=UserForm.values_of(user))
    if request.method == "POST" and form.run(ops.change_user, user=user, by=request.actor):
        confirm(request, form.outcome, _("{user} was changed.").format(user=form.result))
        return redirect("accounts:user", form.result.username)
    facts = {"form": form, "person": user, "tokens": queries.tokens_of(user)}
    return render(request, "accounts/user.html", facts, status=form.status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@needs("accounts.change")
def password(request: PageRequest, username: str) -> HttpResponse:
    """A temporary password for somebody who lost his."""
    user = user_named(username)
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.run(ops.set_password, user=user, by=request.actor):
        if user.pk == request.actor.user_id:
            update_session_auth_hash(request, form.result)
        toasts.say(request, _("{user} has a new temporary password.").format(user=user))
        return redirect("accounts:user", user.username)
    return render(request, "accounts/reset.html", {"form": form, "person": user}, status=form.status)


@require_POST
@needs("accounts.change")
def disable(request: PageRequest, username: str) -> HttpResponse:
    """Let a user in no more."""
    user = user_named(username)
    outcome = perform(ops.disable_user, user=user, by=request.actor)
    confirm(request, outcome, _("{user} can no longer sign in.").format(user=user))
    return redirect("accounts:user", user.username)


@require_POST
@needs("accounts.change")
def enable(request: PageRequest, username: str) -> HttpResponse:
    """Let a user in again."""
    user = user_named(username)
    outcome = perform(ops.enable_user, user=user, by=request.actor)
    confirm(request, outcome, _("{user} can sign in again.").format(user=user))
    return redirect("accounts:user", user.username)


@require_GET
def permissions(request: PageRequest) -> HttpResponse:
    """What each role may do."""
    rows = [
        (label, [role in roles.PERMISSIONS[name] for role in roles.ROLES])
        for name, label in roles.LABELS.items()
    ]
    facts = {
        "rows": rows,
        "roles": [User.Role(role).label for role in roles.ROLES],
        "may_manage": request.actor.may("accounts.change"),
    }
    return render(request, "accounts/roles.html", facts)
