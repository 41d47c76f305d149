"""Laws that hold for any bytes."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.config import SourceSettings
from musterbook.model import Report, Skip, hash_bytes
from musterbook.sources import read_sources
from musterbook.sources.reports import Obtained, Reading
from musterbook.sources.read import _read_stream
from musterbook.sources.streams import StreamError

_STARTS = (
    b"", b"<html>", b"<?xml version='1.0'?><rss><channel><item>", b"<feed><entry><content>", b"<urlset><url><loc>", b"{", b"[{",
    b'{"text": "a"}\n', b"%PDF-", b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 20\r\n\r\n", b"PAR1",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"text,date\n", b"From: x\nMIME-Version: 1.0\n",
)  # fmt: skip
_SETTINGS = SourceSettings(max_report_bytes=5000)
_NAMES = st.sampled_from(["", "a.txt", "a.csv", "a.jsonl", "a.json", "a.html", "a.md", "a.xml"])
_BYTES = st.tuples(
    st.sampled_from(_STARTS),
    st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
).map(b"".join)


@given(_BYTES, st.booleans())
def test_any_standard_input_is_accounted_for(data: bytes, is_packed: bool) -> None:  # noqa: FBT001
    """Any bytes give at least one report or skip and never an error; reports have the hash of their bytes."""
    raw = gzip.compress(data) if is_packed else data
    found = list(read_sources(["-"], settings=_SETTINGS, stdin=io.BytesIO(raw)))
    assert found
    for one in found:
        if isinstance(one, Report):
            assert one.report_id == hash_bytes(one.raw)
            assert len(one.raw) <= _SETTINGS.max_report_bytes
            (one.location + (one.text or "") + (one.title or "") + (one.url or "")).encode("utf-8")
        else:
            assert isinstance(one, Skip)
            assert one.stage == "sources"
            (one.location + one.reason).encode("utf-8")


@given(_BYTES, _NAMES)
def test_any_file_inside_a_folder_is_accounted_for(data: bytes, name: str) -> None:
    """Whatever a file is called and holds, it gives something to store or to tell."""
    obtained = Obtained(location="in/" + name, name=name, is_named=False)
    try:
        found = list(_read_stream(io.BytesIO(data), obtained, Reading(settings=_SETTINGS)))
    except StreamError as error:
        assert error.code in {"cut-off", "broken", "too-large"}
        return
    assert found


@pytest.mark.parametrize("cut", range(0, 400, 23))
def test_same_input_gives_the_same_reports(cut: int) -> None:
    """Reading twice gives equal records in equal order."""
    raw = b"".join(b'{"text": "Report %d."}\n' % number for number in range(20))[: cut or None]
    first, second = (list(read_sources(["-"], settings=_SETTINGS, stdin=io.BytesIO(raw))) for _ in range(2))
    assert first == second
