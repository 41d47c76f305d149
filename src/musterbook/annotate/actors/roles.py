"""Words that describe an actor ("fighters", "security forces"), read from a table and found in text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from musterbook.annotate.phrases import Hit, PhraseIndex, fold, keeps_capitals
from musterbook.errors import RegisterError
from musterbook.model import Side

__all__ = ["Role", "Roles", "Word", "load_roles", "read_roles"]

_FILE = Path(__file__).parent.parent / "data" / "roles.toml"
RoleKind = Literal["force", "person", "part"]
WordKind = Literal["role", "act", "not_actor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What one role word says; the fields are those of the table, explained there."""

    side: Side
    kind: RoleKind
    alone: bool = False
    definite: bool = False
    local: bool = False
    modifier: bool = True
    is_plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One entry of the table: a role, an act of armed forces, or a name that is no actor."""

    written: str
    kind: WordKind
    role: Role | None = None


class Roles:
    """The table of roles, indexed, and the small word lists that belong to it."""

    def __init__(self, words: tuple[Word, ...], lists: Mapping[str, frozenset[str]]) -> None:
        self.words = words
        self.determiners = lists["determiners"]
        self.linked = lists["linked"]
        self.opposed = lists["opposed"]
        self.belongs = lists["belongs"]
        self.fillers = lists["fillers"]
        self.foreign = lists["foreign"]
        self.heads = lists["heads"]
        self.counted = lists["counted"]
        self.owning = lists["owning"]
        self.branches = lists["branches"]
        self.arms = lists["arms"]
        self.not_acting = lists["not_acting"]
        self.seat_verbs = lists["seat_verbs"]
        self.ambiguous = lists["ambiguous"]
        self.capitals_before = lists["before"]
        self.capitals_verbs = lists["verbs"]
        self._single = frozenset(fold(word.written) for word in words if word.kind != "not_actor")
        self._index = PhraseIndex((word.written, word) for word in words)

    def is_word(self, text: str) -> bool:
        """Return whether the text is one role word or act, in any case."""
        return fold(text) in self._single

    def scan(self, text: str, folded: str) -> list[Hit[tuple[Word, ...]]]:
        """Return the roles, acts and non-actors in the text, in order, longest first."""

        def accepts(start: int, end: int, values: tuple[Word, ...]) -> tuple[Word, ...]:
            word = values[0]
            if word.kind != "not_actor" or keeps_capitals(text[start:end], word.written):
                return values
            return ()

        return self._index.find(folded, accepts=accepts)


@cache
def load_roles() -> Roles:
    """Return the table that comes with Musterbook; read once per process."""
    return read_roles(_FILE.read_text(encoding="utf-8"), where=_FILE.name)


def read_roles(text: str, *, where: str) -> Roles:
    """Return the table in a TOML text.

    Raises:
        RegisterError: with every fault: unknown sides or kinds, empty rows, words that two rows claim.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the table of roles is no TOML", got=str(error), where=where) from error
    faults: list[str] = []
    words: dict[str, Word] = {}
    for number, row in enumerate(table.get("role", ()), start=1):
        found = [f"role {number}: {fault}" for fault in _check_row(row)]
        faults.extend(found)
        for written, is_plural in () if found else _expand(row["words"]):
            if written.lower() in words:
                faults.append(f"role {number}: {written!r} stands in two rows")
            fields = {key: value for key, value in row.items() if key != "words"}
            words[written.lower()] = Word(written=written, kind="role", role=Role(**fields, is_plural=is_plural))
    for written in table.get("acts", {}).get("words", ()):
        words.setdefault(written, Word(written=written, kind="act"))
    for written in table.get("not_actors", {}).get("phrases", ()):
        words[written.lower()] = Word(written=written, kind="not_actor")
    lists, missing = _read_lists(table)
    faults.extend(missing)
    if faults:
        raise RegisterError("the table of roles is faulty:\n  " + "\n  ".join(faults), where=where)
    return Roles(tuple(words.values()), lists)


def _read_lists(table: Mapping[str, Any]) -> tuple[dict[str, frozenset[str]], list[str]]:
    wanted = {
        "grammar": (
            "determiners",
            "linked",
            "opposed",
            "belongs",
            "fillers",
            "foreign",
            "heads",
            "counted",
            "owning",
            "branches",
            "arms",
        ),
        "agents": ("not_acting", "seat_verbs"),
        "capitals": ("ambiguous", "before", "verbs"),
    }
    lists = {name: frozenset(table.get(part, {}).get(name, ())) for part, names in wanted.items() for name in names}
    return lists, [f"the list {name!r} is missing" for name, entries in lists.items() if not entries]


def _check_row(row: Mapping[str, Any]) -> Iterator[str]:
    if not row.get("words"):
        yield "it has no words"
    if row.get("side") not in get_args(Side):
        yield f"the side must be one of {', '.join(get_args(Side))}, got {row.get('side')!r}"
    if row.get("kind") not in get_args(RoleKind):
        yield f"the kind must be one of {', '.join(get_args(RoleKind))}, got {row.get('kind')!r}"
    unknown = set(row) - {"words", "side", "kind", "alone", "definite", "local", "modifier"}
    if unknown:
        yield f"unknown fields {sorted(unknown)}"


def _expand(words: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield each form and whether it is a plural; a form without a partner is a plural if it ends in one."""
    for word in words:
        if word.startswith("="):
            yield word[1:], word.endswith("s")
        elif "/" in word:
            singular, plural = word.split("/", 1)
            yield singular, False
            yield plural, True
        else:
            yield word, False
            yield _make_plural(word), True


def _make_plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("woman"):
        return word[:-5] + "women"
    if word == "child":
        return "children"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "ch", "sh", "x")):
        return word + "es"
    return word + "s"
