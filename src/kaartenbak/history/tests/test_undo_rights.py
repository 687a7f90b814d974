"""Who may take what back."""

import pytest

from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.tests.cards import a_card, change, done, make_code, now
from kaartenbak.history.undo import undo
from kaartenbak.setup.models import Territory
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER, READER

pytestmark = pytest.mark.django_db


def test_somebody_elses_operation_is_undone_by_a_manager_only():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=MANAGER)

    with pytest.raises(Refused) as refusal:
        undo(entry=entry, by=EDITOR)
    assert (refusal.value.key, now(card).name) == ("undo.not_yours", "B")
    undo(entry=done(change, row=card, name="C", by=EDITOR), by=MANAGER)
    assert now(card).name == "B"


def test_a_reader_undoes_nothing():
    with pytest.raises(NotAllowed):
        undo(entry=done(change, row=a_card(), name="B", by=EDITOR), by=READER)


def test_undoing_needs_the_permission_of_what_is_undone():
    entry = done(make_code, code="N", by=ADMIN)
    Operation.objects.filter(pk=entry.pk).update(actor_id=EDITOR.user_id)

    with pytest.raises(NotAllowed):
        undo(entry=entry, by=EDITOR)
    assert Territory.objects.filter(code="N").exists()
