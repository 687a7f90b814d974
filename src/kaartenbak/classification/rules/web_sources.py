"""The addresses of web sources (contacts.md §12.4, D19)."""

from urllib.parse import quote, urlsplit

from kaartenbak.core.refusals import Refused

SEARCH_WORD = "%1"
SCHEMES = ("http", "https")


def check_url(url: str, field: str = "url") -> str:
    """The address as it is; refused unless it opens a page of the web."""
    if not opens_a_page(url):
        raise Refused("web_source.address", field=field, url=url[:60])
    return url


def opens_a_page(url: str) -> bool:
    """Whether an address is one of http or https, with a host and without blanks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    blank = any(sign.isspace() or sign == "\\" for sign in url)
    return parts.scheme in SCHEMES and bool(parts.hostname) and not blank


def launched(url: str, search_word: str, *, code: str) -> str:
    """The address to open: `url` with the search word, safely encoded, in place of `%1`."""
    if not url:
        raise Refused("web_source.no_url", code=code)
    return check_url(url.replace(SEARCH_WORD, quote(search_word, safe="")))
