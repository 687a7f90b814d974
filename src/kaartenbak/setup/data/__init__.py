"""What a new installation is filled with: countries, languages, currencies, salutations, postcodes, samples.

Everything here is plain values: nothing reads or writes the database. Texts come in each of `LANGUAGES`.
"""

LANGUAGES = ("nl", "en", "fr", "de")
