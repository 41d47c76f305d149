"""Cues in a sentence: which words attribute, to whom they point and what they attribute.

For each cue the frames of attribution.toml are tried against the parse:

1. phrases before a source ("according to"): the content is the rest of the sentence;
2. verbs in one of their frames: the content is the clause, infinitive, object or prepositional phrase of that frame;
3. "as X said": the content is the clause that the "as" belongs to;
4. passives and adverbs without a source ("is believed to", "reportedly"), passives with an agent ("estimated by the army
   at 900", whole or reduced): the content is the clause;
5. nouns with a that-clause ("the claim that").

Quotations are joined to cues by attribution.py; a verb that has no content here may still have one there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.annotate.attribution.charges import read_charge
from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.frames import ends_in, read_frame
from musterbook.annotate.attribution.negation import first_of_refusal, is_negated, joined_verb
from musterbook.annotate.attribution.noun_phrases import is_nobody, limit_source, noun_phrase
from musterbook.annotate.attribution.trees import Tree, is_predicate, rest_of, rest_of_half, subtree_of, trim
from musterbook.model import Stance

__all__ = ["Statement", "find_statements", "with_source_outside"]

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_CLAUSES = frozenset({"ccomp"})
_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "advmod", "prt", "preconj"})
_BORROWING = frozenset({"conj", "advcl", "xcomp", "acl", "ccomp"})
_RELATIVES = frozenset({"who", "which", "that"})
_MOST_STEPS_UP = 6
_JOINING = frozenset({"of", "for", "at"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"})
_INVERTED = frozenset({"dobj", "attr", "nsubjpass", "npadvmod", "oprd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One cue with what it governs, before the speaker is resolved.

    Attributes:
        cue: (start, end) offsets.
        source: indexes of the first and last token of the source; None if none is stated.
        head: index of the source's head noun, for a relative pronoun that of its antecedent; None without a source.
        content: (start, end) offsets; None if the parse shows none (a quotation may still be its content).
        stance: of the cue, its negation included.
        is_hedge: a passive or an adverb without a source: the cue is the hedge.
        verb: index of the cue's token.
    """

    tree: Tree
    cue: tuple[int, int]
    source: tuple[int, int] | None
    head: int | None
    content: tuple[int, int] | None
    stance: Stance
    is_hedge: bool
    verb: int

    @property
    def source_span(self) -> tuple[int, int] | None:
        """Return the offsets of the source."""
        if self.source is None:
            return None
        return self.tree.tokens[self.source[0]].start, self.tree.tokens[self.source[1]].end


def find_statements(tree: Tree, text: str, *, cues: CueTable) -> Iterator[Statement]:
    """Yield the cues of one sentence in the order of the text."""
    for index, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        word = token.text.lower()
        if word in cues.phrases:
            yield from _read_phrase(tree, index, text, cues)
        if word in cues.adverbs:
            yield _read_adverb(tree, index, text)
        elif token.pos in {"VERB", "AUX"}:
            if _is_passive_cue(tree, index, cues):
                yield _read_passive(tree, index, text, cues)
            elif lemma in cues.frames:
                statement = _read_verb(tree, index, text, cues)
                if statement is not None:
                    yield statement
        elif token.pos == "NOUN" and lemma in cues.nouns:
            statement = _read_noun(tree, index, text, cues)
            if statement is not None:
                yield statement


def with_source_outside(statement: Statement, start: int, end: int) -> Statement:
    """Return the statement with the noun phrase beside its cue as the source, if its source lies inside the span.

    The span is a quotation that the cue stands outside of: the parser has taken a subject of the quotation for the cue's.
    """
    span = statement.source_span
    if span is None or span[1] <= start or end <= span[0]:
        return statement
    tree = statement.tree
    beside = _beside(tree, _cue_first(tree, statement.verb), _cue_last(tree, statement.verb))
    if beside is not None and (tree.tokens[beside[0]].start >= end or tree.tokens[beside[1]].end <= start):
        return replace(statement, source=beside[:2], head=beside[2])
    return replace(statement, source=None, head=None)


def _read_phrase(tree: Tree, index: int, text: str, cues: CueTable) -> Iterator[Statement]:
    """Yield the statement of a phrase such as "according to" that starts at the token."""
    for phrase in cues.phrases[tree.word(index)]:
        end = index + len(phrase.words)
        if end >= len(tree.tokens) or any(
            tree.word(index + offset) != word for offset, word in enumerate(phrase.words)
        ):
            continue
        head = _noun_after(tree, end - 1)
        if head is None:
            continue
        last = limit_source(tree, end, head)
        yield Statement(
            tree=tree,
            cue=(tree.tokens[index].start, tree.tokens[end - 1].end),
            source=(end, last),
            head=head,
            content=rest_of_half(tree, text, index, last),
            stance=phrase.stance,
            is_hedge=False,
            verb=index,
        )
        return


