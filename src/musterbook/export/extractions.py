"""The record of one report as `musterbook extract` prints it."""

from __future__ import annotations

from typing import Any

from musterbook.export.plain import SCHEMA_VERSION, to_plain
from musterbook.model import Mention
from musterbook.workflow import Extraction

__all__ = ["describe_extraction"]


def describe_extraction(extraction: Extraction, *, with_mentions: bool = False) -> dict[str, Any]:
    """Return one JSON object: `document, blocks, claims, events, skipped`, and `mentions` if asked for.

    `document` is None for an input that gave none; then `skipped` says why.
    """
    document = extraction.document
    plain: dict[str, Any] = {"schema": f"musterbook.extract/{SCHEMA_VERSION}", "document": None, "blocks": []}
    if document is not None:
        plain["document"] = {key: value for key, value in to_plain(document).items() if key != "blocks"}
        plain["blocks"] = [
            {**to_plain(block), "text": document.text[block.start : block.end]} for block in document.blocks
        ]
    plain["claims"] = to_plain(extraction.record.claims) if extraction.record else []
    plain["events"] = to_plain(extraction.record.events) if extraction.record else []
    if with_mentions:
        mentions: tuple[Mention, ...] = extraction.annotated.mentions if extraction.annotated else ()
        plain["mentions"] = to_plain(mentions)
    plain["skipped"] = to_plain(extraction.skips)
    return plain
