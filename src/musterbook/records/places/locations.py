"""Which of the places a sentence names a trigger's words are set in.

1. A place is none of the trigger's where somebody comes from, speaks, goes, is nursed, or what it is only compared with (elsewhere);
2. of the others those of its nearest clause (scopes) count, the finest first; what only measures the way to another one, or where a
   road leads, yields;
3. where its clauses name none: the one place of what is said, then that of the whole sentence.
"""

from __future__ import annotations

from musterbook.model import Attribution, Mention, PlaceReading
from musterbook.records.places.distances import FINE, NEAR_PREC, find_anchors, fineness_of, is_measured
from musterbook.records.places.elsewhere import (
    is_goal_of_other,
    is_left,
    is_of_care,
    is_of_other_day,
    is_seat,
    is_set_beside,
    is_tellers,
)
from musterbook.records.places.several import join_countries
from musterbook.records.sentences.scopes import Span, find_mention
from musterbook.records.sentences.sequences import are_set_apart
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_table, read_words

__all__ = [
    "find_place",
    "is_away",
    "is_located",
    "is_location",
    "is_owner",
    "is_part_of",
    "lies_around",
    "only_place",
    "place_of_counted",
    "unknown_place",
]

_AWAY = frozenset({"from", "than"})
_NO_NAMES = frozenset({"NORP", "DATE", "TIME", "EVENT", "LAW", "CARDINAL", "MONEY"})
_NO_PLACES = _NO_NAMES | {"PERSON"}


def find_place(
    view: SentenceView, position: int, *, within: Attribution, is_narrow: bool = False
) -> tuple[PlaceReading, Mention] | None:
    """Return the finest place of the nearest region that names one; None if none does.

    Places people come from ("from Syria") and places inside the name of an actor ("Afghan officials") are no places of it.
    """
    trigger = view.tokens[position].start
    line: tuple[PlaceReading, Mention] | None = None
    for mentions in find_mention(view, position, kind="place", within=within, is_narrow=is_narrow):
        usable = [mention for mention in mentions if is_location(view, mention, position=position)]
        anchors = find_anchors(view, usable)
        usable = [mention for mention in usable if mention.mention_id not in anchors]
        if usable:
            best = min(usable, key=lambda mention: (fineness_of(mention), abs(mention.start - trigger)))
            if isinstance(best.reading, PlaceReading):
                if line is not None and fineness_of(best)[0] > FINE:
                    return line  # "between Tibiri and Gaya in the Dosso region"
                if not _is_line(best.reading):
                    return join_countries(view, best, usable) or (best.reading, best)
                line = line or (best.reading, best)
    return line or _place_of_where(view, position, within=within)


def _is_line(reading: PlaceReading) -> bool:
    """Return whether a town only says where a line leads ("on the road to Damaturu"): a place named further out is nearer."""
    return reading.place is not None and reading.place.kind == "town" and (reading.where_prec or 0) > NEAR_PREC


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
    return not (
        are_set_apart(view, position, head)
        or is_goal_of_other(view, head, position)
        or is_set_beside(view, head, position)
        or is_tellers(view, head, position)
        or is_of_care(view, head)
        or is_of_other_day(view, head, position)
    )


def only_place(view: SentenceView, position: int, *, within: Span) -> tuple[PlaceReading, Mention] | None:
    """Return the place of a stretch of the sentence if it is one: the finest, where all others lie around it; else None."""
    usable = [
        mention
        for mention in view.of_kind("place")
        if within.holds(mention)
        and is_location(view, mention, position=position)
        and not _is_of_aside(view, mention, position)
    ]
    if not usable or any(not is_located(view, mention) for mention in usable):
        return None
    best = min(usable, key=fineness_of)
    is_one = all(lies_around(mention, best) or _describes(view, mention, best) for mention in usable)
    return (best.reading, best) if isinstance(best.reading, PlaceReading) and is_one else None


def _is_of_aside(view: SentenceView, mention: Mention, position: int) -> bool:
    """Return whether the place stands in a clause about somebody or something else: "a unit that had waited in the capital"."""
    own = {position, *view.ancestors(position)}
    return any(
        view.tokens[above].dep == "relcl" and above not in own and view.tokens[above].head not in own
        for above in view.ancestors(view.head_of(mention.start, mention.end))
    )


