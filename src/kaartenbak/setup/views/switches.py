"""The page of switches and defaults."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.setup import ops, queries
from kaartenbak.setup.forms import SwitchesForm, setup_form
from kaartenbak.setup.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_http_methods(["GET", "POST"])
@needs("setup.view")
def switches(request: PageRequest) -> HttpResponse:
    """Inheritance, defaults, duplicates, numbers and the home country."""
    setup = queries.the_setup()
    form = setup_form()(request.POST or None, values=SwitchesForm.values_of(setup))
    version = queries.fingerprint(setup)
    if request.method == "POST" and form.save(ops.change_setup, version=version, by=request.actor):
        done(request, form, _("The setup was changed."))
        return redirect("setup:switches")
    facts = {"form": form, "may_change": request.actor.may("setup.change")}
    return render(request, "setup/switches.html", facts, status=form.status)
