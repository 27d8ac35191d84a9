"""For which session, date and service a feedback counts, and why some count for none.

Rule: a code that is known counts for its session; where that is on a later day than the answer,
staff are asked whether it is the right code. Without one, or with one that is unreadable,
unknown or has no session, the date and service that were given count. A code whose session was
cancelled or missed is always put to the staff. Of an erased session only the week is left, for
which the answer goes on counting.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pandas as pd

from loket.columns import (
    CODE,
    DATE,
    FEEDBACK_CODE,
    FEEDBACK_DATE,
    FEEDBACK_SERVICE,
    REASON,
    SERVICE,
    SESSION_CODE,
    STATUS,
    SUBMITTED,
    WEEK,
)
from loket.vocabulary import Form, Status
from loket.week import Week
from transforms.reading.answer_problems import flagged, gathered
from transforms.reading.indonesian import short_date

COUNTED = "counted"
TOO_EARLY = "Diisi sebelum sesinya"
"""How the doubt begins about feedback that counts all the same."""

_HELD_DATE, _HELD_SERVICE, _HELD_WEEK, _HELD_STATUS = "held_on", "held_for", "held_in", "held_as"
_NOT_HELD = (str(Status.CANCELLED), str(Status.ABSENT))
_LONGEST_AGO = timedelta(days=366)


def sessions_of(
    answers: pd.DataFrame, sessions: pd.DataFrame, unplaced: Collection[str] = ()
) -> pd.DataFrame:
    """Place each feedback, one row per row of ``answers`` (see ``read_answers``), same index.

    ``sessions`` has one row per registration ever made: CODE, DATE (NA without a booking),
    SERVICE, STATUS, WEEK; a row Dialihkan gives way to the later week's. ``unplaced``: codes of
    the feedback that counted for no session before it was erased. Added to the answers:
    COUNTED (bool). Where it is true, DATE, SERVICE and WEEK are those it counts for and
    SESSION_CODE is the session's code, NA if it counts by date and service alone.
    """
    placed = answers.merge(_standing(sessions), on=SESSION_CODE, how="left", validate="m:1")
    erased = (placed[_HELD_STATUS] == Status.ERASED) & ~placed[CODE].isin(unplaced)
    dated = placed[_HELD_DATE].notna() & ~placed[_HELD_STATUS].isin(_NOT_HELD)
    by_code = dated | erased
    by_answers = (
        ~by_code
        & ~placed[_HELD_STATUS].isin(_NOT_HELD)
        & _plausible(placed)
        & placed[SERVICE].notna()
    )
    weeks = [str(Week.of(day)) if isinstance(day, date) else None for day in placed[DATE]]
    return placed.assign(
        **{
            COUNTED: by_code | by_answers,
            DATE: placed[DATE].where(~dated | erased, placed[_HELD_DATE]),
            SERVICE: placed[SERVICE].where(~dated | erased, placed[_HELD_SERVICE]),
            WEEK: pd.Series(weeks, dtype="str").where(~by_code, placed[_HELD_WEEK]),
            SESSION_CODE: placed[SESSION_CODE].where(by_code),
            FEEDBACK_CODE: placed[SESSION_CODE],
        }
    )


def misplaced(
    responses: pd.DataFrame, placed: pd.DataFrame, sessions: pd.DataFrame
) -> pd.DataFrame:
    """Give the problems of feedback that counts for no session, and the doubts about the rest.

    ``placed`` is that of ``sessions_of``, in the order of ``responses``.
    """
    raw = responses.reset_index(drop=True)
    raw = raw.reindex(columns=list(dict.fromkeys((*raw.columns, *_ASKED))))
    wrong_session = placed[_HELD_STATUS].isin(_NOT_HELD)
    lost = ~placed[COUNTED] & ~wrong_session
    typed = raw[FEEDBACK_CODE].map(lambda text: isinstance(text, str) and bool(text.strip()))
    no_day = lost & ~_plausible(placed)
    no_service = lost & placed[SERVICE].isna()
    return gathered(
        flagged(raw, where, Form.FEEDBACK, question, reason, remedy, blocking=blocking)
        for where, question, reason, remedy, blocking in (
            (wrong_session, FEEDBACK_CODE, _status_reasons(placed), _ATTENDED, True),
            (lost & typed.astype(bool), FEEDBACK_CODE, _code_reasons(placed), _OTHER_CODE, True),
            (_too_early(placed), FEEDBACK_CODE, _session_days(placed), _OTHER_SESSION, False),
            (no_day, FEEDBACK_DATE, _date_reasons(placed), _WHICH_DATE, True),
            (no_service, FEEDBACK_SERVICE, _NO_SERVICE, _WHICH_SERVICE, True),
            (_unheard_of(placed, sessions), FEEDBACK_DATE, _day_reasons(placed), _CHECK, False),
        )
    )


_ASKED = (FEEDBACK_CODE, FEEDBACK_DATE, FEEDBACK_SERVICE)
_ATTENDED = (
    "Bila klien sebenarnya hadir, perbaiki Kehadiran di Jadwal. Bila kodenya salah, tulis kode "
    "yang benar di kolom Koreksi, atau - bila tidak dipakai."
)
_OTHER_CODE = (
    "Tulis kode yang benar di kolom Koreksi, atau lengkapi tanggal dan layanannya; tulis - bila "
    "tidak dipakai."
)
_WHICH_DATE = "Tulis tanggal konsultasinya di kolom Koreksi, misalnya 23/11/2026."
_NO_SERVICE = "Layanan tidak diisi atau tidak dikenal."
_WHICH_SERVICE = "Tulis Koperasi atau UKM di kolom Koreksi."
_OTHER_SESSION = (
    "Umpan balik ini tetap dihitung untuk sesi itu. Bila kodenya salah, tulis kode yang benar di "
    "kolom Koreksi."
)
_CHECK = "Umpan balik ini tetap dihitung. Bila salah, tulis tanggal yang benar di kolom Koreksi."


def _standing(sessions: pd.DataFrame) -> pd.DataFrame:
    """Give one row per code: the registration where it stands now."""
    standing = sessions.loc[
        sessions[STATUS].ne(str(Status.TRANSFERRED)) & sessions[CODE].notna(),
        [CODE, DATE, SERVICE, WEEK, STATUS],
    ]
    latest = standing.sort_values(WEEK, kind="stable").drop_duplicates(CODE, keep="last")
    texts = dict.fromkeys((CODE, SERVICE, WEEK, STATUS), "str")
    return latest.astype(texts).set_axis(
        [SESSION_CODE, _HELD_DATE, _HELD_SERVICE, _HELD_WEEK, _HELD_STATUS], axis="columns"
    )


def _plausible(placed: pd.DataFrame) -> pd.Series[bool]:
    """Say where the date given lies in the year before the day of answering."""
    days = zip(placed[DATE], placed[SUBMITTED].dt.date, strict=True)
    verdicts = [
        isinstance(day, date) and answered - _LONGEST_AGO <= day <= answered
        for day, answered in days
    ]
    return pd.Series(verdicts, index=placed.index, dtype=bool)


def _unheard_of(placed: pd.DataFrame, sessions: pd.DataFrame) -> pd.Series[bool]:
    """Say where a feedback counts by a date and service that had no session."""
    held = sessions[sessions[DATE].notna()]
    known = set(zip(held[DATE], held[SERVICE], strict=True))
    pairs = zip(placed[DATE], placed[SERVICE], strict=True)
    missing = pd.Series([pair not in known for pair in pairs], index=placed.index, dtype=bool)
    return missing & placed[COUNTED] & placed[SESSION_CODE].isna()


def _too_early(placed: pd.DataFrame) -> pd.Series[bool]:
    """Say where a feedback counts for a session that was on a later day than the answer."""
    counted = placed[COUNTED] & placed[SESSION_CODE].notna()
    days = zip(counted, placed[DATE], placed[SUBMITTED].dt.date, strict=True)
    verdicts = [
        bool(counts) and isinstance(day, date) and day > answered for counts, day, answered in days
    ]
    return pd.Series(verdicts, index=placed.index, dtype=bool)


def _session_days(placed: pd.DataFrame) -> pd.Series[str]:
    texts = [
        f"{TOO_EARLY}, yang baru pada {short_date(day)}." if isinstance(day, date) else None
        for day in placed[DATE]
    ]
    return pd.Series(texts, index=placed.index, dtype="str")


def _status_reasons(placed: pd.DataFrame) -> pd.Series[str]:
    return "Sesi dengan kode ini berstatus " + placed[_HELD_STATUS] + "."


def _code_reasons(placed: pd.DataFrame) -> pd.Series[str]:
    reasons = pd.Series("Kode ini belum punya sesi.", index=placed.index, dtype="str")
    reasons = reasons.mask(placed[_HELD_STATUS].isna(), "Kode ini tidak ada di Jadwal.")
    return reasons.mask(placed[FEEDBACK_CODE].isna(), "Kode tidak terbaca.")


def _date_reasons(placed: pd.DataFrame) -> pd.Series[str]:
    texts = [
        f"{short_date(day)} bukan tanggal dalam setahun sebelum pengisian."
        if isinstance(day, date)
        else ("Tanggal tidak diisi." if pd.isna(why) else f"Isian tidak dapat dipakai: {why}.")
        for day, why in zip(placed[DATE], placed[REASON], strict=True)
    ]
    return pd.Series(texts, index=placed.index, dtype="str")


def _day_reasons(placed: pd.DataFrame) -> pd.Series[str]:
    texts = [
        f"Tidak ada sesi {service} pada {short_date(day)}." if isinstance(day, date) else None
        for day, service in zip(placed[DATE], placed[SERVICE], strict=True)
    ]
    return pd.Series(texts, index=placed.index, dtype="str")
