"""The strength series as a picture with bounds, and as the table that says the same.

1. A stated number is a point, a range a box, an open end a line that fades into an arrow: nothing open is closed.
2. The days a figure refers to are its horizontal extent.
3. Behind them, where there is a model: its median and where the strength lies with 50 % and with 90 %.
4. The shape tells the speakers apart, the number leads to the table; colour only repeats it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from musterbook.model import Assessment, SeriesPoint
from musterbook.report.charts import list_level
from musterbook.report.figures import (
    OPEN_ABOVE,
    OPEN_BELOW,
    OTHER,
    choose_drawn,
    count_elsewhere,
    is_drawable,
    needs_log,
    rank_voices,
    read_ends,
)
from musterbook.report.layout import Axis, Box, LabelBoard, choose_log_ticks, day_ms, month_ticks, span_days
from musterbook.report.pictures import Canvas, Picture, clean_svg, draw
from musterbook.report.sentences import cut_text
from musterbook.report.wording import name_code, name_count, name_day, name_interval, name_limits

__all__ = ["Figure", "Speaker", "StrengthSection", "build_strength"]

_WIDE = Canvas(width=800, height=360, padding=(62, 14, 18, 34))
_NARROW = Canvas(width=288, height=340, padding=(50, 14, 10, 34))
# Paths in a square from -1 to 1, as the renderer wants them; the legend of the page draws the same ones.
_SHAPES = (
    "M0,-1A1,1,0,1,1,0,1A1,1,0,1,1,0,-1Z",
    "M-0.85,-0.85H0.85V0.85H-0.85Z",
    "M0,-1.25L1.25,0L0,1.25L-1.25,0Z",
    "M-0.38,-1.1H0.38V-0.38H1.1V0.38H0.38V1.1H-0.38V0.38H-1.1V-0.38H-0.38Z",
    "M-0.8,-1.1L1.2,0L-0.8,1.1Z",
    "M0.8,-1.1L-1.2,0L0.8,1.1Z",
    "M0,-1.2L0.35,-0.4L1.2,-0.37L0.55,0.2L0.74,1.05L0,0.58L-0.74,1.05L-0.55,0.2L-1.2,-0.37L-0.35,-0.4Z",
)
_OTHER_SHAPE = "M-1.2,-0.4H1.2V0.4H-1.2Z"
_ARROW_UP, _ARROW_DOWN = "M0,-1.1L0.9,0.7H-0.9Z", "M0,1.1L0.9,-0.7H-0.9Z"
_RAY_PX = 46
# Beside the number of a party's figure: in grey its colour is that of all others.
_PARTY_MARK = "†"
_MIN_BOX_PX = 7
_MAX_LABELLED = 40
_HOLLOW = frozenset({"about", "more_than", "fewer_than", "vague"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One entry of the legend: a shape (SVG path) and whose it is."""

    name: str
    shape: str
    n_figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table; `anchor` is the claim on this page, None if it is not there."""

    number: int
    point: SeriesPoint
    text: str
    bound: str
    counted: str
    area: str
    as_of: str
    said_on: str
    source: str
    party: str
    hedge: str
    outlet: str
    shape: str
    anchor: str | None
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthSection:
    """The picture (None without a dated figure), its legend and table; `n_hidden` figures are in the record only.

    `n_elsewhere`: figures of other areas than those of the picture; `is_modelled`: it also shows the modelled strength.
    """

    picture: Picture | None
    speakers: tuple[Speaker, ...]
    figures: tuple[Figure, ...]
    n_undated: int
    n_elsewhere: int
    n_hidden: int
    is_log: bool
    is_modelled: bool


def build_strength(
    assessment: Assessment, *, labels: Mapping[str, str], max_points: int, max_characters: int
) -> StrengthSection:
    """Return the section on the series of an assessment; of too many figures the latest are shown."""
    points = assessment.series.points if assessment.series else ()
    shown = points[max(len(points) - max_points, 0) :]
    speakers, shapes = _choose_speakers(shown, max_characters)
    figures = tuple(
        _make_figure(point, number, labels=labels, shapes=shapes, max_characters=max_characters)
        for number, point in enumerate(shown, 1)
    )
    drawn = {point.claim_id for point in choose_drawn(assessment.series)}
    dated = [figure for figure in figures if figure.point.claim_id in drawn]
    level = [{**row, "x": day_ms(date.fromisoformat(row["day"]))} for row in list_level(assessment.curve, {})]
    picture, is_log = None, False
    if dated:
        is_log = needs_log(value for figure in dated for value in read_ends(figure.point))
        description = (
            f"{name_count(len(dated), 'figure')} for the strength of {assessment.actor_name}, from "
            f"{name_interval(dated[0].point.as_of_earliest, dated[0].point.as_of_earliest)} on; the table below says the same."
        )
        pictures = [
            clean_svg(
                draw(
                    "strength",
                    canvas=canvas,
                    values=_list_values(dated, level, canvas, is_log=is_log, is_wide=canvas is _WIDE),
                ),
                prefix=prefix,
                title=f"Figures for the strength of {assessment.actor_name} in time",
                description=description,
            )
            for canvas, prefix in ((_WIDE, "sw"), (_NARROW, "sn"))
        ]
        picture = Picture(wide=pictures[0], narrow=pictures[1])
    return StrengthSection(
        picture=picture,
        speakers=speakers,
        figures=figures,
        n_undated=sum(not is_drawable(point) for point in shown),
        n_elsewhere=count_elsewhere(assessment.series) if assessment.series else 0,
        n_hidden=len(points) - len(shown),
        is_log=is_log,
        is_modelled=bool(dated) and len(level) > 1,  # a single day has no band,
    )


def _choose_speakers(
    points: tuple[SeriesPoint, ...], max_characters: int
) -> tuple[tuple[Speaker, ...], dict[str, str]]:
    """Return the legend, and the shape of each voice that has one of its own."""
    own, rest = rank_voices(points, most=len(_SHAPES))
    shapes = dict(zip(own, _SHAPES, strict=False))
    speakers = [
        Speaker(
            name=cut_text(voice, max_characters), shape=shape, n_figures=sum(point.voice == voice for point in points)
        )
        for voice, shape in shapes.items()
    ]
    if rest:
        speakers.append(Speaker(name=OTHER, shape=_OTHER_SHAPE, n_figures=rest))
    return tuple(speakers), shapes


def _make_figure(
    point: SeriesPoint, number: int, *, labels: Mapping[str, str], shapes: Mapping[str, str], max_characters: int
) -> Figure:
    return Figure(
        number=number,
        point=point,
        text=name_limits(point.low, point.high, point.bound),
        bound=name_code("bound", point.bound),
        counted=point.counted or "not stated",
        area=point.area or "not stated",
        as_of=name_interval(point.as_of_earliest, point.as_of_latest),
        said_on=name_day(point.said_on) if point.said_on else "not known",
        source=cut_text(point.source, max_characters),
        party="a party to the conflict" if point.is_party else "",
        hedge=", ".join(point.hedge),
        outlet=point.outlet or "unknown",
        shape=shapes.get(point.voice, _OTHER_SHAPE),
        anchor=point.claim_id if point.claim_id in labels else None,
        label=labels.get(point.claim_id),
    )


def _list_values(
    figures: list[Figure], level: list[dict[str, Any]], canvas: Canvas, *, is_log: bool, is_wide: bool
) -> dict[str, Any]:
    days = [day for figure in figures for day in (figure.point.as_of_earliest, figure.point.as_of_latest) if day]
    first, last = span_days(days, min_days=60, margin=0.04)
    times = Axis(low=day_ms(first), high=day_ms(last), pixels=canvas.width)
    values = [value for figure in figures for value in read_ends(figure.point)]
    # The half that the model thinks likely always fits; the wide band may leave the picture.
    values += [float(row[end]) for row in level for end in ("lower", "higher")]
    # An open end needs room above its figure, all others only a little.
    open_ends = [read_ends(figure.point)[0] for figure in figures if figure.point.bound in OPEN_ABOVE]
    top = max(max(values) * 1.25, max(open_ends, default=0.0) * 1.9)
    low, high = (min(values) / 1.7, top) if is_log else (0.0, (max(values) or 1) * 1.2)
    numbers = Axis(low=low, high=high, pixels=canvas.height, is_log=is_log)
    drawing = _Drawing(times=times, numbers=numbers)
    for figure in figures:
        drawing.add(figure)
    drawing.keep_clear([(float(row["x"]), float(row["median"])) for row in level])
    return {
        "xDomain": [times.low, times.high],
        "yDomain": [numbers.low, numbers.high],
        "yType": "log" if is_log else "linear",
        "xTicks": month_ticks(first, last, most=9 if is_wide else 5),
        "yTicks": 6,
        "yValues": choose_log_ticks(low, high) if is_log else None,
        "level": level,
        "extents": drawing.extents,
        "boxes": drawing.boxes,
        "rays": drawing.rays,
        "arrows": drawing.arrows,
        "points": drawing.points,
        "labels": drawing.place_labels(figures, with_text=is_wide and len(figures) <= _MAX_LABELLED),
        "shapes": sorted({*_SHAPES, _OTHER_SHAPE, _ARROW_UP, _ARROW_DOWN}),
    }


class _Drawing:
    """The rows of the specification's data sets."""

    def __init__(self, *, times: Axis, numbers: Axis) -> None:
        self.times, self.numbers = times, numbers
        self.extents: list[dict[str, Any]] = []
        self.boxes: list[dict[str, Any]] = []
        self.rays: list[dict[str, Any]] = []
        self.arrows: list[dict[str, Any]] = []
        self.points: list[dict[str, Any]] = []
        self._spots: list[tuple[float, float]] = []
        self._board = LabelBoard(width=times.pixels, height=numbers.pixels)

    def add(self, figure: Figure) -> None:
        """Draw one figure."""
        point = figure.point
        first = point.as_of_earliest or date.min  # is_drawable: never None
        start, end = day_ms(first), day_ms(point.as_of_latest or first, is_end=True)
        low, high = read_ends(point)
        about = {
            "href": f"#{figure.anchor or f'figure-{figure.number}'}",
            "about": f"{figure.number}: {figure.text}, {figure.as_of}. {figure.source}",
            "party": point.is_party,
        }
        if low == high:
            self._add_point(figure, start=start, end=end, about=about)
        else:
            self._add_box(start=start, end=end, low=low, high=high, about=about)

    def _add_box(self, *, start: float, end: float, low: float, high: float, about: dict[str, Any]) -> None:
        middle = (self.times.to_pixel(start) + self.times.to_pixel(end)) / 2
        half = max((self.times.to_pixel(end) - self.times.to_pixel(start)) / 2, _MIN_BOX_PX / 2)
        left, right = self.times.to_value(middle - half), self.times.to_value(middle + half)
        self.boxes.append({"x": left, "x2": right, "y": low, "y2": high, **about})
        top, bottom = self._y(high), self._y(low)
        self._board.take(Box(middle - half, top, middle + half, bottom))
        self._spots.append((middle, top))

    def _add_point(self, figure: Figure, *, start: float, end: float, about: dict[str, Any]) -> None:
        point, value = figure.point, read_ends(figure.point)[0]
        middle = (start + end) / 2
        x, y = self.times.to_pixel(middle), self._y(value)
        if self.times.to_pixel(end) - self.times.to_pixel(start) > _MIN_BOX_PX:
            self.extents.append({"x": start, "x2": end, "y": value, **about})
            self._board.take(Box(self.times.to_pixel(start), y - 2, self.times.to_pixel(end), y + 2))
        if point.bound in OPEN_ABOVE | OPEN_BELOW:
            self._add_ray(middle, y, is_up=point.bound in OPEN_ABOVE, about=about)
        is_filled = point.bound not in _HOLLOW
        self.points.append({"x": middle, "y": value, "shape": figure.shape, "filled": is_filled, **about})
        self._board.take(Box(x - 6, y - 6, x + 6, y + 6))
        self._spots.append((x, y))

    def _add_ray(self, x: float, y: float, *, is_up: bool, about: dict[str, Any]) -> None:
        room = y if is_up else self.numbers.pixels - y
        length = max(min(_RAY_PX, room - 5), 12) * (-1 if is_up else 1)
        # Three pieces, each fainter: the line ends because the picture does, not because the number does.
        for piece, opacity in enumerate((0.95, 0.6, 0.3)):
            ends = [self._value(y + length * step / 3) for step in (piece, piece + 1)]
            self.rays.append({"x": x, "y": ends[0], "y2": ends[1], "opacity": opacity, **about})
        tip = self._value(y + length)
        self.arrows.append({"x": x, "y": tip, "shape": _ARROW_UP if is_up else _ARROW_DOWN, **about})
        middle = self.times.to_pixel(x)
        self._board.take(Box(middle - 5, min(y, y + length) - 5, middle + 5, max(y, y + length) + 5))

    def keep_clear(self, line: Sequence[tuple[float, float]]) -> None:
        """Keep labels off a line through these points (day, number), which would strike them through."""
        pixels = [(self.times.to_pixel(x), self._y(value)) for x, value in line]
        for (left, start), (right, end) in itertools.pairwise(pixels):
            self._board.take(Box(left, min(start, end) - 1, right, max(start, end) + 1))

    def place_labels(self, figures: list[Figure], *, with_text: bool) -> list[dict[str, Any]]:
        """Return the labels that find room: number and figure, or the number alone."""
        rows: list[dict[str, Any]] = []
        for figure, (x, y) in zip(figures, self._spots, strict=True):
            number = f"{figure.number}{_PARTY_MARK if figure.point.is_party else ''}"
            texts = [f"{number}:  {figure.text}", number] if with_text else [number]
            for text in texts:
                spot = self._board.place(text, x, y, gap=11)
                if spot:
                    row = {"x": self.times.to_value(spot[0]), "y": self._value(spot[1]), "text": text}
                    rows.append({**row, "href": f"#figure-{figure.number}"})
                    break
        return rows

    def _y(self, value: float) -> float:
        return self.numbers.pixels - self.numbers.to_pixel(value)

    def _value(self, pixel: float) -> float:
        return self.numbers.to_value(self.numbers.pixels - pixel)
