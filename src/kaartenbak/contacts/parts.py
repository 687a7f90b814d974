"""What a contact owns here, and what becomes of it."""

from kaartenbak.core.parts import OnDelete, Part

PARTS = [
    Part("contacts.Channel", OnDelete.GO_ALONG, personal=("value",)),
    Part("contacts.Comment", OnDelete.GO_ALONG, personal=("text",)),
    Part("contacts.FormerCard", OnDelete.GO_ALONG, personal=("name",)),
    # The ranges go before the addresses they point at.
    Part("contacts.AddressRange", OnDelete.GO_ALONG, unique_by=("starts",)),
    Part(
        "contacts.AlternativeAddress",
        OnDelete.GO_ALONG,
        unique_by=("code",),
        counted="alternative_addresses",
        personal=(
            "company_name",
            "company_name_2",
            "street",
            "street_2",
            "postcode",
            "city",
            "county",
            "phone",
            "mobile",
            "fax",
            "extension",
            "email",
            "website",
        ),
    ),
]
