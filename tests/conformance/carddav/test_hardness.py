"""carddav.md §10: hardness."""

import pytest

from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR
from tests.conformance.carddav.client import DECLARED, dav

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ELSEWHERE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
ASKED = f"<D:propfind {DECLARED}><D:prop><D:displayname/></D:prop></D:propfind>"


@pytest.mark.parametrize(
    ("case", "body"),
    [
        ("no XML", "hello"),
        ("cut off", "<D:propfind xmlns:D='DAV:'><D:prop>"),
        ("another root", f"<D:propertyupdate {DECLARED}/>"),
        ("a root of no namespace", "<propfind/>"),
        ("a bomb", BOMB + ASKED.replace("</D:prop>", "&c;</D:prop>")),
        ("a file", FILE + ASKED.replace("</D:prop>", "&a;</D:prop>")),
        ("a definition from elsewhere", ELSEWHERE + ASKED),
        (
            "a definition in another alphabet",
            ('<?xml version="1.0" encoding="utf-16"?>' + BOMB + ASKED).encode("utf-16"),
        ),
        ("an unknown alphabet", '<?xml version="1.0" encoding="klingon"?>' + ASKED),
        ("not in its alphabet", b'<?xml version="1.0" encoding="utf-8"?><a>\xff\xfe</a>'),
        ("a NUL", ASKED.replace("displayname", "display\0name")),
        ("nested too deep", f"<D:propfind {DECLARED}>{'<D:a>' * 101}{'</D:a>' * 101}</D:propfind>"),
        ("nested very deep", "<a>" * 100_000 + "</a>" * 100_000),
        ("a prefix of nobody", "<Q:propfind/>"),
    ],
)
def test_a_body_that_is_no_question_is_a_mistake_of_the_client(case, body):
    phone = dav(EDITOR)

    answer = phone.call("PROPFIND", phone.mine, body, Depth="0")

    assert answer.status == 400, case
    assert b"root:" not in answer.content


@pytest.mark.parametrize("method", ["PROPFIND", "PROPPATCH", "REPORT", "MKCOL"])
def test_a_question_of_more_than_a_megabyte_is_too_large(method):
    phone = dav(EDITOR)
    path = phone.mine if method != "MKCOL" else f"{phone.home}new/"

    assert phone.call(method, path, b" " * 1_000_001, Depth="0").status == 413


@pytest.mark.parametrize("method", ["REPORT", "PROPPATCH"])
def test_an_empty_question_is_a_mistake(method):
    phone = dav(EDITOR)

    assert phone.call(method, phone.mine, Depth="0").status == 400


def test_twenty_thousand_properties_are_answered():
    phone = dav(EDITOR)
    names = "".join(f"<D:p{place}/>" for place in range(20_000))

    answer = phone.call(
        "PROPFIND", phone.mine, f"<D:propfind {DECLARED}><D:prop>{names}</D:prop></D:propfind>", Depth="0"
    )

    assert (answer.status, len(answer.find(".//D:prop/*"))) == (207, 20_000)


@pytest.mark.parametrize(
    "path",
    [
        "/dav/books/102/mine/../../../../etc/passwd",
        "/dav/books/102/mine/%2e%2e/x",
        "/dav/books/102/mine/..",
        "/dav/books/102/mine/a%2Fb.vcf",
        "/dav/books/102/mine/%00.vcf",
        "/dav/books/102/mine/%FF%FE.vcf",
        "/dav/books/102/mine//",
        "/dav/books/102//mine/x",
        "/dav/books/١٠٢/",
        "/dav/books/0102/",
        "/dav/books/-1/",
        f"/dav/books/{'9' * 5000}/",
        f"/dav/books/102/mine/{'x' * 5000}.vcf",
        f"/dav/books/102/{'x' * 300}/",
        "/dav/elsewhere/",
        "/dav/books/102/mine/a.vcf/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PROPFIND", "REPORT", "MKCOL"])
def test_an_odd_address_is_nowhere(method, path):
    dav_ = dav(EDITOR)

    assert 400 <= dav_.call(method, path, ASKED, Depth="0").status < 500


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Depth", "9" * 5000),
        ("If", '(<urn:x:1> ["a"])'),
        ("If-Match", '"' * 1001),
        ("If-None-Match", 'W/W/,,,"'),
        ("Overwrite", "maybe"),
        ("Range", "bytes=5-1"),
        ("Accept", 'text/vcard;version="9' + "a" * 3000),
        ("Accept-Charset", "klingon"),
        ("Content-Type", "x" * 500),
        ("Content-Length", "abc"),
        ("Content-Length", "-5"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PROPFIND", "REPORT", "OPTIONS"])
def test_an_odd_header_is_passed_over_or_refused(method, name, value):
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person().uid}.vcf"

    assert phone.call(method, path, ASKED, **{name: value}).status < 500


@pytest.mark.parametrize("method", ["BREW", "LOCK", "ACL", "PATCH", "POST", "TRACE"])
def test_another_method_is_not_there(method):
    phone = dav(EDITOR)

    assert phone.call(method, phone.mine).status in {405, 501}


def test_a_method_that_does_not_work_here_says_which_do():
    phone = dav(EDITOR)

    answer = phone.call("GET", phone.mine)

    assert (answer.status, "PROPFIND" in answer.headers["Allow"]) == (405, True)


def test_a_body_of_unknown_length_is_asked_for_its_length():
    phone = dav(EDITOR)

    assert (
        phone.call(
            "PROPFIND", phone.mine, Depth="0", Transfer_Encoding="chunked", **{"Content-Length": ""}
        ).status
        == 411
    )


@pytest.mark.parametrize("limit", ["0", "-1", "abc", "1e3", "9" * 40, "١"])
def test_a_limit_that_is_no_number_is_a_mistake(limit):
    phone = dav(EDITOR, "all")
    asked = f"<D:sync-token/><D:limit><D:nresults>{limit}</D:nresults></D:limit><D:prop/>"

    assert phone.report(phone.all, f"<D:sync-collection>{asked}</D:sync-collection>").status == 400


def test_a_refusal_names_no_program():
    phone = dav(EDITOR)

    answer = phone.call("PROPFIND", phone.mine, "<a", Depth="0")

    assert not any(name in answer.text.lower() for name in ("django", "lxml", "kaartenbak", "traceback"))


def test_a_name_that_is_no_xml_stays_readable():
    phone = dav(EDITOR, "all")
    a_person("Zoë ]]> & <b> \u2028 🎈")

    answer = phone.sync(phone.all, props="<C:address-data/>")

    assert "]]> & <b>" in answer.told("C:address-data")
