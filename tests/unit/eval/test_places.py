"""Places: the adapter's habits of the corpora, and countries told from points."""

from __future__ import annotations

import pytest

from eval.adapters import places
from eval.metrics.countries import country_at
from eval.metrics.places import score
from eval.reading import Reader

TEXT = "Peru reported two deaths in Cusco. The Peruvian police and the Ohio Board of Regents said nothing."


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The installed model and gazetteer, loaded once."""
    return Reader()


def _found(reader: Reader, key: str) -> dict[str, str | None]:
    (row,) = places.predict([{"id": key, "text": TEXT}], reader)
    return {TEXT[place["start"] : place["end"]]: place["country"] for place in row["places"]}


def test_both_corpora_mark_countries_that_act_and_states_in_names_of_bodies(reader):
    """What reports ("Peru") and the state of a body ("the Ohio Board of Regents") count, with the country's name in English."""
    found = _found(reader, "geovirus-1")
    assert found == {"Peru": "Peru", "Cusco": "Peru", "Ohio": "United States"}


def test_only_lgl_marks_adjectives(reader):
    """To LGL alone the adjective of "the Peruvian police" is a place."""
    assert _found(reader, "lgl-1").get("Peruvian") == "Peru"


@pytest.mark.parametrize(
    ("lat", "lon", "country"), [(15.6, 32.5, "SD"), (-33.86, 151.28, "AU"), (0.0, -30.0, None)], ids=str
)
def test_a_point_lies_in_a_country_by_its_outline(lat, lon, country):
    """Khartoum lies in Sudan, a harbour in its country though simplified outlines miss it, the mid-Atlantic in none."""
    assert country_at(lat, lon) == country


def test_gold_without_countries_is_held_to_where_its_points_lie():
    """One of two mentions lies in the right country; a point at sea counts neither way."""
    gold = {
        "g-1": {"places": [{"start": n, "end": n + 1, "lat": lat, "lon": 32.5} for n, lat in ((0, 15.6), (2, 15.6))]}
    }
    gold["g-1"]["places"].append({"start": 4, "end": 5, "lat": 0.0, "lon": -30.0})
    found = {"g-1": {"places": [{"start": 0, "end": 1, "lat": 14.0, "lon": 33.0}]}}
    assert score(gold, found)["g.country_all"] == 0.5
