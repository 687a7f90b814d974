"""What the people of a company share with it: what they follow, what they keep of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.channel_rows import write_channels, write_mains
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft, inheritable_of, list_key
from kaartenbak.contacts.rules import inheritance
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

# The columns of a person that a change of his company can reach.
COLUMNS = (
    "salesperson_id", "territory_id", "country_id", "language_id", "format_region",
    "street", "street_2", "postcode", "city", "county", "extension",
    "postcode_key", "name_key", "list_key",
)  # fmt: skip


MOVED_COLUMNS = (*COLUMNS, "company_id", "company_name", "business_relation", "follows")


@operation(needs="contacts.change", title=_("{contact} follows {company} again"))
def follow(*, contact: Contact, groups: Iterable[str], version: int | None = None, by: Actor) -> Contact:
    """Let a person follow his company for these field groups: he takes its values now, and whenever they change."""
    contact = store.lock(contact, version)
    company = contact.company if contact.company_id else None
    if company is None:
        raise Refused("contact.company_required", field="groups", contact=str(contact))
    wanted, desk = known_groups(groups), Desk(by)
    about(contact=str(contact), company=company.name)
    draft = Draft(contact, queries.mains(contact.channels.all()), desk)
    taken = inheritance.follow_again(
        wanted, queries.inheritable(contact, draft.mains), inheritable_of(company), desk.switches
    )
    off = sorted(wanted - taken.follows)
    if off:
        raise Refused("follow.switched_off", field="groups", groups=", ".join(off))
    draft.take(taken.values)
    draft.contact.follows = sorted({*contact.follows, *taken.follows})
    draft.derive()
    store.update(
        contact,
        **{name: getattr(draft.contact, name) for name in (*COLUMNS, "follows", "correspondence_type")},
    )
    write_channels(draft)
    return contact


@operation(needs="contacts.change", title=_("{contact} keeps its own values"))
def unfollow(*, contact: Contact, groups: Iterable[str], version: int | None = None, by: Actor) -> Contact:
    """Let a person keep what he has for these field groups, whatever his company does."""
    contact = store.lock(contact, version)
    about(contact=str(contact))
    store.update(contact, follows=sorted(set(contact.follows) - known_groups(groups)))
    return contact


def known_groups(groups: Iterable[str]) -> frozenset[str]:
    """Names of field groups; others, or none, are refused."""
    wanted = frozenset(inheritance.known(str(name)[:40]).name for name in groups)
    if not wanted:
        raise Refused("value.required", field="groups")
    return wanted


@contextmanager
def in_step(contact: Contact) -> Iterator[None]:
    """Channels of the card change in this block: a company's reach who follows it, a person's become his own."""
    before = inheritable_of(contact)
    yield
    if contact.is_company:
        let_people_follow(contact, before=before)
        return
    after = inheritable_of(Contact.objects.get(pk=contact.pk))
    edited = [name for name in after if after[name] != before[name]]
    store.update(
        contact, follows=sorted(inheritance.own_after_edit(contact.follows, edited, Desk(SYSTEM).switches))
    )


def let_people_follow(company: Contact, *, before: dict[str, Any]) -> None:
    """Give the people of a changed company what they follow, and its name in any case.

    `before` are the company's inheritable values before the change.
    """
    desk = Desk(SYSTEM)
    fresh = Contact.objects.prefetch_related("channels").get(pk=company.pk)
    after = inheritable_of(fresh)
    people = Contact.objects.select_for_update().filter(company=company).order_by("pk")
    drafts = [followed(person, fresh, before, after, desk) for person in people.prefetch_related("channels")]
    write_people(drafts, (*COLUMNS, "company_name"))


def write_people(drafts: Sequence[Draft], columns: Sequence[str]) -> None:
    """Write these columns and the main channels of people who follow their company."""
    write_mains(drafts)
    store.update_each(
        Contact,
        {draft.contact.pk: {name: getattr(draft.contact, name) for name in columns} for draft in drafts},
    )


def followed(
    person: Contact, company: Contact, before: dict[str, Any], after: dict[str, Any], desk: Desk
) -> Draft:
    """A person's card with what he takes over of his company's change."""
    draft = Draft(person, queries.mains(person.channels.all()), desk)
    present = queries.inheritable(person, draft.mains)
    draft.take(inheritance.on_company_change(person.follows, present, before, after, desk.switches))
    draft.contact.company_name = company.name
    draft.contact.company = company
    draft.derive()
    return draft


def move_people(former: Contact, company: Contact, *, before: dict[str, Any]) -> None:
    """Give the people of a company to the one that it becomes part of, with what they follow.

    `before` are the inheritable values that `former` had.
    """
    desk = Desk(SYSTEM)
    fresh = Contact.objects.prefetch_related("channels").get(pk=company.pk)
    after = inheritable_of(fresh)
    people = Contact.objects.select_for_update().filter(company=former).order_by("pk")
    drafts = [moved(person, fresh, before, after, desk) for person in people.prefetch_related("channels")]
    write_people(drafts, MOVED_COLUMNS)


def moved(
    person: Contact, company: Contact, before: dict[str, Any], after: dict[str, Any], desk: Desk
) -> Draft:
    """A person's card with the company that his own became part of."""
    draft = Draft(person, queries.mains(person.channels.all()), desk)
    present = queries.inheritable(person, draft.mains)
    taken = inheritance.on_company_merged(person.follows, present, before, after, desk.switches)
    draft.take(taken.values)
    person.company, person.company_name = company, company.name
    person.business_relation, person.follows = company.business_relation, sorted(taken.follows)
    draft.derive()
    return draft


def let_returned_follow(left: Mapping[int, int]) -> None:
    """Give people who are back at a former company what they follow there, where they hold what the company they `left` has."""
    desk, known = Desk(SYSTEM), dict[int, dict[str, Any]]()
    people = Contact.objects.filter(pk__in=left, company__isnull=False).order_by("pk")
    drafts = []
    for person in people.select_related("company").prefetch_related("channels"):
        draft = Draft(person, queries.mains(person.channels.all()), desk)
        keys = (left[person.pk], person.company_id or 0)
        for key in keys:
            if key not in known:
                known[key] = inheritable_of(Contact.objects.get(pk=key))
        present, former, company = queries.inheritable(person, draft.mains), known[keys[0]], known[keys[1]]
        draft.take(inheritance.on_return(person.follows, present, former, company, desk.switches))
        draft.derive()
        drafts.append(draft)
    write_people(drafts, COLUMNS)


def place_in_list(people: Iterable[Contact], company: Contact | None) -> dict[int, dict[str, Any]]:
    """The list keys of people whose company is (or no longer is) this one."""
    return {person.pk: {"list_key": list_key(person, company)} for person in people}
