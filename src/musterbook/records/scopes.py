"""Where and when a trigger's words apply: the mentions of its own clause first, then of the clauses it hangs on.

1. the trigger's own phrase; 2. its clause; 3. the clauses above it, up to the words of the one who says it and to a noun it describes;
4. clauses that continue it ("…, killing 12 in the town on Sunday"); 5. for times: an adjunct set off by a comma at the end
of a parenthesis, which the parser hangs on the wrong verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.model import (
    Attribution,
    Mention,
    MentionKind,
    PlaceReading,
    TimeReading,
    WeaponReading,
)
from musterbook.records.counted import number_behind
from musterbook.records.elsewhere import is_goal_of_other
from musterbook.records.sequences import are_set_apart, dates
from musterbook.records.tables import read_table, read_words
from musterbook.records.views import SentenceView

__all__ = [
    "Span",
    "find_mention",
    "find_place",
    "find_time",
    "find_weapon",
    "is_location",
    "only_place",
    "place_anaphor",
    "regions",
    "unknown_place",
]

_FINENESS = {
    "landmark": 0, "town": 0, "adm2": 1, "border": 2, "water": 2, "adm1": 2, "region": 3, "country": 4, "unknown": 5,
}  # fmt: skip
_CLIMB = frozenset({"xcomp", "conj", "advcl", "relcl", "acl", "pcomp", "dep"})
_HOPS = 5
_NEAR_PREC = 2
_NOW = "PRESENT_REF"
# What is farther from a town than this is not near it.
_NEAR_KM = 50.0
_AWAY = frozenset({"from", "than"})
_NO_NAMES = frozenset({"NORP", "DATE", "TIME", "EVENT", "LAW", "CARDINAL", "MONEY"})
_NO_PLACES = _NO_NAMES | {"PERSON"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the document, half-open."""

    start: int
    end: int

    def holds(self, mention: Mention) -> bool:
        """True if the mention lies inside."""
        return self.start <= mention.start and mention.end <= self.end


def regions(view: SentenceView, position: int, *, is_narrow: bool = False) -> Iterator[list[int]]:
    """Yield the token sets in which a trigger's slots are looked for, nearest first.

    `is_narrow` stops at its own clause, and at where those whom it counts stay.
    """
    clause = view.clause_head(position)
    if position != clause:
        yield view.subtree(position, is_clause=True)
    yield view.subtree(clause, is_clause=True)
    if is_narrow:
        yield from _stays(view, clause)
        return
    current = clause
    for _ in range(_HOPS):
        token = view.tokens[current]
        if token.head == current or token.dep not in _CLIMB:
            break
        above = token.head
        if token.dep in {"relcl", "acl"}:  # what is told of a noun is not told by the clause the noun stands in
            yield view.subtree(above, is_clause=True)
            break
        current = view.clause_head(above)
        yield view.subtree(current, is_clause=True)
    for child in view.children[clause]:
        token = view.tokens[child]
        if token.dep == "conj" or (token.dep == "advcl" and token.tag == "VBG"):
            yield view.subtree(child, is_clause=True)


def _stays(view: SentenceView, clause: int) -> Iterator[list[int]]:
    """Yield where those whom a clause counts stay: "3,000 fighters left in the north", "operating along the border"."""
    stays = read_words("people", "stays", "words")
    for token in view.subtree(clause, is_clause=True):
        for child in view.children[token]:
            if view.tokens[child].dep in {"acl", "amod"} and child > token and view.keys[child] in stays:
                yield view.subtree(child, is_clause=True)


def find_mention(
    view: SentenceView, position: int, *, kind: MentionKind, within: Attribution, is_narrow: bool = False
) -> Iterator[list[Mention]]:
    """Yield, region by region, the mentions of a kind that belong to what is said; never an empty list."""
    if not any(mention.kind == kind for mention in view.mentions):
        return
    said = Span(start=within.start, end=within.end)
    for region in regions(view, position, is_narrow=is_narrow):
        found: dict[str, Mention] = {}
        for token in region:
            mention = view.mention(kind, token)
            if mention is not None and said.holds(mention):
                found[mention.mention_id] = mention
        if found:
            yield sorted(found.values(), key=lambda mention: mention.start)


