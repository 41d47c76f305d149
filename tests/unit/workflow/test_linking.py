"""Linking a record: what may be one incident meets, wherever and whenever, and its id is for life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from musterbook import linking
from musterbook.config import Settings
from musterbook.errors import UsageError
from musterbook.linking import link_record
from musterbook.model import Block, Claim, DenialDetail, Document, DocumentRecord, Event, Incident, Report, hash_bytes
from musterbook.ruling import merge_incidents, split_incident
from musterbook.store import (
    Reading,
    Store,
    count_all,
    open_store,
    read_choices,
    read_incidents,
    read_log,
    read_rulings,
    read_traces,
    verify_store,
    write_choice,
    write_reading,
)
from tests.builders import ARMY, GROUP, TOWN, at, attack, casualties, claim, event, number, on

NOW = datetime(2018, 5, 17, 12, tzinfo=UTC)
FAR = replace(TOWN, place_id="gn:9", adm1_id="gn:8", adm2_id="gn:7", lat=30.0)


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty record that is not kept."""
    with open_store(":memory:") as opened:
        yield opened


def write(store: Store, *events: Event, replaced: bool = False) -> None:
    """Write each event in a document of its own; with `replaced` the document is read again and tells nothing more."""
    for made in events:
        text = f"Report {made.event_id}"
        report = Report(report_id=hash_bytes(text.encode()), media_type="text/plain", location=text, raw=text.encode())
        document = Document(
            document_id=made.document_id, report_id=report.report_id, text=text, location=text,
            blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        )  # fmt: skip
        claims = (attack(made.headline_claim_id, document_id=made.document_id, sentence=text),)
        record = DocumentRecord(document_id=made.document_id, claims=claims, events=() if replaced else (made,))
        write_reading(
            store, Reading(report=report, document=document, record=record), made_by="t", at_utc=NOW, replace=replaced
        )


def link(store: Store) -> dict[str, tuple[str, ...]]:
    """Link the record; return the events of each incident, by its id."""
    link_record(store, settings=Settings(), clock=lambda: NOW)
    return {incident.incident_id: incident.event_ids for incident in read_incidents(store)}


def test_what_happened_over_a_month_end_meets(store: Store) -> None:
    """One report says the night of the 31st, the other the 31st and the 1st: one incident in no block of a month."""
    write(
        store,
        event("e-1", interval=on(date(2018, 5, 31))),
        event("e-2", interval=on(date(2018, 5, 31), date(2018, 6, 1))),
    )
    assert sorted(link(store).values()) == [("e-1", "e-2")]


def test_every_event_is_in_one_incident(store: Store) -> None:
    """Dated or not, placed or not, every event that happened is in exactly one incident."""
    made = [
        event(f"e-{n:02}", interval=(None, on(date(2018, 5, 13)), on(date(2018, 6, 2)))[n % 3], place=(None, at(TOWN))[n % 2])
        for n in range(24)
    ]  # fmt: skip
    write(store, *made)
    assert sorted(one for members in link(store).values() for one in members) == [one.event_id for one in made]


def test_an_incident_keeps_its_id_when_it_grows(store: Store) -> None:
    """An event with a smaller id joins: the id stays, though it would be another one in a new record."""
    write(store, event("e-5"))
    (known,) = link(store)
    write(store, event("e-1"))
    assert link(store) == {known: ("e-1", "e-5")}
    assert read_traces(store) == ()


def test_incidents_that_turn_out_to_be_one_leave_a_redirect(store: Store) -> None:
    """What the rules join later lives on under the id with more events; the other leads to it, and the log counts it."""
    write(store, event("e-1"), event("e-2"), event("e-3", place=at(FAR)))
    before = link(store)
    (larger,) = (one for one, members in before.items() if len(members) == 2)
    (smaller,) = before.keys() - {larger}
    write(store, event("e-3", place=at(FAR)), replaced=True)
    write(store, event("e-3", document_id="d-other"))
    assert link(store) == {larger: ("e-1", "e-2", "e-3")}
    (trace,) = read_traces(store)
    assert (trace.incident_id, trace.state, trace.into) == (smaller, "merged", (larger,))
    assert '"merged":1' in read_log(store)[0].body


