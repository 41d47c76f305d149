"""Laws of times and quantities on any text: spans, limits, overlap, linear time, and faulty tables."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.annotate.quantities.find import find_quantities
from musterbook.annotate.quantities.numbers import parse_number
from musterbook.annotate.quantities.tables import load_tables, read_tables
from musterbook.annotate.times.find import find_times
from musterbook.annotate.times.grammar import compile_grammar, load_grammar
from musterbook.errors import RegisterError
from musterbook.model import Block, Document, Mention, Published, QuantityReading, Sentence, TimeReading, Token

VOCABULARY = (
    "about at least more than up to between and from to or 94 1,200 12,34,567 1 200 000 0700 3rd 2-1 9/11 20% $5 $ % + ~ "
    "dozens of thousands hundreds several few a an half third fifth couple handful no none one two twenty hundred million "
    "dozen including another others fighters people civilians killed rose fell by in 2017 April May March 14 14th Sunday "
    "last next this past year week days ago later earlier yesterday now early mid late the - – , . ( ) : ; / ' \" “ 5:30 "
    "am century 1990s 31 February 0000 9999 every daily decade centuries 999 per"
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(VOCABULARY.split()), max_size=40).map(" ".join),
    st.lists(st.sampled_from(VOCABULARY.split()), max_size=20).map("".join),
    st.text(max_size=120),
)
DAYS = st.one_of(st.none(), st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))


def split(text: str) -> tuple[Sentence, ...]:
    """Return the text as one sentence of plain tokens, as a parser that knows nothing would."""
    matches = re.finditer(r"\w+(?:[.,]\d+)*|[^\w\s]", text)
    tokens = tuple(
        Token(m.start(), m.end(), m.group(), m.group().lower(), "NOUN", "NNS", "nummod", 0, "", False) for m in matches
    )
    return (Sentence(start=0, end=len(text), block=0, kind="paragraph", tokens=tokens),) if text else ()


def find(text: str, published: date | None) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Return the times and quantities of a text."""
    document = Document(
        document_id="d",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(day=published, origin="given") if published else None,
        location="test",
    )
    sentences = split(text)
    times = find_times(sentences, document=document)
    return times, find_quantities(sentences, document=document, times=times)


@given(text=TEXTS, published=DAYS)
def test_spans_are_the_text_and_share_no_characters(text, published):
    """Every mention is the text at its span; no two of them overlap; both kinds are in order."""
    times, quantities = find(text, published)
    for mention in (*times, *quantities):
        assert mention.text == text[mention.start : mention.end]
        assert mention.reading.words == mention.text
        assert mention.start < mention.end
    for mentions in (times, quantities, sorted((*times, *quantities), key=lambda mention: mention.start)):
        assert all(left.end <= right.start for left, right in pairwise(mentions))


@given(text=TEXTS, published=DAYS)
def test_limits_are_in_order(text, published):
    """`low` is never above `high`, `earliest` never after `latest`, and a resolved time has a GED precision of 1-5."""
    times, quantities = find(text, published)
    for mention in quantities:
        reading = mention.reading
        assert isinstance(reading, QuantityReading)
        assert reading.low is None or reading.high is None or reading.low <= reading.high
    for mention in times:
        moment = mention.reading
        assert isinstance(moment, TimeReading)
        assert (moment.earliest is None) == (moment.latest is None) == (moment.date_prec is None)
        if moment.earliest is not None and moment.latest is not None:
            assert moment.earliest <= moment.latest
            assert moment.date_prec in {1, 2, 3, 4, 5}


@given(value=st.integers(min_value=0, max_value=10**12))
def test_separators_do_not_change_a_number(value):
    """Plain digits, commas and thin spaces between thousands give one value."""
    tables = load_tables()
    for written in (str(value), f"{value:,}", f"{value:,}".replace(",", "\u202f")):
        parsed = parse_number(written, 0, end=len(written), tables=tables)
        assert parsed is not None
        assert (parsed.low, parsed.end) == (value, len(written))


HOSTILE = ["one in ", "9-", "the last ", "1,000 ", "a ", "twenty ", "hundred and ", "April ", "14 ", "from 1 to ", "of ",
           "between 1 and ", "2017 to ", "no ", "$", "half a ", "up to ", "as many as ", "   ", "several ", "(", "+1 "]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=[repr(piece) for piece in HOSTILE])
def test_hostile_repetition_costs_linear_time(piece):
    """Eight times the text takes far less than the sixty-four times that a quadratic reading would."""

    def cost(repeats: int) -> float:
        text = piece * repeats
        runs = []
        for _ in range(3):
            begin = time.process_time()
            find(text, date(2018, 5, 16))
            runs.append(time.process_time() - begin)
        return min(runs)

    cost(50)
    assert cost(2000) < 30 * max(cost(250), 0.002)


def test_every_rule_finds_its_own_example_whole():
    """The example in the table is matched from its first to its last character by the rule it stands with."""
    failing = [
        rule.name
        for rule in load_grammar().rules
        if (match := rule.regex.match(rule.example)) is None or match.end() != len(rule.example)
    ]
    assert failing == []


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"name": "x", "pattern": "now", "kind": "now"}, "lacks its example"),
        ({"name": "x", "pattern": "{moon}", "kind": "now", "example": "moon"}, "names a class that does not exist"),
    ],
    ids=["no example", "unknown class"],
)
def test_a_faulty_time_rule_is_refused(rule, message):
    """A rule that cannot work is named when the table is read, not when a report is."""
    with pytest.raises(RegisterError, match=message):
        compile_grammar({"rules": [rule]})


def test_a_faulty_table_of_numbers_is_refused():
    """A missing section is named."""
    with pytest.raises(RegisterError, match="lacks a section"):
        read_tables({"cardinals": {}})


def test_the_published_table_of_vague_words_is_the_one_in_use():
    """docs/reference/word-tables.md says of every vague word what the program reads."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "word-tables.md").read_text(encoding="utf-8")
    section = page.split("## Vague numbers")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in section.splitlines() if line.startswith("| ")]
    published = {word: (low, high) for word, low, high in rows if word != "word"}
    in_use = {
        word: tuple("—" if limit is None else f"{limit:,}" for limit in (row.low, row.high))
        for word, row in load_tables().vague.items()
    }
    assert published == in_use
