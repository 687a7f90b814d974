"""Working through the pairs one by one."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates.models import Separation, Suspect
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.duplicates.ops.separating import separate
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db
QUEUE = "/duplicates/queue/"


def a_pair(name: str, score: int) -> Suspect:
    """Two companies that may be one."""
    low, high = a_company(f"{name} A"), a_company(f"{name} B")
    Suspect.objects.filter(low__in=[low.pk, high.pk]).delete()
    Suspect.objects.filter(high__in=[low.pk, high.pk]).delete()
    return Suspect.objects.create(low=low.pk, high=high.pk, score=score)


def shown(address: str = QUEUE) -> str:
    return visitor(EDITOR).get(address).content.decode()


def test_the_surest_pair_comes_first_and_the_others_after_it():
    weak, strong = a_pair("Weak", 50), a_pair("Strong", 90)

    page = shown()
    assert "Strong A" in page
    assert "Weak A" not in page
    assert f'href="{QUEUE}?pair={weak.pk}" data-key="next-pair"' in page
    assert f'href="{QUEUE}?pair={strong.pk}" data-key="previous-pair"' in shown(f"{QUEUE}?pair={weak.pk}")


def test_what_was_found_is_told_in_words():
    pair = a_pair("De Smet", 90)
    Suspect.objects.filter(pk=pair.pk).update(evidence=[["email", "same"], ["birthday", "different"]])

    page = shown()
    assert "E-mail: the same" in page
    assert "Birthday: different" in page


def test_the_second_card_can_stay_and_the_columns_do_not_move():
    pair = a_pair("De Smet", 90)
    numbers = dict(Contact.objects.values_list("pk", "number"))

    page = shown(f"{QUEUE}?pair={pair.pk}&keep=2")

    assert f'action="/contacts/{numbers[pair.high]}/merging/"' in page
    assert page.index("De Smet A</a>") < page.index("De Smet B</a>")
    assert f'name="with" value="{numbers[pair.low]}"' in page


def test_a_merge_leads_to_the_next_pair_and_counts():
    weak, strong = a_pair("Weak", 50), a_pair("Strong", 90)
    kept, other = Contact.objects.get(pk=strong.low), Contact.objects.get(pk=strong.high)

    sent = {"with": other.number, "do": "merge", "next": f"{QUEUE}?pair={weak.pk}"}
    answer = visitor(EDITOR).post(f"/contacts/{kept.number}/merging/", sent, follow=True)

    page = answer.content.decode()
    assert "Weak A" in page
    assert "today 1 merged, 0 different" in page


def test_not_the_same_is_remembered_with_its_reason_and_counts():
    pair = a_pair("De Smet", 90)

    answer = visitor(EDITOR).post(
        f"/duplicates/{pair.pk}/different/", {"reason": "Father and son"}, follow=True
    )

    assert "No pair is waiting" in answer.content.decode()
    assert "today 0 merged, 1 different" in answer.content.decode()
    assert Separation.objects.get().reason == "Father and son"


def test_what_was_taken_back_does_not_count():
    pair = a_pair("De Smet", 90)
    separate(suspect=pair, by=EDITOR)
    undo(entry=Operation.objects.latest("id"), by=MANAGER)

    assert "today 0 merged, 0 different" in shown()


def test_who_is_different_from_the_merged_is_different_from_the_survivor():
    pair, third = a_pair("De Smet", 90), a_company("Someone else")
    other = Suspect.objects.create(low=pair.high, high=third.pk, score=80)
    separate(suspect=other, reason="Not them", by=EDITOR)
    kept, gone = Contact.objects.get(pk=pair.low), Contact.objects.get(pk=pair.high)

    merge(contact=kept, duplicates=[Duplicate(gone)], by=EDITOR)
    assert Separation.objects.get(low=kept.pk, high=third.pk).reason == "Not them"
    undo(entry=Operation.objects.latest("id"), by=MANAGER)

    assert [(each.low, each.high) for each in Separation.objects.all()] == [(gone.pk, third.pk)]


@pytest.mark.parametrize(
    "query", ["?pair=x", "?pair=99999999999999999999", "?pair=%00", "?keep=9", "?pair=7"]
)
def test_strange_addresses_show_the_first_pair(query):
    a_pair("De Smet", 90)

    assert "De Smet A" in shown(QUEUE + query)


def test_a_reader_may_not_work_through_them():
    pair = a_pair("De Smet", 90)
    client = visitor(READER)

    assert client.get(QUEUE).status_code == 403
    assert client.post(f"/duplicates/{pair.pk}/different/").status_code == 403
    assert not Separation.objects.exists()
