"""Reports in many styles through the whole product: which words tell of one incident, and which of two."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import musterbook
from musterbook import store
from musterbook.documents.offsets import source_span

_GROUPS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("groups.toml").read_text(encoding="utf-8"))[
    "group"
]

Spans = dict[str, list[tuple[int, int, str]]]  # file → start, end, incident id


@pytest.fixture(scope="module")
def spans(tmp_path_factory: pytest.TempPathFactory) -> Spans:
    """Return where the reports of all groups, read into one record, tell of which incident."""
    folder = tmp_path_factory.mktemp("groups")
    reports = folder / "reports"
    reports.mkdir()
    for group in _GROUPS:
        for report in group["report"]:
            (reports / report["file"]).write_text(report["text"], encoding="utf-8")
    found: Spans = {}
    with musterbook.open(folder / "record.db") as record:
        record.add(reports)
        incident_of = {claim_id: one.incident_id for one in record.incidents() for claim_id in one.claim_ids}
        documents = {one.document_id: one for one in store.read_documents(record.store)}
        for claim in record.claims():
            document = documents[claim.document_id]
            if claim.claim_id not in incident_of or document.offsets is None:
                continue
            place = source_span(document.offsets, claim.start, claim.end)
            if place is not None:
                name = document.location.rpartition("/")[2]
                found.setdefault(name, []).append((*place, incident_of[claim.claim_id]))
    return found


def _find_incident(report: dict[str, Any], words: str, spans: Spans) -> str | None:
    start = report["text"].index(words)
    over = [
        (one, begin)
        for begin, end, one in sorted(spans.get(report["file"], []))
        if begin < start + len(words) and start < end
    ]
    counts = Counter(one for one, _ in over)
    return max(counts, key=lambda one: counts[one], default=None)


@pytest.mark.parametrize("group", [pytest.param(group, id=group["name"]) for group in _GROUPS])
def test_words_of_one_incident_are_one_and_of_two_are_two(group: dict[str, Any], spans: Spans) -> None:
    """Each incident of the key is one of the record, and two of the key are two, whatever else the record holds."""
    got: dict[str, set[str | None]] = {}
    for report in group["report"]:
        for incident, words in report["tells"]:
            got.setdefault(incident, set()).add(_find_incident(report, words, spans))
    assert None not in set().union(*got.values())
    assert {incident: len(ids) for incident, ids in got.items()} == dict.fromkeys(got, 1)
    assert len(set().union(*got.values())) == len(got)
