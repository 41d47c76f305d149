"""Tables: rows of JSONL, JSON, CSV and Parquet as reports."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.config import SourceSettings
from musterbook.errors import UsageError
from musterbook.model import Published, Report, Skip, hash_bytes
from musterbook.sources import Notice, read_sources
from musterbook.sources.delimited import find_delimiter, read_delimited
from musterbook.sources.rows import Row, RowFault, read_json, read_jsonl
from musterbook.sources.tables import choose_columns

_LIMIT = 1_000_000


def _read(path: Path, **options: object) -> list[Report | Skip]:
    return list(read_sources([path], settings=SourceSettings(**options)))  # type: ignore[arg-type]


def _codes(found: list[Report | Skip]) -> list[tuple[str, str]]:
    return [(one.location, one.code if isinstance(one, Skip) else "made") for one in found]


def test_row_of_a_headline_alone(tmp_path: Path) -> None:
    """A row without text is read for its headline; a row with neither is skipped, and both columns are named."""
    path = tmp_path / "a.csv"
    path.write_text("title,text\nBomb kills nine in Tarin,\n,\n", encoding="utf-8")
    report, skip = _read(path)
    assert isinstance(report, Report)
    assert report.text == "Bomb kills nine in Tarin"
    assert isinstance(skip, Skip)
    assert skip.reason == "nothing in the column “text” and “title”"


def test_csv_row_becomes_a_whole_report(tmp_path: Path) -> None:
    """All columns are used, the raw bytes are the row as JSON, and the guesses are told."""
    path = tmp_path / "reports.csv"
    path.write_text(
        "Story ID,Headline,Body,Pub-Date,URL,Source,Lang\n"
        '7 a,Attack,"Fighters left.\nThey said ""no"".",12 April 2018,https://www.reuters.com/x,AFP,eng\n',
        encoding="utf-8",
    )
    notices: list[Notice] = []
    made = list(read_sources([path], settings=SourceSettings(), notify=notices.append))
    raw = json.dumps(
        {
            "Story ID": "7 a",
            "Headline": "Attack",
            "Body": 'Fighters left.\nThey said "no".',
            "Pub-Date": "12 April 2018",
            "URL": "https://www.reuters.com/x",
            "Source": "AFP",
            "Lang": "eng",
        }
    ).encode()
    assert made == [
        Report(
            report_id=hash_bytes(raw),
            media_type="application/json",
            location="reports.csv#row=1&id=7%20a",
            raw=raw,
            encoding="utf-8",
            title="Attack",
            text='Fighters left.\nThey said "no".',
            outlet="Agence France-Presse",
            url="https://www.reuters.com/x",
            published=Published(day=date(2018, 4, 12), origin="table"),
            language="en",
        )
    ]
    assert [(notice.location, notice.code) for notice in notices] == [("reports.csv", "column-guessed")]
    assert "text = “Body”" in notices[0].message


def test_jsonl_row_keeps_the_bytes_of_its_line(tmp_path: Path) -> None:
    """The raw bytes are the line without its end; a broken line costs only itself."""
    lines = [
        b'{"text":  "One."}',
        b'{"text": "Tw',
        b"",
        b'{"text": "Three."}',
        b"[1]",
        b'{"text": " "}',
        b'{"x": "\xff"}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\r\n".join(lines))
    found = _read(path)
    assert _codes(found) == [
        ("a.jsonl#row=1", "made"),
        ("a.jsonl#row=2", "broken-row"),
        ("a.jsonl#row=4", "made"),
        ("a.jsonl#row=5", "broken-row"),
        ("a.jsonl#row=6", "empty"),
        ("a.jsonl#row=7", "undecodable"),
    ]
    assert isinstance(found[0], Report)
    assert (found[0].raw, found[0].report_id) == (lines[0], hash_bytes(lines[0]))


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        pytest.param(
            b"text,day\nA b,1\nC d\nE f,1,2\nG h,2\n", ["made", "broken-row", "broken-row", "made"], id="width"
        ),
        pytest.param(b"text,day\nA\x00b,1\nC d,2\n", ["broken-row", "made"], id="zero-character"),
        pytest.param(
            b"text,day\n" + "été ".encode() * 500 + b",1\nC \xff d,2\nE f,3\n",
            ["made", "undecodable", "made"],
            id="wrong-byte-far-down",
        ),
        pytest.param(b'text,day\n"A b,1\nC d,2\nE f,3\n', ["broken-row", "made", "made"], id="open-quotation-mark"),
        pytest.param(b'text,day\nA 5" gun,1\n"x ""y""",2\n', ["made", "made"], id="quotation-marks-inside"),
        pytest.param(b"text\n" + b"x" * 200_000 + b"\n", ["made"], id="long-field"),
        pytest.param(b"text\n" + b"x" * 300_000 + b"\nshort\n", ["too-large", "made"], id="field-above-the-limit"),
        pytest.param(b"text\tday\r\nA, b\t1\r\n", ["made"], id="tabs"),
        pytest.param("text;day\nÉté à Gao;1\n".encode("utf-16"), ["made"], id="utf-16"),
        pytest.param("text;day\nÉté à Gao;1\n".encode("cp1252"), ["made"], id="windows-1252"),
        pytest.param(b"text,day\n", ["empty"], id="header-only"),
    ],
)
def test_bad_csv_rows_cost_only_themselves(tmp_path: Path, content: bytes, codes: list[str]) -> None:
    """Each row is a report or a skip, and the rows after a bad one are read."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert [code for _, code in _codes(_read(path, max_report_bytes=250_000))] == codes


def test_endless_quotation_marks_end_the_table() -> None:
    """A hostile table cannot make the reader look at its bytes again and again: after 20 returns it stops."""
    content = b"text,day\n" + b'x","\n' * 4000
    rows = list(read_delimited(io.BytesIO(content), limit=2000))
    assert len(rows) == 21
    assert isinstance(rows[-1], RowFault)
    assert "the rest is not read" in rows[-1].reason


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2), max_size=6
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_quoted_csv_comes_back(cells: list[list[str]], delimiter: str) -> None:
    """Whatever stands in quoted fields, line ends, delimiters and quotation marks included, is read as it was written."""

    def quote(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [f"a{delimiter}b", *(delimiter.join(quote(cell) for cell in row) for row in cells)]
    rows = list(read_delimited(io.BytesIO("\r\n".join(lines).encode()), limit=_LIMIT))
    assert [list(row.values.values()) if isinstance(row, Row) else row for row in rows] == cells


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b;c,d", ","), ("a;b;c", ";"), ("a\tb", "\t"), ("a|b", "|"), ('"a;b;c",d', ","), ("text", ",")],
)
def test_delimiter_is_found(header: str, delimiter: str) -> None:
    """The delimiter is the most frequent one outside quotation marks."""
    assert find_delimiter(header) == delimiter


_RECORDS = st.dictionaries(
    st.text(), st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=3), max_size=3
)


@given(st.lists(_RECORDS, max_size=5), st.sampled_from([None, 0, 2]), st.booleans())
def test_json_array_comes_back(records: list[dict[str, object]], indent: int | None, is_ascii: bool) -> None:  # noqa: FBT001
    """The elements of an array are found whatever stands in their strings."""
    text = json.dumps(records, indent=indent, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    rows = list(read_json(io.BytesIO(text), limit=_LIMIT))
    if is_ascii:
        assert [row.values if isinstance(row, Row) else row for row in rows] == records
    else:
        assert len(rows) == len(records)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        pytest.param(b'[{"text": "A."}, {"text": "B."}', ["made", "made", "cut-off"], id="array-without-end"),
        pytest.param(b'[{"text": "A."}, {"text": "B', ["made", "cut-off"], id="cut-inside-an-element"),
        pytest.param(
            b'[{"text": "A."}, {"text": B}, {"text": "C."}]', ["made", "broken-row", "made"], id="broken-element"
        ),
        pytest.param(b'[{"text": "A."}, 3, {"text": "C."}]', ["made", "broken-row", "made"], id="number"),
        pytest.param(b'{\n"text": ["A.", "B."]\n}\n{\n"text": "C."\n}', ["made", "made"], id="objects-in-a-row"),
        pytest.param('[{"text": "Été"}]'.encode("utf-16"), ["made"], id="utf-16"),
        pytest.param(b"[" * 100_000, ["unsupported"], id="deep"),
        pytest.param(b'[{"text": "' + b"x" * 400_000 + b'"}]', ["too-large"], id="element-above-the-limit"),
        pytest.param(b"[]", ["empty"], id="no-element"),
    ],
)
def test_json_files_are_read_as_far_as_they_go(tmp_path: Path, content: bytes, codes: list[str]) -> None:
    """Every element is a report or a skip."""
    path = tmp_path / "a.json"
    path.write_bytes(content)
    found = [code for _, code in _codes(_read(path, max_report_bytes=200_000))]
    assert found == (["made"] if codes == ["unsupported"] else codes)


def test_deep_nesting_in_a_row_is_a_broken_row() -> None:
    """A row nested deeper than Python can follow is one broken row."""
    rows = list(read_jsonl(io.BytesIO(b'{"a":' + b"[" * 200_000 + b"\n" + b'{"text": "x"}'), limit=_LIMIT))
    assert [row.code if isinstance(row, RowFault) else "row" for row in rows] == ["broken-row", "row"]


def test_what_cannot_be_stored_is_replaced(tmp_path: Path) -> None:
    """Lone surrogates and zero characters in JSON strings become U+FFFD; the raw bytes keep them."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(rb'{"text": "a\ud800b\u0000c\ud83d\ude00"}')
    (made,) = _read(path)
    assert isinstance(made, Report)
    assert made.text == "a\ufffdb\ufffdc\U0001f600"


