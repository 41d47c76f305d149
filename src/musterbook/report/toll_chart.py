"""The figures of one incident as rows of a picture: each origin's, and the modelled toll beneath them."""

from __future__ import annotations

import textwrap
from typing import Any

from musterbook.model import Assessment, Finding, Interval, LiteralRow
from musterbook.report.pictures import clean_text

__all__ = ["draw_tolls"]

_MAX_TOLLS = 6
_MAX_ROWS = 20
_LABEL_CHARACTERS = 56
_RAY = 1.35
_MODELLED = "modelled, given the assumptions"


def draw_tolls(assessment: Assessment) -> dict[str, Any] | None:
    """Return the values of the picture of a toll; None if no figure gives a number.

    Args:
        assessment: of the casualties of one incident.
    """
    drawn = [finding for finding in assessment.findings if any(_has_number(row) for row in finding.rows)]
    rows: list[dict[str, Any]] = []
    names: list[str] = []
    for finding in drawn[:_MAX_TOLLS]:
        name = clean_text(finding.estimates[0].what if finding.estimates else finding.topic)
        names.append(name)
        rows.extend({"toll": name, "order": order, **row} for order, row in enumerate(_list_rows(finding)))
    if not rows:
        return None
    notes = [
        "A point is a stated number, a bar a range; dashed with an arrow: more (or fewer) than, with no other end. "
        "One row for each speaker, the latest word."
    ]
    if any(row["kind"] == "wide" for row in rows):
        notes.append("Grey: where the modelled toll lies with 90 % (light) and 50 % (dark); the stroke is its median.")
    if any(0 < len(finding.used) < len(finding.rows) for finding in drawn):
        notes.append("Officials of one state are one origin: of theirs the model takes the latest word only.")
    left = len(drawn) - len(names)
    if left:
        notes.append(f"{left} more sides or outcomes are not drawn.")
    return {"rows": rows, "tolls": names, "notes": notes}


def _has_number(row: LiteralRow) -> bool:
    return row.low is not None or row.high is not None


def _list_rows(finding: Finding) -> list[dict[str, Any]]:
    figures = [row for row in finding.rows if _has_number(row)]
    rows = [_draw_figure(row, number) for number, row in enumerate(figures[:_MAX_ROWS], 1)]
    if finding.estimates:
        rows.append(_draw_model(finding.estimates[0].intervals))
    return rows


def _draw_figure(row: LiteralRow, number: int) -> dict[str, Any]:
    label = f"{number}. {textwrap.shorten(clean_text(row.reading), _LABEL_CHARACTERS, placeholder=' …')}"
    drawn = {"label": label, "about": clean_text(row.text)}
    low, high = row.low, row.high
    if low is not None and high is not None:
        kind = "point" if low == high else "range"
        return {**drawn, "kind": kind, "value": low, "low": low, "high": high}
    if high is None:
        return {**drawn, "kind": "open", "value": low, "tip": float(low or 0) * _RAY, "arrow": "triangle-right"}
    return {**drawn, "kind": "open", "value": high, "tip": high / _RAY, "arrow": "triangle-left"}


def _draw_model(intervals: tuple[Interval, ...]) -> dict[str, Any]:
    wide, inner = intervals[0], intervals[-1]
    return {
        "label": _MODELLED,
        "kind": "wide",
        "low": wide.low or 0,
        "lower": inner.low or 0,
        "median": wide.median,
        "higher": inner.high or wide.median,
        "high": wide.high or wide.median,
    }
