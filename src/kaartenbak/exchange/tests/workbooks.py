"""Small workbooks, made as spreadsheets make them: texts in a list of their own, numbers with styles."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from kaartenbak.exchange.formats.sheets import parts
from kaartenbak.exchange.formats.sheets.writing import letters_of

DAY, ZEROS, MISTAKE = "day", "zeros", "mistake"
STYLES = (
    f'{parts.XML}<styleSheet xmlns="{parts.MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
STYLE_OF = {DAY: 1, ZEROS: 2}

Cell = str | int | float | bool | tuple[float | str, str] | None


def a_workbook(
    *rows: Sequence[Cell], name: str = "Blad1", more: Mapping[str, Sequence[Sequence[Cell]]] | None = None
) -> bytes:
    """A workbook with these rows on its first sheet, and `more` sheets by name."""
    texts: list[str] = []
    sheets = {name: rows, **(more or {})}
    told = {title: sheet_of(of_sheet, texts) for title, of_sheet in sheets.items()}
    return archive(told, texts)


def sheet_of(rows: Sequence[Sequence[Cell]], texts: list[str]) -> str:
    """The XML of a sheet; its texts go into the list."""
    lines = [
        f'<row r="{line}">{"".join(cell_of(f"{letters_of(place)}{line}", cell, texts) for place, cell in enumerate(row))}</row>'
        for line, row in enumerate(rows, 1)
    ]
    return f"<sheetData>{''.join(lines)}</sheetData>"


def cell_of(place: str, cell: Cell, texts: list[str]) -> str:
    """The XML of a cell: a text, a number, a flag, or a number with what its style shows."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        texts.append(f"<si><t>{cell}</t></si>")
        return f'<c r="{place}" t="s"><v>{len(texts) - 1}</v></c>'
    if isinstance(cell, tuple):
        value, kind = cell
        more = 't="e"' if kind == MISTAKE else f's="{STYLE_OF[kind]}"'
        return f'<c r="{place}" {more}><v>{value}</v></c>'
    flag = ' t="b"' if isinstance(cell, bool) else ""
    return f'<c r="{place}"{flag}><v>{int(cell) if flag else cell}</v></c>'


def archive(
    sheets: Mapping[str, str], texts: Sequence[str] = (), *, doctype: str = "", **more: bytes
) -> bytes:
    """An archive with these sheets, as XML without their frame."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        names = list(enumerate(sheets, 1))
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in names)
        head = f'xmlns="{parts.MAIN}" xmlns:r="{parts.RELATIONS}"'
        zipped.writestr(
            "xl/workbook.xml", f"{parts.XML}<workbook {head}><sheets>{listed}</sheets></workbook>"
        )
        targets = [("worksheet", f"/{parts.path_of(n)}") for n, _ in names]
        more_targets = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        zipped.writestr("xl/_rels/workbook.xml.rels", parts.relations([*targets, *more_targets]))
        zipped.writestr("xl/styles.xml", STYLES)
        zipped.writestr(
            "xl/sharedStrings.xml", f'{parts.XML}<sst xmlns="{parts.MAIN}">{"".join(texts)}</sst>'
        )
        for n, name in names:
            text = f'{parts.XML}{doctype}<worksheet xmlns="{parts.MAIN}">{sheets[name]}</worksheet>'
            zipped.writestr(parts.path_of(n), text)
    return buffer.getvalue()
