"""Where figures come from, as a person asks for it: the list, one origin, and the reason beside a claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.running import run_here

TEXT = "Boko Haram fighters killed 14 soldiers in Gwoza on Monday, Colonel Sani Aliyu, a spokesman for the Nigerian army, told Reuters."
RETOLD = "The Nigerian army said that 14 of its soldiers had died in an attack by Boko Haram on Gwoza on Monday."
OTHER = "A hospital in Gwoza received 14 bodies of soldiers on Monday, a hospital official said. He said Boko Haram was seen."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one statement in two papers, and of a hospital that counted for itself."""
    folder = tmp_path_factory.mktemp("origins")
    rows = [
        {"text": text, "outlet": outlet, "published": "2019-03-12"}
        for text, outlet in ((TEXT, "Morning Post"), (RETOLD, "Evening Star"), (OTHER, "Borno Herald"))
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run_here("add", str(folder / "reports.jsonl"), "-r", str(folder / "record.db")).code == 0
    return folder / "record.db"


def test_origins_are_listed_with_their_chain(record: Path) -> None:
    """The army's statement stands first with two reports and its way through the agency; the hospital's is its own."""
    listed = run_here("origins", "-r", str(record), "--json").document
    assert [(origin["n_reports"], origin["n_outlets"]) for origin in listed] == [(2, 2), (1, 1)]
    assert listed[0]["chain"] == ["2 outlets", "Reuters", "Sani Aliyu, spokesman", "Nigerian army"]
    shown = run_here("origins", "-r", str(record))
    assert "← Reuters ←" in " ".join(shown.out.split())
    assert "3 reports, 3 outlets; at most 2 origins, told apart by occasion" in shown.err


COUNTED = (
    "The Nigerian army said on Tuesday that Boko Haram had about 4,000 fighters.",
    "Colonel Sani Aliyu, a spokesman for the army, said last week that Boko Haram had about 5,000 fighters.",
    "A spokesman for the Nigerian army said that Boko Haram had about 4,500 fighters.",
    "Boko Haram has about 6,000 fighters, experts of the United Nations said.",
)


def test_an_army_and_its_colonel_weigh_as_one_origin_of_strength(tmp_path: Path) -> None:
    """What an army and its spokesmen say in weeks is of one origin in `series` and `assess`; the UN's experts are a second."""
    rows = [
        {"text": text, "outlet": f"Paper {day}", "published": f"2019-03-{day}"}
        for day, text in zip((12, 19, 28, 29), COUNTED, strict=True)
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    at = ("-r", str(tmp_path / "record.db"))
    assert run_here("add", str(tmp_path / "reports.jsonl"), *at).code == 0
    series = run_here("series", "Boko Haram", *at, "--json").document
    of_army = {point["heard_id"] for point in series["points"] if "army" in point["source"]}
    assert (len(series["points"]), len(of_army), series["n_origins"]) == (4, 1, 2)
    told = run_here("assess", "strength", "Boko Haram", *at)
    said = " ".join(told.out.split())
    assert "from 4 reports and at most 2 origins" in said
    assert "2 origins where 3 are needed, so this is mostly assumption" in said
    assert "More figures from the same sources cannot narrow" in said
    assert run_here("assess", "Boko Haram", *at, "--json").document["n_origins"] == 2
    page = " ".join(run_here("assess", "Boko Haram", *at).out.split())
    answer = "The reports are not enough to say. It rests on 4 reports, 4 outlets; figures of strength from at most 2 origins."
    assert page.startswith(f"Has Boko Haram grown? {answer}")


def test_a_claim_says_why_it_has_its_origin(record: Path) -> None:
    """`explain`, `show` of the claim and `show` of the origin give the reason and the other claims."""
    origin = run_here("origins", "-r", str(record), "--json").document[0]
    claim_id = origin["claim_ids"][0]
    for command in (("explain", claim_id), ("show", claim_id), ("show", origin["origin_id"])):
        told = run_here(*command, "-r", str(record))
        assert told.code == 0
        assert "the same speaker gives the same figure at one time" in " ".join(told.out.split())
        assert run_here(*command, "-r", str(record), "--json").document["origin"]["claim_ids"] == origin["claim_ids"]


def test_a_toll_says_whose_word_it_is(record: Path) -> None:
    """The list names who gave the figure first and marks a party; `show` and `explain` give the whole chain and the reason."""
    listed = run_here("incidents", "-r", str(record))
    assert "14 killed, Armed forces of Nigeria, 1 origin ← Nigerian army (a party)" in _join_cells(listed.out, column=3)
    incident_id = run_here("incidents", "-r", str(record), "--json").document[0]["incident_id"]
    for command in ("show", "explain"):
        told = " ".join(run_here(command, incident_id, "-r", str(record)).out.split())
        assert "best, lowest, highest: 2 outlets ← Reuters ← Sani Aliyu, spokesman ← Nigerian army (a party)" in told
        assert "the same speaker gives the same figure at one time" in told
        plain = run_here(command, incident_id, "-r", str(record), "--json").document
        (origin,) = plain["tolls"][0]["origins"]
        assert origin["figures"] == ["best", "low", "high"]
        assert origin["origin"]["is_party"] is True


def _join_cells(printed: str, *, column: int) -> str:
    """Return the words of one column of a table, whose cells are folded; columns begin where the headings do."""
    lines = printed.splitlines()
    starts = [lines[0].index(heading) for heading in ("id", "when", "what, where, who", "casualties", "rep/orig")]
    return " ".join(" ".join(line[starts[column] : starts[column + 1]].strip() for line in lines[2:]).split())
