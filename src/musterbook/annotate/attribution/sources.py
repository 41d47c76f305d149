"""Who speaks: the words of a source → kind, office, organisation and actor.

1. A pronoun that opens its sentence is the subject of the sentence before it in the paragraph that fits; else, and where
   none fits, it is the last speaker before it who does; "I" and "we" are the speaker of the quotation around them.
   "Their spokesman" speaks for whom "they" means; "the spokesman" is the last one introduced.
2. An armed group in the words makes the source one, unless the speaker is a civilian, a journalist or a document.
3. Otherwise the noun decides, the head of the phrase first, the longest entry of the table first.
4. A name is kept only beside an office, a rank or a title, there or at an earlier mention of it; private persons have none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice, pairwise, zip_longest

from musterbook.annotate.attribution.anaphora import OWNERS, fits, is_bare, is_opening, subjects
from musterbook.annotate.attribution.bodies import is_body, without_person
from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.kinds import kind_of, kind_of_entity
from musterbook.annotate.attribution.parties import NO_ACTOR_KINDS
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import Tree
from musterbook.model import ActorReading, Mention, Source, SourceKind, Token

__all__ = ["Speakers"]

_SINGULAR = frozenset({"he", "she", "him", "her", "who"})
_PLURAL = frozenset({"they", "them", "it", "that", "which"})
_OWN = frozenset({"i", "we", "me", "us"})
_OF_SIDE: dict[str, SourceKind] = {
    "armed_group": "armed_group",
    "state_force": "military",
    "international_force": "military",
    "police": "police",
    "government": "government",
    "civilians": "residents",
}
_LONGEST_BODY = 10
_NEAR_OWNER = 3
_DASHES = frozenset("-–‑")
_UNNAMED, _TITLE, _OFFICE = 1, 2, 3
_OF_WHAT = frozenset({"pobj", "poss"})
_FOR_WHAT = frozenset({"of", "for"})
# What an office of a government is for: words for it, and names that it is not for.
_PORTFOLIO = frozenset({"DET", "NOUN", "PROPN", "ADJ", "CCONJ"})
_NAMED = frozenset({"GPE", "NORP", "LOC", "PERSON"})
_PLACE_WORDS = frozenset({"in", "at", "on", "near", "who", "which"})
_COLLECTIVE: frozenset[SourceKind] = frozenset(
    {"military", "police", "government", "armed_group", "medical", "media", "document", "organisation", "intelligence"}
)


@dataclass(slots=True)
class Speakers:
    """The speakers of one document so far: resolves the next one in the light of those before it.

    Attributes:
        places: offsets at which the names of known places begin.
        singular, plural: the last speaker a singular and a plural pronoun can stand for.
        named: surname in lower case → the speaker as first introduced with an office.
        introduced: noun in lower case → the last speaker told by it with more words ("the spokesman" is that one).
        trees: start of a sentence → the parse of the sentence before it in its block.
        block: of the last speaker.
        last, last_source: the last statement whose speaker is named, and that speaker.
    """

    cues: CueTable
    actors: tuple[Mention, ...]
    places: frozenset[int] = frozenset()
    singular: Source | None = None
    plural: Source | None = None
    named: dict[str, Source] = field(default_factory=dict)
    introduced: dict[str, Source] = field(default_factory=dict)
    trees: Mapping[int, Tree] = field(default_factory=dict)
    block: int | None = None
    last: Statement | None = None
    last_source: Source | None = None
    _reached: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reached = list(accumulate((mention.end for mention in self.actors), max))

    def resolve(self, statement: Statement, text: str) -> Source:
        """Return the source of the statement; kind "unknown" without words where it states none."""
        span = statement.source_span
        if span is None or statement.source is None or statement.head is None:
            return Source(kind="unknown")
        words = text[span[0] : span[1]]
        tree, (first, last), head = statement.tree, statement.source, statement.head
        if not first <= head <= last:
            # A relative pronoun: what it stands for is read and shown, where it stands is kept.
            first, last = min(tree.first[head], head), head
            of_antecedent = tree.tokens[first].start, tree.tokens[last].end
            source = self._read(
                tree.tokens[first : last + 1], head - first, of_antecedent, text[of_antecedent[0] : of_antecedent[1]]
            )
            return replace(source, start=span[0], end=span[1])
        if words.lower() in _SINGULAR | _PLURAL | _OWN:
            return self._read_pronoun(statement, words, span, text=text)
        tokens = tree.tokens[first : last + 1]
        source = self._read(tokens, head - first, span, words)
        source = self._borrow(source, tokens, head - first, statement=statement, text=text)
        is_told = source.words == words and not is_bare(tokens) and tree.tokens[head].pos == "NOUN"
        if is_told or (tree.tokens[head].pos == "PROPN" and source.person is None):
            self.introduced[tree.word(head)] = source
        self._remember(source, is_plural=tree.tokens[head].tag in {"NNS", "NNPS"})
        self.block = tree.sentence.block
        self.last, self.last_source = statement, source
        return source

    def _is_within_last(self, statement: Statement) -> bool:
        """Return whether the cue stands in what the last named speaker says in the same sentence."""
        last = self.last
        if last is None or last.tree is not statement.tree or last.content is None:
            return False
        return last.content[0] <= statement.cue[0] and statement.cue[1] <= last.content[1]

    def _borrow(
        self, source: Source, tokens: tuple[Token, ...], head: int, *, statement: Statement, text: str
    ) -> Source:
        """Return the source with what "their", "of them" or "the" in it takes over from a speaker before it."""
        pronoun = _pronoun_in(tokens, head)
        known: Source | None = None
        if pronoun is not None:
            known = self._find_antecedent(pronoun, statement, text, is_near_only=True)
        elif is_bare(tokens) and source.person is None:
            known = self._introduced_as(tokens[head], source)
            is_rank = tokens[head].text.lower() in self.cues.ranks and self.singular is not None
            if known is None and is_rank and self.singular is not None and self.singular.kind == source.kind:
                known = self.singular
        if known is None:
            return source
        has_actor = source.actor is not None and source.actor.actor_id is not None and pronoun is not None
        return replace(
            source,
            kind=known.kind if source.kind in {"unknown", "person"} else source.kind,
            person=known.person if pronoun is None else None,
            role=source.role or (known.role if pronoun is None else None),
            organisation=source.organisation or known.organisation,
            actor=source.actor if has_actor or known.actor is None else known.actor,
        )

    def _introduced_as(self, noun: Token, source: Source) -> Source | None:
        """Return the speaker told by that noun before; None if there is none, or the words around tell of another actor.

        "The army" behind "the Malian army" is Mali's, whichever army spoke before.
        """
        known = self.introduced.get(noun.text.lower())
        own, other = source.actor, known.actor if known is not None else None
        is_told = own is not None and own.actor_id is not None and not own.is_by_focus
        is_other = is_told and other is not None and other.actor_id not in {None, own and own.actor_id}
        return None if is_other else known

    def _find_antecedent(
        self, pronoun: str, statement: Statement, text: str, *, is_near_only: bool = False
    ) -> Source | None:
        """Return the speaker or subject that a pronoun of the statement means; None if there is none.

        With `is_near_only` only speakers of the same block count.
        """
        first, second = (self.plural, self.singular) if pronoun in _PLURAL else (self.singular, self.plural)
        spoken = first or second
        is_near = spoken is not None and self.block == statement.tree.sentence.block
        if spoken is not None and is_near and not is_opening(statement):
            return spoken
        return self._find_subject(pronoun, statement, text) or (spoken if is_near or not is_near_only else None)

    def _find_subject(self, pronoun: str, statement: Statement, text: str) -> Source | None:
        """Return the subject of the sentence before that can speak and fits the pronoun."""
        tree = self.trees.get(statement.tree.sentence.start)
        if tree is None or pronoun in _OWN:
            return None
        for first, last, head in subjects(tree):
            if not fits(tree.tokens[head], pronoun, self.cues):
                continue
            span = tree.tokens[first].start, tree.tokens[last].end
            tokens = tree.tokens[first : last + 1]
            source = self._read(tokens, head - first, span, text[span[0] : span[1]])
            is_speaker = source.kind not in {"unknown", "document"} or source.actor is not None
            if not is_speaker:
                continue
            known = self._introduced_as(tokens[-1], source) if is_bare(tokens) else None
            return known or source
        return None

    def _read_pronoun(self, statement: Statement, words: str, span: tuple[int, int], *, text: str) -> Source:
        lower = words.lower()
        found = self._find_antecedent(lower, statement, text)
        if found is not None:
            self._remember(found, is_plural=lower in _PLURAL)
            self.block = statement.tree.sentence.block
            if found == self.last_source and self._is_within_last(statement):
                return found  # "A nurse said she had counted nine": the nurse is named, and it is she
            return replace(found, words=words, start=span[0], end=span[1])
        return Source(kind="person" if lower in _SINGULAR else "unknown", words=words, start=span[0], end=span[1])

    def _read(self, tokens: tuple[Token, ...], head: int, span: tuple[int, int], words: str) -> Source:
        name = _find_name(tokens, self.cues, self.places)
        role, allows_name = _find_role(tokens, self.cues)
        known = self.named.get(_surname(name or tokens[head].text)) if name or tokens[head].pos == "PROPN" else None
        kind = kind_of(tokens, head, self.cues)
        actor = self._actor_in(span, tokens, head, kind)
        if actor is not None and actor.actor_id is not None and name is not None and name in actor.words:
            name = None  # the language model takes the name of a group for a person's
        if (
            actor is not None
            and kind not in NO_ACTOR_KINDS
            and (kind in {None, "unknown"} or actor.side == "armed_group")
        ):
            kind = _OF_SIDE.get(actor.side, kind)
        if kind in {None, "unknown"} and known is not None:
            kind = known.kind
        if kind is None:
            kind = kind_of_entity(tokens[head], name)
        source = Source(
            kind=kind,
            words=words,
            person=name if name and allows_name else None,
            role=role,
            organisation=_organisation(tokens, head, role, self.cues, kind),
            actor=actor,
            start=span[0],
            end=span[1],
        )
        if known is not None and source.person is None:
            return replace(known, words=words, start=span[0], end=span[1], kind=kind)
        if name and source.person is None:
            # A private person: the span shows where the words are, the record does not repeat the name.
            return replace(source, words=role)
        return self._without_person(source, tokens, head)

    def _without_person(self, source: Source, tokens: tuple[Token, ...], head: int) -> Source:
        """Return the source without words that may be a private person's name; the span still shows where they are."""
        if source.actor is not None or source.person is not None:
            return source
        if source.kind == "document":
            kept = without_person(tokens, cues=self.cues, places=self.places)
            if len(kept) < len(tokens):
                return replace(source, words=_join(kept), organisation=None)
        if tokens[head].pos == "PROPN" and not is_body(tokens, cues=self.cues, places=self.places):
            return replace(source, words=source.role, organisation=None)
        return source

    def _actor_in(
        self, span: tuple[int, int], tokens: tuple[Token, ...], index: int, kind: SourceKind | None
    ) -> ActorReading | None:
        head = tokens[index]
        best: tuple[int, int, ActorReading] | None = None
        first = bisect_right(self._reached, span[0])  # none of those before it ends behind the start of the span
        for mention in islice(self.actors, first, None):
            if mention.start >= span[1]:
                break
            if mention.end <= span[0] or not isinstance(mention.reading, ActorReading):
                continue
            at_head = mention.start < head.end and head.start < mention.end
            is_theirs = kind == "analysts" and mention.reading.side != "armed_group" and head.start - mention.end == 1
            is_other = any(test(tokens, mention.start, self.cues) for test in (_is_other_side, _is_aside))
            if is_other or (kind in NO_ACTOR_KINDS and not at_head and not is_theirs):
                continue
            rank = (int(mention.reading.actor_id is not None) * 2 + int(at_head), mention.end - mention.start)
            if best is None or rank > best[:2]:
                best = (*rank, mention.reading)
        return None if best is None else best[2]

    def _remember(self, source: Source, *, is_plural: bool) -> None:
        if source.kind == "document":
            return
        if source.person is not None:
            self.named.setdefault(_surname(source.person), source)
        if is_plural or (source.person is None and source.role is None and source.kind in _COLLECTIVE):
            self.plural = source
        else:
            self.singular = source


