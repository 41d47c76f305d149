"""Every exception of Musterbook, and how one is shown to a person.

MusterbookError
├── UsageError              the call asks for something that cannot be (exit code 2)
│   └── SettingsError       one or more faults in a settings file, all of them at once
├── SourceError             a path or an address named by the user cannot be read at all
│   └── FetchError          an address could not be fetched
├── DataError               a table, register or gazetteer of the installation is missing or faulty
│   ├── RegisterError
│   ├── GazetteerError
│   └── ModelError          no usable language model
└── RecordError             the record file
    ├── NotARecordError     the file is something else
    ├── RecordVersionError  written by a newer version
    ├── RecordReadOnlyError
    ├── RecordFullError     the disk is full
    ├── RecordBusyError     another process is writing
    └── DriftError          verify found bytes that changed

An exception means that the caller or the world broke a contract.
One report that gives nothing is a Skip (musterbook.model), never an exception.
"""

from __future__ import annotations

__all__ = [
    "DataError",
    "DriftError",
    "FetchError",
    "GazetteerError",
    "ModelError",
    "MusterbookError",
    "NotARecordError",
    "RecordBusyError",
    "RecordError",
    "RecordFullError",
    "RecordReadOnlyError",
    "RecordVersionError",
    "RegisterError",
    "SettingsError",
    "SourceError",
    "UsageError",
    "format_error",
]


class MusterbookError(Exception):
    """Something broke a contract.

    Attributes:
        code: stable word for programs, set by the class.
        what: what is wrong, one clause.
        expected: what would have been right; None where the clause says it.
        got: what was there instead; None where the clause says it.
        where: `file:line`, `settings.toml sources[2].url`, `document <id> [120:134]`; None if nowhere in particular.
        hint: one thing to do; None if there is none.
    """

    code = "failed"
    exit_code = 1

    def __init__(
        self,
        what: str,
        *,
        expected: str | None = None,
        got: str | None = None,
        where: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.got = got
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return format_error(self)


class UsageError(MusterbookError):
    """The call asks for something that cannot be."""

    code = "usage"
    exit_code = 2


class SettingsError(UsageError):
    """A settings file has faults; `what` lists all of them, each with its path."""

    code = "settings"


class SourceError(MusterbookError):
    """A path or address named by the user cannot be read at all."""

    code = "source"


class FetchError(SourceError):
    """An address could not be fetched."""

    code = "fetch"


class DataError(MusterbookError):
    """A data file of the installation is missing or faulty."""

    code = "data"


class RegisterError(DataError):
    """The actor register or a word table is missing or faulty."""

    code = "register"


class GazetteerError(DataError):
    """The gazetteer is missing, faulty or of another version."""

    code = "gazetteer"


class ModelError(DataError):
    """No usable language model is installed."""

    code = "model"


class RecordError(MusterbookError):
    """The record file cannot be used as asked."""

    code = "record"


class NotARecordError(RecordError):
    """The file is no Musterbook record."""

    code = "not-a-record"


class RecordVersionError(RecordError):
    """The record was written by a newer version, or by an older one and is only to be read."""

    code = "record-version"


class RecordReadOnlyError(RecordError):
    """The record cannot be written."""

    code = "record-read-only"


class RecordFullError(RecordError):
    """The disk is full; what was committed before is kept."""

    code = "disk-full"


class RecordBusyError(RecordError):
    """Another process holds the record for writing."""

    code = "record-busy"


class DriftError(RecordError):
    """Bytes in the record no longer match their hashes."""

    code = "drift"


def format_error(error: MusterbookError) -> str:
    """Return the error as it is shown: one line, then a blank line and a hint if there is one."""
    line = f"error[{error.code}]: {error.what}"
    parts = [
        f"expected {error.expected}" if error.expected else "",
        f"got {error.got}" if error.got else "",
    ]
    contrast = ", ".join(part for part in parts if part)
    if contrast:
        line += f": {contrast}"
    if error.where:
        line += f" (at {error.where})"
    if error.hint:
        line += f"\n\nhint: {error.hint}"
    return line
