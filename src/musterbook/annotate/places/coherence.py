"""How well the candidates of a document's names agree: towns near one another, towns inside divisions that are named too.

Every candidate of every name supports the candidates of the other names, by how likely it is meant and how near it lies.
Many weak hints add up: six names that exist in twenty states each have one region in common.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from musterbook.model import Place, PlaceKind

__all__ = ["Ties", "lie_apart", "tie"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_EARTH_RADIUS_KM = 6371.0
# Neighbouring towns first, then the same part of a country.
_CLOSE_KM, _CLOSE = 50.0, 0.6
_WIDE_KM, _WIDE = 300.0, 0.4
_INSIDE = 0.8
# More names than this are hostile input or a list; the first ones decide.
_MOST = 600
# Places that are set beside one another to see whether they lie apart.
_MOST_SET = 50
# Countries and regions speak through the countries the document is about, not through their points.
_POINTLESS: frozenset[PlaceKind] = frozenset({"country", "region", "border", "water", "unknown"})


class Ties:
    """The pairwise support of all candidates: `matrix[i, j]` is what candidate j of another name gives candidate i."""

    def __init__(self, matrix: Floats, owner: Ints) -> None:
        self._matrix = matrix
        self._owner = owner

    def support(self, points: Sequence[Sequence[float]], sharpness: float) -> list[list[float]]:
        """Return the support of each candidate, for each name.

        Args:
            points: of each candidate, for each name; their softmax is how likely each is meant.
            sharpness: of the softmax.
        """
        likely = np.concatenate([_softmax(np.asarray(row, dtype=np.float64) * sharpness) for row in points])
        flat = self._matrix @ likely[: len(self._owner)]
        result: list[list[float]] = []
        position = 0
        for row in points:
            part = flat[position : position + len(row)]
            result.append([*part.tolist(), *[0.0] * (len(row) - len(part))])
            position += len(row)
        return result


def tie(candidates: Sequence[Sequence[Place]]) -> Ties:
    """Return the ties of the candidates of each name; a name without candidates ties nothing."""
    places = [place for row in candidates for place in row][:_MOST]
    owner = np.asarray([n for n, row in enumerate(candidates) for _ in row][:_MOST], dtype=np.int64)
    if not places:
        return Ties(np.zeros((0, 0)), owner)
    has_point = np.asarray([p.lat is not None and p.kind not in _POINTLESS for p in places])
    distance = _distances(places)
    near = _CLOSE * np.exp(-distance / _CLOSE_KM) + _WIDE * np.exp(-distance / _WIDE_KM)
    near *= has_point[:, None] & has_point[None, :]
    numbers: dict[str, int] = {}
    own = _number([p.place_id for p in places], numbers)
    inside = np.zeros_like(near, dtype=bool)
    for holder in (_number([p.adm1_id for p in places], numbers), _number([p.adm2_id for p in places], numbers)):
        within = (holder[:, None] == own[None, :]) & (holder[:, None] >= 0)
        inside |= within | within.T
    matrix = np.maximum(near, _INSIDE * inside)
    matrix[owner[:, None] == owner[None, :]] = 0.0
    # One place under two names does not speak for itself.
    matrix[own[:, None] == own[None, :]] = 0.0
    return Ties(matrix, owner)


def lie_apart(places: Sequence[Place], others: Sequence[Place], *, km: float) -> bool:
    """Return whether each of the places lies farther than so many km from each of the others; False if either has no point."""
    one = [place for place in places if place.lat is not None][:_MOST_SET]
    other = [place for place in others if place.lat is not None][:_MOST_SET]
    if not one or not other:
        return False
    return bool((_distances([*one, *other])[: len(one), len(one) :] > km).all())


def _number(ids: Sequence[str | None], numbers: dict[str, int]) -> Ints:
    """Return a number for each id, -1 for None."""
    return np.asarray([-1 if key is None else numbers.setdefault(key, len(numbers)) for key in ids], dtype=np.int64)


def _distances(places: Sequence[Place]) -> Floats:
    """Return the great-circle distances of all pairs in km; places without a point are put at (0, 0)."""
    lat = np.radians(np.asarray([p.lat or 0.0 for p in places]))
    lon = np.radians(np.asarray([p.lon or 0.0 for p in places]))
    half = np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
    half += np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    result: Floats = 2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return result


def _softmax(values: Floats) -> Floats:
    if not values.size:
        return values
    raw = np.exp(values - values.max())
    result: Floats = raw / raw.sum()
    return result
