"""A story of two weeks in November 2026: what people do, and what everybody sees after each pass.

Week 47 begins on Monday the 16th, week 48 on the 23rd. The office gives two of Monday's UKM places
to the public and keeps two for the invited. What is not named after a pass has not changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline import tabs
from tests.pipeline.two_weeks.teller import W47, W48, Teller, story_office
from transforms.evaluation.satisfaction_scale import UNSUR

UKM, KOPERASI = Service.SME, Service.COOPERATIVE
NIB, SAVINGS, TAX = "NIB/OSS", "Simpan pinjam", "Perpajakan"
BOOKS = "Akuntansi & laporan RAT"

CONSULTANTS = (
    ("Rina", "Akademisi", "UKM", NIB, "Ekspor", "Senin-Rabu", "13.00-15.00", "", True),
    ("Agus", "Praktisi", "UKM", "Ekspor", NIB, "Kamis", "13.00-14.00", "", True),
    ("Hadi", "Dekopinda", "Koperasi", SAVINGS, TAX, "Senin, Selasa", "09.00-10.00", "", True),
    ("Tuti", "Akuntan", "Koperasi", BOOKS, SAVINGS, "Senin, Selasa", "09.00-09.30", "", True),
)

ROOM = "Masih ada tempat: Selasa 17/11"
RESERVED = f"Sisa tempat 16/11 dicadangkan untuk undangan; {ROOM}"
CHANGED = "Berubah, beri tahu lagi"
NEWER = "Sebab: jawaban pendaftaran ulang dipakai"
SHUT = "Sebab: layanan tutup pada hari semula"
ILL = "Sebab: konsultan tidak tersedia lagi"
LOST = "Konsultan atau hari tidak tersedia lagi"
STRANGER = "Konsultan Rina tidak ada di tab Konsultan"
MERGED = "jawaban ini dipakai. Bila bukan ganda, pilih Bukan ganda"
YANTI_2 = f"Pendaftaran ulang dari Yanti, {MERGED}"
TONO_2 = f"Pendaftaran ulang dari Tono, {MERGED}"
SUSPECTED = (
    "Diduga ganda dengan Tono yang sudah diberitahu. Keputusan: Pakai yang baru "
    "(jawaban ini berlaku), Bukan ganda (keduanya dilayani), atau Abaikan"
)
USED = "Kode undangan sudah dipakai Lina"
YANTIS = "Memakai jawaban terbaru dari Yanti (2)"
TONOS = "Memakai jawaban terbaru dari Tono (2)"
DEDI = f"{USED}; Dialihkan ke 2026-W48"
NOBODY = f"Tidak ada konsultan bidang {TAX} pada tanggal yang dipilih"
RUDIS = f"{CHANGED}; {LOST}; {NOBODY}"
AT_DESK = "Datang langsung"
TOLD = {"Diberitahu": True}


def test_two_weeks(tmp_path: Path) -> None:
    with story_office(tmp_path, "2026-11-03T09:00", CONSULTANTS) as story:
        clients_register(story)
        the_schedule_is_drafted(story)
        invitations_go_out_late(story)
        clients_change_their_minds(story)
        the_reserve_is_released_and_the_week_frozen(story)
        a_holiday_is_declared(story)
        a_consultant_is_ill(story)
        the_free_place_is_given(story)
        attendance_and_feedback_come_in(story)
        a_consultant_gets_another_name(story)
        the_next_week_takes_its_turn(story)


def clients_register(story: Teller) -> None:
    story.staff_add(tabs.QUOTAS, ("Senin", "UKM", 2, 2, ""))
    story.at("Wed 4 Nov 00.05")
    story.after_a_pass(
        formulir="""
            dibuka
            Sen 09/11, Sel 10/11, Rab 11/11, Kam 12/11
            Sen 16/11, Sel 17/11, Rab 18/11, Kam 19/11, Jum 20/11
        """,
    )
    story.at("Wed 4 Nov 08.10")
    story.registers("Asep", UKM, NIB, "16/11")
    story.at("Wed 4 Nov 08.20")
    story.registers("Siti", UKM, NIB, "16/11")
    story.at("Wed 4 Nov 09.00")
    story.registers("Ujang", UKM, NIB, "16/11")
    story.at("Thu 5 Nov 09.00")
    story.registers("Cecep", KOPERASI, SAVINGS, "16/11")
    story.at("Thu 5 Nov 09.10")
    story.registers("Budi", KOPERASI, BOOKS, "16/11")
    story.at("Thu 5 Nov 09.20")
    story.registers("Euis", UKM, "Ekspor", "17/11")
    story.at("Thu 5 Nov 10.00")
    story.registers("Yanti", UKM, NIB, "17/11")
    story.at("Thu 5 Nov 11.00")
    story.registers("Tono", UKM, NIB, "17/11")
    story.at("Fri 6 Nov 09.00")
    story.registers("Neng", KOPERASI, TAX, "17/11", phone="14045")
    story.at("Fri 6 Nov 10.00")
    story.registers("Hasan", UKM, NIB, "16/11")
    story.at("Fri 6 Nov 11.00")
    story.registers("Rudi", KOPERASI, TAX, "16/11")


def the_schedule_is_drafted(story: Teller) -> None:
    # Monday's places for the public are full; nobody comes on Friday. Neng's number is none.
    story.at("Mon 9 Nov 08.00")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep  | Terjadwal     |
            Sen 16/11 | 09.00 | Tuti | Budi   | Terjadwal     |
            Sen 16/11 | 09.30 | Hadi | Rudi   | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep   | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti   | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis   | Terjadwal     |
            Sel 17/11 | 13.30 | Rina | Yanti  | Terjadwal     |
            Sel 17/11 | 14.00 | Rina | Tono   | Terjadwal     |
                      |       |      | Hasan  | Daftar Tunggu | {RESERVED}
                      |       |      | Ujang  | Daftar Tunggu | {RESERVED}
        """,
        daftar_tunggu=f"""
            2026-W47 | UKM | 1 | Ujang | {RESERVED}
            2026-W47 | UKM | 2 | Hasan | {RESERVED}
        """,
        pendaftaran="""
            W47 | Daftar Tunggu | Umum | Hasan, Ujang
            W47 | Terjadwal     | Umum | Asep, Budi, Cecep, Euis, Rudi, Siti, Tono, Yanti
        """,
        perlu_perbaikan="Neng | Nomor WhatsApp aktif | 14045 | Terbuka",
        formulir="""
            dibuka
            Sen 16/11, Sel 17/11, Rab 18/11, Kam 19/11
        """,
    )

    # Staff correct the number and tell the first clients; Cecep confirms. Yanti, whom nobody has
    # told yet, registers anew for other days.
    story.staff_mark(tabs.PROBLEMS, {"Neng": {"Koreksi": "0812-4747-9999"}})
    confirmed = {**TOLD, "Konfirmasi": "Dikonfirmasi"}
    story.staff_mark(W47, {"Asep": TOLD, "Tono": TOLD, "Cecep": confirmed})
    story.at("Mon 9 Nov 10.00")
    story.registers("Yanti", UKM, NIB, "18/11, 19/11")
    story.at("Mon 9 Nov 10.10")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep     | Dikonfirmasi  |
            Sen 16/11 | 09.00 | Tuti | Budi      | Terjadwal     |
            Sen 16/11 | 09.30 | Hadi | Rudi      | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep      | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti      | Terjadwal     |
            Sel 17/11 | 09.00 | Hadi | Neng      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis      | Terjadwal     |
            Sel 17/11 | 14.00 | Rina | Tono      | Terjadwal     |
            Rab 18/11 | 13.00 | Rina | Yanti     | Terjadwal     | {YANTIS}
                      |       |      | Hasan     | Daftar Tunggu | {RESERVED}
                      |       |      | Ujang     | Daftar Tunggu | {RESERVED}
                      |       |      | Yanti (2) | Diduga Ganda  | {YANTI_2}
        """,
        pendaftaran="""
            W47 | Daftar Tunggu | Umum | Hasan, Ujang
            W47 | Diduga Ganda  | Umum | Yanti (2)
            W47 | Dikonfirmasi  | Umum | Cecep
            W47 | Terjadwal     | Umum | Asep, Budi, Euis, Neng, Rudi, Siti, Tono, Yanti
        """,
        perlu_perbaikan="Neng | Nomor WhatsApp aktif | 14045 | Selesai",
    )


def invitations_go_out_late(story: Teller) -> None:
    # The schedule is published when Lina and Ahmad are invited. Lina gets a place of the reserve;
    # those who fit Ahmad are Cecep's, who has confirmed, and Rudi's, who has a place.
    story.at("Tue 10 Nov 14.00")
    story.staff_add(
        tabs.INVITATIONS,
        ("Lina", "Usaha Lina", "0812-9000-0001", "UKM", "UND-LINA", True),
        ("Ahmad", "Usaha Ahmad", "0812-9000-0002", "Koperasi", "UND-AHMAD", True),
    )
    story.at("Tue 10 Nov 15.00")
    story.registers("Lina", UKM, NIB, "16/11", invitation_code="und lina")
    story.at("Tue 10 Nov 15.30")
    story.registers("Ahmad", KOPERASI, TAX, "16/11", invitation_code="UND-AHMAD")
    story.at("Wed 11 Nov 00.05")
    held = f"Semua 2 sesi yang cocok terisi, 0 oleh pendaftar lebih dulu; {ROOM}"
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep     | Dikonfirmasi  |
            Sen 16/11 | 09.00 | Tuti | Budi      | Terjadwal     |
            Sen 16/11 | 09.30 | Hadi | Rudi      | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep      | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina      | Terjadwal     |
            Sel 17/11 | 09.00 | Hadi | Neng      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis      | Terjadwal     |
            Sel 17/11 | 14.00 | Rina | Tono      | Terjadwal     |
            Rab 18/11 | 13.00 | Rina | Yanti     | Terjadwal     | {YANTIS}
                      |       |      | Ahmad     | Daftar Tunggu | {held}
                      |       |      | Hasan     | Daftar Tunggu | {RESERVED}
                      |       |      | Ujang     | Daftar Tunggu | {RESERVED}
                      |       |      | Yanti (2) | Diduga Ganda  | {YANTI_2}
        """,
        daftar_tunggu=f"""
            2026-W47 | Koperasi | 1 | Ahmad | {held}
            2026-W47 | UKM      | 1 | Ujang | {RESERVED}
            2026-W47 | UKM      | 2 | Hasan | {RESERVED}
        """,
        pendaftaran="""
            W47 | Daftar Tunggu | Umum     | Hasan, Ujang
            W47 | Daftar Tunggu | Undangan | Ahmad
            W47 | Diduga Ganda  | Umum     | Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Neng, Rudi, Siti, Tono, Yanti
            W47 | Terjadwal     | Undangan | Lina
        """,
        formulir="""
            dibuka
            Sen 16/11, Sel 17/11, Rab 18/11, Kam 19/11
            Sen 23/11, Sel 24/11, Rab 25/11, Kam 26/11, Jum 27/11
        """,
    )

    # Lina has passed her code on to Dedi, who could come in either week. Siti cancels by phone,
    # Budi asks for Tuesday, and Tono, who was told of Tuesday, registers anew for Wednesday.
    story.at("Wed 11 Nov 09.00")
    story.registers("Dedi", UKM, NIB, "16/11, 23/11", invitation_code="UND-LINA")
    story.at("Wed 11 Nov 09.10")
    story.registers("Maya", UKM, NIB, "23/11, 24/11")
    story.at("Wed 11 Nov 09.20")
    story.registers("Wati", KOPERASI, SAVINGS, "23/11")
    story.at("Thu 12 Nov 08.30")
    story.registers("Tono", UKM, NIB, "18/11")
    story.staff_mark(W47, {"Siti": {"Konfirmasi": "Batal", "Catatan": "Anak sakit, coba Januari"}})
    story.staff_add(tabs.CHANGES, (story.code("Budi"), "Tanggal Bisa", "17/11/2026", "Nia"))
    story.at("Thu 12 Nov 09.00")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep      | Dikonfirmasi  |
            Sen 16/11 | 09.30 | Hadi | Rudi       | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal     |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Sel 17/11 | 14.00 | Rina | Tono       | Terjadwal     |
            Rab 18/11 | 13.00 | Rina | Yanti      | Terjadwal     | {YANTIS}
                      |       |      | Ahmad      | Daftar Tunggu | {held}
                      |       |      | Dedi       | Daftar Tunggu | {RESERVED}; {USED}
                      |       |      | Hasan      | Daftar Tunggu | {RESERVED}
                      |       |      | Tono (2)   | Diduga Ganda  | {SUSPECTED}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        jadwal_w48="""
            | | | Maya | Terdaftar |
            | | | Wati | Terdaftar |
        """,
        daftar_tunggu=f"""
            2026-W47 | Koperasi | 1 | Ahmad | {held}
            2026-W47 | UKM      | 1 | Hasan | {RESERVED}
            2026-W47 | UKM      | 2 | Dedi  | {RESERVED}; {USED}
        """,
        pendaftaran="""
            W47 | Batal         | Umum     | Siti
            W47 | Daftar Tunggu | Umum     | Dedi, Hasan
            W47 | Daftar Tunggu | Undangan | Ahmad
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Neng, Rudi, Tono, Ujang, Yanti
            W47 | Terjadwal     | Undangan | Lina
            W48 | Terdaftar     | Umum     | Maya, Wati
        """,
    )


