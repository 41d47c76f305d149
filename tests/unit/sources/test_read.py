"""The door: inputs of every kind, good and bad."""

from __future__ import annotations

import gzip
import io
import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from musterbook.config import SourceSettings
from musterbook.errors import SourceError, UsageError
from musterbook.model import Published, Report, Skip, hash_bytes
from musterbook.sources import InputCount, count_inputs, read_sources
from musterbook.sources.inputs import skip_for

_NOW = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
_TEXT = b"Soldiers left the village on Sunday."


def _codes(inputs: list[Path | str], **options: object) -> list[tuple[str, str]]:
    found = read_sources(inputs, settings=SourceSettings(**options))  # type: ignore[arg-type]
    return [(one.location, one.code if isinstance(one, Skip) else one.media_type) for one in found]


def test_text_file_becomes_a_whole_report(tmp_path: Path) -> None:
    """The report has the bytes, their hash, and what the user gave for the run."""
    path = tmp_path / "a.txt"
    path.write_bytes(_TEXT)
    settings = SourceSettings(published=date(2018, 4, 15), outlet="AFP", language="en", licence="CC BY 4.0")
    assert list(read_sources([path], settings=settings, clock=lambda: _NOW)) == [
        Report(
            report_id=hash_bytes(_TEXT),
            media_type="text/plain",
            location="a.txt",
            raw=_TEXT,
            encoding="utf-8",
            retrieved_utc=_NOW,
            outlet="Agence France-Presse",
            published=Published(day=date(2018, 4, 15), origin="given"),
            language="en",
            licence="CC BY 4.0",
        )
    ]


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.md", b"# Title", "text/markdown"),
        ("a.txt", b"<!doctype html><p>x", "text/html"),
        ("a.html", b"%PDF-1.4\n\0", "application/pdf"),
        ("a.txt.gz", gzip.compress(_TEXT, mtime=0), "text/plain"),
        ("a.txt", gzip.compress(gzip.compress(_TEXT, mtime=0), mtime=0), "unsupported-type"),
        ("a.txt", "Été".encode("utf-16"), "text/plain"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0", "binary"),
        ("a.txt", b"x" * 70_000 + b"\0", "binary"),
        ("a.txt", b" " * 70_000 + b"words", "text/plain"),
        ("a.html", b"<html>" + b"x" * 200_000, "too-large"),
        ("a.html.gz", gzip.compress(b"<html>" + b"x" * 200_000, mtime=0), "too-large"),
        ("a.html.gz", gzip.compress(b"<html>" + b"x" * 200, mtime=0)[:-5], "cut-off"),
        ("a.html.gz", gzip.compress(b"<html>" + b" " * 50_000_000, mtime=0), "too-large"),
        ("a.xml", b"<?xml version='1.0'?><nitf/>", "unsupported-type"),
        ("a.xml", b"<urlset><url><loc>https://x.example/</loc></url></urlset>", "not-followed"),
    ],
)
def test_single_file_is_a_report_or_a_skip(tmp_path: Path, name: str, raw: bytes, expected: str) -> None:
    """Every file gives its media type or the code that says why it gives nothing."""
    (tmp_path / name).write_bytes(raw)
    assert _codes([tmp_path / name], max_report_bytes=100_000) == [(name, expected)]


def test_undecodable_file_is_a_skip(tmp_path: Path) -> None:
    """Bytes under a mark that they do not keep are told as undecodable."""
    (tmp_path / "a.txt").write_bytes(b"\xff\xfeA\x00\x00\xd8")
    assert _codes([tmp_path / "a.txt"]) == [("a.txt", "undecodable")]


def test_folder_is_read_in_order_and_nothing_disappears(tmp_path: Path) -> None:
    """Files and folders come sorted; hidden ones, pipes, dead links and loops are told and not opened."""
    top = tmp_path / "in"
    (top / "b" / "c").mkdir(parents=True)
    (top / "empty").mkdir()
    (top / ".git").mkdir()
    (top / ".git" / "x").write_bytes(_TEXT)
    for name in ("z.txt", "b/2.txt", "b/10.txt", "b/c/1.txt", ".DS_Store"):
        (top / name).write_bytes(_TEXT)
    os.mkfifo(top / "pipe")
    (top / "dead").symlink_to("nowhere")
    (top / "loop").symlink_to("loop")
    (top / "b" / "up").symlink_to("..")
    (top / "a-link.txt").symlink_to("z.txt")
    assert _codes([top]) == [
        ("in/a-link.txt", "text/plain"),
        ("in/b/10.txt", "text/plain"),
        ("in/b/2.txt", "text/plain"),
        ("in/b/c/1.txt", "text/plain"),
        ("in/b/up", "symlink-loop"),
        ("in/dead", "missing"),
        ("in/loop", "symlink-loop"),
        ("in/pipe", "not-a-file"),
        ("in/z.txt", "text/plain"),
        ("in", "hidden"),
    ]


