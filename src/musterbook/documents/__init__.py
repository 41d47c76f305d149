"""Reports → documents: clean text in blocks, with date, language, agency, and a map back to the report; and their copies."""

from musterbook.documents.copies import (
    RepeatedParagraph,
    find_copies,
    find_repeated_paragraphs,
    paragraph_hashes,
)
from musterbook.documents.fingerprints import exact_hash, fingerprint
from musterbook.documents.languages import detect_language
from musterbook.documents.offsets import source_span
from musterbook.documents.reading import run

__all__ = [
    "RepeatedParagraph",
    "detect_language",
    "exact_hash",
    "find_copies",
    "find_repeated_paragraphs",
    "fingerprint",
    "paragraph_hashes",
    "run",
    "source_span",
]
