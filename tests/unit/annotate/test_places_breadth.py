"""Places of conflicts all over the world, as reports write them: floors over many sentences, with the shipped gazetteer."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import musterbook_gazetteer
import pytest

from musterbook import workflow
from musterbook.config import Settings
from musterbook.model import PlaceReading, Report, hash_bytes

TABLE = tomllib.loads((Path(__file__).parent / "places_breadth.toml").read_text("utf-8"))
EARTH_RADIUS_KM = 6371.0
# Points of provinces and regions are far from the towns that a map shows for them.
NEAR_KM = {"town": 40.0, "landmark": 40.0, "adm2": 90.0, "water": 200.0, "region": 300.0, "adm1": 250.0}

pytestmark = pytest.mark.skipif(not musterbook_gazetteer.path().is_file(), reason="the gazetteer has not been built")


def distance_km(lat: float, lon: float, place: Any) -> float:
    """The distance of a point from a place; infinite without a point."""
    if place.lat is None:
        return math.inf
    one, other = math.radians(lat), math.radians(place.lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(place.lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def verdicts(rows: list[dict[str, Any]]) -> Iterator[bool]:
    """Whether each place of the sentences was read as the place it is; every sentence is a document of its own."""
    settings = Settings()
    reports = [
        Report(
            report_id=hash_bytes(row["text"].encode()),
            media_type="text/plain",
            location="test",
            raw=row["text"].encode(),
            encoding="utf-8",
        )
        for row in rows
    ]
    knowledge = workflow.load_knowledge(settings)
    for row, read in zip(rows, workflow.extract_reports(reports, knowledge=knowledge, settings=settings), strict=True):
        assert read.annotated is not None
        found = [one for one in read.annotated.mentions if isinstance(one.reading, PlaceReading)]
        for name, country, lat, lon in row["places"]:
            start = row["text"].index(name)
            mention = next((one for one in found if one.start < start + len(name) and start < one.end), None)
            place = mention.reading.place if mention and isinstance(mention.reading, PlaceReading) else None
            yield (
                place is not None
                and (not country or place.country in {country, None})
                and distance_km(lat, lon, place) <= NEAR_KM.get(place.kind, 40.0)
            )


@pytest.mark.parametrize(("group", "floor"), [("sentence", 0.90), ("respelled", 0.68)])
def test_places_of_many_conflicts_are_read(group: str, floor: float) -> None:
    """Of the places named, at least the share of the floor is found, in the right country and near the right point."""
    found = list(verdicts(TABLE[group]))
    assert sum(found) / len(found) >= floor