def clients_change_their_minds(story: Teller) -> None:
    # Staff let Tono's newer answers count; Ahmad, asked by phone, takes the room on Tuesday.
    story.at("Thu 12 Nov 15.00")
    story.staff_mark(tabs.REGISTRATIONS, {"Tono (2)": {"Keputusan": "Pakai yang baru"}})
    story.staff_add(tabs.CHANGES, (story.code("Ahmad"), "Tanggal Bisa", "17/11/2026", "Nia"))
    story.at("Thu 12 Nov 15.10")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep      | Dikonfirmasi  |
            Sen 16/11 | 09.30 | Hadi | Rudi       | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal     |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Rab 18/11 | 13.00 | Rina | Yanti      | Terjadwal     | {YANTIS}
            Rab 18/11 | 13.30 | Rina | Tono       | Terjadwal     | {CHANGED}; {NEWER}; {TONOS}
                      |       |      | Dedi       | Daftar Tunggu | {RESERVED}; {USED}
                      |       |      | Hasan      | Daftar Tunggu | {RESERVED}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        daftar_tunggu=f"""
            2026-W47 | UKM | 1 | Hasan | {RESERVED}
            2026-W47 | UKM | 2 | Dedi  | {RESERVED}; {USED}
        """,
        pendaftaran="""
            W47 | Batal         | Umum     | Siti
            W47 | Daftar Tunggu | Umum     | Dedi, Hasan
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Neng, Rudi, Tono, Ujang, Yanti
            W47 | Terjadwal     | Undangan | Ahmad, Lina
            W48 | Terdaftar     | Umum     | Maya, Wati
        """,
    )


