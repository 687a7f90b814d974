"""A vCard 4.0 as a JSContact card, and back.

Each property is put where RFC 9555 §2.3 says, and read back at once: when that does not give the same property again, it goes
into `vCardProps` (§2.15.1) as it was. So nothing is ever lost, whatever other programs write. What a card of another program has
and no vCard has a property for travels in JSPROP (§3.2.1).
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kaartenbak.exchange.formats.jcard.cards import Property, properties_in, text_with
from kaartenbak.exchange.formats.jcard.values import type_of
from kaartenbak.exchange.formats.jscontact.base import Object, entries_in, same, several
from kaartenbak.exchange.formats.jscontact.properties import BY_NAME, ENTRIES, SETS, SINGLE, UNDERSTOOD
from kaartenbak.exchange.formats.jscontact.values import (
    LEAST_OF_NAME,
    MOMENT,
    PARTS_OF_NAME,
    components_of,
    parts_of,
)
from kaartenbak.exchange.formats.vcard.lines import escape, unescape

LABEL = "x-ablabel"


def jscontact_of(text: str) -> Object:
    """The JSContact card of a vCard 4.0."""
    properties = properties_in(text)
    card: Object = {"@type": "Card", "version": "1.0"}
    rest = [each for each in properties if not _put(card, each)]
    if "uid" not in card:
        # §2.1.1: the same one whenever the same vCard is converted.
        card["uid"] = f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"
    _put_labels(card, rest)
    return card | ({"vCardProps": rest} if rest else {})


def vcard_of(card: Any) -> str:
    """The vCard 4.0 of a JSContact card; ValueError when it is none."""
    if not isinstance(card, dict) or card.get("@type") != "Card":
        raise ValueError("no JSContact card")
    try:
        return text_with(_properties(card))
    except (TypeError, AttributeError, KeyError, IndexError) as wrong:
        raise ValueError("no JSContact card") from wrong


def _put(card: Object, found: Property) -> bool:
    """Put a property where it belongs; false when it would not come back the same."""
    name, params = found[0], found[1]
    if name in SINGLE:
        return _put_single(card, found)
    if name in SETS:
        return not params and _put_set(card, found)
    if name in {"fn", "n"}:
        return _put_name(card, found)
    if name == "related":
        return _put_relation(card, found)
    if name == "jsprop":
        return _put_unknown(card, found)
    return name in BY_NAME and _put_entry(card, found)


def _put_single(card: Object, found: Property) -> bool:
    name, params, kind, *values = found
    member = SINGLE[name]
    is_wrong = member in {"updated", "created"} and not MOMENT.fullmatch(values[0])
    if params or kind != type_of(name) or member in card or is_wrong:
        return False
    card[member] = values[0]
    return True


def _put_set(card: Object, found: Property) -> bool:
    names = card.setdefault(SETS[found[0]], {})
    names.update(dict.fromkeys(found[3:], True))
    return True


def _put_name(card: Object, found: Property) -> bool:
    """RFC 9555 §2.3.1 and §2.3.2: the name as a whole, and its parts."""
    name, params, kind, *values = found
    member = "full" if name == "fn" else "components"
    held = card.get("name", {})
    if params or kind != "text" or member in held:
        return False
    made = values[0] if name == "fn" else _components(values[0])
    if not made or (name == "n" and _parts(made) != values[0]):
        return False
    card["name"] = held | {member: made}
    return True


def _components(parts: Any) -> list[Object]:
    return components_of(parts, PARTS_OF_NAME) if isinstance(parts, list) else []


def _parts(components: Any) -> list[Any]:
    parts = parts_of(components, PARTS_OF_NAME)
    return parts if any(parts[LEAST_OF_NAME:]) else parts[:LEAST_OF_NAME]


def _put_relation(card: Object, found: Property) -> bool:
    """RFC 9555 §2.3.31: whom a card is related to, and how."""
    relation = {"relation": {each.lower(): True for each in several(found[1].get("type", []))}}
    related = card.get("relatedTo", {})
    if found[3] in related or not same(_relation(found[3], relation), found):
        return False
    card["relatedTo"] = related | {found[3]: relation}
    return True


def _relation(whom: str, relation: Object) -> Property:
    types = list(relation.get("relation") or {})
    params = {"type": types[0] if len(types) == 1 else types} if types else {}
    is_uri = ":" in whom and " " not in whom
    return ["related", params, "uri" if is_uri else "text", whom]


def _put_unknown(card: Object, found: Property) -> bool:
    """RFC 9555 §3.2.1: a member of JSContact that no vCard has a property for."""
    pointer = str(found[1].get("jsptr", "")).removeprefix("/")
    try:
        value = json.loads(found[3])
    except ValueError:
        return False
    if pointer in {*card, *UNDERSTOOD} or not same(_unknown(pointer, value), found):
        return False
    card[pointer] = value
    return True


def _unknown(member: str, value: Any) -> Property:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return ["jsprop", {"jsptr": member}, "text", text]


def _put_entry(card: Object, found: Property) -> bool:
    """An object in a map; of a property with several values each is one."""
    name, params, kind, *values = found
    entry = BY_NAME[name]
    made = [(value, entry.object_of([name, params, kind, value])) for value in values]
    held = dict(card.get(entry.map, {}))
    for value, each in made:
        key = str(params.get("prop-id", "")) or f"{name.upper()}-{len(held) + 1}"
        if each is None or key in held or not same(entry.property_of(key, each), [name, params, kind, value]):
            return False
        held[key] = each
    card[entry.map] = held
    return True


def _put_labels(card: Object, rest: list[Property]) -> None:
    """RFC 9555 §2.3.58: the label of a group stands with what it labels, when that is in a map."""
    grouped = {
        str(each.get("vCardParams", {}).get("group", "")).lower(): each
        for entry in ENTRIES
        for _key, each in entries_in(card, entry.map)
    }
    for found in [each for each in rest if each[0] == LABEL and list(each[1]) == ["group"]]:
        owner = grouped.get(found[1]["group"].lower())
        text = unescape(found[3])
        is_its = owner and "label" not in owner and owner["vCardParams"]["group"] == found[1]["group"]
        if owner and is_its and escape(text) == found[3]:
            owner["label"] = text
            rest.remove(found)


def _properties(card: Object) -> Iterator[Property]:
    """All properties of a card, those that were kept as they are at the end."""
    for name, member in SINGLE.items():
        if member in card:
            yield [name, {}, type_of(name), card[member]]
    named = card.get("name") or {}
    kept = {each[0] for each in card.get("vCardProps") or []}
    if named.get("full") or ("components" in named and "fn" not in kept):
        yield ["fn", {}, "text", named.get("full") or _spoken(named)]
    if "components" in named:
        yield ["n", {}, "text", _parts(named["components"])]
    for name, member in SETS.items():
        if card.get(member):
            values = list(card[member])
            yield from (
                [[name, {}, type_of(name), each] for each in values]
                if name == "member"
                else [[name, {}, "text", *values]]
            )
    yield from _of_maps(card)
    for whom, relation in (card.get("relatedTo") or {}).items():
        yield _relation(whom, relation)
    yield from (_unknown(member, value) for member, value in card.items() if member not in UNDERSTOOD)
    yield from card.get("vCardProps") or []


def _spoken(named: Object) -> str:
    """A name as a whole, where the card has only its parts."""
    order = ("title", "given", "given2", "surname", "surname2", "generation", "credential")
    found = sorted(
        named["components"], key=lambda each: order.index(each["kind"]) if each.get("kind") in order else 9
    )
    return " ".join([str(each["value"]) for each in found if each.get("kind") in order])


def _of_maps(card: Object) -> Iterator[Property]:
    for entry in ENTRIES:
        for place, (key, made) in enumerate(entries_in(card, entry.map), 1):
            # The most particular entry speaks for an object: IMPP says so, a link may be one of several kinds.
            if next(each for each in _by_weight(entry.map) if each.is_of(made)) is not entry:
                continue
            found = entry.property_of(key, made)
            if made.get("label"):
                found[1].setdefault("group", f"label{place}")
                yield [LABEL, {"group": found[1]["group"]}, "unknown", escape(str(made["label"]))]
            yield found


def _by_weight(name: str) -> list[Any]:
    """The entries of a map, those that ask most of an object first."""
    return sorted(
        [each for each in ENTRIES if each.map == name], key=lambda each: (-each.alone, -len(each.fixed))
    )
