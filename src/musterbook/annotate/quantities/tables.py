"""The words of number, read from `data/quantities.toml` and checked as they load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from musterbook.errors import RegisterError
from musterbook.model import Bound, Number

__all__ = ["QuantityTables", "UnitKind", "Vague", "load_tables", "read_tables"]

UnitKind = Literal["people", "percent", "money", "distance", "area", "age", "time", "vehicle", "thing"]
_TABLE = "quantities.toml"
_KINDS = frozenset(get_args(UnitKind))
_LISTS: Mapping[str, tuple[str, str]] = {
    "share_followers": ("shares", "followers"), "not_half_before": ("shares", "not_half_before"),
    "share_pronouns": ("shares", "pronouns"), "share_tails": ("shares", "tails"),
    "comparisons": ("times", "comparisons"), "up": ("change_up", "words"), "down": ("change_down", "words"),
    "level": ("change_level", "words"), "without_object": ("change_without_object", "words"),
    "losing": ("losing", "words"), "compare_up": ("compare_up", "words"), "compare_down": ("compare_down", "words"),
    "addition_before": ("addition", "before"), "addition_after": ("addition", "after"),
    "designators": ("designators", "words"), "calibres": ("calibres", "words"), "addresses": ("addresses", "words"),
    "level_verbs": ("level_verbs", "words"), "level_leads": ("level_verbs", "leads"),
    "change_leads": ("level_verbs", "changing"), "estimating": ("level_verbs", "estimating"),
    "number_nouns": ("number_nouns", "words"), "sizes": ("number_nouns", "sizes"),
    "denied_levels": ("negation", "levels"), "beliefs": ("negation", "beliefs"),
    "people_suffixes": ("people_suffixes", "words"), "zero_nouns": ("zero", "nouns"),
    "zero_pronouns": ("zero", "pronouns"), "person_verbs": ("person_verbs", "words"),
    "harming": ("person_verbs", "harming"),
    "dimensions": ("scale_context", "dimensions"), "ages": ("ages", "words"), "aged": ("ages", "persons"),
}  # fmt: skip
"""Field of `QuantityTables` → section and key of its list in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """A word that says a number without saying it.

    Attributes:
        low, high: what it says at least and at most; None = it does not say.
        scale: what it multiplies ("dozens" 12); None if it multiplies nothing.
        needs_of: True if it is a number only before "of".
        counted_only: True if it is kept only where it counts people or vehicles.
    """

    low: Number | None
    high: Number | None
    scale: int | None
    needs_of: bool
    counted_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityTables:
    """All words of number.

    Attributes:
        numbers: word → value, for cardinals; scales: word → factor; letters: "k" → 1000.
        vague: lower-case phrase → what it says.
        times: word → factor ("twice"), one only before one of the `comparisons`.
        before, after: tuple of words → bound.
        not_a_bound: preposition → words behind which it is none.
        up, down: words of change; level: of change from one level to another, either way; without_object: those that change only their subject; losing: those that
            change only what is told as a share; compare_up, compare_down: words of comparison behind a number.
        share_pronouns, share_tails: in front of "half" or, with "and", of a fraction they make it no share.
        dimensions: behind "3m" they make it a length.
        level_verbs: whose subject a number counts; level_leads: words right in front of it; change_leads: those of them from which no range begins;
            estimating: whose subject is who counts. ages: in front of a number they make it an age; aged: so does "of" behind these.
        number_nouns: nouns that stand for a number; sizes: those whose "of" names no counted thing ("the strength of the group").
        denied_levels, beliefs: verbs whose negation turns a limit round.
        harming: verbs whose object a bare number behind them is ("killed 16 last month").
        conversions: units in which one thing is measured, "50 kilograms (110 pounds)".
        units: lemma → kind; measures: abbreviation → lemma; currencies: sign → lemma.
    """

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    letters: Mapping[str, int]
    vague: Mapping[str, Vague]
    fractions: Mapping[str, int]
    share_followers: frozenset[str]
    not_half_before: frozenset[str]
    share_pronouns: frozenset[str]
    share_tails: frozenset[str]
    dimensions: frozenset[str]
    factors: Mapping[str, Number]
    times: Mapping[str, Number]
    comparisons: frozenset[str]
    before: Mapping[tuple[str, ...], Bound]
    after: Mapping[tuple[str, ...], Bound]
    not_a_bound: Mapping[str, frozenset[str]]
    up: frozenset[str]
    down: frozenset[str]
    level: frozenset[str]
    without_object: frozenset[str]
    losing: frozenset[str]
    compare_up: frozenset[str]
    compare_down: frozenset[str]
    includes: frozenset[tuple[str, ...]]
    addition_before: frozenset[str]
    addition_after: frozenset[str]
    designators: frozenset[str]
    calibres: frozenset[str]
    addresses: frozenset[str]
    conversions: tuple[frozenset[str], ...]
    level_verbs: frozenset[str]
    level_leads: frozenset[str]
    change_leads: frozenset[str]
    estimating: frozenset[str]
    ages: frozenset[str]
    aged: frozenset[str]
    number_nouns: frozenset[str]
    sizes: frozenset[str]
    denied_levels: frozenset[str]
    beliefs: frozenset[str]
    people_suffixes: frozenset[str]
    zero_nouns: frozenset[str]
    zero_pronouns: frozenset[str]
    person_verbs: frozenset[str]
    harming: frozenset[str]
    units: Mapping[str, UnitKind]
    measures: Mapping[str, str]
    currencies: Mapping[str, str]


