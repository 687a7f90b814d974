"""carddav.md §5 and §12: of many writers with one condition exactly one wins, each time, also with four processes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conformance.carddav.writer import vcard

WRITERS = 6
PROCESSES, ROUNDS = 4, 20


def all_at_once(account, requests: list[tuple[str, str, dict[str, str]]]) -> list[int]:
    """The statuses of what many send at one time."""

    def send(request: tuple[str, str, dict[str, str]]) -> int:
        name, text, headers = request
        with account.connected() as client:
            sent = {"Content-Type": "text/vcard"} | headers
            return int(
                client.put(f"{account.books}all/{name}", content=text.encode(), headers=sent).status_code
            )

    with ThreadPoolExecutor(len(requests)) as pool:
        return sorted(pool.map(send, requests))


@pytest.mark.slow
def test_of_many_that_make_a_card_or_change_one_exactly_one_wins(direct):
    new = [
        ("race.vcf", vcard(f"TITLE:Chef {number}", uid="race"), {"If-None-Match": "*"})
        for number in range(WRITERS)
    ]
    assert all_at_once(direct, new) == [201] + [412] * (WRITERS - 1)

    with direct.connected() as client:
        etag = client.get(f"{direct.books}all/race.vcf").headers["ETag"]
    # One says only something else that no field is for.
    texts = [vcard(f"NOTE:{number}", f"X-A:{number}", uid="race") for number in range(WRITERS)]
    changes = [("race.vcf", text, {"If-Match": etag}) for text in texts]
    assert all_at_once(direct, changes) == [204] + [412] * (WRITERS - 1)

    named = [(f"race-{number}.vcf", vcard(uid="twice"), {"If-None-Match": "*"}) for number in range(WRITERS)]
    assert all_at_once(direct, named) == [201] + [409] * (WRITERS - 1)


@pytest.mark.slow
def test_with_four_processes_one_wins_twenty_times_in_a_row(direct, four_processes):
    path, kind = f"{direct.books}all/rounds.vcf", {"Content-Type": "text/vcard"}
    with four_processes.connected() as client:
        client.put(path, content=vcard(uid="rounds"), headers=kind)
        for turn in range(ROUNDS):
            etag = client.get(path).headers["ETag"]
            texts = [vcard(f"NOTE:{turn} {number}", uid="rounds") for number in range(PROCESSES)]
            changes = [("rounds.vcf", text, {"If-Match": etag}) for text in texts]
            assert all_at_once(four_processes, changes) == [204] + [412] * (PROCESSES - 1), turn
            assert client.get(path).text in texts
