"""The groups the contact is in, what it looks after, and where else it is found."""

from kaartenbak.exchange.formats.table.columns.column import column

GROUPS = (
    column(
        "mailing_groups",
        nl="Mailinggroepen|Mailinggroep|Categorieën|Groepen|Categorie|Groep|Labels|Tags|Trefwoorden",
        en=(
            "Mailing groups|Mailing group|Categories|Groups|Category|Group|Labels|Tags|Keywords|"
            "Group Membership"
        ),
        fr=(
            "Groupes de diffusion|Catégories|Groupes|Groupe de diffusion|Catégorie|Groupe|Étiquettes|"
            "Mots clés"
        ),
        de="Mailinggruppen|Kategorien|Gruppen|Mailinggruppe|Kategorie|Gruppe|Stichwörter",
    ),
    column(
        "industry_groups",
        nl="Sectoren|Sector|Bedrijfstak|Branche",
        en="Industry groups|Industry group|Industries|Industry",
        fr="Secteurs d'activité|Secteur d'activité",
        de="Branchen|Branche|Wirtschaftszweig",
    ),
    column(
        "business_relations",
        nl="Zakenrelaties|Zakenrelatie|Relatietype",
        en="Business relations|Business relation",
        fr="Relations commerciales|Relation commerciale",
        de="Geschäftsbeziehungen|Geschäftsbeziehung",
    ),
    column(
        "job_responsibilities",
        nl="Functiegroepen|Functiegroep|Verantwoordelijkheden",
        en="Job responsibilities|Job responsibility|Responsibilities",
        fr="Responsabilités|Responsabilité",
        de="Zuständigkeiten|Zuständigkeit",
    ),
    column(
        "web_sources",
        nl="Webbronnen|Webbron",
        en="Web sources|Web source",
        fr="Sources web|Source web",
        de="Webquellen|Webquelle",
    ),
    column(
        "alternative_addresses",
        nl="Alternatieve adressen|Alternatief adres",
        en="Alternative addresses|Alternative address",
        fr="Autres adresses|Autre adresse",
        de="Alternative Adressen|Alternative Adresse",
    ),
    column(
        "former_numbers",
        nl="Vroegere nummers",
        en="Former numbers",
        fr="Anciens numéros",
        de="Frühere Nummern",
    ),
    column(
        "different_from",
        nl="Niet dezelfde als",
        en="Not the same as",
        fr="À ne pas confondre avec",
        de="Nicht dasselbe wie",
    ),
)