def the_reserve_is_released_and_the_week_frozen(story: Teller) -> None:
    # The place that no invited client has taken goes to Hasan, who waited before Dedi.
    story.at("Fri 13 Nov 00.05")
    held = f"Semua sesi yang cocok dipegang 4 pendaftar lebih dulu; {ROOM}"
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep      | Dikonfirmasi  |
            Sen 16/11 | 09.30 | Hadi | Rudi       | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal     |
            Sen 16/11 | 14.30 | Rina | Hasan      | Terjadwal     |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Rab 18/11 | 13.00 | Rina | Yanti      | Terjadwal     | {YANTIS}
            Rab 18/11 | 13.30 | Rina | Tono       | Terjadwal     | {CHANGED}; {NEWER}; {TONOS}
                      |       |      | Dedi       | Daftar Tunggu | {held}; {USED}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        daftar_tunggu=f"2026-W47 | UKM | 1 | Dedi | {held}; {USED}",
        pendaftaran="""
            W47 | Batal         | Umum     | Siti
            W47 | Daftar Tunggu | Umum     | Dedi
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Hasan, Neng, Rudi, Tono, Ujang, Yanti
            W47 | Terjadwal     | Undangan | Ahmad, Lina
            W48 | Terdaftar     | Umum     | Maya, Wati
        """,
    )

    # The week is frozen; Dedi goes on to the next one, which holds a date of his.
    story.at("Fri 13 Nov 12.05")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep      | Dikonfirmasi |
            Sen 16/11 | 09.30 | Hadi | Rudi       | Terjadwal    |
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal    |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal        |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal    |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal    |
            Sen 16/11 | 14.30 | Rina | Hasan      | Terjadwal    |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal    |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal    |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal    |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal    |
            Rab 18/11 | 13.00 | Rina | Yanti      | Terjadwal    | {YANTIS}
            Rab 18/11 | 13.30 | Rina | Tono       | Terjadwal    | {CHANGED}; {NEWER}; {TONOS}
                      |       |      | Dedi       | Dialihkan    | {DEDI}
                      |       |      | Tono (2)   | Diduga Ganda | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda | {YANTI_2}
        """,
        jadwal_w48=f"""
            | | | Dedi | Terdaftar | {USED}
            | | | Maya | Terdaftar |
            | | | Wati | Terdaftar |
        """,
        daftar_tunggu="",
        pendaftaran="""
            W47 | Batal        | Umum     | Siti
            W47 | Diduga Ganda | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi | Umum     | Cecep
            W47 | Terjadwal    | Umum     | Asep, Budi, Euis, Hasan, Neng, Rudi, Tono, Ujang, Yanti
            W47 | Terjadwal    | Undangan | Ahmad, Lina
            W48 | Terdaftar    | Umum     | Dedi, Maya, Wati
        """,
        formulir="""
            dibuka
            Sen 23/11, Sel 24/11, Rab 25/11, Kam 26/11, Jum 27/11
        """,
    )


def a_holiday_is_declared(story: Teller) -> None:
    # Staff tell the others. Somebody deletes Loket's database; nobody will see that.
    told = ("Ahmad", "Budi", "Euis", "Hasan", "Lina", "Neng", "Rudi", "Ujang", "Yanti")
    story.staff_mark(W47, dict.fromkeys(told, TOLD))
    story.office.settings.path(story.office.settings.sync.ledger).unlink()

    # Wednesday becomes a holiday. Yanti, who could also come on Thursday, moves; Tono waits.
    story.staff_add(tabs.CLOSURES, (date(2026, 11, 18), "Pilkades", ""))
    story.at("Fri 13 Nov 14.10")
    waits = f"Tidak ada konsultan bidang {NIB} pada tanggal yang dipilih; {ROOM}; {TONOS}"
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep      | Dikonfirmasi  |
            Sen 16/11 | 09.30 | Hadi | Rudi       | Terjadwal     |
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal     |
            Sen 16/11 | 14.30 | Rina | Hasan      | Terjadwal     |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Kam 19/11 | 13.00 | Agus | Yanti      | Terjadwal     | {CHANGED}; {SHUT}; {YANTIS}
                      |       |      | Dedi       | Dialihkan     | {DEDI}
                      |       |      | Tono       | Daftar Tunggu | {CHANGED}; {LOST}; {waits}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        daftar_tunggu=f"2026-W47 | UKM | 1 | Tono   | {CHANGED}; {LOST}; {waits}",
        pendaftaran="""
            W47 | Batal         | Umum     | Siti
            W47 | Daftar Tunggu | Umum     | Tono
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Hasan, Neng, Rudi, Ujang, Yanti
            W47 | Terjadwal     | Undangan | Ahmad, Lina
            W48 | Terdaftar     | Umum     | Dedi, Maya, Wati
        """,
        log=f"2026-W47: {LOST} bagi Tono, Yanti",
    )

    # Tono agrees to Thursday as well. Both must be told anew: staff take the ticks away.
    thursday = {"Pindah Tanggal": date(2026, 11, 19), "Pindah Jam": "13.30"}
    untold: dict[str, object] = {"Diberitahu": False}
    moved = {**untold, **thursday, "Pindah Konsultan": "agus"}
    story.staff_mark(W47, {"Tono": moved, "Yanti": untold})
    story.at("Mon 16 Nov 00.05")
    again = f"{CHANGED} lalu centang Diberitahu"
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Hadi | Cecep      | Dikonfirmasi |
            Sen 16/11 | 09.30 | Hadi | Rudi       | Terjadwal    |
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal    |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal        |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal    |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal    |
            Sen 16/11 | 14.30 | Rina | Hasan      | Terjadwal    |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal    |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal    |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal    |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal    |
            Kam 19/11 | 13.00 | Agus | Yanti      | Terjadwal    | {again}; {SHUT}; {YANTIS}
            Kam 19/11 | 13.30 | Agus | Tono       | Terjadwal    | {again}; {TONOS}
                      |       |      | Dedi       | Dialihkan    | {DEDI}
                      |       |      | Tono (2)   | Diduga Ganda | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda | {YANTI_2}
        """,
        jadwal_w48=f"""
            Sen 23/11 | 09.00 | Hadi | Wati | Terjadwal |
            Sen 23/11 | 13.00 | Rina | Dedi | Terjadwal | {USED}
            Sel 24/11 | 13.00 | Rina | Maya | Terjadwal |
        """,
        daftar_tunggu="",
        pendaftaran="""
            W47 | Batal        | Umum     | Siti
            W47 | Diduga Ganda | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi | Umum     | Cecep
            W47 | Terjadwal    | Umum     | Asep, Budi, Euis, Hasan, Neng, Rudi, Tono, Ujang, Yanti
            W47 | Terjadwal    | Undangan | Ahmad, Lina
            W48 | Terjadwal    | Umum     | Dedi, Maya, Wati
        """,
        rekap_evaluasi="2026-W47 | 16 | 12 | 0 | 0 | 0 | 1 | 0 | 0",
        log="",
        formulir="""
            dibuka
            Sen 23/11, Sel 24/11, Rab 25/11, Kam 26/11
        """,
    )
    story.staff_mark(W47, {"Tono": TOLD, "Yanti": TOLD})


