"""The table of words that attribute, read from attribution.toml and checked as it loads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from musterbook.errors import RegisterError
from musterbook.model import EvidenceKind, SourceKind, Stance

__all__ = ["CueTable", "Phrase", "load_cues", "read_cues"]

_FILE = "attribution.toml"
_FRAME = re.compile(r"clause|infinitive|object|named|quantity|bodies|prep:[a-z]+|object\+[a-z]+")
_LISTS: Mapping[str, tuple[str, str]] = {
    "strong": ("strong", "lemmas"), "tails": ("tails", "lemmas"), "day_leads": ("tails", "day_leads"),
    "quoting": ("quoting", "lemmas"), "falsehoods": ("falsehoods", "words"), "papers": ("papers", "words"), "remains": ("remains", "words"), "refusing": ("refusing", "lemmas"), "raised": ("passive", "raised"),
    "adverbs": ("passive", "adverbs"), "bodies": ("bodies", "words"), "facing": ("parties", "facing"),
    "belonging": ("parties", "verbs"), "carriers": ("channels", "names"), "ranks": ("roles", "ranks"),
    "titles": ("roles", "titles"), "offices": ("roles", "offices"), "portfolios": ("roles", "portfolios"),
    "unnamed": ("roles", "unnamed"), "plain": ("roles", "plain"), "honorifics": ("roles", "honorifics"),
}  # fmt: skip
"""Field of `CueTable` → section and key of its list in the table."""

_BACKGROUND = ("circumstances", "distances", "grounds", "relatives", "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in front of a source ("according to"), lower case."""

    words: tuple[str, ...]
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CueTable:
    """What attribution.toml holds, ready for look-up by lower-case lemma.

    Attributes:
        frames: verb lemma → frame → stance.
        strong: verb lemmas whose content may be guessed from the neighbourhood.
        tails: verb lemmas that end a clause with their speaker before them ("…, the ministry reports").
        day_leads: words that stand before the day on which somebody spoke ("said late on Monday").
        background: what tells that the words behind a speaker are the outlet's, by the lists of the table.
        falsehoods: what somebody calls a statement that he denies.
        remains: words for the dead whom somebody saw ("found six bodies").
        papers: nouns for that in which somebody tells it ("in a statement").
        quoting: verb lemmas before somebody "as saying".
        refusing: verb lemmas that negate the infinitive behind them ("declined to confirm").
        negated: verb lemma → stance of its negation; a lemma that is missing asserts nothing when negated.
        phrases: by their first word.
        nouns: noun lemma → stance.
        passive: verb lemma → stance of a passive without an agent.
        raised: those of them that stand before an infinitive without an auxiliary ("believed to have 300 men").
        agents: verb lemma → stance of a passive that attributes a number, and only with an agent.
        charges: verb lemma → stance of a passive that attributes a charge, and only with an agent ("blamed by the army on the rebels").
        adverbs: adverbs that stand for such a passive ("reportedly").
        sources: words of one to three tokens → kind of source.
        bodies: words that make a run of capitals the name of a body, not of a person.
        ranks, titles, offices: words beside a name that make it an office holder's, a spokesperson's or a commander's.
        portfolios: offices of a government that are for something ("minister of information").
        unnamed: roles that are kept while the name beside them is not.
        plain: words in front of an office that are no part of an organisation's name.
        facing: words behind which an actor is not the party of a source; belonging: verb lemmas that make it its party in a clause about it.
        channels: verb lemma → prepositions before the carrier, "" for a direct object.
        hedges: one linear pattern over the text; its group names are in `hedge_scales`.
        evidence: (kind, pattern), the first that matches wins.
        evidence_continues: how a sentence starts that goes on about the speaker of the one before.
    """

    frames: Mapping[str, Mapping[str, Stance]]
    strong: frozenset[str]
    tails: frozenset[str]
    day_leads: frozenset[str]
    background: Mapping[str, frozenset[str]]
    falsehoods: frozenset[str]
    papers: frozenset[str]
    remains: frozenset[str]
    quoting: frozenset[str]
    refusing: frozenset[str]
    negated: Mapping[str, Stance]
    phrases: Mapping[str, tuple[Phrase, ...]]
    nouns: Mapping[str, Stance]
    passive: Mapping[str, Stance]
    raised: frozenset[str]
    agents: Mapping[str, Stance]
    charges: Mapping[str, Stance]
    adverbs: frozenset[str]
    sources: Mapping[str, SourceKind]
    bodies: frozenset[str]
    ranks: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    portfolios: frozenset[str]
    unnamed: frozenset[str]
    plain: frozenset[str]
    honorifics: frozenset[str]
    facing: frozenset[str]
    belonging: frozenset[str]
    channels: Mapping[str, frozenset[str]]
    carriers: frozenset[str]
    hedges: re.Pattern[str]
    hedge_scales: Mapping[str, str]
    evidence: tuple[tuple[EvidenceKind, re.Pattern[str]], ...]
    evidence_continues: re.Pattern[str]


@cache
def load_cues() -> CueTable:
    """Return the table that ships with the package.

    Raises:
        RegisterError: the file is missing or faulty.
    """
    try:
        text = (resources.files("musterbook.annotate") / "data" / _FILE).read_text("utf-8")
    except OSError as error:
        raise RegisterError("the table of attribution words cannot be read", where=_FILE) from error
    return read_cues(text)


