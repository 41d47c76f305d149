"""Assessments as pictures: what is drawn, what is left open, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from musterbook.errors import UsageError
from musterbook.model import (
    Assessment,
    CurvePoint,
    Estimate,
    Finding,
    Interval,
    LiteralRow,
    Series,
    SeriesPoint,
    Table,
)
from musterbook.report import save_chart
from musterbook.report.charts import list_chart_values


def _interval(level: float, middle: float, spread: float) -> Interval:
    return Interval(level=level, low=middle - spread, median=middle, high=middle + spread)


def _assessment(*findings: Finding, series: Series | None = None) -> Assessment:
    return Assessment(
        assessment_id="a-1", question="Did it change?", answer="", actor_id=None, actor_name=None, area=None, since=None,
        until=None, series=series, findings=findings, left_out=(), n_reports=0, n_outlets=0, n_origins=0, assumptions=(),
        made_by="test",
    )  # fmt: skip


COUNTS = Table(
    name="counts",
    title="By month",
    columns=("month", "first day", "days counted", "incidents", "places", "reports read"),
    rows=(
        ("2018-01", "2018-01-01", 31, 12, 4, 30),
        ("2018-02", "2018-02-01", 14, 7, 4, 28),
        ("2018-03", "2018-03-01", 0, None, None, 0),
    ),
)
OPERATION = Finding(
    topic="operation",
    verdict="insufficient",
    answer="",
    curve=(CurvePoint(day=date(2018, 1, 1), intervals=(_interval(0.9, 12.0, 4.0), _interval(0.5, 12.0, 1.0))),),
    tables=(COUNTS,),
    marked=(date(2018, 2, 15), date(2018, 3, 10)),
)
FIGURE = SeriesPoint(
    claim_id="c1", document_id="d1", actor_id="northern-front", as_of_earliest=date(2018, 1, 1),
    as_of_latest=date(2018, 12, 31), said_on=date(2018, 5, 1), low=1000, high=None, bound="more_than", counted="fighter",
    area=None, area_id=None, source="the \x1barmy", source_kind="officials", is_party=True, hedge=(), outlet=None, origin_id="o1", heard_id="o1", lean_id="o1",
    n_reports=1, words="more than 1,000", sentence="S.",
)  # fmt: skip


def _series(*points: SeriesPoint) -> Series:
    return Series(
        kind="strength", actor_id="northern-front", actor_name="Northern Front", area=None, area_id=None, points=points,
        n_reports=1, n_outlets=1, n_origins=1,
    )  # fmt: skip


def test_operation_has_counts_level_days_and_coverage() -> None:
    """A month of fourteen counted days is raised to the whole; a month that nobody watched has no point."""
    drawn = list_chart_values(_assessment(OPERATION))
    assert drawn is not None
    name, values = drawn
    assert name == "counts"
    assert [row["value"] for row in values["counts"]] == [12, 14.0]
    assert [row["value"] for row in values["reports"]] == [30, 28, 0]
    assert values["marked"] == [{"day": "2018-02-15", "end": "2018-03-11"}]
    assert values["level"][0] | {"day": ""} == {
        "day": "", "low": 8.0, "lower": 11.0, "median": 12.0, "higher": 13.0, "high": 16.0,
    }  # fmt: skip


def test_lower_bound_is_a_ray_upwards_and_stays_open() -> None:
    """“More than 1,000” is a point with an arrow up, no range; the legend counts figures and origins of its speaker."""
    drawn = list_chart_values(_assessment(series=_series(FIGURE)))
    assert drawn is not None
    name, values = drawn
    assert name == "ribbon"
    assert values["ranges"] == []
    assert [(row["low"], row["arrow"]) for row in values["rays"]] == [(1000, "triangle-up")]
    assert values["speakers"] == ["the army † (1, 1)"]


def test_range_is_a_bar_and_no_point() -> None:
    """The mark of a range only says whose it is: it is hollow, and the bar has both ends."""
    drawn = list_chart_values(_assessment(series=_series(replace(FIGURE, low=1000, high=4000, bound="range"))))
    assert drawn is not None
    assert [(row["low"], row["high"]) for row in drawn[1]["ranges"]] == [(1000, 4000)]
    assert [row["filled"] for row in drawn[1]["points"]] == [False]


@pytest.mark.parametrize(("n_areas", "columns"), [(1, 1), (3, 3), (4, 2), (5, 3)])
def test_panels_leave_as_few_empty_as_can_be(n_areas: int, columns: int) -> None:
    """Four districts are two rows of two, not three and one."""
    areas = [replace(OPERATION, topic="presence", about=f"district {n}") for n in range(n_areas)]
    drawn = list_chart_values(_assessment(*areas))
    assert drawn is not None
    assert drawn[1]["columns"] == columns


def test_figures_of_another_area_are_no_part_of_the_picture() -> None:
    """Two figures for Ostland are drawn; one for a town in it would be another series, and the picture says so."""
    ostland = replace(FIGURE, area="Ostland", area_id="gn:1", area_kind="adm1")
    later = replace(ostland, claim_id="c2", origin_id="o2", low=1500)
    town = replace(FIGURE, claim_id="c3", origin_id="o3", low=20, area="Bergtal", area_id="gn:2", area_kind="adm2")
    drawn = list_chart_values(_assessment(series=_series(ostland, later, town)))
    assert drawn is not None
    assert [row["value"] for row in drawn[1]["points"]] == [1000, 1500]
    told = " ".join(drawn[1]["subtitle"])
    assert (
        "Only the figures for Ostland are drawn; 1 figure of other areas, or of none, would be another series." in told
    )


def test_prior_is_told_beside_the_ribbon() -> None:
    """The chart says what the model would say of the strength without any figure."""
    estimate = Estimate(
        what="strength",
        unit="people",
        intervals=(_interval(0.9, 1200.0, 500.0),),
        prior=(_interval(0.9, 2000.0, 1444.0),),
    )
    finding = Finding(topic="strength", verdict="consistent", answer="", estimates=(estimate,))
    assessment = replace(_assessment(finding, series=_series(FIGURE)), curve=OPERATION.curve)
    drawn = list_chart_values(assessment)
    assert drawn is not None
    assert "Without any figure the model would say 560 to 3,400 (90 %)." in drawn[1]["subtitle"]


def _row(low: float | None, high: float | None) -> LiteralRow:
    return LiteralRow(
        reading="the army", low=low, high=high, low_is_strict=False, high_is_strict=False, text="the army: so many"
    )


TOLL = Finding(
    topic="casualties",
    verdict="insufficient",
    answer="",
    rows=(_row(12, 12), _row(10, 15), _row(20, None), _row(None, 30), _row(None, None)),
    estimates=(
        Estimate(
            what="Northern Front, killed",
            unit="deaths",
            intervals=(_interval(0.9, 14.0, 6.0), _interval(0.5, 14.0, 2.0)),
        ),
    ),
)


def test_toll_has_a_row_for_each_origin_and_the_model() -> None:
    """A number is a point, a range a bar, an open end an arrow; a row without a number is not drawn; the model comes last."""
    drawn = list_chart_values(_assessment(TOLL))
    assert drawn is not None
    name, values = drawn
    assert name == "tolls"
    assert [row["kind"] for row in values["rows"]] == ["point", "range", "open", "open", "wide"]
    assert [row.get("arrow") for row in values["rows"][2:4]] == ["triangle-right", "triangle-left"]
    assert values["tolls"] == ["Northern Front, killed"]


@pytest.mark.parametrize("kind", ["svg", "png"])
@pytest.mark.parametrize(
    "assessment",
    [_assessment(OPERATION), _assessment(replace(OPERATION, topic="presence", about="Bergtal <b>")), _assessment(series=_series(FIGURE)), _assessment(TOLL)],
    ids=["counts", "multiples", "ribbon", "tolls"],
)  # fmt: skip
def test_files_are_whole(assessment: Assessment, kind: str, tmp_path: Path) -> None:
    """Each picture is a whole SVG without scripts, or a PNG."""
    path = save_chart(assessment, tmp_path / f"chart.{kind}")
    if kind == "png":
        assert path.read_bytes().startswith(b"\x89PNG")
        return
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(path.read_text("utf-8")).iter()}
    assert "script" not in tags
    assert {"svg", "text", "path"} <= tags


@pytest.mark.parametrize(
    ("name", "words"),
    [("chart.pdf", "SVG or a PNG"), ("nowhere/chart.svg", "folder of the chart does not exist")],
    ids=["ending", "folder"],
)
def test_refused_files(name: str, words: str, tmp_path: Path) -> None:
    """Another ending and a missing folder are refused before anything is drawn."""
    with pytest.raises(UsageError, match=words):
        save_chart(_assessment(OPERATION), tmp_path / name)


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    """An answer without periods and figures makes no empty picture."""
    with pytest.raises(UsageError, match="nothing to draw"):
        save_chart(_assessment(Finding(topic="strength", verdict="insufficient", answer="")), tmp_path / "c.svg")
