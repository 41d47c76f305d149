"""What a sentence does to a name: only places are raided, contested, marched on, withdrawn from.

The language model takes a town it does not know for a person or a body. What is done to it is the better witness: shelled,
besieged or overrun are places only. Persons are attacked and held too: such a name counts only where the gazetteer has it in a country
the document is about, or near a place it names.
"""

from __future__ import annotations

from typing import Literal

from musterbook.annotate.places.evidence import Scene
from musterbook.annotate.places.words import PlaceWords
from musterbook.model import Token, is_heading

__all__ = ["Use", "heads", "root_of", "use_as_place"]

# "sure": nobody shells or besieges a person; "known": blasts shake places, and now and then a person: surely one that is widely known;
# "seat": the market or the port of it is a town's, surely so of a name that one country alone has and that is taken for nothing else; "likely": persons are attacked
# and held too.
Use = Literal["sure", "known", "seat", "likely"]

_OBJECTS = frozenset({"dobj", "nsubjpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# What "by" takes: "by shelling" is read as a noun or as a verb.
_TAKEN = frozenset({"pobj", "pcomp"})
# The language model's labels of states, peoples and bodies.
_BODIES = frozenset({"GPE", "NORP", "ORG"})
_MOST_JOINED = 6


def use_as_place(scene: Scene, first: int, last: int) -> Use | None:
    """Return whether the words that govern the name (tokens first to last) take a place: only a place, one that is known, or persons too."""
    tokens, words = scene.tokens, scene.words
    root = root_of(tokens, first, last)
    behind = range(last + 1, min(last + 1 + _MOST_JOINED, len(tokens)))
    if heads(tokens, first, last) or any(_is_called(scene, child, root) for child in behind):
        return "likely"
    token = tokens[root]
    for _ in range(_MOST_JOINED):  # "Baga and Kukawa": what is done to the first is done to the others
        if token.dep not in {"conj", "appos"} or tokens[token.head].pos != "PROPN":
            break
        token = tokens[token.head]
    above = tokens[token.head]
    lemma = above.lemma.lower()
    if token.dep in _OBJECTS:
        return None if _is_hit_in_body(tokens, token.head, words) else _use_of_verb(tokens, token.head, words)
    is_owner = token.dep == "poss" and lemma in words.features
    if is_owner or (token.dep in _SUBJECTS and _is_held(tokens, token.head, words)):
        return "likely"
    if token.dep != "pobj":
        return None
    return _use_behind_of(tokens, above, words) or ("likely" if _is_governed(tokens, above, scene) else None)


def _use_behind_of(tokens: tuple[Token, ...], preposition: Token, words: PlaceWords) -> Use | None:
    """Return the use of the name behind the "of" of what places alone have: "mayor of Douma", "the market of Mueda"."""
    if preposition.text.lower() != "of":
        return None
    owned = tokens[preposition.head].lemma.lower()
    # "Shelling of Douma" is read as a noun or as a verb.
    if owned in words.sure_nouns | words.sure_verbs:
        return "sure"
    return "seat" if owned in words.seat_nouns else None


def heads(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Return whether the name heads what follows, as in a list of places: "Butembo: a bomb in a bar", "Saturday, Binnish."."""
    if first == 0 and last + 1 < len(tokens) and tokens[last + 1].text == ":":
        return True
    return tokens[-1].text in {".", ":"} and is_heading(tokens)


def _use_of_verb(tokens: tuple[Token, ...], verb: int, words: PlaceWords) -> Use | None:
    """Return how surely the object of the verb is a place: surely what is shelled, a widely known name that forces strike or a blast shakes."""
    lemma = tokens[verb].lemma.lower()
    if lemma in words.sure_verbs:
        return "sure"
    doers = _list_doers(tokens, verb)
    if lemma in words.striking and (_are_armed(doers, words) or _is_done_by_nobody(tokens, verb)):
        return "known"
    if lemma in words.striking | words.used_verbs | words.shakes and _are_any(doers, words.strikers):
        return "known"
    return "likely" if lemma in words.used_verbs else None


def _list_doers(tokens: tuple[Token, ...], verb: int) -> list[Token]:
    """Return what does it, before the verb or behind "by": "blasts shook", "was rocked by shelling"."""
    doers = {n for n, one in enumerate(tokens[:verb]) if one.head == verb and one.dep != "nsubjpass"}
    agents = {n for n, one in enumerate(tokens) if one.head == verb and one.dep == "agent"}
    doers |= {n for n, one in enumerate(tokens) if one.head in agents and one.dep in _TAKEN}
    return [tokens[n] for n in sorted(doers)]


def _are_any(doers: list[Token], lemmas: frozenset[str]) -> bool:
    # In a headline the language model leaves the plural as it stands.
    return any(form in lemmas for one in doers for form in (one.lemma.lower(), one.text.lower().removesuffix("s")))


def _are_armed(doers: list[Token], words: PlaceWords) -> bool:
    """Return whether a force, a state or a body strikes: police and husbands strike persons."""
    return _are_any(doers, words.armed) or any(one.entity in _BODIES and one.dep in _SUBJECTS | _TAKEN for one in doers)


def _is_done_by_nobody(tokens: tuple[Token, ...], verb: int) -> bool:
    """Return whether the passive names no doer: "Dinsor was hit at dawn"."""
    deps = {one.dep for one in tokens if one.head == verb}
    return "auxpass" in deps and "agent" not in deps


def _is_hit_in_body(tokens: tuple[Token, ...], verb: int, words: PlaceWords) -> bool:
    """Return whether a part of the body stands behind: "struck Jackson on the head"; not "in the heart of the town"."""
    parts = [n for n, one in enumerate(tokens) if n > verb and one.dep == "pobj" and one.lemma.lower() in words.limbs]
    parts = [n for n in parts if not any(one.head == n and one.dep == "prep" for one in tokens[n + 1 :])]
    preposition = [tokens[n].head for n in parts if tokens[tokens[n].head].text.lower() in words.on_limbs]
    return any(above == verb or tokens[above].head == verb for above in (tokens[n].head for n in preposition))


def _is_governed(tokens: tuple[Token, ...], preposition: Token, scene: Scene) -> bool:
    """Return whether the preposition before the name, with what governs it, takes a place."""
    words, governor = scene.words, tokens[preposition.head]
    text = preposition.text.lower()
    if text == "of" and governor.text.lower() == "out":  # "drove it out of Damasak"
        text, governor = "from", tokens[governor.head]
    lemma = governor.lemma.lower()
    if text in words.always:
        return True
    if governor.pos == "VERB":
        is_weapon = (
            text in words.of_noun and lemma in words.sure_verbs & words.used_nouns
        )  # "shells on Gao", read as a verb
        return is_weapon or (text in words.of_move and lemma in words.used_moves)
    return text in words.of_noun and (lemma in words.used_nouns or lemma in words.houses)


def root_of(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Return the token of the name whose head stands outside it; the last one if the parser sees none."""
    return next((index for index in range(first, last + 1) if not first <= tokens[index].head <= last), last)


def _is_held(tokens: tuple[Token, ...], verb: int, words: PlaceWords) -> bool:
    """Return whether what the verb tells of is told to be in somebody's hands or to fall: "Metele is in rebel hands"."""
    lemma = tokens[verb].lemma.lower()
    if lemma in words.fates:
        return True
    if lemma in words.hosts:
        ahead = tokens[verb + 1 : verb + _MOST_JOINED]
        return any(one.head == verb and one.dep == "dobj" and one.lemma.lower() in words.used_nouns for one in ahead)
    within = [
        n for n in range(verb + 1, min(verb + _MOST_JOINED, len(tokens))) if tokens[n].text.lower() in {"in", "under"}
    ]
    return any(
        tokens[n].head == at and tokens[n].dep == "pobj" and tokens[n].lemma.lower() in words.holds
        for at in within[:1]
        if tokens[at].head == verb
        for n in range(at + 1, min(at + _MOST_JOINED, len(tokens)))
    )


def _is_called(scene: Scene, child: int, root: int) -> bool:
    """Return whether the token says what the name is: "Laukkai, a city of casinos"."""
    token = scene.tokens[child]
    return token.dep == "appos" and token.head == root and token.lemma.lower() in scene.words.features
