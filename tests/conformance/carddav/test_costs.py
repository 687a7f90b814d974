"""What programs ask often costs little (carddav.md §2, §6): counted, since a time says something of the machine as well."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from kaartenbak.carddav.models import Member
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.address_ranges import add_range
from kaartenbak.contacts.ops.bulk import create_cards
from kaartenbak.contacts.ops.create import drafted
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.operations import LongOperation
from kaartenbak.testing.builders import a_person, an_address
from kaartenbak.testing.queries import queries_of
from tests.conformance.carddav.client import Answer, Dav
from tests.conformance.carddav.writer import put, vcard, writer

pytestmark = pytest.mark.django_db
# How each database gives new keys.
KEYS = ("nextval", "sqlite_sequence")


def test_a_new_card_takes_as_few_reads_in_a_full_book_as_in_an_empty_one():
    phone = writer()
    put(phone, "first.vcf", vcard(uid="first"))

    empty = reads_of(lambda: put(phone, "a.vcf", vcard(uid="a"), If_None_Match="*"))
    for _ in range(3):
        a_person()
    full = reads_of(lambda: put(phone, "b.vcf", vcard(uid="b"), If_None_Match="*"))

    assert (len(empty), len(full)) == (18, 18), "\n".join(full)


def reads_of(work: Callable[[], object]) -> list[str]:
    """The questions to the database, without those for new keys and for locks that are no rows."""
    asked = [sql for sql in queries_of(work) if sql.lstrip("(").startswith("SELECT") and " FROM " in sql]
    return [sql for sql in asked if not any(word in sql for word in KEYS)]


def test_the_password_of_a_device_is_looked_up_and_nothing_slow_is_reckoned(monkeypatch):
    phone, rounds = writer(), rounds_of_hashing(monkeypatch)

    asked = queries_of(lambda: phone.propfind("/dav/", "D:displayname"))

    assert [sql for sql in asked if '"accounts_apppassword"."digest" =' in sql] == asked[:1]
    assert rounds == []
    Client().post("/sign-in/", {"username": "eddy", "password": "that of the account"})
    assert len(rounds) == 1


def rounds_of_hashing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written down each time that a password of an account is reckoned with."""
    found: list[str] = []

    def counted(name: str) -> None:
        slow = getattr(Argon2PasswordHasher, name)

        def call(*given: object, **more: object) -> object:
            found.append(name)
            return slow(*given, **more)

        monkeypatch.setattr(Argon2PasswordHasher, name, call)

    counted("encode")
    counted("verify")
    return found


def test_a_listing_reads_its_cards_with_all_that_is_told_of_them_in_one_statement():
    phone = writer()
    made_at_once(20)
    address = an_address(a_person(), "FAIR")
    add_range(address=address, starts=date(2020, 6, 1), by=SYSTEM)

    asked = queries_of(lambda: phone.propfind(phone.all, "D:getetag", depth="1"))

    of_cards = [sql for sql in asked if 'FROM "contacts_contact"' in sql]
    with_periods = [sql for sql in of_cards if "contacts_addressrange" in sql]
    # The cards, that there are no more, which of them have periods, and those whole.
    assert (len(of_cards), len(with_periods)) == (4, 1), "\n".join(of_cards)
    # Asked of each card whether it has any, PostgreSQL looks through all there are for each.
    assert "EXISTS" not in with_periods[0]


def test_many_phone_numbers_that_change_take_the_statements_of_two():
    phone = writer()
    for name, count in (("a", 2), ("b", 40)):
        put(phone, f"{name}.vcf", vcard(*numbers(count, "1"), uid=name))

    two = queries_of(lambda: put(phone, "a.vcf", vcard(*numbers(2, "2"), uid="a")))
    many = queries_of(lambda: put(phone, "b.vcf", vcard(*numbers(40, "2"), uid="b")))

    assert len(many) <= len(two) + 2, "\n".join(many)
    present = (
        Member.objects.get(name="b.vcf").contact.channels.filter(kind="phone").values_list("value", flat=True)
    )
    assert [each for each in present if each.startswith("+32 9 22")] == [
        line.removeprefix("TEL:") for line in numbers(40, "2")
    ]


def numbers(count: int, last: str) -> list[str]:
    """Lines with phone numbers."""
    return [f"TEL:+32 9 22{number:02} 1{last}" for number in range(10, 10 + count)]


def test_a_multiget_of_five_hundred_cards_takes_the_statements_of_two():
    phone = writer()
    two, many = made_at_once(2), made_at_once(500)
    phone.multiget(phone.all, *addresses(phone, two))
    some = queries_of(lambda: phone.multiget(phone.all, *addresses(phone, two)))
    answers: list[Answer] = []

    asked = queries_of(lambda: answers.append(phone.multiget(phone.all, *addresses(phone, many))))

    assert [answer.text.count("BEGIN:VCARD") for answer in answers] == [500]
    assert len(asked) == len(some), "\n".join(asked)


def test_a_sync_after_five_hundred_changes_takes_the_statements_of_half_of_them():
    phone = writer()
    token = phone.sync(phone.all).token
    made_at_once(250)
    some = queries_of(lambda: phone.sync(phone.all, token))
    made_at_once(250)
    answers: list[Answer] = []

    asked = queries_of(lambda: answers.append(phone.sync(phone.all, token)))

    assert [len(answer.etags()) for answer in answers] == [500]
    assert len(asked) == len(some), "\n".join(asked)


def made_at_once(count: int) -> list[Contact]:
    """So many new people, in one operation."""
    desk = Desk(SYSTEM)
    work = LongOperation("contacts.create_contact", SYSTEM, needs="contacts.change")
    people = [{"kind": "person", "name": f"An {number}"} for number in range(count)]
    return work.run(lambda: create_cards([drafted(each, desk) for each in people], desk))


def addresses(phone: Dav, people: list[Contact]) -> list[str]:
    return [f"{phone.all}{each.uid}.vcf" for each in people]
