"""The address of the server, and the code that a phone scans to set up its account."""

from urllib.parse import quote, urlsplit

import segno
from django.conf import settings

from kaartenbak.accounts.models import User
from kaartenbak.web.requests import PageRequest


def server_of(request: PageRequest) -> str:
    """The address that a program asks for."""
    return settings.BASE_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


def account_address(server: str, username: str, password: str) -> str:
    """The account as one address, which DAVx⁵ opens: `carddavs://name:password@host/`."""
    parts = urlsplit(server)
    scheme = "carddavs" if parts.scheme == "https" else "carddav"
    return f"{scheme}://{quote(username, safe='')}:{quote(password, safe='')}@{parts.netloc}/"


def code_of(request: PageRequest, user: User, password: str) -> str:
    """The code, as the address of a picture."""
    text = account_address(server_of(request), user.username, password)
    return str(segno.make(text, error="m").svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
