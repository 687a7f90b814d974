"""Templates of which everything that stays the same was written out beforehand, for each language once.

Icons, translations and the addresses of files are half of what a template of ours is made of; the engine would work each of
them out again on every page. Addresses of pages are looked up once, and texts are written without asking whether they are dates.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django.template import Context
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Template,
    TextNode,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.template.loaders.base import Loader as BaseLoader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kaartenbak.web.addresses import address
from kaartenbak.web.flat import escaped


class Folding(BaseLoader):
    """Folds what is read."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, Folding):
    """Keeps each template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"


def fold(nodes: NodeList) -> None:
    """Put in the place of nodes what they always write, as few texts as possible, also in the nodes within them."""
    folded: list[Node] = []
    for node in nodes:
        for inner in within(node):
            fold(inner)
        quick = quickened(node)
        if isinstance(quick, TextNode) and folded and type(folded[-1]) is TextNode:
            folded[-1] = TextNode(folded[-1].s + quick.s)
        else:
            folded.append(quick)
    nodes[:] = folded


def within(node: Node) -> Iterator[NodeList]:
    """The nodes that a node holds."""
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in {*node.child_nodelists, "nodelist"}:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            yield nodes


def quickened(node: Node) -> Node:
    """A node that writes the same with less work."""
    match node:
        case LoadNode() | CommentNode():
            return TextNode("")
        case TranslateNode() | StaticNode() | SimpleNode() if is_constant(node):
            return TextNode(node.render(Context()))
        case VariableNode():
            return Value(node.filter_expression)
        case URLNode() if not node.kwargs and is_fixed(node.view_name):
            return Address(node.view_name, node.args, node.kwargs, node.asvar)
    return node


def is_constant(node: Any) -> bool:
    """Whether a node writes the same for everybody who reads the language."""
    match node:
        case TranslateNode():
            literal = getattr(node.filter_expression.var, "literal", None) is not None
            return literal and not (node.filter_expression.filters or node.asvar or node.message_context)
        case StaticNode():
            return node.varname is None and is_fixed(node.path)
    values: Iterable[Any] = (*node.args, *node.kwargs.values())
    ours = getattr(node.func, "same_for_everybody", False)
    return ours and node.target_var is None and all(map(is_fixed, values))


def is_fixed(value: Any) -> bool:
    """Whether a value stands in the template itself."""
    return isinstance(value, FilterExpression) and not value.is_var and not value.filters


class Value(VariableNode):
    """A value; most are plain texts, which are neither in a zone nor numbers to be written as the reader does.

    It is worked out once: what a card draws of a property may be hundreds of lines.
    """

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        if type(value) is str and context.autoescape:
            return escaped(value)
        if type(value) is SafeString:
            return value
        # Whole numbers have no signs between their digits here (`figure` puts them there), and labels are neither.
        if type(value) is int:
            return str(value)
        if isinstance(value, Promise) and context.autoescape:
            return escaped(str(value))
        return render_value_in_context(value, context)


class Address(URLNode):
    """The address of a page, of which only the values are new each time."""

    def render(self, context: Context) -> str:
        values = [each.resolve(context) for each in self.args]
        if not all(map(is_plain, values)):
            return str(super().render(context))
        try:
            found = address(self.view_name.resolve(context), *values)
        except NoReverseMatch:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = found
            return ""
        return escape(found) if context.autoescape else found


def is_plain(value: Any) -> bool:
    """Whether a value goes into an address as it is."""
    return type(value) is int or (isinstance(value, str) and value != "" and "/" not in value)
