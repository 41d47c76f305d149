"""Records to JSON text and back, for the `body` columns."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TypeVar

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from musterbook.model import Detail, Number, Reading

__all__ = ["from_json", "to_json"]

T = TypeVar("T")


@cache
def _converter() -> JsonConverter:
    converter = make_converter(omit_if_default=True)
    converter.register_structure_hook(Number, lambda value, _: value)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    configure_tagged_union(Reading, converter, tag_name="is")
    configure_tagged_union(Detail, converter, tag_name="is")
    return converter


def to_json(record: object, kind: object = None) -> str:
    """Return the record as compact JSON; fields at their default are left out. `kind` is its type where it is a union."""
    return _converter().dumps(record, unstructure_as=kind, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str, kind: type[T]) -> T:
    """Return the record that `to_json` wrote."""
    return _converter().loads(text, kind)
