"""Two cards that become one: the address of the one that is gone leads nowhere, and its identifier to the one that is left."""

import pytest

from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_code, a_person
from kaartenbak.testing.cast import EDITOR
from tests.conformance.carddav.client import Dav
from tests.conformance.carddav.writer import get, put, vcard, writer

pytestmark = pytest.mark.django_db
MISSING = "HTTP/1.1 404 Not Found"


def merged(phone: Dav) -> tuple[str, str, str]:
    """The names of the card that is left and of the one that is gone, and the text of that one before."""
    kept, other = a_person("An Claes"), a_person("An Klaas")
    names = [f"{each.uid}.vcf" for each in (kept, other)]
    text = get(phone, names[1]).text
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)
    return names[0], names[1], text


def test_what_is_gone_is_gone_by_every_method():
    phone = writer()
    _kept, gone, text = merged(phone)
    href = f"{phone.all}{gone}"

    assert get(phone, gone).status == 404
    assert phone.propfind(href, "D:getetag").status == 404
    assert phone.call("DELETE", href).status == 404
    assert phone.multiget(phone.all, href).statuses() == {href: MISSING}
    assert put(phone, gone, text, If_Match='"stale"').status == 412
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"If_None_Match": "*"}])
def test_sent_again_it_makes_no_second_contact_and_names_the_one_that_is_left(headers):
    phone = writer()
    kept, gone, text = merged(phone)

    answer = put(phone, gone, text.replace("Klaas", "Claeys"), **headers)

    assert (answer.status, answer.root[0][0].text) == (409, f"{phone.all}{kept}")
    assert [each.name for each in Contact.objects.all()] == ["An Claes"]


def test_in_a_book_without_the_one_that_is_left_it_joins_that_one():
    group = a_code(MailingGroup, "XMAS")
    phone = writer("all", f"group-{group.pk}")
    _kept, gone, text = merged(phone)

    answer = put(phone, gone, text, book=f"{phone.home}group-{group.pk}/")

    assert answer.status == 201
    assert [each.contact.name for each in group.assignments.all()] == ["An Claes"]
    assert Contact.objects.count() == 1


def test_when_the_merge_is_undone_both_are_at_their_addresses_again():
    phone = writer()
    kept, gone, _text = merged(phone)
    token = phone.sync(phone.all).token

    undo(entry=Operation.objects.latest("pk"), by=EDITOR)

    assert sorted(phone.sync(phone.all, token).etags()) == sorted(
        f"{phone.all}{each}" for each in (kept, gone)
    )
    assert "FN:An Klaas" in get(phone, gone).text
    assert put(phone, gone, vcard(uid=gone.removesuffix(".vcf"))).status == 204
