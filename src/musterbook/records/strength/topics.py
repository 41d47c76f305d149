"""The topic of counting: whose size the sentences just before speak of, so that a figure without a name has a group.

1. A strength claim sets it; 2. so does a question of size without a figure ("how many there are", "whose strength is
disputed"), with the group it names or the nearest one before it; 3. a figure of fighters may reach back further than a
bare number, and a bare number none at all past a sentence of deaths, captures or displacement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from musterbook.model import ActorReading, Mention
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = ["Topic", "is_apart", "is_fateful", "new_body"]

_NAMED_REACH = 10
_BARE_REACH = 2
_BACK = 3
_STATES = frozenset({"state_force", "police", "government", "international_force"})


@dataclass(slots=True)
class _Held:
    """Whose size is spoken of, in which sentence last."""

    group: Found | None
    index: int


class Topic:
    """Holds whose size is spoken of while a document is read from the top."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._held: _Held | None = None
        self._fateful: set[int] = set()

    def note(self, view: SentenceView) -> None:
        """Take a sentence in before its claims are read: its fates, and the question of size that it puts."""
        if is_fateful(view):
            self._fateful.add(view.index)
        asked = _asked(view) or self._measured(view)
        if asked is None:
            return
        if view.keys[asked] in read_words("strength", "renewing", "nouns") and not _is_of_group(view, asked):
            if self._held is not None and view.index - self._held.index <= _NAMED_REACH:
                self._held.index = view.index
            return
        group = self._named(view, asked) or self._owner(view, asked)
        if group is None and self._held is not None and view.index - self._held.index <= _NAMED_REACH:
            group = self._held.group
        if group is None:
            group = self._nearest(view, before=view.tokens[asked].start)
        self._held = _Held(group=group, index=view.index)

    def _owner(self, view: SentenceView, asked: int) -> Found | None:
        """Return the group behind "the strength of …"; "the group" is the one counted before."""
        found = self._context.who.owner(view, asked, said=self._context.said_of(view, view.tokens[asked].start))
        if found is None or found.reading.side != "armed_group":
            return None
        named = next((token for token in view.prepositional(asked, ("of",)) if view.mention("actor", token)), asked)
        return self.prefer(view, named, found)

    def _measured(self, view: SentenceView) -> int | None:
        """Return the adjective of "the insurgency is smaller than it was": a size told without a number."""
        for position, key in enumerate(view.keys):
            if key in read_words("strength", "questions", "sized") and view.tokens[position].dep == "acomp":
                return position if self._named(view, position) is not None else None
        return None

    def _named(self, view: SentenceView, asked: int) -> Found | None:
        for token in view.arguments(view.clause_head(asked)).agents:
            found = self._context.who.at(view, token)
            if found is not None and found.reading.side == "armed_group":
                return found
        return None

    def _nearest(self, view: SentenceView, *, before: int) -> Found | None:
        views = self._context.views
        for index in range(view.index, max(view.index - _BACK - 1, -1), -1):
            for mention in reversed(views[index].mentions):
                reading = mention.reading
                if isinstance(reading, ActorReading) and mention.end <= before and _is_group(mention, reading):
                    why = f"the group whose size is spoken of, {mention.text}"
                    return Found(reading=replace(reading, count=None, why=why), start=mention.start, end=mention.end)
        return None

    def set(self, view: SentenceView, group: Found) -> None:
        """Keep the group of a claim just made."""
        self._held = _Held(group=group, index=view.index)

    def group(self, view: SentenceView, *, is_bare: bool) -> Found | None:
        """Return the group a figure without a name belongs to; None if no size is spoken of."""
        held = self._held
        if held is None or held.group is None or view.index - held.index > (_BARE_REACH if is_bare else _NAMED_REACH):
            return None
        if view.index in self._fateful:
            return None
        if is_bare and any(index in self._fateful for index in range(held.index + 1, view.index)):
            return None
        why = f"the group whose size is spoken of, {held.group.reading.words}"
        return replace(held.group, reading=replace(held.group.reading, count=None, why=why))

    def is_open(self, view: SentenceView) -> bool:
        """True in the sentence that asks for a size and in the two behind it, whether or not the group is known."""
        held = self._held
        return held is not None and view.index - held.index <= _BARE_REACH and view.index not in self._fateful

    def prefer(self, view: SentenceView, position: int, found: Found) -> Found:
        """Return the group counted before for "the group" that was read as another one which is no subject since then."""
        held = self._held
        if held is None or held.group is None or view.index - held.index > _NAMED_REACH:
            return found
        meant = held.group.reading
        if not _is_anaphor(view, position) or meant.actor_id is None or meant.actor_id == found.reading.actor_id:
            return found
        if _is_of_state(view, position, found.reading, meant):
            return found
        for index in range(held.index + 1, view.index + 1):
            for mention in self._context.views[index].of_kind("actor"):
                if _is_topic(
                    self._context.views[index], mention, found.reading, position=(index, position, view.index)
                ):
                    return found
        why = f"‘{found.reading.words}’ = the group counted before it, {meant.words}"
        return replace(found, reading=replace(meant, words=found.reading.words, role=found.reading.role, why=why))


