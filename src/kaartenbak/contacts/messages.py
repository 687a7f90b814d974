"""The sentences of refusals and warnings about contacts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "name.required": _("A contact needs a name."),
    "number.exists": _("The number {number} is already given to {contact}."),
    "number.manual_not_allowed": _(
        "The number series {series} does not allow numbers typed by hand. Leave the number blank."
    ),
    "number.characters": _(
        "The number {number} cannot hold / \\ ? # or %, since it is part of web addresses."
    ),
    "setup.contact_nos_missing": _(
        "No number series for contacts is set. Choose one in the setup, or type a number."
    ),
    "phone.letters": _("“{value}” holds letters; a phone number cannot."),
    "email.invalid": _("“{address}” is not an e-mail address."),
    "registration_no.too_long": _(
        "A registration number has at most {limit} characters; this one has {length}."
    ),
    "vat.format": _("“{value}” is not a VAT number of {country}: {wrong}. It looks like: {formats}."),
    "vat.use_enterprise_no": _(
        "A Belgian contact has an enterprise number instead of a VAT number: type it there."
    ),
    "vat.used_elsewhere": _("The same number is on {contacts}."),
    "vat.other_number": _("{value} is another enterprise number than {number}; a contact has one."),
    "vat.kept_as_enterprise": _("{number} is a Belgian number and was stored as enterprise number."),
    "enterprise.invalid": _(
        "“{value}” is not a Belgian enterprise number: ten digits, the last two of which check the others."
    ),
    "enterprise.foreign": _("Only a Belgian contact has an enterprise number; this one is in {country}."),
    "enterprise.country_changed": _(
        "The enterprise number {number} is Belgian, but the country is now {country}. Clear it if it no longer holds."
    ),
    "contact.must_be_company": _("{field_label} is for companies; this contact is a person."),
    "contact.must_be_person": _("{field_label} is for persons; this contact is a company."),
    "contact.not_a_company": _("{contact} is a person; an employer must be a company."),
    "contact.company_required": _("{contact} has no company to follow."),
    "contact.clear_tax_numbers": _(
        "{contact} has numbers of its own business. Clear them before it joins {company}, whose numbers count then."
    ),
    "contact.not_found": _("There is no contact “{ref}”, or you may not see it."),
    "contact.merged": _("{former} was merged into {contact}."),
    "contact.ambiguous": _("“{text}” may mean several: {candidates}. Give the number."),
    "channels.too_many": _("A contact has at most {limit} numbers and addresses."),
    "birthday.future": _("The birthday {value} is still to come. Check the year."),
    "birthday.invalid": _(
        "“{value}” is not a birthday. Write it as 1980-03-31, or --03-31 without the year."
    ),
    "privacy.parental_consent_required": _(
        "A minor stays blocked until the parents have given their consent."
    ),
    "privacy.consent_only_for_minors": _("Consent of parents is kept for minors only."),
    "follow.unknown_group": _("“{group}” is not a group of fields that can follow the company: {choices}."),
    "follow.switched_off": _("Inheritance is switched off in the setup for: {groups}."),
    "type.has_people": _("{contact} still has people. Move or delete them first."),
    "type.has_relations": _("{contact} still has business relations. Remove them first."),
    "type.has_industry_groups": _("{contact} still has industry groups. Remove them first."),
    "type.has_web_sources": _("{contact} still has web sources. Remove them first."),
    "type.has_currency": _("{contact} has a currency, which only companies have. Clear it first."),
    "type.has_vat_no": _("{contact} has a VAT or enterprise number. Clear it first."),
    "type.has_registration_no": _(
        "{contact} has a registration number, which only companies have. Clear it first."
    ),
    "type.has_org_level": _(
        "{contact} has an organizational level, which only persons have. Clear it first."
    ),
    "type.has_job_responsibilities": _(
        "{contact} has job responsibilities, which only persons have. Remove them first."
    ),
    "type.has_interactions": _("{contact} has interactions on record, so its type cannot change."),
    "type.has_tasks": _("{contact} has tasks on record, so its type cannot change."),
    "type.has_opportunities": _("{contact} has opportunities on record, so its type cannot change."),
    "alt_address.exists": _("{contact} already has an address with the code {code}."),
    "alt_range.dates": _("The period ends on {ends}, before it starts on {starts}."),
    "alt_range.start_exists": _(
        "{contact} already has a period that starts on {starts}. Choose another day."
    ),
    "alt_range.all_year": _(
        "This period returns every year and leaves no day free: address {code} holds all the time. Give it an end within a year."
    ),
    "image.too_large": _("The picture is too large: at most {limit}."),
    "image.none": _("{contact} has no picture."),
    "image.unreadable": _("This is not a picture that can be read. Choose a JPEG, PNG, WebP or GIF file."),
    "put_back.nothing": _("This value cannot be put back: what it belonged to is gone."),
    "salutation.no_formula": _("There is no {type} greeting in the language {language} for {contact}."),
    "salutation.empty": _("The greeting of {contact} has no text. Fill it in under Salutations."),
}
# What is wrong with a VAT number.
WRONG = {
    "form": _("its form is another"),
    "check_digits": _("its check digits do not fit, so something may be mistyped"),
}
