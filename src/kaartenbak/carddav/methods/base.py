"""What every method is."""

from typing import ClassVar

from django.http import HttpResponseBase

from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import Kind

CLASSES = "1, 3, access-control, addressbook, extended-mkcol"


class Method:
    """One method of HTTP. The table in `methods/__init__.py` lists them all."""

    name: ClassVar[str]
    at: ClassVar[frozenset[Kind]] = frozenset(Kind)

    def answer(self, request: DavRequest) -> HttpResponseBase:
        """The answer to a request of somebody who has signed in."""
        raise NotImplementedError
