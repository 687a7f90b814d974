"""What a new person follows of his company, where the file says so: then its blanks are meant as well."""

from typing import Any

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.drafts import INHERITED_CHANNELS, INHERITED_CODES, Draft, mains_of
from kaartenbak.contacts.queries import inheritable
from kaartenbak.contacts.rules.inheritance import BY_NAME, FIELDS, known, same
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.offer import FOLLOWS_NOTHING


def follow_as_told(draft: Draft, taken: Taken, company: Contact) -> None:
    """Give a new person exactly the values of the file, and let the named groups follow where the company has the same."""
    draft.take(values_of(taken.given))
    named = {name for text in taken.offer.follows if (name := group_of(text, taken))}
    person, theirs = inheritable(draft.contact, draft.mains), draft.desk.passes_on(company)
    draft.contact.follows = sorted(name for name in named if same(BY_NAME[name], person, theirs))
    draft.derive()


def values_of(given: dict[str, Any]) -> dict[str, Any]:
    """The values of a row that could have come from a company; blank where the row has none."""
    mains = mains_of(given.get("channels", []))
    found = {name: given.get(name, "") for name in FIELDS}
    found |= {name: row.pk for name in INHERITED_CODES if (row := found[name])}
    return found | {name: mains.get(name, "") for name in INHERITED_CHANNELS}


def group_of(text: str, taken: Taken) -> str:
    """A field group by its name; blank when it is none, which is noted."""
    if text == FOLLOWS_NOTHING:
        return ""
    try:
        return known(text.lower()).name
    except Refused as refusal:
        taken.refuse("follows", refusal, text)
        return ""
