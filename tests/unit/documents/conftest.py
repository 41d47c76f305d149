"""Reports made from text, and the documents read from them."""

from __future__ import annotations

import pytest

from musterbook.config import DocumentSettings
from musterbook.documents.reading import run
from musterbook.model import Report, hash_bytes


def make_report(raw, media_type="text/plain", **fields):
    """Return a report of the bytes or the text."""
    data = raw.encode() if isinstance(raw, str) else raw
    return Report(
        report_id=hash_bytes(data), media_type=media_type, location="page", raw=data, encoding="utf-8", **fields
    )


@pytest.fixture
def settings():
    """Return the settings that every command uses."""
    return DocumentSettings()


@pytest.fixture
def read_result(settings):
    """Return a function that reads one report."""
    return lambda raw, media_type="text/plain", **fields: run(
        [make_report(raw, media_type, **fields)], settings=settings
    )


@pytest.fixture
def read(read_result):
    """Return a function that reads one report that gives a document and no Skip."""

    def read_one(raw, media_type="text/plain", **fields):
        result = read_result(raw, media_type, **fields)
        assert result.skipped == ()
        (document,) = result.made
        return document

    return read_one


@pytest.fixture
def blocks_of():
    """Return a function that gives (kind, text) of the blocks of a document."""
    return lambda document: [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
