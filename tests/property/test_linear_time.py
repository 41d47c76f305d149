"""Law: the time that reading and explaining take grows about as fast as the text."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from musterbook import workflow
from musterbook.annotate import Knowledge
from musterbook.config import Settings
from musterbook.explaining import explain_claims
from musterbook.model import Report, hash_bytes
from musterbook.workflow import Extraction, load_knowledge

_EXAMPLES = Path(__file__).parents[2] / "examples"
_WORDS = 5_000
_TIMES = 4
# Reading in proportion to the text gives 4, to its square 16.
_MOST = 7.0


def _write(n_words: int) -> str:
    """Return paragraphs of the example reports, over and over, up to a number of words."""
    paths = sorted(_EXAMPLES.glob("*/reports/*.txt"))
    paragraphs = [part for path in paths for part in path.read_text(encoding="utf-8").split("\n\n")]
    chosen: list[str] = []
    for paragraph in cycle(part for part in paragraphs if len(part.split()) > 15):
        chosen.append(paragraph)
        n_words -= len(paragraph.split())
        if n_words <= 0:
            break
    return "\n\n".join(chosen)


def _read(text: str, knowledge: Knowledge) -> tuple[float, Extraction]:
    """Return the seconds of processor time that reading took, and what was read."""
    report = Report(
        report_id=hash_bytes(text.encode()),
        media_type="text/plain",
        location="long.txt",
        raw=text.encode(),
        encoding="utf-8",
    )
    begun = time.process_time()
    (extraction,) = workflow.extract_reports([report], knowledge=knowledge, settings=Settings())
    return time.process_time() - begun, extraction


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Return what reading needs, used once so that nothing is loaded while the clock runs."""
    loaded = load_knowledge(Settings())
    _read(_write(300), loaded)
    _read(_write(300).upper(), loaded)
    return loaded


@pytest.mark.parametrize("shape", [str, str.upper], ids=["usual writing", "capitals"])
def test_reading_grows_with_the_text(shape: Callable[[str], str], knowledge: Knowledge) -> None:
    """A text four times as long takes about four times as long to read, and makes about four times as many claims."""
    short, long = shape(_write(_WORDS)), shape(_write(_TIMES * _WORDS))
    seconds, read = _read(short, knowledge)
    more_seconds, more_read = _read(long, knowledge)
    assert read.record is not None
    assert more_read.record is not None
    assert len(more_read.record.claims) > 3 * len(read.record.claims) > 300
    assert more_seconds < _MOST * seconds


def test_explaining_grows_with_the_text(knowledge: Knowledge) -> None:
    """So does the account of why its claims were made."""
    spent: list[float] = []
    for n_words in (_WORDS, _TIMES * _WORDS):
        _, extraction = _read(_write(n_words), knowledge)
        assert extraction.annotated is not None
        assert extraction.record is not None
        tries: list[float] = []
        for _ in range(3):  # the quickest of three: one may meet the collector of garbage
            begun = time.process_time()
            explained = list(explain_claims(extraction.annotated, extraction.record.claims))
            tries.append(time.process_time() - begun)
            assert len(explained) == len(extraction.record.claims)
        spent.append(min(tries) / len(extraction.record.claims))
    # By the claim: the longer text has a little more than four times as many.
    assert _TIMES * spent[1] < _MOST * spent[0], spent
