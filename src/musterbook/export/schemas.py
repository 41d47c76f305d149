"""The JSON Schema of what `musterbook extract` prints, made from the records so that it cannot drift."""

from __future__ import annotations

import dataclasses
import types
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from musterbook.export.plain import SCHEMA_VERSION
from musterbook.model import Block, Claim, Detail, Document, Event, Explanation, Mention, Skip

__all__ = ["extraction_schema"]

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}
_DETAILS: tuple[type, ...] = get_args(Detail)


def extraction_schema() -> dict[str, Any]:
    """Return the schema of one line of `extract`, with a definition for each record."""
    definitions: dict[str, Any] = {}
    block = _describe_record(Block, definitions)
    block = block | {
        "properties": block["properties"] | {"text": _SCALARS[str]},
        "required": [*block["required"], "text"],
    }
    document = _drop(_describe_record(Document, definitions), {"blocks", "offsets"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"musterbook.extract/{SCHEMA_VERSION}",
        "description": "The record of one report. Absence is null; what it means stands in each record's description.",
        "type": "object",
        "required": ["schema", "document", "blocks", "claims", "events", "skipped"],
        "properties": {
            "schema": {"const": f"musterbook.extract/{SCHEMA_VERSION}"},
            "document": {"anyOf": [document, {"type": "null"}]},
            "blocks": {"type": "array", "items": block},
            "claims": {"type": "array", "items": _describe_claim(definitions)},
            "events": {"type": "array", "items": _describe(Event, definitions)},
            "mentions": {"type": "array", "items": _describe(Mention, definitions)},
            "explanations": {"type": "array", "items": _describe(Explanation, definitions)},
            "skipped": {"type": "array", "items": _describe(Skip, definitions)},
        },
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _describe_claim(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a claim with the fields of its detail laid flat: one alternative for each kind of detail."""
    common = _drop(_describe_record(Claim, definitions), {"detail"})
    alternatives = []
    for detail in _DETAILS:
        own = _describe_record(detail, definitions)
        merged = {
            "type": "object",
            "title": detail.__name__.removesuffix("Detail"),
            "description": own["description"],
            "properties": common["properties"] | own["properties"],
            "required": common["required"] + own["required"],
            "additionalProperties": False,
        }
        alternatives.append(merged)
    return {"description": common["description"], "anyOf": alternatives}


def _describe(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; records become definitions."""
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return {"type": "array", "items": _describe(arguments[0], definitions)}
        items = [_describe(argument, definitions) for argument in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_describe(argument, definitions) for argument in arguments]}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # a record may hold itself: the name must be known before its fields are
            definitions[kind.__name__] = _describe_record(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    raise TypeError(f"no schema for {kind!r}")


def _describe_record(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {name: _describe(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _drop(schema: dict[str, Any], names: set[str]) -> dict[str, Any]:
    properties = {name: value for name, value in schema["properties"].items() if name not in names}
    return schema | {"properties": properties, "required": [name for name in schema["required"] if name not in names]}
