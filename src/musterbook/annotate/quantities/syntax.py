"""What a number counts, and how: unit, direction of a change, part of another number, addition to another number.

Every look to the left or right is bounded to a few tokens, so that reading a sentence stays linear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from musterbook.annotate.quantities.tables import QuantityTables, UnitKind
from musterbook.model import Direction, Sentence, Token

__all__ = [
    "Counted",
    "Place",
    "find_base",
    "find_direction",
    "find_unit",
    "is_addition",
    "is_part",
    "kind_of",
    "lemma_of",
]

_REACH = 8
_NEAR = 4
_PREPOSITION_OF = frozenset({"of"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART", "DET", "ADV"})
_ENDS_PHRASE = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PUNCT"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_OWNERS = frozenset({"its", "their", "his", "her", "our"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a number stands: the sentence and its first and last tokens, bounding words left out and in.

    Attributes:
        first, after: token indices of the number itself, half open.
        lead: index of the first bounding word, or `first`.
    """

    sentence: Sentence
    first: int
    after: int
    lead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted: the lemma, its kind, and the index of its token; all None if the text does not say."""

    unit: str | None = None
    kind: UnitKind | None = None
    index: int | None = None


def lemma_of(token: Token) -> str:
    """Return the lemma of a noun, lower case; names keep their plural off too ("Chechens" → "chechen")."""
    lemma = token.lemma.lower()
    if token.tag == "NNPS" and lemma.endswith("s") and len(lemma) > 3:
        lemma = lemma[:-1]
    if lemma.endswith("men") and lemma != "specimen":
        return lemma[:-3] + "man"
    return "child" if lemma == "children" else lemma


def kind_of(token: Token, tables: QuantityTables) -> UnitKind | None:
    """Return of which kind of unit the noun is; None for a word of none."""
    return _kind(lemma_of(token), tables)


def _kind(lemma: str, tables: QuantityTables) -> UnitKind | None:
    kind = tables.units.get(lemma)
    if kind is None and "-" in lemma:
        kind = tables.units.get(lemma.rsplit("-", 1)[1])
    return kind


def find_unit(place: Place, *, tables: QuantityTables) -> Counted:
    """Return what the number counts, by the first that holds.

    1. the noun behind it ("94 Islamic State fighters"), 2. the noun behind "of" ("1,000 of its men"),
    3. the subject of a verb that leads to it ("the number of fighters rose to 1,200"), 4. people, from the verb.
    """
    tokens = place.sentence.tokens
    index = _noun_behind(tokens, place)
    if index is not None:
        counted = _count(tokens, index, tables)
        is_others = counted.unit == "other" and (
            _is_of_persons(tokens, place, tables) or _suffers_behind(tokens, replace(place, after=index + 1), tables)
        )
        return replace(counted, kind="people") if is_others else counted
    index = _subject_noun(tokens, place, tables)
    if index is not None:
        return _count(tokens, index, tables)
    if _is_of_persons(tokens, place, tables) or _suffers_behind(tokens, place, tables):
        return Counted(kind="people")
    return Counted()


def _count(tokens: tuple[Token, ...], index: int, tables: QuantityTables) -> Counted:
    lemma = lemma_of(tokens[index])
    if lemma in tables.number_nouns:
        return Counted()
    if lemma not in tables.units and lemma.endswith("s") and lemma[:-1] in tables.units:
        lemma = lemma[:-1]
    follower = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    if lemma == "pound" and follower in {"of", "("}:
        # Money is not told "of" something.
        return Counted(unit=lemma, kind="thing", index=index)
    kind = _kind(lemma, tables)
    if kind is None and tokens[index].entity == "NORP":
        kind = "people"  # the model's label for nationalities, religions and parties: "40 Salvadorans"
    return Counted(unit=lemma, kind=kind, index=index)


def _noun_behind(tokens: tuple[Token, ...], place: Place) -> int | None:
    """Return the head of the noun phrase behind the number; through "of" if the number stands alone before it."""
    after = place.after
    if after >= len(tokens):
        return None
    token = tokens[after]
    if token.text.lower() in _PREPOSITION_OF:
        # "12 of them children" counts the children, "several of them were killed" says no noun.
        is_pronoun = after + 1 < len(tokens) and tokens[after + 1].pos == "PRON" and tokens[after + 1].tag != "PRP$"
        return _scan_noun(tokens, after + 2 if is_pronoun else after + 1)
    # A participle may still belong to the noun phrase ("20 wounded soldiers", "12 armed men").
    is_participle = token.tag in {"VBN", "VBG", "VBD"} and _leads_to_noun(tokens, after)
    if token.pos in _ENDS_PHRASE and not is_participle:
        return None
    is_before_time = tokens[after - 1].dep == "dobj" and token.entity in {"DATE", "TIME"}  # "killed 16 last month"
    if is_before_time or token.text.lower() in _ARTICLES or token.pos == "NUM":
        return None  # "at 92 a few hours before", "from 6,000 two years ago"
    head = tokens[place.after - 1].head
    is_counting = tokens[place.after - 1].dep == "nummod" and place.after <= head < place.after + _REACH
    if is_counting and tokens[head].tag in _NOUN_TAGS:
        return _last_of_compound(tokens, head)
    return _scan_noun(tokens, after)


def _last_of_compound(tokens: tuple[Token, ...], head: int) -> int:
    """Return the head, or the noun it is a compound part of ("20 police officers" parsed at "police")."""
    above = tokens[head].head
    if tokens[head].dep == "compound" and head < above <= head + 2 and tokens[above].tag in _NOUN_TAGS:
        return above
    return head


def _leads_to_noun(tokens: tuple[Token, ...], index: int) -> bool:
    head = tokens[index].head
    return tokens[index].dep in {"amod", "compound"} and index < head <= index + 3 and tokens[head].tag in _NOUN_TAGS


def _scan_noun(tokens: tuple[Token, ...], start: int) -> int | None:
    """Return the last noun of the noun phrase that begins at `start`."""
    found: int | None = None
    for index in range(start, min(len(tokens), start + _REACH)):
        token = tokens[index]
        if token.tag in _NOUN_TAGS or token.pos in {"NOUN", "PROPN"}:
            if found is not None and token.pos == "PROPN" and tokens[found].tag == "NNS":
                break
            found = index
            continue
        if token.tag == "POS" and found is not None:
            found = None
            continue
        if found is not None and token.text != "-":
            break
        is_linking = token.text in {"-", "“", "‘", '"', "'"} or token.text.lower() in {"of", "and"}
        if token.pos not in _INSIDE and not is_linking and token.tag not in {"VBN", "VBG", "PRP$"}:
            break
    return found


def _subject_noun(tokens: tuple[Token, ...], place: Place, tables: QuantityTables) -> int | None:
    """Return the noun whose number it is: "the number of fighters rose to 1,200", "casualties of 40"."""
    if place.lead == 0:
        return None
    before = tokens[place.lead - 1]
    is_copula = before.lemma.lower() == "be"
    if before.text.lower() not in tables.level_leads and not is_copula:
        return None
    verb = before.head if before.pos in {"ADP", "PART", "SCONJ"} else place.lead - 1
    level = tokens[verb]
    is_level = level.lemma.lower() in tables.level_verbs or _side(level, tables) is not None
    if level.pos not in {"VERB", "AUX"} or not is_level:
        return None
    # Who puts a toll at 40 is not counted, the toll is.
    near = range(max(0, verb - 2 * _REACH), place.lead)
    is_estimate = level.lemma.lower() in tables.estimating
    has_object = any(tokens[index].head == verb and tokens[index].dep == "dobj" for index in near)
    wanted = {"nsubjpass", "dobj"} if is_estimate or has_object else {"nsubj", "nsubjpass"}
    for index in near:
        token = tokens[index]
        is_subject = token.head == verb and token.dep in wanted and token.tag in _NOUN_TAGS
        # "the number of victims is 59", but not "the talks were 20 minutes long"
        if is_subject and token.tag == "NNP":
            return None  # "puts the State Army at 2,000" counts no armies
        if is_subject and (not is_copula or token.lemma.lower() in tables.number_nouns):
            return _inside_number_noun(tokens, index, tables)
    return None


def _inside_number_noun(tokens: tuple[Token, ...], index: int, tables: QuantityTables) -> int | None:
    """Return the noun behind "number of"; for a plain "figure" nothing is said."""
    if tokens[index].lemma.lower() in tables.sizes and tokens[index].lemma.lower() != "toll":
        return None
    if tokens[index].lemma.lower() in tables.number_nouns:
        for other in range(index + 1, min(len(tokens), index + _NEAR)):
            if tokens[other].text.lower() == "of" and tokens[index].lemma.lower() not in tables.sizes:
                return _scan_noun(tokens, other + 1)
        if index and tokens[index - 1].dep == "compound" and tokens[index].lemma.lower() == "toll":
            return index - 1
        return None
    return index


def _is_of_persons(tokens: tuple[Token, ...], place: Place, tables: QuantityTables) -> bool:
    """Return True if the number is the subject or object of a verb that only persons suffer or do."""
    token = tokens[place.after - 1]
    for _ in range(3):
        head = tokens[token.head]
        if head is token:
            return False
        if head.pos == "VERB":
            return head.lemma.lower() in tables.person_verbs and token.dep in {
                "nsubj", "nsubjpass", "dobj", "conj", "attr", "nummod", "appos",
            }  # fmt: skip
        token = head
    return False


def _suffers_behind(tokens: tuple[Token, ...], place: Place, tables: QuantityTables) -> bool:
    """Return True if a verb that only persons suffer follows at once ("over 200 were killed", "another 20 have fled")."""
    for token in tokens[place.after : place.after + _NEAR]:
        if token.pos == "VERB" and token.tag in {"VBN", "VBD"}:
            return token.lemma.lower() in tables.person_verbs
        if token.pos not in {"AUX", "ADV", "PART"}:
            return False
    return False


def find_base(place: Place) -> str | None:
    """Return the noun that a share is a part of ("a fifth of the population", "half the men"); None if none stands behind."""
    tokens = place.sentence.tokens
    index = place.after
    if any(token.text.lower() in {"in", "of"} for token in tokens[place.first : place.after]):
        index -= 1  # "one in three fighters"
    elif index >= len(tokens) or tokens[index].text.lower() not in _PREPOSITION_OF | _ARTICLES | _OWNERS:
        return None
    start = index + 1
    if start < len(tokens) and tokens[start].pos == "PRON" and tokens[start].tag != "PRP$":
        return None  # "half of them"
    noun = _scan_noun(tokens, start)
    return None if noun is None else lemma_of(tokens[noun])


def find_direction(place: Place, *, is_relative: bool, tables: QuantityTables) -> Direction | None:
    """Return the direction of a change; None for a level ("rose to 1,200" and "from 1,000" are levels)."""
    tokens = place.sentence.tokens
    direction = _direction_before(tokens, place, is_relative=is_relative, tables=tables)
    if direction is not None or not is_relative:
        return direction
    for index in range(place.after, min(len(tokens), place.after + 2)):
        word = tokens[index].text.lower()
        if word in tables.compare_up:
            return "up"
        if word in tables.compare_down:
            return "down"
        if tokens[index].pos not in {"ADJ", "NOUN"}:
            break
    return None


def _direction_before(
    tokens: tuple[Token, ...], place: Place, *, is_relative: bool, tables: QuantityTables
) -> Direction | None:
    index = place.lead - 1
    while index >= 0 and (tokens[index].pos == "ADV" or tokens[index].text in {"a", "an"}) and place.lead - index <= 2:
        if tokens[index].text.lower() in {"up", "down"}:
            break
        index -= 1
    if index < 0:
        return None
    word = tokens[index].text.lower()
    if word in {"by", "of"}:
        for other in range(index - 1, max(-1, index - 1 - _REACH), -1):
            found = _side(tokens[other], tables)
            if found is not None and (word == "by" or (other >= index - _NEAR and tokens[other].pos == "NOUN")):
                return found
            if tokens[other].text in {".", ";"}:
                break
        return None
    found = "down" if is_relative and word in tables.losing else _side(tokens[index], tables)
    if word in {"up", "down"}:
        # "gave up 20 positions" is no change of a number.
        return None if tokens[index].dep == "prt" and _side(tokens[tokens[index].head], tables) is None else found
    # "rose 300" is a change, "dropped 300 bombs" is not: without a percentage the verb must be one that has no object.
    return found if is_relative or word in tables.without_object else None


def _side(token: Token, tables: QuantityTables) -> Direction | None:
    word = token.text.lower()
    if word in tables.up:
        return "up"
    if word in tables.down:
        return "down"
    return None


def is_part(place: Place, tables: QuantityTables) -> bool:
    """Return True for a number that is part of another one in the sentence ("94 fighters, including four commanders")."""
    tokens = place.sentence.tokens
    for index in range(place.lead - 1, max(-1, place.lead - 1 - 2 * _REACH), -1):
        token = tokens[index]
        word = token.text.lower()
        follower = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
        if (word,) in tables.includes or (word, follower) in tables.includes:
            return True
        if token.tag in {"VBD", "VBZ", "VBP", "MD"} or word in {".", ";"}:
            break
    # "12 people, four of them children"; "killing several of them" is no part of a told number
    if not place.lead or tokens[place.lead - 1].text not in {",", "-", "–", "—", "("}:
        return False
    behind = tuple(token.text.lower() for token in tokens[place.after : place.after + 2])
    return len(behind) == 2 and behind in tables.includes


def is_addition(place: Place, counted: Counted, tables: QuantityTables) -> bool:
    """Return True for a number that comes on top of another ("another 12", "12 more", "12 other people")."""
    tokens = place.sentence.tokens
    if place.lead and tokens[place.lead - 1].text.lower() in tables.addition_before:
        return True
    last = place.after if counted.index is None else max(counted.index, place.after)
    for index in range(place.after, min(len(tokens), last + 2, place.after + _REACH)):
        if tokens[index].text.lower() in tables.addition_after:
            follower = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
            return follower != "than"
        if tokens[index].text in {",", ";"}:
            break
    return False
