"""Which deed a claim of responsibility is about, and whether its words are the sort of deed that the row asks for."""

from __future__ import annotations

from typing import Literal

from musterbook.errors import RegisterError
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.nominals import is_known
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.acts import is_deed, refer_back
from musterbook.records.tables import read_words

__all__ = ["Role", "is_anaphor", "is_known_deed", "meets_needs", "read_acts", "role_of"]

Role = Literal["claims", "is_blamed", "rejects"]
_ROLES: tuple[Role, ...] = ("claims", "is_blamed", "rejects")


def read_acts(view: SentenceView, match: Match) -> tuple[int, ...]:
    """Return the words for what was done: those of the row's slot, else those that hang on the subject or the accuser."""
    acts = tuple(refer_back(view, token) for token in match.slots.get("act", ())) or _acts_of_subject(view, match)
    return _acts_behind_accuser(view, match, acts)


def _acts_of_subject(view: SentenceView, match: Match) -> tuple[int, ...]:
    """Return "the bombing" of "suspicion for the bombing fell on": what hangs on the subject that the row asks for."""
    subjects = view.arguments(match.position).agents if match.frame.subjects else ()
    return tuple(act for subject in subjects for act in view.prepositional(subject, ("for", "over", "in", "about")))


def _acts_behind_accuser(view: SentenceView, match: Match, acts: tuple[int, ...]) -> tuple[int, ...]:
    """Return "looting" of "was accused by a judge of looting", which the parser hangs on the accuser."""
    if role_of(match) != "is_blamed" or any(is_deed(view, act) for act in acts):
        return acts
    accusers = (agent for agent in view.arguments(match.position).agents if agent > match.position)
    behind = (act for agent in accusers for act in view.prepositional(agent, ("of", "for", "over")))
    return tuple(act for act in behind if is_deed(view, act)) or acts


def meets_needs(view: SentenceView, match: Match, acts: tuple[int, ...]) -> bool:
    """True if the act is of the sort that the row asks for."""
    values = match.frame.values
    is_for_else = "bare" in values and _is_for_else(view, match)
    if is_for_else or _is_of_many(view, acts) or ("as" in values and not _is_culprit(view, match)):
        return False
    if "told" in values:  # "that the army had done the killing"
        is_known = values["told"] == "bare" or any(is_known_deed(view, token) for token in acts)
        return is_known and _is_told_in_full(view, match.position)
    is_met = _NEEDS.get(values.get("needs", ""))
    if is_met is not None:
        return any(is_met(view, token, match) for token in acts)
    if role_of(match) == "is_blamed" and acts:
        return any(is_deed(view, act) or is_anaphor(view, act) for act in acts)
    return True


def _is_culprit(view: SentenceView, match: Match) -> bool:
    """True for "named the Front as the culprit"."""
    culprits = read_words("responsibility", "deeds", "culprits")
    return any(view.keys[token] in culprits for token in match.slots.get("as", ()))


def _is_of_many(view: SentenceView, acts: tuple[int, ...]) -> bool:
    """True for "has claimed several such attacks": no deed is told of, but a habit."""
    many = read_words("responsibility", "deeds", "many")
    plural = [act for act in acts if view.tokens[act].tag == "NNS"]
    is_vague = any(view.keys[child] in many for act in plural for child in view.children[act])
    below = (token for act in plural for token in view.subtree(act))
    return (
        is_vague and len(plural) == len(acts) and not any(view.mention("place", token) is not None for token in below)
    )


def _is_told_in_full(view: SentenceView, position: int) -> bool:
    """True for a clause with its own verb; "the attack staged by rebels", "accused of committing it" tell it by the way."""
    token = view.tokens[position]
    auxiliaries = any(view.tokens[child].dep in {"aux", "auxpass"} for child in view.children[position])
    return token.dep not in {"acl", "relcl", "pcomp", "advcl", "amod"} and (token.tag != "VBN" or auxiliaries)


def _is_named(view: SentenceView, act: int, match: Match) -> bool:
    is_open = "definite" in match.frame.values and _is_certain(view, act)
    return is_open or is_deed(view, act) or is_anaphor(view, act)


def _is_offence(view: SentenceView, act: int, match: Match) -> bool:
    return is_deed(view, act, "offences") and view.tokens[act].pos != "VERB" and match.position != act


def _is_own_deed(view: SentenceView, act: int, match: Match) -> bool:
    return is_deed(view, act) and view.tokens[act].pos == "VERB" and _does_it_oneself(view, act, match)


_NEEDS = {"deed": _is_named, "offence": _is_offence, "own deed": _is_own_deed}


def _is_for_else(view: SentenceView, match: Match) -> bool:
    """True for "blamed the police for coming late": what for is told, and it is no deed."""
    heads = (match.position, *match.slots.get("actor", ()))
    behind = [token for head in heads for token in view.prepositional(head, ("for", "over"))]
    accused = heads if view.keys[match.position] == "accuse" else (match.position,)  # "men of the Front" are blamed
    behind += [token for head in accused for token in view.prepositional(head, ("of",))]
    return bool(behind) and not any(is_deed(view, token) or is_anaphor(view, token) for token in behind)


def _does_it_oneself(view: SentenceView, act: int, match: Match) -> bool:
    """True for "admitted that its men had fired": the doer of the clause is who admits it, or belongs to him."""
    if view.arguments(act).is_passive:
        return False
    doers = view.arguments(act).agents
    if not doers or set(doers) & set(match.slots["actor"]):  # "admitted killing"
        return bool(doers) or view.tokens[act].tag == "VBG"
    whole = next(iter(view.prepositional(doers[0], ("of",))), doers[0])  # "one of its shells"
    beside = (doers[0], *view.children[doers[0]], *view.children[whole])
    pronouns = [child for child in beside if view.tokens[child].pos == "PRON"]
    return any(view.keys[child] not in {"who", "which"} for child in pronouns)


def is_known_deed(view: SentenceView, position: int) -> bool:
    """True for "the attack", "that bombing", "this": a deed told before."""
    if is_anaphor(view, position):
        return True
    return _is_certain(view, position) and is_deed(view, position, "offences")


def _is_certain(view: SentenceView, position: int) -> bool:
    return is_known(view, position) or any(_is_where_or_when(view, child) for child in view.children[position])


def _is_where_or_when(view: SentenceView, position: int) -> bool:
    """Return True for the "Friday's", "Nairobi's" of an attack: it is a certain one."""
    is_owner = view.tokens[position].dep == "poss"
    is_time, is_place = (view.mention("time", position), view.mention("place", position))
    return is_owner and (is_time is not None or is_place is not None)


def is_anaphor(view: SentenceView, position: int) -> bool:
    """Return whether the word stands for a deed told before: "did this", "was behind it"."""
    is_word = view.keys[position] in read_words("responsibility", "deeds", "anaphors")
    return is_word and view.tokens[position].pos in {"PRON", "DET", "ADV"}


def role_of(match: Match) -> Role:
    """Return the role that the row gives.

    Raises:
        RegisterError: the row gives another word.
    """
    word = match.frame.values["role"]
    for role in _ROLES:
        if role == word:
            return role
    raise RegisterError("no such role", got=word, where=f"records/data/responsibility.toml {match.frame.name}")
