"""The embedded workspace's state: JSON documents in one SQLite file.

Several processes may serve the same file. Each request is one transaction; parsed documents are
kept between requests and used again only while the stored version is still the same.
"""

from __future__ import annotations

import json
import queue
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from connectors.workspace.parsed import ParsedDocuments
from loket.errors import LocalError

_APPLICATION_ID: Final = 0x4C4F4B45
_SCHEMA_VERSION: Final = 2
_SCHEMA: Final = f"""
create table document (
    position integer primary key autoincrement,
    kind text not null,
    key text not null,
    parent text not null,
    version integer not null,
    body text not null,
    unique (kind, key)
);
create index document_parent on document (parent, kind);
create index document_key on document (key);
create table counter (seed blob not null, given integer not null);
pragma application_id = {_APPLICATION_ID};
pragma user_version = {_SCHEMA_VERSION};
"""


class Store:
    """Opens the file, creating it if there is none; raises LocalError if it cannot be used.

    Every id of a new file follows from ``seed`` and the order of requests; without a seed the ids
    cannot be guessed.
    """

    def __init__(self, path: Path, seed: bytes | None = None) -> None:
        self._path = path
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._one_writer = threading.Lock()
        self._parsed = ParsedDocuments()
        try:
            with self._local_errors():
                self._prepare(seed if seed is not None else secrets.token_bytes(16))
        except LocalError:
            self.close()
            raise

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[Transaction]:
        """Give the documents; what was put is kept if the block ends well, else nothing is."""
        with self._local_errors(), self._connection() as connection:
            if write:
                with self._one_writer, self._begun(connection, "begin immediate") as transaction:
                    yield transaction
                    connection.execute("commit")
            else:
                with self._begun(connection, "begin") as transaction:
                    transaction.read_only = True
                    yield transaction

    def close(self) -> None:
        """Close the file; requests under way keep their own connection until they end."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return

    @contextmanager
    def _begun(self, connection: sqlite3.Connection, begin: str) -> Iterator[Transaction]:
        connection.execute(begin)
        transaction = Transaction(connection, self._parsed)
        try:
            yield transaction
        finally:
            if connection.in_transaction:
                connection.execute("rollback")
            elif not transaction.read_only:
                transaction.remember()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._idle.put(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=30, isolation_level=None, check_same_thread=False
        )
        connection.execute("pragma synchronous = normal")
        return connection

    def _prepare(self, seed: bytes) -> None:
        with self._connection() as connection:
            # Look before changing anything: the file may be somebody else's.
            self._is_workspace(connection)
            connection.execute("pragma journal_mode = wal")
            with self._begun(connection, "begin immediate"):
                if not self._is_workspace(connection):
                    for statement in _SCHEMA.split(";\n"):
                        connection.execute(statement)
                    connection.execute("insert into counter values (?, 0)", (seed,))
                connection.execute("commit")

    def _is_workspace(self, connection: sqlite3.Connection) -> bool:
        tables = connection.execute("select count(*) from sqlite_schema").fetchone()[0]
        if not tables:
            return False
        found = (_pragma(connection, "application_id"), _pragma(connection, "user_version"))
        if found != (_APPLICATION_ID, _SCHEMA_VERSION):
            raise LocalError(
                f"{self._path} is a database, but not an embedded workspace of this version.",
                remedy="Name another file, or move this one away to start with an empty workspace.",
            )
        return True

    @contextmanager
    def _local_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LocalError(
                f"The workspace file {self._path} cannot be used: {error}.",
                remedy="Check the path, the rights and the free space; if the file is no "
                "workspace, move it away to start with an empty one.",
            ) from error


class Transaction:
    """Documents as one request sees them."""

    read_only = False

    def __init__(self, connection: sqlite3.Connection, parsed: ParsedDocuments) -> None:
        self._connection = connection
        self._parsed = parsed
        self._written: dict[tuple[str, str], tuple[int, int, Any]] = {}

    def get(self, kind: str, key: str) -> Any | None:
        """Give a document, or None. It is shared: copy before changing it."""
        row = self._connection.execute(
            "select version from document where kind = ? and key = ?", (kind, key)
        ).fetchone()
        return None if row is None else self._document(kind, key, row[0])

    def put(self, kind: str, key: str, document: Any, parent: str = "") -> None:
        """Store a document; an existing one keeps its place among its siblings."""
        self._refuse_if_read_only()
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        version = secrets.randbits(63)
        self._connection.execute(
            "insert into document (kind, key, parent, version, body) values (?, ?, ?, ?, ?) "
            "on conflict (kind, key) do update set parent = excluded.parent, "
            "version = excluded.version, body = excluded.body",
            (kind, key, parent, version, body),
        )
        self._written[kind, key] = (version, len(body), document)

    def delete(self, kind: str, key: str) -> None:
        """Remove a document if it is there."""
        self._refuse_if_read_only()
        self._connection.execute("delete from document where kind = ? and key = ?", (kind, key))
        self._written.pop((kind, key), None)

    def children(self, kind: str, parent: str) -> dict[str, Any]:
        """Give the documents of a kind under one parent, by id, in the order of their first put."""
        rows = self._connection.execute(
            "select key, version from document where kind = ? and parent = ? order by position",
            (kind, parent),
        ).fetchall()
        return {key: self._document(kind, key, version) for key, version in rows}

    def purge(self, key: str) -> None:
        """Remove every document with this id, of whatever kind, and all that have it as parent."""
        self._refuse_if_read_only()
        self._connection.execute("delete from document where key = ? or parent = ?", (key, key))

    def fresh(self, purpose: str) -> bytes:
        """Give 32 bytes never given before, to make an id of."""
        self._refuse_if_read_only()
        seed, given = self._connection.execute(
            "update counter set given = given + 1 returning seed, given"
        ).fetchone()
        return blake2b(f"{purpose} {given}".encode(), key=seed, digest_size=32).digest()

    def remember(self) -> None:
        """Keep what this transaction has committed, parsed, for the next requests."""
        for (kind, key), (version, size, document) in self._written.items():
            self._parsed.keep((kind, key), version, size, document)

    def _document(self, kind: str, key: str, version: int) -> Any:
        written = self._written.get((kind, key))
        if written is not None:
            return written[2]
        document = self._parsed.find((kind, key), version)
        if document is None:
            (body,) = self._connection.execute(
                "select body from document where kind = ? and key = ?", (kind, key)
            ).fetchone()
            document = json.loads(body)
            self._parsed.keep((kind, key), version, len(body), document)
        return document

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise RuntimeError("a read request must not write")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"pragma {name}").fetchone()[0]
    return value
