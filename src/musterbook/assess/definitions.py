"""Who is counted: nouns to definitions, and what one definition says of another, from data/definitions.toml."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from musterbook.errors import RegisterError

__all__ = ["MAIN_DEFINITION", "Offset", "define_counted", "offset_between"]

MAIN_DEFINITION = "fighters"
# A figure that does not say who is counted mostly means the same people; by how much it does not is unknown.
_UNSTATED_SPREAD = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """The log ratio of one definition to another: mean and standard deviation."""

    mean: float
    sd: float

    @property
    def ratio(self) -> float:
        """The ratio itself, at the median."""
        return math.exp(self.mean)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Nouns to definitions, and definitions to their log ratio to fighters (None = no part of any model)."""

    by_word: dict[str, str]
    by_name: dict[str, Offset | None]


@cache
def _read_table() -> _Table:
    """Return the table. Raises RegisterError where a noun stands twice or a ratio is no positive number."""
    resource = files("musterbook.assess") / "data" / "definitions.toml"
    table = _Table(by_word={}, by_name={})
    for row in tomllib.loads(resource.read_text(encoding="utf-8"))["definition"]:
        ratio, spread = row.get("ratio"), row.get("spread", 0.0)
        if (ratio is not None and ratio <= 0) or spread < 0:
            raise RegisterError(
                "a definition has no usable ratio",
                expected="ratio above 0, spread 0 or more",
                got=f"ratio {ratio}, spread {spread} of {row['name']!r}",
                where=str(resource),
            )
        table.by_name[row["name"]] = None if ratio is None else Offset(mean=math.log(ratio), sd=spread)
        for word in row["words"]:
            if word in table.by_word:
                raise RegisterError(
                    "a noun stands in two definitions",
                    got=f"{word!r} in {table.by_word[word]!r} and {row['name']!r}",
                    where=str(resource),
                )
            table.by_word[word] = row["name"]
    return table


def define_counted(counted: str | None) -> str | None:
    """Return the definition a noun or noun phrase belongs to; the noun itself if no table knows it; None for None."""
    if counted is None:
        return None
    words = " ".join(counted.casefold().split())
    table = _read_table().by_word
    if words in table:
        return table[words]
    singular = words.removesuffix("s")
    last = singular.split()[-1] if singular else ""
    return table.get(singular) or (None if "famil" in words else table.get(last)) or words


def offset_between(definition: str | None, wanted: str | None) -> Offset | None:
    """Return the log ratio of what a figure counts to what is wanted; None if no ratio between them is known.

    Args:
        definition: of the figure, as `define_counted` names it; None if the figure does not say.
        wanted: of the question; None if no figure says.
    """
    if definition == wanted:
        return Offset(mean=0.0, sd=0.0)
    if definition is None or wanted is None:
        return Offset(mean=0.0, sd=_UNSTATED_SPREAD)
    table = _read_table().by_name
    one, other = table.get(definition), table.get(wanted)
    if one is None or other is None:
        return None
    return Offset(mean=one.mean - other.mean, sd=math.hypot(one.sd, other.sd))
