"""A contact as JSON has it, as the cells of a table: one for each column, whatever its value is made of."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from kaartenbak.exchange.formats.table.addresses import addresses_text
from kaartenbak.exchange.formats.table.cells import UNPRINTED, channels_text
from kaartenbak.exchange.formats.table.codes import codes_text, web_sources_text
from kaartenbak.exchange.formats.table.ties import different_text, former_text
from kaartenbak.exchange.formats.table.writing import FLAT, flat_channels
from kaartenbak.exchange.rules.addresses import TEXTS, Address, Range
from kaartenbak.exchange.rules.card import Channel, WebSource
from kaartenbak.exchange.rules.ties import Different, Former

Given = Mapping[str, Any]
# What the register finds out by itself.
FOUND_OUT = frozenset(
    {"version", "created_at", "modified_at", "business_relation", "series", "counts", "image"}
    | {"last_interaction_date", "last_attempt_date", "next_task_date"}
)


def cells_of(record: Given) -> dict[str, str]:
    """The cells of a contact, by the names of their columns."""
    cells: dict[str, str] = {}
    for name, value in record.items():
        if name in FOUND_OUT:
            continue
        if name == "address" and isinstance(value, dict):
            cells |= {text_of(each): text_of(part) for each, part in value.items()}
        elif name in MADE and isinstance(value, list) and all(isinstance(each, dict) for each in value):
            cells[name] = MADE[name](value)
        else:
            cells[text_of(name)] = text_of(value)
    return cells | company_of(record) | channels_of(record)


def company_of(record: Given) -> dict[str, str]:
    """Whose person it is, and what follows that company; a company is its own."""
    if "company" not in record:
        return {}
    number = text_of(record["company"])
    if not number or number == record.get("number"):
        return {"company": "", "company_number": "", "follows": ""}
    follows = record.get("follows")
    told = {} if follows is None else {"follows": text_of(follows) or "none"}
    return {"company": "", "company_number": number} | told


def channels_of(record: Given) -> dict[str, str]:
    """The channels of which the columns of their own do not say all."""
    found = record.get("channels")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return {}
    channels = [channel_of(each) for each in found]
    flat = {name: value for name, value in flat_channels(channels).items() if name in FLAT & record.keys()}
    said = {(name.removesuffix("_2"), value) for name, value in flat.items()}
    return {
        "channels": channels_text(
            [each for each in channels if each.label or (each.kind, each.value) not in said]
        )
    }


def text_of(value: Any) -> str:
    """A plain value as a cell; a list of texts as codes."""
    if value is None or value is False or value == [] or value == {}:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = codes_text([each for each in map(text_of, value) if each])
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return UNPRINTED.sub("", "1" if value is True else str(value))


def channel_of(given: Given) -> Channel:
    """A way to reach the contact; the first of a kind is the main one."""
    kind, label, value = texts(given, "kind", "label", "value")
    return Channel(kind, label, value)


def texts(given: Given, *names: str) -> list[str]:
    """Some values of an object, as texts."""
    return [text_of(given.get(name)) for name in names]


def address_of(given: Given) -> Address:
    """An alternative address with its periods."""
    said = dict(zip(("code", *TEXTS), texts(given, "code", *TEXTS), strict=True))
    ranges = given.get("ranges")
    periods = [each for each in ranges if isinstance(each, dict)] if isinstance(ranges, list) else []
    return Address(**said, ranges=tuple(map(range_of, periods)))


def range_of(given: Given) -> Range:
    """A period of an address."""
    starts, ends = texts(given, "starts", "ends")
    return Range(starts, ends, given.get("yearly") is True)


MADE: dict[str, Callable[[list[Given]], str]] = {
    "alternative_addresses": lambda given: addresses_text(map(address_of, given)),
    "web_sources": lambda given: web_sources_text(
        [WebSource(*texts(each, *WebSource._fields)) for each in given]
    ),
    "former_numbers": lambda given: former_text([Former(*texts(each, *Former._fields)) for each in given]),
    "different_from": lambda given: different_text(
        [Different(*texts(each, *Different._fields)) for each in given]
    ),
}