def test_an_incident_that_nothing_tells_of_leaves_a_tombstone(store: Store) -> None:
    """Its report was read again and tells of it no more: the id is removed, and nobody else ever gets it."""
    write(store, event("e-1"))
    (known,) = link(store)
    write(store, event("e-1"), replaced=True)
    assert link(store) == {}
    assert [(trace.incident_id, trace.state) for trace in read_traces(store)] == [(known, "removed")]


def ids_of(store: Store, *event_ids: str) -> list[str]:
    """Return the ids of the incidents of these events, in their order."""
    of = {one: incident.incident_id for incident in read_incidents(store) for one in incident.event_ids}
    return [of[one] for one in event_ids]


def rule(store: Store, act: str, *arguments: str) -> Incident:
    """Let a person rule."""
    how = {"person": "a reviewer", "reason": "read side by side", "settings": Settings(), "clock": lambda: NOW}
    if act == "merge":
        return merge_incidents(store, arguments[0], arguments[1], **how)  # type: ignore[arg-type]
    return split_incident(store, arguments[0], arguments[1:], **how)  # type: ignore[arg-type]


def test_a_merge_by_a_person_holds(store: Store) -> None:
    """Two incidents far apart in place and time are one if a person says so, in every later run, under the first id."""
    write(store, event("e-1"), event("e-2", place=at(FAR), interval=on(date(2018, 8, 1))))
    link(store)
    one, other = ids_of(store, "e-1", "e-2")
    assert rule(store, "merge", one, other).event_ids == ("e-1", "e-2")
    write(store, event("e-3"), event("e-4", place=at(FAR), interval=on(date(2018, 8, 1))))
    assert link(store) == {one: ("e-1", "e-2", "e-3", "e-4")}
    (trace,) = read_traces(store, other)
    assert (trace.state, trace.into, trace.reason) == ("merged", (one,), "a reviewer: read side by side")
    assert "merge" in {entry.act for entry in read_log(store)}


def test_a_split_by_a_person_holds(store: Store) -> None:
    """Events that a person took out stay out, though all reports look alike; what stays keeps the id."""
    write(store, *(event(f"e-{n}") for n in range(1, 5)))
    (known,) = link(store)
    taken = rule(store, "split", known, "e-1", "e-2", "e-3")
    assert taken.event_ids == ("e-1", "e-2", "e-3")
    assert taken.incident_id != known
    write(store, event("e-5"))
    made = link(store)
    assert made[known][0] == "e-4"
    assert made[taken.incident_id][:3] == ("e-1", "e-2", "e-3")
    assert sum(len(members) for members in made.values()) == 5
    (trace,) = read_traces(store, known)
    assert (trace.state, trace.into) == ("split", (taken.incident_id,))


def test_the_last_ruling_counts(store: Store) -> None:
    """What was split may be merged again, and stays merged."""
    write(store, event("e-1"), event("e-2"))
    (known,) = link(store)
    taken = rule(store, "split", known, "e-1")
    rule(store, "merge", known, taken.incident_id)
    assert link(store) == {known: ("e-1", "e-2")}
    assert [ruling.act for ruling in read_rulings(store)] == ["split", "merge"]


@pytest.mark.parametrize(
    ("act", "arguments", "expected"),
    [
        ("merge", ("e-1", "e-1"), "no incident"),
        ("split", ("KNOWN", "e-9"), "not one of its events"),
        ("split", ("KNOWN", "e-1", "e-2"), "nothing would be left"),
        ("merge", ("KNOWN", "KNOWN"), "with itself"),
    ],
    ids=["an event", "a stranger", "all", "itself"],
)
def test_a_ruling_that_cannot_be_is_refused(store: Store, act: str, arguments: tuple[str, ...], expected: str) -> None:
    """A ruling needs incidents, their own events, and something that stays."""
    write(store, event("e-1"), event("e-2"))
    (known,) = link(store)
    with pytest.raises(UsageError, match=expected):
        rule(store, act, *(known if one == "KNOWN" else one for one in arguments))


