"""Invitations: the code of each invited party, and who comes by which code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping

import pandas as pd

from loket.columns import (
    BUSINESS,
    CODE,
    CREATED,
    GROUP,
    INVITATION_CODE,
    NAME,
    PHONE,
    REMARK,
    RESPONSE_ID,
    SERVICE,
)
from loket.vocabulary import Group
from transforms.reading.businesses import business_key
from transforms.reading.names import name_key
from transforms.reading.printable import each_distinct, one_line
from transforms.reading.remark_column import joined
from transforms.reading.tab_problems import TabReading
from transforms.registration.kept_codes import Party, kept_codes

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 6
"""Characters of a code. With four, one list of 500 parties in eight would hold a clash, and a row
added later could then take over a code that has been sent to somebody else."""


def codes(invited: pd.DataFrame, recap: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give the tab Undangan with a code in INVITATION_CODE of each row that names somebody.

    recap: Rekap Undangan as it stands: NAME, BUSINESS, SERVICE, INVITATION_CODE. A code that staff
    typed stays, if it has a letter or digit; so does one that the recap holds for the party, see
    ``kept_codes``. Any other is ``UND-`` and six Crockford base-32 characters of the hash of name
    and business; of rows that would share one, the later by name, business, service and phone
    takes the next hash.
    """
    texts = _texts(invited)
    given = {i: code if code_key(code) else "" for i, code in enumerate(texts[INVITATION_CODE])}
    taken = {code_key(code) for code in given.values() if code}
    named = dict(enumerate(_parties(texts)))
    order = sorted(
        (i for i, party in named.items() if any(party[:2]) and not given[i]),
        key=lambda i: (*named[i], texts[PHONE][i]),
    )
    kept = kept_codes({i: named[i] for i in order}, _free_rows(recap, taken))
    taken |= {code_key(code) for code in kept.values()}
    for position in order:
        subject = "|".join(named[position][:2])
        given[position] = kept.get(position) or _free_code(subject, taken)
        taken.add(code_key(given[position]))
    column = pd.Series([given[i] or None for i in range(len(invited))], index=invited.index)
    return invited.assign(**{INVITATION_CODE: column.astype("str")})


def _texts(rows: pd.DataFrame) -> dict[str, list[str]]:
    columns = (NAME, BUSINESS, SERVICE, PHONE, INVITATION_CODE)
    return {name: [_text(value) for value in rows[name]] for name in columns if name in rows}


def _parties(texts: Mapping[str, list[str]]) -> list[Party]:
    cells = zip(texts[NAME], texts[BUSINESS], texts[SERVICE], strict=True)
    return [
        Party(name_key(name) or "", business_key(business) or "", service)
        for name, business, service in cells
    ]


def _free_rows(recap: pd.DataFrame | None, taken: Collection[str]) -> list[tuple[Party, str]]:
    """Give the recap's rows whose codes are nobody's by what staff typed, each code once."""
    if recap is None:
        return []
    texts = _texts(recap)
    rows: dict[str, tuple[Party, str]] = {}
    for party, code in zip(_parties(texts), texts[INVITATION_CODE], strict=True):
        key = code_key(code)
        if key and key not in taken and any(party[:2]):
            rows.setdefault(key, (party, code))
    return list(rows.values())


def parties(coded: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the invited parties, one row per code, and the problems; see ``tab_problems``.

    coded: Undangan as ``codes`` gives it, with ``row``. A row without a code names nobody and is
    left out. Of rows with one code, as codes are compared, the upper counts; the others are
    problems, since whoever comes by that code is the upper row's.
    """
    rows = coded.dropna(subset=[INVITATION_CODE])
    keys = rows[INVITATION_CODE].map(code_key)
    first = rows["row"].groupby(keys).transform("first")
    copies = keys.duplicated()
    reading = TabReading("Undangan")
    for row, code, upper in zip(
        rows.loc[copies, "row"], rows.loc[copies, INVITATION_CODE], first[copies], strict=True
    ):
        reading.report(
            row, "Kode Undangan", code, f"Kode ini sudah dipakai di baris {upper}.", _NEW
        )
    return rows[~copies].reset_index(drop=True), reading.problems()


_NEW = "Kosongkan kodenya, lalu Loket membuatkan kode lain; atau hapus baris salinannya."


def groups(
    registrations: pd.DataFrame,
    invited: pd.DataFrame,
    *,
    walk_in_code: str | None = None,
    earlier: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give the registrations with GROUP, the invitation's own spelling of its code, and remarks.

    The first registration with a code, by creation and response id, is Undangan; all others are
    Umum, with a remark if they gave a code. The walk-in code is staff's own and invites nobody.
    ``earlier`` holds CODE, RESPONSE_ID, CREATED, INVITATION_CODE of other registrations that may
    have come first.
    """
    spelling = {key: code for code in invited[INVITATION_CODE].dropna() if (key := code_key(code))}
    typed = registrations[INVITATION_CODE]
    keys = _keys(typed, walk_in_code)
    known = keys.isin(spelling.keys())
    order = registrations[_ORDER].assign(key=keys)[known]
    if earlier is not None and len(earlier):
        before = earlier[_ORDER].assign(key=_keys(earlier[INVITATION_CODE], walk_in_code))
        order = pd.concat([before[before["key"].isin(spelling.keys())], order])
    order = order.sort_values([CREATED, RESPONSE_ID])
    first = order.drop_duplicates("key").set_index("key")[CODE]
    is_first = known & (keys.map(first) == registrations[CODE])
    remark = ("Kode undangan sudah dipakai " + keys.map(first).astype("str")).where(known)
    remark = remark.mask(~known & (keys != ""), "Kode undangan tidak dikenal").mask(is_first)
    return registrations.assign(
        **{
            GROUP: pd.Series(Group.PUBLIC.value, index=typed.index, dtype="str").mask(
                is_first, Group.INVITED.value
            ),
            INVITATION_CODE: typed.mask(known, keys.map(spelling).astype("str")),
            REMARK: joined(registrations[REMARK], remark),
        }
    )


_ORDER = [CODE, CREATED, RESPONSE_ID]


def _keys(typed: pd.Series, walk_in_code: str | None) -> pd.Series:
    """Give what tells codes apart; nothing for the walk-in code."""
    keys = typed.map(lambda text: code_key(text) if isinstance(text, str) else "").astype("str")
    return keys.mask(is_code(typed, walk_in_code), "")


def is_code(texts: pd.Series[str], code: str | None) -> pd.Series[bool]:
    """Say which texts are this code, as codes are compared; none if there is no code."""
    wanted = code_key(code or "")
    same = each_distinct(texts, lambda text: code_key(text) == wanted, missing=False)
    return pd.Series(same, index=texts.index, dtype=bool) & bool(wanted)


def code_key(code: str) -> str:
    """Give a code as it is compared: no case, blank or hyphen, and O as 0, I and L as 1."""
    plain = re.sub(r"[\W_]", "", code).upper()
    return plain.translate(str.maketrans("OIL", "011"))


def _text(value: object) -> str:
    """Give a cell's text, blank where there is none."""
    return "" if value is None or value != value else one_line(str(value), 200)  # noqa: PLR0124


def _free_code(subject: str, taken: set[str]) -> str:
    """Hash until the code is free."""
    attempt = 0
    while True:
        number = int.from_bytes(hashlib.sha256(f"{subject}|{attempt}".encode()).digest()[:4], "big")
        code = "UND-" + "".join(_CROCKFORD[number >> 5 * n & 31] for n in range(_LENGTH))
        if code_key(code) not in taken:
            return code
        attempt += 1