def a_consultant_is_ill(story: Teller) -> None:
    # Hadi calls in sick at 08.50. Tuti takes Cecep at the same time; Rudi's field nobody else has.
    # Hasan calls too: he cannot come. Maman has walked in, and staff fill in the form with him.
    story.at("Mon 16 Nov 08.50")
    story.staff_add(tabs.AVAILABILITY, ("Hadi", date(2026, 11, 16), "", "", False, "Sakit"))
    story.staff_mark(W47, {"Hasan": {"Konfirmasi": "Batal"}})
    story.at("Mon 16 Nov 08.52")
    story.registers("Maman", UKM, NIB, "23/11", invitation_code="DATANG")
    story.at("Mon 16 Nov 08.55")
    offer = "Usulan: 16/11 14.30 Rina (calon ke-1). Isi Pindah bila cocok"
    maman = f"{offer}; Mendaftar setelah jadwal ditutup; {ROOM}; {AT_DESK}"
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Tuti | Cecep      | Dikonfirmasi  | {CHANGED}; {ILL}
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal     |
            Sen 16/11 | 14.30 | Rina | Hasan      | Batal         |
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Kam 19/11 | 13.00 | Agus | Yanti      | Terjadwal     | {YANTIS}
            Kam 19/11 | 13.30 | Agus | Tono       | Terjadwal     | {TONOS}
                      |       |      | Dedi       | Dialihkan     | {DEDI}
                      |       |      | Maman      | Daftar Tunggu | {maman}
                      |       |      | Rudi       | Daftar Tunggu | {RUDIS}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        daftar_tunggu=f"""
            2026-W47 | Koperasi | 1 | Rudi  | {RUDIS}
            2026-W47 | UKM      | 1 | Maman | {maman}
        """,
        pendaftaran="""
            W47 | Batal         | Umum     | Hasan, Siti
            W47 | Daftar Tunggu | Umum     | Maman, Rudi
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Neng, Tono, Ujang, Yanti
            W47 | Terjadwal     | Undangan | Ahmad, Lina
            W48 | Terjadwal     | Umum     | Dedi, Maya, Wati
        """,
        rekap_evaluasi="2026-W47 | 17 | 10 | 0 | 0 | 0 | 2 | 2 | 0",
        log=f"2026-W47: {LOST} bagi Cecep, Rudi",
    )


