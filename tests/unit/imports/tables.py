"""Small tables of invented rows, and a record they are imported into."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from musterbook.config import Settings
from musterbook.importing import ImportResult, import_tables, load_importer
from musterbook.imports import Given, Importer
from musterbook.model import Claim, Incident
from musterbook.sources import Notice
from musterbook.store import Store, read_claims, read_incidents

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)

GED: Mapping[str, str] = {
    "id": "900001", "relid": "SYR-2016-2-1", "type_of_violence": "2", "side_a_new_id": "234", "side_a": "IS",
    "side_b_new_id": "999901", "side_b": "Bridge Guards", "number_of_sources": "-1", "source_article": "",
    "source_office": "Morning Post", "source_date": "2016-01-11", "source_headline": "Guards lose the bridge",
    "source_original": "police", "where_prec": "1", "where_coordinates": "Ar Raqqah town", "adm_1": "Ar Raqqah governorate",
    "adm_2": "", "latitude": "35.95", "longitude": "39.01", "country": "Syria", "event_clarity": "1", "date_prec": "1",
    "date_start": "2016-01-10", "date_end": "2016-01-10", "deaths_a": "0", "deaths_b": "5", "deaths_civilians": "0",
    "deaths_unknown": "0", "best": "5", "high": "8", "low": "3", "gwnoa": "", "gwnob": "",
}  # fmt: skip

ACLED: Mapping[str, str] = {
    "event_id_cnty": "AFG900001", "event_date": "16 May 2018", "time_precision": "1", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Afghanistan (2004-2021)", "inter1": "State forces",
    "actor2": "Unidentified Armed Group (Afghanistan)", "inter2": "Political militia", "country": "Afghanistan",
    "admin1": "Nangarhar", "admin2": "Achin", "location": "Achin", "latitude": "34.1", "longitude": "70.7",
    "geo_precision": "1", "source": "Morning Post; Evening Post", "notes": "On 16 May 2018, a strike hit a camp near Achin.",
    "fatalities": "7", "timestamp": "1700000000",
}  # fmt: skip


def write_csv(
    path: Path, rows: Sequence[Mapping[str, str]], *, columns: Sequence[str] | None = None, encoding: str = "utf-8"
) -> Path:
    """Write a table; every row may name columns of its own."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def import_rows(store: Store, *paths: Path, given: Given | None = None, **options: Any) -> ImportResult:
    """Import tables and link; `notices` collects what is told."""
    notices: list[Notice] = options.pop("notices", [])
    settings = options.pop("settings", Settings())
    return import_tables(
        store, paths, importer=_load_importer(), given=given or Given(), settings=settings, clock=lambda: NOW,
        notify=notices.append, **options,
    )  # fmt: skip


@cache
def _load_importer() -> Importer:
    return load_importer(Settings().annotate)


def claims_of(store: Store) -> list[Claim]:
    """All claims."""
    return list(read_claims(store))


def incidents_of(store: Store) -> list[Incident]:
    """All incidents in order of time."""
    return list(read_incidents(store))


def tolls_of(incident: Incident) -> list[tuple[object, ...]]:
    """Side, actor, low, best, high and whether the figure is of all sides."""
    return [(t.whose, t.actor_id, t.low, t.best, t.high, t.is_of_all_sides) for t in incident.tolls]
