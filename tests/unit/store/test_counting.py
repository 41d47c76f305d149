"""Counting in the database: periods, places, sides, precision, summaries and outlets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from musterbook.incidents import run as find_incidents
from musterbook.model import (
    Block,
    Document,
    DocumentRecord,
    EventDetail,
    IncidentCount,
    OffsetMap,
    Published,
    Report,
    StatementCount,
    hash_bytes,
)
from musterbook.model.claims import ControlDetail
from musterbook.store import (
    ClaimFilter,
    IncidentFilter,
    Reading,
    Store,
    count_incidents,
    count_incidents_in,
    count_origins,
    count_published,
    count_reports,
    count_reports_by_area,
    count_statements,
    count_undated,
    find_outlets,
    open_store,
    write_incidents,
    write_reading,
)
from tests.builders import (
    ARMY,
    DISTRICT,
    GROUP,
    PROVINCE,
    TOWN,
    at,
    attack,
    casualties,
    claim,
    event,
    notes,
    number,
    on,
)

NOW = datetime(2018, 5, 17, 12, tzinfo=UTC)


def _reading(name: str, day: date, *, outlet: str = "Morning Post", killed: int = 2, **told: object) -> Reading:
    """One report of one event in Steinbruck with so many dead soldiers; `told` are fields of the event."""
    text = f"{name} was attacked."
    raw = text.encode()
    published = Published(day=day, origin="given")
    report = Report(
        report_id=hash_bytes(raw), media_type="text/plain", location=f"{name}.txt", raw=raw, encoding="utf-8",
        retrieved_utc=NOW, outlet=outlet, published=published,
    )  # fmt: skip
    document = Document(
        document_id=f"d-{name}", report_id=report.report_id, text=text, location=report.location, outlet=outlet,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),), published=published, title=name,
        offsets=OffsetMap(basis="decoded", segments=((0, 0, len(text)),)),
    )  # fmt: skip
    fields = {"interval": on(day), "place": at(TOWN), "initiator": GROUP, "recipient": ARMY} | told
    detail = EventDetail(event_type="ASSAULT", is_summary=bool(fields.get("is_summary")))
    common = {"document_id": document.document_id, "interval": fields["interval"], "place": fields["place"]}
    claims = (
        replace(attack(f"c-{name}-1", **common), detail=detail),
        casualties(f"c-{name}-2", number(killed), whose=ARMY, **common),
    )
    return Reading(
        report=report,
        document=document,
        record=DocumentRecord(
            document_id=document.document_id, claims=claims, events=(event(f"e-{name}", *claims, **fields),)
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Six attacks: three in May, one of them by the army and one in another outlet; a summary, an imprecise one, one undated."""
    found = open_store(tmp_path / "record.db")
    readings = [
        _reading("one", date(2018, 5, 2)),
        _reading("two", date(2018, 5, 9), initiator=ARMY, recipient=GROUP),
        _reading("three", date(2018, 5, 20), outlet="Valley Herald", place=at(DISTRICT)),
        _reading("four", date(2018, 6, 4), killed=50, is_summary=True),
        _reading("five", date(2018, 6, 11), place=at(PROVINCE)),
        _reading("six", date(2018, 6, 12), interval=on(date(2017, 1, 1), date(2017, 12, 31))),
    ]
    claims = {}
    events = []
    for reading in readings:
        if reading.record is not None:
            claims |= {item.claim_id: item for item in reading.record.claims}
            events += reading.record.events
        write_reading(found, reading, made_by="test", at_utc=NOW)
    made = find_incidents(events, claims=claims, notes=notes(*claims.values())).made
    write_incidents(found, made, at_utc=NOW)
    return found


ONE_GROUP = ClaimFilter(actor_ids=("northern-front",))


