"""Place mentions → spans, points, GeoNames ids, countries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader
from musterbook.model import PlaceReading

__all__ = ["predict"]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, places: [{start, end, lat, lon, geonameid, country}]}` for each item; None where not resolved."""
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        places: list[dict[str, Any]] = []
        for mention in read.extraction.annotated.mentions if read.extraction.annotated else ():
            reading = mention.reading
            span = read.locate(mention.start, mention.end)
            if isinstance(reading, PlaceReading) and span:
                places.append({"start": span[0], "end": span[1], **_describe(reading)})
        predictions.append({"id": read.item["id"], "places": places})
    return predictions


def _describe(reading: PlaceReading) -> dict[str, Any]:
    place = reading.place
    if place is None:
        return {"lat": None, "lon": None, "geonameid": None, "country": None}
    geonames_id = str(place.geonames_id) if place.geonames_id else None
    return {"lat": place.lat, "lon": place.lon, "geonameid": geonames_id, "country": place.country}