def find_place(
    view: SentenceView, position: int, *, within: Attribution, is_narrow: bool = False
) -> tuple[PlaceReading, Mention] | None:
    """Return the finest place of the nearest region that names one; None if none does.

    Places people come from ("from Syria") and places inside the name of an actor ("Afghan officials") are no places of it.
    """
    trigger = view.tokens[position].start
    for mentions in find_mention(view, position, kind="place", within=within, is_narrow=is_narrow):
        usable = [
            mention for mention in mentions if is_location(view, mention) and _is_of_trigger(view, mention, position)
        ]
        if usable:
            best = min(usable, key=lambda mention: (_fineness(mention), abs(mention.start - trigger)))
            if isinstance(best.reading, PlaceReading):
                return best.reading, best
    return _place_of_where(view, position, within=within)


def _place_of_where(view: SentenceView, position: int, *, within: Attribution) -> tuple[PlaceReading, Mention] | None:
    """Return the last place named before "where", if the trigger stands in its clause; None elsewhere.

    "At Dinsor, 75 km from the capital, where three died": they died at Dinsor, whatever the parser hangs "where" on.
    """
    clause = view.clause_head(position)
    where = next((child for child in view.children[clause] if view.keys[child] == "where"), None)
    if where is None or view.tokens[clause].dep != "relcl":
        return None
    limit, said = view.tokens[where].start, Span(start=within.start, end=within.end)
    for mention in reversed([held for held in view.of_kind("place") if held.end <= limit and said.holds(held)]):
        reading = mention.reading
        if isinstance(reading, PlaceReading) and is_location(view, mention):
            return reading, mention
    return None


def _is_of_trigger(view: SentenceView, mention: Mention, position: int) -> bool:
    """Return whether a place can be the trigger's: not that of another happening, not where somebody goes or is brought."""
    head = view.head_of(mention.start, mention.end)
    return not are_set_apart(view, position, head) and not is_goal_of_other(view, head, position)


def only_place(view: SentenceView, *, within: Attribution) -> tuple[PlaceReading, Mention] | None:
    """Return the place of what is said in the sentence if it is one: the finest, where all others lie around it; else None."""
    said = Span(start=within.start, end=within.end)
    usable = [mention for mention in view.of_kind("place") if said.holds(mention) and is_location(view, mention)]
    if not usable or any(not _is_located(view, mention) for mention in usable):
        return None
    best = min(usable, key=_fineness)
    is_one = all(_lies_around(mention, best) or _describes(view, mention, best) for mention in usable)
    return (best.reading, best) if isinstance(best.reading, PlaceReading) and is_one else None


def _describes(view: SentenceView, mention: Mention, inner: Mention) -> bool:
    """Return whether a place is only named to say where the inner one is: "Bir Tawil, a quarter in the south of Zenata"."""
    head = view.head_of(mention.start, mention.end)
    return any(view.mention("place", above) is inner for above in view.ancestors(head))


def _is_located(view: SentenceView, mention: Mention) -> bool:
    """Return whether a preposition says that something is there: not where somebody goes, not "the Gao police"."""
    head = view.head_of(mention.start, mention.end)
    return view.governing_preposition(head) in read_words("people", "located", "words")


def _lies_around(mention: Mention, inner: Mention) -> bool:
    """Return whether the place of the mention is the inner one, or a division or the country that holds it."""
    outer_place = mention.reading.place if isinstance(mention.reading, PlaceReading) else None
    place = inner.reading.place if isinstance(inner.reading, PlaceReading) else None
    if outer_place is None or place is None:
        return False
    is_country = outer_place.kind == "country" and outer_place.country == place.country
    return is_country or outer_place.place_id in {place.place_id, place.adm1_id, place.adm2_id}


