"""Only `history/store.py` creates, updates and deletes rows (design, idea 2)."""

import ast

import pytest

from tests.guards import sources
from tests.guards.sources import listed
from tests.guards.writes import writes_in

# Tables that no operation tracks, and who keeps them.
ALLOWED = {
    "history/store.py": "the gate",
    "history/bulk.py": "the gate's statements for many rows",
    "history/recording.py": "the history's own two tables",
    "jobs/board.py": "the table of background work",
    "history/undo.py": "marks an operation as undone",
    "accounts/attempts.py": "failed sign-ins, counted for an hour",
    "accounts/devices.py": "when an app password was last used",
    "accounts/bearer.py": "the day a token was last used",
    "api/idempotency.py": "the answers to repeated requests, kept for a day",
    "exchange/ops/keeping.py": "how far an import has come",
    "carddav/epoch.py": "the row that makes what programs know void",
    "carddav/marks.py": "how far the record was looked through for a book",
    "cli/restoring.py": "a whole register, brought back from a backup",
    "duplicates/keeping.py": "what was found of duplicates, made again from the cards at any time",
    "search/ops/keeping.py": "how far a change of many contacts has come",
    "search/opened.py": "what each user opened lately",
    "search/layouts.py": "the columns that each user wants in lists",
    "search/index.py": "the index, made again from the cards at any time",
    "search/engines/sqlite.py": "the full-text tables beside the index",
}


def found_in(source: str) -> list[str]:
    return [text for _line, text in writes_in(ast.parse(source))]


@pytest.mark.parametrize("path", sources.product_files(), ids=sources.name)
def test_no_other_file_writes(path):
    if sources.name(path) in ALLOWED:
        return
    found = [f"{sources.name(path)}:{line} {text}" for line, text in writes_in(sources.tree(path))]

    assert found == [], listed(found)


@pytest.mark.parametrize("name", ALLOWED)
def test_who_is_allowed_to_write_does(name):
    assert list(writes_in(sources.tree(sources.SRC / name)))


@pytest.mark.parametrize(
    "source",
    [
        "contact.save()",
        "contact.save(update_fields=['name'])",
        "contact.delete()",
        "Contact.objects.create(name='x')",
        "Contact.objects.bulk_create(rows)",
        "contact.channels.get_or_create(kind='email')",
        "Contact.objects.filter(pk=1).update(name='x')",
        "rows._raw_delete('default')",
        "cursor.execute('INSERT INTO contacts_contact VALUES (1)')",
        "cursor.execute(f'update {table} set name = %s')",
        "cursor.execute('delete from contacts_contact')",
    ],
)
def test_a_write_is_seen(source):
    assert len(found_in(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from kaartenbak.history import store\nstore.create(contact)\nstore.update(contact, name='y')",
        "picture.save(buffer, format='PNG')",
        "values.update(other)",
        "storage.delete(path)",
        "@router.create('/contacts')\ndef add_contact(request): ...",
        "'''Never write insert into by hand.'''",
    ],
)
def test_what_looks_like_a_write_is_let_through(source):
    assert found_in(source) == []
