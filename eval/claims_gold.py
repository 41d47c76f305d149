"""The project's own claims gold: reads the passage files, and writes them as benchmark input and gold.

`python -m eval.claims_gold check [FILE...]` reads passage files and says what is wrong with them;
`python -m eval.claims_gold write FOLDER [--split dev]` writes `input.jsonl` and `gold.jsonl`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from eval.claims_slots import EVERY_KIND, KIND_SLOTS, KINDS, NEEDED, GoldError, Interval, PlaceRow, Reader, Span
from musterbook.annotate.actors.register import load_register

PASSAGES = Path(__file__).parent / "gold" / "claims" / "passages"
SPLITS = ("dev", "test")
GENRES = ("wire", "newspaper", "broadcaster", "NGO", "government", "military", "UN", "statement", "local")

_FILE_KEYS = frozenset({"conflict", "place", "passage"})
_PASSAGE_KEYS = frozenset({"id", "split", "conflict", "published", "genre", "tags", "text", "every", "claim"})
_CLAIM_KEYS = frozenset({"kind", "trigger", "name"})
_PLACE_KEYS = frozenset({"name", "country", "adm1", "adm2", "lat", "lon"})
_LEFT_OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """One claim of a passage.

    Attributes:
        kind: one of the kinds of the product.
        name: what `denies` of another claim calls it; None if it has none.
        key: the span that finds it: the quantity's if it has one, else the trigger's.
        trigger: None where only the quantity was quoted.
        slots: readings by slot; a slot that is missing was not annotated, None says that the text does not have it.
    """

    kind: str
    name: str | None
    key: Span
    trigger: Span | None
    slots: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage with all its claims in order of their keys; `tags` hold "negative" only if it has no claim."""

    passage_id: str
    split: str
    conflict: str
    published: date
    genre: str
    tags: tuple[str, ...]
    text: str
    claims: tuple[GoldClaim, ...]


def load_passages(paths: Iterable[Path] | None = None) -> tuple[Passage, ...]:
    """Return the passages of these files, of all in `PASSAGES` for None.

    Raises:
        GoldError: something is wrong; one line for each passage, with file, passage and what it is.
    """
    sides = {actor.actor_id: actor.side for actor in load_register().actors}
    passages: list[Passage] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(PASSAGES.glob("*.toml")) if paths is None else paths:
        try:
            read = read_file(path, sides)
        except GoldError as error:
            faults.append(str(error))
            continue
        for passage in read:
            if first := seen.get(passage.passage_id):
                faults.append(f"{path.name}: passage {passage.passage_id}: the id is taken in {first}")
            seen[passage.passage_id] = path.name
            passages.append(passage)
    if faults:
        raise GoldError("\n".join(faults))
    return tuple(passages)


