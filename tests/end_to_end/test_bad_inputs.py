"""Inputs that are broken, hostile or not for us, in one call together with good ones: each is read or skipped with a reason."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from tests.end_to_end.running import COMMAND, ENVIRONMENT, EXAMPLES, Finished, run_apart, run_here

REPORTS = EXAMPLES / "afghanistan" / "reports"
MEGABYTE = 1_000_000
HUGE_WORDS = 100_000
GOOD = "Fighting in the north\n\nTaliban fighters killed {number} soldiers in Kunduz on 3 March 2017, Afghan officials said.\n"
ARABIC = (
    "قتل عشرة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب المدينة يوم الاثنين، بحسب مسؤولين محليين. "
    "وأضاف المسؤولون أن الجيش أرسل تعزيزات إلى المنطقة بعد الهجوم.\n"
)
# What a hostile report may hold: an escape sequence, a bell, turned direction, markup of a terminal library and of a page.
HOSTILE = (
    "Fighting \x1b[2J\x1b]0;owned\x07 in [bold red]Kunduz[/bold red]\n\n"
    "Taliban fighters killed 31 soldiers of \u202eeht ymra\u202c in [link=file:///]Kunduz[/link] on 3 March 2017, "
    "<script>alert(1)</script> the governor\u2066\u200f said.\n"
)


def write(folder: Path, name: str, data: bytes | str) -> None:
    """Write one input."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def write_pdfs(folder: Path) -> None:
    """Write a PDF that was cut off and one that is encrypted."""
    whole = (REPORTS / "30-un-team-3500-to-4500.pdf").read_bytes()
    write(folder, "cut-off.pdf", whole[: len(whole) // 2])
    writer = PdfWriter(clone_from=PdfReader(REPORTS / "31-oversight-fewer-than-2000.pdf"))
    writer.encrypt("a password", "another", algorithm="AES-256")
    with (folder / "encrypted.pdf").open("wb") as file:
        writer.write(file)


def write_inputs(folder: Path) -> None:
    """Write every bad input, and good ones before, between and after them."""
    for number, name in enumerate(("00-good.txt", "m-good.txt", "zz-good.txt"), start=11):
        write(folder, name, GOOD.format(number=number))
    write_pdfs(folder)
    (folder / "empty-folder").mkdir()
    write(folder, "nothing.txt", b"")
    write(folder, "binary.dat", bytes(range(256)) * 40)
    with (folder / "huge.html").open("wb") as file:
        file.write(b"<html><body>")
        for _ in range(60):
            file.write(b"<p>" + b"word " * (MEGABYTE // 5) + b"</p>\n")
    write(folder, "invalid.txt", GOOD.format(number=21).encode() + b"\x81\x8d\xff\xfe\xfa in the province.\n")
    write(folder, "utf-16.txt", GOOD.format(number=22).encode("utf-16"))
    rows = ['{"text": "Taliban fighters killed 23 soldiers in Kunduz."}', '{"text": broken']
    rows += [
        '{"text": "Taliban fighters killed 24 soldiers in \\ud800 Kunduz.", "title": "\\udfff \\u001b[31m \\u202e"}'
    ]
    write(folder, "rows.jsonl", "\n".join(rows) + "\n")
    write(folder, "tables/no-text.csv", "a,b\n1,2\n")
    packed = (REPORTS / "50-web-pages.warc.gz").read_bytes()
    write(folder, "cut-off.warc.gz", packed[: len(packed) * 6 // 10])
    write(folder, "cut-off.warc", gzip.decompress(packed)[:4000])
    write(folder, "one-word.txt", "Attack")
    write(folder, "arabic.txt", ARABIC)
    write(folder, "hostile.txt", HOSTILE)
    write(folder, "names/[red]bold[blink] \x1b[31m.txt", GOOD.format(number=25))
    if os.name == "posix":
        (folder / "names" / os.fsdecode(b"\xff\xfe bytes.txt")).write_text(GOOD.format(number=26))


@dataclass(frozen=True, slots=True)
class Added:
    """What one `add` of everything gave."""

    path: Path
    finished: Finished
    skips: dict[str, set[str]]
    claims: list[dict[str, Any]]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all inputs."""
    folder = tmp_path_factory.mktemp("bad") / "inputs"
    folder.mkdir()
    write_inputs(folder)
    return folder


@pytest.fixture(scope="module")
def added(inputs: Path) -> Added:
    """The record of one call over the folder and, by its own name, the empty one in it."""
    path = inputs.parent / "record.db"
    finished = run_here("add", inputs, inputs / "empty-folder", "-r", path)
    skips: dict[str, set[str]] = {}
    for skip in run_here("status", "--skips", "--json", "-r", path).document["skipped"]:
        assert skip["reason"]
        skips.setdefault(skip["location"].removeprefix("inputs/"), set()).add(skip["code"])
    claims = run_here("claims", "--json", "-r", path).document
    return Added(path, finished, skips, claims)


def test_the_run_is_done(added: Added) -> None:
    """Bad inputs do not fail a run, and its summary counts them."""
    assert added.finished.code == 0
    assert "Traceback" not in added.finished.err
    assert "skips" in added.finished.err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty-folder", "empty-folder"),
        ("nothing.txt", "empty"),
        ("binary.dat", "binary"),
        ("cut-off.pdf", "damaged"),
        ("encrypted.pdf", "encrypted"),
        ("huge.html", "too-large"),
        ("rows.jsonl#row=2", "broken-row"),
        ("tables/no-text.csv", "no-text-column"),
        ("cut-off.warc.gz", "cut-off"),
        ("cut-off.warc", "cut-off"),
        ("one-word.txt", "too-short"),
        ("arabic.txt", "not-english"),
    ],
)
def test_bad_input_is_skipped_with_its_reason(added: Added, name: str, code: str) -> None:
    """Each bad input stands in the record with a code that says what is wrong."""
    assert code in added.skips[name]


@pytest.mark.parametrize(
    "number",
    [11, 12, 13, 21, 22, 23, 24, 25, 26, 31],
    ids=[
        "first", "between", "last", "invalid UTF-8", "UTF-16", "row before", "row after", "markup in name", "bytes in name",
        "hostile text",
    ],
)  # fmt: skip
def test_good_input_beside_bad_ones_is_read(added: Added, number: int) -> None:
    """The figure of every readable report is in the record, whatever stands beside it."""
    figures = [c["quantity"]["low"] for c in added.claims if c["kind"] == "casualties" and c["quantity"]]
    assert figures.count(number) == 1


def test_what_stands_before_a_cut_is_read(added: Added) -> None:
    """The pages of an archive before its cut are in the record."""
    assert any("Khogyani" in claim["sentence"] for claim in added.claims)


def test_second_run_over_bad_inputs_changes_nothing(added: Added, inputs: Path) -> None:
    """Skips are stored once, however often a run meets them."""
    before = run_here("status", "--json", "-r", added.path).document
    finished = run_here("add", inputs, inputs / "empty-folder", "-q", "-r", added.path)
    assert finished.code == 0
    assert run_here("status", "--json", "-r", added.path).document == before


def test_the_record_is_sound(added: Added) -> None:
    """Everything hashes to what it was: no report is lost between made and skipped."""
    assert run_here("verify", "-r", added.path).code == 0


def test_too_many_skips(added: Added, inputs: Path) -> None:
    """With `--max-skips` a run that skipped more ends with 3, and one that did not with 0."""
    assert run_here("add", inputs, "-q", "--max-skips", "5", "-r", added.path).code == 3
    assert run_here("add", inputs, "-q", "--max-skips", "500", "-r", added.path).code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("status", "--skips"), ("claims",), ("incidents",), ("search", "Kunduz"), ("show",), ("series", "taliban"),
        ("assess", "taliban"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_hostile_text_never_reaches_a_terminal(added: Added, command: tuple[str, ...]) -> None:
    """No table or line holds a control character or one that turns direction, or reads markup of a report as its own."""
    finished = run_here(*command, *hostile_id(added, command), "-r", added.path)
    assert finished.code == 0
    shown = finished.out + finished.err
    assert not [c for c in shown if c != "\n" and (not c.isprintable() or c in "\u200f\u202e\u2066")]


def test_markup_of_a_report_is_shown_as_it_is(added: Added) -> None:
    """Brackets of a report are its text."""
    finished = run_here("show", *hostile_id(added, ("show",)), "-r", added.path)
    assert "[link=file:///]Kunduz[/link]" in " ".join(finished.out.split())


@pytest.mark.parametrize("flag", ["--json", "--jsonl"])
def test_hostile_text_is_valid_json(added: Added, flag: str) -> None:
    """JSON output stays JSON and keeps the report's characters."""
    for command in (("claims",), ("incidents",), ("search", "Kunduz"), ("status", "--skips")):
        finished = run_here(*command, flag, "-r", added.path)
        assert finished.lines if flag == "--jsonl" else finished.document


def hostile_id(added: Added, command: tuple[str, ...]) -> list[str]:
    """Return the id that `show` needs: of the claim of the hostile report."""
    if command != ("show",):
        return []
    return [c["claim_id"] for c in added.claims if c["quantity"] and c["quantity"]["low"] == 31][:1]


def test_hostile_bytes_leave_as_utf_8(inputs: Path) -> None:
    """Through a real pipe in a locale without UTF-8 the output is UTF-8 and JSON all the same."""
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*COMMAND, "extract", str(inputs / "hostile.txt"), str(inputs / "rows.jsonl")],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    found = Finished(done.returncode, done.stdout.decode(), done.stderr.decode()).lines
    assert [len(one["claims"]) > 0 for one in found] == [True, True, False, True]


def test_one_sentence_of_a_hundred_thousand_words(tmp_path: Path) -> None:
    """A report that is one endless sentence is read to its end within the limits, and does not stop the others."""
    endless = (
        "Taliban fighters killed 41 soldiers and " + "then the men went on and " * (HUGE_WORDS // 6) + "stopped.\n"
    )
    write(tmp_path, "endless.txt", endless)
    write(tmp_path, "good.txt", GOOD.format(number=42))
    path = tmp_path / "record.db"
    assert run_here("add", tmp_path / "endless.txt", tmp_path / "good.txt", "-q", "-r", path).code == 0
    assert run_here("status", "--json", "-r", path).document["reports"] == 2
    assert {41, 42} <= {
        c["quantity"]["low"] for c in run_here("claims", "--json", "-r", path).document if c["quantity"]
    }


def test_missing_input_stops_before_anything_is_read(tmp_path: Path) -> None:
    """A name that does not exist is a mistake of the caller: one message with the name, and nothing is done."""
    write(tmp_path, "good.txt", GOOD.format(number=11))
    finished = run_here("add", tmp_path / "good.txt", tmp_path / "gone.txt", "-r", tmp_path / "record.db")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err.startswith("error[source]: ")
    assert "gone.txt” does not exist" in finished.err


def test_table_without_a_text_column_named_directly(tmp_path: Path) -> None:
    """A table that the user named stops with the list of its columns."""
    write(tmp_path, "table.csv", "when,where\n2017-03-03,Kunduz\n")
    finished = run_here("add", tmp_path / "table.csv", "-r", tmp_path / "record.db")
    assert finished.code != 0
    assert "--text-column" in finished.err
    assert "“when”" in finished.err


def test_file_without_permission_is_skipped(tmp_path: Path) -> None:
    """A file that the system does not give is a skip, and the others are read."""
    write(tmp_path, "in/closed.txt", GOOD.format(number=51))
    write(tmp_path, "in/open.txt", GOOD.format(number=52))
    (tmp_path / "in" / "closed.txt").chmod(0)
    without_power = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if without_power and shutil.which("setpriv") is None:
        pytest.skip("root reads every file, and there is no setpriv to take that power away")
    done = subprocess.run(
        [*without_power, *COMMAND, "add", str(tmp_path / "in"), "-r", str(tmp_path / "record.db")],
        env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "skipped[no-permission] in/closed.txt" in done.stderr
    assert "1 report added" in done.stderr


def test_standard_input_is_read() -> None:
    """`extract -` reads a report from standard input."""
    finished = run_apart("extract", "-", stdin=GOOD.format(number=61).encode())
    assert finished.code == 0
    (found,) = finished.lines
    assert [c["quantity"]["low"] for c in found["claims"] if c["kind"] == "casualties"] == [61]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\x00\x01\x02\x03" * 100, "binary"), (b"Attack", "too-short"), (ARABIC.encode(), "not-english")],
    ids=["empty", "binary", "one word", "Arabic"],
)
def test_nothing_to_read_from_standard_input(data: bytes, code: str) -> None:
    """If not one report could be read, `extract` prints the skip as data and as a message and ends with 3."""
    finished = run_apart("extract", "-", stdin=data)
    assert finished.code == 3
    (found,) = finished.lines
    assert [skip["code"] for skip in found["skipped"]] == [code]
    assert f"skipped[{code}]" in finished.err
