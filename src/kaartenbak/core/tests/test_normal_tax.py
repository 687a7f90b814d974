import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.core.normal import tax
from kaartenbak.core.refusals import Refused

REAL_NUMBERS = {
    "AT": "ATU13585627", "BG": "BG175074752", "CY": "CY10259033P", "CZ": "CZ25123891", "DE": "DE136695976",
    "DK": "DK13585628", "EE": "EE100931558", "ES": "ESB58378431", "FI": "FI20774740", "FR": "FR40303265045",
    "GR": "EL094259216", "HR": "HR33392005961", "HU": "HU12892312", "IE": "IE6433435F", "IT": "IT00743110157",
    "LT": "LT119511515", "LU": "LU15027442", "LV": "LV40003521600", "MT": "MT11679112",
    "NL": "NL004495445B01", "PL": "PL8567346215",
    "PT": "PT501964843", "RO": "RO18547290", "SE": "SE123456789701",
    "SI": "SI50223054",
    "SK": "SK2022749619", "XI": "XI980780684",
}  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["0200.068.636", "BE 0200.068.636", "BTW-0200068636", "TVA BE0200/068/636 "]
)
def test_an_enterprise_number_is_kept_as_typed_with_any_punctuation(typed):
    assert tax.check_enterprise(typed) == typed.strip()
    assert tax.enterprise_digits(typed) == "0200068636"
    assert tax.enterprise_printed(typed) == "0200.068.636"


@pytest.mark.parametrize(
    "typed", ["0123456789", "200.068.636", "SampleEnNo", "", "0200.068.6360", "0200.068.637"]
)
def test_anything_but_ten_digits_with_the_right_check_digits_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        tax.check_enterprise(typed)

    assert (refusal.value.key, refusal.value.field) == ("enterprise.invalid", "enterprise_number")
    assert refusal.value.facts == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("be 0200.068.636", "BE 0200.068.636"),
        ("BE0123456789", "BE0123456789"),
        ("0200.068.636", None),
        ("BE200068636", None),
        ("NL004495445B01", None),
        ("", None),
    ],
)
def test_be_and_ten_digits_typed_as_vat_number_are_an_enterprise_number(typed, taken):
    assert tax.as_enterprise(typed) == taken


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("0200.068.636", "0200.068.636"),
        ("BTW BE 0200068636 ", "0200.068.636"),
        ("200.068.636", "0200.068.636"),
        ("200068636", "0200.068.636"),
        ("0200.068.637", ""),
        ("00200068636", ""),
        ("NL004495445B01", ""),
        ("", ""),
    ],
)
def test_a_belgian_number_is_known_by_its_check_digits(typed, taken):
    assert tax.as_belgian(typed) == taken


@pytest.mark.parametrize(
    ("country", "home", "belgian"),
    [("BE", "NL", True), ("", "BE", True), ("", "", True), ("", "NL", False), ("NL", "BE", False)],
)
def test_who_is_belgian_or_at_home_in_belgium_has_an_enterprise_number(country, home, belgian):
    assert tax.uses_enterprise_number(country, home) is belgian


@pytest.mark.parametrize("country", ["BE", ""])
def test_a_vat_number_is_refused_for_belgium_and_for_no_country(country):
    with pytest.raises(Refused) as refusal:
        tax.check_vat("NL004495445B01", country)

    assert (refusal.value.key, refusal.value.field) == ("vat.use_enterprise_no", "vat_number")


@pytest.mark.parametrize(("country", "number"), REAL_NUMBERS.items())
def test_numbers_of_the_union_are_checked_by_their_digits(country, number):
    assert tax.check_vat(f" {number.lower()} ", country) == number


@pytest.mark.parametrize(
    ("case", "number", "country", "formats", "wrong"),
    [
        ("wrong check digits", "DE136695977", "DE", (), "check_digits"),
        ("wrong check digits in the right format", "DE136695977", "DE", ("DE#########",), "check_digits"),
        ("no number of this country", "NL004495445B01", "DE", (), "check_digits"),
        ("too short for the format", "DE13669597", "DE", ("DE#########",), "form"),
        ("punctuation that the format lacks", "DE 136695976", "DE", ("DE#########",), "form"),
        ("a letter where a digit belongs", "CHE-12345678X", "CH", ("CHE-#########",), "form"),
    ],
)
def test_a_wrong_number_is_refused_with_the_formats_that_fit(case, number, country, formats, wrong):
    with pytest.raises(Refused) as refusal:
        tax.check_vat(number, country, formats)

    assert refusal.value.key == "vat.format", case
    accepted = ", ".join(formats)
    assert refusal.value.facts == {"value": number, "country": country, "wrong": wrong, "formats": accepted}


@pytest.mark.parametrize(
    ("number", "country", "formats"),
    [
        ("che-123456789", "CH", ("CHE-#########", "#########")),
        ("ab?1", "CH", ("@@?#",)),
        ("anything at all", "US", ()),
        ("", "DE", ("DE#########",)),
        ("136695976", "DE", ("#########",)),
    ],
)
def test_a_number_that_matches_a_format_is_kept_in_upper_case(number, country, formats):
    assert tax.check_vat(number, country, formats) == number.upper()


def test_vat_numbers_are_compared_without_punctuation():
    assert tax.vat_normal("nl 0044.95.445.b01") == tax.vat_normal("NL004495445B01") == "NL004495445B01"


@given(st.text(max_size=20), st.sampled_from(sorted(set(tax.EUROPEAN_UNION) - {"BE"})))
def test_no_text_whatever_breaks_the_check(text, country):
    try:
        kept = tax.check_vat(text, country)
    except Refused:
        return
    assert kept == text.strip().upper()
