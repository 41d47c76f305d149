"""Documents to mentions and attributions: actors, places, times, quantities, weapons, and who says it."""

from musterbook.annotate.actors.lint import Findings, check_register
from musterbook.annotate.actors.register import ActorRegister, load_register
from musterbook.annotate.actors.rows import Actor
from musterbook.annotate.gazetteer.dumps import ImportReport, import_dump
from musterbook.annotate.gazetteer.reader import Gazetteer, GazetteerInfo, hint_places
from musterbook.annotate.language import LanguageModel
from musterbook.annotate.run import Knowledge, load_knowledge, open_gazetteer, open_register, run

__all__ = [
    "Actor",
    "ActorRegister",
    "Findings",
    "Gazetteer",
    "GazetteerInfo",
    "ImportReport",
    "Knowledge",
    "LanguageModel",
    "check_register",
    "hint_places",
    "import_dump",
    "load_knowledge",
    "load_register",
    "open_gazetteer",
    "open_register",
    "run",
]
