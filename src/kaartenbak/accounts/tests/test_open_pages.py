"""Pages are for those who have signed in, unless they say otherwise; these are all that do."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OPEN = {"sign-in", "sign-out", "welcome", "theme", "language"}
PROGRAMS = ("api/v1/", "dav", ".well-known/")


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, path)
        else:
            yield path, each


def test_only_the_way_in_and_the_look_are_for_everybody():
    pages = [(path, page) for path, page in addresses(get_resolver()) if not path.startswith(PROGRAMS)]

    open_pages = {page.name for _path, page in pages if not getattr(page.callback, "login_required", True)}

    assert open_pages == OPEN
    assert len(pages) > 20
