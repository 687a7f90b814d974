"""Templates of what stands on a page many times, such as the rows of a list, filled without the template engine.

A flat template is a template with nothing in it but text, `{{ name }}`, `{% if name %}` … `{% else %}`, what is the same for
everybody who reads the language (icons, translations), and other flat templates. The engine takes a tenth of a millisecond
for a dozen values; this takes a tenth of that. Values are texts: what the engine would write of a date is not written here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from typing import Any

from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Node, TextNode, VariableNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

GAP = re.compile(r"%\((\w+)\)s")
# Most values hold none of these: to look for them once takes a fifth of replacing each.
MARKUP = re.compile("[&<>\"']").search


@dataclass(frozen=True)
class Value:
    """A place for a value."""

    name: str


@dataclass(frozen=True)
class Choice:
    """What is written when a value is there, and what is written when it is not."""

    name: str
    there: "Parts"
    missing: "Parts"


Parts = tuple[str | Value | Choice, ...]
# Adds to a list of texts what a row says.
Writer = Callable[[Mapping[str, Any], list[str]], None]


def filled(name: str, *rows: Mapping[str, Any]) -> SafeString:
    """The flat template `name` with the values of each row in turn; a value that is missing is blank."""
    written: list[str] = []
    write = writer_of(name, get_language() or "")
    for row in rows:
        write(row, written)
    return SafeString("".join(written))  # every value is escaped


@dataclass(frozen=True)
class Piece:
    """A flat template as a part of a row that is made of several.

    `values` says, for each of its values, by what name the row has it; `same` are those that are the same in every row, and
    `holds` those in whose place other pieces stand.
    """

    template: str
    values: tuple[tuple[str, str], ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    holds: "tuple[tuple[str, tuple[Piece, ...]], ...]" = ()


def strung(pieces: tuple[Piece, ...], *rows: Mapping[str, Any]) -> SafeString:
    """Flat templates one after the other, with the values of each row in turn."""
    written: list[str] = []
    write = strung_writer(pieces, get_language() or "")
    for row in rows:
        write(row, written)
    return SafeString("".join(written))  # every value is escaped


@lru_cache(maxsize=500)
def strung_writer(pieces: tuple[Piece, ...], language: str) -> Writer:
    """What writes several flat templates, under the names that the row has for their values."""
    return writer(joined(pieced(pieces, language)))


def pieced(pieces: Iterable[Piece], language: str) -> Iterator[str | Value | Choice]:
    """The parts of flat templates."""
    for piece in pieces:
        holds = {name: tuple(pieced(inner, language)) for name, inner in piece.holds}
        yield from renamed(parts_of(piece.template, language), dict(piece.values), dict(piece.same), holds)


def joined(parts: Iterable[str | Value | Choice]) -> Parts:
    """The parts, texts that follow each other as one."""
    found: list[str | Value | Choice] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def renamed(
    parts: Parts, names: Mapping[str, str], same: Mapping[str, str], holds: Mapping[str, Parts]
) -> Iterator[str | Value | Choice]:
    for part in parts:
        match part:
            case str():
                yield part
            case Value(name) if name in holds:
                yield from holds[name]
            case Value(name):
                yield escape(same[name]) if name in same else Value(names.get(name, name))
            case Choice(name, there, missing) if name in same:
                yield from renamed(there if same[name] else missing, names, same, holds)
            case Choice(name, there, missing):
                branches = (joined(renamed(each, names, same, holds)) for each in (there, missing))
                yield Choice(names.get(name, name), *branches)


def writer(parts: Parts) -> Writer:
    """What writes the parts with the values of a row behind what was written: Python code made of them.

    It asks nothing about the parts any more, which is half of what it takes to walk through them.
    """
    code = "\n".join(["def write(row, written):", *statements(parts, 1)])
    known: dict[str, Any] = {"escaped": escaped}
    exec(code, known)  # noqa: S102 - our own templates; texts and names stand in it as literals
    made: Writer = known["write"]
    return made


def statements(parts: Parts, depth: int) -> Iterator[str]:
    """The lines of code for parts, so many steps to the right; texts and values between two choices are added at once."""
    margin = "    " * depth
    for is_choice, some in groupby(parts, key=lambda each: type(each) is Choice):
        if is_choice:
            for choice in some:
                yield from cases(choice, depth)
        else:
            yield f"{margin}written += ({''.join(f'{expression(each)}, ' for each in some)})"
    yield f"{margin}return" if depth == 1 else f"{margin}pass"


def cases(choice: Any, depth: int) -> Iterator[str]:
    margin = "    " * depth
    yield f"{margin}if row.get({choice.name!r}):"
    yield from statements(choice.there, depth + 1)
    yield f"{margin}else:"
    yield from statements(choice.missing, depth + 1)


def expression(part: Any) -> str:
    """What stands for a text or a value in the code."""
    return repr(part) if isinstance(part, str) else f"escaped(row.get({part.name!r}, ''))"


def escaped(value: Any) -> str:
    """A value as it stands on a page."""
    kind = type(value)
    if kind is str:
        return escape(value) if MARKUP(value) else value
    if kind is SafeString:
        return str(value)
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))


@cache
def writer_of(name: str, language: str) -> Writer:
    """What writes a flat template in `language`, which is the present one."""
    return writer(joined(parts_of(name, language)))


@cache
def parts_of(name: str, language: str) -> Parts:
    """The parts of a flat template in `language`, which is the present one."""
    return tuple(flattened(nodes_of(name)))


def nodes_of(name: str) -> Iterable[Node]:
    loaded: Any = get_template(name)
    nodes: Iterable[Node] = loaded.template.nodelist
    return nodes


def flattened(nodes: Iterable[Node]) -> Iterator[str | Value | Choice]:
    for node in nodes:
        match node:
            case TextNode():
                yield node.s
            case VariableNode():
                yield Value(plain_name(node.filter_expression))
            case IfNode():
                yield from branches(node.conditions_nodelists)
            case IncludeNode() if not node.extra_context:
                yield from flattened(nodes_of(node.template.resolve(Nothing())))
            case BlockTranslateNode() if not node.plural:
                yield from sentence(node)
            case TranslateNode() | SimpleNode():
                yield node.render(Nothing())
            case LoadNode() | CommentNode():
                pass
            case _:
                raise TemplateSyntaxError(f"A flat template cannot have {node!r}")


def branches(cases: Sequence[tuple[Any, Iterable[Node]]]) -> Parts:
    """`{% if name %}` with what follows it."""
    if not cases:
        return ()
    (condition, nodes), *others = cases
    there = tuple(flattened(nodes))
    if condition is None:
        return there
    return (Choice(plain_name(getattr(condition, "value", None)), there, branches(others)),)


def plain_name(expression: Any) -> str:
    """The name that stands for a value; no dots, filters or comparisons."""
    if isinstance(expression, FilterExpression) and expression.is_var and not expression.filters:
        names = expression.var.lookups
        if names and len(names) == 1:
            return str(names[0])
    raise TemplateSyntaxError(f"A flat template takes names alone, not {expression}")


def sentence(node: BlockTranslateNode) -> Iterator[str | Value]:
    """A translated sentence with values in it."""
    pattern, _names = node.render_token_list(node.singular)
    named = {name: plain_name(value) for name, value in node.extra_context.items()}
    for index, piece in enumerate(GAP.split(gettext(pattern))):
        yield Value(named.get(piece, piece)) if index % 2 else piece.replace("%%", "%")


class Nothing(Context):
    """Where a part that is the same for everybody finds no values."""

    def __getitem__(self, key: Any) -> Any:
        raise TemplateSyntaxError(f"A flat template takes {key} for the same on every page")
