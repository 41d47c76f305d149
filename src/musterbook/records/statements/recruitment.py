"""Recruitment claims: who is won over or sought by a group, from where, and how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musterbook.model import (
    Attribution,
    Claim,
    Mark,
    Mention,
    QuantityReading,
    RecruitmentDetail,
    Side,
)
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.counted import counted_noun, find_quantity
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.statements import is_stated
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.salience import group_spoken_of
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.statements.bodies import body_named
from musterbook.records.strength.compositions import (
    ARMED_GROUPS,
    first_group,
    is_same_actor,
    read_composition,
    read_mainly,
    read_verbless,
    words_of,
)
from musterbook.records.tables import read_words

__all__ = ["read_recruitment"]

# An army that calls people up by law recruits nobody in the sense of a claim; one that presses them into its ranks does.
_RECRUITERS: frozenset[Side] = frozenset({"armed_group", "state_force"})
# What stands behind "joined" where the parser has lost the object: "joined a march".
_BEGINS_OBJECT = frozenset({"ADJ", "DET", "NOUN", "NUM", "PRON", "PROPN"})


def read_recruitment(context: DocumentContext, draft: Draft) -> None:
    """Add the recruitment and composition claims of the document to the draft."""
    table = load_frames("recruitment")
    for view in context.views:
        for match in find_matches(view, table):
            is_told = is_stated(context, view, match) or _has_gone_to_join(context, view, match)
            is_told = is_told or _is_sought(context, view, match)
            is_only_going = "going" in match.frame.values and not _has_gone_to_join(context, view, match)
            is_taken = (view.index, match.position) in draft.taken and "beside" not in match.frame.values
            if is_taken or is_only_going or not is_told:
                continue
            shape = match.frame.values["shape"]
            if shape in {"composition", "composition-of", "part-from", "part-are"}:
                read_composition(context, draft, view, match=match)
            else:
                _read_recruiting(context, draft, view, match=match)
        read_verbless(context, draft, view)
        read_mainly(context, draft, view)


def _has_gone_to_join(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True for "travelled to the valley to join", "were forced to join": who went for it, or was made to, has done it."""
    token = view.tokens[match.position]
    is_denied = context.said_of(view, token.start).stance == "denies" or view.is_negated(match.position)
    if match.frame.values["shape"] != "joins" or token.dep not in {"advcl", "xcomp"} or is_denied:
        return False
    standing = read_standing(view, token.head)
    is_gone = standing.status in {"completed", "historical"} and not standing.is_negated
    return is_gone and view.keys[token.head] in (
        read_words("recruitment", "going", "verbs") | read_words("recruitment", "won_over", "verbs")
    )


