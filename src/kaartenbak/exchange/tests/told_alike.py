"""What a vCard says, whatever the order of its lines and types, and whether lists stand on one line or on several."""

import json
from collections import Counter

from kaartenbak.exchange.formats.jcard import properties_in


def told(text: str) -> Counter[str]:
    """Each property of a vCard 4.0 in a form of its own, and how often it is said."""
    found: Counter[str] = Counter()
    for name, params, kind, *values in properties_in(text):
        types = params.pop("type", [])
        words = sorted(str(each).lower() for each in (types if isinstance(types, list) else [types]))
        for value in values:
            found[json.dumps([name, sorted(params.items()), words, kind, value])] += 1
    return found
