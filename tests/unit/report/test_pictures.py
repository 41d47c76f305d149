"""The pictures: nothing in them can act, and the same data give the same picture."""

from __future__ import annotations

import math
import re
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.model import Bound
from musterbook.report.happenings import build_happenings
from musterbook.report.layout import Axis, Box, LabelBoard, day_ms, measure_text, month_ticks, span_days
from musterbook.report.pictures import Canvas, clean_svg, clean_text, draw
from musterbook.report.strength_chart import _list_values as _list_figures
from musterbook.report.strength_chart import build_strength
from musterbook.report.timeline import _list_values, build_timeline, find_bulk
from musterbook.report.wording import name_day
from musterbook.store import CoverageCount
from tests.builders import DISTRICT, PROVINCE, at, number, on, said_by
from tests.unit.report.sample import incident_id, make_assessment, make_claims, make_content, make_incident

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def _clean(body):
    return str(clean_svg(SVG.format(body), prefix="p", title="A title", description="Words"))


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        "<style>@import url(https://example.org)</style>",
        '<use href="https://example.org#x"/>',
        '<animate onbegin="alert(1)"/>',
    ],
    ids=["script", "foreign", "image", "style", "use", "animate"],
)
def test_what_could_act_is_left_out(body):
    """Only drawing elements are taken over."""
    assert _clean(body) == _clean("")


def test_handlers_and_foreign_paint_are_left_out():
    """Of an allowed element only allowed attributes are taken over, and no address in a colour."""
    cleaned = _clean(
        '<rect x="1" width="2" onclick="alert(1)" style="x" fill="url(https://example.org)" stroke="red"/>'
    )
    assert '<rect x="1" width="2" stroke="red"></rect>' in cleaned


def test_links_keep_their_fragment_only():
    """The renderer makes a public address of a fragment; the page takes it back."""
    cleaned = _clean(
        '<a xlink:href="https://vega.github.io/vega-datasets/#c-1"><path d="M0,0L1,1"/></a><a xlink:href="https://example.org/">x</a>'
    )
    assert 'href="#c-1"' in cleaned
    assert "example.org" not in cleaned
    assert "vega.github.io" not in cleaned


def test_clips_are_renamed_consistently():
    """An id of the renderer becomes one of the page, at its place and where it is used."""
    cleaned = _clean(
        '<defs><clipPath id="clip7"><rect width="1"/></clipPath></defs><g clip-path="url(#clip7)"><path d="M0,0L1,1"/></g>'
    )
    assert 'id="p-0"' in cleaned
    assert 'clip-path="url(#p-0)"' in cleaned


def test_titles_are_escaped():
    """A title cannot leave its element."""
    cleaned = str(clean_svg(SVG.format(""), prefix="p", title="</title><script>", description='"'))
    assert "<script>" not in cleaned
    assert "&lt;/title&gt;&lt;script&gt;" in cleaned


def test_labels_lose_what_cannot_be_seen():
    """Control characters, bidi controls and half surrogates are no letters."""
    assert clean_text("a\u202eb\x00c\ud83d") == "abc"


def _strength(*specs: tuple[float, Bound], **fields):
    base = make_claims()[0]
    claims = tuple(
        make_claims()[0].__class__(
            **{
                **{name: getattr(base, name) for name in base.__slots__},
                "claim_id": f"c-{index:016x}",
                "document_id": f"d-{index}",
                "quantity": number(value, bound),
                "interval": on(date(2017, 1 + index, 1)),
                **fields,
            }
        )
        for index, (value, bound) in enumerate(specs)
    )
    return build_strength(make_assessment(claims, ()), labels={}, max_points=50, max_characters=200)


def _count(picture, words):
    return len(re.findall(words, str(picture)))


def test_an_open_figure_is_drawn_open():
    """“more than” gets a fading line and an arrow, “exact” gets neither."""
    closed, opened = _strength((1000, "exact")), _strength((1000, "more_than"))
    assert closed.picture is not None
    assert opened.picture is not None
    for faint in ('opacity="0.95"', 'opacity="0.6"', 'opacity="0.3"'):
        assert _count(closed.picture.wide, faint) == 0
        assert _count(opened.picture.wide, faint) == 1


def test_a_party_is_marked_beside_its_colour():
    """In grey its colour is that of all others, so a dagger stands at its number, and the legend says so."""
    own, party = _strength((1000, "exact")), _strength((1000, "exact"), attribution=said_by("the army", is_party=True))
    assert own.picture is not None
    assert party.picture is not None
    assert "†" not in own.picture.wide
    assert "1†" in party.picture.wide
    assert "1†" in party.picture.narrow


