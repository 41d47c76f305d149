"""What an event is called, wherever it is shown."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from musterbook.model import Event, EventDetail, Incident

__all__ = ["name_event"]


@cache
def _load_names() -> dict[str, Any]:
    resource = files("musterbook.assess") / "data" / "events.toml"
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def name_event(event: Incident | Event | EventDetail) -> str:
    """Return "suicide bombing", by the most exact code that it has; a code without a name in the table is told with its type."""
    names = _load_names()
    if event.sub_event is not None and event.sub_event in names["sub_event"]:
        return str(names["sub_event"][event.sub_event])
    named = str(names["event_type"].get(event.event_type, event.event_type.lower()))
    if event.mode is None:
        return named
    return str(names["mode"].get(event.mode) or f"{named}, {event.mode.replace('-', ' ')}")
