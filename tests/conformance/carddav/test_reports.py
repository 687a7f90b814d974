"""carddav.md §6: reports."""

import pytest

from kaartenbak.carddav.models import Member
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.queries import assert_same_queries
from tests.conformance.carddav.client import MISSING, dav

pytestmark = pytest.mark.django_db
TOO_MANY = "HTTP/1.1 507 Insufficient Storage"


def test_each_address_of_a_multiget_is_answered_once():
    phone = dav(EDITOR, "all")
    first, second = (f"{phone.all}{a_person(name).uid}.vcf" for name in ("An", "Bea"))
    missing = f"{phone.all}00000000-0000-0000-0000-000000000000.vcf"

    answer = phone.multiget(phone.all, second, missing, first, second)

    assert answer.hrefs == [first, second, missing]
    assert answer.statuses() == {missing: MISSING}
    assert "FN:Bea" in answer.told("C:address-data", second)
    assert answer.told("D:getetag", first) == phone.call("GET", first).headers["ETag"]


@pytest.mark.parametrize("depth", ["0", "1", "infinity", "none"])
def test_the_depth_of_a_multiget_does_not_matter(depth):
    phone = dav(EDITOR, "all")
    href = f"{phone.all}{a_person().uid}.vcf"

    assert phone.multiget(phone.all, href, Depth=depth).hrefs == [href]


def test_the_text_of_a_multiget_is_that_of_a_get_to_the_octet():
    phone = dav(EDITOR, "all")
    href = f"{phone.all}{a_person('Zoë & <Co> ]]>', email='z@example.com').uid}.vcf"

    assert phone.multiget(phone.all, href).told("C:address-data").encode() == phone.call("GET", href).content


def test_other_spellings_of_an_address_are_understood():
    phone = dav(EDITOR, "all")
    uid = str(a_person().uid)
    plain = f"{phone.all}{uid}.vcf"
    spellings = [
        f"https://cards.example{plain}",
        plain.replace("-", "%2D"),
        f"  {plain}\n",
        plain.replace("all", "%61ll"),
    ]

    answer = phone.multiget(phone.all, *spellings)

    assert answer.hrefs == [plain]
    assert answer.statuses() == {}


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "nothing",
        "../all/",
        "/dav/books/102/mine/{uid}.vcf",
        "/dav/books/9/all/{uid}.vcf",
        "http://[::1",
        "/dav/books/102/all/%00",
        "/dav/books/102/all/%ff",
    ],
)
def test_what_is_not_in_the_book_gives_no_data(href):
    phone = dav(EDITOR, "all")
    uid = a_person().uid

    answer = phone.multiget(phone.all, href.format(uid=uid))

    assert list(answer.statuses().values()) == [MISSING]
    assert b"VCARD" not in answer.content


def test_a_multiget_costs_the_same_for_one_card_and_for_many():
    phone = dav(EDITOR, "all")

    def ask() -> None:
        phone.multiget(
            phone.all, *(f"{phone.all}{uid}.vcf" for uid in Contact.objects.values_list("uid", flat=True))
        )

    assert_same_queries(ask, a_person)


def a_filter(*props: str, test: str = "anyof") -> str:
    return f'<C:filter test="{test}">{"".join(props)}</C:filter>'


def prop(name: str, *parts: str, test: str = "anyof") -> str:
    return f'<C:prop-filter name="{name}" test="{test}">{"".join(parts)}</C:prop-filter>'


def says(text: str, match: str = "contains", more: str = "") -> str:
    return f'<C:text-match match-type="{match}" {more}>{text}</C:text-match>'


ABSENT = "<C:is-not-defined/>"
CARDS = {
    "an": "FN:An Ärens\r\nN:Ärens;An;;;\r\nEMAIL;TYPE=work,pref:an@example.com\r\nitem1.TEL:+32 9 123\r\nitem1.X-ABLabel:Boot",
    "bea": "FN:Bea Dhont\r\nN:Dhont;Bea;;;\r\nNICKNAME:Beatje\r\nEMAIL;TYPE=home:bea@example.org",
}


