"""The sentences of the refusals of the address books."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "books.unknown": _("There is no address book {book}."),
    "books.not_yours": _("These are the address books of somebody else."),
}
