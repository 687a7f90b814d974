"""A POST that is sent twice with one `Idempotency-Key` is done once; the second gets the answer of the
first.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from kaartenbak.api.models import Answered
from kaartenbak.api.reading import MULTIPART
from kaartenbak.api.requests import ApiRequest
from kaartenbak.core.refusals import Refused

KEPT = timedelta(hours=24)
LONGEST_KEY = 200
VISIBLE = re.compile(r"[!-~]+")
HEADERS = ("Operation", "ETag", "Location", "Content-Type")


class Leave(Exception):  # noqa: N818 - no error
    """Leaves the transaction without keeping anything of it, with the answer to give."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def once(request: ApiRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run the request unless its key was used; the key and what was done are committed together.

    Two requests with one key at the same time wait for each other: the unique key lets the second in when
    the first has
    committed, and by then its answer is there. What was refused keeps no key, so it can be corrected and
    sent again.
    """
    key, digest = key_of(request), digest_of(request)
    answered = kept_answer(request, key, digest)
    if answered is not None:
        return answered
    try:
        with transaction.atomic():
            entry = claimed(request, key, digest)
            response = run()
            if response.status_code >= 400 or not isinstance(response, HttpResponse):
                raise Leave(response)
            keep(entry, response)
            return response
    except Leave as left:
        return left.response
    except IntegrityError:
        answered = kept_answer(request, key, digest)
        if answered is None:
            raise
        return answered
    except OperationalError as failure:
        raise Refused("unavailable.busy") from failure


def key_of(request: ApiRequest) -> str:
    """The key, when it is one."""
    key = request.headers["Idempotency-Key"].strip()
    if not VISIBLE.fullmatch(key) or len(key) > LONGEST_KEY:
        raise Refused("idempotency.key", field="Idempotency-Key", most=LONGEST_KEY)
    return key


def owner_of(request: ApiRequest) -> int:
    """Whose key it is: two users may happen to choose the same."""
    return request.actor.user_id or 0


def digest_of(request: ApiRequest) -> str:
    """What makes two requests the same: address and body; of a form, its fields and files, since the line
    between them may be another each time it is sent.
    """
    digest = hashlib.sha256(f"{request.get_full_path()}\n".encode())
    if request.content_type != MULTIPART:
        digest.update(request.body)
        return digest.hexdigest()
    digest.update(repr(sorted(request.POST.lists())).encode())
    for name, file in ((name, file) for name, files in request.FILES.lists() for file in files):
        digest.update(repr((name, file.name, file.size)).encode())
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()


def kept_answer(request: ApiRequest, key: str, digest: str) -> HttpResponse | None:
    """The answer that was given to this key in the last day, if any; refused when it was for another
    request.
    """
    entry = Answered.objects.filter(user_id=owner_of(request), key=key, at__gte=timezone.now() - KEPT).first()
    if entry is None:
        return None
    if entry.digest != digest:
        raise Refused("idempotency.other_body", field="Idempotency-Key")
    response = HttpResponse(bytes(entry.body), status=entry.status, headers=entry.headers)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def claimed(request: ApiRequest, key: str, digest: str) -> Answered:
    """The key's own row; those of yesterday go."""
    Answered.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return Answered.objects.create(user_id=owner_of(request), key=key, digest=digest, at=timezone.now())


def keep(entry: Answered, response: HttpResponse) -> None:
    """Keep the answer with its key."""
    entry.status, entry.body = response.status_code, response.content
    entry.headers = {name: response[name] for name in HEADERS if name in response}
    entry.save(update_fields=["status", "body", "headers"])