def _pronoun_in(tokens: tuple[Token, ...], head: int) -> str | None:
    """Return the pronoun behind "their spokesman" or "one of them"; None if there is none."""
    for index, token in enumerate(tokens):
        if token.text.lower() in OWNERS and tokens[head] in tokens[index:] and index + 1 <= head <= index + _NEAR_OWNER:
            return OWNERS[token.text.lower()]
    is_part = len(tokens) > 1 and tokens[-1].text.lower() == "them" and tokens[-2].text.lower() == "of"
    return "they" if is_part else None


def _is_other_side(tokens: tuple[Token, ...], start: int, cues: CueTable) -> bool:
    """Return whether the actor at the offset is whom the source is sent to or set against ("envoy to the United Nations")."""
    before = [token for token in tokens if token.start < start and token.dep != "det"]
    return bool(before) and before[-1].text.lower() in cues.facing


def _is_aside(tokens: tuple[Token, ...], start: int, cues: CueTable) -> bool:
    """Return whether the actor at the offset is only told of in an aside ("the mayor, whose town the rebels hold")."""
    before = [token for token in tokens if token.start < start]
    pronouns = [index for index, token in enumerate(before) if token.tag in {"WP", "WP$", "WDT"}]
    behind = before[pronouns[-1] :] if pronouns else []
    return bool(behind) and not any(token.lemma.lower() in cues.belonging for token in behind)


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1].lower()


