"""What a cue says beside its clause: whom somebody quotes "as saying" it or cites for it, and what follows the colon behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.noun_phrases import noun_phrase
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import Tree, subtree_of, trim

__all__ = ["find_relayed", "with_cited", "with_colon"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTES = "\"“”'‘’«»"


def find_relayed(tree: Tree, text: str, *, cues: CueTable) -> Iterator[Statement]:
    """Yield the statements of "the agency quoted a colonel as saying …": the colonel speaks.

    The content follows, or is the clause before ("…, the agency quoted a colonel as saying").
    """
    for index, token in enumerate(tree.tokens):
        if token.lemma.lower() not in cues.quoting or token.pos != "VERB":
            continue
        quoted = tree.child(index, frozenset({"dobj"}))
        relay = next((i for i in tree.children[index] if i > index and tree.word(i) == "as"), None)
        saying = None if relay is None else tree.child(relay, frozenset({"pcomp"}))
        if quoted is None or saying is None or tree.tokens[saying].lemma.lower() not in cues.strong:
            continue
        clause = tree.child(saying, frozenset({"ccomp"})) or tree.child(index, frozenset({"ccomp"}))
        if clause is None:
            continue
        first, last, head = noun_phrase(tree, quoted)
        yield Statement(
            tree=tree,
            cue=(tree.tokens[saying].start, tree.tokens[saying].end),
            source=(first, min(last, relay - 1) if relay is not None and relay > first else last),
            head=head,
            content=subtree_of(tree, clause, text),
            stance="states",
            is_hedge=False,
            verb=saying,
        )


def with_cited(statements: Sequence[Statement], relayed: Sequence[Statement], *, cues: CueTable) -> list[Statement]:
    """Return the statements of one sentence, each of its chains told by the last in line.

    "…, the radio quoted a mayor as saying": the mayor; "…, state media reported, citing the governor": the governor.
    """
    passed_on = {_above(one, _above(one, one.verb)) for one in relayed}
    made = [one for one in statements if one.verb not in passed_on]
    for cited in statements:
        verb = cited.tree.tokens[cited.verb]
        if verb.tag != "VBG" or verb.lemma.lower() not in cues.quoting:
            continue
        reporting = next((one for one in made if one.verb == _above(cited, cited.verb) and one is not cited), None)
        if reporting is not None and cited in made and not reporting.is_hedge and reporting.content is not None:
            made.remove(reporting)
            made[made.index(cited)] = replace(cited, content=reporting.content, stance=reporting.stance)
    return [*made, *relayed]


def _above(statement: Statement, index: int) -> int:
    return statement.tree.tokens[index].head


def with_colon(statements: Sequence[Statement], text: str) -> list[Statement]:
    """Return the statements of one sentence, and once more the last before a colon for the clause behind it.

    "The chief confirmed the raid: 20 villagers had been killed." A quotation there is joined to its cue elsewhere.
    """
    made = list(statements)
    if not made:
        return made
    tree = made[0].tree
    for index, token in enumerate(tree.tokens):
        behind = tree.tokens[index + 1 :]
        if token.text != ":" or not behind or behind[0].text in _QUOTES or behind[0].start == token.end:
            continue
        start, end = trim(text, behind[0].start, tree.sentence.end)
        before = [one for one in statements if _ends_before(one, token.start)]
        if before and end > start and any(one.tag in _FINITE for one in behind):
            made.append(replace(before[-1], content=(start, end), stance="states"))
        break
    return made


def _ends_before(statement: Statement, colon: int) -> bool:
    """Return whether the statement has a speaker and is over where the colon stands, in the same part of the sentence."""
    span = statement.source_span
    is_said = not statement.is_hedge and span is not None and span[1] <= colon and statement.cue[1] <= colon
    parted = any(statement.cue[1] <= one.start < colon and one.text == ";" for one in statement.tree.tokens)
    return is_said and not parted and (statement.content is None or statement.content[1] <= colon)
