"""How an event was done: what the row says, what the words before a noun say, or the deed by which another is done."""

from __future__ import annotations

from musterbook.records.codes import choose_mode
from musterbook.records.sentences.frames import Match, load_frames, try_frame
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.sides import Sides
from musterbook.records.tables import read_table, read_words

__all__ = ["read_mode"]


def read_mode(view: SentenceView, match: Match, sides: Sides) -> str | None:
    """Return the PLOVER mode of an event; None if PLOVER has none or it is not stated."""
    mode = match.frame.values.get("mode") or _read_means(view, match)
    weapon = None if sides.weapon is None else sides.weapon[0].weapon_class
    if mode == "firearms" and weapon is not None and not match.is_noun:
        mode = None  # "fired on the town with mortars"
    if match.frame.values["type"] == "ASSAULT" and mode in {None, "explosives"}:
        told = _read_words_before(view, match.position)
        if told is None and weapon in {"suicide_bomb", "aerial_bomb", "drone"}:
            mode = None
        mode = told or mode
    return choose_mode(match.frame.values["type"], mode=mode, weapon=weapon)


def _read_words_before(view: SentenceView, position: int) -> str | None:
    """Return the mode that the words before a trigger tell ("a suicide attack")."""
    words = {view.keys[child] for child in view.children[position] if child < position}
    return next((name for name in read_table("events")["modes"] if words & read_words("events", "modes", name)), None)


def _read_means(view: SentenceView, match: Match) -> str | None:
    """Return the mode of the deed by which another is done ("engaged the rebels with an air strike")."""
    if match.is_noun or match.frame.values["type"] != "ASSAULT":
        return None
    for noun in view.prepositional(match.position, ("with",)):
        for frame in load_frames("events").by_noun.get(view.keys[noun], ()):
            if frame.values["type"] == "ASSAULT" and isinstance(try_frame(view, noun, frame), Match):
                return frame.values.get("mode") or _read_words_before(view, noun)
    return None
