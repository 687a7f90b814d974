"""Taking operations back from the command line."""

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company
from kaartenbak.testing.cast import EDITOR


def test_an_operation_is_taken_back(kaartenbak):
    a_company("Drukkerij Peeters", city="Gent")
    entry = Operation.objects.latest("pk")

    answer = kaartenbak("undo", str(entry.pk))

    assert answer.status == 0
    assert f"by operation {Operation.objects.latest('pk').pk}" in answer.out
    assert not Contact.objects.exists()


def test_a_dry_run_says_what_would_happen_and_does_nothing(kaartenbak):
    a_company("Drukkerij Peeters", city="Gent")

    answer = kaartenbak("undo", str(Operation.objects.latest("pk").pk), "--dry-run")

    assert (answer.status, answer.out) == (0, "1 row would be put back.\n")
    assert Contact.objects.count() == 1


def test_what_has_changed_since_is_listed_and_nothing_is_done(kaartenbak):
    company = a_company("Drukkerij Peeters", city="Gent")
    entry = Operation.objects.latest("pk")
    change_contact(contact=company, values={"city": "Aalst"}, by=EDITOR)

    answer = kaartenbak("undo", str(entry.pk))

    assert answer.status == 1
    assert f"{company.number}: city was Gent, and is Aalst now." in answer.lines
    assert Contact.objects.get().city == "Aalst"
