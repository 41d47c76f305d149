"""What the grammar of a sentence says about a phrase: whether it is an actor at all, and of which side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from musterbook.annotate.actors.items import Chain, Item, SentenceItems
from musterbook.annotate.actors.roles import Role, Roles
from musterbook.model import Side

__all__ = [
    "FORCE_SIDES",
    "STATE_SIDES",
    "find_last_word",
    "find_linked",
    "find_met_word",
    "find_side",
    "find_start",
    "is_agent",
    "is_compatible",
    "is_counted",
    "is_named_so",
    "is_noun_phrase",
    "is_of_a_group",
    "is_people",
    "is_several",
    "is_subject",
    "is_unit_name",
]

STATE_SIDES: frozenset[Side] = frozenset({"state_force", "police", "government"})
FORCE_SIDES: frozenset[Side] = frozenset({"state_force", "international_force"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_DASHES = frozenset({"-", "–", "—", "--"})
_MAX_CONJUNCTS = 4
_LOOK_BACK = 3
_LOOK_BEHIND = 4
_SO_CALLED = frozenset({"so", "called", "-", "so-called"})
_ORDINAL = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)\Z")


def find_start(chain: Chain, items: SentenceItems) -> int:
    """Return where the phrase begins: an adjective of a people or creed belongs to it ("Kurdish fighters")."""
    first = chain.parts[0]
    before = items.tokens[first.first - 1] if first.first else None
    is_own = before is not None and before.entity == "NORP" and before.dep in _MODIFIERS and first.kind == "role"
    return before.start if before is not None and is_own else first.start


def find_side(roles: Sequence[Role]) -> Side:
    """Return the side of a chain: the last force decides, else the last person that has one, else any.

    "Coalition" keeps its side before a word for troops of any kind ("coalition military forces").
    """
    forces = [role.side for role in roles if role.kind == "force"]
    if forces:
        is_joint = forces[-1] == "state_force" and "international_force" in forces
        return "international_force" if is_joint else forces[-1]
    stated = [role.side for role in roles if role.side != "unknown"]
    return stated[-1] if stated else "unknown"


def is_compatible(wanted: Side, seen: Side) -> bool:
    """Return whether a description of one side may mean an actor of the other.

    "The troops" may be a coalition's; "the coalition" is no army of one state.
    """
    return wanted == seen or (wanted == "state_force" and seen in FORCE_SIDES)


def is_noun_phrase(chain: Chain, items: SentenceItems, roles: Sequence[Role], *, arms: frozenset[str]) -> bool:
    """Return whether role words stand as nouns here, and not where they only describe a thing ("a government building").

    Before `arms`, what only armed forces have or do, they tell whose it is: "government jets", "regime shelling".
    """
    last = items.tokens[chain.parts[-1].stop - 1]
    if last.pos not in _NOUNS and last.dep not in _ARGUMENTS:
        return False
    is_modifier = last.dep in _MODIFIERS and last.head >= chain.parts[-1].stop
    if is_modifier and not roles[-1].modifier and items.tokens[last.head].lemma.lower() not in arms:
        return False
    if roles[0].kind == "part" and len(roles) == 1:
        first = chain.parts[0].first
        follower = items.tokens[chain.parts[-1].stop].text.lower() if chain.parts[-1].stop < len(items.tokens) else ""
        before = items.tokens[first - 1] if first else None
        return follower not in {"of", "and", "or"} and not (
            before is not None and before.pos in _NOUNS and before.dep in _MODIFIERS
        )
    return True


def find_last_word(chain: Chain, items: SentenceItems) -> str | None:
    """Return the lemma of the last role word of a chain; None if it has none."""
    return items.tokens[chain.roles[-1].stop - 1].lemma.lower() if chain.roles else None


def find_met_word(chain: Chain, items: SentenceItems, roles: Roles) -> str | None:
    """Return the word by which a later description may mean the chain: its last role word, be it part of a name ("NAME army")."""
    found = find_last_word(chain, items)
    last = items.tokens[chain.parts[-1].stop - 1]
    return last.lemma.lower() if found is None and roles.is_word(last.text) else found


def is_subject(chain: Chain, items: SentenceItems) -> bool:
    """Return whether the chain is the subject of a clause, or all there is of one ("Group claims attack")."""
    return items.tokens[chain.parts[-1].stop - 1].dep in {"nsubj", "nsubjpass"}


def find_linked(chain: Chain, items: SentenceItems, roles: Roles) -> tuple[Item | None, str]:
    """Return what a description is told to belong to, and by which words: "fighters of the so-called X", "loyal to X".

    None and "" where nothing follows so.
    """
    tokens, index = items.tokens, chain.parts[-1].stop
    two = " ".join(token.text.lower() for token in tokens[index : index + 2])
    one = two.split(" ")[0] if two else ""
    side = find_side([item.role for item in chain.roles if item.role is not None])
    if two in roles.belongs:
        link = two
    elif one in roles.belongs and (one == "of" or side == "armed_group"):
        link = one
    else:
        return None, ""
    index += len(link.split(" "))
    while index < len(tokens) and (tokens[index].pos == "DET" or tokens[index].text.lower() in _SO_CALLED):
        index += 1
    return items.item_at(index), link


def is_unit_name(chain: Chain, items: SentenceItems) -> bool:
    """Return whether role words are part of the name of a numbered unit: "158th Fighter Wing", "5th Special Forces Group"."""
    first = chain.parts[0]
    if first.kind != "role" or not first.first or not items.tokens[first.first].text[0].isupper():
        return False
    return bool(_ORDINAL.match(items.tokens[first.first - 1].text))


def is_counted(chain: Chain, items: SentenceItems) -> bool:
    """Return whether a number stands before the phrase ("four rebels", "some 60 wounded guerrillas"), or "all of the"."""
    first = chain.parts[0].first
    for index in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        token = items.tokens[index]
        if token.pos == "NUM" or token.text.isdigit():
            return True
        if token.pos not in {"ADJ", "ADV", "DET"} and token.text.lower() not in {"of", "wounded", "armed"}:
            return False
    return False


def is_named_so(chain: Chain, items: SentenceItems, roles: Roles) -> bool:
    """Return whether the words around say whose they are: a name ("Wa soldiers"), "its", "foreign", "it has 500 fighters"."""
    first = chain.parts[0].first
    last = items.tokens[chain.parts[-1].stop - 1]
    if last.dep == "dobj" and items.tokens[last.head].lemma.lower() in roles.owning:
        return True
    before = items.tokens[first - 1] if first else None
    if before is None:
        return False
    is_name = before.text[0].isupper() and before.pos in {"PROPN", "ADJ"}
    is_owned = any(token.tag == "PRP$" for token in items.tokens[max(0, first - _LOOK_BACK) : first])
    return is_name or is_owned or before.text.lower() in roles.foreign or items.is_behind_relation(first)


def is_of_a_group(chain: Chain, items: SentenceItems) -> bool:
    """Return whether "of the group", "of this movement" stands behind the words."""
    stop = chain.parts[-1].stop
    tokens = [token for token in items.tokens[stop : stop + _LOOK_BEHIND] if token.pos != "PUNCT"]
    if len(tokens) < 3 or tokens[0].text.lower() != "of" or tokens[1].pos != "DET":
        return False
    role = next((item.role for item in items.items if item.start == tokens[2].start), None)
    return role is not None and role.side in {"armed_group", "unknown"}


def is_several(chain: Chain, items: SentenceItems) -> bool:
    """Return whether it means several groups ("the two groups"), and not what one group has ("its networks")."""
    first = chain.parts[0].first
    is_own = any(token.tag == "PRP$" for token in items.tokens[max(0, first - _LOOK_BACK) : first])
    return not is_own and any(
        item.role is not None and item.role.kind == "part" and item.role.is_plural for item in chain.roles
    )


def is_people(items: SentenceItems, item: Item) -> bool:
    """Return whether a demonym stands for people: "Syrians", "an Afghan"; and not for a language or a quality."""
    last = items.tokens[item.stop - 1]
    if last.pos not in _NOUNS or (last.dep in _MODIFIERS and last.head >= item.stop):
        return False
    before = items.tokens[item.first - 1].text.lower() if item.first else ""
    if item.stop < len(items.tokens) and items.tokens[item.stop].text in _DASHES:
        return False
    return last.text.lower().endswith("s") or last.tag in {"NNS", "NNPS"} or before in {"a", "an"}


def is_agent(items: SentenceItems, item: Item, roles: Roles) -> bool:
    """Return whether a country or seat acts: subject of an active verb, or the "by" of a passive one."""
    tokens = items.tokens
    if item.stop < len(tokens) and tokens[item.stop].text in _DASHES | {"("}:
        return False  # a dateline: "KABUL, Afghanistan (July 30) – …"
    token = tokens[item.stop - 1]
    for _ in range(_MAX_CONJUNCTS):
        if token.dep != "conj":
            break
        token = tokens[token.head]
    head = tokens[token.head]
    if token.dep == "pobj":
        return head.text.lower() == "by" and item.kind == "country"
    if token.dep != "nsubj" or head.pos != "VERB":
        return False
    if item.kind == "seat":
        return head.lemma.lower() in roles.seat_verbs
    return head.lemma.lower() not in roles.not_acting
