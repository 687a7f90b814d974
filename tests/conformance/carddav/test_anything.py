"""carddav.md §10: whatever is sent, the answer is no failure."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import etree

from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR
from tests.conformance.carddav.client import DECLARED, dav

ELEMENTS = (
    "D:propfind", "D:prop", "D:allprop", "D:propname", "D:include", "D:propertyupdate", "D:set", "D:remove", "D:mkcol",
    "D:resourcetype", "D:sync-collection", "D:sync-token", "D:sync-level", "D:limit", "D:nresults", "D:getetag", "D:href",
    "D:expand-property", "D:property", "D:displayname", "C:addressbook-query", "C:addressbook-multiget", "C:filter",
    "C:prop-filter", "C:param-filter", "C:text-match", "C:is-not-defined", "C:address-data", "C:prop", "C:limit", "C:nresults",
    "X:other",
)  # fmt: skip
ATTRIBUTES = (
    "name",
    "namespace",
    "test",
    "collation",
    "match-type",
    "negate-condition",
    "content-type",
    "version",
)
VALUES = st.sampled_from(
    [
        "",
        "FN",
        "DAV:",
        "displayname",
        "allof",
        "equals",
        "i;octet",
        "3.0",
        "é<&>",
        "a b-c",
        "1",
        "-1",
        "{}",
        "yes",
    ]
)
METHODS = st.sampled_from(
    ["PROPFIND", "PROPPATCH", "REPORT", "MKCOL", "GET", "PUT", "DELETE", "MOVE", "COPY", "OPTIONS"]
)
PLACES = (
    "",
    "principals/",
    "books/",
    "books/102/",
    "books/102/mine/",
    "books/102/all/",
    "books/102/all/{uid}.vcf",
    "books/102/all/no",
)


@st.composite
def markup(draw, depth: int = 0) -> etree._Element:
    """Elements of the protocol, one in the other as nobody would send them."""
    prefix, _, local = draw(st.sampled_from(ELEMENTS)).partition(":")
    names = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:carddav", "X": "urn:x"}
    made = etree.Element(f"{{{names[prefix]}}}{local}")
    for name, value in draw(st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=3)).items():
        made.set(name, value)
    made.text = draw(VALUES)
    if depth < 3:
        made.extend(draw(st.lists(markup(depth + 1), max_size=3)))
    return made


class AnythingTest(TestCase):
    """One phone, and a card in its book, for whatever is sent."""

    @given(
        method=METHODS,
        place=st.sampled_from(PLACES),
        body=markup().map(etree.tostring),
        depth=st.sampled_from(["0", "1"]),
    )
    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    def test_elements_in_any_order_are_answered_or_refused(self, method, place, body, depth):
        phone = dav(EDITOR, "all")
        path = "/dav/" + place.format(uid=a_person().uid)

        answer = phone.call(method, path, body, Depth=depth)

        assert answer.status < 500 or answer.status in {501, 507}, (method, path, body)
        if answer.status == 207:
            assert answer.root.tag == "{DAV:}multistatus"

    @given(
        body=st.binary(max_size=200), head=st.sampled_from([b"", b"<a>", f"<D:propfind {DECLARED}>".encode()])
    )
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    def test_octets_are_no_failure(self, body, head):
        phone = dav(EDITOR)

        assert phone.call("PROPFIND", phone.mine, head + body, Depth="0").status in {207, 400}

    @given(name=st.text(max_size=40))
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    def test_any_name_is_somewhere_or_nowhere(self, name):
        phone = dav(EDITOR)

        assert 400 <= phone.call("GET", f"/dav/books/{phone.user}/mine/{name}").status < 500


pytestmark = pytest.mark.slow
