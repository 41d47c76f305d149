"""Reports → documents: clean text in blocks, with date, language, agency, and a map back to the report."""

from musterbook.documents.languages import detect_language
from musterbook.documents.offsets import source_span
from musterbook.documents.reading import run

__all__ = ["detect_language", "run", "source_span"]
