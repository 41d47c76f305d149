"""The frame that a count of people stands in, where only the order of the words tells its fate."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Outcome
from musterbook.records.sentences.frames import Frame, Match, load_frames, try_frame
from musterbook.records.sentences.views import SentenceView

__all__ = ["frame_match"]


def frame_match(view: SentenceView, at: int, *, outcome: Outcome, last: int, noun: int) -> Match:
    """Return the frame that the word opens in the table of casualties, with its agents, else one that only counts."""
    frames = load_frames("casualties")
    token = view.tokens[at]
    if token.pos == "VERB":
        for frame in frames.by_verb.get(view.keys[at], ()):
            is_fitting = frame.values["outcome"] == outcome and frame.values["shape"] in {"verb", "falls"}
            match = try_frame(view, at, frame) if is_fitting else "outcome"
            if isinstance(match, Match):
                slots = {**match.slots, "whose": (noun,)}
                if noun in slots.get("by", ()):
                    slots.pop("by")
                return replace(match, slots=slots)
    owner = view.child(at, "poss") if noun < at or token.pos != "VERB" else None
    values = {"outcome": outcome, "shape": "noun"}
    slots = {"whose": (noun,) if owner is None else (owner,)}
    doer = _doer_of_misread(view, at, last) if at < noun and last != at else None
    if doer is not None:
        values |= {"type": "ASSAULT"}
        slots |= {"by": (doer,)}
    weapons = _weapons_that_left(view, at)
    if weapons and "by" not in slots:
        values |= {"type": "ASSAULT"}
        slots |= {"by": weapons}
    counting = Frame(name=outcome, table="tolls", values=values)
    particle = last if last != at else None
    return Match(frame=counting, position=at, held=None, particle=particle, is_noun=False, slots=slots)


def _weapons_that_left(view: SentenceView, at: int) -> tuple[int, ...]:
    """Return "mine" of "a mine left six dead": a weapon that left dead behind tells what happened."""
    above = view.tokens[at].head
    if view.keys[above] != "leave":
        return ()
    return tuple(agent for agent in view.arguments(above).agents if view.mention("weapon", agent) is not None)


def _doer_of_misread(view: SentenceView, at: int, last: int) -> int | None:
    """Return the subject of "shot dead" where the parser takes the words for a noun and an adjective."""
    if view.tokens[at].pos == "VERB":
        return None
    return next((doer for word in range(at, last + 1) if (doer := view.child(word, "nsubj")) is not None), None)
