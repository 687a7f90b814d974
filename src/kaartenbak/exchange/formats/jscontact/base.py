"""What every property of a vCard has in JSContact: a map of objects, with what its parameters say (RFC 9555 §2.2)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kaartenbak.exchange.formats.jcard.cards import Property
from kaartenbak.exchange.formats.jcard.values import basic, extended, type_of

Object = dict[str, Any]
CONTEXTS = {"home": "private", "work": "work"}
OF_ANY = frozenset({"@type", "contexts", "pref", "label", "vCardParams"})
"""Members that any object may have."""
OWN_KEY = re.compile(r"[A-Z-]+-\d+")
"""Keys that we gave: others were PROP-ID (RFC 9555 §2.2.16)."""


class Entry(NamedTuple):
    """A property that becomes an object in a map of the card.

    `types` are the words of TYPE that become true features of the object, under `features`; `params` are parameters with a
    member of their own. An object stands for one that is `alone` when it says nothing but its member.
    """

    name: str
    map: str
    member: str
    fixed: Object = {}
    features: str = ""
    types: dict[str, str] = {}
    params: dict[str, str] = {}
    read: Callable[[Property], Object | None] | None = None
    write: Callable[[Object], list[Any]] | None = None
    alone: bool = False

    def object_of(self, found: Property) -> Object | None:
        """The object of a property; none when its value has no place in one."""
        _name, params, kind, *values = found
        made = self.read(found) if self.read else {self.member: values[0]} if len(values) == 1 else None
        return None if made is None else dict(self.fixed) | made | self._told(params, kind)

    def _told(self, params: Object, kind: str) -> Object:
        """What the parameters say."""
        told: Object = {}
        rest: Object = {}
        for param, value in params.items():
            if param == "type":
                told |= self._of_types(several(value), rest)
            elif param == "pref" and str(value).isdecimal():
                told["pref"] = int(value)
            elif param in self.params:
                put(told, self.params[param], extended(value) if param == "created" else value)
            elif param != "prop-id":
                rest[param] = value
        return told | ({"vCardParams": rest} if rest else {})

    def _of_types(self, types: list[str], rest: Object) -> Object:
        contexts = {CONTEXTS[each.lower()]: True for each in types if each.lower() in CONTEXTS}
        features = {self.types[each.lower()]: True for each in types if each.lower() in self.types}
        left = [each for each in types if each.lower() not in {*CONTEXTS, *self.types}]
        if left:
            rest["type"] = left[0] if len(left) == 1 else left
        return ({"contexts": contexts} if contexts else {}) | ({self.features: features} if features else {})

    def property_of(self, key: str, made: Object) -> Property:
        """The property that an object stands for."""
        kind, *values = self.write(made) if self.write else ("", made.get(self.member, ""))
        params = dict(made.get("vCardParams") or {})
        words = [name for name, context in CONTEXTS.items() if context in (made.get("contexts") or {})]
        words += [name for name, feature in self.types.items() if feature in (made.get(self.features) or {})]
        words += several(params.pop("type", []))
        told = {
            param: value for param, member in self.params.items() if (value := held(made, member)) is not None
        }
        if "created" in told:
            told["created"] = basic(told["created"])
        if words:
            told["type"] = words[0] if len(words) == 1 else words
        if "pref" in made:
            told["pref"] = str(made["pref"])
        if not OWN_KEY.fullmatch(key):
            told["prop-id"] = key
        return [self.name, told | params, kind or type_of(self.name), *values]

    def is_of(self, made: Object) -> bool:
        """Whether an object of the map stands for this property."""
        if self.alone and (self.member not in made or made.keys() - {self.member} - OF_ANY):
            return False
        return all(made.get(member) == value for member, value in self.fixed.items())


def put(made: Object, member: str, value: Any) -> None:
    """Put a value into a member, or into one of an object in it: `author.name`."""
    first, dot, second = member.partition(".")
    if dot:
        made.setdefault(first, {})[second] = value
    else:
        made[first] = value


def held(made: Object, member: str) -> Any:
    """What was put there; nothing when there is nothing."""
    first, dot, second = member.partition(".")
    return (made.get(first) or {}).get(second) if dot else made.get(first)


def several(value: Any) -> list[Any]:
    """The values of a parameter."""
    return value if isinstance(value, list) else [value]


def same(one: Property, other: Property) -> bool:
    """Whether two properties say the same; the order and case of types do not matter."""
    return bool(_plain(one) == _plain(other))


def _plain(found: Property) -> Any:
    name, params, kind, *values = found
    told = {param: sorted(map(str, several(value))) for param, value in params.items() if param != "type"}
    types = sorted(str(each).lower() for each in several(params.get("type", [])))
    return (name, told, types, kind, values)


def entries_in(card: Object, name: str) -> Iterator[tuple[str, Object]]:
    """The objects of a map of the card."""
    found = card.get(name)
    if isinstance(found, dict):
        yield from ((key, each) for key, each in found.items() if isinstance(each, dict))
