"""The picture on a card, kept as a file by its content, so that taking a change back finds it again."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000
SIDE = 640
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


@operation(needs="contacts.change", title=_("Changed the picture of {contact}"))
def set_picture(*, contact: Contact, data: bytes, version: int | None = None, by: Actor) -> Contact:
    """Put a picture on the card, made small enough for a screen; what a camera wrote into the file is left out."""
    contact = store.lock(contact, version)
    about(contact=str(contact))
    store.update(contact, image=keep(readable(data)))
    return contact


@operation(needs="contacts.change", title=_("Removed the picture of {contact}"))
def remove_picture(*, contact: Contact, version: int | None = None, by: Actor) -> Contact:
    """Take the picture off the card."""
    contact = store.lock(contact, version)
    about(contact=str(contact))
    store.update(contact, image="")
    return contact


def readable(data: bytes) -> Image.Image:
    """The picture in `data`; what is none, or too large a one, is refused."""
    if len(data) > MOST_BYTES:
        raise Refused("image.too_large", field="image", limit="5 MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("image.too_large", field="image", limit="50 megapixels")
            picture.load()
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Warning,
    ) as failure:
        raise Refused("image.unreadable", field="image") from failure
    return ImageOps.exif_transpose(picture)


def keep(picture: Image.Image) -> str:
    """Store the picture under the digest of its content; the name of its file."""
    picture.thumbnail((SIDE, SIDE))
    written = io.BytesIO()
    picture.convert("RGB" if picture.mode not in ("RGBA", "LA", "P") else "RGBA").save(
        written, "WEBP", quality=85
    )
    data = written.getvalue()
    name = f"pictures/{hashlib.sha256(data).hexdigest()[:40]}.webp"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return name
