"""Laws of incidents over whole records: copies join, strangers change nothing, ids are for life, a second run is none."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.config import Settings
from musterbook.model import Incident
from musterbook.store import Reading, Store, find_living, open_store, read_incidents, read_traces, write_reading
from musterbook.workflow import link_record
from tests.property.test_order_and_copies import NOW, TEXTS, read

STRANGERS = (
    ("El Correo", "Gunmen shot dead three farmers near Cali, Colombia, on Monday, police said."),
    (
        "Manila Ledger",
        "Nine soldiers were wounded when Abu Sayyaf ambushed a patrol in Patikul, Sulu, on Sunday, the army said.",
    ),
    ("Kyiv Mail", "Shelling killed two people in Avdiivka, Ukraine, on Tuesday, officials said."),
)


def add(store: Store, readings: Sequence[Reading]) -> dict[str, Incident]:
    """Write readings and link; return the incidents by id."""
    for reading in readings:
        write_reading(store, reading, made_by="test", at_utc=NOW)
    return link(store)


def link(store: Store) -> dict[str, Incident]:
    """Link; return the incidents by id."""
    link_record(store, settings=Settings(), clock=lambda: NOW)
    return {incident.incident_id: incident for incident in read_incidents(store)}


def figures(incident: Incident) -> list[tuple[object, ...]]:
    """Return what an incident says of casualties, without how many print it."""
    return sorted((t.outcome, t.whose, t.low or 0, t.best or 0, t.high or 0) for t in incident.tolls)


@settings(max_examples=15)
@given(st.sampled_from(TEXTS), st.sampled_from(["Copy Express", "Mirror Daily"]))
def test_a_verbatim_copy_joins_what_it_copies(original: tuple[str, str], outlet: str) -> None:
    """The copy makes no incident and changes no toll; each incident of the original has one report more."""
    with open_store(":memory:") as store:
        before = add(store, [read(*one) for one in TEXTS])
        copy = read(outlet, original[1])
        after = add(store, [copy])
    assert copy.record is not None
    own, copied = read(*original), {event.event_id for event in copy.record.events}
    assert own.record is not None
    told = {event.event_id for event in own.record.events}
    assert before.keys() == after.keys()
    for incident_id, incident in after.items():
        assert figures(incident) == figures(before[incident_id])
        has_original = bool(told & set(incident.event_ids))
        assert bool(copied & set(incident.event_ids)) is has_original
        assert incident.n_reports - before[incident_id].n_reports == int(has_original)


@settings(max_examples=15)
@given(st.permutations(TEXTS), st.sets(st.sampled_from(STRANGERS), min_size=1))
def test_reports_of_other_wars_change_nothing(order: list[tuple[str, str]], strangers: set[tuple[str, str]]) -> None:
    """Every incident that was there is there as before, ids, events, tolls and counts."""
    with open_store(":memory:") as store:
        before = add(store, [read(*one) for one in order])
        after = add(store, [read(*one) for one in sorted(strangers)])
    assert {incident_id: after.get(incident_id) for incident_id in before} == before
    assert len(after) > len(before)


@settings(max_examples=15)
@given(st.permutations(TEXTS), st.lists(st.integers(1, 3), min_size=1, max_size=6))
def test_an_id_leads_somewhere_for_life(order: list[tuple[str, str]], sizes: list[int]) -> None:
    """However reports come in, every id ever given lives, leads to one that lives, or was removed with a trace.

    What is one incident in the end does not depend on it.
    """
    given_ids: set[str] = set()
    left = [read(*one) for one in order]
    with open_store(":memory:") as store:
        while left:
            size = sizes[len(given_ids) % len(sizes)]
            batch, left = left[:size], left[size:]
            living = add(store, batch)
            given_ids |= living.keys()
        removed = {trace.incident_id for trace in read_traces(store) if trace.state == "removed"}
        assert all(find_living(store, one) in living.keys() | removed for one in given_ids)
    with open_store(":memory:") as store:
        at_once = add(store, [read(*one) for one in TEXTS])
    assert sorted(one.event_ids for one in living.values()) == sorted(one.event_ids for one in at_once.values())


@settings(max_examples=10)
@given(st.permutations(TEXTS))
def test_a_second_run_changes_nothing(order: list[tuple[str, str]]) -> None:
    """Linking again gives the same incidents and leaves no trace."""
    with open_store(":memory:") as store:
        before = add(store, [read(*one) for one in order])
        traces = read_traces(store)
        assert link(store) == before
        assert read_traces(store) == traces
