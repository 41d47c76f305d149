"""Leadership claims: a commander or leader of an armed group killed, captured, wounded, surrendered or named.

A name is kept only beside a public role of an armed group; everybody else is counted by casualties.py and never named.
"""

from __future__ import annotations

from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import Attribution, LeadershipDetail, Mark, Side
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.counted import included_tokens, person_of_group
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.statements import is_stated
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.salience import group_spoken_of, party_of
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.tables import read_words

__all__ = ["read_leadership"]

_Outcome = Literal["killed", "captured", "named", "wounded", "surrendered"]
_OUTCOMES: tuple[_Outcome, ...] = ("killed", "captured", "named", "wounded", "surrendered")


_COMMANDED: frozenset[Side] = frozenset({"armed_group", "state_force"})


def read_leadership(context: DocumentContext, draft: Draft) -> None:
    """Add the leadership claims of the document to the draft."""
    table = load_frames("leadership")
    for view in context.views:
        for match in find_matches(view, table):
            token = view.tokens[match.position]
            is_modifier = token.dep == "amod" and token.head > match.position  # "the detained commander"
            is_wanted = (
                match.is_noun and view.governing_preposition(match.position) == "for"
            )  # "a reward for the capture"
            is_far = match.frame.name == "fell" and bool(view.prepositional(match.position, ("into", "from", "behind")))
            is_other = is_far or (
                "object" in match.frame.values and bool(view.arguments(match.position).patients)
            )  # "gave up a town"
            if is_modifier or is_wanted or is_other or not is_stated(context, view, match):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            who = match.slots.get("who", ())
            parts = (token for position in who for token in included_tokens(view, position))
            for position in dict.fromkeys((*who, *parts, *_among_them(view, who))):
                token_of = person_of_group(view, position)
                _read_leader(context, draft, view, match=match, token=token_of, said=said)


def _among_them(view: SentenceView, who: tuple[int, ...]) -> tuple[int, ...]:
    """Return the emir of "an emir was among those killed"."""
    for position in who:
        above = view.tokens[position].head
        if view.tokens[position].dep == "pobj" and view.keys[above] in {"among", "amongst"}:
            verb = view.tokens[above].head  # "among those killed was an emir" turns the two round
            behind = tuple(child for child in view.children[verb] if view.tokens[child].dep == "attr")
            return view.arguments(verb).agents or behind
    return ()


def _read_leader(
    context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, token: int, said: Attribution
) -> None:
    namer = match.position if match.is_noun else view.tokens[token].head  # "the appointment of X as leader"
    is_named = match.frame.values["outcome"] == "named" and "beside" not in match.frame.values
    role = _find_role(view, token, namer=namer if is_named else None)
    if "post" in match.frame.values:
        role = match.held
    if role is None or ("beside" in match.frame.values and not _is_news(draft, view, role)):
        return
    group = _find_group(context, view, role, said=said, is_named=is_named)
    if group is None:
        group = _group_of_match(context, view, match, said=said)
    if group is None and is_named and not match.is_noun:  # "the militia named X as his heir"
        group = _namer(context, view, match.position, said=said)
    if group is None:
        return
    # a name is kept only beside a role in an armed group
    name = _find_name(view, role, token) if group.reading.side == "armed_group" else None
    marks = [Mark(role="whose", start=view.tokens[role].start, end=view.tokens[role].end)]
    slots = context.slots(view, match.position, actor=group, marks=marks)
    draft.claims.append(
        context.make(
            view,
            "leadership",
            detail=LeadershipDetail(outcome=_outcome(match), role=_role_words(view, role), name=name),
            rule=match.frame.rule,
            slots=slots,
            trigger=context.trigger_mark(view, match.position, match.last),
        )
    )


