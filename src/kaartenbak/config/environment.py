"""What an administrator may set, read once from the environment and the home folder's `.env` file."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl", "en", "fr", "de")


@dataclass(frozen=True)
class Environment:
    """The settings of one installation, in the types the program works with."""

    home: Path
    database_url: str
    read_database_url: str
    secret_key: str
    allowed_hosts: list[str]
    trusted_origins: list[str]
    base_url: str
    email_url: str
    language: str
    secure: bool
    debug: bool


def load() -> Environment:
    """Read the environment; a variable that is set there wins over the same one in the home folder's `.env`."""
    home = home_folder()
    values = read_env_file(home / ".env") | {
        k: v for k, v in os.environ.items() if k.startswith("KAARTENBAK_")
    }
    base_url = web_address("KAARTENBAK_BASE_URL", values.get("KAARTENBAK_BASE_URL", ""))
    return Environment(
        home=home,
        database_url=values.get("KAARTENBAK_DATABASE_URL", ""),
        read_database_url=values.get("KAARTENBAK_READ_DATABASE_URL", ""),
        secret_key=values.get("KAARTENBAK_SECRET_KEY") or kept_secret_key(home),
        allowed_hosts=allowed_hosts(values.get("KAARTENBAK_ALLOWED_HOSTS", ""), base_url),
        trusted_origins=[base_url.rstrip("/")] if base_url else [],
        base_url=base_url,
        email_url=values.get("KAARTENBAK_EMAIL_URL", ""),
        language=language(values.get("KAARTENBAK_LANGUAGE", "nl-be")),
        secure=base_url.startswith("https://"),
        debug=values.get("KAARTENBAK_DEBUG", "") == "1",
    )


def home_folder() -> Path:
    """Where an installation keeps what is its own."""
    return Path(os.environ.get("KAARTENBAK_HOME") or platformdirs.user_data_path("kaartenbak")).expanduser()


def read_env_file(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; comments and blank lines are passed over, quotes around a value are taken off."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


def web_address(name: str, text: str) -> str:
    """An address of the web as it was given, or nothing."""
    if text and not text.startswith(("http://", "https://")):
        raise ValueError(f"{name} is {text!r}; it must begin with http:// or https://")
    return text


def allowed_hosts(text: str, base_url: str) -> list[str]:
    """The host names the server answers to: those given, that of the base address, and always this machine itself."""
    given = [host.strip() for host in text.split(",") if host.strip()]
    own = urlsplit(base_url).hostname
    return [*given, *([own] if own else []), "localhost", "127.0.0.1", "[::1]"]


def language(text: str) -> str:
    """The page language for a tag such as `nl-be`; an unknown one falls back to Dutch."""
    primary = text.split("-", maxsplit=1)[0].lower()
    return primary if primary in LANGUAGES else "nl"


def kept_secret_key(home: Path) -> str:
    """The installation's secret, made at first use and kept in the home folder, readable by its owner only."""
    path = home / "secret-key"
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    home.mkdir(parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(50)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh
