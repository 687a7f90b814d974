"""The few pages that belong to the shell itself."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from kaartenbak.web import choices, keys, palette, style, toasts
from kaartenbak.web.context import THEMES
from kaartenbak.web.palette import Asked
from kaartenbak.web.requests import PageRequest, asked
from kaartenbak.web.responses import way_back

LONGEST = 200
MOST_USED = 20
YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie; anything but light and dark follows the system."""
    response = redirect(way_back(request, "/"))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            "theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language on this browser."""
    response = redirect(way_back(request, "/"))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@require_GET
def all_keys(request: HttpRequest) -> HttpResponse:
    """What can be done by keyboard; in the dialog of the page, or on a page of its own."""
    return render(request, "web/keys.html", {"groups": keys.GROUPS})


@require_GET
def palette_entries(request: PageRequest) -> HttpResponse:
    """What the palette offers for what was typed."""
    used = tuple(request.GET.getlist("used")[:MOST_USED])
    asking = Asked(request.actor, asked(request, "q")[:LONGEST], asked(request, "contact"), used)
    return render(request, "web/_palette_entries.html", {"offered": palette.offered(asking)})


def for_developers(request: HttpRequest) -> None:
    """The style guide is for administrators, and for anybody while developing."""
    actor = getattr(request, "actor", None)
    if not settings.DEBUG and not (actor and actor.may("setup.change")):
        raise Http404


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    for_developers(request)
    return render(request, "web/style.html", style.facts(request))


@require_GET
def style_dialog(request: HttpRequest) -> HttpResponse:
    for_developers(request)
    return render(request, "web/style/dialog.html", {"form": style.PhoneForm(auto_id="dialog_%s")})


@require_GET
def style_choices(request: HttpRequest) -> HttpResponse:
    for_developers(request)
    found = [each for each in style.CHOICES if choices.typed(request).casefold() in each]
    return choices.options(request, [choices.Choice(each, each.title(), each[:2].upper()) for each in found])


def style_row(request: HttpRequest) -> HttpResponse:
    """The telephone number of the guide, edited in place: the form, the refusal, the new value."""
    for_developers(request)
    form = style.PhoneForm(request.POST or None, auto_id="inline_%s")
    if request.method == "POST" and form.run(lambda phone: phone):
        toasts.say(request, "The phone number was changed.", undo=request.path)
        return render(request, "web/style/_phone.html", {"phone": form.result})
    if "cancel" in request.GET:
        return render(request, "web/style/_phone.html", {"phone": form.fields["phone"].initial})
    return render(request, "web/style/_phone_form.html", {"form": form}, status=form.status)
