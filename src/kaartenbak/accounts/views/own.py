"""One's own profile, password and language."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.accounts import attempts, ops, queries
from kaartenbak.accounts.forms import OwnPasswordForm, ProfileForm
from kaartenbak.accounts.views.telling import confirm
from kaartenbak.core.refusals import Refused
from kaartenbak.history.operations import perform
from kaartenbak.web import toasts
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import way_back


@require_http_methods(["GET", "POST"])
def profile(request: PageRequest) -> HttpResponse:
    """Name, e-mail, language, salesperson and work date."""
    user = queries.user_of(request.actor)
    form = ProfileForm(request.POST or None, initial=ProfileForm.values_of(user))
    if request.method == "POST" and form.run(ops.change_own_profile, by=request.actor):
        translation.activate(queries.page_language(form.result, request.headers.get("Accept-Language", "")))
        confirm(request, form.outcome, _("Your profile was changed."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "person": user}, status=form.status)


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def password(request: PageRequest) -> HttpResponse:
    """Another password; guessing the old one is slowed as at the sign-in."""
    user = queries.user_of(request.actor)
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and changed(request, form, user.username):
        update_session_auth_hash(request, form.result)
        toasts.say(request, _("Your password was changed. Other browsers have to sign in again."))
        return redirect("accounts:profile")
    facts = {"form": form, "temporary": user.password_temporary}
    return render(request, "accounts/password.html", facts, status=form.status)


password.with_temporary_password = True  # type: ignore[attr-defined]


def changed(request: PageRequest, form: OwnPasswordForm, account: str) -> bool:
    """Whether the password was changed; the form says why not."""
    address = attempts.address_of(request)
    try:
        attempts.enter(account=account, address=address)
    except Refused as refusal:
        form.full_clean()
        form.show(refusal)
        return False
    right = form.run(ops.change_own_password, by=request.actor)
    if right or "old" not in form.errors:
        attempts.succeeded(account=account, address=address)
    return right


@require_POST
def language(request: PageRequest) -> HttpResponse:
    """Show the pages in another language from now on."""
    perform(ops.change_own_profile, language=request.POST.get("language", ""), by=request.actor)
    return redirect(way_back(request, "/"))
