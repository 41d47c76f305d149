"""Reports → documents: clean text in blocks, with date, language, agency, and a map back to the report."""

from musterbook.documents.copies import find_copies
from musterbook.documents.fingerprints import exact_hash, fingerprint
from musterbook.documents.languages import detect_language
from musterbook.documents.offsets import source_span
from musterbook.documents.reading import run

__all__ = ["detect_language", "exact_hash", "find_copies", "fingerprint", "run", "source_span"]
