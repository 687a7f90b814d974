"""A check of our own for schemathesis, loaded by `test_openapi.py` into its process."""

import itertools

import schemathesis
from schemathesis.core.failures import Failure

# What is wrong with the shape of a request, as opposed to what a rule says about what it asks.
ABOUT_THE_SHAPE = {
    "body.malformed",
    "field.read_only",
    "field.repeated",
    "field.unknown",
    "value.choice",
    "value.control",
    "value.date",
    "value.pattern",
    "value.required",
    "value.too_high",
    "value.too_long",
    "value.too_low",
    "value.too_many",
    "value.too_short",
    "value.type",
}


# Fields of a form whose text is JSON: the description says so, and schemathesis fills in any text.
HOLDS_JSON = {"mapping", "fixed"}
# Documentation addresses (RFC 5737).
ADDRESSES = itertools.cycle(f"{net}.{host}" for net in ("192.0.2", "198.51.100") for host in range(1, 255))


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Each request comes from an address of its own, as through a proxy: wrong tokens from one address are slowed."""
    case.headers["X-Forwarded-For"] = next(ADDRESSES)


@schemathesis.check
def shape_as_described(ctx, response, case):
    """A request that is as the description says may break a rule, but its shape is not what is wrong with it."""
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    if not positive or response.status_code not in (400, 422):
        return
    errors = [each for each in response.json()["errors"] if each["field"] not in HOLDS_JSON]
    wrong = [each for each in errors if each["code"] in ABOUT_THE_SHAPE]
    if isinstance(case.body, dict):
        # A text is measured in capitals where it is kept so, and a sharp s has two of them.
        wrong = [each for each in wrong if "ß" not in str(case.body.get(each["field"]))]
    if wrong:
        raise Failure(
            operation=case.operation.label, title="The description allows what is refused", message=str(wrong)
        )
