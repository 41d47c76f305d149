"""Slots of the claims gold: how each is written in the passage files, and what it reads as.

A slot names its words as an exact quote of the passage; `quote#2` means its second occurrence. A quote stands between
word boundaries, so "5" is not found in "15" or "2.5".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from musterbook.model.claims import ClaimKind, EventStatus
from musterbook.model.mentions import Bound, EvidenceKind, Side, SourceKind, Stance, WeaponClass

Span = tuple[int, int]

KINDS = get_args(ClaimKind)
SIDES = get_args(Side)
BOUNDS = get_args(Bound)
PLOVER_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

# Slots that a claim of any kind may have, and those of one kind.
EVERY_KIND = frozenset(
    {"quantity", "place", "interval", "said_on", "source", "stance", "hedge", "speech", "channel", "anonymous", "party",
     "evidence"}
)  # fmt: skip
KIND_SLOTS: Mapping[str, frozenset[str]] = {
    "strength": frozenset({"actor", "counted"}),
    "change": frozenset({"actor", "direction"}),
    "casualties": frozenset({"outcome", "whose", "by", "includes", "total", "addition"}),
    "event": frozenset({"event_type", "mode", "by", "recipient", "target", "weapon", "status", "negated", "summary"}),
    "responsibility": frozenset({"actor", "role"}),
    "denial": frozenset({"actor", "denies"}),
    "recruitment": frozenset({"actor", "origins"}),
    "composition": frozenset({"actor", "members"}),
    "movement": frozenset({"actor", "origin", "destination"}),
    "control": frozenset({"actor", "control"}),
    "relation": frozenset({"actor", "other", "relation"}),
    "threat": frozenset({"actor", "target"}),
    "leadership": frozenset({"actor", "outcome", "title"}),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "change": ("direction",),
    "casualties": ("outcome", "quantity"),
    "event": ("event_type",),
    "responsibility": ("role",),
    "control": ("control",),
    "relation": ("relation",),
    "leadership": ("outcome",),
    "strength": ("quantity",),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "speech": ("direct", "indirect", "none_stated"),
    "evidence": get_args(EvidenceKind),
    "direction": ("up", "down"),
    "event_type": PLOVER_TYPES,
    "status": get_args(EventStatus),
    "weapon": get_args(WeaponClass),
    "role": ("claims", "is_blamed", "rejects"),
    "control": ("gained", "held", "lost", "contested"),
    "relation": ("pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks"),
}
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "casualties": (
        "killed", "wounded", "casualties", "missing", "captured", "surrendered", "abducted", "displaced",
    ),
    "leadership": ("killed", "captured", "named", "wounded", "surrendered"),
}  # fmt: skip

_VALUE = re.compile(r"(?P<sign>>=|<=|>|<|~)?\s*(?P<low>\d+(?:\.\d+)?)(?:\s*-\s*(?P<high>\d+(?:\.\d+)?))?(?P<unit>%|x)?")
_VAGUE = re.compile(r"vague(?:\s+(?P<low>\d+(?:\.\d+)?)(?:\s*-\s*(?P<high>\d+(?:\.\d+)?)|\+)?)?(?P<unit>%|x)?")
_BOUND_OF_SIGN = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "fewer_than", "~": "about"}
_UNIT = {"%": "percent", "x": "factor"}


class GoldError(ValueError):
    """A passage file is wrong; the message names file, passage and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as stated; low and high None = open; unit "percent" or "factor", None for a plain count."""

    span: Span
    low: float | None
    high: float | None
    bound: str
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who; `actor_id` None = the text does not say which, or the register does not have it."""

    span: Span
    actor_id: str | None
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A row of a file's `[place]` table; `adm1` and `adm2` hold every accepted spelling, lat and lon are WGS84 degrees."""

    name: str
    country: str | None
    adm1: tuple[str, ...]
    adm2: tuple[str, ...]
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where; `prec` is UCDP GED 1-7."""

    span: Span
    place: PlaceRow
    prec: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """When; both days are included."""

    span: Span
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says it; `span` None when the outlet speaks or no speaker is stated (kind "unknown")."""

    span: Span | None
    kind: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the slots of one passage.

    Attributes:
        text: the passage.
        places: rows of the file's place table by their key.
        sides: side of each actor of the register by id.
        near: offset that decides which occurrence of an ambiguous quote is meant; None = a quote must be unambiguous.
    """

    text: str
    places: Mapping[str, PlaceRow]
    sides: Mapping[str, str]
    near: int | None = None

    def span(self, quote: Any) -> Span:
        """Return where the quote stands; raise `GoldError` if it does not, or if it is not clear which one is meant."""
        if not isinstance(quote, str) or not quote.strip():
            raise GoldError(f"a quote is text, not {quote!r}")
        words, nth = quote, None
        if numbered := re.fullmatch(r"(.+)#(\d+)", quote):
            words, nth = numbered[1], int(numbered[2])
        words = " ".join(words.split())
        pattern = rf"(?<!\w)(?<!\d[.,]){re.escape(words)}(?!\w)(?![.,]\d)"
        found = [match.span() for match in re.finditer(pattern, self.text)]
        if not found:
            raise GoldError(f"quote {words!r} is not in the text")
        if nth is not None:
            if not 1 <= nth <= len(found):
                raise GoldError(f"quote {words!r} occurs {len(found)} times, not {nth}")
            return found[nth - 1]
        if len(found) > 1 and self.near is None:
            raise GoldError(f"quote {words!r} occurs {len(found)} times: write {words + '#1'!r} or a longer quote")
        near = self.near or 0
        return min(found, key=lambda span: min(abs(span[0] - near), abs(span[1] - near)))

    def read(self, slot: str, value: Any, kind: str) -> Any:
        """Return the reading of a slot as written; None for "none"."""
        if value == "none" and slot not in {"outcome", "source", "event_type"}:
            return None if slot not in _LISTS else ()
        if slot == "outcome":
            return _one_of(slot, value, OUTCOMES[kind])
        if slot in CHOICES:
            return _one_of(slot, value, CHOICES[slot])
        return _READERS[slot](self, value)


def _one_of(slot: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise GoldError(f"{slot} = {value!r} is none of {', '.join(allowed)}")
    return str(value)


def _parts(value: Any, least: int, most: int, form: str) -> list[Any]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise GoldError(f"{value!r} is not written as {form}")
    return value


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def parse_value(value: str) -> tuple[float | None, float | None, str, str | None]:
    """Return (low, high, bound, unit) of a value such as "94", "~94", ">= 94", "> 94", "<= 94", "40-60", "vague 24+", "20%"."""
    text = str(value).strip()
    if match := _VAGUE.fullmatch(text):
        low, high, bound = _number(match["low"]), _number(match["high"]), "vague"
    elif match := _VALUE.fullmatch(text):
        low, bound = float(match["low"]), _BOUND_OF_SIGN.get(match["sign"] or "", "exact")
        high = low
        if match["high"] is not None:
            if match["sign"]:
                raise GoldError(f"value {text!r} has both a sign and a range")
            high, bound = float(match["high"]), "range"
        elif bound in {"at_least", "more_than"}:
            high = None
        elif bound in {"at_most", "fewer_than"}:
            low, high = None, low
    else:
        raise GoldError(f"value {text!r} is not a number with a bound")
    if low is not None and high is not None and low > high:
        raise GoldError(f"value {text!r} has low above high")
    return low, high, bound, _UNIT.get(match["unit"] or "")


def _quantity(reader: Reader, value: Any) -> Quantity:
    quote, number = _parts(value, 2, 2, '["more than 40", "> 40"]')
    low, high, bound, unit = parse_value(number)
    return Quantity(span=reader.span(quote), low=low, high=high, bound=bound, unit=unit)


def _actor(reader: Reader, value: Any) -> Actor:
    quote, who = _parts(value, 2, 2, '["the group", "register-id or side"]')
    span = reader.span(quote)
    if who in SIDES:
        return Actor(span=span, actor_id=None, side=who)
    if who not in reader.sides:
        raise GoldError(f"actor {who!r} is neither in the register nor a side ({', '.join(SIDES)})")
    return Actor(span=span, actor_id=who, side=reader.sides[who])


def _place(reader: Reader, value: Any) -> Place:
    quote, key, prec = _parts(value, 3, 3, '["near Galcad", "galcad", 2]')
    if key not in reader.places:
        raise GoldError(f"place {key!r} has no row [place.{key}] in the file")
    if prec not in range(1, 8):
        raise GoldError(f"place precision {prec!r} is not 1-7")
    row = reader.places[key]
    if prec <= 3 and row.lat is None:
        raise GoldError(f"place {key!r} is given with precision {prec} and needs lat and lon")
    if prec == 4 and not row.adm1:
        raise GoldError(f"place {key!r} is given with precision 4 and needs adm1")
    return Place(span=reader.span(quote), place=row, prec=prec)


def _interval(reader: Reader, value: Any) -> Interval:
    quote, *days = _parts(value, 2, 3, '["on Monday", 2018-04-09] or ["last week", 2018-04-02, 2018-04-08]')
    if not all(isinstance(day, date) and not isinstance(day, datetime) for day in days):
        raise GoldError(f"interval {value!r} needs TOML dates")
    if days[0] > days[-1]:
        raise GoldError(f"interval {days[0]} to {days[-1]} is crossed")
    return Interval(span=reader.span(quote), earliest=days[0], latest=days[-1])


def _source(reader: Reader, value: Any) -> Source:
    if value in ("outlet", "unknown"):
        return Source(span=None, kind=value)
    quote, kind = _parts(value, 2, 2, '["the Defence Ministry", "military"], "outlet" or "unknown"')
    return Source(span=reader.span(quote), kind=_one_of("source kind", kind, get_args(SourceKind)))


def _said_on(_: Reader, value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise GoldError(f"said_on = {value!r} is not a TOML date")
    return value


def _truth(_: Reader, value: Any) -> bool:
    if not isinstance(value, bool):
        raise GoldError(f"{value!r} is neither true nor false")
    return value


def _words(reader: Reader, value: Any) -> str:
    start, end = reader.span(value)
    return reader.text[start:end]


def _word_list(reader: Reader, value: Any) -> tuple[str, ...]:
    return tuple(_words(reader, quote) for quote in (value if isinstance(value, list) else [value]))


def _includes(reader: Reader, value: Any) -> tuple[Quantity, ...]:
    return tuple(_quantity(reader, part) for part in _parts(value, 1, 9, '[["four commanders", "4"]]'))


def _text(_: Reader, value: Any) -> str:
    if not isinstance(value, str):
        raise GoldError(f"{value!r} is not text")
    return value


_LISTS = frozenset({"hedge", "members", "origins", "includes"})
_READERS: Mapping[str, Callable[[Reader, Any], Any]] = {
    "quantity": _quantity,
    **dict.fromkeys(("actor", "whose", "by", "recipient", "other"), _actor),
    **dict.fromkeys(("place", "origin", "destination"), _place),
    "interval": _interval,
    "source": _source,
    "said_on": _said_on,
    **dict.fromkeys(("negated", "summary", "total", "addition", "anonymous", "party"), _truth),
    **dict.fromkeys(("counted", "target", "title", "channel"), _words),
    **dict.fromkeys(("hedge", "members", "origins"), _word_list),
    "includes": _includes,
    **dict.fromkeys(("mode", "denies"), _text),
}
