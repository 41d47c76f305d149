"""Records to JSON text and back, for the `body` columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from musterbook.model import Detail, Number, Reading

__all__ = ["from_json", "to_json"]

T = TypeVar("T")

_PLAIN: tuple[object, ...] = (str, int, bool)


@cache
def _converter() -> JsonConverter:
    # The record wrote these bodies itself: naming every faulty field of one would cost a third of the time of reading it.
    converter = make_converter(omit_if_default=True, detailed_validation=False)
    converter.register_structure_hook_factory(_is_optional, lambda kind: _make_optional_hook(converter, kind))
    converter.register_structure_hook(Number, lambda value, _: value)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    configure_tagged_union(Reading, converter, tag_name="is")
    configure_tagged_union(Detail, converter, tag_name="is")
    return converter


def _keep(value: Any, _kind: Any) -> Any:
    return value


def _is_optional(kind: object) -> bool:
    """Return True for a type of the form `T | None`."""
    return get_origin(kind) in (Union, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)


def _make_optional_hook(converter: JsonConverter, kind: object) -> Callable[[Any, Any], Any]:
    """Return what reads `T | None`, with the hook of T looked up once and not once a value."""
    inner = next(one for one in get_args(kind) if one is not NoneType)
    if inner in _PLAIN:
        # As JSON gave it: there is nothing to make of it.
        return _keep
    hook: Callable[[Any, Any], Any] | None = None

    def structure(value: Any, _kind: Any) -> Any:
        nonlocal hook
        if value is None:
            return None
        # Not when the hook is made: a record may hold one of its own kind.
        hook = hook or converter.get_structure_hook(inner)
        return hook(value, inner)

    return structure


def to_json(record: object, kind: object = None) -> str:
    """Return the record as compact JSON; fields at their default are left out. `kind` is its type where it is a union."""
    return _converter().dumps(record, unstructure_as=kind, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str, kind: type[T]) -> T:
    """Return the record that `to_json` wrote."""
    return _converter().loads(text, kind)
