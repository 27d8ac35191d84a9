"""Every version of every response that Google has listed, and how far each form was read.

Responses whose registrations or sessions are long over can be marked as past, and left out. One
that is edited, or listed again after it was deleted, is past no more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from connectors.forms.response import RawResponse
from connectors.ledger.database import Database, instant_of, json_of, text_of


@dataclass(frozen=True)
class Cursor:
    """How far a form was read: the latest submission seen, and when all of it was last listed.

    It is moved on only when what was read has been written, so that a pass that dies in between
    is made good by the next one, which asks for the same responses again.
    """

    seen_until: datetime | None
    last_full: datetime | None


@dataclass(frozen=True)
class Recorded:
    """What one reading of a form brought since the last one that was written.

    ``withheld`` counts responses that a full listing no longer showed and that are kept all the
    same, because the listing was empty: an outage looks like that, an office's day does not.
    """

    read: int
    new: int
    edited: int
    deleted: int
    withheld: int = 0


_LIVE_IDS = "SELECT DISTINCT response_id FROM responses WHERE form = ? AND deleted_at IS NULL"
_VERSIONS = (
    "SELECT payload, deleted_at, max(submitted) FROM responses"
    " WHERE form = ?1 AND (?2 IS NULL OR submitted <= ?2)"
    " GROUP BY response_id ORDER BY created, response_id"
)
_PRESENT_VERSIONS = _VERSIONS.replace(" GROUP BY", " AND NOT is_past GROUP BY")


class ResponseLedger:
    """The responses in the ledger, by the key of their form."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        form: str,
        responses: Iterable[RawResponse],
        *,
        full: bool,
        seen_at: datetime,
        doubtful: bool = False,
    ) -> Recorded:
        """Keep every version that is new, and after a full listing mark those that are gone.

        A response that was marked as deleted and is listed again is live again. The form's cursor
        stays, see ``advance``; after a ``doubtful`` reading it has no ``last_full``, so that the
        next reading is a full one again.
        """
        listed = list(responses)
        with self._database.transaction() as connection:
            known = _latest(connection, form, listed)
            written = _seen_until(connection, form)
            _insert(connection, form, listed, seen_at)
            gone = _mark_deleted(connection, form, listed, seen_at) if full and listed else 0
            if doubtful:
                connection.execute("UPDATE cursors SET last_full = NULL WHERE form = ?", (form,))
            withheld = len(_live_ids(connection, form)) if full and not listed else 0
        # What a pass took in that died before it had written is news once more.
        new = [
            response
            for response in listed
            if response.response_id not in known or text_of(response.created) > written
        ]
        edited = [
            response
            for response in listed
            if text_of(response.created) <= written
            and text_of(response.submitted) > min(known.get(response.response_id, "~"), written)
        ]
        return Recorded(len(listed), len(new), len(edited), gone, withheld)

    def advance(self, reached: Mapping[str, Cursor]) -> None:
        """Move the forms' cursors on to where they were read, never back; all of them or none."""
        query = (
            "INSERT INTO cursors VALUES (?1, ?2, ?3) ON CONFLICT (form) DO UPDATE SET"
            " seen_until = nullif(max(coalesce(seen_until, ''), coalesce(?2, '')), ''),"
            " last_full = coalesce(?3, last_full)"
        )
        rows = [
            (form, *(at and text_of(at) for at in (cursor.seen_until, cursor.last_full)))
            for form, cursor in reached.items()
        ]
        with self._database.transaction() as connection:
            connection.executemany(query, rows)

    def live(
        self, form: str, *, at: datetime | None = None, past: bool = True
    ) -> list[RawResponse]:
        """Give the latest version of each response that is not deleted, by creation.

        ``at`` gives them as they stood at that instant; without ``past`` past ones are left out.
        """
        versions = self._versions(form, at, past=past)
        return [response for response, deleted_at in versions if not deleted_at]

    def first_known_after(self, form: str, at: datetime) -> dict[str, datetime]:
        """Give the responses of which no version from before an instant is on record.

        With each goes when it was created, which may be earlier: it was edited since, and the
        ledger has never seen or no longer keeps what it said before.
        """
        query = (
            "SELECT response_id, min(created) FROM responses WHERE form = ?"
            " GROUP BY response_id HAVING min(submitted) > ?"
        )
        found = self._database.rows(query, (form, text_of(at)))
        return {key: datetime.fromisoformat(created) for key, created in found}

    def begins(self) -> datetime | None:
        """Give when the first response was taken in that is still on record; None without any."""
        return instant_of(self._database.rows("SELECT min(first_seen) FROM responses", ())[0][0])

    def live_among(self, form: str, response_ids: Iterable[str]) -> set[str]:
        """Give those of the ids whose responses ``live`` gives."""
        query = "SELECT 1 FROM responses WHERE form = ? AND response_id = ? AND deleted_at IS NULL"
        return {key for key in response_ids if self._database.rows(query, (form, key))}

    def lay_aside(self, form: str, response_ids: Collection[str]) -> int:
        """Mark just these responses as past; give the number of their versions."""
        query = "SELECT DISTINCT response_id FROM responses WHERE form = ? AND is_past"
        before = {row[0] for row in self._database.rows(query, (form,))}
        mark = "UPDATE responses SET is_past = ? WHERE form = ? AND response_id = ?"
        with self._database.transaction() as connection:
            connection.executemany(mark, [(1, form, key) for key in set(response_ids) - before])
            connection.executemany(mark, [(0, form, key) for key in before - set(response_ids)])
        return self.past_versions(form)

    def past_versions(self, form: str) -> int:
        """Give the number of versions of past responses."""
        query = "SELECT count(*) FROM responses WHERE form = ? AND is_past"
        return int(self._database.rows(query, (form,))[0][0])

    def is_new(self) -> bool:
        """Tell whether no form was ever read to its end, and nothing of it kept."""
        query = "SELECT 1 FROM cursors UNION ALL SELECT 1 FROM responses LIMIT 1"
        return not self._database.rows(query, ())

    def ids(self, form: str) -> list[str]:
        """Give the ids of all responses, deleted ones too."""
        query = "SELECT DISTINCT response_id FROM responses WHERE form = ?"
        return [row[0] for row in self._database.rows(query, (form,))]

    def versions(self, form: str, response_id: str) -> list[RawResponse]:
        """Give every version of one response, oldest first."""
        query = (
            "SELECT payload FROM responses WHERE form = ? AND response_id = ? ORDER BY submitted"
        )
        found = self._database.rows(query, (form, response_id))
        return [RawResponse.of(json.loads(payload)) for (payload,) in found]

    def every_version(self, form: str) -> list[RawResponse]:
        """Give every version of every response."""
        query = "SELECT payload FROM responses WHERE form = ? ORDER BY response_id, submitted"
        return [RawResponse.of(json.loads(text)) for (text,) in self._database.rows(query, (form,))]

    def deleted(self, form: str) -> list[tuple[RawResponse, datetime]]:
        """Give the last version of each deleted response and when its absence was noticed."""
        versions = self._versions(form, None, past=True)
        return [(response, deleted_at) for response, deleted_at in versions if deleted_at]

    def cursor(self, form: str) -> Cursor:
        """Give how far a form was read; both instants are None for a form never read."""
        query = "SELECT seen_until, last_full FROM cursors WHERE form = ?"
        for seen_until, last_full in self._database.rows(query, (form,)):
            return Cursor(instant_of(seen_until), instant_of(last_full))
        return Cursor(None, None)

    def _versions(
        self, form: str, at: datetime | None, *, past: bool
    ) -> list[tuple[RawResponse, datetime | None]]:
        query = _VERSIONS if past else _PRESENT_VERSIONS
        limit = text_of(at) if at else "~"
        return [
            (
                RawResponse.of(json.loads(payload)),
                instant_of(deleted_at) if deleted_at and deleted_at <= limit else None,
            )
            for payload, deleted_at, _ in self._database.rows(query, (form, at and limit))
        ]


