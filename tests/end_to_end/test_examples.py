"""The example corpus on Afghanistan against the facts that were written down by hand from its texts (facts.toml).

Floors are what was measured, and may be raised: they are there so that a change that reads less is seen.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.running import EXAMPLES, run_here

CORPUS = EXAMPLES / "afghanistan"
FACTS = tomllib.loads((CORPUS / "facts.toml").read_text(encoding="utf-8"))
BRANCH = "islamic-state"

# Strength facts found with low, high, bound and an actor of Islamic State: measured 18 of 32.
STRENGTH_FLOOR = 17
# Figures for the dead of single incidents found in the report that gives them: measured 21 of 22.
FIGURES_FLOOR = 20


@dataclass(frozen=True, slots=True)
class Corpus:
    """What one `add` of the corpus gave."""

    path: Path
    claims: list[dict[str, Any]]
    incidents: list[dict[str, Any]]
    status: dict[str, Any]
    documents: dict[str, dict[str, Any]]

    def claims_of(self, fact: dict[str, Any], kind: str) -> list[dict[str, Any]]:
        """Return the claims of a kind in the report a fact stands in."""
        return [c for c in self.claims if c["kind"] == kind and is_report_of(self.documents[c["document_id"]], fact)]


def is_report_of(document: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Return whether a document is the file, or the row or page of it, that a fact names."""
    file, _, part = document["location"].removeprefix("reports/").partition("#")
    wanted = fact.get("part")
    return file == fact["file"] and (wanted is None or document["url"] == wanted or part.endswith(f"id={wanted}"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The record of the corpus."""
    path = tmp_path_factory.mktemp("examples") / "record.db"
    assert run_here("add", CORPUS / "reports", "-q", "-r", path).code == 0
    claims = run_here("claims", "--json", "-r", path).document
    documents = {
        document_id: run_here("show", document_id, "--json", "-r", path).document["document"]
        for document_id in sorted({claim["document_id"] for claim in claims})
    }
    incidents = run_here("incidents", "--json", "-r", path).document
    return Corpus(path, claims, incidents, run_here("status", "--skips", "--json", "-r", path).document, documents)


def states(claim: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Return whether a strength claim states the figure of a fact, with its bound, about Islamic State."""
    quantity = claim["quantity"] or {}
    figure = (quantity.get("low"), quantity.get("high"), quantity.get("bound"))
    # “only 700” and “around 1,500” are both written down as about: which of the two a reader calls exact is a matter of taste.
    bounds = {"about", "exact"} if fact["bound"] in {"about", "exact"} else {fact["bound"]}
    actor = (claim["actor"] or {}).get("actor_id") or ""
    return figure[:2] == (fact.get("low"), fact.get("high")) and figure[2] in bounds and actor.startswith(BRANCH)


def test_every_report_is_made_or_skipped(corpus: Corpus) -> None:
    """37 reports; the Pashto one and the archive's own record are skipped, with these codes and no others."""
    assert corpus.status["reports"] == FACTS["counts"]["reports"]
    skips = {(skip["location"].removeprefix("reports/"), skip["code"]) for skip in corpus.status["skipped"]}
    assert skips == {("17-pashto-bulletin.txt", "not-english"), ("50-web-pages.warc.gz", "not-a-report")}


def test_strength_figures_are_found(corpus: Corpus) -> None:
    """At least the measured number of the strength facts is in the record as it was written down."""
    facts = FACTS["strength"]
    found = [fact for fact in facts if any(states(claim, fact) for claim in corpus.claims_of(fact, "strength"))]
    print(f"strength: {len(found)} of {len(facts)}")  # noqa: T201  # shown by pytest -s: the figure to raise the floor to
    assert len(found) >= STRENGTH_FLOOR


def test_no_strength_without_its_sentence(corpus: Corpus) -> None:
    """Every strength figure names its words, and they stand in its sentence."""
    made = [claim for claim in corpus.claims if claim["kind"] == "strength"]
    assert made
    assert [c for c in made if c["quantity"] and c["quantity"]["words"] not in c["sentence"]] == []


def test_figures_of_incidents_are_found(corpus: Corpus) -> None:
    """At least the measured number of the figures for the dead is read in the report that gives it."""
    figures = [figure for incident in FACTS["incident"] for figure in incident["figures"] if "killed" in figure]
    found = [
        figure
        for figure in figures
        if any(
            claim["outcome"] == "killed"
            and claim["quantity"]
            and figure["killed"] in {claim["quantity"]["low"], claim["quantity"]["high"]}
            for claim in corpus.claims_of(figure, "casualties")
        )
    ]
    print(f"figures for the dead: {len(found)} of {len(figures)}")  # noqa: T201  # shown by pytest -s
    assert len(found) >= FIGURES_FLOOR


def tolls_on(corpus: Corpus, day: str, place: str) -> list[dict[str, Any]]:
    """Return the tolls of the dead of incidents on one day at one place."""
    return [
        toll
        for incident in corpus.incidents
        if incident["interval"] and incident["interval"]["earliest"] == day and incident["place"]
        if place in {incident["place"]["place"]["name"], incident["place"]["place"]["adm2"]}
        for toll in incident["tolls"]
        if toll["outcome"] == "killed"
    ]


def test_achin_strike_keeps_its_figures(corpus: Corpus) -> None:
    """The strike of 13 April 2017 is one incident in Achin: 36 at first, more than ninety at last, of the group's men."""
    tolls = [toll for toll in tolls_on(corpus, "2017-04-13", "Achin") if (toll["actor_id"] or "").startswith(BRANCH)]
    (toll,) = tolls
    assert toll["low"] == 36
    assert toll["best"] >= 94
    assert toll["best_claim_id"] in toll["claim_ids"]


def test_achin_strike_counts_origins_not_copies(corpus: Corpus) -> None:
    """Three papers printed one wire story about 36 dead: its figures have no more origins than there are officials."""
    (strike,) = [fact for fact in FACTS["incident"] if fact["name"] == "Achin strike"]
    (toll,) = [toll for toll in tolls_on(corpus, "2017-04-13", "Achin") if (toll["actor_id"] or "").startswith(BRANCH)]
    assert strike["n_origins_at_least"] <= toll["n_origins"] <= strike["n_origins_at_most"]


def test_kabul_toll_is_read_with_its_correction(corpus: Corpus) -> None:
    """48 in three copies of one story and the corrected 34 are in the record, each with its report."""
    (bombing,) = [fact for fact in FACTS["incident"] if fact["name"] == "Kabul academy bombing"]
    for figure in bombing["figures"]:
        killed = [c for c in corpus.claims_of(figure, "casualties") if c["outcome"] == "killed" and c["quantity"]]
        assert figure["killed"] in {claim["quantity"]["low"] for claim in killed}, figure["file"]


@pytest.mark.xfail(reason="the correction gives no day that is read, so it stands apart as an incident without a date")
def test_kabul_correction_is_the_latest_word(corpus: Corpus) -> None:
    """The bombing of 15 August 2018 is one incident with 34 as its best figure, the corrected 48 kept as the highest."""
    tolls = [toll for toll in tolls_on(corpus, "2018-08-15", "Kabul") if toll["best"] == 34]
    assert [(toll["low"], toll["high"]) for toll in tolls] == [(34, 48)]


def test_a_foiled_plot_kills_nobody(corpus: Corpus) -> None:
    """The only dead in the report of the foiled plot are the six of a bombing months before."""
    (fact,) = [fact for fact in FACTS["statement"] if fact.get("status") == "foiled"]
    killed = [c for c in corpus.claims_of(fact, "casualties") if c["outcome"] == "killed"]
    assert all("in November" in claim["sentence"] and claim["quantity"]["low"] == 6 for claim in killed)


@pytest.mark.parametrize("group", FACTS["copies"], ids=lambda group: group["name"])
def test_copies_are_one_group(corpus: Corpus, group: dict[str, Any]) -> None:
    """The copies of one wire story are one group, and nothing else is in it."""
    first = next(d for d in corpus.documents.values() if d["location"].endswith(group["members"][0]))
    shown = run_here("show", first["document_id"], "--json", "-r", corpus.path).document
    names = {corpus.documents[d]["location"].rpartition("/")[2] for d in shown["copies"]["document_ids"]}
    assert names == set(group["members"])


def test_other_texts_of_one_morning_are_no_copies(corpus: Corpus) -> None:
    """There are as many copy groups as were written down: reports of one event in other words are not among them."""
    assert corpus.status["copy_groups"] == len(FACTS["copies"])


def test_undated_report_stays_undated(corpus: Corpus) -> None:
    """The report without a date has no claim with a day that it was said."""
    (fact,) = FACTS["undated"]
    made = [c for c in corpus.claims if is_report_of(corpus.documents[c["document_id"]], fact)]
    assert made
    assert {claim["said_on"] for claim in made} == {None}


def test_assessment_says_what_the_corpus_supports(corpus: Corpus) -> None:
    """The series has several origins, every point names its claim, and the answer is one of the known verdicts."""
    found = run_here("assess", "islamic-state-khorasan", "--area", "Afghanistan", "--json", "-r", corpus.path).document
    known = {claim["claim_id"] for claim in corpus.claims}
    assert {point["claim_id"] for point in found["series"]["points"]} <= known
    assert found["series"]["n_origins"] >= 3
    assert {finding["topic"] for finding in found["findings"]} >= {"strength", "growth", "origins"}


def test_report_is_one_file(corpus: Corpus, tmp_path: Path) -> None:
    """The report of the corpus is one HTML file that loads nothing from elsewhere."""
    page = tmp_path / "report.html"
    finished = run_here("report", "-o", page, "-r", corpus.path)
    assert (finished.code, finished.out) == (0, "")
    html = page.read_text(encoding="utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert 'src="http' not in html
    assert 'rel="stylesheet"' not in html
