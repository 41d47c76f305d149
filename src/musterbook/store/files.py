"""Opening a record file: what it is, which version, who may write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from musterbook.errors import (
    NotARecordError,
    RecordBusyError,
    RecordError,
    RecordFullError,
    RecordReadOnlyError,
    RecordVersionError,
)
from musterbook.store.schema import APPLICATION_ID, SCHEMA_VERSION, apply_migrations

__all__ = ["Store", "open_store"]

_BUSY_SECONDS = 10.0


class Store:
    """An open record file. One writer at a time, any number of readers.

    Attributes:
        path: the file; ":memory:" for one that is not kept.
        connection: only modules of `store` use it.
    """

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self.connection.close()

    def rows(self, sql: str, values: Iterable[object] | dict[str, object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query with bound values."""
        with translate_errors(self.path):
            bound = values if isinstance(values, dict) else tuple(values)
            yield from self.connection.execute(sql, bound)

    def one(self, sql: str, values: Iterable[object] | dict[str, object] = ()) -> tuple[Any, ...]:
        """Return the first row of a query that always has one."""
        return next(self.rows(sql, values))

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the block in one transaction: all of it is kept, or nothing. Inside another one it is a part of that.

        Raises:
            RecordError: the database refused; the subclass says why.
        """
        with translate_errors(self.path):
            if self.connection.in_transaction:
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                # A full disk rolls back by itself; asking again would hide the first error.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")


def open_store(path: str | Path, *, create: bool = True, read_only: bool = False) -> Store:
    """Open a record, creating it if it does not exist.

    Raises:
        NotARecordError: the file is something else, or does not exist and `create` is False.
        RecordVersionError: a newer version wrote it.
        RecordReadOnlyError: it cannot be written and `read_only` is False.
        RecordError: it cannot be opened for another reason.
    """
    name = str(path)
    exists = name != ":memory:" and Path(name).exists()
    if name != ":memory:":
        _check_path(Path(name), exists=exists, create=create and not read_only)
    with translate_errors(name):
        connection = _connect(name, read_only=read_only)
        try:
            _prepare(connection, name, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return Store(name, connection)


def _check_path(path: Path, *, exists: bool, create: bool) -> None:
    if path.is_dir():
        raise NotARecordError("the record is a folder", expected="a file such as record.db", where=str(path))
    if not exists and not create:
        raise NotARecordError(
            "there is no record here", where=str(path), hint="make one with: musterbook add REPORTS -r " + str(path)
        )
    if not exists and not path.parent.exists():
        raise NotARecordError("the folder of the record does not exist", where=str(path.parent))


def _connect(name: str, *, read_only: bool) -> sqlite3.Connection:
    if name == ":memory:":
        return sqlite3.connect(":memory:", isolation_level=None)
    mode = "ro" if read_only else "rwc"
    if read_only and _is_sealed(Path(name)):
        # A reader of a WAL database makes files beside it. Where it cannot, and no writer has left any, nothing changes.
        mode += "&immutable=1"
    uri = f"file:{quote(str(Path(name).absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)


def _is_sealed(path: Path) -> bool:
    """Return True for a record in a folder that cannot be written, with nothing of a writer beside it."""
    return not os.access(path.absolute().parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def _prepare(connection: sqlite3.Connection, name: str, *, read_only: bool) -> None:
    """Check what the file is, then set it up for use."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (n_tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if n_tables and application != APPLICATION_ID:
        raise NotARecordError("the file is a database of another program", where=name, hint="give another file with -r")
    if version > SCHEMA_VERSION:
        raise RecordVersionError(
            "a newer Musterbook wrote this record",
            expected=f"schema version up to {SCHEMA_VERSION}",
            got=str(version),
            where=name,
            hint="update Musterbook: pip install --upgrade musterbook",
        )
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        if not n_tables:
            raise NotARecordError("the file is empty, no record", where=name)
        if version < SCHEMA_VERSION:
            raise RecordVersionError(
                "an older Musterbook wrote this record",
                expected=f"schema version {SCHEMA_VERSION}",
                got=str(version),
                where=name,
                hint=f"bring it up to date, what is in it stays: musterbook add REPORTS -r {name}",
            )
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version < SCHEMA_VERSION:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        apply_migrations(connection, current=version)
    elif name != ":memory:":
        # Ask for the write lock once, so that a read-only file is refused here and not in the middle of a run.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


@contextmanager
def translate_errors(name: str) -> Iterator[None]:
    """Turn every error of sqlite3 into the RecordError that says what a person can do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, name) from error


def _translate(error: sqlite3.Error, name: str) -> RecordError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_FULL:
        return RecordFullError(
            "the disk is full; everything written before is kept",
            where=name,
            hint="make room, then run the same command again: it goes on where it stopped",
        )
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return RecordReadOnlyError("the record cannot be written", where=name, hint="check the file's permissions")
    if primary == sqlite3.SQLITE_NOTADB:
        return NotARecordError("the file is no Musterbook record", where=name, hint="give another file with -r")
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return RecordBusyError("another process is writing to the record", where=name, hint="wait for it to finish")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return RecordError("the record cannot be opened", where=name, hint="check that the folder can be written")
    return RecordError(f"the database refused: {error}", where=name)
