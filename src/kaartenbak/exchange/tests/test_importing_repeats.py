"""Rows of a file that stand for the contact of an earlier row of it."""

import pytest

from kaartenbak.exchange.tests.files_of import bring, outcomes, plan
from kaartenbak.testing.builders import a_setup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


REPEATED = (
    ("another city", "external_id,name,city\nK1,Maes,Gent\nK1,Maes,Aalst\n", ()),
    ("all the same", "external_id,name,city\nK1,Maes,Gent\nK1,Maes,Gent\n", ()),
    ("other spelling", "external_id,name\nK1,Maes\nk1 ,Maes BV\n", ()),
    ("by e-mail", "name,email\nMaes,a@maes.be\nMaes,A@maes.be\n", ("email",)),
    (
        "by name",
        "kind,name,company\nperson,An Claes,Maes\nperson,An Claes,Maes\nperson,An Claes,Nys\n",
        ("name",),
    ),
    ("a number that is not taken over", "number,kind,name\nX1,company,Maes\nX1,company,Nys\n", ("number",)),
    ("a part of it", "external_id,name,city,phone\nK1,Maes,Gent,09 1\nK1,Maes,,09 1\nk1,,Gent,\n", ()),
    (
        "said before, between",
        "external_id,name,city\nK1,Maes,Gent\nK1,Maes,Aalst\nK1,Maes,Aalst\nK1,Maes,Gent\n",
        (),
    ),
    ("another company", "external_id,name,company\nK1,An Claes,Maes\nK1,An Claes,Nys\nK1,An Claes,nys\n", ()),
    ("a further group", "external_id,name,mailing_groups\nK1,Maes,A|B\nK1,Maes,A\nK1,Maes,C\n", ()),
    ("of another kind", "external_id,kind,name\nK1,company,Maes\nK1,person,An Claes\n", ()),
    ("a value that is refused", "external_id,name,vat_number\nK1,Maes,BE1\nK1,Maes,BE1\nK1,Maes,BE2\n", ()),
    ("one that is refused", "external_id,name\nK1,\nK1,Maes\nK1,Maes\n", ()),
)


@pytest.mark.parametrize("mode", ["create", "upsert", "fill"])
@pytest.mark.parametrize(("case", "text", "match"), REPEATED)
def test_a_plan_tells_the_same_of_rows_that_repeat_another(case, text, match, mode):
    how = {"mode": mode} | ({"match": match} if match else {})

    planned = plan(text, **how).record

    assert outcomes(planned) == outcomes(bring(text, **how))


def test_a_plan_tells_which_row_is_repeated():
    planned = plan("external_id,name\nK1,Maes\nK1,Nys\n")

    assert [(row.line, note.code, note.facts) for row in planned.rows for note in row.notes] == [
        (3, "import.repeats_row", {"line": 2})
    ]
