"""Whose strength a count is: the group in the actor slot, on the counted noun, or the one whose size is the topic."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import ActorReading, Attribution, PlaceReading, QuantityReading, Side
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.counted import counted_noun
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.nominals import is_known
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.strength.counts import Count
from musterbook.records.strength.topics import Topic, is_apart, new_body
from musterbook.records.tables import read_words

__all__ = ["find_group", "fits"]

# Fewer may be those who took a hotel or a school.
_MANY = 50
_GROUPS = frozenset({"armed_group", "state_force", "police", "international_force"})


def find_group(
    context: DocumentContext, view: SentenceView, *, match: Match, count: Count, topic: Topic
) -> Found | None:
    """Return the group that is counted; None if the words name none that could be."""
    said = context.said_of(view, view.tokens[match.position].start)
    candidates = [token for token in _candidates(view, match) if token != count.noun]
    is_person = any(
        view.keys[child] == "who" and view.tokens[child].dep == "nsubj" for child in view.children[match.position]
    )
    fates = read_words("strength", "fates", "nouns")
    # "The death toll has risen from 32 to 53", "put the army's casualties at 40"
    if any(view.keys[token] in fates or _is_one_man(view, token, is_person=is_person) for token in candidates):
        return None
    apart = next((token for token in candidates if is_apart(view, token)), None)
    if apart is not None:
        return _apart_at(context, view, apart, match=match, count=count)
    for token in candidates:
        found = new_body(view, token) or _group_at(context, view, token, said=said, topic=topic)
        found = found or _body_at(view, token, match=match, count=count)
        if found is not None:
            return found
    if match.is_noun and "is_given" not in match.frame.values:  # whose estimate it is is not whose fighters they are
        owner = context.who.owner(view, match.position, said=said)
        if owner is not None and (owner.reading.actor_id is not None or owner.reading.side == "armed_group"):
            return owner
    found = context.who.at(view, count.noun, said=said) if not count.is_bare else None
    if found is not None and found.reading.actor_id is not None:
        return topic.prefer(view, _group_token(view, count.noun), found)
    return _from_topic(view, match, count, found=found, topic=topic)


def _candidates(view: SentenceView, match: Match) -> list[int]:
    found = list(match.slots.get("actor", ()))
    position = match.position
    having = read_words("strength", "measures", "having")
    if match.is_noun:
        verb = view.tokens[position].head
        if view.tokens[position].dep == "dobj" and view.keys[verb] in having:  # "has a force of 500 men"
            found.extend(view.arguments(verb).agents)
    elif match.frame.values["shape"] == "strong":
        head = view.tokens[position].head
        is_verb = view.tokens[head].pos in {"VERB", "AUX"}
        found.extend(view.arguments(head).agents if is_verb else (head,))
    elif view.keys[view.tokens[position].head] in having and view.tokens[position].dep == "ccomp":
        found.extend(view.arguments(view.tokens[position].head).agents)  # "have 280 fighters left"
    return found


def _group_at(
    context: DocumentContext, view: SentenceView, token: int, *, said: Attribution, topic: Topic
) -> Found | None:
    found = context.who.at(view, token, said=said)
    if found is not None and view.keys[token] in read_words("strength", "wholes", "nouns"):
        return _unresolved(view, token, found)
    if found is not None and (found.reading.actor_id is not None or _is_described_group(view, token, found)):
        return topic.prefer(view, _group_token(view, token), found)
    owner = None if found is not None else context.who.owner(view, token, said=said)
    if owner is not None and view.keys[token] in read_words("strength", "wholes", "nouns"):
        return _unresolved(view, token, owner)
    if owner is None or (owner.reading.actor_id is None and owner.reading.side != "armed_group"):
        return None
    if view.keys[token] not in read_words("strength", "measures", "nouns") and owner.reading.side != "armed_group":
        return None
    return topic.prefer(view, _group_token(view, token), owner)


def _body_at(view: SentenceView, token: int, *, match: Match, count: Count) -> Found | None:
    """Return the unnamed group of "the dissident front has some 140 combatants": the count says that it is one."""
    is_body = view.keys[token] in read_words("strength", "bodies", "nouns") and view.tokens[token].pos == "NOUN"
    is_armed = view.keys[token] in read_words("strength", "bodies", "armed")
    is_put = count.is_bare and (match.frame.values["shape"] == "put" or is_armed)  # "puts the band at 250"
    if not is_body or not (is_put or (not count.is_bare and _is_fighting(view, count.noun))):
        return None
    start, end = view.phrase(token)
    words = view.text[start:end]
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=words, why=f"‘{words}’ has the fighters")
    return Found(reading=reading, start=start, end=end)


def _apart_at(context: DocumentContext, view: SentenceView, token: int, *, match: Match, count: Count) -> Found | None:
    """Return "a rival faction" as a group of its own, "the rival X faction" as X; who "the last group" is nobody says."""
    found = context.who.at(view, token, said=context.said_of(view, view.tokens[token].start))
    if found is not None and found.reading.actor_id is not None and not found.is_pronoun:
        return found if _has_name(view, token) else None
    is_new = any(view.keys[child] in {"a", "an", "another"} for child in view.children[token])
    return _body_at(view, token, match=match, count=count) if is_new else None


def _has_name(view: SentenceView, token: int) -> bool:
    """True where the name of the group stands before the noun: "the rival Boko Haram faction"."""
    return any(
        view.tokens[child].dep in {"compound", "nmod", "amod"} and view.tokens[child].pos == "PROPN"
        for child in view.children[token]
    )


def _is_one_man(view: SentenceView, token: int, *, is_person: bool) -> bool:
    """True for "the commander", "he", and one of whom "who" speaks: the men under him are not all of the group's."""
    mention = view.mention("actor", token)
    reading = None if mention is None else mention.reading
    if isinstance(reading, ActorReading) and reading.actor_id is not None and reading.role is None:
        return False  # the name of the group itself
    is_single = view.tokens[token].tag in {"NN", "NNP", "PRP", "WP"}
    return is_single and (is_person or view.keys[token] in read_words("strength", "heads", "nouns"))


