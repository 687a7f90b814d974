import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.core.normal import phone
from kaartenbak.core.refusals import Refused


@pytest.mark.parametrize("text", ["+32 (0)3/123.45.67", "+-0814 655=&?", "", "0475-12 34 56 #12", "٠٣ ١٢٣"])
def test_digits_blanks_and_punctuation_are_free(text):
    phone.check(text, "phone")


@pytest.mark.parametrize("text", ["03 123 45 67 x12", "tel. 03", "телефон", "03–電話", "nº 5"])
def test_letters_of_any_script_are_refused(text):
    with pytest.raises(Refused) as refusal:
        phone.check(text, "mobile")

    assert (refusal.value.key, refusal.value.field) == ("phone.letters", "mobile")
    assert refusal.value.facts == {"value": text}


@pytest.mark.parametrize(
    ("text", "country", "normal", "printed"),
    [
        ("+32 (0)3/123.45.67", "BE", "+3231234567", "+32 3 123 45 67"),
        ("03/123.45.67", "BE", "+3231234567", "+32 3 123 45 67"),
        ("0032 3 123 45 67", "BE", "+3231234567", "+32 3 123 45 67"),
        ("0032 3 123 45 67", "", "+3231234567", "+32 3 123 45 67"),
        ("0475/12.34.56", "be", "+32475123456", "+32 475 12 34 56"),
        ("020 123 45 67", "NL", "+31201234567", "+31 20 123 4567"),
        ("+44 (0)20 7946 0958", "BE", "+442079460958", "+44 20 7946 0958"),
        ("06 1234 5678", "IT", "+390612345678", "+39 06 1234 5678"),
        ("03 123 45 67 #12", "BE", "+3231234567", "+32 3 123 45 67"),
        ("112", "BE", "112", "112"),
        (" 555-0199 ", "BE", "5550199", "555-0199"),
        ("03/123.45.67", "", "031234567", "03/123.45.67"),
        ("+-0814 655=&?", "BE", "+0814655", "+-0814 655=&?"),
        ("03 123 45 67 / 0475 12 34 56", "BE", "0312345670475123456", "03 123 45 67 / 0475 12 34 56"),
        ("٠٣١٢٣٤٥٦٧", "BE", "+3231234567", "+32 3 123 45 67"),
        ("", "BE", "", ""),
        ("+", "BE", "", "+"),
    ],
)
def test_a_number_has_a_normal_and_a_printed_form(text, country, normal, printed):
    assert (phone.normal(text, country), phone.international(text, country)) == (normal, printed)


def test_the_same_number_in_any_notation_has_one_normal_form():
    notations = ["+32 3 123 45 67", "0032/3.123.45.67", "03-123 45 67", "(03) 1234567", "+32 (0)3 1234567"]
    assert {phone.normal(notation, "BE") for notation in notations} == {"+3231234567"}


def test_the_digits_are_those_of_any_script():
    assert phone.digits("+32 (0)٣/12") == "320312"


@pytest.mark.parametrize(
    ("text", "dialled"),
    [("03/123.45.67", "+3231234567"), ("112", "112"), ("03 123 45 67 / 0475 12 34 56", ""), ("-", "")],
)
def test_only_one_number_can_be_dialled(text, dialled):
    assert phone.dialable(text, "BE") == dialled


@pytest.mark.parametrize(
    ("numbers", "on_phone", "proposed"),
    [
        (("03", "0475"), False, "03"),
        (("", "0475"), False, "0475"),
        (("03", "0475"), True, "0475"),
        (("03", ""), True, "03"),
        (("", ""), True, ""),
    ],
)
def test_the_proposed_number_is_the_phone_and_on_a_phone_the_mobile(numbers, on_phone, proposed):
    assert phone.to_dial(*numbers, on_phone=on_phone) == proposed


@given(
    st.text(alphabet="0123456789 +()/.-#*=&?;,~", max_size=25),
    st.sampled_from(["BE", "NL", "FR", "DE", "GB", "US", "IT", "LU", "", "XX"]),
)
def test_a_normal_form_is_its_own_normal_form(text, country):
    normal = phone.normal(text, country)
    assert phone.normal(normal, country) == normal


@given(st.text(), st.text(max_size=3))
def test_no_text_whatever_breaks_the_normal_form(text, country):
    assert set(phone.normal(text, country)) <= set("+0123456789")
    phone.international(text, country)
