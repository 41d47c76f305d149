"""Spans of a document with a reading, and who says what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from musterbook.model.texts import Document, Sentence

Number = int | float
Side = Literal["state_force", "armed_group", "civilians", "police", "international_force", "government", "unknown"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "fewer_than", "range", "vague"]
Direction = Literal["up", "down"]
Granularity = Literal[
    "instant", "day", "week", "month", "season", "quarter", "year", "decade", "period", "duration", "set", "unknown"
]
PlaceKind = Literal["country", "adm1", "adm2", "town", "region", "landmark", "border", "water", "unknown"]
CoordSource = Literal["source", "member_cities", "same_name", "natural_earth", "parent", "overlay"]
Stance = Literal["states", "estimates", "believes", "claims", "confirms", "denies", "doubts", "warns"]
SourceKind = Literal[
    "person",
    "organisation",
    "officials",
    "military",
    "police",
    "armed_group",
    "government",
    "residents",
    "witnesses",
    "medical",
    "security_sources",
    "intelligence",
    "analysts",
    "aid_workers",
    "media",
    "outlet",
    "document",
    "unknown",
]
EvidenceKind = Literal["none_stated", "not_provided", "video", "photo", "audio", "witness", "document", "intelligence"]
WeaponClass = Literal[
    "aerial_bomb", "drone", "missile", "artillery_rocket", "mortar", "suicide_bomb", "vehicle_bomb", "ied", "mine",
    "grenade", "small_arms", "blade", "arson", "chemical", "armour", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityReading:
    """How many, as the text has it.

    Attributes:
        low: the lower limit that is stated; None = open below. With `more_than` the limit itself is excluded.
        high: the upper limit that is stated; None = open above. With `fewer_than` the limit itself is excluded.
        bound: how the words bound the number. `about` and `exact` have low == high. `vague` is a word of the published table.
        unit: lemma of what is counted ("fighter"), "percent", "factor" (doubled = 2), "share" (a third = 0.333…);
            None if the text does not say.
        unit_kind: what sort of thing that is; None if unknown.
        direction: of a change; None if the number is a level.
        is_relative: True if the number is a percentage, a share or a factor.
        words: the number as written, with its bounding words ("more than 1,200").
        includes: True for a number that is part of another one in the same sentence ("including four commanders").
        is_addition: True for a number that comes on top of another one ("another 12").
        base: lemma of the whole that a percentage or share is of ("a fifth of the population" → "population");
            None if the text does not say, or if the number is no part of a whole.
        best: the figure to quote where the source states one beside its limits, as coded data sets do ("best" of UCDP GED,
            which may lie outside them); None = none is stated.
    """

    low: Number | None
    high: Number | None
    bound: Bound
    unit: str | None = None
    unit_kind: Literal["people", "percent", "money", "distance", "area", "age", "time", "vehicle", "thing"] | None = (
        None
    )
    direction: Direction | None = None
    is_relative: bool = False
    words: str
    includes: bool = False
    is_addition: bool = False
    base: str | None = None
    best: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorReading:
    """Who is meant.

    Attributes:
        actor_id: id in the register; None = not resolved.
        name: the register's name, or that of the data set an actor without an id comes from; else None.
        side: the kind of side, from the register or from the words.
        words: as written.
        role: role words ("militants", "commander"); None if there are none.
        nationality: ISO 3166-1 alpha-2 of a demonym ("Afghan officials" → AF); None if none is stated.
        count: how many the mention counts; None if it does not count.
        why: how it was resolved, in words ("alias ‘ISIS-K’ of …", "‘the group’ = nearest armed group before it").
        is_by_focus: the text says neither whose they are nor where: they are taken for those of the country it is most about.
    """

    actor_id: str | None
    name: str | None
    side: Side
    words: str
    role: str | None = None
    nationality: str | None = None
    count: QuantityReading | None = None
    why: str
    is_by_focus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the gazetteer.

    Attributes:
        place_id: "gn:1147242" for GeoNames ids, "mb:…" for rows of the project's own overlay.
        geonames_id: None for rows that GeoNames does not have.
        feature_class, feature_code: GeoNames codes ("A"/"ADM2"); None where the source has none.
        country: ISO 3166-1 alpha-2; None for seas and regions of several countries.
        adm1_id, adm2_id: place ids of the parents; None if unknown or not applicable.
        adm1, adm2: their names.
        lat, lon: WGS84 degrees; None if nobody knows.
        coord_source: where the point comes from; None without a point.
        radius_km: a circle of this radius around the point holds the place, roughly; None if unknown.
        population: None if unknown.
    """

    place_id: str
    geonames_id: int | None
    name: str
    kind: PlaceKind
    feature_class: str | None = None
    feature_code: str | None = None
    country: str | None = None
    adm1_id: str | None = None
    adm2_id: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    lat: float | None = None
    lon: float | None = None
    coord_source: CoordSource | None = None
    radius_km: float | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One reading of a place name and its weight in [0, 1]; the weights of a mention sum to 1."""

    place: Place
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReading:
    """Which place is meant.

    Attributes:
        place: the chosen place; None = not resolved.
        where_prec: UCDP GED precision: 1 exact, 2 near a known point, 3 ADM2, 4 ADM1, 5 fuzzy or linear, 6 country,
            7 international waters; None when not resolved.
        words: as written, with the preposition phrase that lowers the precision ("near Achin").
        candidates: at most five, the heaviest first.
        why: in words ("nearest candidate to Nangarhar, named in the same sentence").
    """

    place: Place | None
    where_prec: int | None
    words: str
    candidates: tuple[PlaceCandidate, ...] = ()
    why: str


_PART_OF_DAY = re.compile(r"\d{4}-\d{2}-\d{2}T(?:(?P<hour>\d{2})(?::\d{2})*|(?P<part>[A-Z]{2}))")
# From which hour on a part of the day is meant; what happens before five is of the night.
_HOURS = ((18, "EV"), (12, "AF"), (5, "MO"), (0, "NI"))
# Parts of a day that are not each other; people differ about night and dawn, noon and afternoon, evening and night.
_APART = frozenset(map(frozenset, (("MO", "AF"), ("MO", "EV"), ("MO", "NI"), ("AF", "NI"))))


def are_parts_apart(one: str | None, other: str | None) -> bool:
    """Return whether two parts of one day are told apart by everybody: the morning is not the evening; None = not told."""
    return frozenset((one, other)) in _APART


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """When.

    Attributes:
        earliest, latest: included days; both None when the time is relative and there is no anchor.
        granularity: of the expression, not of the resolved interval.
        timex: TIMEX3 value ("2017-04", "P1Y", "PRESENT_REF"); for an unresolved expression the relative form in
            the manner of "year-1-04"; None if there is none.
        date_prec: UCDP GED 1–5; None when unresolved.
        anchor: the day the expression was resolved against; None for absolute dates and unresolved ones.
        words: as written.
        why: rule in words; for an unresolved one "unresolved: no publication date".
    """

    earliest: date | None
    latest: date | None
    granularity: Granularity
    timex: str | None = None
    date_prec: int | None = None
    anchor: date | None = None
    words: str
    why: str

    @property
    def part_of_day(self) -> str | None:
        """Return the part of the day that is told, as ISO-TimeML writes it ("MO"), that of the hour where one is; None if none is."""
        told = None if self.timex is None else _PART_OF_DAY.fullmatch(self.timex)
        if told is None:
            return None
        hour, part = told.group("hour"), told.group("part")
        return part if hour is None else next((name for first, name in _HOURS if int(hour) >= first), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponReading:
    """Which weapon. `model` is the normalised designation ("GBU-43/B"), None if only the class is known."""

    weapon_class: WeaponClass
    model: str | None = None
    nickname: str | None = None
    words: str


Reading = ActorReading | PlaceReading | TimeReading | QuantityReading | WeaponReading
MentionKind = Literal["actor", "place", "time", "quantity", "weapon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a document with a reading; `text` is the document's text at that span, character for character."""

    mention_id: str
    kind: MentionKind
    start: int
    end: int
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who speaks.

    Attributes:
        kind: what sort of speaker.
        words: as written ("Brigadier General …, the local Afghan army commander"); None when the outlet speaks.
        person: name of an office holder, spokesperson or commander; None for private persons, always.
        role: "army commander"; None if not stated.
        organisation: "Afghan army"; None if not stated.
        actor: the register's reading if the speaker is or speaks for an actor; None if not.
        start, end: span of the source in the text; None when the outlet speaks. `words` is the text at that span, except
            for a private person who is named there: then it is the role ("farmer"), or None without one.
    """

    kind: SourceKind
    words: str | None = None
    person: str | None = None
    role: str | None = None
    organisation: str | None = None
    actor: ActorReading | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it, through whom, with what hedge and what stated evidence.

    Attributes:
        start, end: the content: the span of text that is attributed.
        channel: through whom it reached the outlet, verbatim ("shared with ITV News", "told Reuters"); None if direct.
        cue, cue_start, cue_end: the words that attribute ("according to"); None when the outlet speaks.
        mode: "none_stated" → the outlet speaks.
        hedge: hedge words verbatim ("were thought to be").
        hedge_scale: the scale they belong to ("ICD 203", "everyday"); None without hedge.
        is_party: the speaker is a belligerent speaking about itself or its enemy.
        is_nearest: True if this text states no source for it and the nearest one before it was taken over as a guess.
        origin: name of the origin as the person gave it who collected the figure; None where nobody did.
    """

    start: int
    end: int
    source: Source
    is_anonymous: bool = False
    is_party: bool = False
    channel: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    mode: Literal["direct", "indirect", "none_stated"]
    stance: Stance = "states"
    hedge: tuple[str, ...] = ()
    hedge_scale: str | None = None
    evidence: EvidenceKind = "none_stated"
    is_nearest: bool = False
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """One document with everything the annotate stage found; sentences, mentions and attributions in order of start."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
