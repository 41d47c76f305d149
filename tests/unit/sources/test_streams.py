"""Streams that are looked into, unpacked and read line by line, all within bounds."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.sources.streams import StreamError, UnpackedStream, peek, read_bounded, read_lines


def _unpack(packed: bytes, *, limit: int = 10_000_000) -> bytes:
    return io.BufferedReader(UnpackedStream(io.BytesIO(packed), limit=limit)).read()


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(0, 5))
def test_members_of_gzip_are_joined(parts: list[bytes], n_padding: int) -> None:
    """Any number of members, and zero padding after the last, unpack to the bytes that were packed."""
    packed = b"".join(gzip.compress(part) for part in parts) + b"\0" * n_padding
    assert _unpack(packed) == b"".join(parts)


@given(st.binary(max_size=200_000))
def test_peek_loses_nothing(data: bytes) -> None:
    """The head is the beginning, and the stream still has all of it."""
    head, rest = peek(io.BytesIO(data))
    assert data.startswith(head)
    assert rest.read() == data


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        pytest.param(gzip.compress(b"words " * 100)[:-9], "cut-off", id="cut"),
        pytest.param(gzip.compress(b"words " * 100) + gzip.compress(b"more")[:6], "cut-off", id="cut-in-second-member"),
        pytest.param(gzip.compress(b"words") + b"rubbish after it", "broken", id="rubbish-after"),
        pytest.param(gzip.compress(b"\0" * 20_000_000), "too-large", id="bomb"),
    ],
)
def test_bad_gzip_is_told(packed: bytes, code: str) -> None:
    """Cut, damaged and exploding data end with the code that says so."""
    with pytest.raises(StreamError, match=r"compressed data") as caught:
        _unpack(packed, limit=1_000_000)
    assert caught.value.code == code


def test_more_than_the_limit_is_refused() -> None:
    """A stream one byte above the limit is too large, one at the limit is not."""
    assert read_bounded(io.BytesIO(b"12345"), limit=5) == b"12345"
    with pytest.raises(StreamError, match="larger than 5 bytes"):
        read_bounded(io.BytesIO(b"123456"), limit=5)


def test_long_line_costs_only_itself() -> None:
    """A line above the limit is None, the lines around it are whole."""
    data = b"one\n" + b"x" * 200_000 + b"\ntwo"
    assert list(read_lines(io.BytesIO(data), limit=10)) == [b"one\n", None, b"two"]


def test_packed_members_that_unpack_to_more_than_a_buffer_are_all_read() -> None:
    """Each member is read once, also where it ends while unpacked bytes are still held back."""
    members = [(b"%d soldiers left the village. " % n) * 9000 for n in range(20)]
    packed = io.BytesIO(b"".join(gzip.compress(member) for member in members))
    assert io.BufferedReader(UnpackedStream(packed, limit=10_000_000)).read() == b"".join(members)
