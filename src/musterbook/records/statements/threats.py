"""Threat claims: an armed group threatens, or announces in its own words what it will do to others."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import ActorReading, Attribution, Mark, PlaceReading, Side, ThreatDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.counted import counted_noun
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.statements import is_asked
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.acts import find_party, is_own, speaker_found
from musterbook.records.sides.salience import group_spoken_of, party_of
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.tables import read_words

__all__ = ["read_threats"]

# States are read only where they threaten an answer by force.
_STATES: frozenset[Side] = frozenset({"government", "state_force"})
_GROUP: frozenset[Side] = frozenset({"armed_group"})
_FORCES: frozenset[Side] = frozenset({"state_force"})
_NONE: frozenset[Side] = frozenset()
_NOTHING: frozenset[str] = frozenset()
# Kinds of speakers who may be a group's man when nothing more is told of them.
_UNTOLD = frozenset({"armed_group", "military", "unknown"})
_ENEMIES: frozenset[Side] = frozenset({"government", "state_force", "police", "international_force"})
_GOALS = ("to", "into", "against", "on", "for")


def read_threats(context: DocumentContext, draft: Draft) -> None:
    """Add the threat claims of the document to the draft; a sentence makes one."""
    table = load_frames("threats")
    for view in context.views:
        matches = sorted(
            find_matches(view, table), key=lambda match: bool({"announced", "menace"} & set(match.frame.values))
        )
        for match in matches:  # a word for threatening goes before what is threatened with
            if (view.index, match.position) in draft.taken or is_other_world(view, match.position):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            actor = _find_threatener(context, view, match, said=said)
            if actor is None or not _is_threat(context, view, match, said, actor=actor):
                continue
            _add_threat(context, draft, view, match=match, actor=actor)
            break


def _find_threatener(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    if "menace" in match.frame.values:
        if said.mode not in {"direct", "indirect"}:
            return None
        if _is_armed_speaker(said):
            return speaker_found(said) or _speaker_unnamed(context, view, match, said=said)
        return _speaker_of_group(context, view, said)
    tokens = match.slots.get("actor", ())
    found = [party_of(context, view, token, said=said) for token in tokens]
    carried = find_party(context, view, tokens, said=said)
    is_state = "states" in match.frame.values and _speaks_of(view, match, "answers")
    is_state = is_state and not _speaks_of(view, match, "unarmed")
    is_forceful = "forces" in match.frame.values and _speaks_of(view, match, "violence")
    sides = _GROUP | (_STATES if is_state else _NONE) | (_FORCES if is_forceful else _NONE)
    unnamed = _speaker_unnamed(context, view, match, said=said) if "announced" in match.frame.values else None
    told_by = (
        _speaker_of_clause(context, view, match) if match.frame.name in {"warns-of", "threatens", "promises"} else None
    )
    holders = read_words("threats", "holders", "nouns")
    held_by = next((_unnamed_holder(view, token) for token in tokens if view.keys[token] in holders), None)
    for actor in (*found, held_by, carried, _threatening_speaker(context, view, match), told_by, unnamed):
        if actor is not None and actor.reading.side in sides:
            return actor
    return None


def _unnamed_holder(view: SentenceView, position: int) -> Found:
    token = view.tokens[position]
    why = f"‘{token.text}’ hold people by force"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=token.text, role=token.text, why=why)
    return Found(reading=reading, start=token.start, end=token.end)


def _is_armed_speaker(said: Attribution) -> bool:
    """True for a group that speaks, and for its commander, whose rank makes him a military source."""
    is_of_group = said.source.actor is not None and said.source.actor.side == "armed_group"
    return said.source.kind == "armed_group" or is_of_group


def _speaker_of_group(context: DocumentContext, view: SentenceView, said: Attribution) -> Found | None:
    """Return the group of "its spokesman, NAME," who speaks in this sentence; None for everybody else's."""
    source = said.source
    is_open = source.actor is None or source.actor.actor_id is None
    if not is_open or source.start is None or source.end is None or source.kind not in _UNTOLD:
        return None
    span = view.positions(source.start, source.end)
    speakers = (token for token in span if view.keys[token] in read_words("people", "roles", "nouns"))
    for token in speakers:
        found = party_of(context, view, token, said=said)
        if found is not None and found.reading.side == "armed_group":
            return found
    return None


