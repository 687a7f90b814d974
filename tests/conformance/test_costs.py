"""A list of the interface costs the same number of queries for one row and for many."""

import pytest

from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup
from kaartenbak.testing.cast import ADMIN, MANAGER
from kaartenbak.testing.clients import api
from kaartenbak.testing.queries import assert_same_queries, queries_of

pytestmark = pytest.mark.django_db

PATHS = (
    "/contacts",
    "/contacts?q=an",
    "/contacts?sort=name&count=true",
    "/search?q=an",
    "/contacts/{company}/people",
    "/contacts/{company}/related",
    "/contacts/{company}/comments",
    "/contacts/{company}/history",
    "/operations",
    "/changes",
    "/contacts/resolve?text=an&kind=any",
)


@pytest.mark.parametrize("path", PATHS)
def test_one_row_and_three_take_the_same_queries(path):
    a_setup()
    a_country("BE")
    company = a_company("Bakkerij Ann", email="a@b.be", country="BE")
    program = api(ADMIN)

    def add() -> None:
        a_person("An Claes", company=company.number, phone="09 1", email="x@y.be; y@z.be")
        add_comment(contact=company, text="An belde", by=MANAGER)

    def show() -> None:
        answer = program.get(path.format(company=company.number))
        assert answer.status == 200, answer.body

    assert_same_queries(show, add)


def test_a_card_costs_its_token_itself_its_channels_and_its_counts():
    company = a_company(email="a@b.be; b@c.be", phone="09 1")
    program = api(ADMIN)
    program.get("/me")

    assert len(queries_of(lambda: program.get(f"/contacts/{company.number}"))) == 4
    assert len(queries_of(lambda: program.get("/contacts?limit=50"))) == 5
