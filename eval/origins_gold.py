"""The project's own origins gold: reads the report files, and turns them into benchmark input and gold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from eval.claims_slots import GoldError

__all__ = ["REPORTS", "OriginFigure", "OriginReport", "load_reports", "read_reports", "to_gold", "to_input"]

REPORTS = Path(__file__).parent / "gold" / "origins" / "reports"
SPLITS = ("dev", "test")
_KEYS = frozenset({"id", "outlet", "published", "text", "figures"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginFigure:
    """One figure of a report: half-open offsets into its text, and the name of its origin, "group/name"."""

    start: int
    end: int
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginReport:
    """One report with all its figures."""

    report_id: str
    split: str
    outlet: str
    published: date
    text: str
    figures: tuple[OriginFigure, ...]


def load_reports(paths: Iterable[Path] | None = None) -> tuple[OriginReport, ...]:
    """Return the reports of these files, of all in `REPORTS` for None.

    Raises:
        GoldError: something is wrong: the file, the report, and what it is.
    """
    reports: list[OriginReport] = []
    for path in sorted(REPORTS.glob("*.toml")) if paths is None else paths:
        try:
            reports.extend(read_reports(tomllib.loads(path.read_text(encoding="utf-8"))))
        except (tomllib.TOMLDecodeError, GoldError) as error:
            raise GoldError(f"{path.name}: {error}") from error
    ids = [report.report_id for report in reports]
    if doubles := sorted({report_id for report_id in ids if ids.count(report_id) > 1}):
        raise GoldError(f"the id {doubles[0]} stands twice")
    return tuple(reports)


def read_reports(table: Mapping[str, Any]) -> tuple[OriginReport, ...]:
    """Return the reports of one parsed file.

    Raises:
        GoldError: a report lacks a key, or a quote does not stand in it.
    """
    split = table.get("split")
    if split not in SPLITS:
        raise GoldError(f"split {split!r} is none of {', '.join(SPLITS)}")
    return tuple(
        _read_report(entry, group=group["id"], split=split)
        for group in table.get("group", [])
        for entry in group.get("report", [])
    )


def _read_report(entry: Mapping[str, Any], *, group: str, split: str) -> OriginReport:
    name = entry.get("id", "without an id")
    if set(entry) != _KEYS:
        raise GoldError(f"report {name}: has {', '.join(sorted(entry))}; needed are {', '.join(sorted(_KEYS))}")
    if not isinstance(entry["published"], date) or isinstance(entry["published"], datetime):
        raise GoldError(f"report {name}: published is not a TOML date")
    text = entry["text"].strip()
    return OriginReport(
        report_id=entry["id"],
        split=split,
        outlet=entry["outlet"],
        published=entry["published"],
        text=text,
        figures=tuple(_read_figure(pair, text=text, group=group, report=name) for pair in entry["figures"]),
    )


def _read_figure(pair: Any, *, text: str, group: str, report: str) -> OriginFigure:
    if not isinstance(pair, list) or len(pair) != 2:
        raise GoldError(f"report {report}: {pair!r} is no pair of a quote and an origin")
    quote, _, number = pair[0].partition("#")
    found = list(re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text))
    position = int(number or 1) - 1
    if not 0 <= position < len(found):
        raise GoldError(f"report {report}: {pair[0]!r} does not stand in the text")
    return OriginFigure(start=found[position].start(), end=found[position].end(), origin=f"{group}/{pair[1]}")


def to_input(report: OriginReport) -> dict[str, Any]:
    """Return what a system is given: `{id, outlet, published, text}`."""
    return {
        "id": report.report_id,
        "outlet": report.outlet,
        "published": report.published.isoformat(),
        "text": report.text,
    }


def to_gold(report: OriginReport) -> dict[str, Any]:
    """Return the gold as JSON values: `{id, outlet, figures: [{start, end, origin}]}`."""
    figures = [{"start": f.start, "end": f.end, "origin": f.origin} for f in report.figures]
    return {"id": report.report_id, "outlet": report.outlet, "figures": figures}
