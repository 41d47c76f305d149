"""The table of weights by which events are compared, checked as it loads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from musterbook.errors import RegisterError

__all__ = ["Weights", "parse_weights", "read_weights"]

_WHERE = "incidents/data/compare.toml"
# Every level that a comparison can find; a table that lacks one would fail only when it is first met.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "time": (
        "same_day", "same_days", "other_hours", "same_period", "retold_period", "next_day", "days_apart", "far_apart", "told_soon", "told_within_week",
        "told_later", "published_together", "published_within_week", "published_later", "within_year", "undated", "not_stated",
    ),
    "place": (
        "same_town", "same_city", "same_district", "near", "same_province", "same_country", "other_town", "other_country", "far", "same_name", "same_words", "same_scene", "named_there",
        "not_stated",
    ),
    "type": ("same_mode", "same_type", "kin_mode", "other_mode", "other_type"),
    "initiator": ("same_actor", "kin_actor", "same_side", "other_side", "other_actor", "not_stated"),
    "recipient": ("same_actor", "kin_actor", "same_side", "other_side", "other_actor", "not_stated"),
    "weapon": ("same_model", "same_class", "kin_class", "other_class", "not_stated"),
    "target": ("same_target", "other_target", "not_stated"),
    "casualties": ("same_many", "same_some", "same_few", "within", "near", "revised", "differ", "not_stated"),
    "text": ("much", "clear", "some", "little", "none"),
    "sentences": ("much", "clear", "some", "little", "none", "not_stated"),
    "document": ("same", "told_apart", "other"),
    "clarity": ("same", "differ"),
}  # fmt: skip
_GRADES = ("much", "clear", "some", "little")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights on the scale of log odds.

    Attributes:
        base: the log odds that two events which share a time and a place or words are one incident, before looking closer.
        together: from these log odds on, two events (or groups of them) are joined.
        margin: an event that fits two incidents which exclude each other joins the better one only by so much.
        weights: part → level → weight.
        limits: part → the least likeness of each grade, the highest first.
        kin: pairs of modes, weapon classes or actors that two reports may name for one thing.
    """

    base: float
    together: float
    margin: float
    weights: Mapping[str, Mapping[str, float]]
    limits: Mapping[str, tuple[float, ...]]
    kin: frozenset[frozenset[str]]

    def weigh(self, part: str, level: str) -> float:
        """Return what a level adds to the log odds."""
        return self.weights[part][level]

    def grade(self, part: str, likeness: float) -> str:
        """Return the grade of a likeness in [0, 1]."""
        limits = self.limits[part]
        return next((grade for grade, least in zip(_GRADES, limits, strict=True) if likeness >= least), "none")

    def are_kin(self, one: str, other: str) -> bool:
        """Return True if two reports may use these two codes for one thing."""
        return frozenset({one, other}) in self.kin


@cache
def read_weights() -> Weights:
    """Return the weights of this package.

    Raises:
        RegisterError: the table is missing or faulty.
    """
    try:
        raw = resources.files("musterbook.incidents").joinpath("data", "compare.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RegisterError("the table of weights is missing", where=_WHERE, hint="reinstall musterbook") from error
    return parse_weights(raw)


def parse_weights(raw: str) -> Weights:
    """Return the weights that a TOML text holds.

    Raises:
        RegisterError: it is not TOML, lacks a level, or holds something else than numbers.
    """
    try:
        table = tomllib.loads(raw)
        weights = {
            part: {level: float(table[part][level]) for level in levels if level != "not_stated"} | {"not_stated": 0.0}
            for part, levels in LEVELS.items()
        }
        limits = {
            part: tuple(float(table[part]["limits"][grade]) for grade in _GRADES) for part in ("text", "sentences")
        }
        kin = frozenset(frozenset(map(str, pair)) for key in ("pairs", "actors") for pair in table["kin"][key])
        general = {name: float(table["general"][name]) for name in ("base", "together", "margin")}
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the table of weights is not TOML", got=str(error), where=_WHERE) from error
    except KeyError as error:
        raise RegisterError("the table of weights lacks a row", expected=str(error.args[0]), where=_WHERE) from error
    except (TypeError, ValueError) as error:
        raise RegisterError("a weight is no number", got=str(error), where=_WHERE) from error
    if any(sorted(row, reverse=True) != list(row) for row in limits.values()):
        raise RegisterError("the limits of the grades must fall", expected="much > clear > some > little", where=_WHERE)
    return Weights(**general, weights=weights, limits=limits, kin=kin)
