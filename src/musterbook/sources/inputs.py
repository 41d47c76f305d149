"""What the user pointed at, as files and addresses in a fixed order.

1. Folders are walked in sorted order, folders and files together; links to folders are followed once.
2. Hidden files and folders are left out and counted.
3. What exists and cannot be read is a skip; what does not exist is an error, told before anything is read.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from musterbook.errors import SourceError, UsageError
from musterbook.model import Skip
from musterbook.sources.reports import make_skip

__all__ = ["AddressInput", "FileInput", "InputCount", "StdinInput", "check_inputs", "count_inputs", "expand_inputs"]

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInput:
    """A regular file. `location` is its name, or the path from the folder the user pointed at, that folder included."""

    path: Path
    location: str
    is_named: bool
    n_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressInput:
    """An http or https address."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StdinInput:
    """Standard input."""


Input = FileInput | AddressInput | StdinInput


@dataclass(frozen=True, slots=True, kw_only=True)
class InputCount:
    """How much there is to read: for a rate and the time that is left.

    Attributes:
        n_files, n_bytes: of the files, as they lie on the disk.
        n_addresses: addresses given; what they lead to is unknown.
        n_unreadable: inputs that will be skipped.
        has_unknown: True if standard input or an address is among them, so that bytes are not all.
    """

    n_files: int = 0
    n_bytes: int = 0
    n_addresses: int = 0
    n_unreadable: int = 0
    has_unknown: bool = False


def check_inputs(inputs: Iterable[str | Path]) -> tuple[str, ...]:
    """Return the inputs as text, after a look at each of them.

    Raises:
        UsageError: no input, or an address of another kind than http and https.
        SourceError: a path does not exist, or a pattern matches nothing.
    """
    given = tuple(os.fspath(one) for one in inputs)
    if not given:
        raise UsageError("nothing to read", expected="a file, a folder, a pattern, an address or “-”")
    for one in given:
        if one == "-" or is_address(one):
            continue
        if "://" in one and not os.path.lexists(one):
            scheme = one.partition("://")[0]
            raise UsageError(f"“{one}” cannot be fetched", expected="http:// or https://", got=f"{scheme}://")
        if os.path.lexists(one):
            continue
        if _MAGIC & set(one):
            if next(_match(one), None) is None:
                raise SourceError(f"no file matches “{one}”", hint="check the pattern; hidden files are left out")
            continue
        raise SourceError(f"“{one}” does not exist", hint=_hint_for(one))
    return given


def is_address(one: str) -> bool:
    """Return whether the input is an http or https address."""
    return one.lower().startswith(("http://", "https://"))


def _hint_for(one: str) -> str:
    parent = Path(one).parent
    return "check the spelling" if parent.is_dir() else f"the folder “{parent}” does not exist either"


def expand_inputs(given: Iterable[str]) -> Iterator[Input | Skip]:
    """Yield what the inputs stand for, in a fixed order, and a skip for each that cannot be read."""
    for one in given:
        if one == "-":
            yield StdinInput()
        elif is_address(one):
            yield AddressInput(url=one)
        elif os.path.lexists(one):
            yield from _expand_path(Path(one), is_named=True)
        else:
            yield from _expand_pattern(one)


def count_inputs(inputs: Iterable[str | Path]) -> InputCount:
    """Return how many files and bytes the inputs are; looks at names and sizes only.

    Raises:
        UsageError, SourceError: as `read_sources` does.
    """
    n_files = n_bytes = n_addresses = n_unreadable = 0
    has_unknown = False
    for found in expand_inputs(check_inputs(inputs)):
        if isinstance(found, FileInput):
            n_files += 1
            n_bytes += found.n_bytes
        elif isinstance(found, Skip):
            n_unreadable += 1
        else:
            has_unknown = True
            n_addresses += isinstance(found, AddressInput)
    return InputCount(
        n_files=n_files, n_bytes=n_bytes, n_addresses=n_addresses, n_unreadable=n_unreadable, has_unknown=has_unknown
    )


def _match(pattern: str) -> Iterator[str]:
    return glob.iglob(pattern, recursive=True)  # noqa: PTH207  # Path.glob takes no absolute pattern


