"""Places: overlap F1 of recognition, accuracy within 161 km (100 miles), right country; per corpus, told by the id's prefix."""

from __future__ import annotations

import math
from typing import Any

from eval.metrics.counting import f1, find_overlap
from eval.metrics.countries import country_at

__all__ = ["distance_km", "score"]

_NEAR_KM = 161
_EARTH_KM = 6371


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*first, *second))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return for each corpus, in [0, 1]: overlap_f1, acc161_all and country_all (a missing mention is wrong), acc161_recognised.

    A corpus that names countries (LGL) is held to their names; one with points alone (GeoVirus) to the country the points lie in.
    """
    scores: dict[str, float] = {}
    for corpus in dict.fromkeys(key.split("-")[0] for key in gold):
        part = {key: row for key, row in gold.items() if key.split("-")[0] == corpus}
        for name, value in _score_corpus(part, predictions).items():
            scores[f"{corpus}.{name}"] = round(value, 3)
    return scores


def _score_corpus(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    recognised = n_predicted = n_gold = located = located_found = near = with_country = right_country = 0
    has_names = any(place.get("country") for row in gold.values() for place in row["places"])
    for key, row in gold.items():
        predicted = sorted(predictions.get(key, {}).get("places", []), key=lambda place: place["start"])
        used: set[int] = set()
        n_predicted += len(predicted)
        n_gold += len(row["places"])
        for wanted in row["places"]:
            index = find_overlap(wanted, predicted, used)
            located += wanted["lat"] is not None
            country = wanted.get("country") if has_names else _lies_in(wanted)
            with_country += bool(country)
            if index is None:
                continue
            used.add(index)
            got = predicted[index]
            recognised += 1
            right_country += bool(country) and (got.get("country") if has_names else _lies_in(got)) == country
            if wanted["lat"] is not None:
                located_found += 1
                near += _is_near(got, wanted)
    return {
        "overlap_f1": f1(recognised, n_predicted, n_gold),
        "acc161_all": near / max(located, 1),
        "acc161_recognised": near / max(located_found, 1),
        "country_all": right_country / max(with_country, 1),
    }


def _lies_in(place: dict[str, Any]) -> str | None:
    return None if place.get("lat") is None else country_at(place["lat"], place["lon"])


def _is_near(got: dict[str, Any], wanted: dict[str, Any]) -> bool:
    if got.get("lat") is None:
        return False
    return distance_km((got["lat"], got["lon"]), (wanted["lat"], wanted["lon"])) <= _NEAR_KM