def book_of_two():
    phone = dav(EDITOR, "all")
    for name, lines in CARDS.items():
        text = f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{name}\r\n{lines}\r\nEND:VCARD\r\n"
        contact = a_person(name)
        make(
            instance=Member(
                book="all", name=name, uid=name, contact=contact, text=text, version=contact.version + 1
            ),
            by=SYSTEM,
        )
    return phone


def found(answer) -> set[str]:
    return {href.rpartition("/")[2] for href in answer.hrefs}


@pytest.mark.parametrize(
    ("case", "wish", "names"),
    [
        ("no wish", a_filter(), {"an", "bea"}),
        ("defined", a_filter(prop("NICKNAME")), {"bea"}),
        ("not defined", a_filter(prop("NICKNAME", ABSENT)), {"an"}),
        ("contains", a_filter(prop("FN", says("hon"))), {"bea"}),
        ("capitals and umlauts alike", a_filter(prop("fn", says("äREN"))), {"an"}),
        ("composed or not", a_filter(prop("FN", says("a\u0308rens"))), {"an"}),
        (
            "ascii keeps umlauts apart",
            a_filter(prop("FN", says("äRENS", more='collation="i;ascii-casemap"'))),
            set(),
        ),
        ("ascii", a_filter(prop("FN", says("bEA", more='collation="i;ascii-casemap"'))), {"bea"}),
        ("equals", a_filter(prop("FN", says("bea dhont", "equals"))), {"bea"}),
        ("equals not a part", a_filter(prop("FN", says("bea", "equals"))), set()),
        ("starts", a_filter(prop("FN", says("an", "starts-with"))), {"an"}),
        ("ends", a_filter(prop("EMAIL", says(".org", "ends-with"))), {"bea"}),
        ("negated", a_filter(prop("FN", says("bea", more='negate-condition="yes"'))), {"an"}),
        ("any property", a_filter(prop("FN", says("bea")), prop("EMAIL", says("an@"))), {"an", "bea"}),
        (
            "all properties",
            a_filter(prop("FN", says("a")), prop("EMAIL", says(".org")), test="allof"),
            {"bea"},
        ),
        ("all texts", a_filter(prop("FN", says("an"), says("bea"), test="allof")), set()),
        ("a grouped property", a_filter(prop("TEL", says("123"))), {"an"}),
        (
            "one of the types",
            a_filter(prop("EMAIL", f'<C:param-filter name="TYPE">{says("PREF", "equals")}</C:param-filter>')),
            {"an"},
        ),
        (
            "without a parameter",
            a_filter(prop("FN", f'<C:param-filter name="LANGUAGE">{ABSENT}</C:param-filter>')),
            {"an", "bea"},
        ),
        ("with a parameter", a_filter(prop("EMAIL", '<C:param-filter name="TYPE"/>')), {"an", "bea"}),
    ],
)
def test_a_query_finds_what_meets_the_filter(case, wish, names):
    phone = book_of_two()

    assert found(phone.query(phone.all, wish)) == names, case


@pytest.mark.parametrize(
    ("case", "wish", "condition"),
    [
        ("a collation", a_filter(prop("FN", says("a", more='collation="i;klingon"'))), "supported-collation"),
        ("a way to match", a_filter(prop("FN", says("a", "sounds-like"))), "supported-filter"),
        ("a part", a_filter("<C:comp-filter/>"), "supported-filter"),
        ("a test", a_filter(test="noneof"), "supported-filter"),
        ("no name", a_filter("<C:prop-filter/>"), "supported-filter"),
    ],
)
def test_a_filter_that_is_not_understood_is_refused(case, wish, condition):
    phone = book_of_two()

    answer = phone.query(phone.all, wish)

    assert (answer.status, answer.condition) == (403, condition), case


def test_a_query_of_depth_zero_finds_nothing_in_a_book():
    phone = book_of_two()

    assert phone.query(phone.all, a_filter(), Depth="0").hrefs == []


