"""Given names that people go by beside the one in their passport, in Dutch, French, German and English.

Each line is one family of names; two names are related when some line holds both. Compiled by hand for this register.
"""

from functools import lru_cache

FAMILIES = """
jan johan johannes hans jean john jo joannes jan-baptist hannes
jos jozef joseph josef jef jeff sjef seppe joe sepp
jaak jacques jacob jacobus jakob james jim jimmy jack koos
piet pieter peter petrus pierre pete peer
karel charles carl karl charel sjarel charlie chuck
wim willem guillaume wilhelm william bill billy will willy wil guy
dirk diederik dietrich dirck
koen koenraad conrad konrad coen
bart bartholomeus bert
bert albert albrecht aalbert al
bert hubert huub hub
rob robert robbe bob bobby rupert
rik hendrik henri henry henk heinrich harry hendrikus henricus heinz rick
rik frederik frederic frits fred freddy friedrich fritz fredje
luc lucas lukas luuk lukie
marc mark marcus markus
tom thomas thom tommy
stef stefan stephan stefaan etienne steven stephen steve stefanus stijn
geert gerard gerardus gert gerhard gerrit gerd gerry geeraard
nico nicolas nicolaas klaas claes nikolaus klaus nick nicholas niklaas
toon anton antoon antonius antoine tony toni anthony tonny
frans franciscus francois francis frank franz frankie
louis lodewijk ludwig lewis lou louie lode
michel michael michiel mike mick michi chiel
chris christophe kristof christoffel christian kristiaan christiaan christof christopher christoph
guido guy
filip philippe philip philipp flip phil
joris george georges georg sjors jorg jurgen juergen
mathieu matthias mathias matthew matt thijs mattheus matthijs
max maximiliaan maxime maximilian
sander alexander alex alexandre xander lex aleksander alexandra
andre andreas andries andrew andy dries
dave david davy
daan daniel dan danny
guus august gust auguste gustaaf gustave augustus
leo leon leonard leonardus leen lennart
maarten martin martinus martien marten
lieven livinus
theo theodoor theodore theodorus ted
vic victor viktor
ward eduard edouard edward ed eddy eddie ted
rudi rudolf rudy rolf
gilbert gilles
ben benoit benjamin benedictus benny bennie benedikt
laurent laurens lars lorenz lawrence larry
ray raymond raymundus raimund
ron ronald ronny
wout wouter walter walther
manu emmanuel emanuel
olivier oliver olivia ollie
xavier xaveer
jeroen hieronymus jerome
tim timothy timotheus
sam samuel samantha
greg gregory gregoire gregor
pat patrick patricia patrice
ken kenneth
an anna anne ann annie anneke anja annick hanna
annelies anne-lies annelise lies liesbeth
lies els elisabeth elizabeth elise lisa liesbet liesbeth betty beth liz lise lisbeth elsje bettina elke ilse lizzy
maria marie mieke mia ria mary marijke marieke rita miet mariette marika
griet margriet marguerite margaret margareta margot greet greta grietje maggie peggy meg margarethe gretel
katrien catherine katharina catharina kathy katrijn karin kaat trien kate katherine cathy karen katja kathleen cato
lena helena helene leen leentje ellen helen lene
hilde hildegard hildegarde
tine christine christina kristien martine tina kirsten krista christa chris kerstin
sofie sophie sofia sophia fie fien josefien
fien josefien josephine josefine
lotte charlotte lot lotje charlie liselotte
nele cornelia neel corrie nelly cornelis kees
nathalie natalie natasja
sandra alexandra sandy
mimi michele michelle
fran francoise francisca franciska frances ciska sis
jo johanna joanna jeanne jeannine hanne hannah janneke joke jana jane jeanette joan
leen magdalena madeleine magda madelon lena
vero veronique veronica vera
isa isabelle isabel isabella bella ysabel
ben benedicte benedicta
val valerie valeria
cecile cecilia cissy silke celia
do dominique dominic dominiek domien
gaby gabrielle gabriela gabriel
manon marion maria
moni monique monica monika
nicky nicole nicolette
paula paulette pauline paul paulus
sarah sara saartje sally
sus suzanne susanne susan suzy susanna
trudy gertrude geertrui gertrud truus
ulrike ulla uli
ursula uschi ursel
barbara barbel babs baerbel
claudia claudine claude
sabine bine
birgit brigitte birgitta gitte bridget
liam william
ines agnes
steffi stefanie stephanie
resi theresia theresa therese tess trees
""".strip()

RELATED: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(FAMILIES.splitlines()):
    for _name in _line.replace("-", "").split():
        RELATED[_name] = RELATED.get(_name, frozenset()) | {_number}


@lru_cache(maxsize=50_000)
def are_related(a: str, b: str) -> bool:
    """Whether two given names, in their search form written together, may be one person's: "jef" and "jozef"."""
    return not RELATED.get(a, frozenset()).isdisjoint(RELATED.get(b, frozenset()))