def _latest(connection: sqlite3.Connection, form: str, listed: list[RawResponse]) -> dict[str, str]:
    query = "SELECT max(submitted) FROM responses WHERE form = ? AND response_id = ?"
    found = (
        (response.response_id, connection.execute(query, (form, response.response_id)).fetchone())
        for response in listed
    )
    return {key: row[0] for key, row in found if row[0] is not None}


def _seen_until(connection: sqlite3.Connection, form: str) -> str:
    query = "SELECT coalesce(max(seen_until), '') FROM cursors WHERE form = ?"
    return str(connection.execute(query, (form,)).fetchone()[0])


def _live_ids(connection: sqlite3.Connection, form: str) -> set[str]:
    return {row[0] for row in connection.execute(_LIVE_IDS, (form,))}


def _insert(
    connection: sqlite3.Connection, form: str, responses: list[RawResponse], seen_at: datetime
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO responses (form, response_id, submitted, created, payload,"
        " first_seen) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                form,
                response.response_id,
                text_of(response.submitted),
                text_of(response.created),
                json_of(response.payload),
                text_of(seen_at),
            )
            for response in responses
        ],
    )
    connection.executemany(
        "UPDATE responses SET deleted_at = NULL, is_past = 0"
        " WHERE form = ? AND response_id = ? AND deleted_at IS NOT NULL",
        [(form, response.response_id) for response in responses],
    )
    connection.executemany(
        "UPDATE responses SET is_past = 0 WHERE form = ?1 AND response_id = ?2 AND is_past AND"
        " EXISTS (SELECT 1 FROM responses WHERE form = ?1 AND response_id = ?2 AND NOT is_past)",
        [(form, response.response_id) for response in responses],
    )


def _mark_deleted(
    connection: sqlite3.Connection, form: str, listed: list[RawResponse], seen_at: datetime
) -> int:
    gone = _live_ids(connection, form) - {response.response_id for response in listed}
    connection.executemany(
        "UPDATE responses SET deleted_at = ? WHERE form = ? AND response_id = ?",
        [(text_of(seen_at), form, response_id) for response_id in sorted(gone)],
    )
    return len(gone)
