import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.core.normal import email
from kaartenbak.core.refusals import Refused


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@x.be", ["a@x.be"]),
        ("a@x.be; b@x.be", ["a@x.be", "b@x.be"]),
        ("; a@x.be ;b@x.be;", ["a@x.be", "b@x.be"]),
        ("", []),
        (" ; ", []),
    ],
)
def test_a_field_can_hold_several_addresses(text, addresses):
    assert email.split_addresses(text) == addresses
    assert email.check_all(text) == addresses


@pytest.mark.parametrize(
    "address",
    [
        "info@desmet.be",
        "Jan.Peeters+werk@mail.desmet.co.uk",
        "josé@example.com",
        "jan@münchen.de",
        "почта@пример.рф",
        "clerk@example.test",
        "jan@kantoor.local",
        "o'neill@x.ie",
    ],
)
def test_a_mailbox_with_a_dot_in_its_domain_is_accepted(address):
    assert email.check(f" {address} ") == address


@pytest.mark.parametrize(
    ("case", "address"),
    [
        ("nothing", ""),
        ("no at", "desmet.be"),
        ("two ats", "a@@x.be"),
        ("no dot", "a@localhost"),
        ("top level of one letter", "a@x.b"),
        ("a network number", "a@192.168.10.25"),
        ("dot at the end", "a@x.be."),
        ("two dots", "a..b@x.be"),
        ("blank inside", "a b@x.be"),
        ("comma as separator", "a@x.be,b@x.be"),
        ("bar as separator", "a@x.be|b@x.be"),
        ("blank as separator", "a@x.be b@x.be"),
        ("with a name", "Jan <a@x.be>"),
        ("half a character", "a\ud800@x.be"),
    ],
)
def test_anything_else_is_refused(case, address):
    with pytest.raises(Refused) as refusal:
        email.check(address, "email")

    assert (refusal.value.key, refusal.value.field) == ("email.invalid", "email"), case
    assert refusal.value.facts == {"address": address}


def test_the_refusal_names_the_address_that_is_wrong():
    with pytest.raises(Refused) as refusal:
        email.check_all("a@x.be; b@x; c@x.be", "email")

    assert refusal.value.facts == {"address": "b@x"}


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("Info@DeSmet.BE", "info@desmet.be"),
        ("José@München.de", "josé@xn--mnchen-3ya.de"),
        ("jan@xn--mnchen-3ya.de", "jan@xn--mnchen-3ya.de"),
        ("Not An Address ", "not an address"),
    ],
)
def test_the_normal_form_has_no_case_and_a_plain_domain(address, normal):
    assert email.normal(address) == normal


@given(st.one_of(st.emails(), st.text()))
def test_a_normal_form_is_its_own_normal_form(address):
    assert email.normal(email.normal(address)) == email.normal(address)