def _speaker_unnamed(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    """Return the group spoken of where a fighter nobody can tell says "we": "“We will be back,” one of them shouts"."""
    is_open = said.mode == "direct" and said.source.actor is None and said.source.kind in _UNTOLD
    is_ours = any(view.tokens[token].text.lower() in {"we", "our", "us"} for token in range(len(view.tokens)))
    return group_spoken_of(context, view, match.position) if is_open and is_ours else None


def _threatening_speaker(context: DocumentContext, view: SentenceView, match: Match) -> Found | None:
    """Return who speaks the words that the verb ends: "“We will march on the city,” threatened the general"."""
    verb = view.tokens[match.position]
    for token in view.tokens:
        said = context.said_of(view, token.start)
        if said.cue_start is not None and said.cue_end is not None and said.cue_start <= verb.start < said.cue_end:
            return speaker_found(said)
    return None


def _speaker_of_clause(context: DocumentContext, view: SentenceView, match: Match) -> Found | None:
    """Return who speaks the clause that the verb opens: "the pirates warned that they would sink it"."""
    for child in view.children[match.position]:
        if child > match.position and view.tokens[child].dep in {"ccomp", "xcomp"}:
            return speaker_found(context.said_of(view, view.tokens[child].start))
    return None


def _is_threat(context: DocumentContext, view: SentenceView, match: Match, said: Attribution, *, actor: Found) -> bool:
    standing = read_standing(view, match.position)
    if is_asked(view, match.position) or _is_disclaimed(view, match.position, said):
        return False
    if "menace" in match.frame.values:
        return _is_menace(view, match, said, is_negated=standing.is_negated)
    if standing.is_negated or _is_of_nobody(view, match):
        return False
    if "announced" in match.frame.values:
        return _is_announced(context, view, match, said, actor=actor, status=standing.status)
    return standing.status in {"completed", "planned"} and _is_violent(view, match)


def _is_of_nobody(view: SentenceView, match: Match) -> bool:
    """True for "has threatened no one", "would kill nobody"."""
    targets = match.slots.get("target", ())
    return any(
        view.keys[token] in read_words("people", "nobody", "words") or view.is_negated(token) for token in targets
    )


def _is_violent(view: SentenceView, match: Match) -> bool:
    """True if what is threatened is what the row asks for: violence, or something to be done or left."""
    if _is_danger(view, match):
        return False
    if _is_or_else(view, match) or _is_warned_off(view, match):
        return True
    wanted = _wanted(match)
    is_telling = match.frame.name == "warns-of" or "to_come" in match.frame.values
    if is_telling and _warns_of_what_is(view, match.position, is_needed="to_come" in match.frame.values):
        return False
    is_peaceful = "yielding" not in wanted and _is_peaceful(view, match)
    return not is_peaceful and ("any" in match.frame.values or any(_speaks_of(view, match, words) for words in wanted))


def _warns_of_what_is(view: SentenceView, position: int, *, is_needed: bool) -> bool:
    """True for "warned that the enemy was losing": what is so threatens nobody; where a clause `is_needed`, also without one."""
    told = _planned() | read_words("threats", "announced", "told")
    orders = read_words("threats", "holders", "orders")
    clauses = [child for child in view.children[position] if view.tokens[child].dep == "ccomp"]
    is_to_come = any(_has_auxiliary(view, clause, told) or view.keys[clause] in orders for clause in clauses)
    return (bool(clauses) or is_needed) and not is_to_come


def _wanted(match: Match) -> tuple[str, ...]:
    """Return the lists of which what is threatened must hold a word."""
    values = match.frame.values
    if "wanted" in values:
        return (values["wanted"],)
    yielding = values.get("yielding")
    if yielding == "only":
        return ("yielding",)
    return ("violence",) if yielding is None else ("yielding", "forbidden", "violence")


def _is_menace(view: SentenceView, match: Match, said: Attribution, *, is_negated: bool) -> bool:
    """True for what a group's speaker says will befall others, in its own words or retold."""
    if said.mode == "indirect" and "plain" not in match.frame.values and not _befalls_enemies(view, match):
        return False
    auxiliaries = _planned() | (read_words("threats", "announced", "told") if said.mode == "indirect" else _NOTHING)
    is_coming = "coming" in match.frame.values or _has_auxiliary(view, match.position, auxiliaries)
    is_coming = is_coming or (said.mode == "direct" and _is_conditional(view, match.position))
    return is_coming and is_negated == ("negated" in match.frame.values)


def _is_conditional(view: SentenceView, position: int) -> bool:
    """True for "if they touch one of our men, the town burns"."""
    clauses = (child for child in view.children[position] if view.tokens[child].dep == "advcl")
    is_present = view.tokens[position].tag in {"VBZ", "VBP"}
    return is_present and any(view.keys[inner] == "if" for clause in clauses for inner in view.children[clause])


def _befalls_enemies(view: SentenceView, match: Match) -> bool:
    """True for "said Kenya would pay", "said the hostages would be shot"; not for "said its fighters would die"."""
    return any(_is_enemy(view, counted_noun(view, token)) for token in match.slots.get("target", ()))


def _is_enemy(view: SentenceView, token: int) -> bool:
    words = {
        view.keys[token],
        *(view.keys[child] for child in view.children[token] if view.tokens[child].dep == "nsubj"),
    }
    if words & read_words("threats", "announced", "anyone"):
        return True
    is_owned = any(view.tokens[child].pos == "PRON" for child in view.children[token])
    is_people = noun_side(view.keys[token]) in {"civilians", "unknown", "government", "state_force", "police"}
    if is_people and not is_owned and view.mention("quantity", token) is None:
        return True
    mention = view.mention("actor", token)
    reading = mention.reading if mention is not None else None
    is_of_land = any(view.tokens[child].entity in {"NORP", "GPE"} for child in view.children[token])  # "Kenyan cities"
    is_side = isinstance(reading, ActorReading) and (reading.side in _ENEMIES or reading.nationality is not None)
    return is_side or is_of_land or view.mention("place", token) is not None or view.tokens[token].entity == "NORP"


def _is_announced(
    context: DocumentContext, view: SentenceView, match: Match, said: Attribution, *, actor: Found, status: str
) -> bool:
    """True for violence that a group says it will do: "we will strike", "said it would attack"."""
    group = _speaker_of_group(context, view, said)
    speaker = group.reading if group is not None else said.source.actor or (actor.reading if actor.is_pronoun else None)
    if speaker is None or speaker.side != "armed_group":
        return False
    if actor.reading.actor_id is not None and speaker.actor_id not in {None, actor.reading.actor_id}:
        return False
    if any(
        view.keys[token] in read_words("people", "nobody", "words") or view.is_negated(token)
        for token in match.slots.get("target", ())
    ):
        return False  # "would kill no one"
    is_aimless = view.keys[match.position] in read_words("threats", "announced", "aimless")
    if is_aimless and not match.slots.get("target"):
        return False  # "they would fight together"
    if view.keys[view.tokens[match.position].head] in read_words("threats", "announced", "wishing"):
        return False  # "I hope that they will set it aside"
    auxiliaries = _planned()
    is_own_doing = any(is_own(view, token, None, said) for token in match.slots.get("actor", ()))
    if said.mode == "indirect" and (actor.is_pronoun or is_own_doing):
        auxiliaries = auxiliaries | read_words("threats", "announced", "told")  # what was said as "we will"
    return status in {"planned", "hypothetical"} and _has_auxiliary(view, match.position, auxiliaries)


def _planned() -> frozenset[str]:
    return read_words("status", "auxiliaries", "planned")


def _has_auxiliary(view: SentenceView, position: int, words: frozenset[str]) -> bool:
    """True for "will strike", also where the auxiliary stands with the verb above ("will come and strike")."""
    above = view.tokens[position].head if view.tokens[position].dep in {"conj", "xcomp"} else position
    beside = (*view.children[position], *view.children[above])
    return any(view.keys[child] in words and view.tokens[child].dep == "aux" for child in beside)


def _speaks_of(view: SentenceView, match: Match, words: str) -> bool:
    """True if what is threatened holds one of the words, outside what is told of those it names ("those killed")."""
    wanted = read_words("threats", "announced", words)
    is_call = match.frame.name == "incites"
    below = [token for token in view.subtree(match.position, is_clause=is_call) if token != match.position]
    below = [token for token in below if token not in match.slots.get("actor", ())]
    return any(view.keys[token] in wanted for token in below)


def _is_peaceful(view: SentenceView, match: Match) -> bool:
    """True where the first verb of what is announced is a peaceful one: "vowed to end the war"; not "to resume the war"."""
    words = read_words("threats", "announced", "peaceful")
    labels = {"xcomp", "ccomp", "dobj"} | ({"advcl", "relcl", "acl"} if match.frame.name == "incites" else set())
    for child in view.children[match.position]:
        if child < match.position or view.tokens[child].dep not in labels or view.keys[child] not in words:
            continue
        violence = read_words("threats", "announced", "violence")
        taken_up = (*view.arguments(child).patients, *view.prepositional(child, ("to", "with")))
        is_resumed = view.keys[child] in read_words("threats", "announced", "resuming")
        if not (is_resumed and any(view.keys[token] in violence for token in taken_up)):
            return True
    return False


def _is_danger(view: SentenceView, match: Match) -> bool:
    """True for "the rebels threaten the capital": a town is in danger, nobody said a word to it."""
    targets = match.slots.get("target", ())
    is_bare = match.frame.name == "threatens" and bool(targets)
    if not is_bare or any(view.tokens[child].dep in {"xcomp", "ccomp"} for child in view.children[match.position]):
        return False
    if view.prepositional(match.position, ("with", "in", "through", "over")):
        return False
    return all(_is_thing(view, token) for token in targets)


def _is_thing(view: SentenceView, token: int) -> bool:
    """True for a town, a road, a supply; a country stands for its government, and people hear what they are told."""
    place = view.mention("place", token)
    if place is not None and isinstance(place.reading, PlaceReading):
        return place.reading.place is None or place.reading.place.kind != "country"
    is_people = view.mention("actor", token) is not None or noun_side(view.keys[token]) is not None
    return not is_people and view.keys[token] in read_words("threats", "endangered", "nouns")


def _is_or_else(view: SentenceView, match: Match) -> bool:
    """True for "told them to stay at home or be shot": what follows if they do not is violence."""
    violence = read_words("threats", "announced", "violence")
    for token in view.subtree(match.position):
        if view.keys[token] != "or" or token < match.position:
            continue
        others = [child for child in view.children[view.tokens[token].head] if child > token]
        if any(view.keys[below] in violence for child in others for below in view.subtree(child)):
            return True
    return False


def _is_warned_off(view: SentenceView, match: Match) -> bool:
    """True for "warned traders against selling fuel": what they are warned off is not what they need say."""
    is_addressed = match.frame.name == "warns-off" and view.keys[match.position] == "warn"
    return is_addressed and bool(view.prepositional(match.position, ("against",)))


def _is_disclaimed(view: SentenceView, position: int, said: Attribution) -> bool:
    """True for "denied that it had threatened", "has in no way threatened"."""
    nouns = view.prepositional(position, ("in", "at", "under"))
    is_never = any(
        view.keys[noun] in read_words("threats", "never", "nouns") and view.is_negated(noun) for noun in nouns
    )
    return said.stance == "denies" or is_never


def _add_threat(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, actor: Found) -> None:
    spans = _target_spans(view, match)
    words = "; ".join(view.text[start:end] for start, end in spans) or None
    marks = [Mark(role="recipient", start=start, end=end) for start, end in spans]
    slots = context.slots(view, match.position, actor=actor, marks=marks)
    if slots.place is None and spans:
        place = next(
            (
                (found.place, found)
                for found in (context.slots(view, view.head_of(*span), is_narrow=True) for span in spans)
                if found.place is not None
            ),
            None,
        )
        slots = slots if place is None else replace(slots, place=place[0])
    draft.claims.append(
        context.make(
            view,
            "threat",
            detail=ThreatDetail(target=words),
            rule=match.frame.rule,
            slots=slots,
            trigger=context.trigger_mark(view, match.position, match.last),
        )
    )
    draft.taken.update((view.index, token) for token in range(len(view.tokens)) if _is_below(view, token, match))


def _is_below(view: SentenceView, token: int, match: Match) -> bool:
    return token == match.position or match.position in view.ancestors(token)


def _target_spans(view: SentenceView, match: Match) -> list[tuple[int, int]]:
    """Return the words for those threatened: objects, what the co-ordinated verbs go to, and whom the message addresses."""
    tokens = [token for token in match.slots.get("target", ()) if view.tokens[token].pos != "PRON"]
    spans = [_span(view, token) for token in tokens[:1]]
    violence = read_words("threats", "announced", "violence")
    for child in view.subtree(match.position):
        if child > match.position and view.keys[child] in violence and view.tokens[child].pos == "VERB" and not spans:
            spans.extend(
                _span(view, token) for token in view.arguments(child).patients[:1] if view.tokens[token].pos != "PRON"
            )
    if not spans:
        governor = view.tokens[match.position].head
        is_pair = view.tokens[match.position].dep == "conj" and view.tokens[governor].pos == "VERB"
        spans.extend(_span(view, token) for token in view.prepositional(governor, _GOALS)[:1] if is_pair)
    for token, key in enumerate(view.keys):
        if key in read_words("threats", "announced", "messages"):
            for addressee in view.prepositional(token, ("to", "for"))[:1]:
                below = view.subtree(token, is_clause=True)
                spans.append((view.tokens[addressee].start, view.tokens[below[-1]].end))
    return list(dict.fromkeys(spans))


def _span(view: SentenceView, token: int) -> tuple[int, int]:
    below = [other for other in view.subtree(token, is_clause=True) if view.tokens[other].pos != "PUNCT"]
    return view.tokens[below[0]].start, view.tokens[below[-1]].end
