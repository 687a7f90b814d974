"""Finds the places in a source that write rows past the gate."""

import ast
import re
from collections.abc import Iterator

# With a positional argument these are something else: a file storage, a picture, a cache, a route.
BARE_WRITES = {"save", "asave", "delete", "adelete"}
WRITES = {
    "create",
    "acreate",
    "bulk_create",
    "abulk_create",
    "bulk_update",
    "abulk_update",
    "get_or_create",
    "aget_or_create",
    "update_or_create",
    "aupdate_or_create",
    "_raw_delete",
}
UPDATES = {"update", "aupdate"}
SQL = re.compile(
    r"\b(insert\s+(or\s+\w+\s+)?into\s|update\s+\S+\s+set\s|delete\s+from\s|replace\s+into\s|truncate\s+table\s"
    r"|copy\s+\S+\s.*from\s+stdin)",
    re.IGNORECASE | re.DOTALL,
)


def writes_in(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the text of every call and statement that writes."""
    modules = imported_names(module)
    docstrings = {
        id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr) and is_text(node.value)
    }
    skipped = docstrings | decorators(module)
    for node in ast.walk(module):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Call) and is_write(node, modules):
            yield node.lineno, ast.unparse(node.func)
        elif isinstance(node, ast.Constant | ast.JoinedStr) and is_sql(node):
            yield node.lineno, ast.unparse(node)[:60]


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def decorators(module: ast.Module) -> set[int]:
    """`@router.create(…)` names an endpoint."""
    functions = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))
    return {id(decorator) for function in functions for decorator in function.decorator_list}


def imported_names(module: ast.Module) -> set[str]:
    """Names that an import binds: `store.create(…)` is the gate, `people.create(…)` an operation."""
    imports = (node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom))
    return {alias.asname or alias.name for node in imports for alias in node.names}


def is_write(call: ast.Call, modules: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver, verb = call.func.value, call.func.attr
    if isinstance(receiver, ast.Name) and receiver.id in modules:
        return False
    if verb in UPDATES:  # of a dictionary or a checksum it takes a positional argument
        return not call.args and bool(call.keywords)
    return verb in WRITES or (verb in BARE_WRITES and not call.args and not is_super(receiver))


def is_super(receiver: ast.expr) -> bool:
    return (
        isinstance(receiver, ast.Call) and isinstance(receiver.func, ast.Name) and receiver.func.id == "super"
    )


def is_sql(node: ast.Constant | ast.JoinedStr) -> bool:
    text = ast.unparse(node) if isinstance(node, ast.JoinedStr) else node.value
    return isinstance(text, str) and SQL.search(text) is not None
