"""What stands in a workbook around its rows (ECMA-376, parts 1 and 2)."""

from collections.abc import Iterator

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Places in the list of formats of `STYLES`.
STYLE_OF_TEXT, STYLE_OF_HEADING = 1, 2
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
# The heading stays in sight, and columns are wide enough for a name.
BEGINNING = (
    f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr baseColWidth="10" defaultColWidth="18" defaultRowHeight="15"/><sheetData>'
)
END = "</sheetData></worksheet>"


def path_of(sheet: int) -> str:
    """Where a sheet stands in the archive."""
    return f"xl/worksheets/sheet{sheet}.xml"


def around(sheets: int, name: str) -> Iterator[tuple[str, str]]:
    """All parts but the sheets, each with its path."""
    numbers = range(1, sheets + 1)
    yield (
        "xl/workbook.xml",
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        + "".join(
            f'<sheet name="{name}{f" {each}" if each > 1 else ""}" sheetId="{each}" r:id="rId{each}"/>'
            for each in numbers
        )
        + "</sheets></workbook>",
    )
    targets = [("worksheet", path_of(each).removeprefix("xl/")) for each in numbers]
    yield "xl/_rels/workbook.xml.rels", relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    yield "_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])
    kinds = {f"/{path_of(each)}": "worksheet" for each in numbers}
    kinds |= {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    yield (
        "[Content_Types].xml",
        f'{XML}<Types xmlns="{OF_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="{part}" ContentType="{TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
        )
        + "</Types>",
    )


def relations(targets: list[tuple[str, str]]) -> str:
    """Which parts belong to one, in order: `rId1` is the first."""
    told = (
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{OF_PACKAGE}/relationships">{"".join(told)}</Relationships>'
