"""The sentences of refusals that come from the REST interface itself."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "auth.required": _(
        "Send a token: Authorization: Bearer TOKEN. An administrator or your own profile page makes one."
    ),
    "auth.invalid": _("This token does not exist, has expired, or its user was disabled."),
    "auth.read_only": _("This token may only read. Use one that may write as well."),
    "body.malformed": _("The body is not the JSON of an object: {reason}."),
    "body.form": _("The form that was sent cannot be read: {reason}."),
    "body.no_length": _("Send the length of the body along (Content-Length): a body in pieces is not taken."),
    "body.too_large": _("The body is larger than {limit} bytes, the most that is accepted here."),
    "body.content_type": _("The body must be sent as {expected}, not as “{content_type}”."),
    "path.unknown": _(
        "There is nothing at this address. The description of the interface lists what there is."
    ),
    "path.method": _("This address does not take {method}; it takes {allowed}."),
    "field.read_only": _("The field {name} is shown only; leave it out."),
    "field.repeated": _("The parameter {name} may be given once only."),
    "value.too_low": _("The value {value} is too low: it must be at least {limit}."),
    "value.too_high": _("The value {value} is too high: it may be at most {limit}."),
    "value.too_short": _("This value is too short: it needs at least {least}."),
    "value.pattern": _("“{value}” is not written as it must be: {expected}."),
    "cursor.invalid": _("This cursor does not belong to this list. Begin again without one."),
    "idempotency.other_body": _(
        "This Idempotency-Key was used for another request. Take a new key for a new request."
    ),
    "idempotency.key": _("An Idempotency-Key has 1 to {most} visible characters."),
    "server.error": _("Something went wrong on our side. Nothing was left half done; try again later."),
}
