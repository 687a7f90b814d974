"""Guessing is slowed at every door: per account and per address, for all processes alike.

An attempt is counted before the secret is looked at and taken off again when it was right, so many guesses
at the same
moment are not cheaper than one after another. Nobody is ever locked out for good.
"""

import ipaddress
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from kaartenbak.accounts.models import Attempts
from kaartenbak.accounts.rules.slowing import ACCOUNT, ADDRESS, NOISE, QUIET, Pace, seconds_left
from kaartenbak.core.refusals import Refused


def enter(*, account: str, address: str) -> None:
    """Count an attempt to sign in as `account` from `address`; refused while one of them has to wait."""
    keys = {f"account:{account}"[:200]: ACCOUNT, f"address:{address}": ADDRESS}
    now = timezone.now()
    with transaction.atomic():
        refuse_in_haste(keys, now)
        for key in keys:
            count(key, now)


def succeeded(*, account: str, address: str) -> None:
    """The secret was right: the account begins anew, the address is relieved of this one attempt."""
    Attempts.objects.filter(key=f"account:{account}"[:200]).delete()
    Attempts.objects.filter(key=f"address:{address}", count__gt=0).update(count=F("count") - 1)


def failed_key(*, address: str, shaped: bool) -> None:
    """Somebody came with a key that does not exist; refused when his address has tried too many. `shaped` says
    that it looks like one of ours.

    A key that exists is let in from any address: it cannot be guessed, and many programs may share one address.
    """
    key, pace = (f"address:{address}", ADDRESS) if shaped else (f"noise:{address}", NOISE)
    now = timezone.now()
    with transaction.atomic():
        refuse_in_haste({key: pace}, now)
        count(key, now)


def failed_device(*, account: str, address: str) -> None:
    """A device came with a password that is none of `account`; refused when it has tried too many from that address.

    Nobody else waits for it: neither the pages, nor another device whose password is right.
    """
    key = f"device:{account[:100]}:{address}"[:200]
    now = timezone.now()
    with transaction.atomic():
        refuse_in_haste({key: ADDRESS}, now)
        count(key, now)


def refuse_in_haste(keys: Mapping[str, Pace], now: datetime) -> None:
    """Refuse while one of `keys` has to wait."""
    found = Attempts.objects.select_for_update().filter(key__in=keys).order_by("key")
    seconds = max((seconds_left(keys[each.key], each.count, each.last, now) for each in found), default=0)
    if seconds:
        raise Refused("sign_in.too_often", seconds=seconds)


def count(key: str, now: datetime) -> None:
    """One more failure of `key`; after a quiet hour it begins anew."""
    entry, made = Attempts.objects.get_or_create(key=key, defaults={"count": 1, "last": now})
    if not made:
        fresh = now - entry.last >= QUIET
        Attempts.objects.filter(pk=entry.pk).update(count=1 if fresh else F("count") + 1, last=now)


def one_at_a_time(what: str) -> None:
    """Wait until nobody else is about to do `what`; it is held until the transaction ends."""
    Attempts.objects.select_for_update().get_or_create(key=what, defaults={"last": timezone.now()})


def forget_old() -> int:
    """Remove what is forgotten anyway; how many there were."""
    return Attempts.objects.filter(last__lt=timezone.now() - QUIET).delete()[0]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. A proxy on this machine is believed about it; of IPv6 the network counts."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and is_this_machine(address):
        address = forwarded.rsplit(",", 1)[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:50]
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def is_this_machine(address: str) -> bool:
    """Whether an address is the loopback."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
