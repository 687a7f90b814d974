"""What can be done at each address."""

from kaartenbak.carddav.methods.base import CLASSES, Method
from kaartenbak.carddav.methods.getting import Get, Head
from kaartenbak.carddav.methods.making import MkCol
from kaartenbak.carddav.methods.moving import Copy, Move
from kaartenbak.carddav.methods.options import Options
from kaartenbak.carddav.methods.propfind import PropFind
from kaartenbak.carddav.methods.proppatch import PropPatch
from kaartenbak.carddav.methods.report import Report
from kaartenbak.carddav.methods.writing import Delete, Put
from kaartenbak.carddav.rules.hrefs import Kind

__all__ = ["CLASSES", "METHODS", "allowed_at"]

METHODS: dict[str, Method] = {
    each.name: each
    for each in (
        Options(),
        Get(),
        Head(),
        PropFind(),
        PropPatch(),
        Report(),
        MkCol(),
        Put(),
        Delete(),
        Move(),
        Copy(),
    )
}


def allowed_at(kind: Kind) -> list[str]:
    """The methods that work at such an address."""
    return [name for name, method in METHODS.items() if kind in method.at]
