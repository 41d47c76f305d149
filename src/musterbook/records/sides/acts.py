"""What the statements about deeds share: whose deed, which deed, and the words for it."""

from __future__ import annotations

from musterbook.model import Attribution
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = ["act_words", "find_party", "is_deed", "is_own", "refer_back", "speaker_found"]

_RELATIVE = frozenset({"which", "that", "who", "whom"})


def find_party(
    context: DocumentContext, view: SentenceView, tokens: tuple[int, ...], *, said: Attribution
) -> Found | None:
    """Return the first of the tokens that stands for somebody; a video or a statement stands for who put it out."""
    for token in tokens:
        found = context.who.at(view, token, said=said)
        if found is None and view.keys[token] in read_words("responsibility", "deeds", "carriers"):
            found = _sender(context, view, token, said=said)
        if found is not None:
            return found
    return None


def _sender(context: DocumentContext, view: SentenceView, carrier: int, *, said: Attribution) -> Found | None:
    senders = [*view.prepositional(carrier, ("by", "from", "of"))]
    senders += [token for token in view.children[carrier] if view.tokens[token].dep in {"poss", "compound", "nmod"}]
    for child in view.children[carrier]:
        if view.tokens[child].dep == "acl":
            senders.extend(view.arguments(child).agents)
            senders.extend(view.prepositional(child, ("by",)))
    verb = view.tokens[carrier].head
    if view.tokens[carrier].dep in OBJECTS and view.keys[verb] in read_words("responsibility", "deeds", "issuing"):
        senders.extend(view.arguments(verb).agents)  # "issued a statement claiming the killings"
    for token in senders:
        found = context.who.at(view, token, said=said)
        if found is not None:
            return found
    return None


def speaker_found(said: Attribution) -> Found | None:
    """Return the speaker as a party; None if nobody of the record speaks."""
    source = said.source
    if source.actor is None or source.start is None or source.end is None:
        return None
    return Found(reading=source.actor, start=source.start, end=source.end)


def is_own(view: SentenceView, position: int, found: Found | None, said: Attribution) -> bool:
    """True if the word means the speaker or the speaker's people: "we", "our men", "its fighters", the group itself."""
    speaker = said.source.actor
    if speaker is None:
        return False
    if view.keys[position] in read_words("responsibility", "deeds", "owners") or view.tokens[position].pos == "PRON":
        return True
    below = [*view.children[position], *view.prepositional(position, ("of",))]
    is_owned = any(view.tokens[child].pos == "PRON" and view.tokens[child].dep in {"poss", "pobj"} for child in below)
    is_same = found is not None and found.reading.actor_id is not None and found.reading.actor_id == speaker.actor_id
    return is_owned or is_same


def refer_back(view: SentenceView, position: int) -> int:
    """Return the noun a relative pronoun stands for ("for which they took the credit"), else the token itself."""
    if view.keys[position] not in _RELATIVE or view.tokens[position].tag not in {"WDT", "WP", "IN"}:
        return position
    for head in view.ancestors(position):
        if view.tokens[head].dep == "relcl":
            noun = view.tokens[head].head
            if view.mention("time", noun) is not None:  # "an ambush on Thursday, which …"
                noun = view.tokens[view.tokens[noun].head].head
            return noun
    return position


def is_deed(view: SentenceView, position: int, words: str = "nouns") -> bool:
    """True for a noun (of the list) or a verb of violence: "the attack", "of killing", "for attacking"."""
    if view.tokens[position].pos in {"VERB", "AUX"}:
        return view.keys[position] in read_words("responsibility", "deeds", "verbs")
    if view.keys[position] in read_words("responsibility", "deeds", words):
        return True
    harm = read_words("status", "harm", "words")  # "the fire that killed 12"
    below = (child for child in view.children[position] if child > position)
    clauses = (
        child
        for child in below
        if view.tokens[child].dep == "relcl" or (view.tokens[child].dep == "acl" and view.tokens[child].tag == "VBG")
    )
    is_thing = view.tokens[position].pos == "NOUN" and view.mention("actor", position) is None
    return is_thing and any(view.keys[child] in harm for child in clauses)


def act_words(view: SentenceView, acts: tuple[int, ...], match: Match) -> tuple[int, int]:
    """Return the span of the words for what was done: the whole phrase, up to a comma that opens another clause."""
    if not acts:
        token = view.tokens[match.position if match.held is None else match.held]
        return token.start, token.end
    # The parser may take the "that" of "said that it had carried out the attack" for an object too.
    first = next((act for act in acts if view.tokens[act].tag not in {"WDT", "WP"}), acts[0])
    below = view.subtree(first)
    if match.position in below:  # "the raid, for which they took the credit": the noun alone
        below = view.subtree(first, is_clause=True)
    high = below[-1]
    for position in below:
        is_break = view.tokens[position].text in {",", ";", "–", "—"} and position > first
        is_next_verb = view.tokens[position].tag == "CC" and view.tokens[position + 1 : position + 2] != ()
        if is_next_verb and position > first and view.tokens[position + 1].tag in {"VBD", "VBZ", "VBP"}:
            high = position - 1
            break
        if is_break and view.tokens[min(position + 1, len(view.tokens) - 1)].tag not in {"CD", "NNP", "CC"}:
            high = position - 1
            break
    while high > first and view.tokens[high].pos == "PUNCT":
        high -= 1
    return view.tokens[below[0]].start, view.tokens[max(high, first)].end
