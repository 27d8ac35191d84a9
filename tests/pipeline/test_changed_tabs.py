"""Tabs as people leave them: what is affected is told and left alone, everything else goes on."""

from __future__ import annotations

from loket import columns as c
from loket.vocabulary import ProblemStatus
from pipeline import tabs
from tests.pipeline.office_factory import OpenOffice


def test_copied_and_nameless_invitations_are_borne(opened: OpenOffice) -> None:
    rows = [
        ("Ibu Neng", "KSP Barokah", "0812-9000-1111", "Koperasi", "UND-1"),
        ("Pak Dadang", "Keripik Mekar", "0812-9000-2222", "UKM", "und 1"),
        ("", "", "0812-9000-3333", "UKM", ""),
        ("", "", "0812-9000-4444", "UKM", ""),
    ]
    opened.staff.fill(tabs.INVITATIONS, rows)
    code = opened.register(invitation_code="UND1")
    assert opened.sync().exit_code == 0
    (party,) = opened.rows(tabs.INVITED_PARTIES).to_dict("records")
    assert (party[c.NAME], party[c.CODE]) == ("Ibu Neng", code)
    (problem,) = opened.rows(tabs.PROBLEMS).to_dict("records")
    assert (problem[c.FORM], problem[c.CODE]) == ("Tab Undangan", "Baris 3")
    assert (problem[c.VALUE], problem[c.STATUS]) == ("und 1", ProblemStatus.OPEN)
    assert problem[c.REASON] == "Kode ini sudah dipakai di baris 2."
    assert opened.sync().outcome == "quiet"