def the_free_place_is_given(story: Teller) -> None:
    # Maman takes the place that Hasan has left.
    place = {"Pindah Tanggal": date(2026, 11, 16), "Pindah Jam": "14.30"}
    story.staff_mark(W47, {"Maman": {**place, "Pindah Konsultan": "Rina"}})
    story.at("Mon 16 Nov 09.25")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Tuti | Cecep      | Dikonfirmasi  | {CHANGED}; {ILL}
            Sen 16/11 | 13.00 | Rina | Asep       | Terjadwal     |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Terjadwal     |
            Sen 16/11 | 14.00 | Rina | Lina       | Terjadwal     |
            Sen 16/11 | 14.30 | Rina | Hasan      | Batal         |
            Sen 16/11 | 14.30 | Rina | Maman      | Terjadwal     | {AT_DESK}
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Kam 19/11 | 13.00 | Agus | Yanti      | Terjadwal     | {YANTIS}
            Kam 19/11 | 13.30 | Agus | Tono       | Terjadwal     | {TONOS}
                      |       |      | Dedi       | Dialihkan     | {DEDI}
                      |       |      | Rudi       | Daftar Tunggu | {RUDIS}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        daftar_tunggu=f"2026-W47 | Koperasi | 1 | Rudi | {RUDIS}",
        pendaftaran="""
            W47 | Batal         | Umum     | Hasan, Siti
            W47 | Daftar Tunggu | Umum     | Rudi
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Dikonfirmasi  | Umum     | Cecep
            W47 | Terjadwal     | Umum     | Asep, Budi, Euis, Maman, Neng, Tono, Ujang, Yanti
            W47 | Terjadwal     | Undangan | Ahmad, Lina
            W48 | Terjadwal     | Umum     | Dedi, Maya, Wati
        """,
        rekap_evaluasi="2026-W47 | 17 | 11 | 0 | 0 | 0 | 2 | 1 | 0",
        log="",
    )