@pytest.mark.parametrize(("limit", "told"), [(1, True), (2, False), (5, False)])
def test_a_query_gives_no_more_than_it_is_asked_for_and_says_so(limit, told):
    phone = book_of_two()

    answer = phone.query(phone.all, a_filter(), more=f"<C:limit><C:nresults>{limit}</C:nresults></C:limit>")

    assert len(answer.etags()) == min(limit, 2)
    assert (answer.statuses().get(phone.all) == TOO_MANY) is told
    assert bool(answer.find(".//D:number-of-matches-within-limits")) is told


def test_only_some_lines_of_a_card_are_given_when_they_are_asked_for():
    phone = book_of_two()

    answer = phone.query(
        phone.all,
        a_filter(prop("FN", says("an"))),
        props='<C:address-data><C:prop name="tel"/></C:address-data>',
    )

    lines = answer.told("C:address-data").split("\r\n")
    assert lines == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:an",
        "FN:An Ärens",
        "N:Ärens;An;;;",
        "item1.TEL:+32 9 123",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_cards_are_given_in_the_version_that_is_asked_for(version):
    phone = dav(EDITOR, "all")
    href = f"{phone.all}{a_company().uid}.vcf"

    answer = phone.multiget(
        phone.all, href, props=f'<C:address-data content-type="text/vcard" version="{version}"/>'
    )

    assert f"VERSION:{version}\r\n" in answer.told("C:address-data")


@pytest.mark.parametrize(
    "kind", ['content-type="text/vcard" version="2.1"', 'content-type="text/calendar"', 'version="5"']
)
def test_another_kind_of_card_is_refused(kind):
    phone = dav(EDITOR, "all")
    href = f"{phone.all}{a_company().uid}.vcf"

    answer = phone.multiget(phone.all, href, props=f"<C:address-data {kind}/>")

    assert (answer.status, answer.condition) == (403, "supported-address-data")


@pytest.mark.parametrize("path", ["home", "mine"])
def test_an_unknown_report_is_refused(path):
    phone = dav(EDITOR)

    answer = phone.report(getattr(phone, path), "<D:version-tree/>")

    assert (answer.status, answer.condition) == (403, "supported-report")


def test_a_report_on_books_is_no_report_of_the_home():
    phone = dav(EDITOR)

    assert phone.sync(phone.home).condition == "supported-report"


def test_properties_that_point_at_things_are_expanded():
    phone = dav(EDITOR)
    inner = '<D:property name="displayname"/><D:property name="nothing"/>'

    answer = phone.report(
        "/dav/",
        f'<D:expand-property><D:property name="current-user-principal">{inner}</D:property></D:expand-property>',
    )

    told = answer.prop("D:current-user-principal")[0]
    assert told.findtext("{DAV:}href") == f"/dav/principals/{EDITOR.user_id}/"
    assert told.findtext(".//{DAV:}displayname") == "Eddy Editor"


def searching(text: str, name: str = "displayname") -> str:
    wish = f"<D:property-search><D:prop><D:{name}/></D:prop><D:match>{text}</D:match></D:property-search>"
    return (
        f"<D:principal-property-search>{wish}<D:prop><D:displayname/></D:prop></D:principal-property-search>"
    )


@pytest.mark.parametrize(
    ("case", "question", "number"),
    [
        ("oneself", searching("EDDY"), 1),
        ("another", searching("Rita"), 0),
        ("by something else", searching("e", "owner"), 0),
        ("who asks", "<D:principal-match><D:self/><D:prop><D:displayname/></D:prop></D:principal-match>", 1),
    ],
)
def test_who_looks_for_people_finds_himself_alone(case, question, number):
    dav(READER)
    phone = dav(EDITOR)

    answer = phone.report("/dav/principals/", question)

    assert answer.hrefs == [f"/dav/principals/{EDITOR.user_id}/"] * number, case
    assert number == 0 or answer.told("D:displayname") == "Eddy Editor"


def test_people_are_looked_for_by_their_names():
    phone = dav(EDITOR)

    answer = phone.report("/dav/principals/", "<D:principal-search-property-set/>")

    assert [each.tag for each in answer.root.iterfind(".//{DAV:}prop/*")] == ["{DAV:}displayname"]