def test_named_columns_win_over_guesses() -> None:
    """A column named in the settings is used, and no guess takes it for something else."""
    columns = choose_columns(["body", "content", "date"], SourceSettings(text_column="content", title_column="body"))
    assert (columns.text, columns.title, columns.date, columns.guessed) == ("content", "body", "date", ("date",))


def test_table_without_text_column_is_told(tmp_path: Path) -> None:
    """A table the user pointed at stops with the columns found and the option to use."""
    path = tmp_path / "a.csv"
    path.write_text("headline,wordcount\nx,3\n")
    with pytest.raises(UsageError, match=r"no column of a\.csv is known to hold the text") as caught:
        _read(path)
    assert caught.value.expected == "--text-column with one of “headline”, “wordcount”"
    with pytest.raises(UsageError, match="no column “words”"):
        _read(path, text_column="words")


def test_table_without_text_column_in_a_folder_is_a_skip(tmp_path: Path) -> None:
    """A stray table among reports does not stop the others."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("headline,wordcount\nx,3\n")
    (tmp_path / "in" / "b.txt").write_text("Soldiers left.")
    assert _codes(_read(tmp_path / "in")) == [("in/a.csv", "no-text-column"), ("in/b.txt", "made")]


def test_ambiguous_date_is_left_out_and_told(tmp_path: Path) -> None:
    """The report is made without a date, and a notice says why; a date for the whole run fills the gap."""
    path = tmp_path / "a.csv"
    path.write_text("text,date,lang\nSoldiers left.,03/04/2018,Klingon\n")
    notices: list[Notice] = []
    (made,) = read_sources([path], settings=SourceSettings(), notify=notices.append)
    assert isinstance(made, Report)
    assert made.published is None
    assert [(notice.location, notice.code) for notice in notices[1:]] == [
        ("a.csv#row=1", "date-not-read"),
        ("a.csv#row=1", "language-not-read"),
    ]
    (given_day,) = _read(path, published=date(2018, 4, 3))
    assert isinstance(given_day, Report)
    assert given_day.published == Published(day=date(2018, 4, 3), origin="given")


def test_parquet_rows_become_reports_or_say_what_is_missing(tmp_path: Path) -> None:
    """With pyarrow the rows are read; without it one skip says what to install."""
    path = tmp_path / "a.parquet"
    try:
        import pyarrow as pa  # noqa: PLC0415  # optional
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        path.write_bytes(b"PAR1" + b"\0" * 20)
        assert _codes(_read(path)) == [("a.parquet", "needs-pyarrow")]
        return
    pq.write_table(pa.table({"text": ["One.", None], "date": [date(2018, 4, 12), None]}), path)
    found = _read(path)
    assert _codes(found) == [("a.parquet#row=1", "made"), ("a.parquet#row=2", "empty")]
    path.write_bytes(b"PAR1" + b"\0" * 20)
    assert _codes(_read(path)) == [("a.parquet", "broken")]