def _noun_after(tree: Tree, index: int) -> int | None:
    """Return the object of the preposition or participle at the token, else the next noun to its right."""
    child = tree.child(index, frozenset({"pobj", "dobj"}))
    if child is not None and child > index:
        return child
    for position in range(index + 1, min(index + 12, len(tree.tokens))):
        if tree.tokens[position].pos in {"NOUN", "PROPN", "PRON"} and tree.tokens[position].dep != "compound":
            return position
    return None


def _read_adverb(tree: Tree, index: int, text: str) -> Statement:
    head = tree.tokens[index].head
    for _ in range(_MOST_STEPS_UP):
        above = tree.tokens[head].head
        if tree.tokens[head].pos in {"VERB", "AUX"} or above == head:
            break
        head = above
    return Statement(
        tree=tree,
        cue=(tree.tokens[index].start, tree.tokens[index].end),
        source=None,
        head=None,
        content=subtree_of(tree, head, text),
        stance="claims" if tree.word(index) != "reportedly" else "states",
        is_hedge=True,
        verb=index,
    )


def _is_passive_cue(tree: Tree, index: int, cues: CueTable) -> bool:
    """True for "(is) believed to", "estimated by the army at 900", "put by diplomats at 900", "blamed by them on …"; all but the first need their agent."""
    lemma = tree.tokens[index].lemma.lower()
    if lemma in cues.passive and tree.child(index, frozenset({"auxpass"})) is not None:
        return True
    if lemma in cues.raised and _is_before_infinitive(tree, index):
        return True
    if tree.tokens[index].tag != "VBN" or _agent(tree, index) is None:
        return False
    if lemma in cues.passive or lemma in cues.charges:
        return True
    numbered = range(tree.first[index], tree.last[index] + 1)
    return lemma in cues.agents and any(tree.tokens[position].pos == "NUM" for position in numbered)


def _agent(tree: Tree, index: int) -> int | None:
    """Return who stands behind the "by" of a passive; None for "counted by the afternoon"."""
    by = tree.child(index, frozenset({"agent"}))
    head = tree.child(by, frozenset({"pobj"})) if by is not None else None
    return head if head is not None and tree.tokens[head].entity not in {"DATE", "TIME"} else None


def _is_before_infinitive(tree: Tree, index: int) -> bool:
    """True for "a militia said to be 500 strong": nobody says to be, whatever the parser takes for the subject."""
    clause = tree.child(index, frozenset({"xcomp"}))
    is_next = index + 1 < len(tree.tokens) and tree.word(index + 1) == "to"
    return tree.tokens[index].tag in {"VBN", "VBD"} and is_next and clause is not None


def _read_passive(tree: Tree, index: int, text: str, cues: CueTable) -> Statement:
    """Return the statement of a passive cue; with an agent ("by …") that is the source, else the cue is a hedge."""
    tokens = tree.tokens
    auxiliary = min(_cue_first(tree, index), index)
    last = index
    for offset, word in enumerate(("to", "have", "be", "been"), start=1):
        position = last + 1
        if position < len(tokens) and tokens[position].text.lower() == word and offset:
            last = position
    head = _agent(tree, index)
    clause = tree.child(index, _CLAUSES)
    subject = tree.child(index, _PASSIVE_SUBJECTS | _SUBJECTS)
    is_expletive = subject is not None and tokens[subject].text.lower() == "it"
    content = subtree_of(tree, clause, text) if clause is not None and is_expletive else subtree_of(tree, index, text)
    end = 0 if head is None else limit_source(tree, tree.first[head], head)
    lemma = tokens[index].lemma.lower()
    if head is not None and lemma in cues.charges:
        end, content = read_charge(tree, index, head, frames=frozenset(cues.frames[lemma]), text=text)
    return Statement(
        tree=tree,
        cue=(tokens[auxiliary].start, tokens[last].end),
        source=None if head is None else (tree.first[head], end),
        head=head,
        content=content,
        stance={**cues.charges, **cues.agents, **cues.passive}[lemma],
        is_hedge=head is None,
        verb=index,
    )


