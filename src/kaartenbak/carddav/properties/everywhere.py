"""Properties of everything."""

from kaartenbak.carddav.properties.base import COLLECTIONS, Property
from kaartenbak.carddav.rules.hrefs import Kind
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.xml import DAV, Element, text

ADDRESS_REPORTS = ("C:addressbook-query", "C:addressbook-multiget", "D:sync-collection")
OF_PEOPLE = (
    "D:expand-property",
    "D:principal-match",
    "D:principal-property-search",
    "D:principal-search-property-set",
)
REPORTS = {
    Kind.BOOK: (*ADDRESS_REPORTS, "D:expand-property"),
    Kind.MEMBER: ("C:addressbook-multiget", "C:addressbook-query", "D:expand-property"),
}


class ResourceType(Property):
    """RFC 4918, section 15.9; RFC 6352, section 5.2; RFC 3744, section 4."""

    name = f"{DAV}resourcetype"
    listed = True
    marks = {Kind.PRINCIPAL: "<D:principal/>", Kind.BOOK: "<C:addressbook/>"}

    def markup(self, it: Shown, asked: Element | None) -> str:
        return "" if it.kind is Kind.MEMBER else "<D:collection/>" + self.marks.get(it.kind, "")


class DisplayName(Property):
    """RFC 4918, section 15.2. The phone shows that of the principal as the name of the account."""

    name = f"{DAV}displayname"
    of = COLLECTIONS
    listed = True

    def markup(self, it: Shown, asked: Element | None) -> str:
        return text(it.resource.name if it.kind is Kind.BOOK else str(it.request.user))


class ReportSet(Property):
    """RFC 3253, section 3.1.5."""

    name = f"{DAV}supported-report-set"

    def markup(self, it: Shown, asked: Element | None) -> str:
        names = REPORTS.get(it.kind, OF_PEOPLE)
        return "".join(
            f"<D:supported-report><D:report><{name}/></D:report></D:supported-report>" for name in names
        )
