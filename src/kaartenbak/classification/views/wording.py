"""Sentences about the groupings that need an article or a gender, in whole for each."""

from django.utils.translation import gettext_lazy as _

from kaartenbak.classification.groupings import Grouping

ADDING = {
    "mailing_groups": _("Add a mailing group"),
    "industry_groups": _("Add an industry group"),
    "business_relations": _("Add a business relation"),
    "job_responsibilities": _("Add a job responsibility"),
    "web_sources": _("Add a web source"),
}
NEW = {
    "mailing_groups": _("New mailing group"),
    "industry_groups": _("New industry group"),
    "business_relations": _("New business relation"),
    "job_responsibilities": _("New job responsibility"),
    "web_sources": _("New web source"),
}
OFFERED = {
    "mailing_groups": _("Add “{typed}” as a new mailing group"),
    "industry_groups": _("Add “{typed}” as a new industry group"),
    "business_relations": _("Add “{typed}” as a new business relation"),
    "job_responsibilities": _("Add “{typed}” as a new job responsibility"),
    "web_sources": _("Add “{typed}” as a new web source"),
}


def adding(grouping: Grouping) -> str:
    """What the field is called that adds one to a contact."""
    return str(ADDING[grouping.name])


def new(grouping: Grouping) -> str:
    """What the form is called that makes a code."""
    return str(NEW[grouping.name])


def offered(grouping: Grouping, typed: str) -> str:
    """The option that makes a code of what was typed."""
    return str(OFFERED[grouping.name]).format(typed=typed)
