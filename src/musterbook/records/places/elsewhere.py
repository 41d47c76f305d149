"""Places beside a trigger that are, or are not, where it happens.

Where somebody speaks ("the army in Abuja said"), where people go or are brought ("taken to Goma", "treated in Biu"), what another
happening is compared with ("the deadliest since the bombing in Karachi") are not. "In South Kivu, the army said it had killed
nine": it did so there, though the words stand outside what the army said.
"""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.model import Attribution, Mention, PlaceReading
from musterbook.records.sentences.following import lie_across
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = [
    "is_goal_of_other",
    "is_left",
    "is_of_care",
    "is_of_long_course",
    "is_of_other_day",
    "is_seat",
    "is_set_beside",
    "is_tellers",
    "opening_place",
    "speakers_seats",
]

# Only divisions: a town in front of "said" may be the seat of the one who speaks.
_OPENING = frozenset({"adm1", "adm2", "region"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLIMBS = 3
_GOING_ON = frozenset({"acl", "relcl", "advcl", "xcomp"})


def speakers_seats(view: SentenceView, said: Iterable[Attribution]) -> dict[str, tuple[range, range]]:
    """Return the places that say where somebody who speaks is, or whose speaker he is.

    The value of each id is the tokens of who speaks (of the verb, where the place hangs on it) and those of the verb of saying.
    """
    found: dict[str, tuple[range, range]] = {}
    for attribution in said:
        source, start, end = attribution.source, attribution.cue_start, attribution.cue_end
        if source.start is None or source.end is None or start is None or end is None:
            continue
        own, cue = view.positions(source.start, source.end), view.positions(start, end)
        for mention in view.of_kind("place"):
            if _is_of_cue(view, mention, cue):
                found[mention.mention_id] = (cue, cue)
            elif _is_before_cue(view, mention, own, cue) or _hangs_on(view, mention, own):
                found[mention.mention_id] = (own, cue)
            elif (clause := _clause_on(view, mention, own)) is not None:
                found[mention.mention_id] = (clause, cue)
    return found


def _is_before_cue(view: SentenceView, mention: Mention, source: range, cue: range) -> bool:
    """Return whether the place stands in what is called the speaker, or between that and the verb of saying: "the army in Abuja said"."""
    if not source or not cue:
        return False
    held = view.positions(mention.start, mention.end)
    if held[0] in source and held[-1] in source:
        return True
    if not source[0] <= held[0] <= held[-1] < cue[0]:
        return False
    return not any(view.tokens[token].pos == "VERB" for token in range(source[0], cue[0]))


def _is_of_cue(view: SentenceView, mention: Mention, cue: range) -> bool:
    """Return whether the place is where it is said: "said in Geneva", "told reporters in Maiduguri", "said in a report from Goma"."""
    head = view.head_of(mention.start, mention.end)
    if view.tokens[head].dep != "pobj":
        return False
    said = read_words("places", "listeners", "nouns") | read_words("places", "listeners", "sayings")
    above = view.tokens[view.tokens[head].head].head
    for _ in range(_CLIMBS):
        if view.keys[above] not in said:
            break
        above = view.tokens[above].head
        above = view.tokens[above].head if view.tokens[above].dep == "prep" else above
    return above in cue


def _hangs_on(view: SentenceView, mention: Mention, source: range) -> bool:
    """Return whether the place is told of the speaker: "said Amina, a farmer in Baga"; not by a clause of its own."""
    head = view.head_of(mention.start, mention.end)
    for above in (head, *view.ancestors(head)):
        if above in source:
            return True
        if view.tokens[above].pos in _VERBAL:
            return False
    return False


def _clause_on(view: SentenceView, mention: Mention, source: range) -> range | None:
    """Return the clause that tells more of the speaker and names the place; None if none does.

    "The monitor, which relies on sources inside Syria", "the president, speaking in Istanbul": only what that clause tells is set there.
    """
    for above in view.ancestors(view.head_of(mention.start, mention.end)):
        if view.tokens[above].dep in {"relcl", "acl"} and view.tokens[above].head in source:
            clause = view.subtree(above)
            return range(clause[0], clause[-1] + 1)
    return None


def is_seat(view: SentenceView, mention: Mention, position: int | None = None) -> bool:
    """Return whether the place only says where somebody speaks, and the trigger does not tell of who speaks or of his speaking.

    "Students throughout Indonesia staged protests to demand reforms": they staged them there.
    """
    held = view.seats.get(mention.mention_id)
    if held is None:
        return False
    source, cue = held
    if position is None:
        return True
    return position not in source and not any(_is_under(view, token, position) for token in cue)


def _is_under(view: SentenceView, cue: int, position: int) -> bool:
    """Return whether the verb of saying only goes on with what the trigger tells."""
    current = cue
    while view.tokens[current].dep in _GOING_ON and view.tokens[current].head != current:
        current = view.tokens[current].head
        if current == position:
            return True
    return False


def is_set_beside(view: SentenceView, head: int, position: int) -> bool:
    """Return whether the place belongs to what the trigger is only compared with, or answers: "since the raid on Gao".

    Args:
        view: the sentence.
        head: the head of the place's name.
        position: the trigger.
    """
    if lie_across(view, head, position):
        return True  # "the raid on Gao followed an ambush"
    own = {position, *view.ancestors(position)}
    for above in (head, *view.ancestors(head)):
        if above in own:
            return False
        key, token = view.keys[above], view.tokens[above]
        if key in read_words("places", "beside", "words") and token.pos in {"ADP", "SCONJ"}:
            return True
        if key in read_words("places", "beside", "nouns") and token.dep == "pobj":
            return True
    return False


def is_of_other_day(view: SentenceView, head: int, position: int) -> bool:
    """Return whether the trigger only dates what the place is told of: "she was in Cotabato when the bomb went off"."""
    token = view.tokens[position]
    preposition = view.tokens[token.head]
    if token.dep != "pobj" or preposition.text.lower() != "of":
        return False
    day = preposition.head
    is_day = view.tokens[day].dep == "pobj" and view.keys[day] in read_words("places", "dated", "nouns")
    return is_day and day not in view.ancestors(head)


def is_tellers(view: SentenceView, head: int, position: int) -> bool:
    """Return whether the place says where he is who tells the number, by the trigger itself: "sources in Gao speak of 29"."""
    if view.keys[position] not in read_words("places", "tellers", "verbs"):
        return False
    own = (head, *view.ancestors(head))
    return any(view.tokens[token].head == position and view.tokens[token].dep in SUBJECTS for token in own)


def is_of_care(view: SentenceView, head: int) -> bool:
    """Return whether the place is where the hurt are nursed or the dead are laid out: "nine are in hospital in Biu"."""
    houses, verbs = read_words("places", "care", "houses"), read_words("places", "care", "verbs")
    for above in view.ancestors(head):
        is_house = view.keys[above] in houses
        beside = [] if is_house or view.tokens[above].pos not in _VERBAL else _houses_below(view, above, houses, head)
        if is_house or beside:
            top = view.clause_head(above)
            return view.tokens[top].pos in _VERBAL and (view.keys[top] in verbs or _is_late_death(view, top))
        if view.tokens[above].pos in _VERBAL:
            return False
    return False


def _is_late_death(view: SentenceView, verb: int) -> bool:
    """Return whether somebody died where he was nursed; "died in a clinic when a shell struck it" tells what struck whom."""
    is_death = view.keys[verb] in read_words("tolls", "deaths", "verbs")
    return is_death and not any(view.tokens[child].dep == "advcl" for child in view.children[verb])


def _houses_below(view: SentenceView, verb: int, houses: frozenset[str], before: int) -> list[int]:
    return [
        below
        for child in view.children[verb]
        if view.tokens[child].dep == "prep" and child < before
        for below in view.children[child]
        if view.keys[below] in houses
    ]


def is_left(view: SentenceView, origin: int) -> bool:
    """Return whether people flee, or are driven or taken, from the place: what befell them happened there.

    Args:
        view: the sentence.
        origin: the "from" (or "out of") before the place.
    """
    current = origin
    for _ in range(_CLIMBS):  # "carried off 30 women from a village": hung on the women
        current = view.tokens[current].head
        if view.keys[current] in read_words("places", "leaving", "fleeing"):
            return True
        if view.keys[current] in read_words("places", "leaving", "verbs"):
            return bool(view.arguments(current).patients)  # who drives off from there himself only comes from there
    return False


def is_goal_of_other(view: SentenceView, head: int, position: int) -> bool:
    """Return whether somebody is said to go or to be brought to a place by another verb than the trigger, or flees to it.

    Args:
        view: the sentence.
        head: the head of the place's name.
        position: the trigger.
    """
    goes = read_words("people", "going", "verbs")
    if _is_taken_for_verb(view, head):  # "fled to Djibo", read as an infinitive
        return view.keys[view.tokens[head].head] in goes and view.tokens[head].head != position
    for above in view.ancestors(head):
        token = view.tokens[above]
        if token.dep == "prep" and view.keys[above] in read_words("people", "going", "ways"):
            if _is_end_of_route(view, above):
                return True
            is_fled_to = token.head == position and view.keys[position] in (
                read_words("places", "leaving", "fleeing") | read_words("places", "leaving", "verbs")
            )
            is_other = token.head != position and not _counts_goers(view, token.head, position)
            return is_fled_to or (is_other and view.keys[token.head] in goes)
        if above == position:
            return False
        if token.pos in _VERBAL and token.dep != "aux":
            return view.keys[above] in goes and _has_goal_before(view, above, head)
    return False


def _is_end_of_route(view: SentenceView, preposition: int) -> bool:
    """Return whether "to" names the far end of a way told with both its ends: "on its way from Quetta to Karachi"."""
    above = view.tokens[preposition].head
    if view.keys[above] == "from":
        return view.keys[view.tokens[above].head] in read_words("places", "routes", "nouns")
    has_start = any(view.keys[child] == "from" for child in view.children[above])
    return has_start and view.keys[above] in read_words("places", "routes", "nouns")


def _has_goal_before(view: SentenceView, verb: int, head: int) -> bool:
    """Return whether the verb has said whereto before the place: "taken to a hospital in Biu", hung on the verb."""
    ways = read_words("people", "going", "ways")
    return any(
        view.tokens[child].dep == "prep" and view.keys[child] in ways and child < head for child in view.children[verb]
    )


def _is_taken_for_verb(view: SentenceView, head: int) -> bool:
    """Return whether the parser reads the name behind "to" as a verb."""
    token = view.tokens[head]
    is_name = token.text[:1].isupper() and token.dep == "xcomp"
    return is_name and any(
        view.keys[child] == "to" and view.tokens[child].dep == "aux" for child in view.children[head]
    )


def _counts_goers(view: SentenceView, verb: int, position: int) -> bool:
    """Return whether the trigger counts those who go: "40,000 displaced people went to Uganda"."""
    return position in {below for child in view.children[verb] for below in view.subtree(child, is_clause=True)} and (
        view.tokens[position].pos not in _VERBAL
    )


def is_of_long_course(view: SentenceView, position: int) -> bool:
    """Return whether the trigger only says what a war has cost: where its end is talked about is not where they died."""
    clause = view.clause_head(position)
    is_told_of_noun = view.tokens[clause].dep in {"relcl", "acl"}
    return is_told_of_noun and view.keys[view.tokens[clause].head] in read_words("people", "courses", "nouns")


def opening_place(view: SentenceView, *, within: Attribution) -> tuple[PlaceReading, Mention] | None:
    """Return the division that opens the sentence, before the one who says it ("In Ituri, the army said …"); None if none does."""
    if within.cue_start is None or within.mode == "none_stated" or not view.tokens:
        return None
    if view.keys[0] not in read_words("people", "located", "words"):
        return None
    opening = view.subtree(0)
    behind = opening[-1] + 1
    is_set_off = behind < len(view.tokens) and view.tokens[behind].text == ","
    if not is_set_off or view.tokens[behind].start > within.cue_start:
        return None
    found = [mention for token in opening if (mention := view.mention("place", token)) is not None]
    for mention in found:
        reading = mention.reading
        if isinstance(reading, PlaceReading) and reading.place is not None and reading.place.kind in _OPENING:
            return reading, mention
    return None