def _is_of_state(view: SentenceView, position: int, reading: ActorReading, meant: ActorReading) -> bool:
    """True for "the army" beside an armed group that was counted, unless the group calls itself one."""
    names = f"{meant.name or ''} {meant.words}".casefold().split()
    return reading.side in _STATES and meant.side == "armed_group" and view.keys[position] not in names


def _is_topic(view: SentenceView, mention: Mention, reading: ActorReading, *, position: tuple[int, int, int]) -> bool:
    """True if the mention is the other group as a subject by its own name."""
    held = mention.reading
    head = view.head_of(mention.start, mention.end)
    if position[0] == position[2] and head == position[1]:
        return False
    is_other = isinstance(held, ActorReading) and held.actor_id == reading.actor_id
    return is_other and view.tokens[head].dep in SUBJECTS and not _is_anaphor(view, head)


def _is_group(mention: Mention, reading: ActorReading) -> bool:
    """True for an armed group, and for "the group" of which nothing else is known; not for those who took part in one attack."""
    words = [word.rstrip("s") for word in mention.text.lower().split()]
    if any(word in read_words("strength", "attackers", "nouns") for word in words):
        return False
    is_unknown = reading.side == "unknown" and words[-1:] == ["group"]
    return reading.side == "armed_group" or is_unknown


def _is_anaphor(view: SentenceView, position: int) -> bool:
    """True for "the group", "this movement": a noun for an organisation with nothing but its article."""
    if view.tokens[position].pos == "PRON":
        return True
    if view.keys[position] not in read_words("people", "organisations", "nouns") or view.tokens[position].tag != "NN":
        return False
    return all(view.tokens[child].dep in {"det", "prep", "punct", "relcl", "case"} for child in view.children[position])


def is_apart(view: SentenceView, position: int) -> bool:
    """True for "the last group", "a rival faction": another one than the group that was counted."""
    words = read_words("strength", "apart", "words")
    return view.keys[position] in read_words("people", "organisations", "nouns") and any(
        view.keys[child] in words for child in view.children[position]
    )


def is_fateful(view: SentenceView) -> bool:
    """True if the sentence tells of deaths, captures or displacement, so that its numbers may count these."""
    for position, key in enumerate(view.keys):
        pos = view.tokens[position].pos
        if pos in {"VERB", "ADJ"} and key in read_words("strength", "fates", "verbs"):
            return True
        if pos in {"NOUN", "ADJ", "PROPN"} and key in read_words("strength", "fates", "nouns"):
            return True
    return False


def _asked(view: SentenceView) -> int | None:
    """Return the word by which the sentence asks for a size or speaks of sizes; None if it does neither."""
    for position, key in enumerate(view.keys):
        if key in read_words("strength", "questions", "degrees") and any(
            view.keys[child] == "how" for child in view.children[position]
        ):
            return None if _counts_others(view, position) else position
        if key not in read_words("strength", "questions", "sizes") or view.tokens[position].pos != "NOUN":
            continue
        if view.prepositional(position, ("of",)) and not _is_of_group(view, position):
            continue
        owner = view.child(position, "poss")
        is_relative = owner is not None and view.keys[owner] == "whose"
        if _is_of_group(view, position) or is_relative or key in read_words("strength", "renewing", "nouns"):
            return position
    return None


def _is_of_group(view: SentenceView, position: int) -> bool:
    for token in view.prepositional(position, ("of",)):
        mention = view.mention("actor", token)
        if mention is not None and isinstance(mention.reading, ActorReading):
            return mention.reading.side == "armed_group"
    return False


def _counts_others(view: SentenceView, position: int) -> bool:
    """True for "how many people", "how many houses": not how many the group is."""
    head = view.tokens[position].head
    return view.tokens[position].dep == "amod" and view.keys[head] not in read_words("people", "strength", "counted")


def new_body(view: SentenceView, position: int) -> Found | None:
    """Return "a militia", "whose private militia": a band told of for the first time is none of those named before."""
    mention = view.mention("actor", position)
    is_known = (
        mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None
    )
    is_body = view.keys[position] in read_words("strength", "bodies", "armed") and view.tokens[position].pos == "NOUN"
    if not is_body or is_known or view.tokens[position].dep in {"appos", "attr", "oprd"}:
        return None
    beside = view.children[position]
    is_new = any(view.keys[child] in {"a", "an", "another"} for child in beside)
    is_private = any(view.tokens[child].tag == "WP$" for child in beside) and any(
        view.keys[child] in read_words("strength", "own", "private") for child in beside
    )
    if not (is_new or is_private):
        return None
    start, end = view.phrase(position)
    words = view.text[start:end]
    reading = ActorReading(
        actor_id=None, name=None, side="armed_group", words=words, why=f"‘{words}’, told of for the first time"
    )
    return Found(reading=reading, start=start, end=end)
