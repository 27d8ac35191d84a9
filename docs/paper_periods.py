"""What the reports on a period say: the satisfaction survey (SKM), and HALO KOP-UKM."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from paper_blocks import (
    CENTRE,
    LEFT,
    RIGHT,
    bullets,
    centred,
    fill,
    heading,
    minutes,
    only_if,
    paragraph_of,
    picture,
    table_of,
    title,
    unsur_rows,
)
from paper_page import paper, signature


def satisfaction_report() -> DocxDocument:
    """Give the survey of a period, in the chapters of the regulation's practice."""
    document = paper(
        first_page_only=True, footer="Laporan Survei Kepuasan Masyarakat {{ periode }}"
    )
    title(document, "LAPORAN SURVEI KEPUASAN MASYARAKAT", "KLINIK KONSULTASI CLEAN & CLEAR")
    centred(document, "{{ kantor }} · {{ periode }} · {{ keadaan }}")
    heading(document, "BAB I  PENDAHULUAN")
    heading(document, "1.1 Latar Belakang", level=2)
    paragraph_of(
        document,
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik mewajibkan setiap penyelenggara pelayanan publik untuk melakukan penilaian kinerja secara berkala, antara lain melalui survei kepada masyarakat pengguna layanan. {{ kantor }} menyelenggarakan klinik konsultasi gratis Clean & Clear bagi pengurus dan anggota koperasi, pelaku UKM, serta masyarakat umum, dan mengukur kepuasan kliennya dengan Survei Kepuasan Masyarakat (SKM).",
    )
    heading(document, "1.2 Dasar Hukum", level=2)
    for law in (
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
        "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik;",
        "SOP Pencatatan dan Pelaporan Hasil Inovasi Clean & Clear.",
    ):
        document.add_paragraph(law, style="List Number")
    heading(document, "1.3 Maksud dan Tujuan", level=2)
    paragraph_of(
        document,
        "Survei ini bermaksud mengetahui tingkat kepuasan klien terhadap layanan konsultasi pada {{ periode }}, sebagai bahan untuk menetapkan perbaikan layanan dan untuk mengikuti perkembangannya dari waktu ke waktu.",
    )
    heading(document, "BAB II  METODOLOGI")
    heading(document, "2.1 Pelaksana dan Waktu", level=2)
    paragraph_of(
        document,
        "Survei dilaksanakan oleh {{ kantor }} atas layanan yang diberikan pada {{ rentang }} di {{ tempat }}.",
    )
    heading(document, "2.2 Metode dan Instrumen", level=2)
    paragraph_of(
        document,
        "Klien mengisi kuesioner secara mandiri melalui Google Form setelah konsultasi; isian pada kertas dimasukkan oleh petugas. Kuesioner memuat sembilan unsur menurut PermenPANRB Nomor 14 Tahun 2017, masing-masing dengan empat pilihan jawaban bernilai 1 sampai 4 (Lampiran 1).",
    )
    heading(document, "2.3 Responden dan Sampel", level=2)
    paragraph_of(
        document,
        "Pada periode ini {{ hadir }} klien tercatat hadir. Menurut tabel Krejcie dan Morgan dibutuhkan sedikitnya {{ sampel_minimal }} responden; terkumpul {{ umpan_balik }} umpan balik, {{ responden }} di antaranya menilai unsur pelayanan, sehingga jumlah sampel {{ sampel_cukup }}.",
    )
    heading(document, "2.4 Pengolahan Data", level=2)
    paragraph_of(
        document,
        "Nilai rata-rata (NRR) setiap unsur adalah jumlah nilai dibagi banyaknya jawaban yang terisi. NRR tertimbang adalah NRR dikalikan bobot {{ bobot }}. IKM adalah jumlah NRR tertimbang dikalikan 25, dibulatkan sekali pada akhir perhitungan. Mutu pelayanan: A (Sangat baik) 88,31–100,00; B (Baik) 76,61–88,30; C (Kurang baik) 65,00–76,60; D (Tidak baik) 25,00–64,99.",
    )
    heading(document, "BAB III  HASIL PENGOLAHAN DATA")
    heading(document, "3.1 Profil Responden", level=2)
    paragraph_of(
        document,
        "Sel yang berisi kurang dari lima orang disamarkan (<5) agar tidak menunjuk seseorang. Angka yang akan membocorkannya lewat pengurangan ditulis sebagai batas bawah, misalnya ≥85.",
        style="Keterangan",
        leads=True,
    )
    table_of(
        document, "profil",
        [("Karakteristik", "pertanyaan", 63, LEFT), ("Jawaban", "jawaban", 75, LEFT), ("Jumlah", "jumlah", 35, RIGHT)],
    )  # fmt: skip
    heading(document, "3.2 Indeks Kepuasan Masyarakat", level=2)
    paragraph_of(
        document, "IKM {{ periode }} adalah {{ ikm }} dengan mutu pelayanan {{ mutu }}.", leads=True
    )
    table_of(
        document, "layanan",
        [("Layanan", "layanan", 30, LEFT), ("Responden", "responden", 25, RIGHT), ("IKM", "ikm", 22, RIGHT),
         ("Mutu", "mutu", 40, LEFT), ("Unsur terendah", "terendah", 56, LEFT)],
    )  # fmt: skip
    heading(document, "3.3 Nilai per Unsur", level=2)
    unsur_rows(document)
    only_if(
        document,
        "grafik.unsur",
        lambda: picture(
            document, "grafik.unsur", "Nilai per unsur (NRR × 25) dan batas bawah mutu A, B, C"
        ),
    )
    heading(document, "BAB IV  ANALISIS DAN RENCANA TINDAK LANJUT")
    heading(document, "4.1 Analisis", level=2)
    paragraph_of(
        document,
        "Unsur dengan nilai terendah: {% for x in rencana %}{{ x.unsur }} ({{ x.nrr }}){% if not loop.last %}, {% endif %}{% endfor %}. Unsur dengan nilai tertinggi: {% for x in keunggulan %}{{ x.unsur }} ({{ x.nrr }}){% if not loop.last %}, {% endif %}{% endfor %}.",
    )
    heading(document, "4.2 Rencana Tindak Lanjut", level=2)
    paragraph_of(
        document,
        "Usulan berikut dibahas dalam rapat evaluasi; waktu dan penanggung jawab diisi sesuai keputusan rapat.",
        style="Keterangan",
        leads=True,
    )
    table_of(
        document, "rencana",
        [("No", "no", 10, CENTRE), ("Unsur", "unsur", 42, LEFT), ("NRR", "nrr", 16, RIGHT),
         ("Usulan tindak lanjut", "usulan", 62, LEFT), ("Waktu", "", 18, LEFT), ("Penanggung jawab", "", 25, LEFT)],
    )  # fmt: skip
    heading(document, "4.3 Tren Nilai SKM", level=2)
    table_of(
        document, "tren",
        [("Periode", "periode", 63, LEFT), ("Responden", "responden", 30, RIGHT), ("IKM", "ikm", 30, RIGHT), ("Mutu", "mutu", 50, LEFT)],
    )  # fmt: skip
    only_if(document, "grafik.tren", lambda: picture(document, "grafik.tren", "IKM per bulan"))
    heading(document, "4.4 Tindak Lanjut Periode Sebelumnya", level=2)
    only_if(document, "lanjutan", lambda: table_of(
        document, "lanjutan",
        [("Minggu", "minggu", 24, LEFT), ("Keputusan evaluasi", "keputusan", 72, LEFT),
         ("Penanggung jawab", "penanggung_jawab", 32, LEFT), ("Tenggat", "tenggat", 25, LEFT), ("Status", "status", 20, LEFT)],
        long=True,
    ), otherwise="Tidak ada keputusan evaluasi yang dicatat pada {{ sebelumnya }}.")  # fmt: skip
    heading(document, "BAB V  KESIMPULAN")
    paragraph_of(
        document,
        "Kinerja pelayanan klinik konsultasi Clean & Clear pada {{ periode }} bernilai IKM {{ ikm }} dengan mutu {{ mutu }}. Perbaikan diutamakan pada unsur {{ terendah }}, menurut rencana tindak lanjut pada Bab IV. Hasil survei ini dipublikasikan kepada masyarakat.",
        leads=True,
    )
    signature(document)
    heading(document, "Lampiran 1  Kuesioner")
    table_of(
        document, "kuesioner",
        [("Unsur", "kode", 15, LEFT), ("Pertanyaan", "pertanyaan", 85, LEFT), ("Nilai dan jawaban", "jawaban", 73, LEFT)],
        size=8.5,
    )  # fmt: skip
    heading(document, "Lampiran 2  Saran dan Masukan")
    paragraph_of(
        document,
        "Lampiran ini untuk keperluan intern: lepaskan sebelum laporan diumumkan.",
        style="Keterangan",
        leads=True,
    )
    bullets(document, "saran", "{{ x }}", "Tidak ada saran tertulis pada periode ini.")
    return document


