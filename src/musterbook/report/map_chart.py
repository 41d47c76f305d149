"""The map of the incidents: base map, provinces and circles as areas, exact places as dots."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from musterbook.report.happenings import Happening
from musterbook.report.layout import Box, LabelBoard, measure_text
from musterbook.report.outlines import (
    BaseMap,
    Bounds,
    bounds_of,
    find_borders,
    make_circle,
    read_base_map,
    read_provinces,
    visible_point,
)
from musterbook.report.pictures import Canvas, Picture, clean_svg, clean_text, draw
from musterbook.report.sites import Site, Unplaced, find_sites
from musterbook.report.wording import name_count

__all__ = ["MapSection", "build_map"]

_WIDE = Canvas(width=850, height=520, padding=(1, 1, 1, 1))
_NARROW = Canvas(width=344, height=380, padding=(1, 1, 1, 1))
_MIN_SPAN_DEGREES = 2.0
_MARGIN = 0.14
# Web maps end here too: nearer to the pole Mercator has no end.
_MAX_LATITUDE = 80.0
_MAX_LABELS = 60
_MAX_COUNTRIES = 8
_DOT_PX = 5.5
# What a letter of a label takes: they are bold.
_LETTER_PX = 7.9
# Signs of one name whose middles are as near as this have one label.
_SAME_SPOT_PX = 40.0
_NEXT_TO_PX = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSection:
    """The map (None where nothing can be drawn, `missing` says why) and its table.

    Attributes:
        sites: what is drawn; unplaced: what is listed beside the map.
        disputed: (name, note) of the disputed areas in view.
    """

    picture: Picture | None
    missing: str | None
    sites: tuple[Site, ...]
    unplaced: tuple[Unplaced, ...]
    disputed: tuple[tuple[str, str], ...]


def build_map(
    happenings: Sequence[Happening], *, read_base: Callable[[Bounds], BaseMap | None] = read_base_map
) -> MapSection:
    """Return the map of the incidents; without map data the places are still in the table.

    Args:
        happenings: the incidents.
        read_base: gives the base map of a view; None where it is not installed.
    """
    sites, unplaced = find_sites(happenings)
    if not sites:
        missing = "No incident has a place that could be drawn without pretending to know more than the reports say."
        return MapSection(picture=None, missing=missing, sites=(), unplaced=unplaced, disputed=())
    countries = dict.fromkeys(site.country for site in sites if site.country)
    outlines = read_provinces(list(countries)[:_MAX_COUNTRIES])
    by_id = {f["properties"].get("place_id"): f for features in outlines.values() for f in features}
    areas = {site: area for site in sites if (area := _find_area(site, by_id)) is not None}
    undrawable = tuple(site for site in sites if site.drawn == "outline" and site not in areas)
    sites = tuple(site for site in sites if site not in undrawable)
    unplaced += tuple(
        Unplaced(name=site.name, reason=f"{site.precision}; its outline is not known", happenings=site.happenings)
        for site in undrawable
    )
    view = _choose_view(sites, areas)
    base = read_base(view) if view else None
    if view is None or base is None:
        missing = "The outlines of the base map are not installed, so there is no map; the table lists the places."
        return MapSection(picture=None, missing=missing, sites=sites, unplaced=unplaced, disputed=())
    drawing = _Map(sites=sites, areas=areas, base=base, view=view, read_base=read_base)
    description = (
        f"{name_count(len(sites), 'place')} of incidents: dots are exact places, shaded areas are places known only "
        "roughly; the table below says the same."
    )
    pictures = [
        clean_svg(
            draw("map", canvas=canvas, values=drawing.list_values(canvas)),
            prefix=prefix,
            title="Where the incidents happened",
            description=description,
        )
        for canvas, prefix in ((_WIDE, "mw"), (_NARROW, "mn"))
    ]
    disputed = tuple(sorted((f["properties"]["name"], f["properties"].get("note") or "") for f in base.disputed))
    return MapSection(
        picture=Picture(wide=pictures[0], narrow=pictures[1]),
        missing=None,
        sites=sites,
        unplaced=unplaced,
        disputed=disputed,
    )


def _find_area(site: Site, outlines: dict[str | None, dict[str, Any]]) -> dict[str, Any] | None:
    """Return the area a site is drawn as; None for dots, and for provinces of unknown outline and size."""
    if site.drawn == "outline" and site.key in outlines:
        return outlines[site.key]
    return make_circle(site.lat, site.lon, site.radius_km) if site.radius_km > 0 else None


def _choose_view(sites: Sequence[Site], areas: dict[Site, dict[str, Any]]) -> Bounds | None:
    """Return the bounds of everything that is drawn, with a margin; None if nothing is."""
    if not sites:
        return None
    boxes = [
        bounds_of([areas[site]])
        if site in areas
        else Bounds(west=site.lon, east=site.lon, south=site.lat, north=site.lat)
        for site in sites
    ]
    west, east = min(box.west for box in boxes), max(box.east for box in boxes)
    south, north = min(box.south for box in boxes), max(box.north for box in boxes)
    wide, tall = max(east - west, _MIN_SPAN_DEGREES), max(north - south, _MIN_SPAN_DEGREES)
    lon, lat = (west + east) / 2, (south + north) / 2
    half_wide, half_tall = wide * (0.5 + _MARGIN), tall * (0.5 + _MARGIN)
    return Bounds(
        west=max(lon - half_wide, -180.0),
        east=min(lon + half_wide, 180.0),
        south=max(lat - half_tall, -_MAX_LATITUDE),
        north=min(lat + half_tall, _MAX_LATITUDE),
    )


def _mercator(lat: float) -> float:
    clamped = math.radians(min(max(lat, -_MAX_LATITUDE), _MAX_LATITUDE))
    return math.log(math.tan(math.pi / 4 + clamped / 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The Mercator projection of one canvas: `scale` pixels per radian around a middle."""

    lon: float
    lat: float
    scale: float
    canvas: Canvas

    def to_pixels(self, lat: float, lon: float) -> tuple[float, float]:
        x = self.canvas.width / 2 + self.scale * math.radians(lon - self.lon)
        y = self.canvas.height / 2 - self.scale * (_mercator(lat) - _mercator(self.lat))
        return x, y

    def bounds(self) -> Bounds:
        """Return the degrees that the canvas shows."""
        half = math.degrees(self.canvas.width / 2 / self.scale)
        reach = self.canvas.height / 2 / self.scale
        north, south = _mercator(self.lat) + reach, _mercator(self.lat) - reach
        return Bounds(
            west=self.lon - half, east=self.lon + half, south=_inverse_mercator(south), north=_inverse_mercator(north)
        )

    def projection(self) -> dict[str, Any]:
        width, height = self.canvas.width, self.canvas.height
        return {
            "type": "mercator",
            "scale": self.scale,
            "center": [0, self.lat],
            "rotate": [-self.lon, 0, 0],
            "translate": [width / 2, height / 2],
            "clipExtent": [[-2, -2], [width + 2, height + 2]],
        }


