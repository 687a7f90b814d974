"""Making a person of a company card, or a company of a person's."""

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.ops.removal import rows_of
from kaartenbak.contacts.rules import type_change
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import names
from kaartenbak.core.parts import PARTS
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation


@operation(needs="contacts.change", title=_("Changed the type of {contact}"))
def change_kind(
    *, contact: Contact, kind: str, given: frozenset[str] = frozenset(), version: int | None = None, by: Actor
) -> Contact:
    """Change the type of a card (contacts.md §10); refused, with every reason, while something hangs on the present type.

    `given` are the fields that the same request sets, which the new type's defaults leave alone.
    """
    contact = store.lock(contact, version)
    if kind not in Contact.Kind.values:
        raise Refused("value.choice", field="kind", value=kind[:40], choices=", ".join(Contact.Kind.values))
    about(contact=str(contact))
    if kind == contact.kind:
        return contact
    type_change.check(kind, facts_of(contact), str(contact))
    desk = Desk(by)
    draft = Draft(contact, {}, desk)
    become_person(draft) if kind == Contact.Kind.PERSON else become_company(draft)
    if "salutation" not in given:
        setup = desk.setup
        contact.salutation = (
            setup.default_company_salutation if contact.is_company else setup.default_person_salutation
        )
    draft.derive()
    store.update(contact, **{name: getattr(contact, name) for name in WRITTEN})
    return contact


WRITTEN = (
    "kind", "company", "company_name", "first_name", "middle_name", "surname", "job_title", "birthday", "salutation", "follows",
    "name_key", "list_key", "tax_key", "business_relation",
)  # fmt: skip


def facts_of(contact: Contact) -> type_change.Facts:
    """What the rules of type change ask about a card; what only its present type may have, the parts tell."""
    only_now = {
        part.counted: rows_of(part, [contact.pk]).count()
        for part in PARTS
        if part.counted and part.only_for == contact.kind
    }
    return type_change.Facts(
        **only_now,
        people=Contact.objects.filter(company=contact).count(),
        currency=contact.currency.code if contact.currency else "",
        vat_number=contact.vat_number,
        enterprise_number=contact.enterprise_number,
        registration_number=contact.registration_number,
        organizational_level=contact.organizational_level.code if contact.organizational_level else "",
    )


def become_person(draft: Draft) -> None:
    """An independent person whose name is split into its parts."""
    contact = draft.contact
    contact.kind, contact.company, contact.company_name = Contact.Kind.PERSON, None, ""
    parts = names.split(contact.name, particles=draft.desk.setup.name_particles)
    contact.first_name, contact.middle_name, contact.surname = parts


def become_company(draft: Draft) -> None:
    """A company of its own, without what only persons have; initials remain."""
    contact = draft.contact
    contact.kind, contact.company, contact.company_name, contact.follows = (
        Contact.Kind.COMPANY,
        None,
        contact.name,
        [],
    )
    contact.business_relation = Contact.BusinessRelation.NONE
    for name in ("first_name", "middle_name", "surname", "job_title", "birthday"):
        setattr(contact, name, "")
