"""Records as data for other programs."""

from musterbook.export.extractions import describe_extraction
from musterbook.export.plain import SCHEMA_VERSION, to_plain
from musterbook.export.schemas import extraction_schema
from musterbook.export.sheets import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    SERIES_COLUMNS,
    claim_cells,
    incident_cells,
    point_cells,
    write_sheet,
)

__all__ = [
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "SCHEMA_VERSION",
    "SERIES_COLUMNS",
    "claim_cells",
    "describe_extraction",
    "extraction_schema",
    "incident_cells",
    "point_cells",
    "to_plain",
    "write_sheet",
]
