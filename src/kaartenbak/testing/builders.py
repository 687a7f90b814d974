"""Things that tests begin with; a default is never asserted."""

from typing import Any

from kaartenbak.contacts.models import AlternativeAddress, Contact
from kaartenbak.contacts.ops.addresses import add_address
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history import store
from kaartenbak.history.operations import operation
from kaartenbak.setup.models import CodeTable, Country, Language, NumberSeries, Setup


@operation(needs="setup.change", title="Prepared a test")
def make(*, instance: Any, by: Any = SYSTEM) -> Any:
    """Put a row there, through the gate."""
    return store.create(instance)


@operation(needs="setup.change", title="Prepared a test")
def alter(*, instance: Any, values: dict[str, Any], by: Any = SYSTEM) -> Any:
    """Change a row, through the gate."""
    store.update(instance, **values)
    return instance


def a_setup(**values: Any) -> Setup:
    """The setup of a Belgian office with a number series CT000001."""
    series = NumberSeries.objects.filter(code="CONT").first() or make(
        instance=NumberSeries(code="CONT", next="CT000001"), by=SYSTEM
    )
    setup = Setup.objects.filter(pk=1).first() or make(
        instance=Setup(pk=1, series_contacts=series), by=SYSTEM
    )
    return alter(instance=setup, values={"series_contacts": series} | values, by=SYSTEM)  # type: ignore[no-any-return]


def a_country(code: str, **values: Any) -> Country:
    """A country by its code."""
    found = Country.objects.filter(code=code).first()
    return found or make(instance=Country(code=code, description=code, **values), by=SYSTEM)


def a_language(code: str, **values: Any) -> Language:
    """A language by its code."""
    found = Language.objects.filter(code=code).first()
    return found or make(instance=Language(code=code, description=code, **values), by=SYSTEM)


def a_code[T: CodeTable](table: type[T], code: str, **values: Any) -> T:
    """A code of any table."""
    found = table._base_manager.filter(code=code).first()
    return found or make(instance=table(code=code, **values), by=SYSTEM)


def a_company(name: str = "Drukkerij Peeters", **values: Any) -> Contact:
    """A company's card."""
    return a_contact(kind="company", name=name, **values)


def a_person(name: str = "An Claes", **values: Any) -> Contact:
    """A person's card; with `company`, of somebody who works there."""
    return a_contact(kind="person", name=name, **values)


def a_contact(**values: Any) -> Contact:
    """A card, made by the same operation as everybody's."""
    if not Setup.objects.filter(series_contacts__isnull=False).exists():
        a_setup()
    made = create_contact(values=values, by=SYSTEM)
    return Contact.objects.get(pk=made.pk)


def an_address(contact: Contact, code: str = "SUMMER", **values: Any) -> AlternativeAddress:
    """An alternative address of a contact; with `starts`, its first period as well."""
    period = {name: values.pop(name) for name in ("starts", "ends", "yearly") if name in values}
    return add_address(contact=contact, values={"code": code} | values, **period, by=SYSTEM)
