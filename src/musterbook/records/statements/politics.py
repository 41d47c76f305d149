"""Political acts: what parties say and do to each other short of violence, one for the main clause of a sentence.

1. The main clause is found: the root, what a verb of saying says, and what is co-ordinated with them. A clause whose
   trigger already tells an event of violence, a threat or a relation is left to that.
2. The first row of politics.toml whose words, slots and party are there gives the type.
3. An act that is announced becomes what announcing it amounts to (`[tones]`): "will visit" agrees, "will blockade"
   threatens; one that is refused or denied is REJECT; "said that X must …" is a request.
4. The other side is looked for in the slots of the row, then in the rest of the clause; what is not stated stays None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from musterbook.model import Attribution, EventDetail
from musterbook.records.codes import choose_sub_event
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.parties import find_party
from musterbook.records.sides.sides import Sides
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_table, read_words, row_words, table_place

__all__ = ["read_politics"]

_GOES_ON = frozenset({"ccomp", "xcomp", "conj", "acomp", "parataxis"})
# Said now, so that a simple present tells an act and no habit.
_SAID = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_FUTURE = frozenset({"planned", "hypothetical"})


def read_politics(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add the political act of one sentence to the draft, if its main clause tells one."""
    table = load_frames("politics")
    if view.key_set.isdisjoint(table.keys | read_words("politics", "speech", "obligations")):
        return
    found: dict[int, list[Match]] = {}
    for match in find_matches(view, table):
        found.setdefault(match.position, []).append(match)
    for head in _main_heads(view):
        if _is_told(draft, view, head):
            return
        act = _read_head(context, view, head, matches=found)
        if act is not None:
            _tell(context, draft, view, act=act)
            return


