"""The ordinary gold: what its files read as, what is refused, and the metric reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.claims_slots import GoldError
from eval.metrics.ordinary import score
from eval.ordinary_gold import load_ordinary, to_gold, to_input

PASSAGE = '[[passage]]\nid = "{id}"\nsplit = "{split}"\nabout = "chess"\ntext = "The attack failed."\n'


def write(folder: Path, ordinary: str, conflict: str = "") -> Path:
    """A folder with both files."""
    (folder / "ordinary.toml").write_text(ordinary)
    (folder / "conflict.toml").write_text(conflict)
    return folder


def test_the_file_says_what_a_passage_is(tmp_path: Path) -> None:
    """Passages of the one file are ordinary, those of the other of conflict."""
    folder = write(tmp_path, PASSAGE.format(id="a", split="dev"), PASSAGE.format(id="b", split="test"))
    first, second = load_ordinary(folder)
    assert to_input(first) == {"id": "a", "text": "The attack failed."}
    assert (to_gold(first), to_gold(second)) == ({"id": "a", "is_conflict": False}, {"id": "b", "is_conflict": True})


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (PASSAGE.format(id="a", split="train"), "expected split dev or test, got 'train'"),
        (PASSAGE.format(id="a", split="dev") * 2, "passage 2: the id 'a' stands twice"),
        ('[[passage]]\nid = "a"\n', "expected about, id, split, text, each a text, got id"),
    ],
    ids=["an unknown split", "an id twice", "a field missing"],
)
def test_a_faulty_passage_is_refused(tmp_path: Path, rows: str, fault: str) -> None:
    """Every fault names the file and the passage."""
    with pytest.raises(GoldError, match=fault):
        load_ordinary(write(tmp_path, rows))


def test_the_gold_reads_and_holds_both_sorts() -> None:
    """As its README counts them."""
    passages = load_ordinary()
    counts = {(one.is_conflict, one.split): 0 for one in passages}
    for one in passages:
        counts[one.is_conflict, one.split] += 1
    assert counts == {(False, "dev"): 210, (False, "test"): 60, (True, "dev"): 126, (True, "test"): 40}


def test_ordinary_by_hand() -> None:
    """One of two ordinary passages makes two claims, a political act counts as none; one of four of conflict makes none."""
    gold = {key: {"is_conflict": key.startswith("c")} for key in ("o1", "o2", "c1", "c2", "c3", "c4")}
    made = {"o1": [{}, {}], "o2": [{"is_political": True}], "c1": [{}], "c2": [{}], "c3": [{}, {}]}
    assert score(gold, {key: {"claims": claims} for key, claims in made.items()}) == {
        "ordinary_passages": 2,
        "ordinary_read_as_conflict": 50.0,
        "false_claims": 2,
        "conflict_passages": 4,
        "conflict_not_read": 25.0,
    }
