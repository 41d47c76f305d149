"""Short forms of names: "the Front" in a text that names the Polisario Front, "the Congress", "the Cartel".

A short form is a capitalised word of the table's list behind "the", alone, that stands in a name of an actor which the
document names in full. The nearest one named before it is meant, else the first one named behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from musterbook.annotate.actors.items import Item
from musterbook.annotate.actors.register import Actor, Filed
from musterbook.annotate.phrases import Hit, fold
from musterbook.model import Sentence

__all__ = ["ShortNames"]


class ShortNames:
    """The short forms that one document allows."""

    def __init__(self, hits: Sequence[Hit[tuple[Filed, ...]]], heads: frozenset[str]) -> None:
        """Collect them.

        Args:
            hits: the names found in the document, in order.
            heads: words that may stand for a whole name, lower case.
        """
        self._named: dict[str, list[tuple[int, Actor]]] = {}
        words: dict[str, frozenset[str]] = {}
        for hit in hits:
            filed = next((filed for filed in hit.value if filed.kind in {"name", "abbreviation"}), None)
            if filed is None:
                continue
            actor = filed.actor
            if actor.actor_id not in words:
                names = (actor.name, *actor.aliases)
                words[actor.actor_id] = heads.intersection(word for name in names for word in fold(name).split())
            for word in words[actor.actor_id]:
                self._named.setdefault(word, []).append((hit.start, actor))

    def find(self, sentence: Sentence, items: Sequence[Item]) -> list[Item]:
        """Return the short forms in a sentence as names, where no other item stands."""
        if not self._named:
            return []
        taken = {index for item in items for index in range(item.first, item.stop)}
        tokens = sentence.tokens
        found: list[Item] = []
        for index in range(1, len(tokens)):
            token = tokens[index]
            named = self._named.get(token.text.lower()) if token.text.istitle() else None
            if named is None or index in taken or tokens[index - 1].text.lower() != "the":
                continue
            after = tokens[index + 1].text if index + 1 < len(tokens) else ""
            if after[:1].isupper() or after in {"for", "of", "-"}:
                continue  # the beginning of another name
            before = bisect_left(named, token.start, key=lambda pair: pair[0])
            actor = named[before - 1 if before else 0][1]
            found.append(
                Item("name", index, index + 1, token.start, token.end, names=(Filed(actor, token.text, "short"),))
            )
        return found
