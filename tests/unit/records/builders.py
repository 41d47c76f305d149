"""Annotated documents from marked text: the language model gives the tokens, the marks give the mentions.

`{words|actor ID SIDE}`, `{words|place KIND ID}`, `{words|time FIRST LAST}`, `{words|quantity LOW HIGH BOUND UNIT}`,
`{words|weapon CLASS MODEL}`; "-" stands for nothing and what is left out at the end is nothing too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from musterbook.annotate.language import LanguageModel
from musterbook.config import RecordSettings
from musterbook.model import (
    ActorReading,
    AnnotatedDocument,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Document,
    DocumentRecord,
    Mention,
    Place,
    PlaceReading,
    Published,
    QuantityReading,
    Reading,
    Source,
    TimeReading,
    WeaponReading,
)
from musterbook.records import run

PUBLISHED = date(2018, 5, 16)
_MARK = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


def annotate(
    marked: str,
    language: LanguageModel,
    *,
    said: Sequence[Attribution] = (),
    published: date | None = PUBLISHED,
    kinds: Sequence[BlockKind] = (),
) -> AnnotatedDocument:
    """Return the document of the marked text; blocks are separated by blank lines and are paragraphs unless `kinds` says."""
    text, spans = _strip(marked)
    blocks: list[Block] = []
    start = 0
    for index, part in enumerate(text.split("\n\n")):
        kind = kinds[index] if index < len(kinds) else "paragraph"
        blocks.append(Block(kind=kind, start=start, end=start + len(part)))
        start += len(part) + 2
    document = Document(
        document_id="d-1",
        report_id="r-1",
        text=text,
        blocks=tuple(blocks),
        location="test.txt",
        published=None if published is None else Published(day=published, origin="given"),
        language="en",
    )
    ((_, sentences),) = language.analyse([document])
    outlet = [
        Attribution(start=held.start, end=held.end, source=Source(kind="outlet"), mode="none_stated")
        for held in sentences
    ]
    return AnnotatedDocument(
        document=document,
        sentences=sentences,
        mentions=tuple(_mention(text, span) for span in spans),
        attributions=tuple(sorted([*outlet, *said], key=lambda held: held.start)),
    )


def read(marked: str, language: LanguageModel, **options: Any) -> DocumentRecord:
    """Return the record of the marked text."""
    annotated = annotate(marked, language, **options)
    return run([annotated], settings=RecordSettings(), made_by="test").made[0]


def claims(marked: str, language: LanguageModel, kind: str, **options: Any) -> list[Claim]:
    """Return the claims of one kind."""
    return [claim for claim in read(marked, language, **options).claims if claim.kind == kind]


def saying(text: str, content: str, **fields: Any) -> Attribution:
    """Return an attribution of the content; fields of the source and of the attribution by name."""
    start = text.index(content)
    cue = fields.pop("cue", None)
    cue_start = None if cue is None else text.index(cue)
    source = fields.pop("source", Source(kind="officials", words="officials"))
    return Attribution(
        start=start,
        end=start + len(content),
        source=source,
        mode=fields.pop("mode", "indirect"),
        cue=cue,
        cue_start=cue_start,
        cue_end=None if cue is None or cue_start is None else cue_start + len(cue),
        **fields,
    )


def plain(marked: str) -> str:
    """Return the text without its marks."""
    return _strip(marked)[0]


def _strip(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, last = "", 0
    spans: list[tuple[int, int, str]] = []
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return text + marked[last:], spans


def _mention(text: str, span: tuple[int, int, str]) -> Mention:
    start, end, mark = span
    kind, *values = mark.split()
    words = text[start:end]
    values = [*values, *["-"] * 5]
    makers = {"actor": actor, "place": place, "time": when, "quantity": quantity, "weapon": weapon}
    reading: Reading = makers[kind](words, *values)
    return Mention(mention_id=f"m-{start}-{kind}", kind=kind, start=start, end=end, text=words, reading=reading)  # type: ignore[arg-type]


def _or_none(value: str) -> str | None:
    return None if value == "-" else value


def actor(words: str, actor_id: str, side: str, role: str = "-", *_: str) -> ActorReading:
    """A reading of an actor; the register's name is the id with capitals."""
    held = _or_none(actor_id)
    name = None if held is None else held.replace("-", " ").title()
    return ActorReading(actor_id=held, name=name, side=side, words=words, role=_or_none(role), why="test")  # type: ignore[arg-type]


def place(words: str, kind: str, place_id: str = "-", adm1: str = "-", *_: str) -> PlaceReading:
    """A reading of a place in country XA."""
    held = Place(
        place_id=f"gn:{words}" if place_id == "-" else place_id,
        geonames_id=None,
        name=words,
        kind=kind,  # type: ignore[arg-type]
        country="XA",
        adm1_id=_or_none(adm1),
    )
    precision = {"town": 1, "landmark": 1, "adm2": 3, "adm1": 4, "border": 5, "region": 5, "country": 6}[kind]
    return PlaceReading(place=held, where_prec=precision, words=words, why="test")


def when(words: str, first: str, last: str = "-", *_: str) -> TimeReading:
    """A reading of a day, or of an interval; "duration" and "now" are what they say, "month-1" stays unresolved."""
    if first == "duration":
        return TimeReading(earliest=None, latest=None, granularity="duration", timex="P1Y", words=words, why="test")
    if first == "now":
        return TimeReading(
            earliest=PUBLISHED, latest=PUBLISHED, granularity="day", timex="PRESENT_REF", words=words, why="test"
        )
    if first.startswith("month"):
        return TimeReading(earliest=None, latest=None, granularity="month", timex=first, words=words, why="unresolved")
    begin = date.fromisoformat(first)
    end = begin if last == "-" else date.fromisoformat(last)
    days = (end - begin).days
    return TimeReading(
        earliest=begin,
        latest=end,
        granularity="day" if days == 0 else "month",
        timex=first if days == 0 else first[:7],
        date_prec=1 if days == 0 else 4,
        words=words,
        why="test",
    )


def quantity(words: str, low: str, high: str = "-", bound: str = "exact", unit: str = "-", *_: str) -> QuantityReading:
    """A reading of a number of people, or of a percentage where the unit is "percent"."""
    is_share = unit in {"percent", "factor", "share"}
    return QuantityReading(
        low=None if low == "-" else float(low) if "." in low else int(low),
        high=None if high == "-" else float(high) if "." in high else int(high),
        bound=bound,  # type: ignore[arg-type]
        unit=_or_none(unit),
        unit_kind="percent" if is_share else "people",
        is_relative=is_share,
        words=words,
        includes=bound == "exact" and unit == "included",
        is_addition=words.lower().startswith("another "),
    )


def weapon(words: str, weapon_class: str, model: str = "-", *_: str) -> WeaponReading:
    """A reading of a weapon."""
    return WeaponReading(weapon_class=weapon_class, model=_or_none(model), words=words)  # type: ignore[arg-type]