def _read_verb(tree: Tree, index: int, text: str, cues: CueTable) -> Statement | None:
    """Return the statement of a verb in one of its frames; None if it has neither content nor a quotation beside it."""
    tokens = tree.tokens
    if tree.child(index, frozenset({"auxpass"})) is not None and tokens[index].tag == "VBN":
        return None
    lemma = tokens[index].lemma.lower()
    frames = cues.frames[lemma]
    refusal = first_of_refusal(tree, index, cues)
    first, last = _cue_first(tree, index if refusal is None else refusal), _cue_last(tree, index)
    source = _find_source(tree, index, cues) or (_beside(tree, first, last) if lemma in cues.strong else None)
    stance = next(iter(frames.values()))
    is_aside = (stance == "denies" and _is_said_of_before(tree, index)) or _has_own_object(tree, index, stance)
    if (source is not None and is_nobody(tree, source)) or is_aside:
        return None
    content: tuple[int, int] | None = None
    second = joined_verb(tree, index)
    is_shared = second is not None and tree.tokens[second].lemma.lower() in cues.frames
    governor = second if second is not None and is_shared else index
    for frame, of_frame in cues.frames[tokens[governor].lemma.lower()].items():
        found = read_frame(tree, governor, frame, text, cues=cues)
        if found is not None:
            content, last = found[0], max(last, found[1], governor)
            stance = frames.get(frame, stance) if is_shared else of_frame
            stance = "denies" if "named" in frames and ends_in(tree, governor, cues.falsehoods) else stance
            break
    if content is None and "clause" in frames:
        stance = frames["clause"]
        content = _as_clause(tree, index, text) or _inserted(tree, index, text, source)
        if content is None and lemma in cues.strong and source is not None and not _is_referred_to(tree, source[0]):
            content = _neighbouring(tree, text, first=min(first, source[0]), last=max(last, source[1]))
    elif content is None:
        return None
    if is_negated(tree, index, cues):
        if lemma not in cues.negated or _is_second(tree, index):
            return None
        stance = cues.negated[lemma]
    return Statement(
        tree=tree,
        cue=(tokens[first].start, tokens[last].end),
        source=None if source is None else source[:2],
        head=None if source is None else source[2],
        content=content,
        stance=stance,
        is_hedge=False,
        verb=index,
    )


def _has_own_object(tree: Tree, index: int, stance: Stance) -> bool:
    """True for "Bomb kills nine, Front claims attack": the clause before the verb is not what is claimed, its object is."""
    if stance != "claims":
        return False
    object_ = tree.child(index, frozenset({"dobj", "obj"}))
    clause = tree.child(index, _CLAUSES)
    return object_ is not None and clause is not None and clause < index < object_


def _is_said_of_before(tree: Tree, index: int) -> bool:
    """True for "…, which the army denied": what stands before is told by whoever told it, not by who denies it."""
    object_ = tree.child(index, frozenset({"dobj", "obj"}))
    is_relative = object_ is not None and object_ < index and tree.word(object_) in {"which", "that"}
    return tree.tokens[index].dep in {"relcl", "ccomp", "advcl"} and is_relative


def _is_referred_to(tree: Tree, first: int) -> bool:
    """True for "denied what the residents say": they say what was told elsewhere, not the rest of the sentence."""
    return first > 0 and tree.tokens[first - 1].tag == "WP" and tree.word(first - 1) != "who"


def _is_second(tree: Tree, index: int) -> bool:
    """Return whether the verb shares the content of the one before it, which stands for both ("nor deny")."""
    token = tree.tokens[index]
    return token.dep == "conj" and joined_verb(tree, token.head) == index


def _as_clause(tree: Tree, index: int, text: str) -> tuple[int, int] | None:
    """Return what "as officials said" comments on: the sentence without that clause."""
    mark = tree.child(index, frozenset({"mark", "advmod"}))
    if mark is None or tree.word(mark) != "as" or tree.tokens[index].dep != "advcl":
        return None
    return rest_of(tree, text, tree.tokens[tree.first[index]].start, tree.tokens[tree.last[index]].end)


def _inserted(tree: Tree, index: int, text: str, source: tuple[int, int, int] | None) -> tuple[int, int] | None:
    """Return the sentence around an inserted cue ("Twelve men, the army said, were killed"); the rest of it at an edge."""
    above = tree.tokens[index].head
    if source is None or tree.tokens[index].dep != "parataxis" or tree.tokens[above].head != above:
        return None
    first, last = min(source[0], index), max(source[1], index)
    return rest_of(tree, text, tree.tokens[first].start, tree.tokens[last].end)


def _neighbouring(tree: Tree, text: str, *, first: int, last: int) -> tuple[int, int] | None:
    """Return the larger of the two stretches beside source and cue, if it is long enough for a clause."""
    tokens = tree.tokens
    before = trim(text, tree.sentence.start, tokens[first].start)
    after = trim(text, tokens[last].end, tree.sentence.end)
    if len(tokens) - 1 - last >= first:
        return after if len(tokens) - 1 - last > 3 else None
    return before if first > 3 else None


