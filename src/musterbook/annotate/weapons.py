"""Weapons of a document: words for a class, designations of models, and nicknames.

1. the longest name wins ("rocket-propelled grenade" before "rocket")
2. a generic word takes another class where the sentence says so ("dropped … bomb" → aerial bomb)
3. a nickname named anywhere in a document belongs to every mention of that model in it
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from musterbook.annotate.phrases import Hit, PhraseIndex, fold, keeps_capitals
from musterbook.errors import RegisterError
from musterbook.model import Document, Mention, Sentence, WeaponClass, WeaponReading, make_id

__all__ = ["WeaponName", "WeaponTable", "find_weapons", "load_weapons", "read_weapons"]

_FILE = Path(__file__).parent / "data" / "weapons.toml"
_WORD = re.compile(r"[\w'-]+")
_FIELDS = frozenset({"class", "words", "model", "names", "nicknames", "near", "only_near", "not_after"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponName:
    """One way to write a weapon.

    Attributes:
        written: the name.
        weapon_class: its class.
        model: normalised designation; None for generic words.
        is_nickname: the name is a nickname of the model.
        near: (class, words): it is of that class where one of the words stands in the sentence.
        only_near: it is a weapon only where one of these words stands in the sentence ("mine"); () = anywhere.
        not_after: words it never follows as a weapon ("fuel tank").
    """

    written: str
    weapon_class: WeaponClass
    model: str | None = None
    is_nickname: bool = False
    near: tuple[tuple[WeaponClass, tuple[str, ...]], ...] = ()
    only_near: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    def is_written_so(self, text: str) -> bool:
        """Return whether the text, equal when folded, has the capitals that the name needs."""
        letters = "".join(filter(str.isalpha, self.written))
        if letters.isupper():
            return "".join(filter(str.isalpha, text)).isupper()
        # A nickname is quoted in small letters as often as not: ‘the mother of all bombs’.
        return self.is_nickname or keeps_capitals(text, self.written)


class WeaponTable:
    """All names of weapons, indexed."""

    def __init__(self, names: Sequence[WeaponName]) -> None:
        self.names = tuple(names)
        self._index = PhraseIndex((name.written, name) for name in self.names)

    def scan(self, text: str, folded: str) -> list[Hit[tuple[WeaponName, ...]]]:
        """Return the names of weapons in the text, in order, longest first."""

        def accepts(start: int, end: int, values: tuple[WeaponName, ...]) -> tuple[WeaponName, ...]:
            return tuple(name for name in values if name.is_written_so(text[start:end]))

        return self._index.find(folded, accepts=accepts)


def find_weapons(
    sentences: Sequence[Sentence], *, document: Document, table: WeaponTable | None = None
) -> tuple[Mention, ...]:
    """Return the weapon mentions of a document, in order, none overlapping another.

    Args:
        sentences: of the document, in order.
        document: the text the sentences point into.
        table: the weapons that are known; None: those that come with Musterbook.
    """
    text = document.text
    folded = fold(text)
    hits = (table or load_weapons()).scan(text, folded)
    nicknames = {hit.value[0].model: text[hit.start : hit.end] for hit in reversed(hits) if hit.value[0].is_nickname}
    mentions: list[Mention] = []
    position = 0
    for sentence in sentences:
        while position < len(hits) and hits[position].start < sentence.start:
            position += 1
        while position < len(hits) and hits[position].end <= sentence.end:
            hit = hits[position]
            position += 1
            name = _choose(hit, folded, sentence)
            if name is None:
                continue
            reading = WeaponReading(
                weapon_class=name.weapon_class,
                model=name.model,
                nickname=nicknames.get(name.model) if name.model else None,
                words=text[hit.start : hit.end],
            )
            mentions.append(
                Mention(
                    mention_id=make_id("m", document.document_id, "weapon", hit.start, hit.end),
                    kind="weapon",
                    start=hit.start,
                    end=hit.end,
                    text=reading.words,
                    reading=reading,
                )
            )
    return tuple(mentions)


def _choose(hit: Hit[tuple[WeaponName, ...]], folded: str, sentence: Sentence) -> WeaponName | None:
    """Return the name as it is meant in the sentence; None where the word means something else there."""
    name = hit.value[0]
    before = folded[sentence.start : hit.start].split()
    if before and before[-1] in name.not_after:
        return None
    # "shell", "gun", "mortar" are verbs too: "to gun down".
    token = next((token for token in sentence.tokens if token.start < hit.end <= token.end), None)
    if name.model is None and token is not None and token.pos in {"VERB", "AUX", "PRON"}:
        return None
    around = f" {' '.join(_WORD.findall(folded[sentence.start : sentence.end]))} "
    if name.only_near and not any(f" {word} " in around for word in name.only_near):
        return None
    for weapon_class, words in name.near:
        if any(f" {word} " in around for word in words):
            return replace(name, weapon_class=weapon_class)
    return name


@cache
def load_weapons() -> WeaponTable:
    """Return the table that comes with Musterbook; read once per process."""
    return read_weapons(_FILE.read_text(encoding="utf-8"), where=_FILE.name)


def read_weapons(text: str, *, where: str) -> WeaponTable:
    """Return the table in a TOML text.

    Raises:
        RegisterError: with every fault: unknown classes or fields, rows without names, names that two rows claim.
    """
    try:
        rows = tomllib.loads(text).get("weapon", [])
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the table of weapons is no TOML", got=str(error), where=where) from error
    faults: list[str] = []
    names: dict[str, WeaponName] = {}
    for number, row in enumerate(rows, start=1):
        found = list(_check_row(row))
        faults.extend(f"weapon {number}: {fault}" for fault in found)
        for name in () if found else _read_row(row):
            key = " ".join(fold(name.written).split())
            other = names.setdefault(key, name)
            if other is not name and (other.weapon_class, other.model) != (name.weapon_class, name.model):
                faults.append(f"weapon {number}: {name.written!r} is also {other.model or other.weapon_class}")
    if faults:
        raise RegisterError("the table of weapons is faulty:\n  " + "\n  ".join(faults), where=where)
    return WeaponTable(tuple(names.values()))


def _check_row(row: Mapping[str, Any]) -> Iterator[str]:
    classes = get_args(WeaponClass)
    for weapon_class in (row.get("class"), *row.get("near", {})):
        if weapon_class not in classes:
            yield f"the class must be one of {', '.join(classes)}, got {weapon_class!r}"
    if unknown := set(row) - _FIELDS:
        yield f"unknown fields {sorted(unknown)}"
    if not any(row.get(field) for field in ("words", "names", "nicknames")):
        yield "it has neither words nor names"
    if (row.get("names") or row.get("nicknames")) and not row.get("model"):
        yield "names and nicknames need a model"


def _read_row(row: Mapping[str, Any]) -> Iterator[WeaponName]:
    near = tuple(
        (weapon_class, tuple(fold(word) for word in words)) for weapon_class, words in row.get("near", {}).items()
    )
    only_near = tuple(fold(word) for word in row.get("only_near", ()))
    not_after = tuple(row.get("not_after", ()))
    for word in row.get("words", ()):
        for written in _expand(word):
            yield WeaponName(
                written=written, weapon_class=row["class"], near=near, only_near=only_near, not_after=not_after
            )
    for field in ("names", "nicknames"):
        for name in row.get(field, ()):
            for written in dict.fromkeys((name, name if name.endswith("s") else f"{name}s")):
                yield WeaponName(
                    written=written, weapon_class=row["class"], model=row["model"], is_nickname=field == "nicknames"
                )


def _expand(word: str) -> tuple[str, ...]:
    if word.startswith("="):
        return (word[1:],)
    if "/" in word:
        singular, plural = word.split("/", 1)
        return (singular, plural)
    return (word, f"{word}s")