@cache
def load_tables() -> QuantityTables:
    """Return the tables that ship with the package.

    Raises:
        RegisterError: the file is missing, is no TOML, or holds something that cannot be.
    """
    try:
        text = (files("musterbook.annotate") / "data" / _TABLE).read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegisterError("the table of number words cannot be read", got=str(error), where=_TABLE) from error
    return read_tables(table)


def read_tables(table: Mapping[str, Any]) -> QuantityTables:
    """Return the tables of a parsed file.

    Raises:
        RegisterError: a section is missing, a bound or a kind of unit is unknown, a vague word's low is above its high.
    """
    try:
        return QuantityTables(
            **{name: frozenset(table[section][key]) for name, (section, key) in _LISTS.items()},
            numbers=table["cardinals"],
            scales=table["scales"],
            letters=table["scale_letters"],
            vague=_read_vague(table["vague"]),
            fractions=table["fractions"],
            factors=table["factors"],
            times=dict(zip(table["times"]["words"], table["times"]["values"], strict=True)),
            before=_read_bounds(table["bounds"], where="bounds"),
            after=_read_bounds(table["bounds_after"], where="bounds_after"),
            not_a_bound={word: frozenset(others) for word, others in table["not_a_bound"].items()},
            includes=frozenset(tuple(phrase.split()) for phrase in table["includes"]["words"]),
            conversions=tuple(frozenset(units) for units in table["conversions"].values()),
            units=_read_units(table["units"]),
            measures=table["measures"],
            currencies=table["currencies"],
        )
    except KeyError as error:
        raise RegisterError("the table of number words lacks a section", got=str(error), where=_TABLE) from error


def _read_vague(rows: list[Mapping[str, Any]]) -> dict[str, Vague]:
    found: dict[str, Vague] = {}
    for number, row in enumerate(rows, start=1):
        low, high = row.get("low"), row.get("high")
        if low is not None and high is not None and low > high:
            raise RegisterError(
                "a vague word's low is above its high", got=row["word"], where=f"{_TABLE} vague[{number}]"
            )
        found[row["word"]] = Vague(
            low=low,
            high=high,
            scale=row.get("scale"),
            needs_of=row.get("needs_of", False),
            counted_only=row.get("counted_only", False),
        )
    return found


def _read_bounds(table: Mapping[str, list[str]], *, where: str) -> dict[tuple[str, ...], Bound]:
    known = get_args(Bound)
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise RegisterError(
            "an unknown kind of bound", expected=", ".join(known), got=unknown[0], where=f"{_TABLE} {where}"
        )
    return {tuple(phrase.split()): cast("Bound", bound) for bound, phrases in table.items() for phrase in phrases}


def _read_units(table: Mapping[str, list[str]]) -> dict[str, UnitKind]:
    unknown = sorted(set(table) - _KINDS)
    if unknown:
        raise RegisterError(
            "an unknown kind of unit", expected=", ".join(sorted(_KINDS)), got=unknown[0], where=f"{_TABLE} units"
        )
    return {lemma: cast("UnitKind", kind) for kind, lemmas in table.items() for lemma in lemmas}
