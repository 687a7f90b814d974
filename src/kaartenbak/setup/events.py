"""Facts about the setup that other capabilities may follow."""

from dataclasses import dataclass

from kaartenbak.setup.models import CodeTable


@dataclass(frozen=True)
class CodeRenamed:
    """A code got another name; every row that holds it holds the new one from now on."""

    row: CodeTable
    before: str


@dataclass(frozen=True)
class SetupChanged:
    """Switches or defaults changed; `fields` are the names of those that did."""

    fields: frozenset[str]
