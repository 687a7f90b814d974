"""How the databases are set up."""

import pytest
from django.db import connection

from kaartenbak.accounts.models import User
from kaartenbak.config.database import from_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////srv/cards.db", {"NAME": "/srv/cards.db"}),
        ("postgresql://an:p%40ss@db:5433/cards", {"NAME": "cards", "USER": "an", "HOST": "db", "PORT": "5433"}),
        ("postgresql://an:p%40ss@db/cards", {"PASSWORD": "p@ss", "PORT": ""}),
        ("postgres:///cards?host=/run/postgresql", {"NAME": "cards", "HOST": "/run/postgresql", "PORT": ""}),
    ],
)  # fmt: skip
def test_the_database_that_an_address_names(url, expected):
    found = from_url(url)

    assert {name: found[name] for name in expected} == expected


def test_an_address_of_another_database_is_refused():
    with pytest.raises(ValueError, match="it must be postgresql:// or sqlite:///"):
        from_url("mysql://an@db/cards")


def test_options_of_the_address_come_before_ours():
    ours = from_url("postgresql://db/cards")["OPTIONS"]
    own = from_url("postgresql://db/cards?options=-c%20work_mem%3D64MB&sslmode=require")["OPTIONS"]

    assert ours["options"] == "-c join_collapse_limit=4"
    assert own == ours | {"options": "-c work_mem=64MB", "sslmode": "require"}


def test_statements_are_prepared_unless_the_address_says_no():
    ours = from_url("postgresql://db/cards")["OPTIONS"]
    pooled = from_url("postgresql://db/cards?prepare=no")["OPTIONS"]

    assert (ours["server_side_binding"], ours["prepare_threshold"]) == (True, 3)
    assert pooled == ours | {"server_side_binding": False, "prepare_threshold": None}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has this setting")
def test_postgresql_does_not_try_every_order_of_many_tables():
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")

        assert cursor.fetchone() == ("4",)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL prepares statements")
def test_a_statement_that_comes_again_is_planned_once():
    for number in range(6):
        User.objects.filter(username=f"claire-{number}").exists()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%accounts_user%"]
        )

        assert cursor.fetchone()[0] >= 1
