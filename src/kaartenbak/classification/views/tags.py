"""The codes of one grouping as tags; a card may have a hundred, so they are put together without a template."""

from collections.abc import Iterable
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kaartenbak.classification.groupings import Grouping
from kaartenbak.classification.queries import Held
from kaartenbak.web.templatetags.web import drawn as icon

SHOWN = '<li class="tag"><a href="{}{}/"><span class="code">{}</span> {}</a></li>'
REMOVABLE = (
    '<li class="tag"><a href="{}{}/" aria-keyshortcuts="Delete"><span class="code">{}</span> {}</a>'
    '<button class="remove" type="submit" form="{}-removal" name="remove" value="{}" data-remove'
    ' aria-label="{}" title="{}">{}</button></li>'
)


def tags(grouping: Grouping, held: Iterable[Held], *, editable: bool) -> SafeString:
    """A tag for each code: it leads to the group and, where the reader may change the card, can be taken off."""
    place = beginning(grouping)
    if not editable:
        return format_html_join(
            "", SHOWN, ((place, quote(each.code), each.code, each.description) for each in held)
        )
    cross, sentence = icon("x", "", ""), _("Remove {code}")
    told = ((each, sentence.format(code=each.code)) for each in held)
    return format_html_join(
        "",
        REMOVABLE,
        (
            (
                place,
                quote(each.code),
                each.code,
                each.description,
                grouping.slug,
                each.code,
                removal,
                removal,
                cross,
            )
            for each, removal in told
        ),
    )


def beginning(grouping: Grouping) -> str:
    """What the addresses of the pages of all its codes begin with."""
    return reverse("search:group", args=[grouping.slug, "-"]).removesuffix("-/")