def test_empty_folder_is_a_skip(tmp_path: Path) -> None:
    """A folder that exists and has nothing is told."""
    (tmp_path / "in").mkdir()
    assert _codes([tmp_path / "in"]) == [("in", "empty-folder")]


def test_file_name_that_is_no_unicode_can_be_stored(tmp_path: Path) -> None:
    """A location is always text that UTF-8 can hold."""
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / os.fsdecode(b"a\xff.txt")).write_bytes(_TEXT)
    except OSError:
        pytest.skip("this file system takes no such names")
    assert _codes([tmp_path / "in"]) == [("in/a\\xff.txt", "text/plain")]


def test_pattern_is_read_in_order(tmp_path: Path) -> None:
    """A pattern gives its files sorted, each once, with locations from the last fixed folder."""
    for name in ("in/b/1.txt", "in/a/2.txt", "in/a/x.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(_TEXT)
    assert _codes([str(tmp_path / "in" / "*" / "*.txt")]) == [
        ("in/a/2.txt", "text/plain"),
        ("in/b/1.txt", "text/plain"),
    ]
    every = [location for location, _ in _codes([str(tmp_path / "in" / "**")])]
    assert every == ["in/a/2.txt", "in/a/x.html", "in/b/1.txt"]


def test_standard_input_is_read() -> None:
    """Standard input is one report, or as many as it has rows."""
    made = list(read_sources(["-"], settings=SourceSettings(), stdin=io.BytesIO(_TEXT)))
    assert [(one.location, isinstance(one, Report)) for one in made] == [("stdin", True)]
    rows = io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')
    found = list(read_sources(["-"], settings=SourceSettings(), stdin=rows))
    assert [one.location for one in found] == ["stdin#row=1", "stdin#row=2"]


@pytest.mark.parametrize(
    ("inputs", "error", "match"),
    [
        pytest.param([], UsageError, "nothing to read", id="nothing"),
        pytest.param(["no/such/file.txt"], SourceError, "does not exist", id="missing"),
        pytest.param(["no-such-*.txt"], SourceError, "no file matches", id="pattern"),
        pytest.param(["ftp://x.example/a"], UsageError, "cannot be fetched", id="scheme"),
        pytest.param(["https://x.example/a"], UsageError, "without a connection", id="no-fetcher"),
        pytest.param(["-"], UsageError, "no standard input", id="no-stdin"),
    ],
)
def test_wrong_inputs_are_told_before_anything_is_read(inputs: list[str], error: type[Exception], match: str) -> None:
    """The call itself raises, not the first step of the iteration."""
    with pytest.raises(error, match=match):
        read_sources(inputs, settings=SourceSettings())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "no-permission"),
        (FileNotFoundError(2, "No such file"), "missing"),
        (OSError(40, "Too many levels of symbolic links"), "symlink-loop"),
        (OSError(5, "Input/output error"), "unreadable"),
        (OSError("no number"), "unreadable"),
    ],
)
def test_refusal_of_the_system_is_a_skip(error: OSError, code: str) -> None:
    """Each refusal has a code of its own and keeps the location."""
    skip = skip_for(error, "in/a.txt")
    assert (skip.code, skip.location) == (code, "in/a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_file_without_permission_does_not_stop_the_others(tmp_path: Path) -> None:
    """A file that may not be read is a skip, and the next one is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(_TEXT)
    (tmp_path / "in" / "a.txt").chmod(0)
    (tmp_path / "in" / "b.txt").write_bytes(_TEXT)
    found = _codes([tmp_path / "in"])
    (tmp_path / "in" / "a.txt").chmod(stat.S_IRWXU)
    assert found == [("in/a.txt", "no-permission"), ("in/b.txt", "text/plain")]


def test_inputs_are_counted_without_being_read(tmp_path: Path) -> None:
    """Files, bytes, addresses and what will be skipped are counted."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"12345")
    (tmp_path / "in" / "b.txt").write_bytes(b"123")
    (tmp_path / "in" / ".hidden").write_bytes(b"1")
    assert count_inputs([tmp_path / "in"]) == InputCount(n_files=2, n_bytes=8, n_unreadable=1)
    assert count_inputs(["https://x.example/", "-"]) == InputCount(n_addresses=1, has_unknown=True)
