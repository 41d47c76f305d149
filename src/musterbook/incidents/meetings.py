"""Where tellings of one figure meet: each under a few keys, held against the last few different ones of that key.

A key holds runs: claims that were joined, told by what they state together and by the day of the first. A claim joins
the run it fits, so that a figure which is repeated day after day is no endless chain, or begins a run of its own.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from musterbook.incidents.chains import name_media
from musterbook.incidents.figures import Figure, merge_figures, name_figure, read_figure, tell_of_one
from musterbook.incidents.speakers import Speaker, are_contrary, are_one_between, merge_speakers, name_wholes
from musterbook.model import Claim, DocumentNote

__all__ = ["Meetings", "Telling"]

_MOST_RUNS = 16  # of one key
_COPY_DAYS = 7  # copies are printed within a week; later the same words are a template or history
_SAYING_DAYS = 1  # what is said one evening is printed the next day
_FEWEST_WORDS = 8  # of a sentence that is no phrase of everybody's
_FEWEST_QUOTED = 5
_SHINGLE = 3  # words
_SKETCH = (
    4  # of the smallest shingles of a sentence; sentences that share half of theirs share one of these nearly always
)
_LEAST_SHARED = 0.5  # of the shingles of the shorter sentence
_LONGEST_SENTENCE = 2_000  # characters that are looked at
_WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
_QUOTATION = re.compile(r"[“\"]([^“”\"]{15,400})[”\"]")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One claim on its way to the others; `number` as in Joined, `speaker` None where the outlet speaks."""

    number: int
    claim: Claim
    note: DocumentNote | None
    speaker: Speaker | None


@dataclass(slots=True, kw_only=True)
class _Run:
    """Claims of one key that were joined: the first one's number and day, and what all of them state together."""

    number: int
    day: date | None
    figure: Figure
    speaker: Speaker | None
    shingles: frozenset[int] = frozenset()
    is_own: bool = False


class _Window:
    """Runs by key; those of more than two windows ago are forgotten."""

    def __init__(self) -> None:
        self._recent: dict[Key, deque[_Run]] = {}
        self._older: dict[Key, deque[_Run]] = {}
        self._since: date | None = None
        self._is_dated = True

    def turn(self, day: date | None) -> None:
        """Forget what is too old for a document of this day; undated ones come last and meet only each other."""
        if day is None:
            if self._is_dated:
                self._recent, self._older, self._is_dated = {}, {}, False
        elif self._since is None or (day - self._since).days > _COPY_DAYS:
            is_near = self._since is not None and (day - self._since).days <= 2 * _COPY_DAYS
            self._older, self._recent, self._since = self._recent if is_near else {}, {}, day

    def runs(self, key: Key) -> Iterator[_Run]:
        """Yield the runs of a key, the latest first."""
        for runs in (self._recent.get(key), self._older.get(key)):
            if runs:
                yield from reversed(runs)

    def add(self, key: Key, run: _Run) -> None:
        self._recent.setdefault(key, deque(maxlen=_MOST_RUNS)).append(run)


