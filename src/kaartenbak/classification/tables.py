"""The code tables of this capability, as the setup shows and keeps them (`setup/tables.py`)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaartenbak.classification import models
from kaartenbak.classification.rules.web_sources import check_url
from kaartenbak.setup.rules.fields import Text
from kaartenbak.setup.tables import SETUP, CodeTableSpec

# The setup names the relations that links will have; a renamed code is renamed there, too.
RESERVED = ("relation_customer", "relation_vendor", "relation_bank_account", "relation_employee")

SPECS = (
    CodeTableSpec(models.MailingGroup, "mailing-groups", icon="mail", group=True),
    CodeTableSpec(models.IndustryGroup, "industry-groups", icon="factory", group=True),
    CodeTableSpec(
        models.BusinessRelation,
        "business-relations",
        icon="link-2",
        group=True,
        texts=tuple((SETUP, column) for column in RESERVED),
    ),
    CodeTableSpec(models.JobResponsibility, "job-responsibilities", icon="briefcase", group=True),
    CodeTableSpec(
        models.WebSource,
        "web-sources",
        icon="globe",
        fields=(Text("url", _("web address"), 250, check=partial(check_url, field="url")),),
    ),
)