def _group_token(view: SentenceView, token: int) -> int:
    """Return the noun of the group itself: behind "of" in "the strength of the group"."""
    for inner in view.prepositional(token, ("of",)):
        if view.mention("actor", inner) is not None:
            return inner
    return token


def _unresolved(view: SentenceView, token: int, found: Found) -> Found:
    """Return the whole a branch belongs to, as written: the register's branch is not meant."""
    start, end = view.phrase(token)
    why = "the whole movement, of which the group named before is a part"
    return Found(
        reading=replace(found.reading, actor_id=None, name=None, words=view.text[start:end], why=why),
        start=start,
        end=end,
    )


def _is_described_group(view: SentenceView, token: int, found: Found) -> bool:
    """True for "the group", "the insurgents", "it": an organisation, if an unnamed one; not for "fighters", "a commander"."""
    if view.tokens[token].pos == "PRON":
        return True
    if found.reading.side == "armed_group" and view.tokens[token].tag == "NNS":
        return is_known(view, token) and view.keys[token] not in read_words("strength", "attackers", "nouns")
    return found.reading.side == "armed_group" and view.tokens[token].tag in {"NN", "NNP", "NNPS"}


def _from_topic(view: SentenceView, match: Match, count: Count, *, found: Found | None, topic: Topic) -> Found | None:
    """Return the group whose size is spoken of, for a figure without a name; the counted noun itself where it tells the side."""
    reach = match.frame.values.get("topic")
    if reach is None or (count.is_bare and reach != "bare") or _is_owned_by_others(view, match):
        return None
    if count.is_bare and "alone" in match.frame.values and _is_of_others(view, match, count):
        return None
    if not count.is_bare and not _is_fighting(view, count.noun):
        return None
    group = topic.group(view, is_bare=count.is_bare)
    if group is not None or count.is_bare or found is None or found.reading.side != "armed_group":
        return group
    is_there = match.frame.name in {"remains", "is-active"} and (_has_area(view) or _is_many(view, count))
    return found if topic.is_open(view) or is_there else None


def _is_many(view: SentenceView, count: Count) -> bool:
    """True for a number that fills more than a building, in a sentence that names a place or a town."""
    number = count.quantity.low if count.quantity.low is not None else count.quantity.high
    is_somewhere = any(view.of_kind("place")) or not view.key_set.isdisjoint(read_words("strength", "areas", "towns"))
    return number is not None and number >= _MANY and is_somewhere


