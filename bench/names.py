"""The words that the generator makes contacts of, the frequent ones first, and pools drawn from them.

A pool repeats each word by its frequency, which falls with its rank as that of real names does, so that a
draw is one index into a tuple. Names carry their form in mail addresses along: folding accents is what
costs time.
"""

import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

POOL = 4096

MEN = {
    "nl": "Jan Marc Luc Koen Bart Peter Dirk Wim Johan Tom Kristof Pieter Stijn Geert Filip Jef Ruben "
    "Thomas Bram Arne Senne Lander Wouter Joris Thijs Maarten Lieven Jeroen Hendrik Matthias "
    "Yannick Jurgen Guido Rik Stef",
    "fr": "Michel Philippe Jean Nicolas Olivier Thierry François Julien Benoît Xavier Éric Frédéric "
    "Cédric Didier Loïc Mathieu Étienne Jean-Luc Hugo Quentin Rémy Antoine Grégory Laurent "
    "Vincent Théo Raphaël Gaëtan",
    "de": "Thomas Michael Andreas Stefan Jürgen Klaus Uwe Matthias Björn Markus Jörg Dieter Lukas "
    "Günter Sönke",
    "en": "David John James Oliver Graham Nigel Callum Rhys Declan Gareth Simon Angus Harry Liam Trevor",
}
WOMEN = {
    "nl": "An Els Sofie Katrien Maria Hilde Ann Kim Sarah Lies Nele Ilse Griet Veerle Elke Tine "
    "Charlotte Leen Fien Marijke Goedele Hanne Lotte Anouk Birgit Greet Nathalie Ellen Inge Joke "
    "Annelies Femke Zoë Renée",
    "fr": "Marie Nathalie Isabelle Sophie Céline Anne Christine Valérie Françoise Aurélie Julie "
    "Mélanie Chloé Bénédicte Anne-Laure Maïté Noémie Hélène Cécile Gaëlle Léa Manon Inès Élodie "
    "Delphine",
    "de": "Sabine Petra Claudia Birgit Ulrike Silke Käthe Jana Annegret Heike Anke Jule Bärbel Friederike",
    "en": "Sarah Claire Emma Fiona Siân Niamh Harriet Gemma Louise Hannah Rosie Bronwen Aoife Eilidh",
}
SURNAMES = {
    "nl": "Peeters|Janssens|Maes|Jacobs|Willems|Mertens|Claes|Goossens|Wouters|De Smet|Vermeulen|"
    "Pauwels|Hermans|Aerts|Michiels|Lambrechts|Martens|Van Damme|De Vos|De Clercq|Hendrickx|"
    "Desmet|Stevens|Smets|Segers|Van den Broeck|Verhoeven|Coppens|Bogaerts|Van de Velde|"
    "Van den Bossche|De Backer|Verstraete|Vandenberghe|De Cock|Lemmens|Timmermans|Moens|De Pauw|"
    "Cools|Thys|Wuyts|Verbeke|Van Dyck|D'Hondt|Baert|De Bruyn|Nys|Callens|Van der Auwera|Dierckx|"
    "Vanhoutte|Van Hoof|Carlier|Bauwens|Ceulemans|Van Acker|De Wit|Geerts|van Dijk|de Jong|"
    "Jansen|de Vries|van den Berg|Bakker|Visser|Smit|Meijer|Mulder|Bos|van der Meer|Dekker",
    "fr": "Dubois|Lambert|Martin|Dupont|Simon|Laurent|Leroy|Renard|Collignon|Thiry|Gérard|Noël|"
    "Bertrand|Henry|Denis|Lejeune|Leclercq|François|Legrand|Gilles|Charlier|Wauters|Mathieu|"
    "Marchal|Henrotte|Piérard|Delcourt|Lefèbvre|Dumont|Evrard|Fontaine|Maréchal|Petit|Moreau|"
    "Garnier|Rousseau|Chevalier|Le Goff|de la Fontaine",
    "de": "Müller|Schmidt|Schneider|Fischer|Weber|Meyer|Wagner|Becker|Schulz|Hoffmann|Schäfer|Koch|"
    "Bauer|Richter|Klein|Wolf|Schröder|Neumann|Schwarz|Zimmermann|Braun|Krüger|Hartmann|Lange|"
    "Weiß|Groß|von der Heide|Pütz",
    "en": "Smith|Jones|Taylor|Brown|Williams|Wilson|Johnson|Davies|Evans|Thomas|Roberts|Walker|Wright|"
    "Hughes|O'Connor|MacLeod|Pritchard|Whitfield|Fletcher|Baxter|Osborne-Pryce|Llewelyn|Doyle|"
    "Fitzgerald",
}
TRADES = {
    "nl": "Bouw|Garage|Elektro|Drukkerij|Tuinen|Transport|Bakkerij|Slagerij|Schilderwerken|Houthandel|"
    "Apotheek|Dakwerken|Interieur|Advocaten|Boekhouding|Metaal|Keukens|Sanitair|Landbouw|Optiek|"
    "Textiel|Verzekeringen",
    "fr": "Menuiserie|Garage|Imprimerie|Boulangerie|Transports|Toitures|Pharmacie|Électricité|Jardins|"
    "Cuisines|Fiduciaire|Assurances|Boucherie|Plomberie|Peintures|Librairie|Optique|Carrelages|"
    "Ateliers|Traiteur",
    "de": "Metallbau|Druckerei|Bäckerei|Schreinerei|Elektro|Gartenbau|Spedition|Autohaus|Dachdeckerei|"
    "Apotheke|Maschinenbau|Fliesen|Feinkost|Verlag|Optik",
    "en": "Joinery|Printing|Haulage|Roofing|Gardens|Motors|Bakery|Electrical|Plumbing|Stationers|"
    "Interiors|Insurance|Optics|Slate|Engineering",
}
FORMS = {
    ("BE", "nl"): "BV|NV|CV|VOF", ("BE", "fr"): "SRL|SA|SC|SNC", ("BE", "de"): "GmbH|AG",
    ("NL", "nl"): "B.V.|V.O.F.|N.V.", ("FR", "fr"): "SARL|SAS|EURL|SA",
    ("DE", "de"): "GmbH|GmbH & Co. KG|e. K.|AG", ("GB", "en"): "Ltd|LLP|plc",
}  # fmt: skip
STREETS = {
    "nl": "Kerkstraat|Stationsstraat|Molenstraat|Dorpsstraat|Nieuwstraat|Schoolstraat|Kapellelaan|"
    "Industrieweg|Beukenlaan|Hoogstraat|Veldstraat|Markt|Lindelaan|Bosstraat|Grote Steenweg",
    "fr": "Rue de l'Église|Rue de la Station|Rue Haute|Grand-Rue|Rue du Moulin|Rue des Écoles|"
    "Avenue des Tilleuls|Chaussée de Namur|Place Communale|Rue du Château|Quai des Ardennes",
    "de": "Hauptstraße|Bahnhofstraße|Schulstraße|Kirchgasse|Gartenweg|Bergstraße|Mühlenweg|Am Markt",
    "en": "High Street|Station Road|Church Lane|Mill Lane|Victoria Road|Park Avenue|The Green|Queen Street",
}
JOBS = {
    "nl": "Zaakvoerder|Aankoper|Boekhouder|Verkoper|Planner|Magazijnier|Projectleider|"
    "Directieassistent|Onthaal",
    "fr": "Gérant|Acheteur|Comptable|Commercial|Chef de projet|Logisticien|Assistant de direction|Juriste",
    "de": "Geschäftsführung|Einkauf|Buchhaltung|Vertrieb|Projektleitung|Disposition|Sekretariat",
    "en": "Managing director|Buyer|Accountant|Sales executive|Planner|Project manager|Receptionist",
}
GROUPS = (
    "", "", "", "Newsletter", "Customer", "Newsletter|Customer", "Supplier", "Christmas cards", "Prospect",
    "Newsletter|Training|VIP",
)  # fmt: skip
INDUSTRIES = ("Construction", "Retail", "Transport", "Food", "Services", "Industry", "Care", "Printing")

SYLLABLES = (
    "ver van bos meu len ker der mans broec pel haer til stee cam dael rom bel vels gro sche lam ber tens win "
    "kem ros drie hul wou ste"
)

LETTERS = str.maketrans({"ß": "ss", "œ": "oe", "Œ": "oe", "ø": "o", "ł": "l"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written and its letters in a mail address."""

    text: str
    mail: str


def name(text: str) -> Name:
    return Name(text, slug(text, ""))


def slug(text: str, joint: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", joint, plain.lower()).strip("-")


def names(text: str, separator: str) -> tuple[Name, ...]:
    return pool([name(each) for each in text.split(separator)])


def pool[T](words: Iterable[T]) -> tuple[T, ...]:
    """`POOL` words, each about as often as its rank says; always the same ones."""
    words = list(words)
    weights = [1 / (rank + 2) for rank in range(len(words))]
    return tuple(random.Random(1).choices(words, weights, k=POOL))
