"""Reading a page from a record: bounded, the important first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from musterbook.model import Block, Document, DocumentRecord, Published, Report, Skip, StrengthDetail, hash_bytes
from musterbook.report import Limits, Scope, read_content, render
from musterbook.report.coverage import build_coverage
from musterbook.store import CoverageCount, Reading, open_store, write_incidents, write_reading
from tests.builders import number
from tests.unit.report.sample import claim_id, make_assessment, make_claim, make_claims, make_incident, make_incidents

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _write(store, key, claims):
    """Write one document with these claims."""
    raw = f"report {key}".encode()
    report = Report(report_id=hash_bytes(raw), media_type="text/plain", location=f"reports/{key}.txt", raw=raw)
    document = Document(
        document_id=claims[0].document_id, report_id=report.report_id, text="x" * 400, blocks=(Block(kind="paragraph", start=0, end=400),),
        title=f"Report {key}", published=Published(day=date(2018, 5, key % 28 + 1), origin="given"), location=report.location, outlet="Morning Post",
    )  # fmt: skip
    record = DocumentRecord(document_id=document.document_id, claims=tuple(claims), events=())
    reading = Reading(
        report=report, document=document, mentions=(), record=record, exact=None, signature=None, skips=()
    )
    write_reading(store, reading, made_by="test", at_utc=NOW)


@pytest.fixture
def store():
    """Return a record of 60 claims in three documents."""
    with open_store(":memory:") as opened:
        for key in range(3):
            _write(
                opened,
                key,
                [
                    make_claim(
                        1000 * key + n, "strength", StrengthDetail(), document_id=f"d-{key}", quantity=number(n + 1)
                    )
                    for n in range(20)
                ],
            )
        skip = Skip(stage="sources", input_id="a", location="reports/a.txt", code="empty", reason="it is empty")
        write_reading(opened, Reading(skips=(skip,)), made_by="test", at_utc=NOW)
        yield opened


def _read(store, **fields):
    values = {"assessment": None, "title": None, "made_by": "test", "generated_utc": NOW} | fields
    return read_content(store, **values)


def test_a_small_record_is_read_whole(store):
    """All claims, the facts on their documents, the skips and the coverage are there."""
    content = _read(store)
    assert len(content.claims) == content.counts.claims == 60
    assert [facts.title for facts in content.documents] == ["Report 0", "Report 1", "Report 2"]
    assert [skip.code for skip in content.skips] == ["empty"]
    assert content.coverage == (CoverageCount(month="2018-05", outlet="Morning Post", n_documents=3),)


def test_claims_behind_the_incidents_come_first(store):
    """With room for three claims, those an incident rests on are among them."""
    incident = make_incident(1, None, None, claim_ids=(claim_id(2019), claim_id(1005)), event_ids=())
    write_incidents(store, [incident], at_utc=NOW)
    content = _read(store, limits=Limits(claims=3))
    assert [claim.claim_id for claim in content.claims] == [claim_id(2019), claim_id(1005), claim_id(0)]


def test_claims_behind_the_answer_come_before_all_others(store):
    """The figures of the series are on the page whatever else is."""
    assessment = make_assessment(
        tuple(make_claim(n, "strength", StrengthDetail(), document_id="d-2", quantity=number(n)) for n in (2007, 2008)),
        (),
    )
    content = _read(store, assessment=assessment, limits=Limits(claims=2))
    assert {claim.claim_id for claim in content.claims} == {claim_id(2007), claim_id(2008)}


def test_of_too_many_incidents_those_most_reported_stay_in_order_of_time(store):
    """The limit takes the incidents with the most reports, and keeps their order."""
    incidents = tuple(replace(incident, event_ids=()) for incident in make_incidents())
    write_incidents(store, incidents, at_utc=NOW)
    content = _read(store, limits=Limits(incidents=2))
    assert content.counts.incidents == 5
    assert [incident.incident_id for incident in content.incidents] == [
        incidents[0].incident_id,
        incidents[2].incident_id,
    ]


def test_ten_thousand_claims_make_a_page_of_bounded_size():
    """12,000 claims give a page of the first 1,000, under five megabytes, that says how many more there are."""
    with open_store(":memory:") as store:
        claims = [
            make_claim(
                n,
                "strength",
                StrengthDetail(),
                document_id="d-0",
                quantity=number(n + 1),
                sentence="Long words. " * 400,
            )
            for n in range(12_000)
        ]
        _write(store, 0, claims)
        content = _read(store)
        page = render(content)
    assert len(content.claims) == 1_000
    assert len(page) < 5_000_000
    assert "11,000 more claims in the record; this page shows 1,000." in page


def test_a_page_of_a_real_store_is_complete(store):
    """What was read can be rendered, with the sentence of a claim and its document."""
    page = render(_read(store))
    assert make_claims()[0].sentence in page
    assert "reports/1.txt" in page


@pytest.mark.parametrize(
    ("months", "unit", "columns"),
    [
        (["2018-01", "2018-03"], "month", ("2018-01", "2018-02", "2018-03")),
        (["2017-02", "2018-12"], "quarter", tuple(f"{y} Q{q}" for y in (2017, 2018) for q in (1, 2, 3, 4))),
        (["2001-01", "2010-01"], "year", tuple(str(year) for year in range(2001, 2011))),
    ],
)
def test_coverage_uses_the_finest_unit_that_fits(months, unit, columns):
    """Periods without a report are columns too: absence of coverage must be seen."""
    table = build_coverage([CoverageCount(month=month, outlet="Post", n_documents=2) for month in months])
    assert table is not None
    assert (table.unit, table.columns) == (unit, columns)
    assert table.total.total == 2 * len(months)


def test_coverage_loses_no_report():
    """Unknown outlets and dates, many outlets and very old reports are all counted."""
    cells = [
        CoverageCount(month=None, outlet=None, n_documents=3),
        CoverageCount(month="1900-01", outlet="Old", n_documents=5),
    ]
    cells += [CoverageCount(month="2018-05", outlet=f"Outlet {n:02}", n_documents=1) for n in range(30)]
    table = build_coverage(cells)
    assert table is not None
    assert table.total.total + table.n_early == 38
    assert sum(row.total for row in table.rows) == table.total.total
    assert table.rows[-1].name.endswith("other outlets")


def test_no_report_no_coverage():
    """An empty record has no table."""
    assert build_coverage(()) is None


def test_a_page_of_one_group_shows_its_incidents_alone(store):
    """Asked for one group, the page holds its incidents and says how many others there are; else it says whose they are."""
    own, other = replace(make_incidents()[0], event_ids=()), make_incident(9, None, None, event_ids=())
    write_incidents(store, [own, other], at_utc=NOW)
    ids = frozenset(actor.actor_id for actor in own.initiators if actor.actor_id)
    group = Scope(name="The group", actor_ids=ids, is_only=True)
    alone, both = (_read(store, scope=replace(group, is_only=is_only)) for is_only in (True, False))
    assert [one.incident_id for one in alone.incidents] == [own.incident_id]
    assert len(both.incidents) == 2
    assert "1 of 2 incidents in the record" in render(alone)
    assert "1 of 2 are of <bdi>The group</bdi>" in render(both)


def test_a_page_of_all_groups_does_not_bear_the_question_of_one(store):
    """The question of one group heads a page only if the page tells of no other."""
    own, other = replace(make_incidents()[0], event_ids=()), make_incident(9, None, None, event_ids=())
    ids = frozenset(actor.actor_id for actor in own.initiators if actor.actor_id)
    group, assessment = (
        Scope(name="The group", actor_ids=ids, is_only=False),
        make_assessment(make_claims(), make_incidents()),
    )
    write_incidents(store, [own], at_utc=NOW)
    assert f"<h1><bdi>{assessment.question}</bdi></h1>" in render(_read(store, assessment=assessment, scope=group))
    write_incidents(store, [own, other], at_utc=NOW)
    page = render(_read(store, assessment=assessment, scope=group))
    assert "<h1><bdi>What the reports say</bdi></h1>" in page
    assert f'<p class="question">{assessment.question}</p>' in page


def test_a_place_that_was_not_read_is_not_said_to_be_unstated(store):
    """An incident without a place whose sentences name one says so, on its entry and beside the map."""
    incident = make_incident(9, None, None, event_ids=())
    write_incidents(store, [incident], at_utc=NOW)
    content = _read(store)
    assert content.named == {incident.incident_id: ()}
    named = replace(content, named={incident.incident_id: ("Steinbruck",)})
    assert "place not read: its sentences name Steinbruck" in render(named)
    assert "no place: its sentences name none" in render(content)
