"""Records as data for other programs."""

from musterbook.export.extractions import describe_extraction
from musterbook.export.plain import SCHEMA_VERSION, to_plain
from musterbook.export.schemas import extraction_schema

__all__ = [
    "SCHEMA_VERSION",
    "describe_extraction",
    "extraction_schema",
    "to_plain",
]
