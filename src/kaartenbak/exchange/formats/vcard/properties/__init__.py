"""The properties that a card has fields for, in the order in which they are written."""

from kaartenbak.exchange.formats.vcard.properties.addresses import OwnAddress, PostalAddress
from kaartenbak.exchange.formats.vcard.properties.base import Property
from kaartenbak.exchange.formats.vcard.properties.channels import (
    ChannelProperty,
    Channels,
    Email,
    InstantMessaging,
    OldMessenger,
    OtherChannel,
    Telephone,
    Url,
)
from kaartenbak.exchange.formats.vcard.properties.details import Birthday, Photo
from kaartenbak.exchange.formats.vcard.properties.groups import OwnCodes, OwnWebSource
from kaartenbak.exchange.formats.vcard.properties.identity import (
    Categories,
    FormattedName,
    Kind,
    Language,
    Leftover,
    Members,
    Name,
    Note,
    Organization,
    Own,
    Revised,
    Title,
    Uid,
)

PROPERTIES: tuple[Property, ...] = (
    Uid(),
    Revised(),
    Kind(),
    FormattedName(),
    Name(),
    Organization(),
    Title(),
    Channels(),
    Telephone(),
    Email(),
    Url(),
    InstantMessaging(),
    OldMessenger(),
    OtherChannel(),
    PostalAddress(),
    OwnAddress(),
    Birthday(),
    Language(),
    Categories(),
    OwnCodes(),
    OwnWebSource(),
    Members(),
    Own(),
    Leftover(),
    Note(),
    Photo(),
)

_CHANNELS = next(each for each in PROPERTIES if isinstance(each, Channels))
WRITTEN_BY: dict[str, Property] = {
    name: _CHANNELS if isinstance(each, ChannelProperty) else each
    for each in PROPERTIES
    for name in each.names
}
"""Who writes what a line of that name says."""

BY_NAME = {name: each for each in PROPERTIES for name in each.names}