def _has_area(view: SentenceView) -> bool:
    """True if the sentence names a country, province or district: those in a hotel are a raid, no strength."""
    areas = {"adm1", "adm2", "region", "country"}
    is_named = any(
        isinstance(mention.reading, PlaceReading)
        and mention.reading.place is not None
        and mention.reading.place.kind in areas
        for mention in view.of_kind("place")
    )
    has_place = any(mention.kind == "place" for mention in view.mentions)
    return is_named or (has_place and not view.key_set.isdisjoint(read_words("strength", "areas", "nouns")))


def _is_owned_by_others(view: SentenceView, match: Match) -> bool:
    """True for "put the number of dead at": the noun of size says whose it is, and it is no group's."""
    nouns = [match.position] if match.is_noun else list(match.slots.get("actor", ()))
    measures = read_words("strength", "measures", "nouns")
    for noun in nouns:
        if not match.is_noun and view.keys[noun] not in measures:
            return match.frame.values["shape"] in {"put", "has"}
        for child in view.children[noun]:
            label = view.tokens[child].dep
            if label == "compound" or (label == "prep" and view.keys[child] in {"of", "for"}):
                behind = view.prepositional(noun, ("of", "for"))
                return not any(view.keys[token] in read_words("people", "strength", "counted") for token in behind)
    return False


def _is_of_others(view: SentenceView, match: Match, count: Count) -> bool:
    """True for "of the town's 30,000 people, fewer than 4,000 remain": others than fighters are counted beside the number."""
    units = read_words("strength", "shares", "units")
    wholes = [
        counted_noun(view, view.head_of(mention.start, mention.end))
        for mention in view.of_kind("quantity")
        if mention is not count.mention
        and isinstance(mention.reading, QuantityReading)
        and mention.reading.unit_kind in units
    ]
    prepositions = read_words("strength", "shares", "prepositions")
    for token in (match.position, count.noun):
        wholes.extend(whole for whole in view.prepositional(token, prepositions) if view.tokens[whole].pos != "PRON")
    return any(not _is_of_group(view, whole) for whole in wholes)


def _is_of_group(view: SentenceView, noun: int) -> bool:
    """True for those under arms and for a group itself: "of its soldiers", "of the Front"."""
    mention = view.mention("actor", noun)
    if mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.side in _GROUPS:
        return True
    is_armed = noun_side(view.keys[noun]) in _GROUPS or view.keys[noun] in read_words("strength", "bodies", "nouns")
    return is_armed or _is_fighting(view, noun)


def _is_fighting(view: SentenceView, noun: int) -> bool:
    """True for nouns of those who fight for a group; people and soldiers may be anybody's."""
    key = view.keys[noun]
    if key in read_words("strength", "attackers", "nouns"):
        return False
    if noun_side(key) == "armed_group" or key in read_words("strength", "companions", "nouns"):
        return True
    return key in read_words("strength", "own", "members")


def fits(view: SentenceView, match: Match, count: Count, *, group: Found) -> bool:
    """Return whether the counted can be of the group: soldiers "fighting with" an armed group are not part of it."""
    side, key = noun_side(view.keys[count.noun]), view.keys[count.noun]
    shape = match.frame.values["shape"]
    if group.reading.side not in _GROUPS | {"government"}:  # the topic may be a group of which nothing else is known
        return group.reading.side == "unknown" and "topic" in match.frame.values
    if group.reading.side != "armed_group":
        is_named = group.reading.actor_id is not None
        is_state = group.reading.side == "government"  # "Russia keeps 700,000 troops there"
        sides: set[Side | None] = {"state_force"} if is_state else {"state_force", "police", "unknown", None}
        return is_named and "state" in match.frame.values and side in sides
    if "is_gathering" in match.frame.values and count.quantity.bound == "vague":
        return False
    if side in {"state_force", "police"}:
        return key in read_words("strength", "own", "troops") and shape in {"has", "measure", "strong"}
    if side == "civilians" or key in read_words("strength", "attackers", "nouns"):
        return False
    return count.is_bare or shape not in {"has"} or key not in read_words("strength", "own", "people")
