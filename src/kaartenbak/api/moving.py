"""Where a record is that goes by another name now."""

from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse

from kaartenbak.api.problems import problem
from kaartenbak.core.refusals import Moved


def moved(failure: Moved, request: HttpRequest) -> HttpResponse:
    """The same request at the present address (308); a problem document where the address does not name the record."""
    path, mark, query = request.get_full_path().partition("?")
    place = readdressed(path, failure.facts["ref"], failure.facts["uid"])
    if place == path:
        return problem(failure)
    return HttpResponse(status=308, headers={"Location": place + mark + query})


def readdressed(path: str, ref: str, now: str) -> str:
    """`path` with `now` where it names `ref`, alone or before a suffix such as `.vcf`."""
    return "/".join(part_for(part, ref, now) for part in path.split("/"))


def part_for(part: str, ref: str, now: str) -> str:
    """One part of a path: `now`, with its suffix, when it is `ref`."""
    plain = unquote(part)
    if plain == ref:
        return quote(now)
    stem, dot, suffix = plain.rpartition(".")
    return f"{quote(now)}.{quote(suffix)}" if dot and stem == ref else part
