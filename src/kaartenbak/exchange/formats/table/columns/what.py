"""What else is known of the contact."""

from kaartenbak.exchange.formats.table.columns.column import column

WHAT = (
    column(
        "language",
        nl="Taal|Taalcode",
        en="Language|Language code",
        fr="Langue|Code langue",
        de="Sprache|Sprachcode",
    ),
    column(
        "format_region",
        nl="Regionale notatie",
        en="Format region",
        fr="Format régional",
        de="Formatregion",
    ),
    column(
        "currency",
        nl="Valuta|Munt|Valutacode",
        en="Currency|Currency code",
        fr="Devise|Code devise",
        de="Währung|Währungscode",
    ),
    column(
        "salesperson",
        nl="Verkoper|Verkoperscode|Vertegenwoordiger|Accountmanager",
        en="Salesperson|Salesperson code|Account manager|Owner",
        fr="Vendeur|Code vendeur|Commercial",
        de="Verkäufer|Verkäufercode|Betreuer",
    ),
    column(
        "territory",
        nl="Regio|Regiocode|Verkoopgebied",
        en="Territory|Territory code",
        fr="Secteur géographique|Code secteur géographique",
        de="Gebiet|Gebietscode",
    ),
    column(
        "vat_number",
        nl="Btw-nummer|BTW|BTW nr|Btwnummer|BTW-nr.",
        en="VAT number|VAT|VAT registration No.|VAT No|VAT ID|Tax ID",
        fr="N° TVA|TVA|Numéro de TVA|N° de TVA",
        de="USt-IdNr.|UStID|Umsatzsteuer-ID|USt-Id|MwSt-Nr.",
    ),
    column(
        "enterprise_number",
        nl="Ondernemingsnummer|KBO|KBO-nummer|Ondernemingsnr",
        en="Enterprise number|Enterprise No.|CBE number",
        fr="Numéro d'entreprise|N° d'entreprise|BCE|N° BCE|N° entreprise",
        de="Unternehmensnummer|ZDU",
    ),
    column(
        "registration_number",
        nl="Registratienummer|KvK|KvK-nummer|Handelsregister",
        en="Registration number|Registration No.|Company number",
        fr="N° d'immatriculation|SIREN|SIRET|RCS",
        de="Registernummer|Handelsregisternummer|HRB",
    ),
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
        "correspondence_type",
        nl="Correspondentietype|Correspondentiesoort",
        en="Correspondence type",
        fr="Type de correspondance",
        de="Korrespondenzart",
    ),
    column(
        "exclude_from_segments",
        nl="Uitsluiten van segmenten|Uitsluiten van segment",
        en="Exclude from segments|Exclude from segment",
        fr="Exclure des segments",
        de="Aus Segmenten ausschließen",
    ),
    column(
        "privacy_blocked",
        nl="Geblokkeerd vanwege privacy|Privacy geblokkeerd",
        en="Privacy blocked",
        fr="Bloqué (vie privée)",
        de="Aus Datenschutzgründen gesperrt",
    ),
    column(
        "minor",
        nl="Minderjarig",
        en="Minor",
        fr="Mineur",
        de="Minderjährig",
    ),
    column(
        "parental_consent",
        nl="Toestemming van ouders ontvangen|Toestemming ouders",
        en="Parental consent received|Parental consent",
        fr="Consentement parental reçu|Consentement parental",
        de="Einwilligung der Eltern erhalten",
    ),
    column(
        "comment",
        nl="Opmerking|Notities|Opmerkingen|Notitie|Commentaar|Memo|Nota",
        en="Comment|Notes|Comments|Remarks|Note|Remark",
        fr="Commentaire|Notes|Remarques|Remarque|Commentaires",
        de="Bemerkung|Notizen|Bemerkungen|Anmerkungen|Kommentar|Notiz",
    ),
    column(
        "extra",
        nl="Overige gegevens",
        en="Other data",
        fr="Autres données",
        de="Weitere Daten",
    ),
    column(
        "",
        nl="E-mailtype|E-mail, type|E-mailtype 2|E-mailtype 3",
        en="E-mail Type|E-mail 2 Type|E-mail 3 Type",
        fr="Type de messagerie|Type de messagerie 2|Type de messagerie 3",
        de="E-Mail-Typ|E-Mail 2: Typ|E-Mail 3: Typ",
        other="* - Formatted|Name Yomi|Address 1 - Formatted|Address 2 - Formatted|Address 3 - Formatted",
    ),
)
