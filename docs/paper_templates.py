"""Makes Loket's own paper templates anew: ``python docs/paper_templates.py``.

What papers say besides figures stands here, and which tag is filled in where; offices restyle and
reword copies of them in Word.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as DocxDocument
from docx.shared import Mm
from paper_blocks import (
    CENTRE,
    LEFT,
    MIDDLE,
    RIGHT,
    bullets,
    centred,
    facts,
    fill,
    heading,
    height,
    minutes,
    only_if,
    paragraph_of,
    picture,
    table_of,
    tag,
    title,
    unsur_rows,
)
from paper_page import paper, signature
from paper_periods import satisfaction_report, show_report
from paper_public import feedback_posters, invitation_letters

TEMPLATES = Path(__file__).parents[1] / "pipeline" / "papers" / "templates"


def main() -> None:
    """Write every template."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for name, document in templates().items():
        (TEMPLATES / f"{name}.docx").write_bytes(content_of(document))
        sys.stdout.write(f"{name}.docx\n")


def templates() -> dict[str, DocxDocument]:
    """Give every template by the name of its file."""
    return {
        "laporan-mingguan": weekly_report(),
        "daftar-hadir": attendance_sheet(),
        "daftar-konsultan": consultant_list(),
        "laporan-skm": satisfaction_report(),
        "laporan-halo": show_report(),
        "surat-undangan": invitation_letters(),
        "poster-umpan-balik": feedback_posters(),
    }


