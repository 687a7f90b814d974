"""The rows of code tables that words of a file stand for: by code, by description, or made when the importer may."""

from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.keeping import Note
from kaartenbak.exchange.rules.addresses import code_for
from kaartenbak.setup import tables
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.ops.codes import create_code
from kaartenbak.setup.rules import codes

NEEDS = "setup.change"
MOST_NEW = 20
"""New codes that one row makes: a column that was taken for groups by mistake fills no table."""


class Table:
    """One code table, read once."""

    def __init__(self, model: type[CodeTable]) -> None:
        self.model = model
        self.by_code: dict[str, CodeTable] = {}
        self.by_description: dict[str, list[CodeTable]] = {}
        for row in model._base_manager.only("code", "description"):
            self.add(row)

    def add(self, row: CodeTable) -> None:
        """A row that can be found from now on."""
        self.by_code[row.code] = row
        self.by_description.setdefault(texts.search_form(row.description), []).append(row)

    def find(self, word: str) -> CodeTable | None:
        """The row with this code, else the only one with this description, however it is written."""
        try:
            found = self.by_code.get(texts.code(word))
        except Refused:
            return None
        described = self.by_description.get(texts.search_form(word), ()) if found is None and word else ()
        return described[0] if len(described) == 1 else found


class CodeRows:
    """The tables that the rows of a block ask for."""

    def __init__(self, by: Actor, *, writes: bool) -> None:
        self.by, self.writes = by, writes
        self.tables: dict[type[CodeTable], Table] = {}

    def table(self, model: type[CodeTable]) -> Table:
        """A table as it is now."""
        if model not in self.tables:
            self.tables[model] = Table(model)
        return self.tables[model]

    def find(self, model: type[CodeTable], field: str, word: str) -> CodeTable:
        """The row that a word stands for; an unknown one is refused."""
        found = self.table(model).find(word)
        if found is None:
            what = str(model._meta.verbose_name)
            raise Refused("reference.unknown", field=field, what=what, code=word[:40])
        return found

    def find_or_make(self, model: type[CodeTable], field: str, word: str, notes: list[Note]) -> CodeTable:
        """The same, but made and noted when the importer may change the setup.

        A word that fits becomes the code; of a longer one the code is the beginning, and the description the whole.
        """
        made = sum(note.code == "import.code_made" for note in notes)
        if self.table(model).find(word) or not self.by.may(NEEDS) or made >= MOST_NEW:
            return self.find(model, field, word)
        row = self.new_row(model, word)
        if self.writes:
            row = create_code(model=model, code=row.code, description=row.description, by=self.by)
        self.table(model).add(row)
        notes.append(
            Note("import.code_made", field, {"what": str(model._meta.verbose_name), "code": row.code})
        )
        return row

    def new_row(self, model: type[CodeTable], word: str) -> CodeTable:
        """The row that a word makes; refused when it makes none."""
        spec = tables.of(model)
        description = str(spec.all_fields[0].clean(word))
        try:
            code = codes.checked(word, spec.longest)
        except Refused:
            code = code_for(texts.code(word), self.table(model).by_code)
        return model(code=code, description=description if description != code else "")
