"""The key of the incident corpus is read and checked; mentions are found, joined and counted as the metric says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.claims_slots import GoldError
from eval.incidents_gold import CORPUS, KeyIncident, KeyMention, KeyReport, load_key, to_gold, to_input
from eval.metrics.incidents_own import score

TEXT = "Raid on Gao\n\nGunmen killed six people in Gao on Sunday.\n"
KEY = """
[[group]]
number = "01"
split = "dev"
about = "a raid"

[[incident]]
id = "gao"
day = 2021-06-06
place = "Gao"
country = "ML"
killed = [[6, 6, 6]]
about = "raid"

[[report]]
file = "01a.txt"
published = 2021-06-07
mentions = [{ incident = "gao", quote = "Gunmen killed six people in Gao on Sunday." }]
"""


def write_corpus(folder: Path, key: str) -> Path:
    """Write a corpus of one report with this key."""
    (folder / "reports").mkdir()
    (folder / "reports" / "01a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "key.toml").write_text(key, encoding="utf-8")
    return folder


def test_key_is_read(tmp_path: Path) -> None:
    """Incidents, reports and quotes become records with offsets into the report's text."""
    key = load_key(write_corpus(tmp_path, KEY))
    assert dict(key.incidents) == {
        "gao": KeyIncident(incident_id="gao", day=date(2021, 6, 6), place="Gao", killed=((6, 6, 6),))
    }
    mention = KeyMention(incident_id="gao", role="event", start=13, end=55)
    report = KeyReport(name="01a.txt", split="dev", published=date(2021, 6, 7), text=TEXT, mentions=(mention,))
    assert key.reports == (report,)
    assert to_input(report, key) == {"id": "01a.txt", "text": TEXT}
    assert to_gold(report, key)["mentions"][0]["killed"] == [[6, 6, 6]]


def test_the_day_of_publication_is_given_where_the_key_says_so(tmp_path: Path) -> None:
    """An archive tells the day beside the text; a folder of files does not."""
    key = load_key(write_corpus(tmp_path, f"dates_are_given = true\n{KEY}"))
    assert to_input(key.reports[0], key) == {"id": "01a.txt", "text": TEXT, "published": "2021-06-07"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param('on Sunday."', 'on Monday."', "report 01a.txt: the quote stands 0 times", id="quote"),
        pytest.param('incident = "gao"', 'incident = "goa"', "there is no incident 'goa'", id="incident"),
        pytest.param("[[6, 6, 6]]", "[[7, 6, 6]]", "incident gao: killed .* rising order", id="figures"),
        pytest.param('split = "dev"', 'split = "train"', "group 01: split 'train'", id="split"),
        pytest.param('place = "Gao"', 'town = "Gao"', "unknown key 'town'", id="unknown key"),
        pytest.param('file = "01a.txt"', 'file = "01b.txt"', "report 01a.txt: is not in the key", id="left out"),
        pytest.param("quote =", 'role = "rumour", quote =', "role 'rumour' is none of", id="role"),
    ],
)
def test_faults_of_a_key_are_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """A wrong key is refused with the incident or report that is wrong."""
    with pytest.raises(GoldError, match=fault):
        load_key(write_corpus(tmp_path, KEY.replace(old, new)))


def test_corpus_holds_what_it_promises() -> None:
    """Twenty groups of 2 to 8 reports, all of them for development, ten reports without an incident, 31 incidents told again."""
    key = load_key()
    sizes = Counter(report.name[:2] for report in key.reports)
    assert len(sizes) == 20
    assert min(sizes.values()) >= 2
    assert max(sizes.values()) <= 8
    assert {report.split for report in key.reports} == {"dev"}
    assert sum(not report.mentions for report in key.reports) == 10
    told = Counter(incident for report in key.reports for incident in {m.incident_id for m in report.mentions})
    assert (len(told), sum(count > 1 for count in told.values())) == (83, 31)


def test_half_of_the_fresh_groups_is_kept_for_testing() -> None:
    """Odd groups may be read, even ones may not, whatever the key is edited to."""
    key = load_key(CORPUS.parents[1] / "eval" / "gold" / "blind" / "fresh")
    assert {(int(report.name[:2]) % 2 == 1, report.split) for report in key.reports} == {(True, "dev"), (False, "test")}
    assert len({report.name[:2] for report in key.reports}) == 20


def mention(incident: str, start: int, *, role: str = "event", day: str = "2021-06-06") -> dict[str, Any]:
    """Return a mention of ten characters with a toll of six."""
    return {
        "incident": incident,
        "role": role,
        "start": start,
        "end": start + 10,
        "day": day,
        "place": "Gao",
        "killed": [[6, 6, 6]],
    }


def span(incident: str, start: int, killed: list[list[int]]) -> dict[str, Any]:
    """Return a claim of five characters that belongs to an incident with these figures."""
    return {"start": start, "end": start + 5, "incident": incident, "killed": killed}


def test_what_must_not_be_joined_is_counted() -> None:
    """An anniversary put with the new attack counts once, and so do two attacks of one town and day."""
    gold = {
        "a": {
            "published": "2022-06-07",
            "mentions": [mention("new", 0), mention("old", 20, role="anniversary", day="2021-06-05")],
        },
        "b": {"published": None, "mentions": [mention("morning", 0), mention("evening", 20)]},
    }
    spans = [span("i-1", 0, [[6, 6, 6]]), span("i-1", 20, [[6, 6, 6]])]
    joined = score(gold, {"a": {"spans": spans}, "b": {"spans": [row | {"incident": "i-2"} for row in spans]}})
    assert (joined["anniversaries_joined"], joined["same_day_joined"]) == (1, 1)
    apart = [span("i-1", 0, [[6, 6, 6]]), span("i-2", 20, [[6, 6, 6]])]
    parted = score(
        gold, {"a": {"spans": apart}, "b": {"spans": [row | {"incident": row["incident"] + "b"} for row in apart]}}
    )
    assert (parted["anniversaries_joined"], parted["same_day_joined"], parted["b3_f1"]) == (0, 0, 100)


def test_dead_must_be_those_of_the_key() -> None:
    """One more toll is wrong for all three figures and right for the best one; a mention that was not found is neither."""
    gold = {
        "a": {"published": "2021-06-07", "mentions": [mention("right", 0), mention("more", 20), mention("missed", 40)]},
    }
    spans = [span("i-1", 0, [[6, 6, 6]]), span("i-2", 20, [[6, 6, 6], [1, 1, 1]])]
    scores = score(gold, {"a": {"spans": spans}})
    assert scores["mentions_found"] == pytest.approx(66.7)
    assert (scores["killed"], scores["killed_best"]) == (pytest.approx(33.3), pytest.approx(66.7))
