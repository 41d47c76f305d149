"""Events of a single sentence → PLOVER types with the words of the two sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader
from musterbook.model import Event

__all__ = ["predict"]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, events: [{type, source, target}]}` for each item."""
    return [
        {"id": read.item["id"], "events": [_describe(event) for event in _events(read.extraction.record)]}
        for read in reader.read(items)
    ]


def _events(record: Any) -> tuple[Event, ...]:
    return record.events if record else ()


def _describe(event: Event) -> dict[str, str | None]:
    return {
        "type": event.event_type,
        "source": event.initiator.words if event.initiator else None,
        "target": event.recipient.words if event.recipient else event.target,
    }
