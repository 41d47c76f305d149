"""Vega-Lite specification to inline SVG: offline, the same for the same data, with nothing in it that can act.

1. The specifications are data (templates/*.vl.json); a string "$name" in them stands for a value filled in here.
2. What the renderer returns is parsed and written anew from a list of allowed elements and attributes.
3. Ids are renamed: the renderer counts them through the life of the process, and a page holds several pictures.
4. Links keep their fragment only: the renderer puts the address of a public site before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

__all__ = ["Canvas", "Picture", "clean_svg", "clean_text", "draw", "fill_specification"]

_ALLOWED: dict[str, frozenset[str]] = {
    "svg": frozenset({"viewBox"}),
    "g": frozenset({"transform", "fill", "stroke", "opacity", "clip-path", "stroke-miterlimit"}),
    "path": frozenset({"d", "transform", "clip-path"}),
    "rect": frozenset({"x", "y", "width", "height", "transform"}),
    "line": frozenset({"x1", "y1", "x2", "y2", "transform"}),
    "circle": frozenset({"cx", "cy", "r", "transform"}),
    "text": frozenset({"x", "y", "transform", "text-anchor", "font-size", "font-weight", "font-style"}),
    "tspan": frozenset({"x", "y", "dy"}),
    "a": frozenset(),
    "defs": frozenset(),
    "clipPath": frozenset({"id"}),
}
_PAINT = frozenset({
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "opacity",
})  # fmt: skip
_DECIMALS = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_CLIP = re.compile(r"url\(#(\w+)\)")
# XML allows no control characters; bidi controls would turn the text around them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """Size of the plot in pixels and the room around it (left, top, right, bottom)."""

    width: int
    height: int
    padding: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture in two widths; the page shows the one that fits, print the wide one."""

    wide: Markup
    narrow: Markup


def draw(name: str, *, canvas: Canvas, values: Mapping[str, Any]) -> str:
    """Return the SVG of a specification, as the renderer writes it.

    Args:
        name: of the specification in templates/.
        canvas: its size.
        values: for the "$name" strings of the specification; JSON.
    """
    # The renderer holds a JavaScript engine: 40 MB and a second that nothing else needs.
    import vl_convert  # noqa: PLC0415

    left, top, right, bottom = canvas.padding
    padding = {"left": left, "top": top, "right": right, "bottom": bottom}
    known = {"width": canvas.width, "height": canvas.height, "padding": padding, **values}
    svg: str = vl_convert.vegalite_to_svg(json.dumps(fill_specification(name, known)))
    return svg


def fill_specification(name: str, values: Mapping[str, Any]) -> Any:
    """Return a specification of templates/ with the values in it, every label cleaned."""
    return _fill(_read_specification(name), _clean(values))


def clean_svg(svg: str, *, prefix: str, title: str, description: str) -> Markup:
    """Return the SVG written anew for the page: allowed parts only, own ids, a title and a description."""
    root = ET.fromstring(svg)  # noqa: S314  # written by our renderer from escaped labels: no document type, no entities
    view = escape(root.get("viewBox") or "0 0 1 1")
    head = (
        f'<svg viewBox="{view}" role="group" aria-labelledby="{escape(prefix)}-t {escape(prefix)}-d" focusable="false">'
        f'<title id="{escape(prefix)}-t">{escape(clean_text(title))}</title><desc id="{escape(prefix)}-d">{escape(clean_text(description))}</desc>'
    )
    ids: dict[str, str] = {}
    body = "".join(part for child in root for part in _write(child, prefix, ids))
    return Markup(head + body + "</svg>")  # noqa: S704  # every text and attribute in it went through escape


def clean_text(text: str) -> str:
    """Return a label without characters that cannot be seen."""
    return _UNSEEN.sub("", text)


def _clean(value: Any) -> Any:
    """Return the values with every label cleaned: XML cannot hold a control character, escaped or not."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


@cache
def _read_specification(name: str) -> Any:
    return json.loads(files(__package__).joinpath(f"templates/{name}.vl.json").read_text("utf-8"))


def _fill(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$") and value[1:] in known:
        return known[value[1:]]
    if isinstance(value, dict):
        return {key: _fill(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, known) for item in value]
    return value


def _write(element: ET.Element, prefix: str, ids: dict[str, str]) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag not in _ALLOWED or _is_empty(element, tag):
        return
    attributes = "".join(_write_attributes(element, tag, prefix, ids))
    yield f"<{tag}{attributes}>"
    label = element.get("aria-label")
    if label and tag in {"path", "text"} and element.get("role") == "graphics-symbol":
        yield f"<title>{escape(clean_text(label))}</title>"
    if element.text and tag in {"text", "tspan"}:
        yield str(escape(element.text))
    for child in element:
        yield from _write(child, prefix, ids)
    yield f"</{tag}>"


def _is_empty(element: ET.Element, tag: str) -> bool:
    """Return True for what the renderer leaves behind without anything to see: empty paths and groups."""
    if tag == "path":
        return not element.get("d") or element.get("display") == "none" or element.get("d") == "M0,0h0v0h0Z"
    return tag in {"g", "text"} and len(element) == 0 and not element.text


def _write_attributes(element: ET.Element, tag: str, prefix: str, ids: dict[str, str]) -> Iterator[str]:
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if tag == "a" and name == "href":
            _, mark, fragment = value.rpartition("#")
            if mark:
                yield f' href="#{escape(fragment)}" tabindex="-1" aria-hidden="true"'
        elif name == "id" and tag == "clipPath":
            yield f' id="{escape(_rename(value, prefix, ids))}"'
        elif name == "clip-path" and (clip := _CLIP.fullmatch(value)):
            yield f' clip-path="url(#{escape(_rename(clip[1], prefix, ids))})"'
        elif (
            name != "clip-path"
            and "url(" not in value
            and (name in _ALLOWED[tag] or (name in _PAINT and tag not in {"svg", "a", "clipPath"}))
        ):
            yield f' {name}="{escape(_DECIMALS.sub(_round, value))}"'


def _rename(old: str, prefix: str, ids: dict[str, str]) -> str:
    return ids.setdefault(old, f"{prefix}-{len(ids)}")


def _round(match: re.Match[str]) -> str:
    return f"{round(float(match.group()), 1):g}" if abs(float(match.group())) >= 1 else f"{float(match.group()):.2g}"
