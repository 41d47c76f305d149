"""When two tellings are one happening: places, times and sides that agree or not."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.model import Place, PlaceReading, TimeReading
from musterbook.records.events.agreement import is_finer, places_agree, times_agree
from musterbook.records.events.ties import families_meet


def _at(kind: str, place_id: str, **fields: object) -> PlaceReading:
    place = Place(place_id=place_id, geonames_id=None, name=place_id, kind=kind, **{"country": "XA", **fields})  # type: ignore[arg-type]
    return PlaceReading(
        place=place, where_prec={"country": 6, "adm1": 4, "adm2": 3}.get(kind, 1), words=place_id, why="test"
    )


PROVINCE = _at("adm1", "p")
DISTRICT = _at("adm2", "d", adm1_id="p")
TOWN = _at("town", "t", adm1_id="p", adm2_id="d", lat=10.0, lon=20.0)
QUARTER = _at("town", "q", adm1_id="o", lat=10.05, lon=20.0)
FAR = _at("town", "f", adm1_id="o", lat=12.0, lon=20.0)


@pytest.mark.parametrize(
    ("first", "second", "do_agree"),
    [
        pytest.param(TOWN, None, True, id="one not stated"),
        pytest.param(TOWN, TOWN, True, id="same"),
        pytest.param(TOWN, DISTRICT, True, id="town in district"),
        pytest.param(PROVINCE, TOWN, True, id="province holds town"),
        pytest.param(TOWN, _at("country", "XA"), True, id="country"),
        pytest.param(TOWN, QUARTER, True, id="a few kilometres"),
        pytest.param(TOWN, FAR, False, id="two towns"),
        pytest.param(DISTRICT, _at("adm2", "e", adm1_id="p"), False, id="two districts"),
        pytest.param(TOWN, _at("town", "t", country="XB"), False, id="two countries"),
    ],
)
def test_places(first: PlaceReading, second: PlaceReading | None, do_agree: bool) -> None:  # noqa: FBT001  # a table column
    """Places agree where one holds the other or nothing says that they differ; in either order."""
    assert places_agree(first, second) is do_agree
    assert places_agree(second, first) is do_agree


def _on(first: str | None, last: str | None = None, timex: str | None = None) -> TimeReading:
    return TimeReading(
        earliest=None if first is None else date.fromisoformat(first),
        latest=None if first is None else date.fromisoformat(last or first),
        granularity="day",
        timex=timex,
        words="then",
        why="test",
    )


@pytest.mark.parametrize(
    ("first", "second", "do_agree"),
    [
        pytest.param(_on("2018-05-13"), _on("2018-05-01", "2018-05-31"), True, id="day in month"),
        pytest.param(_on("2018-05-13"), _on("2018-05-14"), False, id="two days"),
        pytest.param(_on(None, timex="year-1-04"), _on(None, timex="year-1-04"), True, id="unresolved, same words"),
        pytest.param(_on(None, timex="year-1-04"), _on(None, timex="year-1-05"), False, id="unresolved, other month"),
        pytest.param(_on(None, timex="year-1-04"), _on("2018-05-14"), True, id="one unresolved"),
    ],
)
def test_times(first: TimeReading, second: TimeReading, do_agree: bool) -> None:  # noqa: FBT001  # a table column
    """Times agree where they overlap; unresolved ones by their relative form; in either order."""
    assert times_agree(first, second) is do_agree
    assert times_agree(second, first) is do_agree


@pytest.mark.parametrize(
    ("reference", "told", "do_meet"),
    [
        pytest.param("attack", "abduction", True, id="the attack was any"),
        pytest.param("blast", "strike", True, id="the blast of a strike"),
        pytest.param("clash", "blast", False, id="the clash was no blast"),
        pytest.param("arrest", "blast", False, id="the arrest was no blast"),
    ],
)
def test_families(reference: str, told: str, do_meet: bool) -> None:  # noqa: FBT001  # a table column
    """A definite mention refers back only to what its word can mean."""
    assert families_meet(reference, told) is do_meet


def test_finer_place() -> None:
    """A town is finer than its district, anything than nothing, and nothing than nothing."""
    assert (is_finer(TOWN, DISTRICT), is_finer(DISTRICT, TOWN), is_finer(TOWN, None), is_finer(None, None)) == (
        True,
        False,
        True,
        False,
    )
