"""The map: dots only where the place is known, areas where only the area is, everything once."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from musterbook.report.happenings import build_happenings
from musterbook.report.map_chart import build_map
from musterbook.report.outlines import BaseMap, Bounds, bounds_of, find_borders, make_circle, visible_point
from musterbook.report.sites import find_sites
from tests.unit.report.sample import (
    ACHIN,
    AFGHANISTAN,
    JALALABAD,
    KABUL,
    NANGARHAR,
    make_content,
    make_incident,
    make_incidents,
    place_at,
)

COUNTRY = replace(AFGHANISTAN, radius_km=600.0)
RIVER = replace(JALALABAD, place_id="mb:river", name="River", kind="water")


def _happenings(*incidents):
    return build_happenings(make_content(incidents=incidents, assessment=None), labels={})


@pytest.mark.parametrize(
    ("place", "precision", "expected"),
    [
        (JALALABAD, 1, ("dot", "gn:1139715", 0)),
        (JALALABAD, 2, ("circle", "gn:1139715", 25)),
        (replace(JALALABAD, radius_km=40.0), 2, ("circle", "gn:1139715", 40)),
        (ACHIN, 3, ("circle", "gn:1147242", 18)),
        (NANGARHAR, 4, ("outline", "gn:1132366", 60)),
        (JALALABAD, 4, ("outline", "gn:1132366", 0)),
        (replace(JALALABAD, coord_source="parent"), 1, ("circle", "gn:1139715", 5)),
    ],
    ids=["exact", "near", "near a large town", "district", "province", "town for its province", "borrowed point"],
)
def test_a_place_is_drawn_as_what_is_known_of_it(place, precision, expected):
    """A dot for an exact place only; the circle of a district; the outline of a province."""
    drawn, listed = find_sites(_happenings(make_incident(1, place_at(place, precision), None)))
    assert [(site.drawn, site.key, site.radius_km) for site in drawn] == [expected]
    assert listed == ()


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (place_at(RIVER, 5), "a region, border or line, not a point"),
        (place_at(COUNTRY, 6), "known to the country only"),
        (place_at(COUNTRY, 7), "international waters or airspace"),
        (place_at(replace(ACHIN, radius_km=None), 3), "known to the district only"),
        (place_at(replace(JALALABAD, lat=None, lon=None), 1), "the exact place; its position is not known"),
        (replace(place_at(JALALABAD, 1), place=None, where_prec=None), "not resolved to a place"),
        (None, "the sentences that tell of it name none"),
    ],
    ids=["line", "country", "sea", "district of unknown size", "no position", "unresolved", "none"],
)
def test_what_is_no_point_is_listed_with_the_reason(reading, reason):
    """No incident gets a point that nobody stated."""
    drawn, listed = find_sites(_happenings(make_incident(1, reading, None)))
    assert drawn == ()
    assert [place.reason for place in listed] == [reason]


def test_every_incident_is_shown_once():
    """What is drawn and what is listed are all incidents, none twice."""
    drawn, listed = find_sites(_happenings(*make_incidents(), make_incident(9, place_at(JALALABAD, 1), None)))
    numbers = sorted(h.number for place in (*drawn, *listed) for h in place.happenings)
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_incidents_of_one_place_are_counted_at_it():
    """Two incidents in one town are one dot with a count."""
    section = build_map(
        _happenings(
            *(make_incident(i, place_at(JALALABAD, 1), None) for i in (1, 2)),
            make_incident(3, place_at(KABUL, 1), None),
        )
    )
    assert section.picture is not None
    assert "Jalalabad (2)" in section.picture.wide
    assert "Kabul (" not in section.picture.wide


def test_signs_of_one_name_share_a_label():
    """A town that is exact in one report and only near in another has two signs and one label with their sum."""
    section = build_map(
        _happenings(
            make_incident(1, place_at(JALALABAD, 1), None),
            make_incident(2, place_at(JALALABAD, 2), None),
            make_incident(3, place_at(KABUL, 1), None),
        )
    )
    assert section.picture is not None
    assert section.picture.wide.count(">Jalalabad (2)<") == 1
    assert ">Jalalabad<" not in section.picture.wide


def test_the_same_town_exact_and_near_are_two_places():
    """A dot does not swallow the area around it."""
    drawn, _ = find_sites(
        _happenings(make_incident(1, place_at(JALALABAD, 1), None), make_incident(2, place_at(JALALABAD, 2), None))
    )
    assert sorted(site.drawn for site in drawn) == ["circle", "dot"]


def test_without_a_base_map_the_page_says_so_and_lists_the_places():
    """A missing base map costs the picture, not the places."""
    section = build_map(_happenings(*make_incidents()), read_base=lambda _view: None)
    assert section.picture is None
    assert (
        section.missing
        == "The outlines of the base map are not installed, so there is no map; the table lists the places."
    )
    assert {site.name for site in section.sites} == {"Achin", "Nangarhar", "Jalalabad"}


def test_a_province_without_outline_and_size_is_listed():
    """An area that cannot be drawn is not drawn as something else."""
    nowhere = replace(NANGARHAR, place_id="gn:1", country="XA", radius_km=None)
    section = build_map(_happenings(make_incident(1, place_at(nowhere, 4), None)), read_base=lambda _view: None)
    assert section.sites == ()
    assert [place.reason for place in section.unplaced] == ["known to the province only; its outline is not known"]


def test_disputed_areas_in_view_are_named():
    """The map says whose sovereignty is disputed where it draws who controls."""
    disputed = make_circle(34.4, 70.4, 20)
    disputed["properties"] = {"name": "Border strip", "note": "claimed by two"}
    section = build_map(
        _happenings(make_incident(1, place_at(JALALABAD, 1), None)),
        read_base=lambda _view: BaseMap(countries=(), disputed=(disputed,)),
    )
    assert section.disputed == (("Border strip", "claimed by two"),)


def test_a_circle_is_round_on_the_ground_and_wound_as_the_renderer_wants():
    """At 60 degrees north a degree of longitude is half as long; a ring wound the other way would be the whole world."""
    circle = make_circle(60.0, 10.0, 111.2)
    box = bounds_of([circle])
    assert (box.north - box.south) == pytest.approx(2.0, abs=0.01)
    assert (box.east - box.west) == pytest.approx(4.0, abs=0.02)
    ring = circle["geometry"]["coordinates"][0][0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area < 0


def test_the_outer_border_is_what_only_one_province_has():
    """Two squares side by side have six outer edges; the shared one is none of them."""

    def square(west):
        ring = [(west, 0.0), (west, 1.0), (west + 1.0, 1.0), (west + 1.0, 0.0), (west, 0.0)]
        return {"properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    lines = find_borders([square(0.0), square(1.0)])["geometry"]["coordinates"]
    edges = [frozenset((a, b)) for line in lines for a, b in itertools.pairwise(line)]
    assert len(edges) == 6
    assert frozenset({(1.0, 0.0), (1.0, 1.0)}) not in edges


def test_the_name_of_a_country_stands_in_what_is_seen_of_it():
    """The middle of the visible part, not of the whole country."""
    country = {
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [[(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)]]},
    }
    view = Bounds(west=8, south=8, east=20, north=20)
    assert visible_point(country, view) == pytest.approx((9, 9, 4))
    assert visible_point(country, Bounds(west=50, south=50, east=60, north=60)) is None
