"""The papers for people outside the office: letters that invite, and posters for the hall."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from paper_blocks import CENTRE, LEFT, MIDDLE, only_if, paragraph_of, table_of, tag
from paper_page import paper, signature

_LETTER = 11


def invitation_letters() -> DocxDocument:
    """Give an official letter of one page for each party, ready to be numbered and signed."""
    document = paper(
        first_page_only=False,
        footer="Kode undangan ini untuk Bapak/Ibu sendiri, mohon tidak disebarkan.",
        numbered=False,
    )
    document.styles["Normal"].font.size = Pt(_LETTER)
    tag(document, "{%p for s in surat %}")
    date = document.add_paragraph("{{ ttd.tempat }}, {{ ttd.tanggal }}")
    date.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    date.paragraph_format.page_break_before = True
    _lines(
        document,
        [
            ("Nomor", "........./........./{{ tahun }}"),
            ("Sifat", "Biasa"),
            ("Lampiran", "–"),
            ("Hal", "Undangan Klinik Konsultasi Clean & Clear"),
        ],
    )
    for line, bold in (("{{ s.kepada }}", True), ("{{ s.usaha }}", False), ("di Tempat", False)):
        if "usaha" in line:
            tag(document, "{%p if s.usaha %}")
        document.add_paragraph(style="Isi Tabel").add_run(line).font.bold = bold
        if "usaha" in line:
            tag(document, "{%p endif %}")
    _space(document, 8)
    paragraph_of(document, "Dengan hormat,")
    paragraph_of(
        document,
        "Dalam rangka memberikan kemudahan informasi, konsultasi, dan bimbingan bagi koperasi serta usaha kecil dan menengah, {{ kantor }} menyelenggarakan klinik konsultasi Clean & Clear bersama para ahli dan praktisi, tanpa dipungut biaya. Sehubungan dengan hal tersebut, kami mengundang Bapak/Ibu untuk berkonsultasi pada:",
        leads=True,
    )
    table_of(
        document,
        "s.kunjungan",
        [
            ("Layanan", "layanan", 30, LEFT),
            ("Hari, tanggal", "hari", 98, LEFT),
            ("Waktu", "jam", 40, LEFT),
        ],
        size=10,
    )
    paragraph_of(
        document,
        "bertempat di {{ tempat }}. Satu sesi berlangsung paling lama {{ menit }} menit. Mohon Bapak/Ibu mendaftar dengan memindai kode di bawah ini atau membuka alamat di sebelahnya, lalu memilih hari dan bidang konsultasi. Kode undangan sudah terisi dan berlaku untuk satu pendaftaran.",
    )
    _code(document)
    only_if(
        document,
        "batas",
        lambda: paragraph_of(
            document,
            "Tempat bagi undangan kami sediakan sampai dengan {{ batas }}; setelah itu tempat yang belum terisi dibuka untuk umum.",
        ),
    )
    paragraph_of(
        document,
        "Demikian undangan ini kami sampaikan. Atas perhatian dan kehadiran Bapak/Ibu, kami ucapkan terima kasih.",
    )
    signature(document, dated=False)
    tag(document, "{%p endfor %}")
    return document


def _code(document: DocxDocument) -> None:
    """Add the QR code, with the code in words and the address beside it."""
    table = document.add_table(1, 2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for number, width in enumerate((38, 130)):
        table.columns[number].width = table.rows[0].cells[number].width = Mm(width)
    picture, words = table.rows[0].cells
    picture.paragraphs[0].add_run("{{ s.qr }}")
    words.vertical_alignment = MIDDLE
    for number, (text, size, bold) in enumerate(
        (("Kode undangan", 10, False), ("{{ s.kode }}", 16, True), ("{{ s.alamat }}", 8, False))
    ):
        paragraph = words.paragraphs[0] if not number else words.add_paragraph()
        paragraph.style = "Isi Tabel"
        _run(paragraph, text, size, bold=bold)
    document.add_paragraph(style="Isi Tabel")


def feedback_posters() -> DocxDocument:
    """Give a page for each service, to be read from some metres away."""
    document = paper(first_page_only=False, footer="Umpan balik diisi tanpa nama.", numbered=False)
    tag(document, "{%p for p in poster %}")
    _centred(document, "Klinik Konsultasi Clean & Clear", 20, before=10).page_break_before = True
    _centred(document, "LAYANAN {{ p.layanan }}", 36, bold=True, before=4)
    _centred(document, "pukul {{ p.jam }}", 15)
    _centred(document, "Sudah selesai berkonsultasi?", 26, bold=True, before=20)
    _centred(document, "Beri penilaian Anda, hanya dua menit.", 17, before=2)
    _centred(document, "{{ p.qr }}", 10, before=6)
    for number, line in enumerate(
        (
            "Arahkan kamera ponsel ke kode ini, lalu ketuk alamat yang muncul.",
            "Isi tanggal konsultasi, jawab pertanyaannya, lalu kirim.",
        ),
        start=1,
    ):
        _centred(document, f"{number}. {line}", 15, before=4)
    _centred(document, "Tidak membawa ponsel? Petugas membantu Anda mengisinya.", 13, before=14)
    _centred(document, "Alamat tanpa kode (pilih sendiri layanannya):", 10, before=14)
    _centred(document, "{{ p.alamat }}", 10)
    tag(document, "{%p endfor %}")
    return document


def _lines(document: DocxDocument, facts: list[tuple[str, str]]) -> None:
    """Add the lines at the head of a letter, their values one below the other."""
    for name, value in facts:
        paragraph = document.add_paragraph(style="Isi Tabel")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(22))
        paragraph.add_run(f"{name}\t: {value}")
    _space(document, 10)


def _space(document: DocxDocument, points: float) -> None:
    document.paragraphs[-1].paragraph_format.space_after = Pt(points)


def _centred(
    document: DocxDocument, text: str, size: float, *, bold: bool = False, before: float = 0
) -> ParagraphFormat:
    paragraph = document.add_paragraph(style="Isi Tabel")
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    _run(paragraph, text, size, bold=bold)
    return paragraph.paragraph_format


def _run(paragraph: Paragraph, text: str, size: float, *, bold: bool) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
