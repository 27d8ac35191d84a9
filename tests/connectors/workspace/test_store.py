"""The store: one transaction a request, several processes on one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.workspace.parsed import ParsedDocuments
from connectors.workspace.store import Store
from loket.errors import LocalError


def test_what_one_server_writes_another_one_on_the_same_file_reads(tmp_path: Path) -> None:
    first, second = Store(tmp_path / "w.sqlite"), Store(tmp_path / "w.sqlite")
    for value in (1, 2):
        with first.transaction(write=True) as documents:
            documents.put("kind", "key", {"value": value})
        with second.transaction(write=False) as documents:
            assert documents.get("kind", "key") == {"value": value}
    first.close()
    second.close()


def test_a_request_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "w.sqlite")
    with store.transaction(write=True) as documents:
        documents.put("kind", "kept", 1)

    def fail() -> None:
        with store.transaction(write=True) as documents:
            documents.put("kind", "kept", 2)
            documents.put("kind", "new", 3)
            documents.delete("kind", "kept")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    with store.transaction(write=False) as documents:
        assert (documents.get("kind", "kept"), documents.get("kind", "new")) == (1, None)
    store.close()


def test_children_keep_the_order_of_their_first_put(tmp_path: Path) -> None:
    store = Store(tmp_path / "w.sqlite")
    with store.transaction(write=True) as documents:
        for key in "cab":
            documents.put("kind", key, key, parent="p")
        documents.put("kind", "c", "changed", parent="p")
        documents.put("kind", "x", "elsewhere", parent="q")
        documents.delete("kind", "a")
        documents.put("kind", "a", "again", parent="p")
    with store.transaction(write=False) as documents:
        found = list(documents.children("kind", "p").items())
    assert found == [("c", "changed"), ("b", "b"), ("a", "again")]
    store.close()


def test_purge_takes_a_document_of_any_kind_and_its_children(tmp_path: Path) -> None:
    store = Store(tmp_path / "w.sqlite")
    with store.transaction(write=True) as documents:
        documents.put("file", "f", 1)
        documents.put("form", "f", 2)
        documents.put("response", "r", 3, parent="f")
        documents.put("response", "s", 4, parent="g")
        documents.purge("f")
        left = [documents.get(kind, key) for kind, key in (("file", "f"), ("form", "f"))]
        assert [*left, documents.get("response", "r"), documents.get("response", "s")] == [
            None,
            None,
            None,
            4,
        ]
    store.close()


def test_a_read_request_cannot_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "w.sqlite")
    with store.transaction(write=False) as documents, pytest.raises(RuntimeError, match="read"):
        documents.put("kind", "key", 1)
    store.close()


def test_ids_follow_from_the_seed_and_are_never_given_twice(tmp_path: Path) -> None:
    def given_ids(name: str, seed: bytes | None) -> list[bytes]:
        store = Store(tmp_path / name, seed)
        with store.transaction(write=True) as documents:
            ids = [documents.fresh("file") for _ in range(3)]
        store.close()
        return ids

    first = given_ids("a", b"seed")
    assert first == given_ids("b", b"seed")
    assert len({*first, *given_ids("a", b"seed"), *given_ids("c", None)}) == 9


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["put", "delete", "purge", "fail"]),
        st.sampled_from("abc"),
        st.sampled_from(["", "a"]),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_two_stores_on_one_file_behave_as_one_dictionary(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("store") / "w.sqlite"
    stores = [Store(path), Store(path)]
    expected: dict[str, tuple[str, int]] = {}
    for number, (which, action, key, parent) in enumerate(steps):
        with suppress(RuntimeError), stores[which].transaction(write=True) as documents:
            if action in ("put", "fail"):
                documents.put("kind", key, number, parent)
            if action == "fail":
                raise RuntimeError
            if action == "put":
                expected = {**expected, key: (parent, number)}
            if action == "delete":
                documents.delete("kind", key)
                expected = {k: v for k, v in expected.items() if k != key}
            if action == "purge":
                documents.purge(key)
                expected = {k: v for k, v in expected.items() if key not in (k, v[0])}
        for store in stores:
            with store.transaction(write=False) as documents:
                assert {k: documents.get("kind", k) for k in "abc"} == {
                    k: expected.get(k, ("", None))[1] for k in "abc"
                }
                assert list(documents.children("kind", "a").items()) == [
                    (k, value) for k, (parent, value) in expected.items() if parent == "a"
                ]
    for store in stores:
        store.close()


def _text_file(path: Path) -> None:
    path.write_text("this is not a database, it is a shopping list " * 100)


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table t (a)")
    connection.close()


def _later_version(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("spoil", [_text_file, _other_database, _later_version, _folder])
def test_a_file_that_is_no_workspace_is_refused_untouched(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "w.sqlite"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(LocalError, match=r"w\.sqlite") as caught:
        Store(path)
    assert caught.value.remedy
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_missing_folder_is_a_local_error(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="missing"):
        Store(tmp_path / "missing" / "w.sqlite")


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3), st.integers(0, 60))))
def test_parsed_documents_are_those_kept_last_at_their_version(
    kept: list[tuple[str, int, int]],
) -> None:
    cache = ParsedDocuments(largest_total=100)
    last = {}
    for key, version, size in kept:
        cache.keep((key, key), version, size, (key, version))
        last[key] = version
    for key in "abcd":
        for version in range(4):
            found = cache.find((key, key), version)
            assert found in (None, (key, last.get(key)))
            assert found is None or version == last[key]
    if kept:
        key, version, _ = kept[-1]
        assert cache.find((key, key), version) == (key, version)
