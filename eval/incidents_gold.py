"""The project's own incident corpus: reads the key of `examples/incidents/`, as benchmark input and gold."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.claims_slots import GoldError

__all__ = ["CORPUS", "IncidentKey", "KeyIncident", "KeyMention", "KeyReport", "load_key", "to_gold", "to_input"]

CORPUS = Path(__file__).parents[1] / "examples" / "incidents"
ROLES = ("event", "background", "anniversary", "summary")
_SPLITS = ("dev", "test")
_KEYS = {
    "group": frozenset({"number", "split", "about"}),
    "incident": frozenset({"id", "day", "period", "place", "country", "is_summary", "is_foiled", "killed", "about"}),
    "report": frozenset({"file", "published", "mentions"}),
    "mention": frozenset({"incident", "role", "quote"}),
}

Figures = tuple[int, int, int]  # low, best, high


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIncident:
    """One thing that happened.

    Attributes:
        day: None where the key gives only a period or nothing.
        place: as most reports write it; None if no report names one.
        killed: one (low, best, high) for each side that a figure is given for.
    """

    incident_id: str
    day: date | None
    place: str | None
    killed: tuple[Figures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMention:
    """Words of a report that tell of an incident; `start` and `end` are offsets into the report's text."""

    incident_id: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyReport:
    """One report with its mentions; `published` is None if it has no date."""

    name: str
    split: str
    published: date | None
    text: str
    mentions: tuple[KeyMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentKey:
    """The whole key: incidents by id, and the reports in order of their names.

    Attributes:
        dates_are_given: a system is told the day of publication beside the text, as an archive tells it.
    """

    incidents: Mapping[str, KeyIncident]
    reports: tuple[KeyReport, ...]
    dates_are_given: bool = False


def load_key(folder: Path = CORPUS) -> IncidentKey:
    """Return the key of a folder that holds `key.toml` and `reports/`.

    Raises:
        GoldError: something is wrong; one line for each fault, with the incident or report it is in.
    """
    try:
        table = tomllib.loads((folder / "key.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"key.toml: {error}") from error
    faults: list[str] = []
    splits: dict[str, str] = {}
    incidents: dict[str, KeyIncident] = {}
    for row in table.get("group", []):
        faults.extend(f"group {row.get('number')}: {fault}" for fault in _find_group_faults(row))
        splits[str(row.get("number"))] = str(row.get("split"))
    for row in table.get("incident", []):
        faults.extend(f"incident {row.get('id')}: {fault}" for fault in _find_incident_faults(row, incidents))
        incident = _make_incident(row)
        incidents[incident.incident_id] = incident
    reports: list[KeyReport] = []
    for row in table.get("report", []):
        try:
            reports.append(_make_report(row, folder / "reports", splits, incidents))
        except GoldError as error:
            faults.append(f"report {row.get('file')}: {error}")
    faults.extend(_find_faults_together(folder / "reports", incidents, reports))
    if faults:
        raise GoldError("\n".join(f"key.toml: {fault}" for fault in faults))
    return IncidentKey(
        incidents=incidents,
        reports=tuple(sorted(reports, key=lambda report: report.name)),
        dates_are_given=table.get("dates_are_given", False) is True,
    )


def _find_group_faults(row: Mapping[str, Any]) -> Iterator[str]:
    yield from _find_unknown(row, "group")
    if row.get("split") not in _SPLITS:
        yield f"split {row.get('split')!r} is none of {', '.join(_SPLITS)}"


def _find_incident_faults(row: Mapping[str, Any], known: Mapping[str, KeyIncident]) -> Iterator[str]:
    yield from _find_unknown(row, "incident")
    if row.get("id") in known:
        yield "the id is taken"
    if "day" in row and ("period" in row or type(row["day"]) is not date):
        yield "day must be a TOML date, without a period beside it"
    for figures in row.get("killed", []):
        if len(figures) != 3 or sorted(figures) != figures:
            yield f"killed {figures} is not [low, best, high] in rising order"


def _find_unknown(row: Mapping[str, Any], kind: str) -> Iterator[str]:
    if unknown := sorted(set(row) - _KEYS[kind]):
        yield f"unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS[kind]))}"


def _make_incident(row: Mapping[str, Any]) -> KeyIncident:
    killed = tuple((low, best, high) for low, best, high in (row_ for row_ in row.get("killed", []) if len(row_) == 3))
    return KeyIncident(incident_id=str(row.get("id")), day=row.get("day"), place=row.get("place"), killed=killed)


def _make_report(
    row: Mapping[str, Any], folder: Path, splits: Mapping[str, str], incidents: Mapping[str, KeyIncident]
) -> KeyReport:
    name = str(row.get("file"))
    for fault in _find_unknown(row, "report"):
        raise GoldError(fault)
    if not (folder / name).is_file():
        raise GoldError("there is no such file in reports/")
    if name[:2] not in splits:
        raise GoldError(f"there is no group {name[:2]!r}")
    text = (folder / name).read_text(encoding="utf-8")
    mentions = tuple(_make_mention(mention, text, incidents) for mention in row.get("mentions", []))
    return KeyReport(name=name, split=splits[name[:2]], published=row.get("published"), text=text, mentions=mentions)


def _make_mention(row: Mapping[str, Any], text: str, incidents: Mapping[str, KeyIncident]) -> KeyMention:
    quote, role, incident_id = str(row.get("quote", "")), row.get("role", "event"), str(row.get("incident"))
    for fault in _find_unknown(row, "mention"):
        raise GoldError(fault)
    if not quote or text.count(quote) != 1:
        raise GoldError(f"the quote stands {text.count(quote) if quote else 0} times in it: {quote!r}")
    if role not in ROLES:
        raise GoldError(f"role {role!r} is none of {', '.join(ROLES)}")
    if incident_id not in incidents:
        raise GoldError(f"there is no incident {incident_id!r}")
    start = text.index(quote)
    return KeyMention(incident_id=incident_id, role=role, start=start, end=start + len(quote))


def _find_faults_together(
    folder: Path, incidents: Mapping[str, KeyIncident], reports: list[KeyReport]
) -> Iterator[str]:
    """Yield what is wrong between the parts: nothing is keyed twice or left out, and the splits share no incident."""
    keyed = Counter(report.name for report in reports)
    yield from (f"report {name}: is keyed {count} times" for name, count in keyed.items() if count > 1)
    present = {path.name for path in folder.glob("*.txt")}
    yield from (f"report {name}: is not in the key" for name in sorted(present - set(keyed)))
    told: dict[str, set[str]] = {incident_id: set() for incident_id in incidents}
    for report in reports:
        for mention in report.mentions:
            told[mention.incident_id].add(report.split)
    for incident_id, splits in told.items():
        if len(splits) != 1:
            yield f"incident {incident_id}: is told in {len(splits)} splits instead of one"


def to_input(report: KeyReport, key: IncidentKey) -> dict[str, Any]:
    """Return what a system is given: `{id, text}`, a text file with its name, and `published` where the key gives dates."""
    item = {"id": report.name, "text": report.text}
    if key.dates_are_given and report.published is not None:
        item["published"] = report.published.isoformat()
    return item


def to_gold(report: KeyReport, key: IncidentKey) -> dict[str, Any]:
    """Return the gold as JSON values: `{id, published, mentions: [{incident, role, start, end, day, place, killed}]}`."""
    mentions = []
    for mention in report.mentions:
        incident = key.incidents[mention.incident_id]
        mentions.append(
            {
                "incident": incident.incident_id,
                "role": mention.role,
                "start": mention.start,
                "end": mention.end,
                "day": incident.day.isoformat() if incident.day else None,
                "place": incident.place,
                "killed": [list(figures) for figures in incident.killed],
            }
        )
    published = report.published.isoformat() if report.published else None
    return {"id": report.name, "published": published, "mentions": mentions}
