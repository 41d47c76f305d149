"""The time grammar: rules read from `data/times.toml`, compiled to patterns, and the scan that finds where they fit.

Invariants:
1. A rule is tried only at a token that can begin it, and every pattern is bounded, so a scan is linear in the text.
2. Matches of one sentence are in order and do not overlap; the longest rule wins, then the earlier one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from musterbook.errors import RegisterError
from musterbook.model import Sentence

__all__ = [
    "Grammar",
    "Guard",
    "GuardWords",
    "RawTime",
    "Rule",
    "compile_grammar",
    "load_grammar",
    "read_list",
    "scan_sentence",
]

_TABLE = "times.toml"
_DIGIT = "#"
# Between two words: white space, bounded so that a long run of blanks costs nothing.
_GAP = r"[\s ]{1,3}"
_DASHES = frozenset("-–/")
_DASH = r"\s?[-‐‑–—]\s?"
_ELEMENT = re.compile(r"\[[^\[\]]*\]|\S+")
_CLASS = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the grammar.

    Attributes:
        name: as in the table; part of the `why` of a reading.
        kind: which reading it has.
        regex: the compiled pattern, tried at a token's start.
        guards: names of further conditions.
        constants: what the rule fixes ("days": -1).
        example: a text that the rule must find whole.
        starts: lower-case first words, "#" for a digit.
    """

    name: str
    kind: str
    regex: re.Pattern[str]
    guards: tuple[str, ...]
    constants: Mapping[str, int | str | bool]
    example: str
    starts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """All rules, and the words of each class with their values.

    Attributes:
        rules: in the order of the table.
        words: class → word → value.
        guards: the word lists that the guards ask for; lists: those that the readings ask for.
        by_start: first word → the rules that may begin there.
    """

    rules: tuple[Rule, ...]
    words: Mapping[str, Mapping[str, int | str]]
    guards: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]
    by_start: Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTime:
    """A place in a sentence where a rule fits, not yet read.

    Attributes:
        rule: the rule that fits.
        start, end: offsets into the document text.
        text: the text there.
        behind: the four characters after it.
        slots: class or slot name → text, lower case; empty slots are left out.
        sentence: the sentence.
        first, after: index of the first token of the match and of the first one behind it.
    """

    rule: Rule
    start: int
    end: int
    text: str
    behind: str
    slots: Mapping[str, str]
    sentence: Sentence
    first: int
    after: int


Guard = Callable[[RawTime], bool]
GuardWords = Mapping[str, frozenset[str]]


@cache
def load_grammar() -> Grammar:
    """Return the grammar that ships with the package.

    Raises:
        RegisterError: the table is missing, is no TOML, or a rule of it cannot be compiled.
    """
    try:
        text = (files("musterbook.annotate") / "data" / _TABLE).read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegisterError("the table of time words cannot be read", got=str(error), where=_TABLE) from error
    return compile_grammar(table)


def read_list(name: str) -> frozenset[str]:
    """Return a list of words that readings ask for, in lower case; a name that the table lacks is a KeyError."""
    return load_grammar().lists[name]


def compile_grammar(table: Mapping[str, Any]) -> Grammar:
    """Return the grammar of a parsed table.

    Raises:
        RegisterError: a rule lacks a field, or names a class that does not exist.
    """
    words: dict[str, dict[str, int | str]] = table.get("words", {})
    shapes: dict[str, dict[str, str]] = table.get("shapes", {})
    classes = {name: _alternatives(entries) for name, entries in words.items()}
    classes |= {name: shape["regex"] for name, shape in shapes.items()}
    starts = {name: {entry.split()[0].split("-")[0] for entry in entries} for name, entries in words.items()}
    starts |= {name: {_DIGIT} for name in shapes}
    rules = tuple(
        _compile_rule(row, number=number, classes=classes, starts=starts)
        for number, row in enumerate(table.get("rules", ()), start=1)
    )
    by_start: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.starts:
            by_start.setdefault(word, []).append(rule)
    return Grammar(
        rules=rules,
        words=words,
        guards={name: frozenset(entries) for name, entries in table.get("guards", {}).items()},
        lists={name: frozenset(entries) for name, entries in table.get("lists", {}).items()},
        by_start={word: tuple(group) for word, group in by_start.items()},
    )


def _alternatives(entries: Mapping[str, int | str]) -> str:
    """Return an alternation of the words, the longest first, blanks inside them of any kind."""
    ordered = sorted(entries, key=len, reverse=True)
    return "(?:" + "|".join(_GAP.join(re.escape(word) for word in entry.split()) for entry in ordered) + ")"


