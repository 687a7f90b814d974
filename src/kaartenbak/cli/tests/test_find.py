"""Finding from the command line."""

import json

from kaartenbak.api.encoding import moment
from kaartenbak.testing.builders import a_company, a_person


def test_a_card_is_found_by_words_of_it_in_any_order(kaartenbak):
    company = a_company("Drukkerij Desmet", postcode="9000", city="Gent")
    person = a_person("An Claes", company=company.number)

    answer = kaartenbak("find", "gent desmet")

    assert answer.lines == [
        f"{company.number}  Drukkerij Desmet  9000 Gent",
        f"{person.number}  An Claes  Drukkerij Desmet  9000 Gent",
    ]


def test_no_more_are_shown_than_asked_for(kaartenbak):
    for name in ("An", "Bea", "Cis"):
        a_person(f"{name} Claes")

    assert len(kaartenbak("find", "claes", "--limit", "2").lines) == 2


def test_json_holds_the_card_as_the_api_shows_it(kaartenbak):
    person = a_person("An Claes", email="an@claes.be")

    (line,) = kaartenbak("find", "claes", "--json").lines

    card = json.loads(line)
    assert (card["number"], card["kind"], card["email"]) == (person.number, "person", "an@claes.be")
    assert card["created_at"] == moment(person.created_at)


def test_nothing_found_is_no_failure(kaartenbak):
    answer = kaartenbak("find", "nobody")

    assert (answer.status, answer.out) == (0, "Nothing was found.\n")