def test_incidents_by_month(store: Store) -> None:
    """An incident counts in the month of its first day, with its places, sides and dead."""
    assert count_incidents(store, IncidentFilter(among=ONE_GROUP), period="month") == (
        IncidentCount(
            first_day=date(2018, 5, 1), n_incidents=3, n_places=2, n_by=2, n_against=1, killed_low=6, killed_best=6,
            killed_high=6,
        ),
        IncidentCount(
            first_day=date(2018, 6, 1), n_incidents=2, n_places=1, n_by=2, n_against=0, killed_low=52, killed_best=52,
            killed_high=52,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("week", [date(2018, 4, 30), date(2018, 5, 7), date(2018, 5, 14), date(2018, 6, 4), date(2018, 6, 11)]),
        ("quarter", [date(2018, 4, 1)]),
    ],
    ids=["week", "quarter"],
)
def test_first_days_of_other_periods(store: Store, period: str, days: list[date]) -> None:
    """Weeks begin on Monday, quarters with their first month: as in the assessments."""
    found = count_incidents(store, IncidentFilter(), period=period)  # type: ignore[arg-type]
    assert [item.first_day for item in found] == days


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        (IncidentFilter(), 5),
        (IncidentFilter(is_precise=True), 4),
        (IncidentFilter(with_summaries=False), 4),
        (IncidentFilter(left_out=(date(2018, 5, 1), date(2018, 5, 9))), 3),
        (IncidentFilter(without_outlets=("Valley Herald",)), 4),
        (IncidentFilter(among=ClaimFilter(since=date(2018, 6, 1))), 2),
        (IncidentFilter(among=ClaimFilter(until=date(2018, 5, 31))), 3),
        (IncidentFilter(among=ClaimFilter(actor_ids=("nobody",))), 0),
    ],
    ids=["all", "precise", "no-summaries", "left-out", "no-outlet", "since", "until", "nobody"],
)
def test_what_is_counted(store: Store, wanted: IncidentFilter, n: int) -> None:
    """Each condition leaves out what it says and nothing else."""
    assert sum(item.n_incidents for item in count_incidents(store, wanted, period="month")) == n


def test_incidents_by_area(store: Store) -> None:
    """A town counts in its district, a district as itself; a province is in no district."""
    found = count_incidents(store, IncidentFilter(), period="quarter", by="adm2")
    assert {item.area_id: item.n_incidents for item in found} == {None: 1, "gn:2": 4}
    found = count_incidents(store, IncidentFilter(), period="quarter", by="adm1")
    assert {item.area_id: item.n_incidents for item in found} == {"gn:1": 5}


def test_window_and_what_is_in_no_window(store: Store) -> None:
    """A window holds its first and last day; an incident of some day in 2017 is in none and is told of."""
    found = count_incidents_in(store, IncidentFilter(), first=date(2018, 5, 9), last=date(2018, 6, 4))
    assert (found.n_incidents, found.killed_best) == (3, 54)
    assert count_undated(store, IncidentFilter(), period="month") == 1


def test_reports_by_outlet_and_area(store: Store) -> None:
    """Reports count in the month of publication, by outlet, and by the area they place something in."""
    assert [(item.first_day.month, item.outlet, item.n_reports) for item in count_reports(store, period="month")] == [
        (5, "Morning Post", 2), (5, "Valley Herald", 1), (6, "Morning Post", 3),
    ]  # fmt: skip
    by_area = count_reports_by_area(store, period="quarter", by="adm2")
    assert [(item.area_id, item.n_reports) for item in by_area] == [("gn:2", 5)]
    assert count_published(store, first=date(2018, 5, 1), last=date(2018, 5, 31)) == (3, 2)
    assert count_published(
        store, first=date(2018, 5, 1), last=date(2018, 5, 31), without_outlets=("Valley Herald",)
    ) == (2, 1)
    assert find_outlets(store, "valley herald") == ("Valley Herald",)


def test_origins_of_incidents(store: Store) -> None:
    """Claims that nobody has compared yet are an origin each."""
    assert count_origins(store, IncidentFilter(with_summaries=False), by="adm2") == {None: 2, "gn:2": 6}


def test_control_and_strength_claims(store: Store) -> None:
    """Control claims count by what became of the place, in the month they are about."""
    lost = claim(
        "c-lost", "control", ControlDetail(status="lost"), document_id="d-one", actor=GROUP, place=at(DISTRICT),
        interval=on(date(2018, 4, 3)),
    )  # fmt: skip
    raw = b"The Front lost Bergtal."
    report = Report(report_id=hash_bytes(raw), media_type="text/plain", location="lost.txt", raw=raw, encoding="utf-8")
    document = Document(
        document_id="d-lost", report_id=report.report_id, text=raw.decode(), location="lost.txt",
        blocks=(), offsets=OffsetMap(basis="decoded", segments=()),
    )  # fmt: skip
    reading = Reading(
        report=report,
        document=document,
        record=DocumentRecord(document_id="d-lost", claims=(replace(lost, document_id="d-lost"),), events=()),
    )
    write_reading(store, reading, made_by="test", at_utc=NOW)
    assert count_statements(store, ONE_GROUP, period="month", by="adm2") == (
        StatementCount(first_day=date(2018, 4, 1), area_id="gn:2", kind="control", status="lost", n_origins=1),
    )
