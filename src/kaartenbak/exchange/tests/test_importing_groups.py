"""Groups, relations, responsibilities, levels and web sources that come with a file."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import (
    BusinessRelation,
    ContactMailingGroup,
    ContactWebSource,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
    WebSource,
)
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.tests.files_of import bring, kept_on, notes, operation_of, outcomes, plan, the_card
from kaartenbak.history.undo import undo
from kaartenbak.setup.models import OrganizationalLevel, Salesperson
from kaartenbak.testing.builders import a_code, a_company, a_person, a_setup, alter
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    setup = a_setup()
    a_code(MailingGroup, "MOVE", description="Verhuizing van het kantoor")
    a_code(MailingGroup, "GIFT", description="Eindejaarsgeschenk")
    a_code(IndustryGroup, "PRINT", description="Drukkerijen")
    a_code(BusinessRelation, "BANK", description="Bank")
    a_code(BusinessRelation, "KLANT", description="Klant")
    a_code(JobResponsibility, "BUY", description="Aankoop")
    a_code(WebSource, "KBO", description="Kruispuntbank", url="https://kbo.example/%1")
    a_code(OrganizationalLevel, "CEO", description="Directie")
    alter(instance=setup, values={"relation_customer": "KLANT"}, by=SYSTEM)
    with translation.override("en"):
        yield


def had(contact: Contact) -> dict[str, list[str]]:
    """The codes of a contact by table."""
    found = {
        name: sorted(each.assignments.objects.filter(contact=contact).values_list("code__code", flat=True))
        for name, each in GROUPINGS.items()
    }
    return {name: codes for name, codes in found.items() if codes}


def test_every_table_has_a_column():
    record = bring(
        "kind,name,mailing_groups,industry_groups,business_relations,web_sources\n"
        'company,Maes,MOVE|GIFT,PRINT,BANK,"KBO:0200.068.636"\n'
    )

    maes = the_card("Maes")
    assert (outcomes(record), notes(record)) == ({"created": 1}, [])
    assert had(maes) == {
        "mailing_groups": ["GIFT", "MOVE"],
        "industry_groups": ["PRINT"],
        "business_relations": ["BANK"],
        "web_sources": ["KBO"],
    }
    assert ContactWebSource.objects.get().search_word == "0200.068.636"
    assert maes.business_relation == "other"


def test_descriptions_do_as_well_as_codes_in_any_of_four_headings():
    bring(
        "Naam;Voornaam;Functiegroepen;Organisatieniveau;Mailinggroep\nClaes;An;aankoop;directie;Verhuizing van het Kantoor\n"
    )

    an = the_card("An Claes")
    assert had(an) == {"mailing_groups": ["MOVE"], "job_responsibilities": ["BUY"]}
    assert an.organizational_level.code == "CEO"


@pytest.mark.parametrize(
    ("case", "kind", "column", "cell", "key"),
    [
        ("an industry of a person", "person", "industry_groups", "PRINT", "contact.must_be_company"),
        ("a relation of a person", "person", "business_relations", "BANK", "contact.must_be_company"),
        ("a web source of a person", "person", "web_sources", "KBO:1", "contact.must_be_company"),
        ("a responsibility of a company", "company", "job_responsibilities", "BUY", "contact.must_be_person"),
        ("a level of a company", "company", "organizational_level", "CEO", "contact.must_be_person"),
        ("a group that nobody knows", "company", "mailing_groups", "VIP", "reference.unknown"),
        ("a level that nobody knows", "person", "organizational_level", "VIP", "reference.unknown"),
        (
            "a relation that is kept for links",
            "company",
            "business_relations",
            "KLANT",
            "relation.reserved_code",
        ),
        ("a search word that is too long", "company", "web_sources", "KBO:" + "9" * 31, "value.too_long"),
        ("ten thousand letters", "company", "mailing_groups", "V" * 10_000, "reference.unknown"),
        ("a formula", "company", "mailing_groups", "'=cmd|", "reference.unknown"),
        ("a script", "company", "mailing_groups", "<script>alert(1)</script>", "reference.unknown"),
    ],
)
def test_what_a_contact_cannot_have_is_noted_with_its_reason_and_kept_as_text(case, kind, column, cell, key):
    record = bring(f"kind,name,city,{column}\n{kind},Maes,Gent,{cell}\n")

    assert outcomes(record) == {"created": 1}, case
    assert notes(record) == [(2, key, column)]
    assert cell.strip("'|")[:60] in "".join(kept_on(the_card("Maes")))
    assert had(the_card("Maes")) == {}


def test_who_may_change_the_setup_makes_codes_by_bringing_them():
    record = bring(
        "name,mailing_groups,organizational_level,kind\n"
        "An,VIP|Nieuwsbrief voor klanten,BAAS,person\nJan,nieuwsbrief voor klanten|Vip,,person\n",
        by=MANAGER,
    )

    assert notes(record) == [
        (2, "import.code_made", "organizational_level"),
        (2, "import.code_made", "mailing_groups"),
        (2, "import.code_made", "mailing_groups"),
    ]
    made = MailingGroup.objects.exclude(code__in=["MOVE", "GIFT"]).order_by("code")
    assert list(made.values_list("code", "description")) == [
        ("NIEUWSBRIEF", "Nieuwsbrief voor klanten"),
        ("VIP", ""),
    ]
    assert had(the_card("Jan")) == had(the_card("An")) == {"mailing_groups": ["NIEUWSBRIEF", "VIP"]}


def test_salespeople_and_territories_come_along_into_a_setup_without_them():
    record = bring(
        "name,kind,salesperson,territory\nMaes,company,CLAIRE,Kust\nPeeters,company,Claire,KUST\n", by=MANAGER
    )

    assert notes(record) == [
        (2, "import.code_made", "salesperson"),
        (2, "import.code_made", "territory"),
    ]
    made = [(card.salesperson.code, card.territory.code) for card in map(the_card, ("Maes", "Peeters"))]
    assert made == [("CLAIRE", "KUST")] * 2


def test_a_salesperson_known_by_name_is_no_new_one():
    Salesperson.objects.create(code="CV", description="Claire Vermeulen")

    record = bring("name,salesperson\nMaes,claire vermeulen\n", by=MANAGER)

    assert (notes(record), the_card("Maes").salesperson.code) == ([], "CV")


def test_a_blocked_salesperson_stays_refused():
    Salesperson.objects.create(code="CV", privacy_blocked=True)

    record = bring("name,salesperson\nMaes,CV\n", by=MANAGER)

    assert [field for _line, _code, field in notes(record)] == ["salesperson"]
    assert the_card("Maes").salesperson is None


def test_no_code_is_made_for_a_contact_that_cannot_have_it():
    record = bring(
        "kind,name,industry_groups,organizational_level\nperson,An,BAKERY,\ncompany,Maes,,BAAS\n", by=MANAGER
    )

    assert [code for _line, code, _field in notes(record)] == ["reference.unknown", "reference.unknown"]
    assert not IndustryGroup.objects.filter(code="BAKERY").exists()
    assert not OrganizationalLevel.objects.filter(code="BAAS").exists()


def test_a_thousand_groups_in_a_cell_make_no_thousand_groups():
    cell = "|".join(f"G{n}" for n in range(1_000))

    record = bring(f"name,mailing_groups\nMaes,{cell}\n", by=MANAGER)

    keys = [code for _line, code, _field in notes(record)]
    assert (keys.count("import.code_made"), keys.count("reference.unknown")) == (20, 980)
    assert "G999" in "".join(kept_on(the_card("Maes")))


def test_an_update_adds_and_takes_nothing_away():
    maes = a_company("Maes", external_id="K1")
    assign(contact=maes, code=MailingGroup.objects.get(code="MOVE"), by=EDITOR)

    record = bring("external_id,mailing_groups,web_sources\nK1,GIFT,KBO:1\n", mode="update")

    assert outcomes(record) == {"updated": 1}
    assert had(maes) == {"mailing_groups": ["GIFT", "MOVE"], "web_sources": ["KBO"]}


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("!MOVE", ["GIFT"]),
        ("!", []),
        ("MOVE|!", ["MOVE"]),
        ("!verhuizing van het kantoor|!GIFT", []),
        ("!MOVE|!MOVE", ["GIFT"]),
    ],
)
def test_a_cell_takes_away_what_it_says(cell, left):
    maes = a_company("Maes", external_id="K1")
    for code in ("MOVE", "GIFT"):
        assign(contact=maes, code=MailingGroup.objects.get(code=code), by=EDITOR)

    record = bring(f"external_id,mailing_groups\nK1,{cell}\n", mode="update")

    assert outcomes(record) == {"updated": 1}
    assert had(maes).get("mailing_groups", []) == left
    assert outcomes(bring(f"external_id,mailing_groups\nK1,{cell}\n", mode="update")) == {"skipped": 1}


def test_filling_takes_nothing_away():
    maes = a_company("Maes", external_id="K1")
    assign(contact=maes, code=MailingGroup.objects.get(code="MOVE"), by=EDITOR)

    record = bring("external_id,mailing_groups\nK1,GIFT|!MOVE\n", mode="fill")

    assert notes(record) == [(2, "import.only_fills", "mailing_groups")]
    assert had(maes) == {"mailing_groups": ["GIFT", "MOVE"]}


def test_a_search_word_changes_and_is_not_emptied():
    maes = a_company("Maes", external_id="K1")
    assign(contact=maes, code=WebSource.objects.get(), search_word="old", by=EDITOR)

    bring("external_id,web_sources\nK1,KBO\n", mode="update")
    assert ContactWebSource.objects.get().search_word == "old"
    bring("external_id,web_sources\nK1,KBO:new\n", mode="fill")
    assert ContactWebSource.objects.get().search_word == "old"
    record = bring("external_id,web_sources\nK1,KBO:new\n", mode="update")

    assert outcomes(record) == {"updated": 1}
    assert ContactWebSource.objects.get().search_word == "new"


def test_two_rows_that_find_the_same_card_are_taken_one_after_the_other():
    maes = a_company("Maes", external_id="K1")

    record = bring(f"number,external_id,mailing_groups\n{maes.number},,MOVE\n,K1,MOVE|GIFT\n", mode="update")

    assert outcomes(record) == {"updated": 2}
    assert had(maes) == {"mailing_groups": ["GIFT", "MOVE"]}


def test_an_import_that_is_taken_back_takes_its_codes_along():
    maes = a_company("Maes", external_id="K1")
    record = bring(
        "external_id,name,kind,mailing_groups,business_relations\nK1,Maes,company,VIP|MOVE,BANK\nK2,Claes,company,VIP,\n",
        mode="upsert",
        by=MANAGER,
    )
    assert had(maes) == {"mailing_groups": ["MOVE", "VIP"], "business_relations": ["BANK"]}

    undo(entry=operation_of(record), by=MANAGER)

    assert had(maes) == {}
    assert Contact.objects.get().business_relation == "none"
    assert set(MailingGroup.objects.values_list("code", flat=True)) == {"MOVE", "GIFT"}


def test_who_is_blocked_for_privacy_joins_a_group_with_a_word_on_it():
    record = bring("kind,name,privacy_blocked,mailing_groups\nperson,An,yes,MOVE\n")

    assert notes(record) == [(2, "assignment.privacy_blocked", "mailing_groups")]
    assert had(the_card("An")) == {"mailing_groups": ["MOVE"]}


def test_a_plan_tells_what_would_be_made_and_makes_nothing():
    a_company("Maes", external_id="K1")

    planned = plan("external_id,name,mailing_groups\nK1,Maes,VIP\nK2,Claes,VIP\n", mode="upsert", by=MANAGER)

    assert [note.code for row in planned.rows for note in row.notes] == ["import.code_made"]
    assert not MailingGroup.objects.filter(code="VIP").exists()
    assert not ContactMailingGroup.objects.exists()


def test_categories_of_a_vcard_are_groups_and_its_roles_are_kept():
    bring(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Claes;An;;;\r\nFN:An Claes\r\nCATEGORIES:move,Vrienden\r\nROLE:Ingenieur\r\n"
        "X-KAARTENBAK-JOB-RESPONSIBILITIES:BUY\r\nEND:VCARD\r\n",
        ending=".vcf",
    )

    an = the_card("An Claes")
    assert had(an) == {"mailing_groups": ["MOVE"], "job_responsibilities": ["BUY"]}
    assert any("Vrienden" in line for line in kept_on(an))
    assert "ROLE:Ingenieur" in kept_on(an)


@pytest.mark.parametrize("rows", [2, 40])
def test_many_rows_need_the_same_statements_as_few(rows, django_assert_max_num_queries):
    for n in range(rows):
        a_company(f"Firma {n}", external_id=f"K{n}")
    text = "external_id,kind,name,mailing_groups,web_sources\n" + "".join(
        f"N{n},company,Nieuw {n},MOVE|GIFT,KBO:{n}\n" for n in range(rows)
    )

    with django_assert_max_num_queries(60):
        record = bring(text)

    assert isinstance(record, Import)
    assert ContactMailingGroup.objects.count() == 2 * rows


def test_a_person_takes_over_no_codes_of_his_company():
    company = a_company("Maes")
    assign(contact=company, code=MailingGroup.objects.get(code="MOVE"), by=EDITOR)

    bring("kind,name,company,mailing_groups\nperson,An,Maes,GIFT\n")

    assert had(the_card("An")) == {"mailing_groups": ["GIFT"]}
    assert had(a_person("Jan")) == {}
