"""An import that is taken back on its page."""

import pytest

from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.exchange.tests.files_of import bring, operation_of
from kaartenbak.testing.builders import a_company, a_setup
from kaartenbak.testing.cast import MANAGER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


def test_a_group_that_somebody_joined_since_is_named_where_it_stands_in_the_way():
    a_setup()
    record = bring("name,mailing_groups\nMaes,KERST\n", by=MANAGER)
    claes = a_company("Claes")
    assign(contact=claes, code=MailingGroup.objects.get(), by=MANAGER)

    page = visitor(MANAGER).get(f"/history/{operation_of(record).pk}/undo/")

    told = [(each.card, each.name, each.label, each.now) for each in page.context["obstacles"]]
    assert told == [("", "KERST", "mailing group", str(claes))]
    assert "<td>KERST</td>" in page.content.decode()
