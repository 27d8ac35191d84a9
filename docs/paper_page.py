"""The page that Loket's own paper templates share: letterhead, styles, footer, signature."""

from __future__ import annotations

from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Header
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

FONT = "Arial"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
BLACK = RGBColor(0, 0, 0)


def paper(
    *, first_page_only: bool, footer: str, wide: bool = False, numbered: bool = True
) -> DocxDocument:
    """Give an empty paper: A4 with letterhead, footer and the styles of all papers."""
    document = Document()
    document.core_properties.author = "Loket"
    document.core_properties.comments = ""
    document.core_properties.created = datetime(2026, 1, 1, tzinfo=UTC)
    document.core_properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(17)
    section.top_margin, section.bottom_margin = Mm(16), Mm(16)
    section.header_distance, section.footer_distance = Mm(10), Mm(8)
    _styles(document)
    section.different_first_page_header_footer = first_page_only
    letterhead = section.first_page_header if first_page_only else section.header
    _letterhead(letterhead, 260 if wide else 173)
    for place in (section.footer, *([section.first_page_footer] if first_page_only else [])):
        _footer(place.paragraphs[0], footer, 260 if wide else 173, numbered=numbered)
    return document


def _styles(document: DocxDocument) -> None:
    """Set the styles by which an office restyles everything at once."""
    normal = document.styles["Normal"]
    _font(normal, 10)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.1
    for name, size, before, after in (("Heading 1", 11.5, 10, 4), ("Heading 2", 10.5, 7, 3)):
        style = document.styles[name]
        _font(style, size, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        style.paragraph_format.keep_with_next = True
    title = document.styles["Title"]
    _font(title, 13, bold=True)
    title.paragraph_format.alignment = CENTRE
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(0)
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    for name in ("List Number", "List Bullet"):
        document.styles[name].paragraph_format.space_after = Pt(2)
    note = document.styles.add_style("Keterangan", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = normal
    _font(note, 8.5)
    note.font.italic = True
    cell = document.styles.add_style("Isi Tabel", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1.0


def _font(style: ParagraphStyle, size: float, *, bold: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(kind), None)


def _letterhead(header: _Header, width: float) -> None:
    """Put the office's letterhead in a header, with a double line below."""
    header.is_linked_to_previous = False
    table = header.add_table(1, 2, Mm(width))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for number, wide in enumerate((24, width - 24)):
        table.columns[number].width = table.rows[0].cells[number].width = Mm(wide)
    logo, words = table.rows[0].cells
    logo.paragraphs[0].add_run("{% if kop.logo %}{{ kop.logo }}{% endif %}")
    logo.paragraphs[0].style = "Isi Tabel"
    for number, (line, size, bold) in enumerate(
        (("{{ kop.pemerintah }}", 12, False), ("{{ kop.instansi }}", 14, True))
    ):
        paragraph = words.paragraphs[0] if not number else words.add_paragraph()
        _letterhead_line(paragraph, line, size, bold=bold)
    for tag in ("kop.alamat", "kop.kontak"):
        _letterhead_line(words.add_paragraph(), f"{{%p if {tag} %}}", 9, bold=False)
        _letterhead_line(words.add_paragraph(), f"{{{{ {tag} }}}}", 9, bold=False)
        _letterhead_line(words.add_paragraph(), "{%p endif %}", 9, bold=False)
    rule = header.add_paragraph()
    rule.style = "Isi Tabel"
    rule.paragraph_format.space_after = Pt(6)
    _border(rule, "top", "thinThickSmallGap", 18)
    first = header.paragraphs[0]
    first._p.getparent().remove(first._p)


def _letterhead_line(paragraph: Paragraph, text: str, size: float, *, bold: bool) -> None:
    paragraph.style = "Isi Tabel"
    paragraph.alignment = CENTRE
    # Centred on the page, not on what the logo leaves of it.
    paragraph.paragraph_format.right_indent = Mm(24)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold


def _footer(paragraph: Paragraph, text: str, width: float, *, numbered: bool) -> None:
    paragraph.style = "Keterangan"
    if not numbered:
        paragraph.add_run(text)
        return
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{text}\tHalaman ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" dari ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, code), ("separate", None), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _border(paragraph: Paragraph, side: str, kind: str, size: int) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (
        ("w:val", kind),
        ("w:sz", f"{size}"),
        ("w:space", "1"),
        ("w:color", "000000"),
    ):
        line.set(qn(name), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def signature(document: DocxDocument, *, wide: bool = False, dated: bool = True) -> None:
    """Add the signature block at the right, in one piece."""
    lines = (
        *(("{{ ttd.tempat }}, {{ ttd.tanggal }}",) if dated else ()),
        "{{ ttd.jabatan }},",
        "", "", "",
        "{% if ttd.nama %}{{ ttd.nama }}{% else %}........................................{% endif %}",
        "{% if ttd.pangkat %}{{ ttd.pangkat }}{% endif %}",
        "NIP {% if ttd.nip %}{{ ttd.nip }}{% else %}....................................{% endif %}",
    )  # fmt: skip
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph(style="Isi Tabel")
        paragraph.paragraph_format.left_indent = Mm(175 if wide else 100)
        paragraph.paragraph_format.keep_with_next = number < len(lines) - 1
        if not number:
            paragraph.paragraph_format.space_before = Pt(14)
        run = paragraph.add_run(line)
        run.font.bold = "ttd.nama" in line