def read_cues(text: str) -> CueTable:
    """Return the table that the TOML text holds.

    Raises:
        RegisterError: not TOML, a table is missing, or a stance, kind or frame is unknown; `where` names the row.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the table of attribution words is not TOML", got=str(error), where=_FILE) from error
    try:
        return _build(raw)
    except (KeyError, TypeError) as error:
        raise RegisterError("the table of attribution words lacks a part", got=str(error), where=_FILE) from error


def _build(raw: Mapping[str, Any]) -> CueTable:
    scales = {f"scale{index}": row["scale"] for index, row in enumerate(raw["hedges"])}
    return CueTable(
        **{name: frozenset(raw[section][key]) for name, (section, key) in _LISTS.items()},
        frames=_read_frames(raw["verbs"]),
        background={key: frozenset(raw["background"][key]) for key in _BACKGROUND},
        negated={lemma: _stance(key, "negated") for key, lemmas in raw["negated"].items() for lemma in lemmas},
        phrases=_read_phrases(raw["phrases"]),
        nouns={
            lemma: _stance(row["stance"], f"nouns[{index}]")
            for index, row in enumerate(raw["nouns"])
            for lemma in row["lemmas"]
        },
        passive={
            lemma: _stance(key, "passive")
            for key, lemmas in raw["passive"].items()
            if key not in {"adverbs", "raised"}
            for lemma in lemmas
        },
        agents={lemma: _stance(key, "agents") for key, lemmas in raw["agents"].items() for lemma in lemmas},
        charges={lemma: _stance(key, "charges") for key, lemmas in raw["charges"].items() for lemma in lemmas},
        sources=_read_sources(raw["sources"]),
        channels=_read_channels(raw["channels"]["verbs"]),
        hedges=re.compile(
            "|".join(f"(?P<scale{index}>{_any_of(row['words'])})" for index, row in enumerate(raw["hedges"])),
            re.IGNORECASE,
        ),
        hedge_scales=scales,
        evidence=tuple(
            (_evidence(row["kind"], f"evidence[{index}]"), re.compile(_any_of(row["words"]), re.IGNORECASE))
            for index, row in enumerate(raw["evidence"])
        ),
        evidence_continues=re.compile(r"\s*" + _any_of(raw["evidence_continues"]["words"]), re.IGNORECASE),
    )


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; words only, so it is linear."""
    ordered = sorted(words, key=len, reverse=True)
    return r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) + r")\b"


def _read_frames(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Stance]]:
    """Return lemma → frame → stance; where two rows give a lemma the same frame, the later row wins."""
    frames: dict[str, dict[str, Stance]] = {}
    for index, row in enumerate(rows):
        stance = _stance(row["stance"], f"verbs[{index}]")
        for frame in row["frames"]:
            if not _FRAME.fullmatch(frame):
                raise RegisterError("unknown frame of a verb", got=repr(frame), where=f"{_FILE} verbs[{index}]")
            for lemma in row["lemmas"]:
                frames.setdefault(lemma, {})[frame] = stance
    return frames


def _read_phrases(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Phrase, ...]]:
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for index, row in enumerate(rows):
        phrase = Phrase(words=tuple(row["words"].split()), stance=_stance(row["stance"], f"phrases[{index}]"))
        phrases[phrase.words[0]] = (*phrases.get(phrase.words[0], ()), phrase)
    return phrases


def _read_sources(rows: Iterable[Mapping[str, Any]]) -> dict[str, SourceKind]:
    sources: dict[str, SourceKind] = {}
    for index, row in enumerate(rows):
        kind = _source_kind(row["kind"], f"sources[{index}]")
        for words in row["words"]:
            if sources.setdefault(words, kind) != kind:
                raise RegisterError(
                    "a word names two kinds of source", got=repr(words), where=f"{_FILE} sources[{index}]"
                )
    return sources


def _read_channels(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    channels: dict[str, frozenset[str]] = {}
    for lemma, preposition in rows:
        channels[lemma] = channels.get(lemma, frozenset()) | {preposition}
    return channels


def _stance(value: str, row: str) -> Stance:
    for stance in get_args(Stance):
        if stance == value:
            return stance  # type: ignore[no-any-return]  # get_args is untyped
    raise RegisterError("unknown stance", expected=", ".join(get_args(Stance)), got=repr(value), where=f"{_FILE} {row}")


def _source_kind(value: str, row: str) -> SourceKind:
    for kind in get_args(SourceKind):
        if kind == value:
            return kind  # type: ignore[no-any-return]  # get_args is untyped
    raise RegisterError(
        "unknown kind of source", expected=", ".join(get_args(SourceKind)), got=repr(value), where=f"{_FILE} {row}"
    )


def _evidence(value: str, row: str) -> EvidenceKind:
    for kind in get_args(EvidenceKind):
        if kind == value:
            return kind  # type: ignore[no-any-return]  # get_args is untyped
    raise RegisterError(
        "unknown kind of evidence", expected=", ".join(get_args(EvidenceKind)), got=repr(value), where=f"{_FILE} {row}"
    )
