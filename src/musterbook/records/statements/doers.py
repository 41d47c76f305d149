"""Who claims a deed or is blamed for it, where no actor was read: a group that speaks of itself, or a party by what it did."""

from __future__ import annotations

from musterbook.model import ActorReading, Attribution
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.acts import is_deed, is_own, speaker_found
from musterbook.records.sides.parties import country_at
from musterbook.records.sides.who import ARMED, Found, is_same
from musterbook.records.statements.bodies import body_named
from musterbook.records.statements.deeds import is_anaphor, is_known_deed, role_of
from musterbook.records.tables import read_words

__all__ = ["SPEAKERS", "actor_by_deed", "own_actor"]

SPEAKERS = ARMED | {"government"}


def own_actor(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution, acts: tuple[int, ...]
) -> Found | None:
    """Return the group that says of itself that it did it, or did not; None where it speaks of others or of no known deed."""
    is_denied = role_of(match) == "rejects"
    # "Denied that it had carried out the attack" claims nothing.
    speaker = _speaking_party(context, view, said) if is_denied or said.stance != "denies" else None
    if speaker is None or speaker.reading.side not in (SPEAKERS if is_denied else {"armed_group"}):
        return None
    if match.frame.values["own"] == "attribute":
        return speaker if any(_is_of_speaker(view, token) for token in match.slots["actor"]) else None
    is_held = match.held is not None  # "in revenge" needs no further deed
    is_known = (
        is_held
        or "bare" in match.frame.values
        or any(is_known_deed(view, act) or _is_named_by_place(view, match, act) for act in acts)
    )
    for token in match.slots["actor"] if is_known else ():
        found = context.who.at(view, token, said=said)
        if is_own(view, token, found, said) or is_held or (found is not None and is_same(found, speaker)):
            return speaker
    return None


def _is_of_speaker(view: SentenceView, token: int) -> bool:
    """True for "was ours", "was one of theirs", "was our work"."""
    owner = view.child(token, "poss")
    is_work = view.keys[token] in read_words("responsibility", "deeds", "works")
    if is_work and owner is not None and view.tokens[owner].pos == "PRON":
        return True
    owners = read_words("responsibility", "deeds", "owners")
    below = (token, *view.prepositional(token, ("of",)))
    return any(view.keys[inner] in owners for inner in below) and view.keys[token] not in {"they"}


def _is_named_by_place(view: SentenceView, match: Match, position: int) -> bool:
    """True for "we were not behind Strabane": what happened there."""
    return match.frame.name == "was-not-behind" and view.mention("place", position) is not None


def _speaking_party(context: DocumentContext, view: SentenceView, said: Attribution) -> Found | None:
    """Return who speaks; of "al-Shabaab's radio", "a caller speaking for the Front" the group named there."""
    speaker, source = speaker_found(said), said.source
    if speaker is not None or source.start is None or source.end is None:
        return speaker
    found = (context.who.at(view, token) for token in view.positions(source.start, source.end))
    return next((held for held in found if held is not None and held.reading.side == "armed_group"), None)


def actor_by_deed(context: DocumentContext, view: SentenceView, match: Match, acts: tuple[int, ...]) -> Found | None:
    """Return who is a party by what he claims or is blamed for: a state, or a group or people that no register has."""
    if "own" in match.frame.values:
        return None
    is_claim = role_of(match) == "claims"
    is_violent = any(is_deed(view, act) or is_anaphor(view, act) for act in acts) or (
        not acts and match.held is not None and is_claim
    )
    if not is_violent and (is_claim or "bare" not in match.frame.values):
        return None
    for token in match.slots.get("actor", ()):
        country = None if is_claim else country_at(view, token, has_seats=True)
        found = country or _claimant(view, token) or body_named(view, token, is_armed=True)
        found = found or (None if is_claim else _people_blamed(context, view, token))
        if found is not None:
            return found
    return _spoken_for(context, view, match) if is_claim else None


def _people_blamed(context: DocumentContext, view: SentenceView, token: int) -> Found | None:
    """Return "Fulani herdsmen" of "blamed Fulani herdsmen"; nobody for "accused others"."""
    held = context.who.at(view, token) if view.tokens[token].tag == "NNS" else None
    is_called = any(view.tokens[child].pos == "PROPN" for child in view.children[token] if child < token)
    return held if held is not None and (is_called or held.reading.side != "unknown") else None


def _spoken_for(context: DocumentContext, view: SentenceView, match: Match) -> Found | None:
    """Return the group of "a man who rang in the name of the Front claimed the attack"."""
    for token in match.slots.get("actor", ()):
        found = (
            context.who.at(view, below) for below in view.subtree(token) if view.mention("actor", below) is not None
        )
        group = next((held for held in found if held is not None and held.reading.side == "armed_group"), None)
        if group is not None:
            return group
    return None


def _claimant(view: SentenceView, position: int) -> Found | None:
    token = view.tokens[position]
    start, end = view.phrase(position)
    words = {view.keys[inner] for inner in view.positions(start, end)}
    is_body = view.keys[position] in read_words("responsibility", "deeds", "claimants")
    is_negated = view.is_negated(position) or words & read_words("responsibility", "deeds", "unarmed")
    if not is_body or is_negated or words & read_words("relations", "civil", "words"):
        return None
    words_of = view.text[start:end]
    why = f"‘{token.text}’, by the deed that it claims or is blamed for"
    is_new = any(view.keys[child] in {"a", "an", "another"} for child in view.children[position])  # none named before
    role = None if is_new else token.text
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=words_of, role=role, why=why)
    return Found(reading=reading, start=start, end=end)
