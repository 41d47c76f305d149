"""What the outlet adds behind a speaker in the middle: "…, an officer said, three days after a bombing killed 16".

What stands on both sides of "the officer said" is the officer's where it is one sentence ("Twelve men, the army said, were
killed"). Where the words behind the speaker only set the news beside something else, they are the outlet's:

1. a distance in time to another happening ("three days after …", "hours before …");
2. a clause of circumstance ("as …", "amid …");
3. a relative clause of a ground without a name ("in an area where …").

The words that tell these are `[background]` in attribution.toml.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import trim
from musterbook.model import Token

__all__ = ["without_background"]

# So far behind the cue its clause may end ("told Reuters by telephone on Monday,"), and so much of the rest tells what it is.
_LONGEST_CUE = 10
_LONGEST_OPENING = 6


def without_background(statement: Statement, text: str, *, cues: CueTable) -> Statement:
    """Return the statement with its content ended before the cue, if what stands behind the cue is the outlet's."""
    content, span = statement.content, statement.source_span
    if content is None or span is None or not content[0] < statement.cue[0] < content[1]:
        return statement
    tokens = statement.tree.tokens
    first = min(statement.cue[0], span[0])
    over = max(statement.cue[1], span[1])
    behind = next((index for index, token in enumerate(tokens) if token.start >= over), len(tokens))
    stop = next((i for i in range(behind, min(behind + _LONGEST_CUE, len(tokens))) if _ends_cue(tokens[i])), None)
    if stop is None or tokens[stop].text != "," or not _is_background(tokens[stop + 1 :], cues):
        return statement
    before = trim(text, content[0], max(content[0], first))
    return replace(statement, content=before) if before[1] > before[0] else statement


def _ends_cue(token: Token) -> bool:
    """True for a mark, and for a number that is said: "(the hospital says 54), on the road where …"."""
    return token.pos == "PUNCT" or (token.pos == "NUM" and token.entity not in {"DATE", "TIME"})


def _is_background(tail: tuple[Token, ...], cues: CueTable) -> bool:
    words = [token.text.lower() for token in tail[:_LONGEST_OPENING]]
    if not words:
        return False
    if words[0] in cues.background["circumstances"]:
        return True
    if words[0] in cues.background["grounds"]:
        return any(word in cues.background["relatives"] for word in words[1:])
    far = next((at for at, word in enumerate(words) if word in cues.background["distances"]), 0)
    return far > 0 and tail[far - 1].lemma.lower() in cues.background["units"]