def test_no_label_is_struck_through_by_the_modelled_line():
    """A figure that the line goes through has its label above or below it."""
    canvas = Canvas(width=600, height=300, padding=(0, 0, 0, 0))
    figures = list(_strength((1000, "exact"), (1100, "exact"), (1200, "exact")).figures)
    days = [day_ms(date(2017, month, 1)) for month in (1, 2, 3)]
    line = [{"x": day, "lower": n, "median": n, "higher": n} for day, n in zip(days, (1000, 1100, 1200), strict=True)]
    plain, clear = (_list_figures(figures, level, canvas, is_log=False, is_wide=True) for level in ([], line))

    def find_middle(values: dict[str, Any]) -> float:
        return next(label["y"] for label in values["labels"] if label["text"].startswith("2:"))

    assert find_middle(plain) == pytest.approx(1100)
    assert abs(find_middle(clear) - 1100) > 20


def test_only_an_open_figure_has_room_above_it():
    """The highest figure stands near the top of the picture, unless it goes on upwards."""
    canvas = Canvas(width=600, height=300, padding=(0, 0, 0, 0))
    tops = {
        bound: _list_figures(
            list(_strength((1000, "exact"), (30_000, bound)).figures), [], canvas, is_log=True, is_wide=True
        )["yDomain"][1]
        for bound in ("exact", "more_than")
    }
    assert tops == {"exact": pytest.approx(37_500), "more_than": pytest.approx(57_000)}


def test_figures_without_a_time_are_in_the_table_only():
    """An undated figure is counted, listed and not drawn."""
    section = _strength((1000, "exact"), interval=None, said_on=None)
    assert section.picture is None
    assert section.n_undated == 1
    assert [figure.text for figure in section.figures] == ["1,000"]


def test_figures_of_another_area_are_in_the_table_only():
    """A figure for a district is listed beside those for the country, and not drawn among them."""
    section = _strength((1000, "exact"), (1200, "exact"))
    assert section.n_elsewhere == 0
    claims = make_claims()[0].__class__
    base = {name: getattr(make_claims()[0], name) for name in make_claims()[0].__slots__}
    mixed = [
        claims(**{**base, "claim_id": f"c-{index:016x}", "document_id": f"d-{index}", "quantity": number(value), "place": at(place)})
        for index, (value, place) in enumerate(((1000, PROVINCE), (1200, PROVINCE), (30, DISTRICT)))
    ]  # fmt: skip
    section = build_strength(make_assessment(tuple(mixed), ()), labels={}, max_points=50, max_characters=200)
    assert (len(section.figures), section.n_undated, section.n_elsewhere) == (3, 0, 1)
    assert section.picture is not None
    assert "1,200" in section.picture.wide
    assert "3: 30" not in section.picture.wide


@pytest.mark.parametrize(("values", "is_log"), [((500, 900), False), ((500, 10_000), True), ((0, 10_000), False)])
def test_figures_far_apart_get_a_logarithmic_axis(values, is_log):
    """Only where a linear axis would press the small ones together, never with a zero."""
    assert _strength(*((value, "exact") for value in values)).is_log == is_log


def test_many_speakers_share_the_last_shape():
    """Seven speakers have a shape of their own, the others one together; each figure keeps its speaker in the table."""
    claims = []
    for index in range(10):
        base = make_claims()[0]
        values = {name: getattr(base, name) for name in base.__slots__}
        source = base.attribution.source.__class__(kind="officials", words=f"speaker {index}")
        attribution = base.attribution.__class__(start=0, end=1, source=source, mode="indirect")
        own = {"claim_id": f"c-{index:016x}", "document_id": f"d-{index}", "attribution": attribution}
        claims.append(base.__class__(**{**values, **own, "quantity": number(1000 + index)}))
    section = build_strength(make_assessment(tuple(claims), ()), labels={}, max_points=50, max_characters=200)
    assert [speaker.name for speaker in section.speakers] == [*(f"speaker {i}" for i in range(7)), "other speakers"]
    assert section.speakers[-1].n_figures == 3
    assert {figure.source for figure in section.figures} == {f"speaker {i}" for i in range(10)}


def test_a_timeline_draws_dated_incidents_and_counts_the_others():
    """Four of the five incidents of the sample have a date."""
    content = make_content()
    timeline = build_timeline(build_happenings(content, labels={}), coverage=content.coverage)
    assert timeline is not None
    assert (timeline.n_drawn, timeline.n_undated, timeline.outside) == (4, 1, ())
    undated = CoverageCount(month=None, outlet=None, n_documents=3)
    told = build_timeline(build_happenings(content, labels={}), coverage=(*content.coverage, undated))
    assert told is not None
    assert told.n_unpublished == timeline.n_unpublished + 3
    assert "Reports read, by month published" in timeline.picture.wide


