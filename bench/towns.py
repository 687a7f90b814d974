"""Towns with their postcodes: all of Belgium and the Netherlands, the larger ones elsewhere."""

from dataclasses import dataclass

from kaartenbak.setup.data import postcodes

ELSEWHERE = {
    "FR": "75011 Paris|59800 Lille|69003 Lyon|13001 Marseille|33000 Bordeaux|67000 Strasbourg|35000 Rennes|"
    "44000 Nantes|31000 Toulouse|51100 Reims|80000 Amiens|57000 Metz|54000 Nancy|76000 Rouen|21000 Dijon",
    "DE": "50667 Köln|10115 Berlin|20095 Hamburg|80331 München|60311 Frankfurt am Main|52062 Aachen|"
    "40213 Düsseldorf|70173 Stuttgart|04109 Leipzig|28195 Bremen|01067 Dresden|44135 Dortmund",
    "GB": "SW1A 1AA London|M1 1AE Manchester|B1 1BB Birmingham|LS1 4AP Leeds|BS1 4QA Bristol|"
    "EH1 1BB Edinburgh|CF10 1EP Cardiff|BT1 5GS Belfast|G1 1XW Glasgow|NE1 4ST Newcastle upon Tyne",
}
LANGUAGES = {"NL": "nl", "FR": "fr", "DE": "de", "GB": "en"}


@dataclass(frozen=True, slots=True)
class Town:
    postcode: str
    city: str
    country: str
    language: str


def towns(country: str) -> tuple[Town, ...]:
    """The towns of `country`, each with the language that is spoken there; Brussels in each of its two."""
    if country == "BE":
        return tuple(
            Town(row["code"], row["city"], country, row["languages"][:2])
            for row in postcodes.table(country)
            if postcodes.is_official(row)
        )
    if country == "NL":
        return tuple(
            Town(place.code + " AB", place.city, country, "nl") for place in postcodes.places(country)
        )
    return tuple(elsewhere(text, country) for text in ELSEWHERE[country].split("|"))


def elsewhere(text: str, country: str) -> Town:
    words = text.split(" ")
    code = 2 if country == "GB" else 1
    return Town(" ".join(words[:code]), " ".join(words[code:]), country, LANGUAGES[country])
