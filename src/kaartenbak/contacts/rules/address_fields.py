"""The fields of an alternative address in one table, with the names and lengths of the same fields of the card."""

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.rules.fields import FIELDS as OF_CARD
from kaartenbak.contacts.rules.fields import Field, Kind, code, text

PLACE = ("street", "street_2", "postcode", "city", "county", "country")
TABLE = (
    code("code", _("code"), 11),
    text("company_name", _("company name"), 100),
    text("company_name_2", _("company name 2"), 50),
    *(OF_CARD[name] for name in (*PLACE, "phone", "mobile", "fax", "extension")),
    # One address only; that of the card may hold several.
    Field("email", _("E-mail"), Kind.EMAIL, 80),
    OF_CARD["website"],
)
FIELDS = {field.name: field for field in TABLE}
# Those that the card has as well, and that are cleaned as there.
SHARED = frozenset(FIELDS) - {"code", "company_name", "company_name_2", "email"}
# Those that have a normal form beside them.
NORMAL = ("phone", "mobile", "fax", "email")
