"""Adding users, changing them, and who is kept from what."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kaartenbak.accounts import ops, queries
from kaartenbak.accounts.models import User
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.undo import undo
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.clients import user_of

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery"


def an_administrator(name: str = "ann") -> User:
    return ops.create_user(username=name, password=GOOD, role="admin", by=SYSTEM)


def entry_of(operation: int | None) -> Operation:
    return Operation.objects.get(pk=operation or 0)


def test_a_user_name_is_kept_without_capitals_and_found_however_it_is_typed():
    ann = ops.create_user(username=" Ann.Claes ", password=GOOD, by=SYSTEM)

    assert ann.username == "ann.claes"
    assert queries.user_named("ANN.claes ") == ann


@pytest.mark.parametrize(
    ("case", "username", "code"),
    [
        ("blank", "  ", "value.required"),
        ("with a blank in it", "ann claes", "user.name"),
        ("too long", "a" * 151, "value.too_long"),
        ("markup", "<b>", "user.name"),
    ],
)
def test_a_user_name_has_a_shape(case, username, code):
    with pytest.raises(Refused) as refusal:
        ops.create_user(username=username, password=GOOD, by=SYSTEM)

    assert (refusal.value.key, refusal.value.field) == (code, "username"), case
    assert not User.objects.exists()


def test_two_users_cannot_have_one_name():
    an_administrator("ann")

    with pytest.raises(Refused) as refusal:
        ops.create_user(username="Ann", password=GOOD, by=SYSTEM)

    assert (refusal.value.key, refusal.value.field) == ("user.exists", "username")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "password", "code"),
    [
        ("short", "kort", "password.too_short"),
        ("guessed first", "password123", "password.too_common"),
        ("like the name", "annelies.de.smet", "password.too_similar"),
        ("endless", "x" * 1001, "value.too_long"),
    ],
)
def test_a_password_must_be_worth_something(case, password, code):
    with pytest.raises(Refused) as refusal:
        ops.create_user(username="annelies.de.smet", password=password, by=SYSTEM)

    assert refusal.value.key == code, case
    assert not User.objects.exists()


def test_only_administrators_manage_users():
    with pytest.raises(NotAllowed):
        ops.create_user(username="bob", password=GOOD, by=MANAGER)
    with pytest.raises(NotAllowed):
        ops.change_role(user=user_of(EDITOR), role="admin", by=EDITOR)

    assert list(User.objects.values_list("username", "role")) == [("eddy", "editor")]


@pytest.mark.parametrize("leave", [{"op": ops.change_role, "role": "reader"}, {"op": ops.disable_user}])
def test_the_last_administrator_stays(leave):
    ann = an_administrator()
    arguments = dict(leave)

    with pytest.raises(Refused) as refusal:
        arguments.pop("op")(user=ann, by=SYSTEM, **arguments)

    assert refusal.value.key == "user.last_administrator"
    assert list(queries.active_administrators()) == [ann]


def test_an_undo_does_not_take_the_last_administrator_away_either():
    ann, bea = an_administrator("ann"), ops.create_user(username="bea", password=GOOD, by=SYSTEM)
    promotion = perform(ops.change_role, user=bea, role="admin", by=SYSTEM).operation
    ops.change_role(user=ann, role="editor", by=SYSTEM)

    with pytest.raises(Refused) as refusal:
        undo(entry=entry_of(promotion), by=SYSTEM)

    assert refusal.value.key == "user.last_administrator"
    assert list(queries.active_administrators()) == [bea]


def test_a_manager_cannot_undo_what_an_administrator_did_with_his_role():
    user = user_of(MANAGER)
    an_administrator()
    ops.change_role(user=user, role="admin", by=SYSTEM)
    demotion = perform(ops.change_role, user=user, role="manager", by=SYSTEM).operation

    with pytest.raises(NotAllowed):
        undo(entry=entry_of(demotion), by=MANAGER)

    assert User.objects.get(pk=user.pk).role == "manager"


def test_a_user_changes_his_own_details_but_not_his_role():
    user = user_of(EDITOR)

    ops.change_own_profile(name="Eddy E.", language="fr-BE", by=EDITOR)
    with pytest.raises(Refused) as refusal:
        ops.change_own_profile(role="admin", by=EDITOR)

    user.refresh_from_db()
    assert refusal.value.key == "field.unknown"
    assert (user.name, user.language, user.role) == ("Eddy E.", "fr", "editor")


def test_all_that_is_wrong_with_a_profile_is_said_at_once():
    user_of(EDITOR)

    with pytest.raises(Refused) as refusal:
        ops.change_own_profile(name="x" * 101, email="nobody", language="xx", salesperson="JAN", by=EDITOR)

    assert [(each.key, each.field) for each in refusal.value.all] == [
        ("value.too_long", "name"),
        ("email.not_one", "email"),
        ("value.choice", "language"),
        ("reference.unknown", "salesperson"),
    ]


def test_setting_a_password_is_in_the_history_and_the_password_is_not():
    user = user_of(EDITOR)

    operation = perform(ops.set_password, user=user, password=GOOD, by=SYSTEM).operation

    entry = entry_of(operation)
    assert (entry.kind, entry.changes.count()) == ("accounts.set_password", 0)
    assert entry.facts == {"user": "Eddy Editor"}
    user.refresh_from_db()
    assert user.check_password(GOOD)
    assert user.password_temporary


def test_a_new_password_of_ones_own_needs_the_old_one():
    user = ops.set_password(user=user_of(EDITOR), password=GOOD, by=SYSTEM)

    with pytest.raises(Refused) as refusal:
        ops.change_own_password(old="wrong", new="another good one", by=EDITOR)
    ops.change_own_password(old=GOOD, new="another good one", by=EDITOR)

    user.refresh_from_db()
    assert (refusal.value.key, refusal.value.field) == ("password.wrong", "old")
    assert user.check_password("another good one")
    assert not user.password_temporary


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_becomes_the_first_administrator():
    def begin(name: str) -> str:
        try:
            return str(ops.first_administrator(username=name, password=GOOD, by=SYSTEM))
        except Refused as refusal:
            return refusal.key
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        outcomes = sorted(pool.map(begin, ["ann", "bea", "cis"]))

    assert outcomes[1:] == ["user.there_already"] * 2
    assert [user.username for user in User.objects.all()] == outcomes[:1]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_do_not_both_go():
    both = [an_administrator("ann"), an_administrator("bea")]

    def leave(user: User) -> str:
        try:
            return str(ops.change_role(user=user, role="reader", by=SYSTEM).role)
        except Refused as refusal:
            return refusal.key
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(leave, both))

    assert outcomes == ["reader", "user.last_administrator"]
    assert queries.active_administrators().count() == 1
