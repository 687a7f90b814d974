"""The mail server that letters go out by; without one they are printed on the console."""

from typing import Any
from urllib.parse import unquote, urlsplit

BACKEND = "django.core.mail.backends."
PORTS = {"smtp": 587, "smtps": 465}


def mailers(url: str) -> dict[str, dict[str, Any]]:
    """Django's `MAILERS` for `smtp://user:password@host:port`, which goes over to encryption when it signs in, or `smtps://`."""
    if not url:
        return {"default": {"BACKEND": BACKEND + "console.EmailBackend"}}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(
            f"KAARTENBAK_EMAIL_URL is for {parts.scheme!r}; it must be smtp://host or smtps://host"
        )
    options = {
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp" and bool(parts.username),
        "use_ssl": parts.scheme == "smtps",
        "timeout": 20,
    }
    return {"default": {"BACKEND": BACKEND + "smtp.EmailBackend", "OPTIONS": options}}