class Meetings:
    """Holds each telling against those met before; `join` is called with two numbers and the reason."""

    def __init__(self, join: Callable[[int, int, str], None]) -> None:
        self._join = join
        self._window = _Window()
        self._copied: dict[Key, tuple[int, str]] = {}

    def meet(self, telling: Telling) -> None:
        """Join a telling with what it fits; documents must come in order of their days, undated ones last."""
        self._window.turn(telling.note.published if telling.note else None)
        if self._is_copy(telling):
            # What a copy is printed with, a later day above all, must join nothing that its original does not.
            return
        self._meet_words(telling)
        if name_figure(telling.claim) is not None:
            self._meet_sayings(telling)
            self._meet_media(telling)

    def _is_copy(self, telling: Telling) -> bool:
        """Return True if the claim stands in a copy of a text met before, and was joined with it.

        A headline is edited: a figure without a source goes by its number.
        """
        note, claim = telling.note, telling.claim
        if note is None or note.copy_group_id is None:
            return False
        name = name_figure(claim)
        words = (note.copy_group_id, "words", claim.kind, *(name or ()), " ".join(claim.sentence.split()).casefold())
        figure = None if name is None else (note.copy_group_id, "figure", *name)
        first = self._copied.get(words)
        if first is None and telling.speaker is None and figure is not None:
            first = self._copied.get(figure)
        for key in (words, figure):
            if key is not None:
                self._copied.setdefault(key, (telling.number, claim.document_id))
        if first is None or first[1] == claim.document_id:
            return False
        self._join(first[0], telling.number, "the same words in copies of one text")
        return True

    def _meet_words(self, telling: Telling) -> None:
        claim = telling.claim
        sentence = claim.sentence[:_LONGEST_SENTENCE]
        words = [found.group().casefold() for found in _WORD.finditer(sentence)]
        run = self._make_run(telling, telling.note.published if telling.note else None)
        for quotation in _QUOTATION.findall(sentence):
            quoted = [found.group().casefold() for found in _WORD.finditer(quotation)]
            if len(quoted) >= _FEWEST_QUOTED:
                self._meet(("quotation", *quoted), run, _is_one_quotation, "the same quotation")
        if len(words) < _FEWEST_WORDS:
            return
        # One sentence may hold the figures of two speakers: "the authorities say 14 died; a doctor has counted 22".
        name = name_figure(claim)
        key = ("sentence", claim.kind, *(name or ()), *words)
        self._meet(key, run, _is_one_sentence, "the same sentence in two reports")
        if name is not None:
            run.shingles = _shingle(words)
            for shingle in sorted(run.shingles)[:_SKETCH]:
                self._meet(("near", *name, shingle), run, _is_near_sentence, "nearly the same sentence in two reports")

    def _meet_sayings(self, telling: Telling) -> None:
        speaker, said_on = telling.speaker, telling.claim.said_on
        if speaker is None or said_on is None or speaker.is_medium:
            return
        run = self._make_run(telling, said_on)
        name = name_figure(telling.claim) or ()
        names = [("person", speaker.person)] if speaker.person else []
        if not speaker.is_crowd:
            names.extend(("body", word) for word in name_wholes(speaker))
            if speaker.actor_id is not None:
                names.append(("actor", speaker.actor_id))
        for kind, word in names:
            self._meet(
                ("saying", *name, kind, word), run, _is_one_saying, "the same speaker gives the same figure at one time"
            )

    def _meet_media(self, telling: Telling) -> None:
        through, printed = name_media(telling.claim, telling.note)
        day = telling.note.published if telling.note else None
        name = name_figure(telling.claim) or ()
        for media, is_own in ((through, False), (printed, True)):
            for medium in sorted(media):
                run = self._make_run(telling, day)
                run.is_own = is_own
                self._meet(("medium", *name, medium), run, _is_one_story, f"the same figure through {medium}")

    @staticmethod
    def _make_run(telling: Telling, day: date | None) -> _Run:
        return _Run(number=telling.number, day=day, figure=read_figure(telling.claim), speaker=telling.speaker)

    def _meet(self, key: Key, new: _Run, is_one: Callable[[_Run, _Run], bool], reason: str) -> None:
        for run in self._window.runs(key):
            if is_one(run, new):
                self._join(run.number, new.number, reason)
                run.figure = merge_figures(run.figure, new.figure)
                if run.speaker is None or new.speaker is None:
                    run.speaker = run.speaker or new.speaker
                else:
                    run.speaker = merge_speakers(run.speaker, new.speaker)
                return
        self._window.add(key, _copy_run(new))


def _copy_run(run: _Run) -> _Run:
    """Return a run of its own for another key: what one key learns is not what another may build on."""
    return _Run(
        number=run.number, day=run.day, figure=run.figure, speaker=run.speaker, shingles=run.shingles, is_own=run.is_own
    )


def _shingle(words: list[str]) -> frozenset[int]:
    return frozenset(
        zlib.crc32(" ".join(words[start : start + _SHINGLE]).encode("utf-8", "surrogatepass"))
        for start in range(len(words) - _SHINGLE + 1)
    )


def _are_near(run: _Run, new: _Run, *, days: int) -> bool:
    if run.day is None or new.day is None:
        return run.day is new.day
    return abs((new.day - run.day).days) <= days


def _is_one_quotation(run: _Run, new: _Run) -> bool:
    return _are_near(run, new, days=_COPY_DAYS) and not are_contrary(run.speaker, new.speaker)


def _is_one_sentence(run: _Run, new: _Run) -> bool:
    return _are_near(run, new, days=_COPY_DAYS) and tell_of_one(run.figure, new.figure)


def _is_near_sentence(run: _Run, new: _Run) -> bool:
    if not _is_one_sentence(run, new) or are_contrary(run.speaker, new.speaker):
        return False
    shared = len(run.shingles & new.shingles)
    return shared >= _LEAST_SHARED * min(len(run.shingles), len(new.shingles))


def _is_one_saying(run: _Run, new: _Run) -> bool:
    if run.speaker is None or new.speaker is None:
        return False
    days = _COPY_DAYS if run.speaker.is_document and new.speaker.is_document else _SAYING_DAYS
    return (
        _are_near(run, new, days=days)
        and are_one_between(run.speaker, new.speaker)
        and tell_of_one(run.figure, new.figure)
    )


def _is_one_story(run: _Run, new: _Run) -> bool:
    # Two reports of a paper's own need not be one story; one of the two must say that it has it from there.
    if (run.is_own and new.is_own) or not _are_near(run, new, days=_SAYING_DAYS):
        return False
    return not are_contrary(run.speaker, new.speaker) and tell_of_one(run.figure, new.figure)
