"""Rows of an ACLED export as claims and incidents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from musterbook.records.codes import ACLED_SUB_EVENTS, find_plover
from musterbook.store import Store, count_all, read_documents
from tests.unit.imports.tables import ACLED, claims_of, import_rows, incidents_of, tolls_of, write_csv


def test_a_row_becomes_an_incident(store: Store, tmp_path: Path) -> None:
    """Notes open the sentence, the fatalities are of all sides, the sub-event has its PLOVER type, the army its id."""
    result = import_rows(store, write_csv(tmp_path / "acled.csv", [ACLED]))
    assert (result.added, result.unknown_actors) == (1, ())
    (incident,) = incidents_of(store)
    assert (incident.event_type, incident.mode, incident.sub_event) == ("ASSAULT", "aerial", "Air/drone strike")
    assert tolls_of(incident) == [("unknown", None, 7, 7, 7, True)]
    assert [actor.actor_id for actor in incident.initiators] == ["armed-forces-of-afghanistan"]
    assert [actor.words for actor in incident.recipients] == ["Unidentified Armed Group (Afghanistan)"]
    assert all(claim.sentence.startswith(ACLED["notes"]) for claim in claims_of(store))
    (document,) = read_documents(store)
    assert document.outlet == "Morning Post; Evening Post"
    assert "1700000000" not in document.text


@pytest.mark.parametrize(
    ("precision", "earliest", "latest", "date_prec"),
    [
        ("1", date(2018, 5, 16), date(2018, 5, 16), 1),
        ("2", date(2018, 5, 13), date(2018, 5, 19), 3),
        ("3", date(2018, 5, 1), date(2018, 5, 31), 4),
    ],
    ids=["day", "week", "month"],
)
def test_time_precision(
    store: Store, tmp_path: Path, precision: str, earliest: date, latest: date, date_prec: int
) -> None:
    """Precision 2 is the week around the day, 3 the month."""
    import_rows(store, write_csv(tmp_path / "acled.csv", [ACLED | {"time_precision": precision}]))
    interval = incidents_of(store)[0].interval
    assert interval is not None
    assert (interval.earliest, interval.latest, interval.date_prec) == (earliest, latest, date_prec)


def test_a_provincial_capital_is_the_province(store: Store, tmp_path: Path) -> None:
    """geo_precision 3 is coded to the provincial capital: the place is the province."""
    row = ACLED | {"geo_precision": "3", "location": "Jalalabad", "admin2": "Jalalabad"}
    import_rows(store, write_csv(tmp_path / "acled.csv", [row]))
    place = incidents_of(store)[0].place
    assert place is not None
    assert place.place is not None
    assert (place.where_prec, place.place.kind, place.place.name) == (4, "adm1", "Nangarhar")


def test_no_fatalities_are_no_claim(store: Store, tmp_path: Path) -> None:
    """0 is what ACLED writes where nobody was reported killed: nobody said 0."""
    import_rows(store, write_csv(tmp_path / "acled.csv", [ACLED | {"fatalities": "0"}]))
    assert [claim.kind for claim in claims_of(store)] == ["event"]


def test_a_type_without_plover_type_makes_no_event(store: Store, tmp_path: Path) -> None:
    """“Other” is kept as text, no default type is written, and the import says so."""
    result = import_rows(
        store, write_csv(tmp_path / "acled.csv", [ACLED | {"sub_event_type": "Other", "fatalities": "0"}])
    )
    counts = count_all(store)
    assert (counts.documents, counts.claims, counts.events) == (1, 0, 0)
    assert result.notes == (("“Other” has no PLOVER type: kept as text without an event", 1),)


def test_every_sub_event_but_other_has_a_plover_type() -> None:
    """The way back from ACLED's list leaves out nothing but “Other”."""
    assert {name for name in ACLED_SUB_EVENTS if find_plover(name) is None} == {"Other"}


def test_a_row_twice_is_read_once(store: Store, tmp_path: Path) -> None:
    """Two rows of one id in a run: the second is skipped, not taken for a change of the first."""
    result = import_rows(store, write_csv(tmp_path / "acled.csv", [ACLED, ACLED | {"actor1": "Taliban"}]))
    assert (result.added, result.replaced) == (1, 0)
    assert [(skip.code, skip.location) for skip in result.skipped] == [("id-twice", "acled.csv#row=2")]
