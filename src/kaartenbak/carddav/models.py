"""The address books that programs keep in step by CardDAV: what users chose, and what their programs call things."""

from typing import Any

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import User
from kaartenbak.carddav.rules.access import EVERY_BOOK, Access
from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.history.registry import track


class Subscription(models.Model):
    """A user has a book in his programs. `book` is its key (`rules/books.py`); the texts are his own, blank for ours."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="books")
    book = models.CharField(_("address book"), max_length=40)
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    description = models.CharField(_("description"), max_length=1000, blank=True, default="")
    colour = models.CharField(_("colour"), max_length=40, blank=True, default="")

    class Meta:
        verbose_name = _("address book")
        verbose_name_plural = _("address books")
        constraints = [UniqueConstraint(fields=["user", "book"], name="subscription_once")]

    def __str__(self) -> str:
        return self.book


class BookAccess(models.Model):
    """How programs may write in a book of a user; without a user in that of everybody, without a book in each."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="book_access")
    book = models.CharField(_("address book"), max_length=40, default=EVERY_BOOK)
    access = models.CharField(
        _("changes"), max_length=10, choices=[(each.value, each.value) for each in Access]
    )

    class Meta:
        verbose_name = _("changes by phones and mail programs")
        verbose_name_plural = _("changes by phones and mail programs")
        constraints = [
            UniqueConstraint(fields=["user", "book"], name="access_once"),
            UniqueConstraint(fields=["book"], condition=Q(user=None), name="access_of_all_once"),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.access}"


class Member(models.Model):
    """A card under the name that a program gave it in a book; without one it goes by its uid.

    `book` is the scope of the book, the same for everybody who has it. `text` is the card as it was sent, read back octet
    for octet while the contact has `version` and the alternative address `address` (none: 0) holds.
    """

    book = models.CharField(_("address book"), max_length=40)
    # What programs made up is nothing that somebody chooses between when two contacts become one.
    name = models.CharField(_("name"), max_length=255, editable=False)
    uid = models.CharField(_("identifier"), max_length=255, editable=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="dav_members", verbose_name=_("contact")
    )
    text = models.TextField(_("card as it was sent"), blank=True, default="", editable=False)
    version = models.PositiveIntegerField(default=0)
    address = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("card of an address book")
        verbose_name_plural = _("cards of address books")
        constraints = [
            UniqueConstraint(fields=["book", "name"], name="member_named_once"),
            UniqueConstraint(fields=["book", "contact"], name="member_once"),
        ]
        indexes = [models.Index(fields=["book", "uid"], name="member_by_uid")]

    def __str__(self) -> str:
        return self.name


class ListCard(models.Model):
    """A mailing group as a card of a book, which programs show as a list of contacts.

    `book` is the scope of the book, the same for everybody who has it. `text` is the card as it was sent; of the
    members it names, no contact of the book went by those in `unknown`.
    """

    book = models.CharField(_("address book"), max_length=40)
    name = models.CharField(_("name"), max_length=255, editable=False)
    uid = models.CharField(_("identifier"), max_length=255, editable=False)
    group = models.ForeignKey(
        MailingGroup, on_delete=models.PROTECT, related_name="dav_lists", verbose_name=_("mailing group")
    )
    text = models.TextField(_("card as it was sent"), editable=False)
    unknown: "models.JSONField[Any, Any]" = models.JSONField(default=list, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("list of an address book")
        verbose_name_plural = _("lists of address books")
        constraints = [
            UniqueConstraint(fields=["book", "name"], name="list_named_once"),
            UniqueConstraint(fields=["book", "uid"], name="list_identified_once"),
            UniqueConstraint(fields=["book", "group"], name="list_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A change that a program sent and that waits for somebody's word, or had it.

    `text` is the card as it was sent, `given` as the program had it before; a new card was not `given`, and of one that is to
    go nothing was sent. `revision` counts what was sent. The program is `device`, `book` the key of the book it has it in.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("changed")
        NEW = "new", _("new")
        REMOVAL = "removal", _("removed")

    class State(models.TextChoices):
        PENDING = "pending", _("to decide")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="proposals", verbose_name=_("contact")
    )
    book = models.CharField(_("address book"), max_length=40, editable=False)
    name = models.CharField(_("name"), max_length=255, editable=False)
    uid = models.CharField(_("identifier"), max_length=255, editable=False)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, editable=False)
    title = models.CharField(_("name"), max_length=200, editable=False)
    device = models.CharField(_("device"), max_length=250, editable=False)
    text = models.TextField(blank=True, default="", editable=False)
    given = models.TextField(blank=True, default="", editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    at = models.DateTimeField(_("proposed"), editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            UniqueConstraint(
                fields=["user", "book", "name"], condition=Q(state="pending"), name="proposal_pending_once"
            )
        ]
        indexes = [
            models.Index(fields=["at", "id"], condition=Q(state="pending"), name="proposal_by_time"),
            models.Index(
                fields=["user", "book", "contact"], condition=Q(state="pending"), name="proposal_of_user"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mark(self) -> str:
        """What tells one state of the proposed text from another."""
        return f"{self.pk}.{self.revision}"


class Overwriting(models.Model):
    """Values of a contact that a program took away which it may not have known: it did not say what it had.

    `names` are the fields, `operation` is what did it. It is told until somebody takes that back or lets it stand.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="overwritings")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="overwritings", verbose_name=_("contact")
    )
    device = models.CharField(_("device"), max_length=250, editable=False)
    names: "models.JSONField[Any, Any]" = models.JSONField(default=list, editable=False)
    operation = models.BigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)
    settled = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("overwriting by a phone")
        verbose_name_plural = _("overwritings by phones")
        indexes = [
            models.Index(fields=["contact", "id"], condition=Q(settled=False), name="overwriting_of_card"),
            models.Index(fields=["user", "id"], condition=Q(settled=False), name="overwriting_by_user"),
        ]

    def __str__(self) -> str:
        return self.device


class Epoch(models.Model):
    """The one row that changes when the register is brought back from a backup: what programs know of it is void."""

    value = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.value


class Mark(models.Model):
    """How far the record was looked through for a book, `read`, and the last change in it that concerned the book, `moved`.

    Both are keys of changes. It is derived, and made anew when it is lost.
    """

    book = models.CharField(max_length=40, unique=True)
    read = models.BigIntegerField()
    moved = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.book} {self.moved}"


track(Subscription)
track(BookAccess)
track(ListCard, untracked=("at",))
track(Proposal, untracked=("revision",))
track(Overwriting)
track(Member, card="contact_id", untracked=("version", "address"))