def _inverse_mercator(value: float) -> float:
    return math.degrees(2 * math.atan(math.exp(value)) - math.pi / 2)


def _fit(view: Bounds, canvas: Canvas) -> _Frame:
    middle = _inverse_mercator((_mercator(view.south) + _mercator(view.north)) / 2)
    across = canvas.width / math.radians(view.east - view.west)
    down = canvas.height / (_mercator(view.north) - _mercator(view.south))
    return _Frame(lon=(view.west + view.east) / 2, lat=middle, scale=min(across, down), canvas=canvas)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Map:
    """Everything on the map, for any canvas."""

    sites: tuple[Site, ...]
    areas: dict[Site, dict[str, Any]]
    base: BaseMap
    view: Bounds
    read_base: Callable[[Bounds], BaseMap | None]

    def list_values(self, canvas: Canvas) -> dict[str, Any]:
        """Return the values of the specification for one canvas."""
        frame = _fit(self.view, canvas)
        shown = frame.bounds()
        # The canvas is wider or taller than the view: what it shows beyond is read too.
        base = self.read_base(shown) or self.base
        board = LabelBoard(width=canvas.width, height=canvas.height, character_px=_LETTER_PX)
        dots = [site for site in self.sites if site not in self.areas]
        for site in dots:
            x, y = frame.to_pixels(site.lat, site.lon)
            board.take(Box(x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX))
        labels = self._place_labels(frame, board)
        return {
            "projection": frame.projection(),
            **_list_land(base, shown),
            "disputed": list(base.disputed),
            "areas": [self._describe_area(site) for site in sorted(self.areas, key=lambda site: -site.radius_km)],
            "dots": [{"lon": s.lon, "lat": s.lat, **_describe(s)} for s in dots],
            "labels": labels,
            "names": _name_countries(base, frame, shown, board),
        }

    def _describe_area(self, site: Site) -> dict[str, Any]:
        is_outline = site.drawn == "outline" and self.areas[site]["properties"].get("place_id") == site.key
        area = self.areas[site]
        return {
            "type": "Feature",
            "geometry": area["geometry"],
            "properties": {"outline": is_outline, **_describe(site)},
        }

    def _place_labels(self, frame: _Frame, board: LabelBoard) -> list[dict[str, Any]]:
        """Return the labels that find room: those of points and circles beside them, those of provinces in them."""
        rows: list[dict[str, Any]] = []
        groups = self._group_sites(frame)
        towns = {_fold(group[0].name) for group in groups if group[0].drawn != "outline"}
        for group in groups[:_MAX_LABELS]:
            site, n_incidents = group[0], len({h.number for one in group for h in one.happenings})
            more = f" ({n_incidents})" if n_incidents > 1 else ""
            kind = " province" if site.drawn == "outline" and _fold(site.name) in towns else ""
            text = clean_text(site.name)[:40] + kind + more
            spot = self._find_spot(site, text, frame, board)
            if spot:
                rows.append({"x": spot[0], "y": spot[1], "text": text, "area": site in self.areas})
        return rows

    def _group_sites(self, frame: _Frame) -> list[tuple[Site, ...]]:
        """Return the sites that share a label, the exactest first; what can go anywhere in an area comes last."""
        groups: list[list[Site]] = []
        for site in sorted(self.sites, key=lambda one: (one in self.areas, one.radius_km, one.key)):
            at = frame.to_pixels(site.lat, site.lon)
            near = (
                group
                for group in groups
                if "outline" not in {site.drawn, group[0].drawn}
                and _fold(group[0].name) == _fold(site.name)
                and math.dist(at, frame.to_pixels(group[0].lat, group[0].lon)) <= _SAME_SPOT_PX
            )
            found = next(near, None)
            if found is None:
                groups.append([site])
            else:
                found.append(site)

        def rank(group: list[Site]) -> tuple[bool, float, int]:
            first, n_incidents = group[0], sum(len(site.happenings) for site in group)
            is_outline = first.drawn == "outline"
            # The smaller a province, the fewer spots its name has.
            return is_outline, _find_reach(self.areas[first], frame).width if is_outline else 0.0, -n_incidents

        return [tuple(group) for group in sorted(groups, key=rank)]

    def _find_spot(self, site: Site, text: str, frame: _Frame, board: LabelBoard) -> tuple[float, float] | None:
        if site not in self.areas:
            return board.place(text, *frame.to_pixels(site.lat, site.lon), gap=_DOT_PX + 4)
        # The name of an area stands in it, not beside a point that nobody stated.
        middle = visible_point(self.areas[site], frame.bounds())
        if middle is None:
            return None
        x, y = frame.to_pixels(middle[1], middle[0])
        reach = _find_reach(self.areas[site], frame)
        if site.drawn == "outline":
            # A province that is full of names has its own just below or above it.
            more = Box(reach.left, reach.top - _NEXT_TO_PX, reach.right, reach.bottom + _NEXT_TO_PX)
            outlines = (one for one in self.areas if one.drawn == "outline" and one is not site)
            others = [_find_reach(self.areas[one], frame) for one in outlines]
            return board.place_within(text, x, y, reach=more, others=others)
        within = board.place_within(text, x, y, reach=reach)
        if within is not None:
            return within
        return board.place(text, x, y, gap=reach.width / 2 + 3)