def write_again(store: Store, old: Event, new_id: str, *, sentence: str | None = None) -> None:
    """Read the report of an event again with a version that gives event and claim another id, and perhaps another sentence."""
    text = f"Report {old.event_id}"
    claim_id = f"c-{new_id}"
    report = Report(report_id=hash_bytes(text.encode()), media_type="text/plain", location=text, raw=text.encode())
    document = Document(
        document_id=old.document_id, report_id=report.report_id, text=text, location=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )  # fmt: skip
    claims = (attack(claim_id, document_id=old.document_id, sentence=sentence or text),)
    made = replace(old, event_id=new_id, claim_ids=(claim_id,), headline_claim_id=claim_id)
    record = DocumentRecord(document_id=old.document_id, claims=claims, events=(made,))
    write_reading(
        store, Reading(report=report, document=document, record=record), made_by="later", at_utc=NOW, replace=True
    )


def test_a_ruling_outlives_another_reading(store: Store) -> None:
    """A later version gives the events other ids: merge, split and incident ids hold, and the log says what became what."""
    one, far, other = event("e-1"), event("e-2", place=at(FAR), interval=on(date(2018, 8, 1))), event("e-3")
    write(store, one, far, other)
    link(store)
    kept, gone = ids_of(store, "e-1", "e-2")
    rule(store, "merge", kept, gone)
    taken = rule(store, "split", kept, "e-3").incident_id
    write_again(store, one, "e-7")
    write_again(store, far, "e-8")
    write_again(store, other, "e-9")
    assert link(store) == {kept: ("e-7", "e-8"), taken: ("e-9",)}
    assert '"became":{"e-3":"e-9"}' in next(entry.body for entry in read_log(store) if entry.act == "reread")
    assert (count_all(store).rulings, count_all(store).open_rulings) == (2, 0)
    assert verify_store(store).drifts == ()


def test_a_ruling_whose_events_are_gone_is_counted_as_open(store: Store) -> None:
    """A later version reads no such sentence: the ruling stays, holds nothing, and the counts say so."""
    one, other = event("e-1"), event("e-2", place=at(FAR), interval=on(date(2018, 8, 1)))
    write(store, one, other)
    link(store)
    rule(store, "merge", *ids_of(store, "e-1", "e-2"))
    write_again(store, other, "e-8", sentence="Nothing of the kind is told here")
    assert len(link(store)) == 2
    assert (count_all(store).rulings, count_all(store).open_rulings) == (1, 1)


def test_a_chosen_figure_outlives_another_reading(store: Store) -> None:
    """The choice goes to the claim of the same sentence with the same figure, and to no other figure of it."""
    text = "Report"
    report = Report(report_id=hash_bytes(text.encode()), media_type="text/plain", location=text, raw=text.encode())
    document = Document(
        document_id="d-1", report_id=report.report_id, text=text, location=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )  # fmt: skip

    def read_as(*claim_ids: str) -> None:
        claims = tuple(
            casualties(claim_id, number(value), document_id="d-1", sentence="Nine or twelve died.")
            for claim_id, value in zip(claim_ids, (9, 12), strict=True)
        )
        record = DocumentRecord(document_id="d-1", claims=claims, events=())
        reading = Reading(report=report, document=document, record=record)
        write_reading(store, reading, made_by="t", at_utc=NOW, replace=True)

    read_as("c-1", "c-2")
    write_choice(store, "c-2", person="A. Editor", reason="the list has names", at_utc=NOW)
    read_as("c-3", "c-4")
    assert [*read_choices(store)] == ["c-4"]