def _describes(view: SentenceView, mention: Mention, inner: Mention) -> bool:
    """Return whether a place is only named to say where the inner one is: "Bir Tawil, a quarter in the south of Zenata"."""
    head = view.head_of(mention.start, mention.end)
    if view.tokens[head].dep == "conj":
        return False
    return any(view.mention("place", above) is inner for above in view.ancestors(head))


def is_located(view: SentenceView, mention: Mention) -> bool:
    """Return whether a preposition says that something is there: not where somebody goes, not "the Gao police"."""
    head = view.head_of(mention.start, mention.end)
    return view.governing_preposition(head) in read_words("people", "located", "words")


def lies_around(mention: Mention, inner: Mention) -> bool:
    """Return whether the place of the mention is the inner one, or a division or the country that holds it."""
    outer_place = mention.reading.place if isinstance(mention.reading, PlaceReading) else None
    place = inner.reading.place if isinstance(inner.reading, PlaceReading) else None
    if outer_place is None or place is None:
        return False
    is_country = outer_place.kind == "country" and outer_place.country == place.country
    return is_country or outer_place.place_id in {place.place_id, place.adm1_id, place.adm2_id}


def place_of_counted(view: SentenceView, position: int) -> tuple[PlaceReading, Mention] | None:
    """Return the place that is told of one of several who are counted beside each other: "a woman in Kharkiv and two men near Sumy"."""
    is_joined = view.tokens[position].dep == "conj" or any(
        view.tokens[child].dep == "conj" for child in view.children[position]
    )
    if not is_joined or view.tokens[position].pos not in {"NOUN", "NUM"}:
        return None
    located = read_words("people", "located", "words") - {"of"}
    for child in view.children[position]:
        if view.tokens[child].dep == "prep" and view.keys[child] in located:
            for token in view.subtree(child, is_clause=True):
                mention = view.mention("place", token)
                if mention is not None and isinstance(mention.reading, PlaceReading) and is_location(view, mention):
                    return mention.reading, mention
    return None


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


def is_location(view: SentenceView, mention: Mention, *, position: int | None = None) -> bool:
    """Return whether a place is where something is or happens.

    It is not where people come from, where who speaks is, or a part of an actor's name; with the trigger's `position` given, nor
    where somebody goes or what the trigger is compared with.
    """
    head = view.head_of(mention.start, mention.end)
    if (
        is_part_of(view, mention)
        or is_owner(view, head)
        or is_seat(view, mention, position)
        or any(_is_some_of_them(view, above) for above in view.ancestors(head))
    ):
        return False
    if position is not None and not _is_of_trigger(view, mention, position):
        return False
    return not is_away(view, head) or is_measured(mention)


def is_part_of(view: SentenceView, mention: Mention) -> bool:
    """Return whether the place is part of an actor's name: "Afghan officials"."""
    actor = view.mention("actor", view.head_of(mention.start, mention.end))
    return actor is not None and not (mention.start <= actor.start and actor.end < mention.end)


def is_owner(view: SentenceView, head: int) -> bool:
    """Return whether the place only says whose a force or a count is: "India's police force", "by Baku's count"."""
    token = view.tokens[head]
    if token.dep != "poss":
        return False
    return view.mention("actor", token.head) is not None or view.keys[token.head] in read_words(
        "places", "tellers", "counts"
    )


def is_away(view: SentenceView, head: int) -> bool:
    """Return whether somebody or something comes from the place: "from Kobu", "men from the village of Kobu".

    Not so of what comes out of a house or a happening there: "bodies pulled from a house in Gao", "the toll from the raid on Gao";
    nor of where people flee or are taken from.
    """
    homes = read_table("people").get("places", {}).keys() | read_words("places", "homes", "nouns")
    below = head
    is_home = view.governing_preposition(head) in _AWAY
    for above in view.ancestors(head):
        token = view.tokens[above]
        if token.pos in {"VERB", "AUX"}:
            return False
        if token.dep == "prep" and view.keys[above] in _AWAY:
            is_line = view.keys[token.head] in read_words("places", "routes", "lines")
            return (is_home or view.keys[below] in homes) and not is_line and not is_left(view, above)
        below = above
    return False


def _is_some_of_them(view: SentenceView, position: int) -> bool:
    """True for "most of them (in …)": where some are is not where all are."""
    return any(
        view.keys[child] == "of" and any(view.tokens[inner].pos == "PRON" for inner in view.children[child])
        for child in view.children[position]
        if view.tokens[child].dep == "prep"
    )