def _compile_rule(
    row: Mapping[str, Any], *, number: int, classes: Mapping[str, str], starts: Mapping[str, set[str]]
) -> Rule:
    where = f"{_TABLE} rules[{number}]"
    for field in ("name", "pattern", "kind", "example"):
        if not isinstance(row.get(field), str):
            raise RegisterError(f"a time rule lacks its {field}", where=where)
    unknown = [name for name, _ in _CLASS.findall(row["pattern"]) if name not in classes]
    if unknown:
        raise RegisterError("a time rule names a class that does not exist", got=unknown[0], where=where)
    try:
        regex = re.compile(_compile_pattern(row["pattern"], classes) + r"(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise RegisterError("a time rule does not compile", got=str(error), where=where) from error
    return Rule(
        name=row["name"],
        kind=row["kind"],
        regex=regex,
        guards=tuple(row.get("guard", ())),
        constants=row.get("set", {}),
        example=row["example"],
        starts=_first_words(row["pattern"], starts),
    )


def _compile_pattern(pattern: str, classes: Mapping[str, str]) -> str:
    """Return the regular expression of a pattern; see the head of the table for its notation."""
    out: list[str] = []
    needs_gap = has_fixed = False
    for element in _ELEMENT.findall(pattern):
        is_optional = element.startswith("[")
        inner = element.strip("[]") if is_optional else element
        parts = inner.split()
        body = ""
        gap = needs_gap
        for part in parts:
            if part == ",":
                body += r"\s?,"
                gap = True
            elif part == "-" or part.startswith("-|"):
                rest = _one_element(part[2:], classes) if part != "-" else ""
                body += f"(?:{_DASH}|{_GAP}{rest}{_GAP})" if rest else _DASH
                gap = False
            else:
                body += (_GAP if gap else "") + _one_element(part, classes)
                gap = True
        if is_optional and not has_fixed:
            out.append(f"(?:{body}{_GAP})?" if parts[-1] != "," else f"(?:{body})?")
            continue
        out.append(f"(?:{body})?" if is_optional else body)
        has_fixed = True
        needs_gap = gap
    return "".join(out)


def _one_element(element: str, classes: Mapping[str, str]) -> str:
    found = _CLASS.fullmatch(element)
    if found:
        name, slot = found.group(1), found.group(2) or found.group(1)
        return f"(?P<{slot}>{classes[name]})"
    words = (_GAP.join(re.escape(piece) for piece in word.split("_")) for word in element.split("|"))
    return "(?:" + "|".join(words) + ")"


def _first_words(pattern: str, starts: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the lower-case words that can begin the pattern."""
    found: set[str] = set()
    for element in _ELEMENT.findall(pattern):
        is_optional = element.startswith("[")
        first = element.strip("[]").split()[0]
        named = _CLASS.fullmatch(first)
        if named:
            found |= starts[named.group(1)]
        elif first != ",":
            found |= {word.split("_")[0].lower() for word in first.split("|")}
        if not is_optional:
            break
    return frozenset(found)


def scan_sentence(sentence: Sentence, text: str, *, grammar: Grammar, guards: Mapping[str, Guard]) -> Iterator[RawTime]:
    """Yield what the rules find in a sentence, in order, without overlap.

    Args:
        sentence: the sentence.
        text: the text of the document.
        grammar: the rules.
        guards: name → condition on a match.
    """
    done = sentence.start
    for index, token in enumerate(sentence.tokens):
        start, word = token.start, token.text
        while True:
            if start < done:
                # "27 May-28 May": what stands behind the dash may begin inside the token.
                if done >= token.end - 1 or text[done] not in _DASHES:
                    break
                start = done + 1
                word = text[start : token.end]
            rules = _rules_for(grammar, word)
            if not rules or _is_glued(text, start, done):
                break
            found = _best_match(sentence, text, (index, start), rules=rules, guards=guards)
            if found is None:
                break
            done = found.end
            yield found


def _rules_for(grammar: Grammar, word: str) -> tuple[Rule, ...]:
    """Return the rules that may begin with the word."""
    if word[0].isdecimal():
        return grammar.by_start.get(_DIGIT, ())
    key = word.lower()
    rules = grammar.by_start.get(key)
    if rules is None and "-" in key:
        rules = grammar.by_start.get(key.split("-", 1)[0])
    return rules or ()


def _is_glued(text: str, start: int, done: int) -> bool:
    """Return True if the token is the tail of something longer ("GBU-43"), save behind a match ("August-September")."""
    if start == 0:
        return False
    before = text[start - 1]
    if before in _DASHES:
        return done != start - 1 and text[start - 2 : start - 1].isalnum()
    return before.isalnum() or before in ".$€£#"


def _best_match(
    sentence: Sentence, text: str, place: tuple[int, int], *, rules: tuple[Rule, ...], guards: Mapping[str, Guard]
) -> RawTime | None:
    """Return the longest match at an offset of a token (its index and that offset) that passes its guards."""
    index, start = place
    matches = [
        (match.end(), -order, rule, match)
        for order, rule in enumerate(rules)
        if (match := rule.regex.match(text, start, sentence.end))
    ]
    if len(matches) > 1:
        matches.sort(key=lambda item: item[:2], reverse=True)
    for stop, _, rule, match in matches:
        end = stop
        while text[end - 1] in ", ":
            end -= 1
        raw = RawTime(
            rule=rule,
            start=start,
            end=end,
            text=text[start:end],
            behind=text[end : end + 4],
            slots={name: " ".join(value.lower().split()) for name, value in match.groupdict().items() if value},
            sentence=sentence,
            first=index,
            after=_token_after(sentence, index, end),
        )
        if all(guards[name](raw) for name in rule.guards):
            return raw
    return None


def _token_after(sentence: Sentence, index: int, end: int) -> int:
    tokens = sentence.tokens
    while index < len(tokens) and tokens[index].start < end:
        index += 1
    return index