def test_a_summary_covers_what_it_sums_up(store: Store) -> None:
    """A sum over two months links to the incidents in its time and area, and holds none of their events."""
    summary = event("e-9", is_summary=True, interval=on(date(2018, 5, 1), date(2018, 6, 30)), initiator=GROUP)
    write(store, event("e-1"), event("e-2", interval=on(date(2018, 7, 9))), event("e-3", place=at(FAR)), summary)
    link(store)
    (covered,) = ids_of(store, "e-1")
    found = next(incident for incident in read_incidents(store) if incident.clarity == 2)
    assert (found.event_ids, found.covers) == (("e-9",), (covered,))


def write_denials(store: Store, n: int) -> tuple[str, ...]:
    """Write one report in which the army denies so many times that its planes struck Steinbruck; return the claim ids."""
    sentence = "The army denied that its planes had struck the market on Sunday."
    text = "\n".join([sentence] * n)
    claims: list[Claim] = []
    for k in range(n):
        start = k * (len(sentence) + 1)
        spans = {"start": start, "end": start + len(sentence), "sentence_start": start}
        detail = DenialDetail(what="its planes had struck the market on Sunday")
        said = {"actor": ARMY, "place": at(TOWN), "interval": on(date(2018, 5, 13)), "document_id": "d-no"}
        claims.append(claim(f"c-no-{k:03}", "denial", detail, sentence=sentence, **said, **spans))
    report = Report(report_id=hash_bytes(text.encode()), media_type="text/plain", location="no", raw=text.encode())
    document = Document(
        document_id="d-no", report_id=report.report_id, text=text, location="no",
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )  # fmt: skip
    record = DocumentRecord(document_id="d-no", claims=tuple(claims), events=())
    write_reading(store, Reading(report=report, document=document, record=record), made_by="t", at_utc=NOW)
    return tuple(one.claim_id for one in claims)


def beside(store: Store, event_id: str) -> tuple[str, ...]:
    """Return what stands beside the incident of an event."""
    return next(one.beside_claim_ids for one in read_incidents(store) if event_id in one.event_ids)


def count_reads(n: int) -> int:
    """Return how many queries, those for single claims left out, link a record of two reports, one of them of `n` denials."""
    asked: list[str] = []
    with open_store(":memory:") as store:
        write(store, event("e-1", mode="aerial"))
        denials = write_denials(store, n)
        with store.transaction() as connection:
            connection.set_trace_callback(asked.append)
        link(store)
        assert beside(store, "e-1") == denials
    return sum(sql.startswith("SELECT") and "FROM claim WHERE claim_id" not in sql for sql in asked)


def test_a_report_is_read_once_for_all_its_denials() -> None:
    """Twenty times as many denials of one report ask for its text, events, names and places no more often than two do."""
    assert count_reads(40) == count_reads(2)


def test_a_denial_finds_its_strike_in_a_busy_country(store: Store) -> None:
    """Elsewhere in the country there were 250 attacks the day before: the one of the town that is named is still found."""
    crowd = (
        event(f"e-far-{k:03}", place=at(replace(FAR, place_id=f"gn:far-{k}", lat=k % 50 - 60.0, lon=2.0 * (k // 50))), mode="aerial",
              interval=on(date(2018, 5, 12)))
        for k in range(250)
    )  # fmt: skip
    write(store, event("e-town", mode="aerial"), *crowd)
    denials = write_denials(store, 1)
    assert len(link(store)) > 200
    assert beside(store, "e-town") == denials


@pytest.mark.parametrize("cap", ["_MOST_NEAR", "_MOST_COMPARED"])
def test_among_too_many_none_is_chosen(store: Store, monkeypatch: pytest.MonkeyPatch, cap: str) -> None:
    """Two incidents are near and one fits; where only one of them may be looked at, the denial stands beside neither."""
    province = replace(TOWN, place_id="gn:adm1", kind="adm1")
    later = event("e-2", mode="firearm", place=at(province), initiator=GROUP, interval=on(date(2018, 5, 14)))
    write(store, event("e-1", mode="aerial"), later)
    denials = write_denials(store, 1)
    assert len(link(store)) == 2
    assert beside(store, "e-1") == denials
    monkeypatch.setattr(linking, cap, 1)
    link(store)
    assert [one.beside_claim_ids for one in read_incidents(store)] == [(), ()]