def show_report() -> DocxDocument:
    """Give a month of HALO KOP-UKM, on its side for the table of episodes."""
    document = paper(first_page_only=True, footer="Laporan HALO KOP-UKM {{ periode }}", wide=True)
    title(document, "LAPORAN BULANAN HALO KOP-UKM", "{{ periode }}")
    heading(document, "A. Ringkasan")
    paragraph_of(document, "{{ ringkasan }}")
    heading(document, "B. Siaran")
    table_of(
        document,
        "siaran",
        [
            ("Tanggal", "tanggal", 21, LEFT),
            ("Narasumber dan koperasi/UKM", "", 46, LEFT),
            ("Topik", "topik", 42, LEFT),
            ("Penonton", "penonton", 19, RIGHT),
            ("Perubahan", "perubahan", 20, RIGHT),
            ("Rata-rata 4 siaran", "rata", 20, RIGHT),
            ("Interaksi", "interaksi", 19, RIGHT),
            ("Tanya/ dijawab", "", 18, RIGHT),
            ("Umpan balik", "umpan_balik", 16, RIGHT),
            ("Status", "status", 32, LEFT),
        ],
        size=8.5,
    )
    row = document.tables[-1].rows[2]
    fill(row.cells[1], [("{{ x.narasumber }}", False), ("{{ x.usaha }}", False)])
    fill(row.cells[7], [("{{ x.tanya }}/{{ x.dijawab }}", False)])
    row.cells[7].paragraphs[0].alignment = RIGHT
    only_if(
        document,
        "grafik.penonton",
        lambda: picture(document, "grafik.penonton", "Total penonton per siaran"),
    )
    heading(document, "C. Pertanyaan Penonton")
    only_if(document, "tanya", lambda: table_of(
        document, "tanya",
        [("Tanggal", "tanggal", 22, LEFT), ("Kategori", "kategori", 40, LEFT),
         ("Pertanyaan", "pertanyaan", 95, LEFT), ("Jawaban", "jawaban", 95, LEFT)],
        size=8.5, long=True,
    ), otherwise="Tidak ada pertanyaan yang dicatat pada periode ini.")  # fmt: skip
    heading(document, "D. Umpan Balik")
    table_of(
        document, "pendapat",
        [("Dari", "peran", 60, LEFT), ("Jumlah", "jumlah", 35, RIGHT),
         ("Kepuasan (1–4)", "kepuasan", 40, RIGHT), ("Manfaat (1–4)", "manfaat", 40, RIGHT)],
    )  # fmt: skip
    bullets(document, "saran", "{{ x }}", "Tidak ada saran tertulis pada periode ini.")
    heading(document, "E. Hasil Evaluasi")
    minutes(document)
    signature(document, wide=True)
    return document
