"""The sentences for what is wrong with a file, a row or a card."""

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.messages import Counted

TEXTS = {
    "vcard.none": _("The file holds no vCard."),
    "vcard.several": _("One card is expected; there are more."),
    "vcard.not_closed": _("The card that begins here has no end (END:VCARD), so it may not be whole."),
    "vcard.outside": _("This text stands outside of any card."),
    "vcard.too_large": _("This card is larger than {limit} bytes."),
    "vcard.too_many_lines": _("This card has more than {limit} lines."),
    "vcard.line_too_long": _("This card has a line of more than {limit} characters."),
    "vcard.version": _("This card is of version {version}; 2.1, 3.0 and 4.0 can be read."),
    "vcard.empty": _("This card is empty."),
    "vcard.line_unreadable": _("A line of this card is no vCard line and was kept as it is: “{value}”."),
    "vcard.kept": _("Kept without a field for it, in a comment: {value}."),
    "jcard.too_large": _(
        "A file of jCards or JSContact cards may hold at most {limit} MB. Save the cards as vCards."
    ),
    "jcard.broken": _("The file is damaged: it is no JSON."),
    "jcard.none": _("This is neither a jCard nor a JSContact card."),
    "json.broken": _("The file is no JSON from here on, so reading ended before this contact."),
    "json.none": _("This is no contact: an object with names and values is expected."),
    "table.empty": _("The file is empty."),
    "table.no_columns": _("No column is recognised. The first row has to hold the headings."),
    "table.too_many_columns": _("The file has more than {limit} columns."),
    "table.quote_open": _("A quotation mark is opened in this row and never closed."),
    "table.cell_too_long": _("A cell of this row is too long."),
    "table.line_too_long": _("This line is too long."),
    "table.broken": Counted(
        "The file was read up to here: {repairs} row before this one could not be read.",
        "The file was read up to here: {repairs} rows before this one could not be read.",
        of="repairs",
    ),
    "table.torn": _(
        "This row has {cells} of {columns} cells and follows one with an open quotation mark: it may belong to that."
    ),
    "table.row_long": Counted(
        "This row has {cells} cells, and there is only {columns} heading.",
        "This row has {cells} cells, and there are only {columns} headings.",
        of="columns",
    ),
    "table.row_short": Counted(
        "This row ends after {value} cell; the others count as empty.",
        "This row ends after {value} cells; the others count as empty.",
        of="value",
    ),
    "sheet.broken": _("The workbook is damaged. Open it in the program it comes from and save it again."),
    "sheet.locked": _("The workbook is protected by a password. Save it without one."),
    "sheet.too_large": _(
        "The workbook holds more than can be read. Save the sheet with the contacts as CSV."
    ),
    "sheet.entities": _("The workbook holds definitions that no spreadsheet writes, so it is not read."),
    "sheet.none": _("The workbook holds no sheet with rows."),
    "sheet.unknown": _("There is no sheet “{name}”. The sheets are: {names}."),
    "sheet.row_too_long": _("This row is longer than any that can be read, so reading ended before it."),
    "sheet.torn": _("The sheet is damaged here, so reading ended before this row."),
    "cell.zero": _("“{value}” was kept as a number; the zero or the plus in front of it was put back."),
    "cell.rounded": _("“{value}” was kept as a number of fifteen digits; the last ones may be wrong."),
    "cell.shortened": _("“{value}” is a number in a short form; digits of it may be missing."),
    "cell.mistake": _("The cell shows the mistake {value}, so it counts as empty."),
    "birthday.unreadable": _("“{value}” could not be read as a birthday and was kept as it is."),
    "address.unreadable": _(
        "“{value}” could not be read and was kept as it is. An address is written as "
        "“SUMMER: street=…; city=…; ranges=2026-07-01..2026-08-31 yearly”, and each day has to exist."
    ),
    "kind.unknown": _("“{value}” is neither a company nor a person."),
    "import.no_row": _("There is no row on line {line} of the file."),
    "import.no_column": _("The file has no column “{name}”."),
    "import.mended_most": _("At most {limit} rows can be mended here. Mend the others in the file itself."),
    "import.no_file": _("There is no file {file}."),
    "import.link": _("{file} leads to another file. Give that file itself."),
    "import.format": _(
        "{file} is neither a CSV file, a workbook (.xlsx), JSON nor a vCard. Save it as one of these."
    ),
    "import.mapping": _("“{name}” is neither a column of the file nor a field of a contact."),
    "import.stopped": _(
        "An import of {file} with other choices was stopped halfway. "
        "Finish it with the same choices, or undo operation {operation} first."
    ),
    "import.not_found": _("There is no import {ref}, or it is somebody else's."),
    "import.too_large": _("The file is too large: at most {limit}."),
    "import.done": _("The import of {file} is done already."),
    "mapping.exists": _("There are choices called {name} already."),
    "mapping.not_found": _("There are no saved choices {ref}."),
    "mapping.no_table": _("{file} is no table, so it has no columns to choose for."),
    "job.not_found": _("There is no job {ref}, or it is somebody else's."),
    "import.busy": _("Another program is bringing in {file} at this moment."),
    "import.overtaken": _("Another program has gone on with the import of {file}."),
    "import.group": _("This is a list of contacts and not a contact."),
    "import.ambiguous": _("{count} contacts answer to this row."),
    "import.suspect": _("This may be {contact}, who is there already ({score}%)."),
    "import.suspect_row": _("This may be the same as row {line} ({score}%)."),
    "import.repeats_row": _("This stands for the contact of row {line}."),
    "import.left_out": _("The row is left out, as was chosen."),
    "import.card_gone": _("The contact {contact} that was chosen is not there."),
    "import.chosen_most": _(
        "At most {limit} rows can be decided here. Decide the others in the file itself."
    ),
    "import.there": _("The contact is there already."),
    "import.not_there": _("There is no such contact, and none was to be made."),
    "import.other_kind": _("{contact} is of the other type, so it was left as it is."),
    "import.only_fills": _("Nothing is taken off, since this import only fills what is blank."),
    "import.code_made": _("The {what} {code} was added to the setup."),
    "import.number_taken": _("The number {number} is given already."),
    "import.cut": _("Only the first {limit} characters fit."),
}