def _group_of_match(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    """Return the group that loses its commander, or of whose men he is one: "killed 30 rebels, including a commander"."""
    losers = view.arguments(match.position).agents if "loser" in match.frame.values else ()
    wholes = (token for token in match.slots.get("who", ()) if included_tokens(view, token))
    for token in (*losers, *wholes):
        found = context.who.at(view, token, said=said)
        if found is not None and found.reading.side == "armed_group" and found.reading.actor_id is not None:
            return found
    return None


def _is_news(draft: Draft, view: SentenceView, role: int) -> bool:
    """True for "its new emir, NAME": he is named, and the sentence has not told who named him."""
    is_told = any(
        claim.kind == "leadership" and claim.sentence_start == view.sentence.start for claim in reversed(draft.claims)
    )
    return not is_told and _find_name(view, role, role) is not None


def _namer(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    token = view.tokens[position]
    namers = view.arguments(position).agents or (
        (token.head,) if token.dep == "acl" else ()
    )  # the verb read as a participle
    found = (party_of(context, view, namer, said=said) for namer in namers)
    return next((party for party in found if party is not None and party.reading.side == "armed_group"), None)


def _outcome(match: Match) -> _Outcome:
    word = match.frame.values["outcome"]
    for outcome in _OUTCOMES:
        if outcome == word:
            return outcome
    raise RegisterError("no such outcome", got=word, where=f"records/data/leadership.toml {match.frame.name}")


def _find_role(view: SentenceView, token: int, *, namer: int | None) -> int | None:
    """Return the token of the role word: the victim itself, its title, its apposition; None for everybody else.

    `namer` is the word of naming where somebody is named to the role; None elsewhere.
    """
    roles = read_words("leadership", "roles", "nouns")
    candidates: list[int] = []
    if (
        namer is not None
    ):  # "was named emir", "named X as its leader", "named X leader"; what he was before does not count
        candidates.extend(
            child for child in view.children[namer] if view.tokens[child].dep in {"oprd", "attr", "appos"}
        )
        candidates.extend((*view.prepositional(namer, ("as", "for")), *view.prepositional(token, ("as",))))
        if view.tokens[namer].dep == "acl":  # the verb read as a participle of its subject
            candidates.extend(view.prepositional(view.tokens[namer].head, ("as",)))
        candidates.extend(child for child in view.children[token] if view.tokens[child].dep == "appos")
        is_post = any(view.keys[child] in {"a", "an", "new"} for child in view.children[token])
        if not candidates or is_post:
            candidates.append(token)  # "named a new emir", "named a new emir, X"
        if not view.arguments(namer).is_passive:  # "declared commander X leader" hangs the new role on the name
            candidates.extend(child for child in view.children[token] if view.tokens[child].dep in {"compound", "nmod"})
    else:
        candidates.append(token)
        candidates.extend(
            child for child in view.children[token] if view.tokens[child].dep in {"appos", "compound", "nmod"}
        )
    for candidate in candidates:
        is_single = view.tokens[candidate].tag in {"NN", "NNP", "JJ"}
        is_body = (
            view.keys[view.tokens[candidate].head] in read_words("leadership", "bodies", "nouns")
            and view.tokens[candidate].dep == "compound"
        )
        is_single = is_single and (view.keys[candidate] != "number" or _is_numbered(view, candidate))
        if is_single and not is_body and view.keys[candidate] in roles and view.mention("quantity", candidate) is None:
            return candidate
    return _find_lead(view, token) if namer is None else _find_succession(view, namer)


def _is_numbered(view: SentenceView, position: int) -> bool:
    """True for "its number two"; not for "the number of its members killed"."""
    behind = position + 1
    return behind < len(view.tokens) and view.tokens[behind].pos == "NUM"


def _find_succession(view: SentenceView, namer: int) -> int | None:
    """Return the word for the post in "named X to succeed him", "named X in his place"; None if no group's man names him."""
    words = read_words("leadership", "roles", "succession")
    below = [child for child in view.children[namer] if view.tokens[child].dep in {"xcomp", "advcl", "relcl"}]
    objects = view.arguments(namer).patients
    below += [child for held in objects for child in view.children[held] if view.tokens[child].dep in {"relcl", "acl"}]
    behind = [token for anchor in (namer, *objects) for token in view.prepositional(anchor, ("in", "as"))]
    return next((token for token in (*below, *behind) if view.keys[token] in words), None)


def _find_lead(view: SentenceView, token: int) -> int | None:
    """Return the word by which somebody leads who has no title: "the group's second in command", "X, who headed its wing"."""
    if view.keys[token] in read_words("leadership", "roles", "deputies"):
        return token if any(view.keys[inner] == "command" for inner in view.prepositional(token, ("in",))) else None
    leading = read_words("leadership", "roles", "leading")
    for child in view.children[token]:
        is_verb = view.tokens[child].dep == "relcl" and view.keys[child] in leading
        if is_verb and view.tokens[token].entity == "PERSON" and token in view.arguments(child).agents:
            return child
    return None


def _find_group(
    context: DocumentContext, view: SentenceView, role: int, *, said: Attribution, is_named: bool
) -> Found | None:
    beside = [child for child in view.children[role] if view.tokens[child].dep == "appos"]
    above = view.tokens[role].head
    is_had = is_named or view.keys[above] == "have"  # "the group has a new leader, X"
    namers = view.arguments(above).agents if view.tokens[role].pos == "NOUN" and is_had else ()
    led = view.arguments(role).patients if view.tokens[role].pos == "VERB" else ()
    wholes = view.prepositional(role, ("of", "for"))  # "the head of the group's council"
    for token in (role, *led, view.tokens[role].head, *beside, *namers, *wholes):
        for found in (context.who.at(view, token, said=said), context.who.owner(view, token, said=said)):
            if found is not None and found.reading.side in _COMMANDED and found.reading.actor_id is not None:
                return found
    return _spoken_of(context, view, role, said=said) or _unnamed_band(context, view, role, said=said)


def _spoken_of(context: DocumentContext, view: SentenceView, role: int, *, said: Attribution) -> Found | None:
    """Return the group that the words refer back to: "his deputy", "the group's leader", "the senior commander"."""
    before = [child for child in view.children[role] if child < role]
    is_owned = any(view.tokens[child].dep == "poss" for child in before)
    plain = read_words("leadership", "roles", "plain") | {"the", "its", "their", "his"}
    units = read_words("leadership", "roles", "units")
    is_whole = all(view.keys[token] in units for token in view.prepositional(role, ("of", "for", "in")))
    is_plain = all(view.keys[child] in plain for child in before) and is_whole
    is_known = any(view.keys[child] == "the" for child in before)
    if (not is_owned and not (is_plain and is_known)) or _is_of_the_state(view, role):
        return None
    found = party_of(context, view, role, said=said)
    if found is None and view.prepositional(role, ("of", "for", "in")):
        found = group_spoken_of(context, view, role)
    return found if found is not None and found.reading.side == "armed_group" and found.reading.actor_id else None


def _is_of_the_state(view: SentenceView, role: int) -> bool:
    """True for "the commander" behind "a police commander": he was told of before, and is none of the group's."""
    return any(
        view.keys[before] == view.keys[role]
        and any(noun_side(view.keys[child]) in {"police", "state_force"} for child in view.children[before])
        for before in range(role)
    )


def _unnamed_band(context: DocumentContext, view: SentenceView, role: int, *, said: Attribution) -> Found | None:
    """Return the band of "a rebel commander", which has no name; a gang's leader is a criminal like another."""
    found = context.who.at(view, role, said=said)
    bands = read_words("leadership", "roles", "bands")
    is_band = any(view.keys[child] in bands for child in view.children[role])
    is_unnamed = (
        found is not None and found.reading.side == "armed_group" and found.reading.words.lower() != view.keys[role]
    )
    return found if is_unnamed and not is_band else None


def _find_name(view: SentenceView, role: int, token: int) -> str | None:
    # "the leader of the group, NAME, …": the parser may hang the name on the group.
    beyond = [child for group in view.prepositional(role, ("of",)) for child in view.children[group]]
    for candidate in (token, role, *view.children[role], *beyond, view.tokens[role].head):
        if view.tokens[candidate].dep == "poss":  # "the leader's deputy" is not the leader
            continue
        if view.tokens[candidate].entity == "PERSON" and view.mention("actor", candidate) is None:
            span = [candidate]
            while (
                span[0] > 0 and view.tokens[span[0] - 1].entity == "PERSON" and not view.tokens[span[0]].entity_begins
            ):
                span.insert(0, span[0] - 1)
            while (
                span[-1] + 1 < len(view.tokens)
                and view.tokens[span[-1] + 1].entity == "PERSON"
                and not view.tokens[span[-1] + 1].entity_begins
            ):
                span.append(span[-1] + 1)
            return view.text[view.tokens[span[0]].start : view.tokens[span[-1]].end]
    return None


def _role_words(view: SentenceView, role: int) -> str:
    low = role
    if view.tokens[role].pos == "VERB":
        return view.tokens[role].text
    while (
        low > 0
        and view.tokens[low - 1].head == role
        and view.tokens[low - 1].text.islower()
        and view.tokens[low - 1].dep not in {"det", "poss"}
    ):
        low -= 1
    return view.text[view.tokens[low].start : view.tokens[role].end]
