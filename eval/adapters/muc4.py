"""Events → MUC-4 templates: the type of incident and strings of the document for who did it, to whom, to what, with what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from eval.adapters.muc4_relevance import is_incident, is_relevant
from eval.reading import Item, Reader, ReadItem
from musterbook.model import (
    ActorReading,
    AnnotatedDocument,
    Claim,
    Event,
    EventDetail,
    Mark,
    ResponsibilityDetail,
    Sentence,
    Token,
)

__all__ = ["predict"]

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_BEFORE = frozenset({"amod", "compound", "nmod"})
_RESERVES = frozenset({"alleged", "suspected", "so-called", "same", "other", "several", "called", "possible"})
_PRONOUNS = frozenset({"they", "we", "it", "he", "she", "them", "us", "who"})
_BODIES = frozenset({
    "army", "military", "armed forces", "air force", "navy", "police", "government", "security forces", "national guard",
    "national police", "cartel", "organization", "organisation", "movement", "group",
})  # fmt: skip
_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|its|their|his|her|our|some|several|many|another|other|at least|about|around"
    r"|approximately|nearly|almost|up to|more than|over|[\d,.]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|a dozen|dozens of|\d+ percent of)\s+)+",
    re.IGNORECASE,
)


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, templates: [{incident_type, PerpInd, PerpOrg, Target, Victim, Weapon}]}` for each item."""
    return [{"id": read.item["id"], "templates": list(_templates(read))} for read in reader.read(items)]


def _templates(read: ReadItem) -> Iterator[dict[str, Any]]:
    record, annotated = read.extraction.record, read.extraction.annotated
    if record is None or annotated is None:
        return
    words = _Words(annotated)
    claims = {claim.claim_id: claim for claim in record.claims}
    for event in record.events:
        told = [claims[claim_id] for claim_id in event.claim_ids if claim_id in claims]
        if is_incident(event, told):
            template = _fill(words, event, told)
            if any(template[role] for role in ROLES) and is_relevant(event, template):
                yield template


class _Words:
    """The document's words: the keys give full names, and noun phrases without their article and number."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self.text = annotated.document.text
        self._tokens = [(token, sentence) for sentence in annotated.sentences for token in sentence.tokens]
        self._starts = [token.start for token, _ in self._tokens]
        self._names = list(self._find_names(annotated))
        self._bodies: dict[str, list[str]] = {}
        for mention in annotated.mentions:
            reading = mention.reading
            if isinstance(reading, ActorReading) and reading.actor_id is not None and reading.role is None:
                self._bodies.setdefault(reading.actor_id, []).append(_trim(mention.text))

    def _find_names(self, annotated: AnnotatedDocument) -> Iterator[str]:
        for sentence in annotated.sentences:
            for is_person, group in groupby(sentence.tokens, key=lambda token: token.entity == "PERSON"):
                run = list(group)
                if is_person:
                    yield _trim(self.text[run[0].start : run[-1].end])

    def names_of(self, actor_id: str) -> list[str]:
        """Return the first name by which the document calls an actor."""
        return self._bodies.get(actor_id, [])[:1]

    def full_name(self, mark: Mark) -> str:
        """Return the longest name of the document that holds the words of the mark."""
        words = _trim(self.text[mark.start : mark.end])
        return max([words, *(name for name in self._names if f" {words} " in f" {name} ")], key=len)

    def phrase(self, start: int, end: int) -> str:
        """Return the words of a span with the adjectives and nouns before them, without article and number."""
        index = bisect_left(self._starts, start)
        first = index
        while 0 < first < len(self._tokens) and self._is_part(first - 1, index):
            first -= 1
        return _trim(self.text[self._starts[first] if first < index else start : end])

    def _is_part(self, before: int, index: int) -> bool:
        (token, sentence), (head, other) = self._tokens[before], self._tokens[index]
        is_one = sentence is other and token.dep in _BEFORE and token.head >= token_index(head, sentence)
        return is_one and token.tag not in {"CD", "DT", "PDT"} and token.text.lower() not in _RESERVES


def token_index(token: Token, sentence: Sentence) -> int:
    """Return the position of a token in its sentence."""
    return sentence.tokens.index(token)


def _fill(words: _Words, event: Event, claims: list[Claim]) -> dict[str, Any]:
    template: dict[str, Any] = {"incident_type": _incident_type(event)} | {role: [] for role in ROLES}
    for claim in claims:
        detail = claim.detail
        if isinstance(detail, EventDetail):
            if detail.initiator is not None and not _is_mere_modifier(words.text, claim):
                actors = [words.phrase(mark.start, mark.end) for mark in claim.marks if mark.role == "actor"]
                named = [found for found in actors[:1] if found not in _PRONOUNS]
                _add_perpetrator(template, detail.initiator, named, words)
            if detail.target:
                template["Target"].append(_trim(detail.target))
        elif isinstance(detail, ResponsibilityDetail) and claim.actor is not None and detail.role != "rejects":
            _add_perpetrator(template, claim.actor, [], words)
        for mark in claim.marks:
            if mark.role == "weapon":
                template["Weapon"].append(_trim(words.text[mark.start : mark.end]))
            elif mark.role == "victim":
                template["Victim"].append(words.full_name(mark))
    return {key: list(dict.fromkeys(value)) if isinstance(value, list) else value for key, value in template.items()}


def _is_mere_modifier(text: str, claim: Claim) -> bool:
    """True for "a terrorist attack": the keys want a word for who did it."""
    actor = next((mark for mark in claim.marks if mark.role == "actor"), None)
    trigger = next((mark for mark in claim.marks if mark.role == "trigger"), None)
    if actor is None or trigger is None or trigger.start - actor.end != 1:
        return False
    return text[actor.start : actor.end].lower() in {"terrorist", "guerrilla", "rebel", "police", "army", "military"}


def _add_perpetrator(template: dict[str, Any], actor: ActorReading, words: list[str], document: _Words) -> None:
    """The keys tell persons ("guerrillas") from bodies ("army"), and give the body where only its men are named."""
    role = (actor.role or "").lower()
    is_body = actor.actor_id is not None and (not role or role in _BODIES)
    template["PerpOrg" if is_body else "PerpInd"] += words or [_trim(actor.words)]
    if not is_body and actor.actor_id is not None and actor.side == "armed_group":
        template["PerpOrg"] += document.names_of(actor.actor_id)


def _incident_type(event: Event) -> str:
    weapon = event.weapon.weapon_class if event.weapon else None
    if event.mode == "abduct":
        return "kidnapping"
    if weapon == "arson":
        return "arson"
    if event.mode in {"explosives", "suicide-attack"} or weapon in {"ied", "vehicle_bomb", "aerial_bomb"}:
        return "bombing"
    return "arson" if event.mode == "destroy" else "attack"


def _trim(words: str) -> str:
    return _ARTICLE.sub("", words).lower()
