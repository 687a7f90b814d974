"""The pages of one's own account and those of administrators."""

import re

import pytest
from django.urls import reverse

from kaartenbak.accounts import ops
from kaartenbak.accounts.models import Token, User
from kaartenbak.accounts.rules import roles
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER, READER
from kaartenbak.testing.clients import Api, user_of, visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery"


@pytest.mark.parametrize(
    "path", ["/account/", "/account/password/", "/account/tokens/", "/users/permissions/"]
)
def test_everybody_sees_his_own_pages(path):
    assert visitor(READER).get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/users/", "/users/new/", "/users/of/rita/", "/users/of/rita/password/", "/users/of/rita/tokens/"],
)
def test_only_administrators_see_the_pages_about_users(path):
    user_of(READER)

    assert visitor(MANAGER).get(path).status_code == 403
    assert visitor(ADMIN).get(path).status_code == 200


def test_a_profile_is_changed_and_a_mistake_stays_on_its_field():
    client = visitor(EDITOR)

    saved = client.post("/account/", {"name": "Eddy E.", "language": "en", "work_date": "2026-03-01"})
    refused = client.post("/account/", {"name": "x" * 101, "language": "en"})

    user = user_of(EDITOR)
    assert (saved.status_code, refused.status_code) == (302, 422)
    assert (user.name, str(user.work_date)) == ("Eddy E.", "2026-03-01")
    assert refused.context["form"].errors.keys() == {"name"}


def test_the_work_date_is_today_for_the_user():
    client = visitor(EDITOR)
    client.post("/account/", {"name": "Eddy", "work_date": "2026-03-01"})

    assert str(client.get("/account/").context["actor"].today) == "2026-03-01"


def test_a_new_key_is_shown_once_and_works():
    client = visitor(EDITOR)

    made = client.post("/account/tokens/", {"name": "Accounting"})
    again = client.get("/account/tokens/")

    key = re.search(r"kb_[\w-]{43}", made.content.decode())
    assert key
    assert key[0] not in again.content.decode()
    assert Api({"Authorization": f"Bearer {key[0]}"}).get("/me").status == 200
    assert "no-store" in made.headers["Cache-Control"]


def test_a_token_of_somebody_else_cannot_be_revoked():
    token = ops.create_token(user=user_of(READER), by=READER).token

    assert visitor(EDITOR).post(f"/account/tokens/{token.pk}/revocation/").status_code == 404
    assert visitor(READER).post(f"/account/tokens/{token.pk}/revocation/").status_code == 302
    assert not Token.objects.exists()


def test_an_administrator_adds_a_user_who_chooses_a_password_of_his_own():
    client = visitor(ADMIN)

    client.post("/users/new/", {"username": "Bob", "name": "Bob", "role": "editor", "password": GOOD})

    bob = User.objects.get(username="bob")
    assert (bob.role, bob.password_temporary, bob.check_password(GOOD)) == ("editor", True, True)


def test_an_administrator_changes_details_and_role_in_one_operation():
    ops.create_user(username="bob", password=GOOD, by=SYSTEM)
    client = visitor(ADMIN)

    client.post("/users/of/bob/", {"username": "robert", "name": "Robert", "role": "manager"})

    changed = User.objects.get(username="robert")
    assert (changed.name, changed.role) == ("Robert", "manager")


def test_a_refused_change_of_role_changes_nothing():
    client = visitor(ADMIN)

    answer = client.post("/users/of/adam/", {"username": "adam", "name": "Other", "role": "reader"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"role"}
    assert (user_of(ADMIN).name, user_of(ADMIN).role) == ("Adam Admin", "admin")


def test_a_new_password_ends_the_open_sessions():
    theirs = visitor(EDITOR)

    visitor(ADMIN).post("/users/of/eddy/password/", {"password": GOOD})

    assert theirs.get("/account/").headers["Location"].startswith("/sign-in/")


def test_every_permission_is_explained_on_the_page_of_roles():
    page = visitor(READER).get(reverse("accounts:permissions")).content.decode()

    assert roles.LABELS.keys() == roles.PERMISSIONS.keys()
    assert page.count('<th scope="row">') == len(roles.PERMISSIONS)


def test_from_the_roles_an_administrator_gets_back_to_the_users():
    way_back = '<li><a href="/users/">Users</a></li>'

    assert way_back in visitor(ADMIN).get("/users/permissions/").text
    assert way_back not in visitor(READER).get("/users/permissions/").text


def a_user() -> User:
    return ops.create_user(username=f"user{User.objects.count()}", password=GOOD, by=SYSTEM)


def test_the_list_of_users_needs_the_same_queries_for_one_and_for_many():
    administrator = visitor(ADMIN)

    assert_same_queries(lambda: administrator.get("/users/"), a_user)


def test_the_list_of_tokens_needs_the_same_queries_for_one_and_for_many():
    client = visitor(EDITOR)

    assert_same_queries(
        lambda: client.get("/account/tokens/"), lambda: ops.create_token(user=user_of(EDITOR), by=EDITOR)
    )