def unknown_place(
    view: SentenceView, position: int, *, is_sure: bool = False, barred: frozenset[str] | None = None
) -> tuple[PlaceReading, Mention] | None:
    """Return a name that must be a place by what is done to it ("retook Bir Tawil") and that no gazetteer has; None for others.

    Args:
        view: the sentence.
        position: the last token of the name.
        is_sure: nothing but a place can stand there, whatever the language model calls the name ("in control of").
        barred: what the language model may not call it; None = the usual ones.
    """
    token = view.tokens[position]
    if barred is None:
        barred = _NO_NAMES if is_sure else _NO_PLACES
    if token.pos != "PROPN" or token.entity in barred or view.mention("actor", position) is not None:
        return None
    first = position
    while first and view.tokens[first - 1].pos == "PROPN" and view.tokens[first - 1].head == position:
        first -= 1
    start, words = view.tokens[first].start, view.text[view.tokens[first].start : token.end]
    reading = PlaceReading(place=None, where_prec=None, words=words, why="a place by its use; in no gazetteer")
    return reading, Mention(
        mention_id=f"unknown-{start}", kind="place", start=start, end=token.end, text=words, reading=reading
    )


def _fineness(mention: Mention) -> tuple[int, int]:
    """Return how fine a place is, the finest first: by its kind, then by how exactly the words give it ("near" comes after "in")."""
    reading = mention.reading
    if not isinstance(reading, PlaceReading) or reading.place is None:
        return _FINENESS["unknown"], 0
    return _FINENESS.get(reading.place.kind, 5), reading.where_prec or 0


def is_location(view: SentenceView, mention: Mention) -> bool:
    """Return whether a place is where something is or happens: not where people come from, no part of an actor's name."""
    head = view.head_of(mention.start, mention.end)
    actor = view.mention("actor", head)
    if actor is not None and not (mention.start <= actor.start and actor.end < mention.end):
        return False
    if any(_is_some_of_them(view, above) for above in view.ancestors(head)):
        return False
    return view.governing_preposition(head) not in _AWAY or _is_measured(mention)


def _is_measured(mention: Mention) -> bool:
    """Return whether the words before the name measure a distance from it: what lies "40 km from Gao" lies near it."""
    reading = mention.reading
    if not isinstance(reading, PlaceReading) or reading.where_prec != _NEAR_PREC:
        return False
    words = reading.words.lower().removesuffix(mention.text.lower()).split()
    stated = [float(word) for word in words if word.isdigit()]
    return "from" in words and all(distance <= _NEAR_KM for distance in stated)


def _is_some_of_them(view: SentenceView, position: int) -> bool:
    """True for "most of them (in …)": where some are is not where all are."""
    return any(
        view.keys[child] == "of" and any(view.tokens[inner].pos == "PRON" for inner in view.children[child])
        for child in view.children[position]
        if view.tokens[child].dep == "prep"
    )


def place_anaphor(view: SentenceView, position: int) -> frozenset[str] | None:
    """Return the kinds of place that "there", "this area", "the same district" may reach back to; None if it is none.

    An empty set stands for every kind.
    """
    token, key = view.tokens[position], view.keys[position]
    if key in {"there", "nearby"} and token.pos == "ADV" and token.dep == "advmod":
        return frozenset()
    nouns = read_table("people").get("places", {})
    if key not in nouns:
        return None
    is_pointing = any(
        view.keys[child] in {"this", "that", "same"} and child < position for child in view.children[position]
    )
    is_meant = is_pointing or _is_known_place(view, position)
    return frozenset(read_words("people", "places", key)) if is_meant else None


def _is_known_place(view: SentenceView, position: int) -> bool:
    """Return whether "in the town" stands alone behind a preposition of place, with nothing that says which town it is."""
    if view.tokens[position].dep != "pobj" or view.mention("place", position) is not None:
        return False
    children = view.children[position]
    is_definite = any(view.keys[child] in {"the", "their"} for child in children)
    is_bare = all(view.tokens[child].dep in {"det", "amod", "predet", "poss"} for child in children)
    return is_definite and is_bare and view.governing_preposition(position) in read_words("people", "located", "words")


