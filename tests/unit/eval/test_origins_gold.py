"""The origins gold: what its files read as, what is refused, and the metric over pairs reckoned by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eval.claims_slots import GoldError
from eval.metrics.origins import count_pairs, score
from eval.origins_gold import OriginFigure, load_reports, read_reports, to_gold, to_input

REPORT: dict[str, Any] = {
    "id": "r-1",
    "outlet": "Morning Post",
    "published": date(2018, 5, 16),
    "text": "Two died, the army said. Police said two were hurt.\n",
    "figures": [["Two", "army"], ["two", "police"]],
}


def file_with(**fields: Any) -> dict[str, Any]:
    """A file of one group with one report."""
    return {"split": "dev", "group": [{"id": "g", "report": [REPORT | fields]}]}


def test_quotes_become_figures() -> None:
    """A quote stands where its words stand; the name of an origin belongs to its group."""
    (report,) = read_reports(file_with())
    assert report.figures == (
        OriginFigure(start=0, end=3, origin="g/army"),
        OriginFigure(start=37, end=40, origin="g/police"),
    )
    assert to_input(report)["published"] == "2018-05-16"
    assert to_gold(report)["figures"][0] == {"start": 0, "end": 3, "origin": "g/army"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"figures": [["three", "army"]]}, "does not stand in the text"),
        ({"figures": [["Two#2", "army"]]}, "does not stand in the text"),
        ({"figures": ["Two"]}, "no pair"),
        ({"published": "2018-05-16"}, "not a TOML date"),
        ({"title": "Two dead"}, "needed are"),
    ],
    ids=["no such words", "no second one", "no pair", "a day as text", "an unknown key"],
)
def test_a_faulty_report_is_refused(fields: dict[str, Any], fault: str) -> None:
    """The message names the report and what is wrong with it."""
    with pytest.raises(GoldError, match=f"report r-1: .*({fault})"):
        read_reports(file_with(**fields))


def test_the_gold_is_whole() -> None:
    """Both halves are there, with reports enough, and no group, speaker's figure or text stands in both."""
    reports = load_reports()
    groups = {
        split: {f.origin.split("/")[0] for r in reports if r.split == split for f in r.figures}
        for split in ("dev", "test")
    }
    assert len(reports) >= 40
    assert min(map(len, groups.values())) >= 6
    assert not groups["dev"] & groups["test"]
    assert len({report.text for report in reports}) == len(reports)


def test_pairs_are_counted_by_hand() -> None:
    """Of a, a, b that were called 1, 2, 2 one pair is true, one was found, and it is another one."""
    assert count_pairs([("1", "a"), ("2", "a"), ("2", "b")]) == (0, 1, 1)
    assert count_pairs([("1", "a"), ("1", "a"), ("1", "a")]) == (3, 3, 3)


def test_scores_beside_the_trivial_answers() -> None:
    """Two reports print one figure and one more: the pair that was found is wrong, the true one is missed."""
    figures = [{"start": 0, "end": 2, "origin": "g/a"}, {"start": 10, "end": 12, "origin": "g/a"}]
    gold = {
        "r-1": {"outlet": "Post", "figures": figures},
        "r-2": {"outlet": "Post", "figures": [{"start": 0, "end": 2, "origin": "g/b"}]},
    }
    found = {
        "r-1": {"claims": [{"start": 0, "end": 2, "origin": "o1"}, {"start": 10, "end": 12, "origin": "o2"}]},
        "r-2": {"claims": [{"start": 0, "end": 2, "origin": "o2"}, {"start": 50, "end": 52, "origin": "o3"}]},
    }
    scores = score(gold, found)
    assert (scores["precision"], scores["recall"], scores["f1"]) == (0.0, 0.0, 0.0)
    assert (scores["f1_all_own"], scores["f1_one_per_document"], scores["f1_one_per_outlet"]) == (0.0, 100.0, 50.0)
    assert (scores["figures_read"], scores["claims_unmarked"]) == (100.0, 1)
