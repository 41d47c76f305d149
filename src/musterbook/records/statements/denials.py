"""Denials: who denies what, and the claim of the same document that is denied, where it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from musterbook.model import Attribution, CasualtiesDetail, Claim, DenialDetail, Mark, Mention
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.agreement import places_agree, times_agree
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.scopes import Span
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.acts import act_words, find_party, refer_back, speaker_found
from musterbook.records.tables import read_words

__all__ = ["find_denied", "read_denial"]

_TOO_FAR = 9
_REACH = 6
# A denial of a deed or a figure speaks against claims of these kinds before others.
_WEIGHTS = {"event": 3, "responsibility": 3, "movement": 1, "control": 1, "recruitment": 1, "relation": 1}
# What a report tells after the denial is that what was denied only where it is a happening or its dead.
_TOLD_AFTER = frozenset({"event", "casualties"})
_PRONOUNS = frozenset({"this", "that", "it", "all", "everything"})


def read_denial(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Claim | None:
    """Return the denial claim of a match; None where something is withheld, or nothing definite is denied."""
    is_speaker = "says" in match.frame.values
    if not is_speaker and not match.slots.get("actor"):
        return None
    what = _what_is_denied(view, match)
    if what is None:
        return None
    if "falsehoods" in match.frame.values:
        if not _is_called_false(view, match.position) and not _is_figure_denied(context, view, what):
            return None
        what = _without_falsehood(view, what)
    if is_speaker:
        actor = speaker_found(said)
        if actor is None and said.source.kind in {"outlet", "unknown"}:
            return None  # the outlet itself finds the report false
    else:
        actor = find_party(context, view, match.slots["actor"], said=said)
    is_told = is_speaker or (actor is not None and actor.reading.side != "unknown")
    is_told = is_told or context.said_of(view, what[0]).source.kind != "analysts"
    marks = (Mark(role="trigger", start=what[0], end=what[1]),)
    slots = _slots_denied(context, view, what, said=context.slots(view, match.position, actor=actor, marks=marks))
    claim = context.make(
        view,
        "denial",
        detail=DenialDetail(what=view.text[what[0] : what[1]]),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last if is_speaker else None),
        content=None if is_told else what[0],
    )
    if is_speaker:
        return claim
    if claim.attribution.stance == "denies" and not is_told:  # an analyst, who is no party: he says so himself
        claim = replace(claim, attribution=replace(claim.attribution, stance="states"))
    # The outlet tells of the denial: it was made on the day beside its own verb.
    day = context.day_beside(view, match.position, content=Span(start=what[0], end=what[1]))
    return replace(claim, said_on=day)


def _slots_denied(context: DocumentContext, view: SentenceView, what: tuple[int, int], *, said: Slots) -> Slots:
    """Return the slots with the place and the time of what is denied; where and when somebody denied it is not meant."""
    within = view.positions(*what)
    head = next((token for token in within if view.tokens[token].head not in within), None)
    if head is None:
        return replace(said, place=None, interval=None)
    # "The report that its jets had bombed the town on Tuesday": the clause of the verb says when.
    heads = dict.fromkeys((head, *(token for token in within if view.tokens[token].pos == "VERB")))
    told = [context.slots(view, token, is_narrow=is_narrow) for token in heads for is_narrow in (True, False)]

    def is_denied(found: tuple[object, Mention] | None) -> bool:
        return found is not None and what[0] <= found[1].start < what[1]

    return replace(
        said,
        place=next((slots.place for slots in told if is_denied(slots.place)), None),
        interval=next((slots.interval for slots in told if is_denied(slots.interval)), None),
    )


def _is_called_false(view: SentenceView, position: int) -> bool:
    """True for "called it a lie", "labelled the charge fabricated", "described the figure as baseless"."""
    words = read_words("responsibility", "falsehoods", "words")
    own = [*view.children[position], *view.prepositional(position, ("as",))]
    own += [inner for child in own if view.keys[child] == "as" for inner in view.children[child]]
    own += [inner for patient in view.arguments(position).patients for inner in view.children[patient]]
    return any(token > position and view.keys[token] in words for token in own)


def _is_figure_denied(context: DocumentContext, view: SentenceView, what: tuple[int, int]) -> bool:
    """True for "called the toll of nine dead “fantasy”", wherever the parser hangs what the figure is called."""
    within = view.positions(*what)
    has_number = any(view.mention("quantity", token) is not None for token in within)
    return has_number and context.said_of(view, what[0]).stance == "denies"


def _without_falsehood(view: SentenceView, what: tuple[int, int]) -> tuple[int, int]:
    """Return the span of "the toll of nine dead" in "called the toll of nine dead a “lie”"."""
    within = view.positions(*what)
    if view.keys[within[-1]] not in read_words("responsibility", "falsehoods", "words"):
        return what
    kept = [token for token in within[:-1] if view.tokens[token].pos not in {"PUNCT", "DET", "ADP"}]
    return (what[0], view.tokens[kept[-1]].end) if kept else what


def _what_is_denied(view: SentenceView, match: Match) -> tuple[int, int] | None:
    position = match.position
    is_any = "any" in match.frame.values
    if any(view.tokens[child].dep in {"dative", "iobj"} for child in view.children[position]):
        return None  # "denied them food"
    statements = read_words("responsibility", "deeds", "statements")
    refusals = read_words("responsibility", "deeds", "refusals")
    for token in match.slots.get("what", ()):
        noun = refer_back(view, token)
        is_denied = view.keys[noun] not in refusals if is_any else view.keys[noun] in statements
        if is_denied and view.mention("actor", noun) is None:
            return act_words(view, (noun,), match)
    clause = _clause_denied(view, position, is_any=is_any)
    if clause is None or match.slots.get("what"):
        has_clause = view.child(position, "ccomp", "xcomp", "pcomp") is not None
        return _inverted(view, match) if is_any and clause is None and not has_clause else None
    below = [token for token in view.subtree(clause) if view.tokens[token].pos != "PUNCT"]
    if not below:
        return None
    below = below[1:] if view.keys[below[0]] == "that" and len(below) > 1 else below
    return view.tokens[below[0]].start, view.tokens[below[-1]].end


def _clause_denied(view: SentenceView, position: int, *, is_any: bool) -> int | None:
    """Return the clause behind the verb; before it stands what was said first ("villagers fled; officers deny having …")."""
    labels = {"ccomp", "xcomp", "pcomp"} | ({"advcl"} if is_any else set())
    behind = (child for child in view.children[position] if child > position and view.tokens[child].dep in labels)
    clause = next(behind, None)
    is_that = clause is not None and any(view.keys[child] == "that" for child in view.children[clause])
    is_that = is_that and not any(view.tokens[token].text == ":" for token in range(position, clause or position))
    return clause if is_any or is_that else None


def _inverted(view: SentenceView, match: Match) -> tuple[int, int] | None:
    """Return the relative pronoun of "arming the raiders, which the ministry denies" as what is denied."""
    if view.tokens[match.position].dep != "relcl" or match.slots.get("what"):
        return None
    for token in view.children[match.position]:
        if token < match.position and view.keys[token] in {"which", "that", "something"}:
            return view.tokens[token].start, view.tokens[token].end
    return None


# -- links ----------------------------------------------------------------------------------------------------------


def find_denied(context: DocumentContext, by_sentence: Mapping[int, list[Claim]], claim: Claim) -> str | None:
    """Return the claim that the denial speaks against: one told inside its words, else of somebody else before it, else after it.

    Of those before it the same act or figure wins, then the one that shares more words, then the nearest.
    """
    detail = claim.detail
    view = context.view_at(claim.sentence_start)
    if view is None or not isinstance(detail, DenialDetail):
        return None
    start = view.text.find(detail.what, claim.sentence_start, claim.sentence_end)
    here = by_sentence.get(claim.sentence_start, ())
    inside = [other for other in here if _is_inside(other, claim, start, start + len(detail.what))]
    if inside:
        return min(inside, key=lambda other: (other.kind != "event", other.start)).claim_id
    words = _content(view, start, start + len(detail.what))
    best: tuple[int, int, str] | None = None
    for home in context.views[max(view.index - _REACH, 0) : view.index + 1]:
        for other in by_sentence.get(home.sentence.start, ()):
            if other.kind == "denial" or other.start >= claim.start or _is_by_denier(other, claim):
                continue
            weight = _weigh_told(home, other, words, claim=claim, distance=view.index - home.index)
            key = (weight, other.start, other.claim_id)
            if weight >= -_TOO_FAR and (best is None or key > best):
                best = key
    return _told_after(context, by_sentence, claim, words) if best is None else best[2]


def _told_after(
    context: DocumentContext, by_sentence: Mapping[int, list[Claim]], claim: Claim, words: set[str]
) -> str | None:
    """Return the claim told after the denial that shares words with it and differs neither in place nor in time.

    What is denied by a mere "it" or "the report" was told before.
    """
    view = context.view_at(claim.sentence_start)
    best: tuple[int, int, str] | None = None
    for home in context.views[view.index + 1 : view.index + 1 + _REACH] if view is not None else ():
        for other in by_sentence.get(home.sentence.start, ()):
            told = _content(home, other.start, other.end)
            is_same = bool((words - _PRONOUNS) & told) and other.kind in _TOLD_AFTER and not _is_by_denier(other, claim)
            if not is_same or not places_agree(claim.place, other.place):
                continue
            if not times_agree(claim.interval, other.interval):
                continue
            weight = _weigh_told(home, other, words, claim=claim, distance=home.index - (view.index if view else 0))
            key = (weight, -other.start, other.claim_id)
            if weight >= -_TOO_FAR and (best is None or key > best):
                best = key
    return None if best is None else best[2]


def _weigh_told(home: SentenceView, other: Claim, words: set[str], *, claim: Claim, distance: int) -> int:
    """Return how readily a claim told before is what is denied; below -_TOO_FAR never."""
    tolls = read_words("responsibility", "deeds", "tolls")
    is_toll = bool(words & (tolls | read_words("responsibility", "deeds", "deadly")))
    is_phrase = isinstance(claim.detail, DenialDetail) and " " in claim.detail.what
    # "Denied it" is of what was said before; the "it" of "denied that it was involved" is the denier.
    is_pronoun = bool(words) and words <= _PRONOUNS
    is_doing = not is_toll and bool(words & read_words("responsibility", "deeds", "doing"))
    is_named = is_pronoun or is_doing or words <= read_words("responsibility", "deeds", "statements")
    is_clause = not is_named and not is_toll and is_phrase and claim.rule == "responsibility/denies"
    weight = _weigh(other, is_pronoun=is_pronoun, is_toll=is_toll, is_doing=is_doing, is_here=distance == 0)
    told = _content(home, other.start, other.end)
    is_ground = other.kind == "control" and bool(words & read_words("responsibility", "deeds", "ground"))
    shared = len(words & told) + 2 * is_ground  # "denied that it had lost the town"
    others = words & read_words("responsibility", "deeds", "others")
    if weight < 0 or (is_clause and not shared) or (others and not others & told):
        return -_TOO_FAR - 1
    return weight + 2 * min(shared, 3) - (0 if is_pronoun else min(distance, 2))


def _weigh(other: Claim, *, is_pronoun: bool, is_toll: bool, is_doing: bool, is_here: bool) -> int:
    """Return how readily a claim is what is denied by its kind; below zero never."""
    if is_doing:  # who did it is denied, not that it was done to so many
        return _WEIGHTS.get(other.kind, -1)
    if isinstance(other.detail, CasualtiesDetail):
        if other.detail.outcome in {"displaced", "captured", "surrendered"}:
            return 0 if is_pronoun else -1
        return 5 if is_toll else 4 if is_pronoun else 2
    if other.kind in {"strength", "change"}:
        return 4 if is_pronoun and is_here else -1
    return _WEIGHTS.get(other.kind, 0)


def _is_inside(other: Claim, claim: Claim, start: int, end: int) -> bool:
    triggers = [mark for mark in other.marks if mark.role == "trigger"]
    is_there = any(start <= mark.start < end for mark in triggers)
    return other is not claim and other.kind not in {"denial", "responsibility"} and start >= 0 and is_there


def _is_by_denier(other: Claim, claim: Claim) -> bool:
    speaker = other.attribution.source.actor
    if speaker is None or claim.actor is None or speaker.actor_id is None:
        return False
    return speaker.actor_id == claim.actor.actor_id


def _content(view: SentenceView, start: int, end: int) -> set[str]:
    kept = {"NOUN", "PROPN", "VERB", "ADJ", "PRON", "NUM", "DET"}
    return {view.keys[token] for token in view.positions(start, end) if view.tokens[token].pos in kept} - {"the", "a"}
