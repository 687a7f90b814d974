"""What of a card is compared with other cards: its values in forms in which equal things look equal."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from kaartenbak.core.normal.names import words
from kaartenbak.core.normal.phone import digits
from kaartenbak.core.normal.text import search_form
from kaartenbak.duplicates.rules import spelling

COMPANY, PERSON = "company", "person"
# Country codes differ in length and are often left out; the last figures tell numbers apart.
TELLING_DIGITS = 8
SHORTEST_PHONE = 6
# Mailboxes that many people read: they say where somebody is, not who.
ROLES = words("""
    info contact admin administratie administration office kantoor bureau mail post sales verkoop vente ventes
    verkauf boekhouding comptabilite buchhaltung accounting factuur facturen facturation invoice invoices rechnung
    aankoop achats einkauf purchase secretariaat secretariat sekretariat onthaal accueil empfang reception hallo
    hello bonjour service support helpdesk hr jobs webmaster noreply no-reply marketing shop winkel magasin order
    orders bestelling bestellingen
""")
# Who has a mailbox here says nothing of his company.
MAIL_PROVIDERS = words("""
    gmail.com googlemail.com hotmail.com hotmail.be hotmail.fr outlook.com outlook.be live.be live.com live.nl
    msn.com yahoo.com yahoo.fr yahoo.de icloud.com me.com mac.com aol.com skynet.be telenet.be proximus.be
    scarlet.be pandora.be belgacom.be voo.be ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl casema.nl orange.fr
    wanadoo.fr free.fr sfr.fr laposte.net gmx.de gmx.net gmx.at web.de t-online.de freenet.de bluewin.ch
    protonmail.com proton.me btinternet.com mail.com yandex.ru mail.ru
""")


class Features(NamedTuple):
    """One card in comparable forms; blank where it says nothing.

    `given` are the words of the given names; `surname` is written together, `core` without its particles. Of a company
    `name` are the words without the legal form, which is `form`. `employer` is the key of whom a person works for,
    `employer_name` the name.
    """

    kind: str
    given: str = ""
    surname: str = ""
    core: str = ""
    name: str = ""
    form: str = ""
    tax: str = ""
    birthday: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    street: str = ""
    house: str = ""
    annex: str = ""
    postcode: str = ""
    city: str = ""
    employer: str = ""
    employer_name: str = ""


# The columns that `features` reads; what is missing counts as blank.
COLUMNS = (
    "kind", "name", "first_name", "middle_name", "surname", "birthday", "street", "street_2", "postcode_key", "city",
    "tax_key", "company_id", "company_name",
)  # fmt: skip


def features(card: Mapping[str, Any], channels: Iterable[tuple[str, str]] = ()) -> Features:
    """The comparable forms of a card, from its columns and its channels: kind and normal form."""
    phones, emails, domains = reached_by(channels)
    street, house = spelling.street(card["street"]) if card["street"] else ("", "")
    place = (
        street,
        house,
        spelling.street(card["street_2"])[0] or squeezed(card["street_2"]),
        squeezed(card["postcode_key"]),
        squeezed(card["city"]),
    )
    tax = tax_form(card["tax_key"]) if card["tax_key"] else ""
    if card["kind"] == COMPANY:
        name, form = spelling.company(card["name"])
        return Features(COMPANY, "", "", "", name, form, tax, "", phones, emails, domains, *place)
    given = spelling.plain(f"{card['first_name']} {card['middle_name']}")
    surname, core = spelling.surname(card["surname"])
    employer = str(card["company_id"] or "")
    works_for = spelling.company(card["company_name"])[0] if card["company_name"] else ""
    birthday = card["birthday"].replace("-", "")
    return Features(
        PERSON, given, surname, core, "", "", tax, birthday, phones, emails, (), *place, employer, works_for
    )


def reached_by(channels: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The numbers, the mailboxes and the domains of a card."""
    phones: list[str] = []
    emails: list[str] = []
    domains: list[str] = []
    for kind, normal in channels:
        if kind == "email":
            emails.append(normal)
            domain = normal.rpartition("@")[2]
            if domain and domain not in MAIL_PROVIDERS:
                domains.append(domain)
        elif kind == "website":
            domains += filter(None, [domain_of(normal)])
        elif kind in {"phone", "mobile"}:
            found = digits(normal)
            if len(found) >= SHORTEST_PHONE:
                phones.append(found[-TELLING_DIGITS:])
    return once(phones), once(emails), once(domains)


def once(values: list[str]) -> tuple[str, ...]:
    """The values, each once, in order."""
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)


@lru_cache(maxsize=20_000)
def domain_of(website: str) -> str:
    """The domain of a website: "https://www.desmet.be/contact" gives "desmet.be"."""
    host = website.strip().casefold().rpartition("//")[2].partition("/")[0].partition(":")[0]
    return host.removeprefix("www.") if "." in host else ""


def tax_form(key: str) -> str:
    """A number of the tax office without the country in front of it."""
    return key[2:] if key[:2].isalpha() else key


@lru_cache(maxsize=50_000)
def squeezed(text: str) -> str:
    return search_form(text).replace(" ", "")


def is_role(mailbox: str) -> bool:
    """Whether many people read a mailbox, by its name."""
    return mailbox.partition("@")[0] in ROLES