def _find_name(tokens: tuple[Token, ...], cues: CueTable, places: frozenset[int]) -> str | None:
    """Return the first personal name: proper nouns of a PERSON entity, or right behind a rank or title; no place's name."""
    run: list[Token] = []
    is_person = False
    for token, behind in zip_longest(tokens, tokens[1:]):
        word = token.text.lower()
        if token.tag in {"WP", "WP$", "WDT", "WRB"}:
            break  # a name in "…, who has fled to Mueda" is not the speaker's
        is_other = word in cues.ranks or word in cues.titles or word in cues.offices or word in cues.honorifics
        is_owner = token.dep in _OF_WHAT or (behind is not None and behind.pos == "NOUN")
        is_other = is_other or (
            token.start in places and is_owner
        )  # "the prime minister of Mali", "the Gao police chief"
        if token.pos == "PROPN" and not is_other and token.entity in {"PERSON", ""} and word not in cues.sources:
            is_person = is_person or token.entity == "PERSON"
            run.append(token)
            continue
        if run and is_person:
            break
        run = []
        is_person = word in cues.ranks or word in cues.titles
    if not run or not is_person:
        return None
    return _join(run)


def _find_role(tokens: tuple[Token, ...], cues: CueTable) -> tuple[str | None, bool]:
    """Return the role in words and whether it allows to keep a name; an office is preferred to a rank."""
    ranked = [(_strength(token, cues), -index) for index, token in enumerate(tokens)]
    strength, negative = max(ranked, default=(0, 0))
    if strength == 0:
        return None, False
    first = last = -negative
    if strength == _TITLE:
        while last + 1 < len(tokens) and _strength(tokens[last + 1], cues) == _TITLE:
            last += 1
    last = _end_of_portfolio(tokens, last, cues)
    while first > 0 and (
        tokens[first - 1].dep in {"compound", "amod", "nmod"} or tokens[first - 1].text.lower() in cues.ranks
    ):
        if tokens[first - 1].entity == "PERSON" or tokens[first - 1].pos == "PUNCT":
            break
        first -= 1
    return _join(tokens[first : last + 1]), strength >= _TITLE


