"""One assessment as one picture in a file: SVG or PNG, readable in grey, nothing in it that can act.

`save_chart` is the door. What is drawn follows from the assessment: counts with their level and coverage, districts as small
multiples, the figures of a group's strength with their ribbon, or those of a toll beside the modelled one. What is open stays
open, and what is not known is not 0.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from musterbook.assess import count
from musterbook.errors import UsageError
from musterbook.model import Assessment, CurvePoint, Finding, Number, SeriesPoint, Table
from musterbook.report.figures import (
    OPEN_ABOVE,
    OPEN_BELOW,
    OTHER,
    choose_drawn,
    count_elsewhere,
    needs_log,
    rank_voices,
    read_ends,
)
from musterbook.report.layout import choose_log_ticks
from musterbook.report.pictures import clean_text, fill_specification
from musterbook.report.toll_chart import draw_tolls

__all__ = ["check_chart_file", "list_chart_values", "list_level", "save_chart"]

_LINE_CHARACTERS = 104
_MAX_PANELS = 12
_MAX_SPEAKERS = 6
_RAY = 1.35

_Row = Mapping[str, Any]


def save_chart(assessment: Assessment, path: str | Path) -> Path:
    """Draw an assessment into a file; return its path.

    Args:
        assessment: of an operation, of presence, of coverage, of casualties, or of a group with dated figures.
        path: ends in .svg or .png; replaced if it exists.

    Raises:
        UsageError: another ending, a folder that does not exist, or nothing in the assessment that can be drawn.
    """
    target = check_chart_file(path)
    drawn = list_chart_values(assessment)
    if drawn is None:
        raise UsageError("there is nothing to draw", hint="the answer has neither periods nor dated figures")
    # The renderer holds a JavaScript engine: 40 MB and a second that nothing else needs.
    import vl_convert  # noqa: PLC0415

    specification = json.dumps(fill_specification(drawn[0], drawn[1]))
    if target.suffix.lower() == ".svg":
        target.write_text(vl_convert.vegalite_to_svg(specification), encoding="utf-8")
    else:
        target.write_bytes(vl_convert.vegalite_to_png(specification, scale=2))
    return target


def check_chart_file(path: str | Path) -> Path:
    """Return the path of a chart that can be written.

    Raises:
        UsageError: another ending than .svg or .png, or a folder that does not exist.
    """
    target = Path(path)
    if target.suffix.lower() not in {".svg", ".png"}:
        raise UsageError(
            "a chart is an SVG or a PNG file",
            expected="a name that ends in .svg or .png",
            got=target.name,
            hint=f"--chart {target.with_suffix('.svg')}",
        )
    if not target.parent.is_dir():
        raise UsageError("the folder of the chart does not exist", got=str(target.parent))
    return target


def list_chart_values(assessment: Assessment) -> tuple[str, dict[str, Any]] | None:
    """Return the name of the specification and the values in it; None if there is nothing to draw."""
    topics = {finding.topic for finding in assessment.findings}
    values: dict[str, Any] | None
    if "presence" in topics:
        name, values = "multiples", _draw_areas(assessment)
    elif topics & {"operation", "coverage"}:
        name, values = "counts", _draw_counts(assessment.findings[0])
    elif topics == {"casualties"}:
        name, values = "tolls", draw_tolls(assessment)
    else:
        name, values = "ribbon", _draw_strength(assessment)
    if values is None:
        return None
    notes = [line for text in values.pop("notes") for line in textwrap.wrap(text, _LINE_CHARACTERS)]
    title = textwrap.wrap(clean_text(assessment.question), 80)
    return name, {"title": title, "subtitle": notes, **values}


def _draw_counts(finding: Finding) -> dict[str, Any] | None:
    table = _find_table(finding, "counts")
    if table is None or not table.rows:
        return None
    rows: list[_Row] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    unit = table.columns[0]
    days = [date.fromisoformat(str(row["first day"])) for row in rows]
    ends = [*days[1:], days[-1] + (days[-1] - days[-2] if len(days) > 1 else timedelta(days=31))]
    reports = "reports read" if "reports read" in table.columns else "reports"
    is_split = "incidents, no new" in table.columns and any(row["new"] for row in rows)
    middles = [_middle(day, end) for day, end in zip(days, ends, strict=True)]
    rows = [_raise_to_whole(row, (end - day).days) for row, day, end in zip(rows, days, ends, strict=True)]
    values: dict[str, Any] = {
        "counts": _pick(rows, "incidents", middles),
        "second": _pick(rows, "incidents, no new", middles) if is_split else [],
        "reports": _bars(rows, reports, days, ends),
        "known": _bars(rows, "reports, no new", days, ends) if is_split else [],
        "level": list_level(finding.curve, dict(zip(days, middles, strict=True))),
        "marked": _mark(finding, rows, days),
        "domain": [days[0].isoformat(), ends[-1].isoformat()],
        "top_title": f"incidents a {unit}",
        "bottom_title": f"reports read a {unit}",
    }
    notes = [f"Points: reported incidents a {unit}. Below: reports read; fewer reports alone make fewer incidents."]
    if finding.curve:
        notes.append("Line: modelled level without the season; bands: where it lies with 50 % and with 90 %.")
    if finding.marked:
        first, last = finding.marked
        over = f" to {last}" if last != first else ""
        notes.append(
            f"Dashed and shaded: the operation, {first}{over}. Its own days are in no point; points of shortened {unit}s are raised."
        )
    if is_split:
        news = "; ".join(f"{row[unit]} {row['new']}" for row in rows if row["new"])
        notes.append(
            "Hollow points and dark bars: without outlets that are new in mid-series, dashed where they begin."
        )
        notes.append(clean_text(f"New: {textwrap.shorten(news, 300, placeholder=' …')}"))
    return {**values, "notes": notes}


def _raise_to_whole(row: _Row, n_days: int) -> _Row:
    """Return the row with the incidents that a whole period would have had at the rate of its days that count."""
    counted, incidents = row.get("days counted"), row["incidents"]
    if not counted or incidents is None or counted == n_days:
        return row
    return {**row, "incidents": round(incidents * n_days / counted, 1)}


def _mark(finding: Finding, rows: Sequence[_Row], days: Sequence[date]) -> list[dict[str, str]]:
    """Return the days to mark: those of an operation, or the beginnings of outlets that are new."""
    if finding.marked:
        first, last = finding.marked
        return [{"day": first.isoformat(), "end": (last + timedelta(days=1)).isoformat()}]
    starts = [day for row, day in zip(rows, days, strict=True) if row.get("new")]
    return [{"day": day.isoformat(), "end": day.isoformat()} for day in starts]


def _pick(rows: Sequence[_Row], column: str, at: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"day": day, "value": row[column], "about": f"{day[:7]}: {row[column]}"}
        for row, day in zip(rows, at, strict=True)
        if row.get(column) is not None
    ]


def _bars(rows: Sequence[_Row], column: str, days: Sequence[date], ends: Sequence[date]) -> list[dict[str, Any]]:
    return [
        {"day": day.isoformat(), "end": end.isoformat(), "value": row[column]}
        for row, day, end in zip(rows, days, ends, strict=True)
        if row.get(column) is not None
    ]


def list_level(curve: Sequence[CurvePoint], middles: Mapping[date, str]) -> list[dict[str, Any]]:
    """Return the ribbon of a curve; a side that is open ends at the median's own value.

    Args:
        curve: the modelled quantity in time.
        middles: where a day of the curve is drawn, if not on itself.
    """
    rows = []
    for point in curve:
        widest, inner = point.intervals[0], point.intervals[-1]
        rows.append(
            {
                "day": middles.get(point.day, point.day.isoformat()),
                "low": widest.median if widest.low is None else widest.low,
                "lower": inner.median if inner.low is None else inner.low,
                "median": widest.median,
                "higher": inner.median if inner.high is None else inner.high,
                "high": widest.median if widest.high is None else widest.high,
            }
        )
    return rows


def _middle(day: date, end: date) -> str:
    return (day + (end - day) / 2).isoformat()


def _find_table(finding: Finding, name: str) -> Table | None:
    return next((table for table in finding.tables if table.name == name), None)


def _draw_areas(assessment: Assessment) -> dict[str, Any] | None:
    shown = [finding for finding in assessment.findings if finding.about][:_MAX_PANELS]
    rows: list[dict[str, Any]] = []
    order: list[str] = []
    for finding in shown:
        table = _find_table(finding, "counts")
        name = _name_panel(finding)
        if table is None or len(table.rows) < 2:
            continue
        order.append(name)
        cells = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        days = [date.fromisoformat(str(row["first day"])) for row in cells]
        ends = [*days[1:], days[-1] + (days[-1] - days[-2])]
        rows += [
            {
                "area": name,
                "day": day.isoformat(),
                "end": end.isoformat(),
                "middle": _middle(day, end),
                "incidents": row["incidents"],
                "reports": row["reports read"],
            }
            for row, day, end in zip(cells, days, ends, strict=True)
        ]
    if not rows:
        return None
    left = len(assessment.findings) - len(order)
    notes = [
        "Bars: reported incidents; line: reports that place anything there; +: no report speaks of it, which is not 0.",
        "Each panel has its own scale. ↑ ↓: incidents of the later half against the earlier, where the 90 % interval says so.",
    ]
    if left:
        notes.append(f"{left:,} areas with fewer incidents are not drawn.")
    domain = [min(row["day"] for row in rows), max(row["end"] for row in rows)]
    # Two rows of two leave no empty panel, where three and one would leave two.
    columns = min(len(order), 2 if len(order) == 4 else 3)
    return {"rows": rows, "order": order, "domain": domain, "columns": columns, "notes": notes}


def _name_panel(finding: Finding) -> str:
    interval = next((item.intervals[0] for item in finding.estimates if item.what == "incidents"), None)
    sign = ""
    if interval is not None and interval.low is not None and interval.high is not None:
        sign = " ↑" if interval.low > 1 else " ↓" if interval.high < 1 else " ↔"
    return clean_text(f"{finding.about}{sign}")


def _draw_strength(assessment: Assessment) -> dict[str, Any] | None:
    points = choose_drawn(assessment.series)
    if not points:
        return None
    speakers = _name_speakers(points)
    rows: dict[str, list[dict[str, Any]]] = {"times": [], "ranges": [], "rays": [], "points": []}
    for point in points:
        _add_point(rows, point, speakers)
    level = list_level(assessment.curve, {})
    figures = [value for point in points for value in read_ends(point)] + [float(row["median"]) for row in level]
    figures += [float(row[end]) for row in rows["rays"] for end in ("low", "high")] + [
        float(row[end]) for row in level for end in ("low", "high")
    ]
    figures = [value for value in figures if value > 0]
    is_log = needs_log(figures)
    low, high = (min(figures) / 1.3, max(figures) * 1.3) if is_log else (0.0, max(figures, default=1.0) * 1.08)
    days = [day for point in points for day in (point.as_of_earliest, point.as_of_latest) if day]
    days += [item.day for item in assessment.curve]
    margin = timedelta(days=max((max(days) - min(days)).days // 30, 15))
    order = sorted(dict.fromkeys(speakers[point.voice] for point in points), key=lambda name: name.startswith(OTHER))
    return {
        **rows,
        "level": level,
        "speakers": order,
        "scale": {"type": "log" if is_log else "linear", "domain": [low, high], "nice": False, "zero": False},
        "ticks": choose_log_ticks(low, high) if is_log else None,
        "domain": [(min(days) - margin).isoformat(), (max(days) + margin).isoformat()],
        "notes": _note_strength(assessment, points),
    }


def _note_strength(assessment: Assessment, points: Sequence[SeriesPoint]) -> list[str]:
    """Return what is said below the picture of these figures."""
    notes = [
        "A filled mark is a stated number, a bar a range, its hollow mark only says whose; dashed with an arrow: more (or "
        "fewer) than, with no other end. Level lines: the time a figure is about.",
    ]
    if assessment.series and (n_elsewhere := count_elsewhere(assessment.series)):
        area = next((point.area for point in points if point.area), None)
        whose = f"the figures for {area}" if area else "figures that name no area"
        notes.append(
            f"Only {whose} are drawn; {count(n_elsewhere, 'figure')} of other areas, or of none, would be another series."
        )
    if any(point.is_party for point in points):
        notes.append("Brown, and † behind the name: a party to the conflict about itself or its enemy.")
    if assessment.curve:
        notes.append(
            "Line: modelled strength; bands: where it lies with 50 % and with 90 %, given the model's assumptions."
        )
        notes.extend(_say_prior(assessment))
    return notes


def _say_prior(assessment: Assessment) -> list[str]:
    """Return what the model would say of the strength before any figure, if the assessment estimates it."""
    for finding in assessment.findings:
        for estimate in finding.estimates:
            if estimate.unit == "people" and finding.topic == "strength" and estimate.prior:
                wide = estimate.prior[0]
                low, high = (float(f"{end:.2g}") for end in (wide.low or 0, wide.high or wide.median))
                return [f"Without any figure the model would say {low:,.0f} to {high:,.0f} (90 %)."]
    return []


def _name_speakers(points: Sequence[SeriesPoint]) -> dict[str, str]:
    """Return the legend's name of each voice, the rarest together, with how many figures and origins they have."""
    own, _ = rank_voices(points, most=_MAX_SPEAKERS)
    members: dict[str, list[SeriesPoint]] = {}
    for point in points:
        members.setdefault(point.voice if point.voice in own else OTHER, []).append(point)
    names = {group: _name_group(group, found) for group, found in members.items()}
    return {point.voice: names[point.voice if point.voice in own else OTHER] for point in points}


