"""Who may see a page: asked before the view runs, so that nothing is read for somebody who may not know it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpResponseBase

from kaartenbak.core.refusals import NotAllowed
from kaartenbak.web.requests import PageRequest


def needs[**P](
    permission: str,
) -> Callable[
    [Callable[Concatenate[PageRequest, P], HttpResponseBase]],
    Callable[Concatenate[PageRequest, P], HttpResponseBase],
]:
    """Let only those with `permission` see the page of the view; the others get the page that says so."""

    def decorate(
        view: Callable[Concatenate[PageRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[PageRequest, P], HttpResponseBase]:
        @wraps(view)
        def checked(request: PageRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.may(permission):
                raise NotAllowed(permission)
            return view(request, *args, **kwargs)

        return checked

    return decorate
