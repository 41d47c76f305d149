"""Through whom a figure came: media by name, and the way from the outlet back to the first one who said it, in words."""

from __future__ import annotations

import re
from functools import cache

from musterbook.incidents.speakers import find_name_at_end, fold, read_cited
from musterbook.incidents.tables import load_origin_words
from musterbook.model import Claim, DocumentNote

__all__ = ["name_media", "read_chain"]

_NAME_AFTER = r"\s+(?:the\s+)?([A-Z][\w&.’'-]*(?:\s+(?:(?:of|the|for)\s+)?[A-Z][\w&.’'-]*){0,5})"
_LONGEST_SENTENCE = 2_000  # characters that are looked at


@cache
def _passing() -> re.Pattern[str]:
    """Return the pattern of a medium's name after the words that say through whom something came."""
    cues = "|".join(sorted(map(re.escape, load_origin_words().passing), key=len, reverse=True))
    return re.compile(rf"\b(?i:{cues}){_NAME_AFTER}")


def name_media(claim: Claim, note: DocumentNote | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the media that a claim came through, and the outlet that printed it, each under every name to compare.

    The agency of a text counts among the first: its texts are printed by others.
    """
    passed = [_read_medium(claim), note.wire if note else None]
    through = frozenset(name for medium in passed if medium for name in _name_forms(medium))
    printed = frozenset(_name_forms(note.outlet)) if note and note.outlet else frozenset()
    return through, printed - through


def _read_medium(claim: Claim) -> str | None:
    """Return the medium that a claim names in its words ("told Reuters", "the Daily Gazette reported"); None if none."""
    source, channel = claim.attribution.source, claim.attribution.channel
    if source.kind == "media":
        return source.organisation or source.words
    if channel:
        return find_name_at_end(channel)
    found = _passing().search(claim.sentence[:_LONGEST_SENTENCE])
    return found.group(1) if found else None


def _name_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a name to compare: without article and ending, and its initials ("AP")."""
    table = load_origin_words()
    words = [word for word in fold(name) if word not in {"the", "a", "an"}]
    initials = "".join(word[0] for word in words if word not in table.small)
    bare = " ".join(words)
    for ending in sorted(table.media_endings, key=len, reverse=True):
        if bare.endswith(f" {ending}"):
            bare = bare.removesuffix(f" {ending}")
            break
    return (bare, initials) if len(initials) > 1 else (bare,) if bare else ()


def read_chain(claim: Claim, note: DocumentNote | None) -> tuple[str, ...]:
    """Return the links from the outlet back to who said it first, in words, as far as the text names them."""
    source = claim.attribution.source
    links = [note.outlet if note else None, note.wire if note else None, _read_medium(claim)]
    if source.kind == "media":
        links.append(read_cited(claim.sentence))
    elif claim.attribution.mode != "none_stated" or claim.attribution.is_nearest:
        links.extend(_read_speaker_links(claim))
    kept: list[str] = []
    forms: set[str] = set()
    for link in links:
        link_forms = set(_name_forms(link)) if link else set()
        if link and not link_forms & forms:
            kept.append(" ".join(link.split()))
            forms |= link_forms
    return tuple(kept)


def _read_speaker_links(claim: Claim) -> tuple[str | None, ...]:
    """Return the person who speaks and the body behind, or the words as written."""
    source, table = claim.attribution.source, load_origin_words()
    is_named = any(word not in table.pronouns | table.fillers for word in fold(source.words))
    words = source.words if is_named else None
    if source.person:
        return ", ".join(part for part in (source.person, source.role) if part), source.organisation
    is_spokesperson = bool(table.spokespersons & set(fold(source.words or source.role)))
    named = source.organisation or (source.actor.name if source.actor is not None else None)
    return words or source.role, named if is_spokesperson or not words else None
