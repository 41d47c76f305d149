"""The door of the annotate stage: documents in, mentions and attributions out.

The order is fixed, because each step uses the ones before:
1. sentences and tokens from the language model, which reads text in capitals written small
2. which countries the document is about, from names and demonyms
3. actors, with those countries to tell branches of one group apart
4. times, then quantities (a number inside a date is no quantity)
5. places (a name inside an actor's name is no place) and weapons
6. attributions, which take their speakers from the actors
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from musterbook.annotate.actors.find import find_actors
from musterbook.annotate.actors.home import homes_of_groups
from musterbook.annotate.actors.local import settle_police
from musterbook.annotate.actors.register import ActorRegister, load_register
from musterbook.annotate.attribution.cues import load_cues
from musterbook.annotate.attribution.find import find_attributions
from musterbook.annotate.attribution.inserted import mend_inserted
from musterbook.annotate.attribution.saying_days import mend_days
from musterbook.annotate.attribution.tails import mend_tails
from musterbook.annotate.casing import recase, restore_attribution, restore_mention
from musterbook.annotate.cycles import keep_trees
from musterbook.annotate.gazetteer.reader import Gazetteer
from musterbook.annotate.language import LanguageModel, load_language
from musterbook.annotate.named_objects import mend_named_objects
from musterbook.annotate.openings import mend_openings
from musterbook.annotate.places.find import country_focus, find_places
from musterbook.annotate.quantities.asides import mend_asides
from musterbook.annotate.quantities.behind import mend_numbers
from musterbook.annotate.quantities.find import find_quantities
from musterbook.annotate.quantities.objects import mend_objects
from musterbook.annotate.quantities.tables import load_tables
from musterbook.annotate.times.find import find_times
from musterbook.annotate.times.grammar import load_grammar
from musterbook.annotate.weapons import find_weapons
from musterbook.config import AnnotateSettings
from musterbook.model import AnnotatedDocument, Document, Mention, Sentence, Skip, StageResult

__all__ = ["Knowledge", "load_knowledge", "open_gazetteer", "open_register", "run"]

_VERSION_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What reading needs to know.

    Attributes:
        versions: of model, gazetteer and tables, as they stand in `made_by` of every claim.
    """

    language: LanguageModel
    gazetteer: Gazetteer
    register: ActorRegister
    versions: str


def load_knowledge(settings: AnnotateSettings) -> Knowledge:
    """Load the language model, the gazetteer and the register.

    Raises:
        ModelError, GazetteerError, RegisterError: one of them is missing or faulty.
    """
    language, gazetteer = load_language(), open_gazetteer(settings)
    parts = (
        language.name,
        f"gazetteer {gazetteer.info().inputs[:_VERSION_DIGITS]}",
        f"tables {_hash_tables(settings)[:_VERSION_DIGITS]}",
    )
    return Knowledge(
        language=language, gazetteer=gazetteer, register=open_register(settings), versions="; ".join(parts)
    )


def open_gazetteer(settings: AnnotateSettings) -> Gazetteer:
    """Open the gazetteer that the settings name, or the installed one."""
    return Gazetteer(Path(settings.gazetteer) if settings.gazetteer else None)


def open_register(settings: AnnotateSettings) -> ActorRegister:
    """Load the installed register with the user's own laid over it."""
    return load_register([Path(path) for path in settings.registers])


def _hash_tables(settings: AnnotateSettings) -> str:
    """Return a hash over the word tables and registers: a changed row is another version of what reading knows."""
    digest = hashlib.sha256()
    own = sorted((files("musterbook.annotate") / "data").iterdir(), key=lambda path: path.name)
    for path in (*own, *(Path(name) for name in settings.registers)):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def run(documents: Iterable[Document], *, knowledge: Knowledge) -> StageResult[AnnotatedDocument]:
    """Annotate documents in English; every other one is skipped with its language.

    A document whose language is unknown (too short to tell) is read as English.
    """
    readable: list[Document] = []
    skipped: list[Skip] = []
    for document in documents:
        if document.language in {None, "en"}:
            readable.append(document)
        else:
            skipped.append(_skip_language(document))
    recased = [recase(document, knowledge.register) for document in readable]
    analysed = zip(readable, knowledge.language.analyse(recased), strict=True)
    made = tuple(
        _annotate(read, sentences, knowledge)
        if read is document
        else _restore(document, read, _annotate(read, sentences, knowledge))
        for document, (read, sentences) in analysed
    )
    return StageResult(made=made, skipped=tuple(skipped))


def _restore(document: Document, read: Document, annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return what was read in the recased text, with the words as the document has them."""
    return replace(
        annotated,
        document=document,
        mentions=tuple(restore_mention(mention, document=document, read=read) for mention in annotated.mentions),
        attributions=tuple(restore_attribution(said, document=document, read=read) for said in annotated.attributions),
    )


def _annotate(document: Document, sentences: tuple[Sentence, ...], knowledge: Knowledge) -> AnnotatedDocument:
    gazetteer = knowledge.gazetteer
    cues = load_cues()
    parsed = sentences
    for mend in (mend_tails, mend_days, mend_inserted):
        sentences = tuple(mend(sentence, cues=cues) for sentence in sentences)
    months, tables = load_grammar().words["month"], load_tables()
    sentences = tuple(mend_numbers(mend_objects(one, tables=tables), months=months, tables=tables) for one in sentences)
    sentences = tuple(mend_asides(mend_named_objects(mend_openings(one))) for one in sentences)
    sentences = keep_trees(sentences, parsed)
    focus = country_focus(sentences, document=document, gazetteer=gazetteer)
    actors = find_actors(
        sentences,
        document=document,
        register=knowledge.register,
        country_focus=focus,
        demonyms=gazetteer.demonyms(),
    )
    times = find_times(sentences, document=document)
    quantities = find_quantities(sentences, document=document, times=times)
    homes = homes_of_groups(actors, register=knowledge.register)
    places = find_places(
        sentences, document=document, gazetteer=gazetteer, actors=actors, country_hint=focus, homes=homes
    )
    actors = settle_police(actors, places=places, sentences=sentences, register=knowledge.register)
    weapons = find_weapons(sentences, document=document)
    mentions: tuple[Mention, ...] = (*actors, *times, *quantities, *places, *weapons)
    return AnnotatedDocument(
        document=document,
        sentences=sentences,
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.kind))),
        attributions=find_attributions(
            sentences, document=document, actors=actors, quantities=quantities, places=places, homes=homes
        ),
    )


def _skip_language(document: Document) -> Skip:
    return Skip(
        stage="annotate",
        input_id=document.document_id,
        location=document.location,
        code="not-english",
        reason=f"the text is in language {document.language!r}; only English is read",
    )