def _fold(name: str) -> str:
    """Return a name without accents and capitals: one place may be written with and without them."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum())


def _find_reach(area: dict[str, Any], frame: _Frame) -> Box:
    """Return what an area takes in pixels."""
    box = bounds_of([area])
    left, top = frame.to_pixels(box.north, box.west)
    right, bottom = frame.to_pixels(box.south, box.east)
    return Box(left, top, right, bottom)


def _list_land(base: BaseMap, shown: Bounds) -> dict[str, Any]:
    """Return the land: of few countries their provinces with their outer borders, of the others the plain outline."""
    codes = [str(code) for feature in base.countries if (code := feature["properties"].get("iso2"))]
    detailed = read_provinces(codes) if len(codes) <= _MAX_COUNTRIES else {}
    return {
        "countries": [f for f in base.countries if f["properties"].get("iso2") not in detailed],
        "provinces": [f for features in detailed.values() for f in features if bounds_of([f]).touches(shown)],
        "borders": [find_borders(features) for features in detailed.values()],
    }


def _describe(site: Site) -> dict[str, Any]:
    numbers = ", ".join(str(happening.number) for happening in site.happenings[:12])
    more = "" if len(site.happenings) <= 12 else ", …"
    text = f"{clean_text(site.name)}: {name_count(len(site.happenings), 'incident')} (no. {numbers}{more}); {site.precision}"
    return {"about": text, "href": f"#{site.happenings[0].incident_id}", "count": len(site.happenings)}


def _name_countries(base: BaseMap, frame: _Frame, shown: Bounds, board: LabelBoard) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    whole = (shown.east - shown.west) * (shown.north - shown.south)
    for feature in base.countries:
        middle = visible_point(feature, shown)
        if middle is None or middle[2] < whole / 150:
            continue
        text = clean_text(str(feature["properties"].get("name", ""))).upper()
        x, y = frame.to_pixels(middle[1], middle[0])
        spot = board.place(text, x - _LETTER_PX * measure_text(text) / 2, y, gap=0)
        if spot:
            rows.append({"x": spot[0], "y": spot[1], "text": text})
    return rows
