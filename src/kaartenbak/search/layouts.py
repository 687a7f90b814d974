"""Which columns each user wants in lists of contacts; the only code that writes their table."""

from kaartenbak.core.actor import Actor
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.search.columns import Layout, layout_of, told
from kaartenbak.search.models import ColumnLayout

OF_USER = Prepared(lambda: ColumnLayout.objects.filter(user_id=Given("user")))


def layout_for(actor: Actor) -> Layout:
    """The columns that `actor` wants; the usual ones until he chose others."""
    kept = OF_USER(user=actor.user_id) if actor.user_id is not None else []
    return layout_of(kept[0].columns if kept else "")


def keep(actor: Actor, layout: Layout) -> None:
    """Show `actor` these columns from now on. A program that acts for nobody has none of his own."""
    if actor.user_id is None:
        return
    row = ColumnLayout(user_id=actor.user_id, columns=told(layout))
    ColumnLayout.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["user_id"], update_fields=["columns"]
    )
