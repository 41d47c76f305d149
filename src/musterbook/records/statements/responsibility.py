"""Responsibility claims (who claims, is blamed, rejects) and denials, each pointing to what it is about where that is told.

They are read in two passes: the statements before the events (so that "claimed" is not read as anything else), their links
after all events are known.
"""

from __future__ import annotations

from musterbook.model import Attribution, Claim, Mark, ResponsibilityDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.statements import is_asked
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.acts import act_words, find_party, is_deed, is_own, speaker_found
from musterbook.records.sides.salience import party_of
from musterbook.records.sides.who import Found
from musterbook.records.statements.deeds import Role, is_anaphor, meets_needs, read_acts, role_of
from musterbook.records.statements.denials import read_denial
from musterbook.records.statements.doers import SPEAKERS, actor_by_deed, own_actor
from musterbook.records.tables import read_words

__all__ = ["read_responsibility"]

# In the doer's own words these claim the deed: "said it was behind the attack".
_OWN_WHEN_SAID = frozenset({"is-behind", "work-of", "is-responsible", "bears-responsibility"})


def read_responsibility(context: DocumentContext, draft: Draft) -> None:
    """Add the responsibility and denial claims of the document to the draft, not linked yet."""
    table = load_frames("responsibility")
    for view in context.views:
        seen: set[int] = set()
        for match in find_matches(view, table):
            if match.position in seen or is_other_world(view, match.position) or _is_wished(view, match.position):
                continue
            standing = read_standing(view, match.position)
            is_negated = standing.is_negated or (match.held is not None and view.is_negated(match.held))
            is_quality = view.tokens[match.position].pos == "ADJ"  # "was not responsible"
            is_negated = is_negated or (is_quality and view.is_negated(view.tokens[match.position].head))
            if is_negated != ("negated" in match.frame.values) or standing.status not in {"completed", "historical"}:
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            if any(_is_court(view, token) for token in match.slots.get("actor", ())):
                continue
            read = read_denial if match.frame.values.get("kind") == "denial" else _read_role
            claim = read(context, view, match, said=said)
            if claim is not None:
                seen.add(match.position)
                draft.claims.append(claim)
                draft.taken.add((view.index, match.position))


def _is_court(view: SentenceView, position: int) -> bool:
    """True for "the judge", "the prosecutor's office": who dismisses a charge there denies nothing."""
    courts = read_words("responsibility", "deeds", "courts")
    beside = view.children[position] if view.keys[position] == "office" else ()
    return any(view.keys[token] in courts for token in (position, *beside))


def _is_wished(view: SentenceView, position: int) -> bool:
    """True for "demanded that they own up", "were they behind it?", "it is absurd to blame them": nobody has done so."""
    token = view.tokens[position]
    above = token.head
    wishes = read_words("responsibility", "deeds", "wishes")
    if token.dep in {"ccomp", "xcomp", "advcl"} and view.keys[above] in wishes:
        return True
    is_infinitive = token.tag == "VB" and any(view.keys[child] == "to" for child in view.children[position])
    is_judged = view.tokens[above].pos == "ADJ" or any(
        view.tokens[child].dep == "acomp" for child in view.children[above] if above != position
    )
    is_opinion = is_infinitive and token.dep in {"xcomp", "ccomp", "csubj", "advcl"} and is_judged
    return is_opinion or is_asked(view, position)


def _read_role(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Claim | None:
    acts = read_acts(view, match)
    actor = _find_actor(context, view, match, said=said, acts=acts)
    if actor is None or not meets_needs(view, match, acts) or _is_no_deed(view, match, acts, actor=actor):
        return None
    role = _role_said(view, match, said=said, actor=actor)
    if role is None:
        return None
    act = act_words(view, acts, match)
    marks = (Mark(role="trigger", start=act[0], end=act[1]),)
    slots = context.slots(view, acts[0] if acts else match.position, actor=actor, marks=marks)
    return context.make(
        view,
        "responsibility",
        detail=ResponsibilityDetail(role=role, act=view.text[act[0] : act[1]]),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last),
        content=_charge_at(view, match, acts) if role == "is_blamed" else None,
    )


def _charge_at(view: SentenceView, match: Match, acts: tuple[int, ...]) -> int | None:
    """Return where the words behind the verb for the blamed or the deed begin, which are the blamer's own; None without such."""
    behind = (token for token in (*match.slots.get("actor", ()), *acts) if token > match.position)
    charge = min(behind, default=None)
    return None if charge is None else view.tokens[charge].start


