"""The ways to reach a contact: adding, changing, removing one, and making it the main one of its kind."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.channel_rows import MOST, new_channel
from kaartenbak.contacts.ops.cleaning import LONGEST, channel_label, channel_value, normal_form
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.people import in_step
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation


@operation(needs="contacts.change", title=_("Added {value} to {contact}"))
def add_channel(
    *, contact: Contact, kind: str, value: str, label: str = "", version: int | None = None, by: Actor
) -> Channel:
    """Add a number or address; the first of its kind is the main one."""
    contact = store.lock(contact, version)
    kind = known_kind(kind)
    value, label = channel_value(kind, value), channel_label(label)
    if contact.channels.count() >= MOST:
        raise Refused("channels.too_many", field="value", limit=MOST)
    last = contact.channels.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
    about(value=value, contact=str(contact))
    with in_step(contact):
        country = Desk(by).country_code(contact)
        return store.create(new_channel(contact, kind, value, country, label=label, position=last + 1))


@operation(needs="contacts.change", title=_("Changed {value} of {contact}"))
def change_channel(
    *,
    channel: Channel,
    value: str | None = None,
    label: str | None = None,
    version: int | None = None,
    by: Actor,
) -> Channel:
    """Change the text or the label of a channel; what is left out stays."""
    contact = store.lock(channel.contact, version)
    channel = store.lock(channel)
    wanted = {}
    if value is not None:
        wanted["value"] = channel_value(channel.kind, value)
        wanted["normal"] = normal_form(channel.kind, wanted["value"], Desk(by).country_code(contact))
    if label is not None:
        wanted["label"] = channel_label(label)
    about(value=channel.value, contact=str(contact))
    with in_step(contact):
        store.update(channel, **wanted)
    return channel


@operation(needs="contacts.change", title=_("Removed {value} from {contact}"))
def remove_channel(*, channel: Channel, version: int | None = None, by: Actor) -> None:
    """Remove a channel. When it was the main one, the next of its kind takes its place."""
    contact = store.lock(channel.contact, version)
    about(value=channel.value, contact=str(contact))
    kind, position = channel.kind, channel.position
    with in_step(contact):
        store.delete(channel)
        later = contact.channels.filter(kind=kind, position__gt=position).order_by("position")
        store.update_each(Channel, {other.pk: {"position": other.position - 1} for other in later})


@operation(needs="contacts.change", title=_("Made {value} the main one of {contact}"))
def make_main(*, channel: Channel, version: int | None = None, by: Actor) -> Channel:
    """Put a channel first of its kind; the others move down in their order."""
    contact = store.lock(channel.contact, version)
    channel = store.lock(channel)
    about(value=channel.value, contact=str(contact))
    with in_step(contact):
        earlier = contact.channels.filter(kind=channel.kind, position__lt=channel.position)
        store.update_each(Channel, {other.pk: {"position": other.position + 1} for other in earlier})
        store.update(channel, position=1)
    return channel


def known_kind(kind: str) -> str:
    """A kind of channel; another is refused."""
    if kind not in Channel.Kind.values:
        raise Refused("value.choice", field="kind", value=str(kind)[:40], choices=", ".join(LONGEST))
    return kind