def read_file(path: Path, sides: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return the passages of one file; `sides` maps the actor ids of the register to their sides.

    Raises:
        GoldError: something is wrong; one line for each passage.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        _known(table, _FILE_KEYS)
        places = {key: _place_row(key, row) for key, row in table.get("place", {}).items()}
    except (tomllib.TOMLDecodeError, GoldError) as error:
        raise GoldError(f"{path.name}: {error}") from error
    passages: list[Passage] = []
    faults: list[str] = []
    for number, entry in enumerate(table.get("passage", []), start=1):
        try:
            passages.append(_passage({"conflict": table.get("conflict")} | entry, places, sides))
        except GoldError as error:
            faults.append(f"{path.name}: passage {entry.get('id', f'number {number}')}: {error}")
    if faults:
        raise GoldError("\n".join(faults))
    return tuple(passages)


def _known(table: Mapping[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(set(table) - keys):
        raise GoldError(f"unknown key {unknown[0]!r}; known: {', '.join(sorted(keys))}")


def _place_row(key: str, row: Mapping[str, Any]) -> PlaceRow:
    _known(row, _PLACE_KEYS)
    lat, lon, country = row.get("lat"), row.get("lon"), row.get("country")
    if not isinstance(row.get("name"), str):
        raise GoldError(f"[place.{key}] has no name")
    if country is not None and not re.fullmatch(r"[A-Z]{2}", str(country)):
        raise GoldError(f"[place.{key}] country {country!r} is not two capitals")
    if (lat is None) != (lon is None) or (lat is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180)):
        raise GoldError(f"[place.{key}] lat {lat} and lon {lon} are no point")
    spellings = {
        level: tuple(part.strip() for part in row.get(level, "").split("|") if part) for level in ("adm1", "adm2")
    }
    return PlaceRow(name=row["name"], country=country, lat=lat, lon=lon, **spellings)


def _flow(text: str) -> str:
    """Return the text with each paragraph on one line; blank lines part paragraphs."""
    return "\n\n".join(" ".join(block.split()) for block in re.split(r"\n\s*\n", text.strip()))


def _passage(entry: Mapping[str, Any], places: Mapping[str, PlaceRow], sides: Mapping[str, str]) -> Passage:
    _known(entry, _PASSAGE_KEYS)
    for key, allowed in (("split", SPLITS), ("genre", GENRES)):
        if entry.get(key) not in allowed:
            raise GoldError(f"{key} = {entry.get(key)!r} is none of {', '.join(allowed)}")
    for key in ("id", "conflict", "text"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise GoldError(f"{key} is missing")
    published = entry.get("published")
    if not isinstance(published, date) or isinstance(published, datetime):
        raise GoldError("published is not a TOML date")
    every = entry.get("every", {})
    _known(every, EVERY_KIND.union(*KIND_SLOTS.values()))
    reader = Reader(_flow(entry["text"]), places, sides)
    claims = []
    for number, claim in enumerate(entry.get("claim", []), start=1):
        try:
            claims.append(_claim(claim, every, reader, published))
        except GoldError as error:
            raise GoldError(f"claim {number} ({claim.get('kind')}): {error}") from error
    _check_together(claims, entry.get("tags", []))
    return Passage(
        passage_id=entry["id"],
        split=entry["split"],
        conflict=entry["conflict"],
        published=published,
        genre=entry["genre"],
        tags=tuple(entry.get("tags", ())),
        text=reader.text,
        claims=tuple(sorted(claims, key=lambda claim: (claim.key, claim.kind))),
    )


def _claim(entry: Mapping[str, Any], every: Mapping[str, Any], reader: Reader, published: date) -> GoldClaim:
    kind = entry.get("kind")
    if kind not in KINDS:
        raise GoldError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    allowed = EVERY_KIND | KIND_SLOTS[kind]
    _known(entry, allowed | _CLAIM_KEYS)
    written = {slot: value for slot, value in every.items() if slot in allowed} | entry
    written = {slot: value for slot, value in written.items() if value != _LEFT_OPEN}
    if missing := [slot for slot in NEEDED.get(kind, ()) if slot not in written]:
        raise GoldError(f"needs {missing[0]}")
    trigger = reader.span(written["trigger"]) if "trigger" in written else None
    quantity = reader.read("quantity", written["quantity"], kind) if "quantity" in written else None
    key = quantity.span if quantity is not None else trigger
    if key is None:
        raise GoldError("needs a trigger or a quantity")
    near = dataclasses.replace(reader, near=key[0])
    slots = {
        slot: near.read(slot, value, kind) for slot, value in written.items() if slot not in _CLAIM_KEYS | {"quantity"}
    }
    if "quantity" in written:
        slots["quantity"] = quantity
    slots = _stated_by_silence(kind, slots)
    interval = slots.get("interval")
    if isinstance(interval, Interval) and interval.earliest > published and slots.get("status") == "completed":
        raise GoldError(f"a completed event begins on {interval.earliest}, after publication")
    return GoldClaim(kind=kind, name=written.get("name"), key=key, trigger=trigger, slots=MappingProxyType(slots))


def _stated_by_silence(kind: str, slots: dict[str, Any]) -> dict[str, Any]:
    """Add what leaving out means: completed and not negated; a speaker who states without a hedge."""
    silent: dict[str, Any] = {"status": "completed", "negated": False} if kind == "event" else {}
    if "source" in slots:
        silent |= {"stance": "states", "hedge": ()}
    return silent | slots


def _check_together(claims: Sequence[GoldClaim], tags: Sequence[str]) -> None:
    doubled = Counter((claim.kind, claim.slots.get("outcome"), claim.key) for claim in claims)
    for (kind, _, key), count in doubled.items():
        if count > 1:
            raise GoldError(f"{count} {kind} claims at the same words {key}")
    names = Counter(claim.name for claim in claims if claim.name is not None)
    if twice := [name for name, count in names.items() if count > 1]:
        raise GoldError(f"two claims are named {twice[0]!r}")
    for claim in claims:
        denied = claim.slots.get("denies")
        if denied is not None and denied not in names:
            raise GoldError(f"denies {denied!r}, which names no claim of the passage")
    if "negative" in tags and claims:
        raise GoldError("is tagged negative and has claims")


def to_input(passage: Passage) -> dict[str, Any]:
    """Return what a system is given: `{id, text, published}`."""
    return {"id": passage.passage_id, "text": passage.text, "published": passage.published.isoformat()}


def to_gold(passage: Passage) -> dict[str, Any]:
    """Return the gold as JSON values: `{id, text, split, tags, claims: [{kind, name, key, trigger, slots}]}`."""
    claims = [
        {
            "kind": claim.kind,
            "name": claim.name,
            "key": list(claim.key),
            "trigger": None if claim.trigger is None else list(claim.trigger),
            "slots": {slot: _plain(value) for slot, value in claim.slots.items()},
        }
        for claim in passage.claims
    ]
    return {
        "id": passage.passage_id,
        "text": passage.text,
        "split": passage.split,
        "tags": list(passage.tags),
        "claims": claims,
    }


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _summary(passages: Sequence[Passage]) -> str:
    kinds = Counter(claim.kind for passage in passages for claim in passage.claims)
    splits = Counter(passage.split for passage in passages)
    empty = sum(not passage.claims for passage in passages)
    head = f"{len(passages)} passages ({splits['dev']} dev, {splits['test']} test, {empty} without claims)"
    return "\n".join([head, *(f"{count:5d} {kind}" for kind, count in kinds.most_common())]) + "\n"


def _write(passages: Sequence[Passage], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, convert in (("input.jsonl", to_input), ("gold.jsonl", to_gold)):
        lines = [json.dumps(convert(passage), ensure_ascii=False) for passage in passages]
        (folder / name).write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 with the message on standard error if a file is wrong."""
    parser = argparse.ArgumentParser(prog="python -m eval.claims_gold", description="Check or convert the claims gold.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="read passage files and say what is wrong")
    check.add_argument("files", nargs="*", type=Path)
    write = commands.add_parser("write", help="write input.jsonl and gold.jsonl")
    write.add_argument("folder", type=Path)
    write.add_argument("--split", choices=SPLITS)
    options = parser.parse_args(arguments)
    try:
        passages = load_passages(getattr(options, "files", None) or None)
    except GoldError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.command == "write":
        passages = tuple(passage for passage in passages if options.split in {None, passage.split})
        _write(passages, options.folder)
    sys.stdout.write(_summary(passages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
