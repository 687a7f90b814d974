"""The cards of the register that new rows of a plan may be one with: the importer decides before they are there twice."""

from collections.abc import Sequence

from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.queries import visible_to
from kaartenbak.duplicates.many import alike_to_each, card_of
from kaartenbak.exchange.ops.keeping import Note, Row
from kaartenbak.exchange.ops.terms import Terms


def suspect(new: Sequence[tuple[Draft, Row]], terms: Terms) -> None:
    """Note on the rows of which nothing was decided which card they may stand for, the likeliest one."""
    open_rows = [(draft, row) for draft, row in new if terms.decision(row.line) is None]
    found = alike_to_each([card_of(draft) for draft, _row in open_rows])
    best = {
        row.line: max(alike.items(), key=lambda each: (each[1].score, -each[0]))
        for (_draft, row), alike in zip(open_rows, found, strict=True)
        if alike
    }
    if not best:
        return
    cards = visible_to(terms.by).in_bulk({key for key, _found in best.values()})
    for _draft, row in open_rows:
        key, each = best.get(row.line, (0, None))
        card = cards.get(key)
        if each is not None and card is not None:
            row.suspect = card.number
            row.notes.append(
                Note(
                    "import.suspect", None, {"contact": str(card), "number": card.number, "score": each.score}
                )
            )