def attendance_and_feedback_come_in(story: Teller) -> None:
    # Staff record who came. Lina answers by the link of her message, somebody else in the hall.
    present = {name: {"Kehadiran": "Hadir"} for name in ("Asep", "Cecep", "Lina", "Maman")}
    story.staff_mark(W47, {**present, "Ujang": {"Kehadiran": "Tidak Hadir"}})
    best = {unsur.key: unsur.answers[-1] for unsur in UNSUR}
    story.at("Mon 16 Nov 16.00")
    story.office.submit(Form.FEEDBACK, {**best, c.FEEDBACK_CODE: story.code("Lina")})
    in_the_hall = {c.FEEDBACK_DATE: "2026-11-16", c.FEEDBACK_SERVICE: "UKM 13.00–16.00"}
    story.office.submit(Form.FEEDBACK, {**best, **in_the_hall})
    story.at("Mon 16 Nov 17.10")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Tuti | Cecep      | Hadir         |
            Sen 16/11 | 13.00 | Rina | Asep       | Hadir         |
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Tidak Hadir   |
            Sen 16/11 | 14.00 | Rina | Lina       | Hadir         |
            Sen 16/11 | 14.30 | Rina | Hasan      | Batal         |
            Sen 16/11 | 14.30 | Rina | Maman      | Hadir         | {AT_DESK}
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     |
            Kam 19/11 | 13.00 | Agus | Yanti      | Terjadwal     | {YANTIS}
            Kam 19/11 | 13.30 | Agus | Tono       | Terjadwal     | {TONOS}
                      |       |      | Dedi       | Dialihkan     | {DEDI}
                      |       |      | Rudi       | Daftar Tunggu | {RUDIS}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        pendaftaran="""
            W47 | Batal         | Umum     | Hasan, Siti
            W47 | Daftar Tunggu | Umum     | Rudi
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Hadir         | Umum     | Asep, Cecep, Maman
            W47 | Hadir         | Undangan | Lina
            W47 | Terjadwal     | Umum     | Budi, Euis, Neng, Tono, Yanti
            W47 | Terjadwal     | Undangan | Ahmad
            W47 | Tidak Hadir   | Umum     | Ujang
            W48 | Terjadwal     | Umum     | Dedi, Maya, Wati
        """,
        rekap_evaluasi="2026-W47 | 17 | 11 | 4 | 1 | 0 | 2 | 1 | 2",
    )


