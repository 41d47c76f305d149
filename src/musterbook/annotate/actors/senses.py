"""Which actor a name means here: shared names, and branches of one organisation.

The cascade of a shared name ("Al-Shabaab"), first that decides:
1. the country right behind it   2. another, unshared name of one of them in the document
3. the countries the document is about   4. the countries named in the sentence   5. the owner it is no weak name of
6. for a name that is nobody's own: a part, ally, predecessor or successor of one of them that the document names
The year of the report only weighs: an owner of another time comes after those of its own, and holds by 1 and 2, or where
the text itself goes back to its years ("in 1989").

The cascade of an organisation with branches ("IS"):
1. the country or nationality in its phrase   2. the nearest country named in the sentence
3. the countries the document is about   4. the organisation itself
"""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.annotate.actors.items import Item, SentenceItems
from musterbook.annotate.actors.register import Actor, ActorRegister, Filed
from musterbook.annotate.actors.roles import Roles
from musterbook.annotate.phrases import Hit
from musterbook.model import Sentence

__all__ = ["Senses", "is_word_in_capitals"]

# The possessive, a name of two words and the word for a branch.
_LONGEST_BRANCH = 4
# Two words in capitals are a label ("IS CAPTION"), not a headline with a verb.
_SHORTEST_HEADLINE = 3


class Senses:
    """What names mean in one document."""

    def __init__(
        self,
        register: ActorRegister,
        hits: Iterable[Hit[tuple[Filed, ...]]],
        *,
        focus: tuple[str, ...],
        year: int | None,
        years_told: frozenset[int] = frozenset(),
    ) -> None:
        self._register = register
        self._focus = focus
        self._year = year
        self._years_told = years_told
        self._named = {
            filed.actor.actor_id for hit in hits for filed in hit.value if filed.kind in {"name", "abbreviation"}
        }

    def find_owner(self, item: Item, items: SentenceItems) -> tuple[Actor, str] | None:
        """Return who a name belongs to here and why; None for a weak name that nothing decides."""
        strong = next((filed for filed in item.names if filed.kind != "weak"), None)
        weak = [filed for filed in item.names if filed.kind == "weak"]
        if not weak:
            return None if strong is None else (strong.actor, _explain(strong))
        active = [filed for filed in weak if self._is_active(filed)]
        owners = ([strong] if strong else []) + active
        attached = items.find_attached_country(item.stop)
        if attached:
            decided = self._pick(owners, attached) or self._pick(weak, attached)
            if decided:
                return decided.actor, f"‘{decided.written}’ in {attached}"
        named = [filed for filed in weak if filed.actor.actor_id in self._named]
        named = [filed for filed in named if filed in active] or named
        if len(named) == 1 and not (strong and strong.actor.actor_id in self._named and _is_named_twice(strong, item)):
            return named[0].actor, f"‘{named[0].written}’; the document names it in full"
        past = [filed for filed in weak if any(filed.actor.is_active(year) for year in self._years_told)]
        for why, countries in (
            ("the country the document is about", self._focus),
            ("the country named in the sentence", items.find_countries(item.first)),
        ):
            for country in countries:
                decided = self._pick(owners, country) or self._pick(past, country)
                if decided:
                    return decided.actor, f"‘{decided.written}’ in {country}, {why}"
        if strong is not None:
            return strong.actor, _explain(strong)
        kin = [filed for filed in active if self._register.kin(filed.actor.actor_id) & self._named]
        return (kin[0].actor, f"‘{kin[0].written}’; the document names its kin") if len(kin) == 1 else None

    def _is_active(self, filed: Filed) -> bool:
        return self._year is None or filed.actor.is_active(self._year)

    def _pick(self, owners: list[Filed], country: str) -> Filed | None:
        """Return the one owner in a country, of the report's own time if there is one; None if none or several weak ones.

        A strong owner goes before weak ones of its time.
        """
        there = [filed for filed in owners if country in filed.actor.countries]
        there = [filed for filed in there if self._is_active(filed)] or there
        strong = [filed for filed in there if filed.kind != "weak"]
        if strong:
            return strong[0]
        return there[0] if len({filed.actor.actor_id for filed in there}) == 1 else None

    def find_branch(
        self, actor: Actor, *, country: str | None, item: Item, items: SentenceItems, why: str
    ) -> tuple[Actor, str]:
        """Return the branch of an organisation that is meant, and why; the organisation itself where nothing decides."""
        if actor.side != "armed_group" or not self._register.has_branches(actor.actor_id):
            return actor, why
        called = self._register.find_branch_named(actor, _words_of_branch(item, items))
        if called is not None:
            return called, f"{why}; the branch of that name"
        for countries, reason in (
            ((country,) if country else (), "named with it"),
            (items.find_countries(item.first), "named in the sentence"),
            (self._focus, "which the document is about"),
        ):
            for place in countries:
                branch = self._register.find_branch(actor, place, year=self._year)
                if branch is not None:
                    return branch, why if branch is actor else f"{why}; branch in {place}, {reason}"
        return actor, why


def _words_of_branch(item: Item, items: SentenceItems) -> list[str]:
    """Return "Khorasan" of "Islamic State's Khorasan branch", "IS Khorasan affiliate"; nothing where no branch is named."""
    words: list[str] = []
    for index in range(item.stop, min(item.stop + _LONGEST_BRANCH, len(items.tokens))):
        token, part = items.tokens[index], items.item_at(index)
        if part is not None and part.role is not None and part.role.kind == "part":
            return words
        if token.tag != "POS" and not (token.text[0].isupper() and token.text.isalpha()):
            break
        if token.tag != "POS":
            words.append(token.text)
    return []


def _explain(filed: Filed) -> str:
    if filed.kind == "short":
        return f"‘{filed.written}’, short for ‘{filed.actor.name}’"
    return f"{'abbreviation' if filed.kind == 'abbreviation' else 'name'} ‘{filed.written}’"


def _is_named_twice(strong: Filed, item: Item) -> bool:
    # The shared spelling itself counts as a name of its strong owner and proves nothing.
    return len(item.names) == 1 or strong.actor.name != strong.written


_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})


def is_word_in_capitals(sentence: Sentence, item: Item, roles: Roles) -> bool:
    """Return whether an abbreviation is only a word in capitals: "IS" the verb, "US" the pronoun.

    In a sentence set in capitals it counts as a name only behind a preposition, before a role word or act, or before a
    verb of the headline list at the beginning. In mixed case it is the name unless it is stressed ("It IS true").
    """
    tokens = sentence.tokens
    token = tokens[item.first]
    if item.stop - item.first != 1 or token.text not in roles.ambiguous:
        return False
    before = tokens[item.first - 1] if item.first else None
    if any(character.islower() for other in tokens for character in other.text):
        is_verb = token.pos in {"AUX", "VERB"} or token.tag == "VBZ"
        following = tokens[item.stop] if item.stop < len(tokens) else None
        # "claimed that IS in Raqqa has …", "said that IS attacked …": a subject, whatever the parser makes of it.
        is_subject = following is not None and (following.pos == "ADP" or following.tag in _FINITE)
        is_after_that = before is not None and before.text.casefold() == "that"
        return is_verb and before is not None and before.pos in {"PRON", "SCONJ"} and not (is_after_that and is_subject)
    after = tokens[item.stop].text if item.stop < len(tokens) else ""
    is_name = (
        len(tokens) < _SHORTEST_HEADLINE
        or (before is not None and before.text in roles.capitals_before)
        or (before is None and after in roles.capitals_verbs)
        or roles.is_word(after)
    )
    return not is_name
