"""How commands are called, and how they end."""

import pytest

from kaartenbak.cli.command import Group
from kaartenbak.cli.commands import COMMANDS

NAMES = [
    (each.name, below.name) if isinstance(each, Group) else (each.name,)
    for each in COMMANDS
    for below in (each.commands if isinstance(each, Group) else (each,))
]


@pytest.mark.parametrize("words", [words for words in NAMES if words != ("manage",)], ids=" ".join)
def test_every_command_tells_how_it_is_used(kaartenbak, words):
    answer = kaartenbak(*words, "--help")

    assert answer.status == 0
    assert answer.out.startswith(f"usage: kaartenbak {' '.join(words)}")
    assert len(answer.lines) > 3


def test_an_unknown_command_is_wrong_usage(kaartenbak):
    answer = kaartenbak("destroy")

    assert (answer.status, answer.out) == (2, "")
    assert "invalid choice: 'destroy'" in answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("serve", "--port", "abc"), "argument --port: 'abc' is no whole number"),
        (("serve", "--port", "0"), "argument --port: 0 is not between 1 and 65535"),
        (("serve", "--workers", "0"), "argument --workers: 0 is not between 1 and 256"),
        (("find", "x", "--limit", "many"), "argument --limit: 'many' is no whole number"),
    ],
)
def test_a_number_that_cannot_be_is_named(kaartenbak, words, told):
    answer = kaartenbak(*words)

    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err


def test_a_refusal_is_one_sentence_on_standard_error(kaartenbak):
    answer = kaartenbak("undo", "4711")

    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "There is no operation 4711 in the history, or you may not see it.\n"

    assert kaartenbak("find", "nobody").status == 0


def test_a_refusal_of_a_user_who_does_not_exist_names_him(kaartenbak):
    answer = kaartenbak("find", "peeters", "--user", "nobody")

    assert answer.status == 1
    assert "nobody" in answer.err


def test_django_s_own_commands_are_at_hand(kaartenbak):
    answer = kaartenbak("manage", "showmigrations", "search")

    assert answer.status == 0
    assert "[X] 0001_initial" in answer.out


@pytest.mark.parametrize(
    "words", [("find", "x"), ("export", "-"), ("user", "list"), ("check",), ("undo", "1")]
)
def test_a_mistyped_home_folder_is_refused_and_not_made(kaartenbak, monkeypatch, tmp_path, words):
    monkeypatch.delenv("KAARTENBAK_DATABASE_URL", raising=False)
    monkeypatch.setenv("KAARTENBAK_HOME", str(tmp_path / "kartenbak"))

    answer = kaartenbak(*words)

    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"There is no register in {tmp_path / 'kartenbak'}. ")
    assert not (tmp_path / "kartenbak").exists()