def a_consultant_gets_another_name(story: Teller) -> None:
    # Staff close the form for the time being, and write Rina's full name on Konsultan. H-12 of
    # week 49 is the holiday, so its days are offered from today.
    story.at("Tue 17 Nov 08.00")
    story.staff_close_the_form()
    story.office.sheet(tabs.CONSULTANTS).update([["Rina Kartika"]], "A2")
    story.at("Tue 17 Nov 08.10")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Tuti | Cecep      | Hadir         |
            Sen 16/11 | 13.00 | Rina | Asep       | Hadir         | {STRANGER}
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Tidak Hadir   | {STRANGER}
            Sen 16/11 | 14.00 | Rina | Lina       | Hadir         | {STRANGER}
            Sen 16/11 | 14.30 | Rina | Hasan      | Batal         |
            Sen 16/11 | 14.30 | Rina | Maman      | Hadir         | {STRANGER}; {AT_DESK}
            Sel 17/11 | 09.00 | Hadi | Neng       | Terjadwal     |
            Sel 17/11 | 09.00 | Tuti | Budi       | Terjadwal     |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Terjadwal     |
            Sel 17/11 | 13.00 | Rina | Euis       | Terjadwal     | {STRANGER}
            Kam 19/11 | 13.00 | Agus | Yanti      | Terjadwal     | {YANTIS}
            Kam 19/11 | 13.30 | Agus | Tono       | Terjadwal     | {TONOS}
                      |       |      | Dedi       | Dialihkan     | {DEDI}
                      |       |      | Rudi       | Daftar Tunggu | {RUDIS}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        jadwal_w48=f"""
            Sen 23/11 | 09.00 | Hadi | Wati | Terjadwal |
            Sen 23/11 | 13.00 | Rina | Dedi | Terjadwal | {STRANGER}; {USED}
            Sel 24/11 | 13.00 | Rina | Maya | Terjadwal | {STRANGER}
        """,
        formulir="""
            ditutup
            Sen 23/11, Sel 24/11, Rab 25/11, Kam 26/11
            Sen 30/11, Sel 01/12, Rab 02/12, Kam 03/12, Jum 04/12
        """,
    )

    # Where it matters still, staff move the clients to the new name.
    renamed = {"Pindah Konsultan": "Rina Kartika"}
    story.staff_mark(W48, {"Dedi": renamed, "Maya": renamed})
    story.at("Tue 17 Nov 08.30")
    story.after_a_pass(
        jadwal_w48=f"""
            Sen 23/11 | 09.00 | Hadi         | Wati | Terjadwal |
            Sen 23/11 | 13.00 | Rina Kartika | Dedi | Terjadwal | {USED}
            Sel 24/11 | 13.00 | Rina Kartika | Maya | Terjadwal |
        """,
    )