def _name_group(group: str, points: Sequence[SeriesPoint]) -> str:
    party = " †" if any(point.is_party for point in points) else ""
    n_origins = len({point.heard_id for point in points})
    return f"{textwrap.shorten(clean_text(group), 70, placeholder=' …')}{party} ({len(points)}, {n_origins})"


def _add_point(rows: dict[str, list[dict[str, Any]]], point: SeriesPoint, speakers: Mapping[str, str]) -> None:
    earliest = point.as_of_earliest or date.min
    latest = point.as_of_latest or earliest
    middle = (earliest + (latest - earliest) / 2).isoformat()
    value: Number = point.low or point.high or 0
    is_range = (
        point.bound not in OPEN_ABOVE | OPEN_BELOW and None not in {point.low, point.high} and point.low != point.high
    )
    if is_range:
        value = math.sqrt(float(point.low or 1) * float(point.high or 1))
    whose = {"speaker": speakers[point.voice], "party": point.is_party}
    about = clean_text(f"{point.words}, {point.source}")
    rows["points"].append({"day": middle, "value": value, "about": about, "filled": not is_range, **whose})
    if latest > earliest:
        rows["times"].append({"day": earliest.isoformat(), "end": latest.isoformat(), "value": value, **whose})
    if point.bound in OPEN_ABOVE:
        tip = float(value) * _RAY
        rows["rays"].append({"day": middle, "low": value, "high": tip, "tip": tip, "arrow": "triangle-up", **whose})
    elif point.bound in OPEN_BELOW:
        tip = float(value) / _RAY
        rows["rays"].append({"day": middle, "low": tip, "high": value, "tip": tip, "arrow": "triangle-down", **whose})
    elif is_range:
        rows["ranges"].append({"day": middle, "low": point.low, "high": point.high, **whose})
