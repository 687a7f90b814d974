"""Who may see a page: asked before the view runs, so that nothing is read in vain."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.http import HttpResponseBase

from kaartenbak.core.refusals import NotAllowed
from kaartenbak.web.requests import PageRequest

type View[**P] = Callable[Concatenate[PageRequest, P], HttpResponseBase]


def needs[**P](permission: str) -> Callable[[View[P]], View[P]]:
    """Let only those with `permission` see the page of the view; the others get the page that says so."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: PageRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.may(permission):
                raise NotAllowed(permission)
            return view(request, *args, **kwargs)

        return cast("View[P]", checked)

    return decorate
