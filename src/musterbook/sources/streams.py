"""Byte streams that are never read whole: looked into first, unpacked within bounds, read line by line within bounds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["HEAD_BYTES", "PeekedStream", "StreamError", "UnpackedStream", "peek", "read_bounded", "read_lines"]

# Enough to tell what a file is and how it is encoded.
HEAD_BYTES = 65_536

_CHUNK_BYTES = 65_536
# Text packs 3 to 20 times with gzip; deflate can reach 1,032 times, and only a bomb comes near.
_MAX_EXPANSION = 200


class StreamError(Exception):
    """The rest of a stream cannot be read. Caught inside this stage and turned into a Skip with this code and reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class PeekedStream(io.RawIOBase):
    """A stream whose first bytes were already taken out: they are given again, then the rest, or the fault met there."""

    def __init__(self, head: bytes, rest: BinaryIO | io.RawIOBase, fault: StreamError | None = None) -> None:
        super().__init__()
        self._fault = fault
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer from the head while it lasts, then from the rest."""
        target = memoryview(buffer).cast("B")
        if self._head:
            n = min(len(self._head), len(target))
            target[:n] = self._head[:n]
            self._head = self._head[n:]
            return n
        if self._fault is not None:
            raise self._fault
        data = self._rest.read(len(target)) or b""
        target[: len(data)] = data
        return len(data)


def peek(stream: BinaryIO | io.RawIOBase) -> tuple[bytes, BinaryIO]:
    """Return the first bytes (at most 64 KiB) and a buffered stream that still has all of them.

    A fault in the first bytes is raised by the stream, after what came before the fault was read.
    """
    parts: list[bytes] = []
    n = 0
    fault = None
    while n < HEAD_BYTES:
        try:
            data = stream.read(HEAD_BYTES - n)
        except StreamError as error:
            fault = error
            break
        if not data:
            break
        parts.append(data)
        n += len(data)
    head = b"".join(parts)
    return head, io.BufferedReader(PeekedStream(head, stream, fault), _CHUNK_BYTES)


class UnpackedStream(io.RawIOBase):
    """A gzip stream of one or many members, unpacked as it is read.

    Raises while reading:
        StreamError: "cut-off" at a missing end, "broken" for damaged data, "too-large" once the content is both larger
            than one report may be and more than 200 times the packed bytes read so far.
    """

    def __init__(self, packed: BinaryIO, *, limit: int) -> None:
        super().__init__()
        self._packed = packed
        self._limit = limit
        self._pending = b""
        self._unpacker = zlib.decompressobj(wbits=31)
        self._n_in = 0
        self._n_out = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Unpack at most one buffer full."""
        target = memoryview(buffer).cast("B")
        while target:
            if self._unpacker.eof and not self._start_member():
                return 0
            if not self._pending:
                self._pending = self._packed.read(_CHUNK_BYTES)
                self._n_in += len(self._pending)
            data = self._unpack(len(target))
            if data:
                target[: len(data)] = data
                return len(data)
        return 0

    def _start_member(self) -> bool:
        """Begin the next member; False at the end. Zero padding after a member is allowed, as gzip does."""
        # Not what is pending too: zlib gives the bytes behind the end a second time there if it held some back before.
        self._pending = self._unpacker.unused_data.lstrip(b"\0")
        while not self._pending:
            data = self._packed.read(_CHUNK_BYTES)
            if not data:
                return False
            self._n_in += len(data)
            self._pending = data.lstrip(b"\0")
        self._unpacker = zlib.decompressobj(wbits=31)
        return True

    def _unpack(self, n: int) -> bytes:
        is_end = not self._pending
        try:
            data = self._unpacker.decompress(self._pending, n)
        except zlib.error as error:
            raise StreamError("broken", f"the compressed data are damaged ({error})") from error
        self._pending = self._unpacker.unconsumed_tail
        if is_end and not data and not self._unpacker.eof:
            raise StreamError("cut-off", "the compressed data end in the middle")
        self._n_out += len(data)
        if self._n_out > self._limit and self._n_out > _MAX_EXPANSION * self._n_in:
            raise StreamError("too-large", f"the compressed data expand more than {_MAX_EXPANSION} times")
        return data


def read_bounded(stream: BinaryIO, *, limit: int) -> bytes:
    """Return everything that is left.

    Raises:
        StreamError: there are more than `limit` bytes.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise StreamError("too-large", f"larger than {limit:,} bytes, the limit for one report")
    return data


def read_lines(stream: BinaryIO, *, limit: int) -> Iterator[bytes | None]:
    r"""Yield each line with its end; None in place of a line longer than `limit`. Lines end at \n."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK_BYTES)
        yield None
