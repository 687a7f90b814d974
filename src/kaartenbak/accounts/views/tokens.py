"""Tokens: one's own, and for administrators those of others."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.accounts import ops, queries
from kaartenbak.accounts.forms import TokenForm
from kaartenbak.accounts.models import Token, User
from kaartenbak.accounts.views.telling import confirm
from kaartenbak.accounts.views.users import user_named
from kaartenbak.core.refusals import NotAllowed
from kaartenbak.history.operations import perform
from kaartenbak.web.requests import PageRequest


@never_cache
@require_http_methods(["GET", "POST"])
def listed(request: PageRequest, username: str = "") -> HttpResponse:
    """The tokens of a user, and a form for another one. A new key is shown here and nowhere else."""
    user = owner(request, username)
    form = TokenForm(request.POST or None)
    key = ""
    if request.method == "POST" and form.run(ops.create_token, user=user, by=request.actor):
        key, form = form.result.key, TokenForm()
    facts = {"form": form, "person": user, "tokens": queries.tokens_of(user), "key": key}
    return render(request, "accounts/tokens.html", facts, status=form.status)


@require_POST
def revoke(request: PageRequest, pk: int) -> HttpResponse:
    """Let the programs with a token in no more."""
    tokens = Token.objects.select_related("user")
    if not request.actor.may("accounts.change"):
        tokens = tokens.filter(user=queries.user_of(request.actor))
    token = get_object_or_404(tokens, pk=pk)
    outcome = perform(ops.revoke_token, token=token, by=request.actor)
    confirm(request, outcome, _("The token {token} works no more.").format(token=token))
    if token.user_id == request.actor.user_id:
        return redirect("accounts:tokens")
    return redirect("accounts:tokens-of", token.user.username)


def owner(request: PageRequest, username: str) -> User:
    """Whose tokens they are: one's own without a name."""
    if not username:
        return queries.user_of(request.actor)
    if not request.actor.may("accounts.change"):
        raise NotAllowed("accounts.change")
    return user_named(username)