def test_circles_of_a_lane_never_cover_each_other():
    """Also where the deadliest stands between two others a few days apart: its row is as tall as it is."""
    sample = build_happenings(make_content(), labels={})[0]
    days = [date(2018, 5, 10 + n) for n in range(4)]
    drawn = [
        replace(sample, number=n, earliest=day, latest=day, dead=dead)
        for n, (day, dead) in enumerate(zip(days, (5, 900, 700, 7), strict=True))
    ]
    values, _ = _list_values(drawn, [], 326)
    low, high = values["xDomain"]
    circles = [((dot["x"] - low) / (high - low) * 326, dot["y"], dot["size"] ** 0.5 / 2) for dot in values["dots"]]
    for index, (x, y, radius) in enumerate(circles):
        assert all(math.dist((x, y), (a, b)) >= radius + other for a, b, other in circles[:index])


@pytest.mark.parametrize("n_recent", [30, 9, 2])
@pytest.mark.parametrize("stray", [date(1979, 12, 24), date(2031, 1, 1)], ids=["before", "after"])
def test_an_incident_far_from_all_others_is_left_to_the_list(n_recent, stray):
    """One incident of 1979 does not press those of 2018 into a corner, few as they are; it is named with its day."""
    recent = [make_incident(i, None, on(date(2018, 1, 1 + i))) for i in range(n_recent)]
    content = make_content(incidents=(make_incident(99, None, on(stray)), *recent), assessment=None)
    timeline = build_timeline(build_happenings(content, labels={}), coverage=())
    assert timeline is not None
    assert timeline.n_drawn == n_recent
    assert timeline.outside == ((incident_id(99), f"1 (assault, {name_day(stray)})"),)


def test_two_incidents_or_a_spread_record_are_all_drawn():
    """Of two neither is the bulk; a few spread over a year stay, and so do two times of as many incidents."""
    spread = [date(2018, month, 3) for month in (1, 4, 9)]
    halves = [date(year, 1, 1 + day) for year in (1994, 2018) for day in range(8)]
    for days in ([date(1979, 12, 24), date(2018, 1, 1)], spread, halves):
        incidents = tuple(make_incident(i, None, on(day)) for i, day in enumerate(days))
        content = make_content(incidents=incidents, assessment=None)
        timeline = build_timeline(build_happenings(content, labels={}), coverage=())
        assert timeline is not None
        assert (timeline.n_drawn, timeline.outside) == (len(days), ())


def _leave_out_slowly(days: list[tuple[date, date]]) -> int:
    """How many incidents make the axis half as long, by trying every way to leave out the outermost."""

    def length(kept: list[tuple[date, date]]) -> int:
        return max((max(end for _, end in kept) - min(start for start, _ in kept)).days, 60)

    by_start = sorted(range(len(days)), key=lambda i: (days[i][0], i))
    by_end = sorted(range(len(days)), key=lambda i: (days[i][1], i), reverse=True)
    for n in range(1, len(days) // 10 + 1):
        for n_late in range(n + 1):
            gone = {*by_start[: n - n_late], *by_end[:n_late]}
            if length([days[i] for i in range(len(days)) if i not in gone]) < length(days) / 2:
                return n
    return 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 400)), min_size=20, max_size=60), st.integers(0, 6))
def test_the_fewest_are_left_out_that_make_the_axis_far_shorter(spans, n_stray):
    """Also where those of long duration reach from one end to the other, as trying every way to leave some out finds."""
    first = date(2010, 1, 1)
    far = [(-2000 * (i + 1) if i % 2 else 2000 * (i + 1), 3) for i in range(n_stray)]
    days = [(first + timedelta(days=a), first + timedelta(days=a + long)) for a, long in [*spans, *far]]
    sample = build_happenings(make_content(), labels={})[0]
    dated = [replace(sample, number=i, earliest=a, latest=b) for i, (a, b) in enumerate(days)]
    assert len(dated) - len(find_bulk(dated)) <= _leave_out_slowly(days)
    assert (find_bulk(dated) == dated) == (_leave_out_slowly(days) == 0)


def test_many_incidents_are_sorted_out_at_once():
    """Twenty thousand incidents of which two thousand lie far out cost no more than a few sorts."""
    sample = build_happenings(make_content(), labels={})[0]
    first = date(1990, 1, 1)
    days = [first + timedelta(days=i if i < 1000 else 9000 + i % 300) for i in range(20_000)]
    dated = [replace(sample, number=i, earliest=day, latest=day) for i, day in enumerate(days)]
    began = time.process_time()
    assert len(find_bulk(dated)) == 19_000
    assert time.process_time() - began < 5


