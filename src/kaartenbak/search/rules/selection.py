"""The filters of a list as one plain text, which a form, an address and a job can carry."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode


def query_of(wanted: Mapping[str, Any]) -> str:
    """The filters of a list as one text, the same for the same filters in whatever order they were asked for."""
    pairs = []
    for name in sorted(wanted):
        values = wanted[name] if isinstance(wanted[name], list) else [wanted[name]]
        pairs += [
            (name, str(value).lower() if isinstance(value, bool) else str(value)) for value in sorted(values)
        ]
    return urlencode(pairs)
