"""The sentences of refusals about the setup."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "code.signs": _("The code {code} may not hold / \\ ? # or %, nor dots alone."),
    "code.exists": _("There is already a {what} with the code {code}."),
    "code.in_use": _("The {what} {code} is still in use: {uses}. Replace it by another one, then it can go."),
    "code.replaced_by_itself": _("The {what} {code} cannot be replaced by itself."),
    "vat_format.pattern": _(
        "“{pattern}” is not a format of VAT numbers: use # for a digit, @ for a letter, ? for anything, "
        "and at most {limit} characters."
    ),
    "format_region.unknown": _("“{tag}” is not a known format region. Write it as nl-BE."),
    "series.no_digits": _("The number {number} must end in digits, so that it can be counted on."),
    "series.next_required": _("Give the next number of the series."),
    "series.exhausted": _("After {number} the series has no number of at most {limit} characters left."),
    "formula.too_many_names": _("A greeting has room for {limit} names; these are {count}."),
    "formula.unknown_name": _("“{name}” is not a part of a name. Choose from {choices}."),
    "formula.unknown_gap": _("{gap} cannot be filled: gaps are numbered from %1 to %{limit}."),
    "formula.gap_without_name": _("Say which name fills {gap}."),
    "formula.exists": _("The salutation {salutation} already has this greeting in that language."),
    "setup.home_country": _(
        "The home country must be one of the countries, by its two letters; {code} is not."
    ),
    "duplicates.setup_range": _(
        "The search hit percentage must be between {low} and {high}; {value} is not."
    ),
    "postcode.required": _("Give a postcode and a city."),
    "postcode.exists": _("The postcode {code} {city} is already there."),
    "postcode.ambiguous": _("The postcode {code} has {count} places. Name the country and the city as well."),
    "postcodes.file": _("This file is no text. Save it as CSV, or take the text file of GeoNames."),
    "salesperson.blocked": _("The salesperson {code} is blocked for privacy and cannot be chosen."),
}
