"""The blocks that Loket's own paper templates are made of: headings, tables, lists, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

LEFT, CENTRE, RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER
HEAD_FILL = "E7ECF4"

Column = tuple[str, str, float, WD_ALIGN_PARAGRAPH]
"""Heading, tag of a row, width in millimetres, alignment."""


def title(document: DocxDocument, *lines: str, new_page: bool = False) -> None:
    """Add a title of one or more lines."""
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph(line, style="Title")
        paragraph.paragraph_format.page_break_before = new_page and not number


def centred(document: DocxDocument, text: str) -> None:
    """Add a line in the middle."""
    paragraph = document.add_paragraph(text)
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(8)


def heading(document: DocxDocument, text: str, *, level: int = 1) -> None:
    """Add a heading of a chapter, or of a part of one."""
    document.add_heading(text, level)


def paragraph_of(
    document: DocxDocument, text: str, style: str = "Normal", *, leads: bool = False
) -> None:
    """Add a paragraph; one that ``leads`` stays with what comes after it."""
    paragraph = document.add_paragraph(text, style=style)
    paragraph.paragraph_format.keep_with_next = leads
    if style == "Normal":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def tag(document: DocxDocument, tag: str) -> None:
    """Add a paragraph that holds a tag and goes with it."""
    document.add_paragraph(tag, style="Isi Tabel")


def only_if(
    document: DocxDocument, condition: str, then: Callable[[], object], otherwise: str = ""
) -> None:
    """Add what stands there under a condition."""
    tag(document, f"{{%p if {condition} %}}")
    then()
    if otherwise:
        tag(document, "{%p else %}")
        paragraph_of(document, otherwise, leads=True)
    tag(document, "{%p endif %}")


def bullets(document: DocxDocument, name: str, text: str, nothing: str) -> None:
    """Add a line for each of a list, or what is said where it is empty."""
    tag(document, f"{{%p if {name} %}}")
    tag(document, f"{{%p for x in {name} %}}")
    document.add_paragraph(text, style="List Bullet")
    tag(document, "{%p endfor %}")
    tag(document, "{%p else %}")
    paragraph_of(document, nothing)
    tag(document, "{%p endif %}")


def picture(document: DocxDocument, tag: str, caption: str) -> None:
    """Add a picture with a caption above it."""
    paragraph = document.add_paragraph(caption, style="Keterangan")
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.keep_with_next = True
    drawn = document.add_paragraph(f"{{{{ {tag} }}}}")
    drawn.alignment = CENTRE


def table_of(
    document: DocxDocument,
    name: str,
    columns: Sequence[Column],
    *,
    size: float = 9.5,
    long: bool = False,
    leads: bool = False,
) -> Table:
    """Add a table with a row for each of a list; its heading comes again on every page.

    One that is not ``long`` stays in one piece, one that ``leads`` also with what comes after it.
    """
    table = document.add_table(4, len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _padding(table)
    for number, (heading, tag, width, alignment) in enumerate(columns):
        table.columns[number].width = Mm(width)
        head, _, body, _ = (row.cells[number] for row in table.rows)
        for row in table.rows:
            row.cells[number].width = Mm(width)
        _cell(head, heading, size, CENTRE, bold=True)
        _shade(head)
        _cell(body, f"{{{{ x.{tag} }}}}" if tag else "", size, alignment)
        head.paragraphs[0].paragraph_format.keep_with_next = True
        body.paragraphs[0].paragraph_format.keep_with_next = not long
    table.rows[1].cells[0].text = f"{{%tr for x in {name} %}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    _property(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _property(row, "w:cantSplit")
    space = document.add_paragraph(style="Isi Tabel")
    space.paragraph_format.space_after = Pt(2)
    space.paragraph_format.keep_with_next = leads
    return table


def unsur_rows(document: DocxDocument) -> None:
    """Add the table of the nine unsur."""
    table_of(
        document,
        "unsur",
        [
            ("Unsur", "kode", 13, LEFT),
            ("Nama unsur", "nama", 64, LEFT),
            ("Jawaban", "jawaban", 17, RIGHT),
            ("Jumlah nilai", "jumlah", 15, RIGHT),
            ("NRR", "nrr", 13, RIGHT),
            ("NRR tertimbang", "tertimbang", 21, RIGHT),
            ("NRR × 25", "nilai", 17, RIGHT),
            ("Mutu", "mutu", 13, CENTRE),
        ],
        size=8.5,
    )


def minutes(document: DocxDocument) -> None:
    """Add the table of minutes, which stays with the signature below it."""
    only_if(
        document,
        "notulen",
        lambda: table_of(
            document,
            "notulen",
            [
                ("Tanggal", "tanggal", 22, LEFT),
                ("Pokok bahasan", "bahasan", 38, LEFT),
                ("Keputusan", "keputusan", 48, LEFT),
                ("Penanggung jawab", "penanggung_jawab", 27, LEFT),
                ("Tenggat", "tenggat", 22, LEFT),
                ("Status", "selesai", 16, LEFT),
            ],
            size=9,
            leads=True,
        ),
        otherwise="Notulen evaluasi belum dicatat pada tab Notulen Evaluasi.",
    )


def facts(document: DocxDocument, facts: Iterable[tuple[str, str]]) -> None:
    """Add lines of a name and a value."""
    for name, value in facts:
        paragraph = document.add_paragraph(style="Isi Tabel")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(32))
        paragraph.add_run(f"{name}\t: {value}")
    document.add_paragraph(style="Isi Tabel")


def _cell(
    cell: _Cell, text: str, size: float, alignment: WD_ALIGN_PARAGRAPH, *, bold: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.alignment = "Isi Tabel", alignment
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold


def fill(cell: _Cell, lines: Sequence[tuple[str, bool]]) -> None:
    """Put several lines into a cell."""
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)
        paragraph.style = "Isi Tabel"
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(9), bold


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", HEAD_FILL)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)
    cell.vertical_alignment = MIDDLE


def _padding(table: Table) -> None:
    """Keep the text of cells off the lines above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "28")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def height(row: _Row, millimetres: float) -> None:
    """Make a row at least so high."""
    row.height, row.height_rule = Mm(millimetres), WD_ROW_HEIGHT_RULE.AT_LEAST


def _property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