def find_time(
    view: SentenceView, position: int, *, within: Attribution, is_narrow: bool = False
) -> tuple[TimeReading, Mention] | None:
    """Return the time of the nearest region that names one; durations and repetitions are no times of an event."""
    trigger = view.tokens[position].start
    for mentions in find_mention(view, position, kind="time", within=within, is_narrow=is_narrow):
        own = [
            mention
            for mention in mentions
            if dates(view, mention, position)
            and not _is_of_baseline(view, mention)
            and not _is_of_knowing(view, mention, position)
        ]
        found = _nearest_time(own, trigger)
        if found is not None:
            return found
    if is_narrow:
        return None
    said = Span(start=within.start, end=within.end)
    loose = [
        mention for mention in view.of_kind("time") if said.holds(mention) and _is_set_off(view, mention, position)
    ]
    return _nearest_time(loose, trigger) if len(loose) == 1 else None


def _is_of_baseline(view: SentenceView, mention: Mention) -> bool:
    """True for January in "down from about 3,000 in January": it dates the number that is left behind."""
    for above in view.ancestors(view.head_of(mention.start, mention.end)):
        if view.keys[above] == "compare":  # "compared with 6,000 in 2014"
            return True
        if view.keys[above] in _AWAY and view.tokens[above].dep == "prep":
            is_number = any(
                view.tokens[child].dep == "pobj" and view.mention("quantity", child) is not None
                for child in view.children[above]
            )
            return is_number or number_behind(view, above) is not None
    return False


def _is_of_knowing(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for "now" in "are now known to have died": it says since when that is known, not when they died."""
    if not isinstance(mention.reading, TimeReading) or mention.reading.timex != _NOW:
        return False
    own = next((at for at in (position, *view.ancestors(position)) if view.tokens[at].pos == "VERB"), position)
    is_told_of_before = any(
        view.keys[child] == "have" and view.tokens[child].tag == "VB" and view.tokens[child].dep == "aux"
        for child in view.children[own]
    )
    return is_told_of_before and view.tokens[view.head_of(mention.start, mention.end)].head != own


def _nearest_time(mentions: list[Mention], trigger: int) -> tuple[TimeReading, Mention] | None:
    usable = [
        mention
        for mention in mentions
        if isinstance(mention.reading, TimeReading) and mention.reading.granularity not in {"duration", "set"}
    ]
    if not usable:
        return None
    best = min(usable, key=lambda mention: (_coarseness(mention), abs(mention.start - trigger)))
    return (best.reading, best) if isinstance(best.reading, TimeReading) else None


def _coarseness(mention: Mention) -> int:
    """Vague words ("recently", "now") and an hour of the day yield to a calendar expression beside them."""
    reading = mention.reading
    if not isinstance(reading, TimeReading) or reading.granularity in {"period", "unknown"}:
        return 2
    return int(reading.granularity == "instant")


def _is_set_off(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for ", in April last year" at the end of a parenthesis inside the trigger's clause."""
    first = view.positions(mention.start, mention.end)[0]
    if first and view.tokens[first - 1].pos == "ADP":
        first -= 1
    if not first or view.tokens[first - 1].text not in {",", "–", "—"}:
        return False
    clause = view.clause_head(view.head_of(mention.start, mention.end))
    above = view.tokens[clause].head
    is_inside = clause == position or position in {above, view.clause_head(above)}
    return is_inside or view.clause_head(position) == view.clause_head(above)


def find_weapon(view: SentenceView, position: int, *, within: Attribution) -> tuple[WeaponReading, Mention] | None:
    """Return the weapon of the trigger's own phrase or clause, or of the clause above it; None if none is named."""
    trigger = view.tokens[position].start
    for mentions in find_mention(view, position, kind="weapon", within=within):
        best = min(mentions, key=lambda mention: (_is_unnamed(mention), abs(mention.start - trigger)))
        if isinstance(best.reading, WeaponReading):
            return best.reading, best
    return None


def _is_unnamed(mention: Mention) -> bool:
    return not (isinstance(mention.reading, WeaponReading) and mention.reading.model)