def _is_sought(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True for "sends preachers to the camps to find recruits", "tries to win them": who does something to that end seeks them."""
    token = view.tokens[match.position]
    shape, stance = match.frame.values["shape"], context.said_of(view, token.start).stance
    is_tried = shape in {"recruits", "wins"} and read_standing(view, match.position).status == "attempted"
    if is_tried and stance != "denies" and not view.is_negated(match.position):
        return view.keys[token.head] not in {"fail"}
    is_due = any(view.keys[child] == "must" for child in view.children[match.position])
    if is_due and stance != "denies" and match.frame.name in {"gives-sons", "makes-give"}:
        return True  # "every family must give a son"
    is_end = token.dep in {"advcl", "xcomp"} and token.tag == "VB" and match.frame.values["shape"] == "recruits"
    if not is_end or context.said_of(view, token.start).stance == "denies":
        return False
    standing = read_standing(view, token.head)
    is_done = standing.status in {"completed", "historical"} and not standing.is_negated
    return is_done and view.keys[token.head] not in read_words("status", "governors", "planned")


def _read_recruiting(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> None:
    said = context.said_of(view, view.tokens[match.position].start)
    sides = _RECRUITERS if "state" in match.frame.values else ARMED_GROUPS
    group = first_group(context, view, match.slots.get("actor", ()), said=said, sides=sides)
    if not _meets_needs(view, match):
        return
    if group is None:
        named = (body_named(view, token, is_armed=False) for token in match.slots.get("actor", ()))
        group = next((found for found in named if found is not None), None)
    if group is None and _leaves_group_open(view, match):
        group = group_spoken_of(context, view, match.position)
    won = _who_went(view, match)
    if group is None or not _wins_people(context, view, match, group=group, said=said):
        return
    origins, from_actor = _read_origins(context, view, match=match, group=group, said=said)
    counted = won if match.held is None else (*won, match.held)
    counted = (*counted, *_meant_by_them(view, match.position, won))
    quantity = next((found for token in counted if (found := _count(view, token)) is not None), None)
    marks = [Mark(role="recipient", start=from_actor.start, end=from_actor.end)] if from_actor is not None else []
    slots = context.slots(view, match.position, actor=group, quantity=quantity, marks=marks)
    if slots.place is not None and slots.place[0].words in origins:
        slots = replace(slots, place=None)
    claim = context.make(
        view,
        "recruitment",
        detail=RecruitmentDetail(origins=origins, from_actor=None if from_actor is None else from_actor.reading),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last),
    )
    draft.taken.add((view.index, match.position))
    if not _merge(draft, view, claim):
        draft.claims.append(claim)


def _who_went(view: SentenceView, match: Match) -> tuple[int, ...]:
    """Return who is won; of "400 have left for Syria to join" it is not the land, which the parser takes for the subject."""
    won = match.slots.get("won", ())
    token = view.tokens[match.position]
    marks = {view.keys[child] for child in view.children[match.position] if view.tokens[child].dep == "mark"}
    if token.dep == "advcl" and token.tag == "VB" and "for" in marks:
        return view.arguments(token.head).agents
    return tuple(_behind_hyphen(view, person) for person in won)


def _behind_hyphen(view: SentenceView, position: int) -> int:
    """Return "soldiers" for the "ex" of "ex-soldiers", where the parser parts the word."""
    last = position
    while last + 2 < len(view.tokens) and view.tokens[last + 1].text == "-" and view.keys[position] in {"ex", "non"}:
        last += 2
        if view.keys[last] not in {"ex", "non"}:
            break
    return last


def _meets_needs(view: SentenceView, match: Match) -> bool:
    """True if what those who are won are to do is told, where the row asks for it: "urged doctors to emigrate"."""
    values = match.frame.values
    is_behind = match.particle is not None and view.tokens[match.particle].dep == "prep"
    lacks = (
        "apart" in values and is_behind,
        "acting" in values and not _acts(view, match.position),
        "serving" in values and not _is_any(view, match.slots.get("as", ()), "serving", "nouns"),
        "counted" in values and not any(find_quantity(view, token) for token in match.slots.get("won", ())),
    )
    needs = values.get("needs")
    if any(lacks) or needs is None:
        return not any(lacks)
    below = _told_to_do(view, match.position)
    if needs == "joining":  # "to join efforts", "to join the talks" wins nobody
        below = tuple(
            token for token in below if not _is_any(view, view.arguments(token).patients, "joining", "others")
        )
    given = [patient for token in below for patient in view.arguments(token).patients]
    if needs == "serving" and _is_any(view, given, needs, "nouns"):  # "to make fighters of them"
        return True
    return _is_any(view, below, needs, "verbs") and (needs != "giving" or _is_any(view, given, needs, "nouns"))


def _told_to_do(view: SentenceView, position: int) -> tuple[int, ...]:
    """Return the verbs of the clauses below a verb and below its objects: what somebody is urged, paid or forced to do."""
    below = [token for token in view.children[position] if view.tokens[token].dep in {"xcomp", "ccomp", "advcl"}]
    beside = [inner for token in below for inner in view.children[token] if view.tokens[inner].dep == "conj"]
    of_objects = [inner for token in view.arguments(position).patients for inner in view.children[token]]
    behind = view.prepositional(position, ("into",))  # "dragooned into fighting"
    return tuple(token for token in (*below, *beside, *of_objects, *behind) if view.tokens[token].pos == "VERB")


def _is_any(view: SentenceView, tokens: Iterable[int], section: str, key: str) -> bool:
    words = read_words("recruitment", section, key)
    return any(view.keys[token] in words for token in tokens)


def _acts(view: SentenceView, position: int) -> bool:
    """True for "recruiters of the group tour the schools": they do what recruiters do."""
    token = view.tokens[position]
    is_subject = token.dep in SUBJECTS and not view.arguments(token.head).is_passive
    return is_subject and view.keys[token.head] in read_words("recruitment", "acting", "verbs")


def _leaves_group_open(view: SentenceView, match: Match) -> bool:
    """True where the words name no recruiter and may mean the group spoken of: "forty were enlisted", "made to join"."""
    values = match.frame.values
    if match.slots.get("actor") or "open" not in values:
        return False
    if view.governing_preposition(match.position) == "against":
        return False  # "a campaign against child recruitment"
    token = view.tokens[match.position]
    if values["open"] == "passive":
        return view.arguments(match.position).is_passive
    if values["open"] == "alone" and token.dep in {"xcomp", "advcl"}:
        return view.keys[token.head] in read_words("recruitment", "won_over", "verbs")
    if values["open"] == "alone":  # "forty herders joined": nothing else is told to be joined
        people = read_words("recruitment", "won", "joiners")
        behind = view.tokens[match.position + 1].pos if match.position + 1 < len(view.tokens) else ""
        is_object = behind in _BEGINS_OBJECT and view.mention("time", match.position + 1) is None
        is_plain = not view.arguments(match.position).patients and not is_object
        return is_plain and any(view.keys[counted_noun(view, won)] in people for won in match.slots["won"])
    return True


def _merge(draft: Draft, view: SentenceView, claim: Claim) -> bool:
    """Fill the open slots of the same recruitment told twice in one sentence ("recruited … : “There are many who …”")."""
    for index, held in enumerate(draft.claims):
        is_same = held.kind == "recruitment" and held.sentence_start == view.sentence.start
        if (
            not is_same
            or not isinstance(held.detail, RecruitmentDetail)
            or not isinstance(claim.detail, RecruitmentDetail)
        ):
            continue
        if not is_same_actor(held.actor, claim.actor) or not is_same_actor(
            held.detail.from_actor, claim.detail.from_actor
        ):
            continue
        if held.quantity is not None and claim.quantity is not None and held.quantity != claim.quantity:
            continue  # "40 boys in Jowhar and 30 girls in Kismayo" are two
        detail = replace(
            held.detail,
            from_actor=held.detail.from_actor or claim.detail.from_actor,
            origins=held.detail.origins or claim.detail.origins,
        )
        marks = {*held.marks, *(mark for mark in claim.marks if mark.role in {"quantity", "recipient"})}
        draft.claims[index] = replace(
            held,
            detail=detail,
            quantity=held.quantity or claim.quantity,
            marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
        )
        return True
    return False


def _wins_people(
    context: DocumentContext, view: SentenceView, match: Match, *, group: Found, said: Attribution
) -> bool:
    shape = match.frame.values["shape"]
    won = _who_went(view, match)
    if "bare" in match.frame.values:
        return True
    if shape == "recruits" and not won:  # "the group recruits at universities" tells it of everybody there
        return "from" in match.slots or view.keys[match.position] == "recruit"
    for token in won:
        noun = counted_noun(view, token)
        if shape == "joins" and _is_of_group(context, view, token, group=group, said=said):
            continue  # "fighters of the group joined the funeral of their commander"
        is_told = view.keys[noun] in {"they", "them"} and bool(_meant_by_them(view, match.position, won))
        words = read_words("recruitment", "won", "words") | read_words("recruitment", "parts", "members")
        inner = (view.keys[whole] for whole in view.prepositional(noun, ("of",)))  # "two battalions of deserters"
        if is_told or view.keys[noun] in words or any(key in words for key in inner):
            return True
        is_people = noun_side(view.keys[noun]) is not None or _is_nation(view, noun)
        if is_people or find_quantity(view, token) is not None:
            found = context.who.at(view, token, said=said)
            return found is None or (found.start, found.end) != (group.start, group.end)
        if shape == "recruits" and (view.tokens[noun].pos in {"NOUN", "PROPN"} or view.keys[noun] in {"they", "them"}):
            return True
    return False


def _is_of_group(
    context: DocumentContext, view: SentenceView, position: int, *, group: Found, said: Attribution
) -> bool:
    found = context.who.at(view, position, said=said)
    return found is not None and found.reading.actor_id is not None and found.reading.actor_id == group.reading.actor_id


def _is_nation(view: SentenceView, position: int) -> bool:
    """True for "Venezuelans", a people by its name, not a band of it that is known."""
    mention = view.mention("actor", position)
    is_known = mention is not None and getattr(mention.reading, "actor_id", None) is not None
    return view.tokens[position].tag in {"NNPS", "NNP"} and view.tokens[position].entity == "NORP" and not is_known


def _meant_by_them(view: SentenceView, position: int, won: tuple[int, ...]) -> tuple[int, ...]:
    """Return "20 boys" for "them" in "abducted 20 boys and forced them to fight"."""
    is_them = any(view.keys[token] in {"they", "them"} for token in won)
    above = view.tokens[position].head
    return view.arguments(above).patients if is_them and view.tokens[position].dep == "conj" else ()


def _count(view: SentenceView, position: int) -> tuple[QuantityReading, Mention] | None:
    found = find_quantity(view, position)
    if found is None or found[0].is_relative or found[0].unit_kind not in {None, "people"}:
        return None
    return found


def _read_origins(
    context: DocumentContext, view: SentenceView, *, match: Match, group: Found, said: Attribution
) -> tuple[tuple[str, ...], Found | None]:
    origins: list[str] = []
    from_actor: Found | None = None
    sources = list(match.slots.get("from", ()))
    for token in _who_went(view, match):
        sources.extend(view.prepositional(token, ("from", "with", "of")))
        sources.extend(_former_group(view, token))
        origins.extend(words_of(view, included) for included in view.prepositional(token, ("include", "including")))
        origins.extend(
            view.tokens[child].text for child in view.children[token] if child < token and _is_demonym(view, child)
        )
    for token in sources:
        found = context.who.at(view, token, said=said)
        is_other = found is not None and (found.start, found.end) != (group.start, group.end)
        if found is not None and is_other and found.reading.side == "armed_group":
            from_actor = from_actor or found
        elif view.mention("place", token) is not None:
            origins.append(words_of(view, token))
    return tuple(dict.fromkeys(origins)), from_actor


def _former_group(view: SentenceView, position: int) -> list[int]:
    """Return what stands behind "with" in "many who were with the …": where those who come had been."""
    found: list[int] = []
    for child in view.children[position]:
        if view.tokens[child].dep in {"relcl", "acl"}:
            found.extend(view.prepositional(child, ("with", "from", "in")))
    return found


def _is_demonym(view: SentenceView, position: int) -> bool:
    is_people = view.tokens[position].entity == "NORP" or view.mention("place", position) is not None
    return is_people and view.mention("actor", position) is None
