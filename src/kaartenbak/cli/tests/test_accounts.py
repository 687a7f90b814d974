"""Users and tokens from the command line."""

from kaartenbak.accounts.models import Token, User
from kaartenbak.history.models import Operation

PASSWORD = "an-honest-password"


def test_somebody_who_was_created_can_sign_in(kaartenbak):
    answer = kaartenbak(
        "user", "create", "Claire", "--role", "manager", "--password-stdin", stdin=PASSWORD + "\n"
    )

    claire = User.objects.get(username="claire")
    assert answer.status == 0
    assert claire.role == "manager"
    assert claire.check_password(PASSWORD)
    assert Operation.objects.latest("pk").channel == "cli"


def test_a_name_is_given_once(kaartenbak):
    kaartenbak("user", "create", "claire", "--password-stdin", stdin=PASSWORD)

    answer = kaartenbak("user", "create", "claire", "--password-stdin", stdin=PASSWORD)

    assert answer.status == 1
    assert User.objects.count() == 1


def test_a_poor_password_is_refused_with_the_reason(kaartenbak):
    answer = kaartenbak("user", "create", "claire", "--password-stdin", stdin="short")

    assert answer.status == 1
    assert "10" in answer.err
    assert not User.objects.exists()


def test_an_impossible_name_is_refused_before_a_password_is_asked_for(kaartenbak):
    answer = kaartenbak("user", "create", "a b", "--password-stdin")

    assert answer.status == 1
    assert "a b" in answer.err
    assert "password" not in answer.err.lower()


def test_no_password_is_refused(kaartenbak):
    answer = kaartenbak("user", "create", "claire", "--password-stdin")

    assert (answer.status, answer.err) == (1, "No password was given.\n")
    assert not User.objects.exists()


def test_the_list_names_everybody_with_the_role(kaartenbak):
    kaartenbak("user", "create", "claire", "--role", "admin", "--password-stdin", stdin=PASSWORD)
    kaartenbak("user", "create", "bob", "--full-name", "Bob Bosmans", "--password-stdin", stdin=PASSWORD)
    kaartenbak("user", "disable", "bob")

    assert kaartenbak("user", "list").lines == [
        "claire  admin",
        "bob     reader  Bob Bosmans  disabled",
    ]


def test_a_role_is_changed(kaartenbak):
    kaartenbak("user", "create", "bob", "--password-stdin", stdin=PASSWORD)

    assert kaartenbak("user", "role", "bob", "editor").status == 0
    assert User.objects.get().role == "editor"


def test_the_last_administrator_stays(kaartenbak):
    kaartenbak("user", "create", "claire", "--role", "admin", "--password-stdin", stdin=PASSWORD)

    assert kaartenbak("user", "disable", "claire").status == 1
    assert User.objects.get().is_active


def test_a_reader_may_not_add_users(kaartenbak):
    kaartenbak("user", "create", "rita", "--password-stdin", stdin=PASSWORD)

    answer = kaartenbak("user", "create", "bob", "--password-stdin", "--user", "rita", stdin=PASSWORD)

    assert answer.status == 1
    assert "Manage users" in answer.err
    assert User.objects.count() == 1


def test_a_token_is_printed_alone_and_once(kaartenbak):
    kaartenbak("user", "create", "claire", "--password-stdin", stdin=PASSWORD)

    answer = kaartenbak(
        "token", "create", "--user", "claire", "--name", "intranet", "--read-only", "--expires", "2099-12-31"
    )

    token = Token.objects.get()
    assert answer.status == 0
    assert len(answer.lines) == 1
    assert answer.out.startswith("kb_")
    assert (token.name, token.read_only, str(token.expires)) == ("intranet", True, "2099-12-31")


def test_a_day_that_is_none_is_wrong_usage(kaartenbak):
    answer = kaartenbak("token", "create", "--user", "claire", "--expires", "tomorrow")

    assert answer.status == 2
    assert "tomorrow is no day" in answer.err