def the_next_week_takes_its_turn(story: Teller) -> None:
    # Week 48 is frozen; nobody has recorded who came on Tuesday and Thursday of week 47.
    story.at("Fri 20 Nov 12.05")
    story.after_a_pass(
        jadwal_w47=f"""
            Sen 16/11 | 09.00 | Tuti | Cecep      | Hadir         |
            Sen 16/11 | 13.00 | Rina | Asep       | Hadir         | {STRANGER}
            Sen 16/11 | 13.30 | Rina | Siti       | Batal         |
            Sen 16/11 | 13.30 | Rina | Ujang      | Tidak Hadir   | {STRANGER}
            Sen 16/11 | 14.00 | Rina | Lina       | Hadir         | {STRANGER}
            Sen 16/11 | 14.30 | Rina | Hasan      | Batal         |
            Sen 16/11 | 14.30 | Rina | Maman      | Hadir         | {STRANGER}; {AT_DESK}
            Sel 17/11 | 09.00 | Hadi | Neng       | Belum Dicatat |
            Sel 17/11 | 09.00 | Tuti | Budi       | Belum Dicatat |
            Sel 17/11 | 09.30 | Hadi | Ahmad      | Belum Dicatat |
            Sel 17/11 | 13.00 | Rina | Euis       | Belum Dicatat | {STRANGER}
            Kam 19/11 | 13.00 | Agus | Yanti      | Belum Dicatat | {YANTIS}
            Kam 19/11 | 13.30 | Agus | Tono       | Belum Dicatat | {TONOS}
                      |       |      | Dedi       | Dialihkan     | {DEDI}
                      |       |      | Rudi       | Daftar Tunggu | {RUDIS}
                      |       |      | Tono (2)   | Diduga Ganda  | {TONO_2}
                      |       |      | Yanti (2)  | Diduga Ganda  | {YANTI_2}
        """,
        pendaftaran="""
            W47 | Batal         | Umum     | Hasan, Siti
            W47 | Belum Dicatat | Umum     | Budi, Euis, Neng, Tono, Yanti
            W47 | Belum Dicatat | Undangan | Ahmad
            W47 | Daftar Tunggu | Umum     | Rudi
            W47 | Diduga Ganda  | Umum     | Tono (2), Yanti (2)
            W47 | Hadir         | Umum     | Asep, Cecep, Maman
            W47 | Hadir         | Undangan | Lina
            W47 | Tidak Hadir   | Umum     | Ujang
            W48 | Terjadwal     | Umum     | Dedi, Maya, Wati
        """,
        rekap_evaluasi="2026-W47 | 17 | 11 | 4 | 1 | 6 | 2 | 1 | 2",
        formulir="""
            ditutup
            Sen 30/11, Sel 01/12, Rab 02/12, Kam 03/12, Jum 04/12
        """,
    )

    # Week 47 is over, and nobody waits for it any more. What staff wrote beside Siti stands there.
    story.at("Sat 21 Nov 00.05")
    story.after_a_pass(daftar_tunggu="")
    assert story.notes(W47, "Siti") == "Anak sakit, coba Januari"
