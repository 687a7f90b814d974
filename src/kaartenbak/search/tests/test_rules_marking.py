"""Where in a text a query stands."""

import pytest

from kaartenbak.search.rules.marking import marked
from kaartenbak.search.rules.readings import Option


@pytest.mark.parametrize(
    ("text", "options", "fragments", "shown"),
    [
        ("De Smet", [Option(("smet",))], [], "De [Smet]"),
        ("De Smet", [Option(("sm",))], [], "De [Sm]et"),
        ("Smetjes Smet", [Option(("smet",))], [], "Smetjes [Smet]"),
        ("Straße 5", [Option(("strasse",))], [], "[Straße] 5"),
        ("Café d'Été", [Option(("ete",))], [], "Café d'[Été]"),
        ("De Smet", [Option(("de", "smet"))], [], "[De] [Smet]"),
        ("+32 16 23.01.89", [], ["230189"], "+32 16 [23.01.89]"),
        ("Niets", [Option(("smet",))], ["123"], "Niets"),
        ("aa", [Option(("aa",)), Option(("a",))], [], "[aa]"),
        ("", [Option(("a",))], ["1"], ""),
    ],
)
def test_pieces(text, options, fragments, shown):
    pieces = marked(text, options, fragments)

    assert "".join(f"[{piece}]" if found else piece for piece, found in pieces) == shown