def _find_actor(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution, acts: tuple[int, ...]
) -> Found | None:
    """Return who claims, is blamed or rejects; None for nobody who can."""
    if "own" in match.frame.values:
        return own_actor(context, view, match, said=said, acts=acts)
    tokens = match.slots.get("actor", ())
    if "whole" in match.frame.values and not _is_whole(view, match):
        return None
    actor = find_party(context, view, tokens, said=said)
    if actor is None or actor.reading.side == "unknown":
        referred = (party_of(context, view, token, said=said) for token in tokens)
        actor = _find_speaker(context, view, match) or next((found for found in referred if found is not None), actor)
    if actor is not None and actor.reading.side in SPEAKERS:
        return actor
    return actor_by_deed(context, view, match, acts)


def _is_whole(view: SentenceView, match: Match) -> bool:
    """True for "it was the Front"; not for "it was the army that found them", "it was a mistake of the army"."""
    clauses = (child for token in match.slots["actor"] for child in view.children[token])
    below = (*clauses, *view.children[match.position])
    is_cleft = any(
        view.tokens[child].dep in {"relcl", "acl", "ccomp", "advcl", "prep"}
        for child in below
        if child > match.position
    )
    mentions = [view.mention("actor", token) for token in match.slots["actor"]]
    return not is_cleft and any(mention is not None for mention in mentions)


def _is_no_deed(view: SentenceView, match: Match, acts: tuple[int, ...], *, actor: Found) -> bool:
    """True where a state answers for a policy, boasts of a success, or police report what they acknowledge."""
    is_claim = role_of(match) == "claims"
    if "armed" in match.frame.values and actor.reading.side != "armed_group":
        return True
    is_report = match.frame.values.get("needs") == "offence" and actor.reading.side == "police"
    return (
        (is_claim and bool(acts) and _is_policy(view, acts, actor))
        or _is_success(view, match, acts, actor)
        or is_report
    )


def _role_said(view: SentenceView, match: Match, *, said: Attribution, actor: Found) -> Role | None:
    """Return the role as it is told by whoever speaks; None where nobody is blamed or claims by these words."""
    role = role_of(match)
    if role == "is_blamed" and view.tokens[match.position].dep == "amod":
        return None  # "suspected members"
    is_own_word = _is_same(said.source.actor, actor) or (actor.is_pronoun and said.source.kind == "armed_group")
    is_own_doing = any(is_own(view, token, None, said) for token in match.slots.get("actor", ()))
    is_some = actor.reading.actor_id is None and view.arguments(match.position).is_passive  # "staged by gunmen"
    if "told" in match.frame.values and (is_own_word or is_own_doing or is_some or not _is_said_of_others(said, actor)):
        return None
    if role != "is_blamed" or not is_own_word:
        return role
    return "claims" if match.frame.name in _OWN_WHEN_SAID and said.stance != "denies" else None


def _is_said_of_others(said: Attribution, actor: Found) -> bool:
    """True where somebody is said to speak, and of somebody else: the outlet's own telling blames nobody."""
    speaker = said.source.actor
    is_same_side = speaker is not None and speaker.actor_id is None and speaker.side == actor.reading.side
    return said.mode in {"direct", "indirect"} and said.stance != "denies" and not is_same_side


def _is_success(view: SentenceView, match: Match, acts: tuple[int, ...], actor: Found) -> bool:
    """True for "the army claimed the killing of 40 rebels": a state that boasts of the enemy's dead."""
    is_bare_claim = match.frame.name == "claims-attack" and actor.reading.side != "armed_group"
    return is_bare_claim and any(view.keys[act] in read_words("responsibility", "deeds", "deadly") for act in acts)


def _is_policy(view: SentenceView, acts: tuple[int, ...], actor: Found) -> bool:
    """True for "the minister took responsibility for the delay": a state answers for much that is no deed of violence."""
    is_deed_told = any(is_deed(view, token) or is_anaphor(view, token) for token in acts)
    return actor.reading.side != "armed_group" and not is_deed_told


def _find_speaker(context: DocumentContext, view: SentenceView, match: Match) -> Found | None:
    """Return the party for which somebody claims: "a man who said he spoke for the group claimed responsibility"."""
    if match.frame.values.get("role") != "claims" or match.held is None:
        return None
    return speaker_found(context.said_of(view, view.tokens[match.held].start))


def _is_same(speaker: object, actor: Found) -> bool:
    actor_id = getattr(speaker, "actor_id", None)
    return actor_id is not None and actor_id == actor.reading.actor_id