def _is_told(draft: Draft, view: SentenceView, head: int) -> bool:
    """True if another claim has been read from the word already: violence, a threat, a movement, a denial."""
    if (view.index, head) in draft.told_at or (view.index, head) in draft.taken:
        return True
    start = view.tokens[head].start
    own = draft.of_sentence(view.sentence.start)
    return any(mark.role == "trigger" and mark.start <= start < mark.end for claim in own for mark in claim.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """One act and its sides; `match` is None where an obligation, and no row of the table, makes it one."""

    match: Match | None
    position: int
    event_type: str
    initiator: Found
    recipient: Found | None

    @property
    def mode(self) -> str | None:
        """The row's mode; None for an act that is not of the row's own type."""
        values = self.match.frame.values if self.match is not None else {}
        return values.get("mode") if values.get("type") == self.event_type else None

    @property
    def rule(self) -> str:
        """The row that made it."""
        return self.match.frame.rule if self.match is not None else "politics/must"


def _main_heads(view: SentenceView) -> Iterator[int]:
    """Yield the heads of the main clauses, outer before inner."""
    waiting = [position for position, token in enumerate(view.tokens) if token.head == position]
    for current in waiting:
        yield current
        waiting.extend(child for child in view.children[current] if view.tokens[child].dep in _GOES_ON)


def _read_head(
    context: DocumentContext, view: SentenceView, head: int, *, matches: dict[int, list[Match]]
) -> _Act | None:
    said = context.said_of(view, view.tokens[head].start)
    for match in matches.get(head, ()):
        act = _read_match(context, view, match, said=said, matches=matches)
        if act is not None:
            return act
    if view.keys[head] in read_words("politics", "speech", "verbs"):
        return _read_obligation(context, view, head, said=said)
    return None


def _read_match(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution, matches: dict[int, list[Match]]
) -> _Act | None:
    event_type = _read_type(view, match, matches=matches)
    if event_type is None or not _meets_needs(view, match) or (event_type == "REJECT" and _is_silent(view, match)):
        return None
    initiator = _initiator(context, view, match, said=said)
    if initiator is None:
        return None
    recipient = _recipient(context, view, match, initiator=initiator, said=said)
    if recipient is None and match.frame.values.get("with") == "party":
        return None
    return _Act(match=match, position=match.position, event_type=event_type, initiator=initiator, recipient=recipient)


def _read_type(view: SentenceView, match: Match, *, matches: dict[int, list[Match]]) -> str | None:
    """Return the type of the act as it stands: done, announced or refused; None where it is none of these."""
    own = match.frame.values["type"]
    position = match.position
    standing = read_standing(view, position)
    is_negated = view.is_negated(position) or standing.is_negated
    if match.frame.values.get("needs") == "negation":
        return "REJECT" if is_negated else None
    if is_negated:
        return "REJECT" if own in _tone("REJECT") else None
    if match.frame.values.get("deed") == "yes":
        return _announced(view, position, matches=matches)
    if standing.status in _FUTURE:
        return _amounts_to(own) or own
    if standing.status != "completed" or (not standing.is_event and own not in _SAID):
        return None
    return own


def _announced(view: SentenceView, position: int, *, matches: dict[int, list[Match]]) -> str | None:
    """Return what announcing the clause below the verb amounts to; None if its tone is not known."""
    waiting = [child for child in view.children[position] if view.tokens[child].dep in {"xcomp", "ccomp", "acl"}]
    for child in view.children[position]:
        if view.tokens[child].dep in {"dobj", "prep"}:
            waiting.extend(
                inner for inner in view.children[child] if view.tokens[inner].dep in {"acl", "pcomp", "relcl"}
            )
    for deed in waiting:
        if view.is_negated(deed):
            return "THREATEN"
        for inner in matches.get(deed, ()):
            tone = _amounts_to(inner.frame.values["type"])
            if tone is not None:
                return tone
        if view.keys[deed] in read_words("politics", "deeds", "hostile"):
            return "THREATEN"
        if view.keys[deed] in read_words("politics", "deeds", "friendly"):
            return "AGREE"
    return None


def _tone(name: str) -> tuple[str, ...]:
    return row_words(read_table("politics")["tones"], name, where=table_place("politics", "tones"))


def _amounts_to(event_type: str) -> str | None:
    return next((name for name in ("AGREE", "CONCEDE", "THREATEN") if event_type in _tone(name)), None)


def _read_obligation(context: DocumentContext, view: SentenceView, head: int, *, said: Attribution) -> _Act | None:
    """Read "the minister said that X must …": a request of the speaker to X."""
    speaker = _first_party(context, view, view.arguments(head).agents, said=said)
    clause = view.child(head, "ccomp")
    if speaker is None or clause is None:
        return None
    obliged = read_words("politics", "speech", "obligations")
    if not any(view.tokens[child].dep == "aux" and view.keys[child] in obliged for child in view.children[clause]):
        return None
    addressed = _first_party(context, view, view.arguments(clause).agents, said=said)
    if addressed is None or addressed.reading.words == speaker.reading.words:
        return None
    return _Act(match=None, position=clause, event_type="REQUEST", initiator=speaker, recipient=addressed)


# -- sides ------------------------------------------------------------------------------------------------------------


def _initiator(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    values = match.frame.values
    agents = match.slots.get("initiator", ())
    found = _first_party(context, view, agents, said=said, is_crowd="crowd" in values, is_material="material" in values)
    if found is None and any(view.tokens[agent].pos == "PRON" for agent in agents):
        return _speaker_above(context, view, match.position, said=said)
    return found


def _first_party(
    context: DocumentContext,
    view: SentenceView,
    positions: Iterable[int],
    *,
    said: Attribution,
    is_crowd: bool = False,
    is_material: bool = False,
) -> Found | None:
    for position in positions:
        found = find_party(context, view, position, said=said, is_crowd=is_crowd, is_material=is_material)
        if found is not None:
            return found
    return None


def _speaker_above(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return who says "it will not accept": the subject of the verb of saying above the clause."""
    for above in view.ancestors(position):
        if view.keys[above] in read_words("politics", "speech", "verbs"):
            return _first_party(context, view, view.arguments(above).agents, said=said)
    return None


def _recipient(
    context: DocumentContext, view: SentenceView, match: Match, *, initiator: Found, said: Attribution
) -> Found | None:
    """Return the other side: a party in the row's slots, below them, or in the rest of the clause."""
    slots = match.slots.get("recipient", ())
    own = range(initiator.start, initiator.end)
    below = [token for slot in slots for token in view.subtree(slot)]
    rest = [token for token in view.subtree(match.position) if token > match.position]
    for position in (*slots, *below, *rest):
        token = view.tokens[position]
        is_free = position in slots or (token.start not in own and token.dep not in SUBJECTS | {"compound"})
        if not is_free or token.pos not in {"NOUN", "PROPN", "ADJ"} or view.mention("time", position) is not None:
            continue
        found = find_party(context, view, position, said=said, is_material=True)
        is_new = found is not None and found.start not in own and found.reading.words != initiator.reading.words
        if found is not None and is_new and found.reading.side != "civilians":
            return found
    return None


# -- conditions -------------------------------------------------------------------------------------------------------


def _meets_needs(view: SentenceView, match: Match) -> bool:
    needs = match.frame.values.get("needs")
    if needs == "infinitive":
        clauses = [
            view.tokens[child] for child in view.children[match.position] if view.child(child, "aux") is not None
        ]
        return any(token.dep in {"xcomp", "ccomp"} and token.tag == "VB" for token in clauses)
    if needs == "together":
        agents = match.slots.get("initiator", ())
        words = {view.keys[token] for token in view.subtree(match.position)}
        has_two = any(view.keys[child] == "and" for agent in agents for child in view.subtree(agent))
        return has_two or bool(words & read_words("politics", "together", "words"))
    if needs == "recognition":
        return not view.key_set.isdisjoint(read_words("politics", "recognition", "verbs"))
    if needs == "peacekeepers":
        who = {view.keys[token] for agent in match.slots.get("initiator", ()) for token in view.subtree(agent)}
        return bool(who & read_words("politics", "missions", "words"))
    return True


def _is_silent(view: SentenceView, match: Match) -> bool:
    """True for "declined to comment", "did not respond to calls seeking comment": an outlet got no answer.

    "Did not respond to the demand" and "refused calls to withdraw" answer a party.
    """
    below = [child for child in view.children[match.position] if view.tokens[child].dep in {"xcomp", "ccomp"}]
    if any(view.keys[deed] in read_words("politics", "silence", "verbs") for deed in below):
        return True
    asked = read_words("politics", "silence", "asked")
    asks = view.prepositional(match.position, ("to",)) or view.arguments(match.position).patients
    for noun in asks:
        words = {view.keys[token] for token in view.subtree(noun)}
        behind = words - {view.keys[noun]}
        is_way = view.keys[noun] in read_words("politics", "silence", "ways")
        if view.keys[noun] in asked or (is_way and (asked & behind or not _says_what(view, noun))):
            return True
    return False


def _says_what(view: SentenceView, noun: int) -> bool:
    """True for "calls for a truce", "Rwanda's request": somebody's, or for something."""
    labels = {"prep", "acl", "relcl", "poss", "compound", "amod"}
    return any(view.tokens[child].dep in labels for child in view.children[noun])


# -- the claim --------------------------------------------------------------------------------------------------------


def _tell(context: DocumentContext, draft: Draft, view: SentenceView, *, act: _Act) -> None:
    sides = Sides(initiator=act.initiator, recipient=act.recipient)
    slots = context.slots(view, act.position, actor=act.initiator, marks=sides.marks())
    recipient = None if act.recipient is None else act.recipient.reading
    claim = context.make(
        view,
        "event",
        detail=EventDetail(
            event_type=act.event_type,
            mode=act.mode,
            sub_event=choose_sub_event(
                act.event_type,
                mode=act.mode,
                weapon=None,
                initiator=act.initiator.reading.side,
                recipient=None if recipient is None else recipient.side,
            ),
            initiator=act.initiator.reading,
            recipient=recipient,
            is_political=True,
        ),
        rule=act.rule,
        slots=slots,
        trigger=context.trigger_mark(view, act.position, None if act.match is None else act.match.last),
    )
    draft.add_telling(Telling(claim=claim, family=act.event_type.lower(), view=view.index, position=act.position))