def _expand_pattern(pattern: str) -> Iterator[Input | Skip]:
    """Yield what a pattern matches; locations begin at the last folder before the first wildcard."""
    parts = Path(pattern).parts
    fixed: list[str] = []
    for part in parts:
        if _MAGIC & set(part):
            break
        fixed.append(part)
    root = Path(*fixed) if fixed else Path()
    matches = sorted(_match(pattern), key=lambda match: Path(match).parts)
    folders = tuple(Path(match) for match in matches if Path(match).is_dir())
    for match in matches:
        path = Path(match)
        if any(folder in path.parents for folder in folders):
            continue  # it comes with its folder
        yield from _expand_path(path, is_named=False, root=root)


def _expand_path(path: Path, *, is_named: bool, root: Path | None = None) -> Iterator[Input | Skip]:
    base = path.parent if root is None else root
    prefix = _make_location(root.name) if root is not None else ""
    relative = _make_location(os.path.relpath(path, base)) if path.name else ""
    location = "/".join(part for part in (prefix, relative) if part and part != ".")
    kind = _look(path, location or path.name)
    if isinstance(kind, Skip):
        yield kind
    elif stat.S_ISDIR(kind.st_mode):
        yield from _walk(path, location, kind)
    else:
        yield FileInput(path=path, location=location, is_named=is_named, n_bytes=kind.st_size)


def _walk(top: Path, location: str, found: os.stat_result) -> Iterator[Input | Skip]:
    """Yield the files under a folder; a stack of iterators, so that depth costs no recursion."""
    hidden: list[str] = []
    n_seen = 0
    visited = {(found.st_dev, found.st_ino)}
    stack = [iter(_list_folder(top, location))]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
            continue
        n_seen += 1
        if isinstance(entry, Skip):
            yield entry
            continue
        path, place = entry
        if path.name.startswith("."):
            hidden.append(place)
            continue
        kind = _look(path, place)
        if isinstance(kind, Skip):
            yield kind
        elif not stat.S_ISDIR(kind.st_mode):
            yield FileInput(path=path, location=place, is_named=False, n_bytes=kind.st_size)
        elif (kind.st_dev, kind.st_ino) in visited:
            reason = "a link to a folder that is read already"
            yield make_skip(place, code="symlink-loop", reason=reason)
        else:
            visited.add((kind.st_dev, kind.st_ino))
            stack.append(iter(_list_folder(path, place)))
    if hidden:
        shown = ", ".join(hidden[:5]) + (", …" if len(hidden) > 5 else "")
        yield make_skip(location, code="hidden", reason=f"{len(hidden)} hidden files or folders were left out: {shown}")
    elif n_seen == 0:
        yield make_skip(location, code="empty-folder", reason="the folder has no files")


def _list_folder(folder: Path, location: str) -> list[tuple[Path, str] | Skip]:
    try:
        names = sorted(child.name for child in folder.iterdir())
    except OSError as error:
        return [skip_for(error, location)]
    return [
        (folder / name, f"{location}/{_make_location(name)}" if location else _make_location(name)) for name in names
    ]


def _look(path: Path, location: str) -> os.stat_result | Skip:
    """Return what the system knows of a file or folder; a skip for everything else, without opening it."""
    try:
        found = path.stat()
    except OSError as error:
        return skip_for(error, location)
    if stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode):
        return found
    return make_skip(location, code="not-a-file", reason="a device, pipe or socket, not a file")


def skip_for(error: OSError, location: str) -> Skip:
    """Return the skip for a file that the system does not give."""
    if isinstance(error, PermissionError):
        return make_skip(location, code="no-permission", reason="the file may not be read by this user")
    if isinstance(error, FileNotFoundError):
        return make_skip(
            location, code="missing", reason="a link to a file that does not exist, or a file just removed"
        )
    words = os.strerror(error.errno) if error.errno else type(error).__name__
    is_loop = "symbolic" in words.lower()
    return make_skip(location, code="symlink-loop" if is_loop else "unreadable", reason=f"the system says: {words}")


def _make_location(name: str) -> str:
    """Return a path as text that can be stored: forward slashes, undecodable bytes as backslash escapes."""
    text = name.replace(os.sep, "/")
    return os.fsencode(text).decode("utf-8", "backslashreplace") if os.name == "posix" else text