def _cue_first(tree: Tree, index: int) -> int:
    """Return the first of the auxiliaries and adverbs that stand directly before the verb."""
    first = index
    while first > 0:
        token = tree.tokens[first - 1]
        if token.head != index or token.dep not in _AUXILIARIES or token.text.lower() in {"as", "how", "when", "why"}:
            break
        first -= 1
    return first


def _cue_last(tree: Tree, index: int) -> int:
    following = index + 1
    if following < len(tree.tokens) and tree.tokens[following].dep == "prt" and tree.tokens[following].head == index:
        return following
    return index


def _find_source(tree: Tree, index: int, cues: CueTable) -> tuple[int, int, int] | None:
    """Return first token, last token and head of the verb's subject, its own or the one it borrows."""
    tokens = tree.tokens
    verb = index
    for _ in range(4):
        subject = tree.child(verb, _SUBJECTS)
        if subject is not None:
            is_relative = tokens[subject].text.lower() in _RELATIVES and tokens[verb].dep == "relcl"
            return (subject, subject, tokens[verb].head) if is_relative else noun_phrase(tree, subject)
        if verb == index:
            inverted = _inverted(tree, index, cues)
            if inverted is not None:
                return inverted
        token = tokens[verb]
        is_told_of = token.dep == "acl" and (token.tag == "VBG" or is_predicate(tree, verb))
        if token.dep == "relcl" or is_told_of:
            if tokens[token.head].pos not in {"NOUN", "PROPN", "PRON"}:
                return None
            first, last, head = noun_phrase(tree, token.head)
            return first, min(last, max(head, tree.first[verb] - 1)), head  # "the president | condemned the attack"
        if token.dep not in _BORROWING or token.head == verb:
            return None
        verb = token.head
    return None


def _beside(tree: Tree, first: int, last: int) -> tuple[int, int, int] | None:
    """Return the noun phrase that touches a cue, behind it or else in front, where the parser linked no subject."""
    tokens = tree.tokens
    if first > 0 and tokens[first - 1].pos == "PUNCT" and last + 1 < len(tokens):
        end = last + 1
        while end < len(tokens) and tokens[end].pos in _NOMINAL:
            end += 1
        if end > last + 1 and tokens[end - 1].pos in {"NOUN", "PROPN", "PRON"}:
            return last + 1, end - 1, end - 1
    if first > 0 and tokens[first - 1].pos in {"NOUN", "PROPN", "PRON"}:
        start = first - 1
        head = first - 1
        while start > 0:
            while start > 0 and tokens[start - 1].pos in _NOMINAL and tokens[start].pos not in {"DET", "PRON"}:
                start -= 1
            # "a deputy secretary at the Department of Defense said": on to the noun in front of the preposition.
            is_joined = start > 1 and tokens[start - 1].text.lower() in _JOINING
            if not is_joined or tokens[start - 2].pos not in {"NOUN", "PROPN"}:
                break
            start, head = start - 2, start - 2
        return start, first - 1, head
    return None


def _inverted(tree: Tree, index: int, cues: CueTable) -> tuple[int, int, int] | None:
    """Return the speaker after the verb (“…”, said the general) where the parser took it for an object.

    Behind a gerund stands whoever is spoken of ("…, blaming the rebels for the raid"), but for "…, citing the mayor".
    """
    tokens = tree.tokens
    is_gerund = tokens[index].tag == "VBG" and tokens[index].lemma.lower() not in cues.quoting
    if index == 0 or tokens[index - 1].pos != "PUNCT" or is_gerund:
        return None
    for child in tree.children[index]:
        if child > index and tokens[child].dep in _INVERTED and tokens[child].pos in {"NOUN", "PROPN", "PRON"}:
            return noun_phrase(tree, child)
    return None


def _read_noun(tree: Tree, index: int, text: str, cues: CueTable) -> Statement | None:
    """Return the statement of a noun with a that-clause, None without one or without an owner."""
    clause = tree.child(index, frozenset({"acl", "ccomp", "relcl"}))
    if clause is None or clause < index or tree.tokens[tree.first[clause]].text.lower() != "that":
        return None
    if tree.tokens[tree.first[clause]].dep != "mark":
        return None
    owner = tree.child(index, frozenset({"poss"}))
    if owner is None:
        for child in tree.children[index]:
            if index < child < clause and tree.word(child) in {"of", "by", "from"}:
                owner = tree.child(child, frozenset({"pobj"}))
    if owner is None:
        return None
    first, last, head = noun_phrase(tree, owner)
    return Statement(
        tree=tree,
        cue=(tree.tokens[index].start, tree.tokens[index].end),
        source=(first, last),
        head=head,
        content=subtree_of(tree, clause, text),
        stance=cues.nouns[tree.tokens[index].lemma.lower()],
        is_hedge=False,
        verb=index,
    )
