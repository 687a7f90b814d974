"""Signing in and out, and setting up a register that nobody uses yet."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.accounts import attempts, ops, queries, signing_in
from kaartenbak.accounts.forms import SignInForm, WelcomeForm
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused

TOO_OFTEN = "sign_in.too_often"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The way in, and on to where the visitor wanted to go."""
    if request.user.is_authenticated:
        return redirect(wanted_page(request))
    if not queries.anybody_there():
        return redirect("accounts:welcome")
    form = SignInForm(request.POST or None)
    facts = {"form": form, "next": wanted_page(request)}
    try:
        if form.is_valid():
            user = signing_in.user_for(**form.cleaned_data, address=attempts.address_of(request))
            login(request, user)
            return redirect(wanted_page(request))
    except Refused as refusal:
        form.show(refusal)
        if refusal.key == TOO_OFTEN:
            response = render(request, "accounts/sign_in.html", facts, status=429)
            response.headers["Retry-After"] = str(refusal.facts["seconds"])
            return response
    return render(request, "accounts/sign_in.html", facts, status=form.status)


def wanted_page(request: HttpRequest) -> str:
    """Where to go after signing in: `next` when it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else "/"


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The way out."""
    logout(request)
    return redirect("accounts:sign-in")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first administrator, while there is no user, for whoever sits at the machine itself."""
    if queries.anybody_there():
        return redirect("accounts:sign-in")
    if not comes_from_this_machine(request):
        return render(request, "accounts/welcome_elsewhere.html", status=403)
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.run(ops.first_administrator, by=SYSTEM):
        login(request, form.result)
        return redirect("/")
    return render(request, "accounts/welcome.html", {"form": form}, status=form.status)


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Whether no other machine has a hand in the request."""
    passed_on = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"} & set(request.headers)
    return not passed_on and attempts.is_this_machine(str(request.META.get("REMOTE_ADDR", "")))