def content_of(document: DocxDocument) -> bytes:
    """Give a document's bytes, the same ones each time."""
    raw, fixed = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as read, ZipFile(fixed, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            written.writestr(ZipInfo(name), read.read(name), ZIP_DEFLATED)
    return fixed.getvalue()


def weekly_report() -> DocxDocument:
    """Give the week for the office's leadership, two to four pages."""
    document = paper(first_page_only=True, footer="Laporan Mingguan Clean & Clear {{ minggu }}")
    title(document, "LAPORAN MINGGUAN", "KLINIK KONSULTASI CLEAN & CLEAR")
    centred(document, "Minggu {{ minggu }} · {{ rentang }} · {{ keadaan }}")
    heading(document, "A. Ringkasan")
    paragraph_of(document, "{{ ringkasan }}")
    table_of(
        document,
        "angka",
        [
            ("Uraian", "uraian", 79, LEFT),
            ("Minggu ini", "nilai", 30, RIGHT),
            ("Rata-rata 4 minggu", "rata", 34, RIGHT),
            ("Selisih", "selisih", 30, RIGHT),
        ],
    )
    only_if(
        document,
        "grafik.minggu",
        lambda: picture(document, "grafik.minggu", "Kehadiran per minggu"),
    )
    heading(document, "B. Pelaksanaan Layanan")
    table_of(
        document,
        "hari",
        [
            ("Hari", "hari", 24, LEFT),
            ("Tanggal", "tanggal", 25, LEFT),
            ("Layanan", "layanan", 26, LEFT),
            ("Kapasitas", "tersedia", 26, RIGHT),
            ("Terjadwal", "terjadwal", 24, RIGHT),
            ("Hadir", "hadir", 20, RIGHT),
            ("Keterisian", "isi", 28, RIGHT),
        ],
    )
    only_if(document, "grafik.hari", lambda: picture(document, "grafik.hari", "Sesi per hari"))
    table_of(
        document,
        "layanan",
        [
            ("Layanan", "layanan", 34, LEFT),
            ("Terdaftar", "terdaftar", 20, RIGHT),
            ("Terjadwal", "terjadwal", 20, RIGHT),
            ("Hadir", "hadir", 18, RIGHT),
            ("Tidak hadir", "tidak_hadir", 22, RIGHT),
            ("Daftar tunggu", "tunggu", 22, RIGHT),
            ("Umpan balik", "umpan_balik", 20, RIGHT),
            ("IKM", "ikm", 17, RIGHT),
        ],
    )
    heading(document, "C. Permintaan per Bidang dan Beban Konsultan")
    only_if(
        document,
        "grafik.bidang",
        lambda: picture(document, "grafik.bidang", "Permintaan per bidang"),
    )
    table_of(
        document,
        "konsultan",
        [
            ("Konsultan", "konsultan", 59, LEFT),
            ("Layanan", "layanan", 26, LEFT),
            ("Sesi tersedia", "tersedia", 24, RIGHT),
            ("Terjadwal", "terjadwal", 22, RIGHT),
            ("Hadir", "hadir", 18, RIGHT),
            ("Keterisian", "isi", 24, RIGHT),
        ],
    )
    heading(document, "D. Survei Kepuasan Masyarakat (SKM)")
    paragraph_of(
        document,
        "{% if grafik.unsur %}Nilai IKM {{ ikm }}, mutu pelayanan {{ mutu }}. Unsur terendah: "
        "{{ terendah }}. {% else %}Belum ada umpan balik yang menilai unsur pelayanan. {% endif %}"
        "Keterangan: {{ catatan }}.",
        leads=True,
    )
    only_if(document, "grafik.unsur", lambda: unsur_rows(document))
    only_if(
        document,
        "grafik.unsur",
        lambda: picture(
            document, "grafik.unsur", "Nilai per unsur (NRR × 25) dan batas bawah mutu A, B, C"
        ),
    )
    heading(document, "E. Saran dan Masukan")
    bullets(
        document, "saran", "{{ x.saran }} ({{ x.layanan }})", "Tidak ada saran tertulis minggu ini."
    )
    heading(document, "F. Hasil Evaluasi")
    minutes(document)
    signature(document)
    return document


def attendance_sheet() -> DocxDocument:
    """Give a page for each day and service, with room to sign."""
    document = paper(first_page_only=False, footer="Daftar Hadir Clean & Clear {{ minggu }}")
    tag(document, "{%p for s in sesi %}")
    title(document, "DAFTAR HADIR", "KLINIK KONSULTASI CLEAN & CLEAR", new_page=True)
    facts(
        document,
        [("Hari, tanggal", "{{ s.hari }}"), ("Layanan", "{{ s.layanan }}, {{ s.jam }}"),
         ("Tempat", "{{ tempat }}")],
    )  # fmt: skip
    table = table_of(
        document,
        "s.klien",
        [
            ("No", "no", 9, CENTRE),
            ("Jam", "jam", 13, CENTRE),
            ("Nama", "nama", 42, LEFT),
            ("Koperasi/Usaha", "usaha", 40, LEFT),
            ("Konsultan", "konsultan", 30, LEFT),
            ("Tanda tangan", "", 39, LEFT),
        ],
        size=9,
        long=True,
    )
    row = table.rows[2]
    height(row, 11.5)
    for cell in row.cells[:-1]:
        cell.vertical_alignment = MIDDLE
    # Every other number stands to the right, so that signatures have twice the height.
    fill(row.cells[-1], [("{% if loop.index is even %}\t{% endif %}{{ x.no }}.", False)])
    row.cells[-1].paragraphs[0].paragraph_format.tab_stops.add_tab_stop(Mm(18))
    paragraph_of(document, "Petugas: ........................................", style="Isi Tabel")
    tag(document, "{%p endfor %}")
    return document


def consultant_list() -> DocxDocument:
    """Give a page for each consultant and day, with room for notes."""
    document = paper(
        first_page_only=False,
        footer="Daftar Konsultasi {{ minggu }} – hanya untuk konsultan yang bersangkutan",
    )
    tag(document, "{%p for d in daftar %}")
    title(document, "DAFTAR KONSULTASI", "{{ d.konsultan }}", new_page=True)
    centred(document, "{{ d.hari }} · {{ tempat }}")
    table = table_of(
        document,
        "d.klien",
        [
            ("Jam", "", 26, LEFT),
            ("Klien dan permasalahan", "", 79, LEFT),
            ("Catatan konsultan", "", 68, LEFT),
        ],
        size=9,
        long=True,
    )
    row = table.rows[2]
    height(row, 32)
    fill(row.cells[0], [("{{ x.jam }}", True), ("{{ x.layanan }}", False)])
    fill(row.cells[1], [
        ("{{ x.nama }}", True),
        ("{% if x.usaha %}{{ x.usaha }} · {% endif %}{{ x.bidang }}", False),
        ("{{ x.uraian }}", False),
    ])  # fmt: skip
    paragraph_of(
        document,
        "Mohon daftar ini dikembalikan kepada petugas setelah layanan selesai: isinya data pribadi klien.",
        style="Keterangan",
    )
    tag(document, "{%p endfor %}")
    return document


if __name__ == "__main__":
    main()
