"""What reaches a terminal: no control characters, no markup of reports, tables that fit."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from musterbook.cli.terminal import clean, note, print_json, print_jsonl, print_lines, print_table
from musterbook.cli.views import shorten

HOSTILE = "\x1b[31mred\x1b[0m \x07bell \u202eturned\u202c [bold]marked[/bold] \u2066x\u2069 a\u200fb"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[2Jgone", "[2Jgone"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("\u202eevil\u202c \u2066x\u2069 \u200e\u200f", "evil x "),
        ("Łódź, قندوز, 喀布尔 – “quoted”", "Łódź, قندوز, 喀布尔 – “quoted”"),
        ("12\u00a0000", "12\u00a0000"),
        ("[red]brackets[/red]", "[red]brackets[/red]"),
    ],
    ids=["plain", "white space", "escape", "controls", "direction", "other scripts", "hard space", "markup"],
)
def test_clean_takes_out_what_steers_a_terminal(text: str, shown: str) -> None:
    """Control and direction characters go; every other character stays."""
    assert clean(text) == shown


@given(st.text())
def test_clean_text_is_printable(text: str) -> None:
    """Whatever a report holds, what is left can be printed, and cleaning it again changes nothing."""
    cleaned = clean(text)
    assert all(c.isprintable() or c in "\n\t\u00a0" for c in cleaned)
    assert clean(cleaned) == cleaned


def test_messages_go_to_standard_error() -> None:
    """A note is one cleaned line on standard error, however long, without markup; standard output stays empty."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        note(HOSTILE + " " + "long " * 60)
    assert out.getvalue() == ""
    assert err.getvalue().count("\n") == 1
    assert "[bold]marked[/bold]" in err.getvalue()
    assert "\x1b" not in err.getvalue()


class ClosedPipe(io.StringIO):
    """A stream whose reader has gone."""

    n_tried = 0

    def write(self, _text: str) -> int:
        """Refuse."""
        self.n_tried += 1
        raise BrokenPipeError("the reader has gone")


def test_a_message_that_nobody_reads_stops_nothing() -> None:
    """With standard error closed a note is lost, and the work it is about goes on."""
    pipe = ClosedPipe()
    with contextlib.redirect_stderr(pipe):
        note("nobody reads this")
    assert pipe.n_tried


def test_data_that_nobody_reads_is_told() -> None:
    """With standard output closed printing raises, so that a long listing ends."""
    with (
        contextlib.redirect_stdout(ClosedPipe()),
        pytest.raises(BrokenPipeError, match="the reader of the output has gone"),
    ):
        print_table(("a",), [("b",)])


@pytest.mark.filterwarnings("error")
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200), st.text(max_size=30)), max_size=5))
def test_tables_fit_whatever_they_hold(rows: list[tuple[str, str, str]]) -> None:
    """No line of a table is wider than 80 cells, with any text in any cell."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_table(("id", "what", "when"), [("c-12345678", *row[:2]) for row in rows], keep=("id",), wide=("what",))
    assert all(cell_len(line) <= 80 for line in out.getvalue().split("\n"))


def test_lines_wrap_beside_their_label() -> None:
    """A pair is a label and a value; the value wraps in its own column."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_lines([("speaker", "word " * 40)])
    first, second, *_ = out.getvalue().split("\n")
    assert first.startswith("speaker  ")
    assert second.startswith(" " * 12)
    assert cell_len(first) <= 80


def test_json_keeps_every_character() -> None:
    """JSON holds the report's characters as they are; one object a line stays one line."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_jsonl([{"text": HOSTILE + "\n\u2028"}])
    (line,) = out.getvalue().split("\n")[:-1]
    assert json.loads(line) == {"text": HOSTILE + "\n\u2028"}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_json([HOSTILE])
    assert json.loads(out.getvalue()) == [HOSTILE]


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("short", 10, "short"),
        ("one  two\nthree", 20, "one two three"),
        ("abcdefghij", 5, "abcd…"),
        ("ab cdefgh", 4, "ab…"),
    ],
    ids=["fits", "white space", "cut", "cut at a blank"],
)
def test_shorten(text: str, width: int, short: str) -> None:
    """A text becomes one line of at most so many characters."""
    assert shorten(text, width) == short


def test_asking_for_help_loads_neither_scipy_nor_the_language_model() -> None:
    """`musterbook --help` answers at once: what only models and reading need is imported by them."""
    code = "import sys; from musterbook.cli.main import call; call(['--help']); print(sorted({'scipy', 'spacy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