def test_a_summary_lists_the_incidents_it_covers():
    """Each with its number, what happened and when; those that are not on the page are counted."""
    one = make_incident(1, None, on(date(2018, 1, 5)), mode="aerial")
    whole = make_incident(
        2, None, on(date(2018, 1, 1), date(2018, 1, 31)), clarity=2, covers=(incident_id(1), incident_id(7))
    )
    first, second = build_happenings(make_content(incidents=(one, whole), assessment=None), labels={})
    assert (first.covers, first.n_covers_hidden) == ((), 0)
    assert (second.covers, second.n_covers_hidden) == (((incident_id(1), "1 (air strike, 5 Jan 2018)"),), 1)


def test_nothing_dated_gives_no_timeline():
    """Without a date there is nothing to draw."""
    content = make_content(incidents=(make_incident(1, None, None),), assessment=None)
    assert (
        build_timeline(
            build_happenings(content, labels={}), coverage=(CoverageCount(month="2018-01", outlet=None, n_documents=1),)
        )
        is None
    )


def test_the_renderer_itself_is_not_repeatable_but_the_page_is():
    """A picture drawn twice is the same once it is cleaned."""
    values = {"lanes": [], "bars": [], "dots": [{"x": 0, "y": 5, "size": 30, "known": True, "href": "#i-1", "about": "x"}],
              "numbers": [], "coverage": [], "xDomain": [0, 10**10], "yDomain": [10, 0], "xTicks": [0]}  # fmt: skip
    canvas = Canvas(width=100, height=10, padding=(0, 0, 0, 20))
    one, two = (
        clean_svg(draw("timeline", canvas=canvas, values=values), prefix="p", title="t", description="d")
        for _ in range(2)
    )
    assert one == two
    assert 'href="#i-1"' in one


def test_axes_go_there_and_back():
    """Pixel to value is the inverse of value to pixel, on both kinds of axis."""
    for axis in (Axis(low=0, high=50, pixels=200), Axis(low=10, high=1000, pixels=200, is_log=True)):
        assert axis.to_pixel(axis.low) == 0
        assert axis.to_pixel(axis.high) == pytest.approx(200)
        assert axis.to_value(axis.to_pixel(37)) == pytest.approx(37)


def test_labels_keep_clear_of_marks_and_of_each_other():
    """A second label at the same point goes elsewhere, and where no room is left there is none."""
    board = LabelBoard(width=100, height=30)
    board.take(Box(44, 9, 56, 21))
    spots = [board.place("1,000", 50, 15, gap=8) for _ in range(9)]
    found = [spot for spot in spots if spot]
    assert len(set(found)) == len(found) >= 2
    assert spots[-1] is None


def test_a_label_of_an_area_stands_in_it_and_in_no_other():
    """In the middle first, then above or below it; a spot in another area is none, for its name would be taken for that one's."""
    board = LabelBoard(width=400, height=400)
    area, other = Box(100, 100, 200, 160), Box(90, 40, 220, 96)
    first = board.place_within("Ostland", 150, 130, reach=area)
    assert first is not None
    assert first[1] == 130
    board.take(Box(100, 100, 200, 160))
    wider = Box(100, 74, 200, 186)
    below = board.place_within("Westland", 150, 130, reach=wider, others=[other])
    assert below is not None
    assert below[1] > 160
    assert measure_text("Will") < measure_text("Wamm") < 2 * len("Wamm")


@pytest.mark.parametrize(
    ("first", "last", "most", "expected"),
    [
        (date(2017, 12, 20), date(2018, 3, 5), 6, ["2018-01-01", "2018-02-01", "2018-03-01"]),
        (date(2017, 1, 1), date(2018, 12, 1), 4, ["2017-01-01", "2017-07-01", "2018-01-01", "2018-07-01"]),
        (date(2001, 5, 1), date(2019, 5, 1), 5, ["2005-01-01", "2010-01-01", "2015-01-01"]),
    ],
    ids=["months", "half years", "five years"],
)
def test_ticks_are_round_dates(first, last, most, expected):
    """Months, half years or round years, never more than asked for."""
    assert month_ticks(first, last, most=most) == [day_ms(date.fromisoformat(day)) for day in expected]


def test_an_axis_never_leaves_the_calendar():
    """A figure about the year 1 or 9999 does not break the axis."""
    assert span_days([date.min, date.max], min_days=60, margin=0.1) == (
        date.min,
        date.fromordinal(date.max.toordinal() - 1),
    )
