"""Laws that hold for any bytes."""

from __future__ import annotations

import gzip
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.config import SourceSettings
from musterbook.model import Report, hash_bytes
from musterbook.sources import read_sources

_STARTS = (
    b"", b"<html>", b"<?xml version='1.0'?><rss><channel><item>", b"<feed><entry><content>", b"<urlset><url><loc>", b"{", b"[{",
    b'{"text": "a"}\n', b"%PDF-", b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 20\r\n\r\n", b"PAR1",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"text,date\n", b"From: x\nMIME-Version: 1.0\n",
)  # fmt: skip
_SETTINGS = SourceSettings(max_report_bytes=5000)
_NAMES = st.sampled_from(["a", "a.txt", "a.csv", "a.jsonl", "a.json", "a.html", "a.md", "a.xml"])
_BYTES = st.tuples(
    st.sampled_from(_STARTS),
    st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
).map(b"".join)


@given(_BYTES, _NAMES, st.booleans())
def test_any_file_in_a_folder_is_accounted_for(data: bytes, name: str, is_packed: bool) -> None:  # noqa: FBT001
    """Any bytes under any name give a report or a skip and never an error; all of it can be stored as UTF-8."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(gzip.compress(data) if is_packed else data)
        found = list(read_sources([folder], settings=_SETTINGS))
    assert found
    for one in found:
        if isinstance(one, Report):
            assert one.report_id == hash_bytes(one.raw)
            (one.location + (one.text or "") + (one.title or "") + (one.url or "")).encode("utf-8")
        else:
            assert (one.stage, one.input_id) == ("sources", one.location)
            (one.location + one.reason).encode("utf-8")


@pytest.mark.parametrize("cut", range(0, 400, 23))
def test_same_input_gives_the_same_reports(cut: int) -> None:
    """Reading twice gives equal records in equal order."""
    raw = b"".join(b'{"text": "Report %d."}\n' % number for number in range(20))[: cut or None]
    first, second = (list(read_sources(["-"], settings=_SETTINGS, stdin=io.BytesIO(raw))) for _ in range(2))
    assert first == second
