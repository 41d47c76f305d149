"""A place while it is being built, the store of all of them, and how a person names one of them in the overlay."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from musterbook_gazetteer.keys import article_free, is_latin, name_key
from musterbook_gazetteer.schema import PlaceRow, slug_number

ARTICLE_COUNTRIES = frozenset(
    [
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "ER",
        "IL",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TD",
        "TN",
        "YE",
    ]
)
"""Where "al-", "ar-" … in front of a name is the Arabic article, so that the name is also found without it."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """One place under construction; fields as in `places`, `names` maps a key to its tier."""

    num: int
    name: str
    kind: str
    slug: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    country: str | None = None
    adm1: int | None = None
    adm2: int | None = None
    lat: float | None = None
    lon: float | None = None
    coord_source: str | None = None
    radius_km: float | None = None
    population: int | None = None
    admin_code: str | None = None
    iso_code: str | None = None
    is_capital: bool = False
    weight: float | None = None
    names: dict[str, int] = field(default_factory=dict)
    members: list[int] = field(default_factory=list)

    def add_name(self, name: str, tier: int) -> None:
        """Keep a name under its key if it can be written in Latin letters; of two tiers the better one stays."""
        if not name or (name[0] >= "\u0370" and not "\u1e00" <= name[0] <= "\u20ff"):
            return
        key = name_key(name)
        if len(key) < 2 or not is_latin(key):
            return
        self._keep(key, tier)
        bare = article_free(key) if self.country in ARTICLE_COUNTRIES else None
        if bare:
            self._keep(bare, min(tier + 1, 2))

    def set_point(self, lat: float, lon: float, source: str) -> None:
        """Set the point and where it comes from."""
        self.lat, self.lon, self.coord_source = round(lat, 5), round(lon, 5), source

    def row(self, prominence: float) -> PlaceRow:
        """Return the row for the table."""
        return PlaceRow(
            num=self.num, slug=self.slug, name=self.name, kind=self.kind, feature_class=self.feature_class,
            feature_code=self.feature_code, country=self.country, adm1_num=self.adm1, adm2_num=self.adm2,
            lat=self.lat, lon=self.lon, coord_source=self.coord_source,
            radius_km=None if self.radius_km is None else round(self.radius_km, 1),
            population=self.population, prominence=round(prominence, 3),
            admin_code=self.admin_code, iso_code=self.iso_code,
        )  # fmt: skip

    def _keep(self, key: str, tier: int) -> None:
        self.names[key] = min(tier, self.names.get(key, tier))


class Drafts:
    """All places under construction, found by number, code, or name."""

    def __init__(self) -> None:
        self.by_num: dict[int, Draft] = {}
        self.countries: dict[str, Draft] = {}
        self.by_code: dict[str, Draft] = {}
        self.by_iso: dict[str, Draft] = {}
        self._by_key: dict[str, list[Draft]] | None = None

    def __iter__(self) -> Iterator[Draft]:
        return iter(self.by_num.values())

    def __len__(self) -> int:
        return len(self.by_num)

    def add(self, draft: Draft) -> None:
        """Add a place; two places of one number are a fault of the build."""
        if draft.num in self.by_num:
            raise ValueError(f"two places have the number {draft.num}: {self.by_num[draft.num].name}, {draft.name}")
        self.by_num[draft.num] = draft
        if draft.kind == "country" and draft.country:
            self.countries[draft.country] = draft
        if draft.admin_code:
            self.by_code[draft.admin_code] = draft
        if draft.iso_code:
            self.by_iso[draft.iso_code] = draft
        if self._by_key is not None:
            for key in draft.names:
                self._by_key.setdefault(key, []).append(draft)

    def of_kind(self, *kinds: str) -> list[Draft]:
        """Return the places of these kinds."""
        return [draft for draft in self if draft.kind in kinds]

    def named(self, name: str) -> list[Draft]:
        """Return the places that had this name when they were added or the index was first used, whatever its tier."""
        if self._by_key is None:
            index: dict[str, list[Draft]] = defaultdict(list)
            for draft in self:
                for key in draft.names:
                    index[key].append(draft)
            self._by_key = dict(index)
        return self._by_key.get(name_key(name), [])

    def code(self, code: str) -> Draft | None:
        """Return a country (AF), a division by ISO 3166-2 (AF-NAN) or GeoNames code (AF.18), or None."""
        return self.countries.get(code) or self.by_iso.get(code) or self.by_code.get(code)

    def resolve(self, reference: str) -> Draft | None:
        """Return the place that an overlay row means; None if there is none.

        Forms: `AF`, `AF-NAN`, `AF.18`, `gn:1139715`, `mb:tora-bora`, `kind:Name@AF` or `kind:Name@AF-NAN`
        (the most prominent place of that kind and name in that country or division).
        """
        if reference.startswith("gn:"):
            return self.by_num.get(int(reference[3:]))
        if reference.startswith("mb:"):
            return self.by_num.get(slug_number(reference))
        kind, colon, rest = reference.partition(":")
        if not colon:
            return self.code(reference)
        name, _, scope = rest.partition("@")
        inside = self.code(scope)
        if inside is None:
            return None
        found = [d for d in self.named(name) if d.kind == kind and inside.num in self.chain(d)]
        return min(found, key=lambda d: (d.names[name_key(name)], -prominence(d), d.num), default=None)

    def chain(self, draft: Draft) -> set[int]:
        """Return the numbers of the place, its divisions and its country."""
        country = self.countries.get(draft.country or "")
        return {num for num in (draft.num, draft.adm1, draft.adm2, country.num if country else None) if num is not None}


_FLOORS = {"region": 6.0, "border": 5.0, "water": 5.0, "landmark": 4.0}


def prominence(draft: Draft) -> float:
    """Return how likely a bare name means this place, on the scale of the decimal logarithm of a population.

    A country stands above all; a town stands before the division named after it if it holds a third of its people
    (a tenth, for a second-order division), because the name alone usually means the town.
    """
    if draft.weight is not None:
        return draft.weight
    people = math.log10(max(draft.population or 0, 300))
    if draft.kind == "country":
        return 10 + people / 10
    if draft.kind == "adm1":
        return max(people, 5.0) - 0.5
    if draft.kind == "adm2":
        return max(people, 4.0) - 1.0
    if draft.kind == "town":
        return people + (1.0 if draft.is_capital else 0.0)
    return _FLOORS.get(draft.kind, 2.5)


def add_members(drafts: Drafts, towns: Iterable[Draft]) -> None:
    """Tell every division which towns lie in it."""
    for town in towns:
        for parent in (town.adm1, town.adm2):
            if parent is not None and parent in drafts.by_num:
                drafts.by_num[parent].members.append(town.num)
