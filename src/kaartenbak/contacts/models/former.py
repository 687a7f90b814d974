"""Cards that were merged into another: where their numbers and identifiers lead now."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.columns import KeyField
from kaartenbak.contacts.models.contact import Contact, text
from kaartenbak.history.registry import track
from kaartenbak.history.rows import QuickRow


class FormerCard(QuickRow):
    """A card that became part of `contact`. `card` is the key it had, by which its own history is found.

    When `contact` is merged in its turn, the row goes along to the next survivor.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="former_cards")
    card = models.BigIntegerField(unique=True, editable=False)
    uid = models.UUIDField(unique=True, editable=False)
    number = KeyField(_("number"), max_length=20, unique=True)
    name = text(_("name"), 100)

    class Meta:
        verbose_name = _("former number")
        verbose_name_plural = _("former numbers")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


track(FormerCard, card="contact_id")
