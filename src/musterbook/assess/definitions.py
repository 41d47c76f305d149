"""Who is counted: nouns to definitions, from data/definitions.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from musterbook.errors import RegisterError

__all__ = ["define_counted"]


@cache
def _read_table() -> dict[str, str]:
    """Return noun → definition. Raises RegisterError where a noun stands twice."""
    resource = files("musterbook.assess") / "data" / "definitions.toml"
    table: dict[str, str] = {}
    for row in tomllib.loads(resource.read_text(encoding="utf-8"))["definition"]:
        for word in row["words"]:
            if word in table:
                raise RegisterError(
                    "a noun stands in two definitions",
                    got=f"{word!r} in {table[word]!r} and {row['name']!r}",
                    where=str(resource),
                )
            table[word] = row["name"]
    return table


def define_counted(counted: str | None) -> str | None:
    """Return the definition a noun or noun phrase belongs to; the noun itself if no table knows it; None for None."""
    if counted is None:
        return None
    words = " ".join(counted.casefold().split())
    table = _read_table()
    if words in table:
        return table[words]
    singular = words.removesuffix("s")
    last = singular.split()[-1] if singular else ""
    return table.get(singular) or (None if "famil" in words else table.get(last)) or words
