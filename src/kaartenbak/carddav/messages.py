"""The sentences of the refusals of the address books."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "proposals.not_found": _("There is no proposal {ref}."),
    "proposals.decided": _("This proposal was decided already."),
    "proposals.overtaken": _("The card was changed since it was read."),
    "proposals.unreadable": _("What was proposed cannot be read as a card."),
    "books.uid_there": _("Another card of the address book has this identifier: {href}."),
    "books.same_place": _("The card is there already."),
    "books.unknown": _("There is no address book {book}."),
    "books.not_yours": _("These are the address books of somebody else."),
}
