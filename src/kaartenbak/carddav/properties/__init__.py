"""All properties, by their names."""

from kaartenbak.carddav.properties.access import CurrentPrivileges, Owner
from kaartenbak.carddav.properties.base import Property
from kaartenbak.carddav.properties.books import (
    AddressData,
    BookColour,
    BookDescription,
    CollationSet,
    CTag,
    MaxResourceSize,
    SyncToken,
)
from kaartenbak.carddav.properties.cards import (
    ContentLength,
    ContentType,
    CreationDate,
    ETag,
    LastModified,
)
from kaartenbak.carddav.properties.everywhere import DisplayName, ReportSet, ResourceType
from kaartenbak.carddav.properties.principals import (
    AddressBookHomeSet,
    CurrentPrincipal,
    PrincipalAddress,
    PrincipalCollectionSet,
)

PROPERTIES: dict[str, Property] = {
    each.name: each
    for each in (
        ResourceType(),
        DisplayName(),
        ReportSet(),
        CurrentPrincipal(),
        PrincipalAddress(),
        PrincipalCollectionSet(),
        AddressBookHomeSet(),
        Owner(),
        CurrentPrivileges(),
        BookDescription(),
        BookColour(),
        AddressData(),
        MaxResourceSize(),
        CollationSet(),
        SyncToken(),
        CTag(),
        ETag(),
        ContentType(),
        ContentLength(),
        LastModified(),
        CreationDate(),
    )
}
