"""Many programs at the same card, or making cards at the same moment: nothing is lost and nobody is let down."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from tests.conformance.calling import a_company, a_person, refusal

pytestmark = pytest.mark.slow

CLIENTS = 20
ROUNDS = 3


def at_once(register, send: Callable[[httpx.Client, int], httpx.Response]) -> list[httpx.Response]:
    """What each of the clients got, all of them having sent at the same moment."""
    barrier = Barrier(CLIENTS)

    def one(number: int) -> httpx.Response:
        with register.caller("editor") as caller:
            caller.get("/me")
            barrier.wait()
            return send(caller, number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(one, range(CLIENTS)))
    assert not [answer.text for answer in answers if answer.status_code >= 500]
    return answers


def renaming(path: str, turn: int, **headers: str) -> Callable[[httpx.Client, int], httpx.Response]:
    """A change of the card by each client, with a value of its own."""
    return lambda caller, number: caller.patch(path, json={"name_2": f"{turn} {number}"}, headers=headers)


def history(editor, card, field):
    items = editor.get(f"/contacts/{card['number']}/history?limit=500").json()["items"]
    return [each for each in items if each["field"] == field]


def test_every_change_of_one_card_is_in_its_history_and_counts(register, editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"

    for turn in range(ROUNDS):
        answers = at_once(register, renaming(path, turn))
        assert Counter(answer.status_code for answer in answers) == {200: CLIENTS}

    happened = history(editor, card, "name_2")
    written = {f"{turn} {number}" for turn in range(ROUNDS) for number in range(CLIENTS)}
    assert {each["new"] for each in happened} == written
    assert [each["old"] for each in happened] == [each["new"] for each in happened[1:]] + [""]
    now = editor.get(path).json()
    assert (now["version"], now["name_2"]) == (1 + len(written), happened[0]["new"])


def test_changes_of_different_fields_are_all_kept(register, editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"
    fields = (
        "name_2",
        "phone",
        "mobile",
        "fax",
        "website",
        "external_id",
        "extension",
        "registration_number",
    )

    at_once(
        register, lambda caller, n: caller.patch(path, json={fields[n % len(fields)]: f"1{n % len(fields)}"})
    )

    now = editor.get(path).json()
    assert {name: now[name] for name in fields} == {name: f"1{place}" for place, name in enumerate(fields)}


def test_of_those_who_saw_the_same_version_exactly_one_wins(register, editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"

    for turn in range(ROUNDS):
        seen = editor.get(path).headers["ETag"]
        answers = at_once(register, renaming(path, turn, **{"If-Match": seen}))

        assert Counter(answer.status_code for answer in answers) == {200: 1, 412: CLIENTS - 1}
        winner = next(answer for answer in answers if answer.status_code == 200)
        now = editor.get(path).json()
        assert (now["version"], now["name_2"]) == (turn + 2, winner.json()["name_2"])
        for answer in answers:
            if answer is not winner:
                assert refusal(answer)[:2] == (412, "version.stale")
                assert answer.json()["version"] == turn + 2
    assert len(history(editor, card, "name_2")) == ROUNDS


def test_a_company_and_its_people_change_together(register, editor):
    company = a_company(editor, phone="09 0")
    people = [a_person(editor, company=company["number"]) for _ in range(5)]

    def send(caller: httpx.Client, number: int) -> httpx.Response:
        if number % 2:
            return caller.patch(f"/contacts/{company['number']}", json={"phone": f"09 {number}"})
        person = people[number % 5]
        return caller.patch(f"/contacts/{person['number']}", json={"job_title": f"Functie {number}"})

    answers = at_once(register, send)

    assert Counter(answer.status_code for answer in answers) == {200: CLIENTS}
    phone = editor.get(f"/contacts/{company['number']}").json()["phone"]
    now = [editor.get(f"/contacts/{person['number']}").json() for person in people]
    assert {person["phone"] for person in now} == {phone}
    assert all(person["job_title"] for person in now)


def test_cards_made_at_once_have_numbers_of_their_own(register, editor):
    answers = [
        answer
        for _ in range(ROUNDS)
        for answer in at_once(
            register, lambda caller, n: caller.post("/contacts", json={"name": f"Tegelijk {n}"})
        )
    ]

    assert Counter(answer.status_code for answer in answers) == {201: ROUNDS * CLIENTS}
    numbers = {answer.json()["number"] for answer in answers}
    assert len(numbers) == len(answers)
    assert all(editor.get(f"/contacts/{number}").status_code == 200 for number in numbers)


def test_one_number_given_by_many_is_given_to_one(register, admin):
    series = admin.get("/setup").json()["number_series"]["contacts"]
    admin.patch(f"/number-series/{series}", json={"manual": True})
    body = {"name": "Zelfde nummer", "number": "ZELFDE-1"}

    answers = at_once(register, lambda caller, _n: caller.post("/contacts", json=body))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: CLIENTS - 1}
    assert {refusal(answer)[1] for answer in answers if answer.status_code == 409} == {"number.exists"}


def test_one_operation_undone_by_many_is_undone_once(register, editor):
    card = a_company(editor)
    operation = editor.patch(f"/contacts/{card['number']}", json={"name_2": "Weg"}).headers["Operation"]

    answers = at_once(register, lambda caller, _n: caller.post(f"/operations/{operation}/undo", json={}))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: CLIENTS - 1}
    assert {refusal(answer)[1] for answer in answers if answer.status_code == 409} == {"undo.already_undone"}
    assert editor.get(f"/contacts/{card['number']}").json()["name_2"] == ""


def test_a_card_deleted_while_others_change_it_is_gone_for_all(register, editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"

    answers = at_once(
        register,
        lambda caller, n: caller.delete(path) if n == 0 else caller.patch(path, json={"name_2": str(n)}),
    )

    assert answers[0].status_code == 204
    assert {answer.status_code for answer in answers[1:]} <= {200, 404}
    assert editor.get(path).status_code == 404
    deleted = editor.post(f"/operations/{answers[0].headers['Operation']}/undo", json={})
    kept = Counter(answer.status_code for answer in answers)[200]
    assert deleted.status_code == 200
    assert len(history(editor, card, "name_2")) == kept