def _end_of_portfolio(tokens: tuple[Token, ...], office: int, cues: CueTable) -> int:
    """Return the last token of "minister of information": what the office is for, and no country; the office where none is."""
    last = office + 1
    is_led = last < len(tokens) and tokens[office].text.lower() in cues.portfolios and tokens[last].dep == "prep"
    if not is_led or tokens[last].text.lower() not in _FOR_WHAT:
        return office
    while last + 1 < len(tokens) and tokens[last + 1].pos in _PORTFOLIO and tokens[last + 1].entity not in _NAMED:
        last += 1
    return last if tokens[last].pos in {"NOUN", "PROPN"} else office


def _strength(token: Token, cues: CueTable) -> int:
    """Return how much a word says of a role: an office, a rank or title, a role that keeps no name, or nothing (0)."""
    word = token.text.lower()
    if token.tag in {"NNS", "NNPS"}:
        return 0
    if word in cues.offices:
        return _OFFICE
    if word in cues.ranks or word in cues.titles:
        return _TITLE
    return _UNNAMED if word in cues.unnamed else 0


def _body(tokens: tuple[Token, ...]) -> str | None:
    """Return the name of a body at the start of the tokens, without article, up to a comma or a place ("in Mosul")."""
    kept: list[Token] = []
    for token in tokens[:_LONGEST_BODY]:
        is_dash = token.text in _DASHES and bool(kept) and kept[-1].end == token.start
        if (token.pos == "PUNCT" and not is_dash) or token.text.lower() in _PLACE_WORDS:
            break
        if token.dep != "det":
            kept.append(token)
    return _join(kept) or None


