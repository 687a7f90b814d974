"""A messy sheet of a Dutch office: looked at, mended, brought in, and taken back."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.contacts.models import Contact
from kaartenbak.jobs.worker import workers
from kaartenbak.testing.builders import a_setup

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = "Klantnr;Aanspreking;Naam;Firma;Adres;Adres;Postcode;Gemeente;Gsm;E-mail;Geboortedatum"
NAMELESS = (6, 51, 121, 200, 299)


def a_messy_sheet(folder: Path) -> Path:
    """Three hundred rows as Excel writes them in Dutch: a title, semicolons, Windows-1252, phones as numbers."""
    lines = ["Klantenlijst 2026;;;;;;;;;;", HEADINGS]
    for row in range(300):
        name = "" if row in NAMELESS else f"René Çelik{row}"
        place = f"Kerkstraat {row};bus {row % 9};{9000 + row % 90};Gent"
        lines.append(
            f"K{row};Dhr.;{name};;{place};4701{row:05d};rene{row}@firma.be;{1 + row % 28}/{1 + row % 12}/1970"
        )
    path = folder / "klanten.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def leave(page: Page, line: int) -> None:
    """Look at the cells of a row, and leave them as they are, without a mouse."""
    pencil = page.get_by_role("link", name=f"Mend line {line}", exact=True)
    pencil.press("Enter")
    expect(page.locator(f"#line-{line} form")).to_contain_text("A contact needs a name.")
    expect(page.locator(f"#line-{line} .control").first).to_be_focused()
    page.keyboard.type("Niemand")
    page.keyboard.press("Escape")
    expect(pencil).to_be_focused()
    expect(page.locator(f"#line-{line}")).not_to_contain_text("Niemand")


def mend(page: Page, line: int, name: str) -> None:
    """Open a row, type a name, and save it, by the keyboard."""
    page.get_by_role("link", name=f"Mend line {line}", exact=True).press("Enter")
    form = page.locator(f"#line-{line} form")
    form.get_by_label("Naam", exact=True).fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(f"#line-{line}")).to_contain_text(name)
    expect(page.locator(f"#line-{line} form")).to_have_count(0)


DROP = """() => {
  const data = new DataTransfer();
  data.items.add(new File(["Naam;Plaats\\nMaes;Gent\\n"], "klanten.csv"));
  document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
}"""


def test_a_file_that_is_dropped_on_the_page_is_chosen(visit: Any):
    a_setup()
    page: Page = visit("/import/")
    page.evaluate(DROP)
    expect(page.locator("#id_file")).to_have_value(re.compile(r"klanten\.csv$"))

    with workers(1):
        page.get_by_role("button", name="Look at the rows").click()
        expect(page.get_by_role("link", name="New 1")).to_be_visible()


def test_a_messy_sheet_is_mended_in_five_cells_brought_in_and_undone(visit: Any, tmp_path: Path):
    a_setup()
    page: Page = visit("/import/")
    page.locator("#id_file").set_input_files(a_messy_sheet(tmp_path))
    with workers(1):
        page.get_by_role("button", name="Look at the rows").click()
        expect(page.get_by_role("link", name="Refused 5")).to_be_visible()
        assert Contact.objects.count() == 0

        page.get_by_role("link", name="Refused 5").click()
        leave(page, NAMELESS[0] + 3)
        for row in NAMELESS:
            mend(page, row + 3, f"Jan Maes{row}")
        expect(page.get_by_role("link", name="New 300")).to_be_visible()

        page.get_by_role("button", name="Bring in").click()
        expect(page.get_by_text("300 rows were dealt with.")).to_be_visible()

    first = Contact.objects.get(external_id="K0")
    assert (first.name, first.kind, first.street, first.street_2) == (
        "René Çelik0",
        "person",
        "Kerkstraat 0",
        "bus 0",
    )
    assert (Contact.objects.count(), Contact.objects.filter(surname__startswith="Maes").count()) == (300, 5)

    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert Contact.objects.count() == 0
