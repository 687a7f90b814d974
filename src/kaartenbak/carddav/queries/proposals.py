"""What was proposed from phones and mail programs, for those who decide."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.queries.books import Book, book_named, book_of
from kaartenbak.carddav.queries.standing import PENDING
from kaartenbak.carddav.rules.differences import Difference, differences
from kaartenbak.carddav.texts import V3, read, version_of, written_one
from kaartenbak.contacts import queries
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.models import Change
from kaartenbak.history.prepared import Given, Prepared

LONGEST_KEY = 18
MOST_COUNTED, MOST_TOLD = 99, 200

# Every page counts those that wait, and every card asks for its own.
FIRST_THAT_WAIT = Prepared(
    lambda: Proposal.objects.filter(PENDING).order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]
)
WAITING_ON = Prepared(
    lambda: (
        Proposal.objects.filter(PENDING, contact=Given("card"))
        .select_related("user", "contact")
        .order_by("at", "pk")
    )
)

EVER_ON = Prepared(
    lambda: (
        Proposal.objects.filter(contact=Given("card"))
        .order_by("-pk")
        .values_list("pk", flat=True)[:MOST_TOLD]
    )
)


def visible_to(by: Actor) -> QuerySet[Proposal]:
    """The proposals on cards that `by` may see, and the new cards."""
    seen = queries.visible_to(by).filter(pk=OuterRef("contact"))
    return Proposal.objects.filter(Q(contact=None) | Exists(seen)).select_related("user", "contact")


def to_decide(by: Actor) -> QuerySet[Proposal]:
    """Those that wait."""
    return visible_to(by).filter(PENDING)


def number_to_decide(by: Actor) -> int:
    """How many wait, counted up to one hundred."""
    return len(FIRST_THAT_WAIT()) if queries.may_see(by) else 0


def on_contact(contact: int, *, by: Actor) -> list[Proposal]:
    """Those that wait on a card, the oldest first."""
    return WAITING_ON(card=contact) if queries.may_see(by) else []


def steps_on(card: int, after: int, before: int | None) -> list[tuple[Change, Proposal]]:
    """What became of the proposals on a card between two changes, newest first."""
    rows = EVER_ON(card=card)
    if not rows:
        return []
    steps = Change.objects.filter(card=None, model=Proposal._meta.label_lower, row__in=rows, pk__gt=after)
    steps = steps if before is None else steps.filter(pk__lt=before)
    found = list(steps.select_related("operation__undoes").order_by("-pk")[:MOST_TOLD])
    known = Proposal.objects.defer("text", "given").select_related("user").in_bulk(rows)
    return [(step, known[step.row]) for step in found if step.row in known]


def proposal_or_not_found(ref: str, *, by: Actor) -> Proposal:
    """The proposal with this key."""
    known = ref.isascii() and ref.isdigit() and len(ref) <= LONGEST_KEY
    found = visible_to(by).filter(pk=int(ref)).first() if known else None
    if found is None:
        raise NotFound("proposals.not_found", ref=ref[:40])
    return found


def differences_of(proposal: Proposal) -> list[Difference]:
    """What the program changed, beside what the register says now."""
    version = version_of(proposal.text) if proposal.text else V3
    now = written_one(proposal.contact_id, version) if proposal.contact_id else ""
    return differences(read(proposal.given), read(proposal.text), read(now))


def book_behind(proposal: Proposal) -> Book:
    """The book of its user; he may have given it up since."""
    found = book_named(proposal.user, proposal.book)
    return found or book_of(proposal.user, proposal.book, None, None)