def _join(tokens: Sequence[Token]) -> str:
    """Return the words of the tokens, with a space where the text has one."""
    parts = [" " * (token.start > before.end) + token.text for before, token in pairwise(tokens)]
    return tokens[0].text + "".join(parts) if tokens else ""


def _organisation(
    tokens: tuple[Token, ...], head: int, role: str | None, cues: CueTable, kind: SourceKind | None
) -> str | None:
    """Return the body spoken for: in front of the office, or behind "of"/"for"/"at"; the source itself if it is one."""
    if role is not None:
        words = role.split(" ")
        if any(word.lower() in cues.portfolios for word in words):
            return _body_of_office(tokens, words, cues)
        peoples = {token.text for token in tokens if token.entity in {"NORP", "GPE"}}
        body = [word for word in words[:-1] if word.lower() not in cues.plain]
        if all(word in peoples for word in body):
            body = []  # a nationality is no body
        if body and not any(word.lower() in cues.ranks for word in body):
            return " ".join(body)
        for index, token in enumerate(tokens[:-1]):
            if token.text.lower() in {"of", "for", "at", "with"} and token.dep == "prep":
                return _body(tokens[index + 1 :])
        return None
    if kind in {"organisation", "media"} or tokens[head].entity == "ORG":
        return _body(tokens)
    return _author(tokens) if kind == "document" else None


def _body_of_office(tokens: tuple[Token, ...], role: list[str], cues: CueTable) -> str | None:
    """Return whose minister it is, as far as that is a body or a country: what the office is for ("information") is neither."""
    before = " ".join(word for word in role[:-1] if word.lower() not in cues.plain)
    if before.lower() in cues.sources:
        return before
    for index, token in enumerate(tokens):
        behind = next((one for one in tokens[index + 1 :] if one.pos != "DET"), None)
        is_name = behind is not None and (behind.pos == "PROPN" or behind.entity in _NAMED) and behind.text not in role
        if is_name and token.text.lower() in _FOR_WHAT and token.dep == "prep":
            return _body(tokens[index + 1 :])
    return None


def _author(tokens: tuple[Token, ...]) -> str | None:
    """Return the body behind "by" or "from" that a document is of ("a report by the United Nations"); None if it names none."""
    for index, token in enumerate(tokens[:-1]):
        if token.text.lower() in {"by", "from"} and any(one.entity == "ORG" for one in tokens[index + 1 : index + 4]):
            return _body(tokens[index + 1 :])
    return None
