"""Frozen settings, one dataclass per stage, with the defaults that every command uses."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from cattrs import ClassValidationError, Converter, transform_error
from cattrs.v import format_exception

from musterbook.errors import SettingsError
from musterbook.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSettings:
    """How reports become documents and which documents count as copies.

    Attributes:
        max_characters: characters of one report that are read; what lies beyond is a Skip "too-long" for that part.
        max_block_characters: a longer block is cut at white space.
        max_pages: pages of one PDF that are read.
        min_words: a text with fewer words is a Skip "too-short".
        language_min_words: below this many words the language stays None (scripts without spaces: letters count).
        language_min_probability: below this probability, in [0, 1], the language stays None.
        copy_min_words: documents and paragraphs with fewer words are compared as exact copies only.
        copy_containment: share of the smaller text's word 5-shingles found in the larger one, in [0, 1].
        copy_facts: share of the smaller text's numbers and names found in the larger one, in [0, 1]; of texts under 100 words: all.
        copy_max_bucket: in a larger bucket of candidates only this many neighbours (sorted by signature) are compared.
        repeated_min_words: shorter paragraphs are not looked for in other documents.
    """

    max_characters: int = 1_000_000
    max_block_characters: int = 10_000
    max_pages: int = 2_000
    min_words: int = 3
    language_min_words: int = 4
    language_min_probability: float = 0.5
    copy_min_words: int = 30
    copy_containment: float = 0.6
    copy_facts: float = 0.85
    copy_max_bucket: int = 50
    repeated_min_words: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """How inputs become reports.

    Attributes:
        max_report_bytes: one report, row or record may not be larger; larger ones are skipped, not cut.
        text_column, title_column, date_column, url_column, outlet_column, id_column, language_column: columns of a
            table; None = guessed from the names, and the guess is reported.
        date_order: how "03/04/2018" is meant; None = such a date stays unread, because nobody can know.
        published: the day of every report that brings no date of its own; None = not given.
        outlet: the outlet of every report that brings none of its own and has no address; None = not given.
        language: ISO 639-1 of every report that brings none of its own; None = not given.
        licence: the licence of everything that is read; None = unknown.
        min_feed_words: a feed entry without full text becomes a report if its summary has this many words.
        follow_links: fetch the addresses that feeds and sitemaps list.
        max_links: never follow more addresses than this from one input.
        user_agent: sent with every request, and the name looked up in robots.txt.
        delay_s: seconds between two requests to one host; a longer `Crawl-delay` in robots.txt counts.
        timeout_s: seconds without an answer before a request is given up.
        max_fetch_s: seconds that one download may take altogether.
        max_tries: requests for one address, counting the first.
        max_redirects: redirects followed for one address.
    """

    max_report_bytes: int = 50_000_000
    text_column: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    url_column: str | None = None
    outlet_column: str | None = None
    id_column: str | None = None
    language_column: str | None = None
    date_order: Literal["day-first", "month-first"] | None = None
    published: date | None = None
    outlet: str | None = None
    language: str | None = None
    licence: str | None = None
    min_feed_words: int = 80
    follow_links: bool = False
    max_links: int = 50_000
    user_agent: str = f"Musterbook/{__version__}"
    delay_s: float = 1.0
    timeout_s: float = 30.0
    max_fetch_s: float = 300.0
    max_tries: int = 4
    max_redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateSettings:
    """What reading knows beside what is installed.

    Attributes:
        gazetteer: path of a gazetteer made by `musterbook gazetteer import`; None = the installed one.
        registers: paths of the user's own actor registers, laid over the installed one in this order.
    """

    gazetteer: str | None = None
    registers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSettings:
    """How the figures of one incident are reconciled.

    Attributes:
        best: the rule that chooses the figure to quote: "weighed" (the latest word, but for a side's on those it fought and
            for what is recalled long after), "latest" (the latest word), "conservative" (the lowest figure that stands),
            "official" (the latest word of officials), "independent" (of a source that is no party and no authority).
    """

    best: Literal["weighed", "latest", "conservative", "official", "independent"] = "weighed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """What the model of figures assumes before it sees any. Scales are in units of log: 0.35 is about 35 %.

    Attributes:
        drift: how far a group's strength wanders in a year (it grows with the root of time).
        source_bias: how far sources lean from the truth, each in its own direction.
        origin_deviation: how far one briefing or report is off, on top of its source.
        noise: how far a single figure is off, on top of its origin.
        scale_spread: log standard deviation of these four around the values given here.
        source_tail: "normal", or "student" (4 degrees of freedom) where one source may be far off.
        start_people, start_spread: the strength before any figure: its median, and its standard deviation in units of log.
        incident_people, incident_spread: the same for the casualties of one incident.
        shock: standard deviation of a jump at a dated loss.
        hedge_factor: a hedged figure ("thought to be") has this many times the noise.
        bound_rate: how fast belief falls off beyond a stated bound: 5 means 20 % beyond it on average.
        reporting: standard deviation of the log of reported by true losses.
        max_figures: figures that the model takes; of more, as many are chosen evenly in time.
        chains, turns: how much is drawn in one batch; batches follow until the chains agree.
        seed: the same seed gives the same numbers.
            Source: design of the assessments, "Strength of a group in time" and "Stock and flow".
    """

    drift: float = 0.35
    source_bias: float = 0.35
    origin_deviation: float = 0.20
    noise: float = 0.15
    scale_spread: float = 0.45
    source_tail: Literal["normal", "student"] = "normal"
    start_people: float = 2000.0
    start_spread: float = 2.0
    incident_people: float = 20.0
    incident_spread: float = 4.0
    shock: float = 0.5
    hedge_factor: float = 1.5
    bound_rate: float = 5.0
    reporting: float = 0.3
    max_figures: int = 120
    chains: int = 32
    turns: int = 240
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessSettings:
    """When an assessment answers, and what its model assumes.

    Attributes:
        min_origins: with fewer origins behind a series the verdict on growth is "insufficient".
            Source: design of the assessments, presence: fewer than 3 origins → the literal range and "mostly assumption".
        min_periods: with fewer complete, covered periods before or after a date its effect on a level is "insufficient".
        min_incidents: with fewer incidents in the whole series it is "insufficient" too.
        model: of the figures.
    """

    min_origins: int = 3
    min_periods: int = 6
    min_incidents: int = 20
    model: ModelSettings = field(default_factory=ModelSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSettings:
    """How annotated documents become claims and events.

    Attributes:
        background_after_days: an event that lies this many days or more before publication is marked as historical
            background; two years by default, so that "in April last year" is never background.
        leave_out_ordinary: sentences that read like ordinary news ("besieged his castle", "the battle of the brands") make no
            claims; political acts are kept. False where crime without any armed group is to be read as well.
    """

    background_after_days: int = 730
    leave_out_ordinary: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of all stages."""

    sources: SourceSettings = field(default_factory=SourceSettings)
    documents: DocumentSettings = field(default_factory=DocumentSettings)
    annotate: AnnotateSettings = field(default_factory=AnnotateSettings)
    records: RecordSettings = field(default_factory=RecordSettings)
    incidents: IncidentSettings = field(default_factory=IncidentSettings)
    assess: AssessSettings = field(default_factory=AssessSettings)


def load_settings(path: Path) -> Settings:
    """Return the settings of a TOML file; what it leaves out stays at its default.

    Raises:
        SettingsError: the file cannot be read or has faults; all of them are named at once, each with its path.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError("the settings cannot be read", got=error.strerror, where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("the settings are no TOML", got=str(error), where=str(path)) from error
    converter = _make_converter()
    try:
        return converter.structure(table, Settings)
    except ClassValidationError as error:
        faults = "; ".join(transform_error(error, path=path.name, format_exception=_describe_fault))
        raise SettingsError(f"the settings have faults: {faults}", where=str(path)) from error


def _make_converter() -> Converter:
    """Return a converter that takes a value as it is meant, or refuses it: "no" is not True, and 2.7 is not 2."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(date, _read_day)
    converter.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _read_words)
    converter.register_structure_hook(bool, partial(_read_exactly, bool, "true or false"))
    converter.register_structure_hook(int, partial(_read_exactly, int, "a whole number"))
    converter.register_structure_hook(float, _read_float)
    converter.register_structure_hook(str, partial(_read_exactly, str, "text in quotes"))
    return converter


class _WrongTypeError(ValueError):
    """A value of another type than the setting has; the message says which."""


def _read_exactly(kind: type, meant: str, value: object, _: object) -> object:
    # Not isinstance: in Python True is an int, and a datetime is a date.
    if type(value) is not kind:
        raise _WrongTypeError(f"expected {meant}, got {value!r}")
    return value


def _read_float(value: object, _: object) -> float:
    if type(value) not in {int, float} or not math.isfinite(float(str(value))):
        raise _WrongTypeError(f"expected a number, got {value!r}")
    return float(str(value))


def _read_words(value: object, _: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _WrongTypeError(f"expected a list of texts in quotes, got {value!r}")
    return tuple(value)


def _read_day(value: object, _: object) -> date:
    """Return a TOML date, or a date written as text; a time of day is refused, because its zone may be another day."""
    if type(value) is date:
        return value
    if not isinstance(value, str):
        raise _WrongTypeError(f"expected a day such as 2018-05-16, got {value!r}")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _WrongTypeError(f"expected a day such as 2018-05-16, got {value!r}") from error


def _describe_fault(error: BaseException, kind: type | None) -> str:
    return str(error) if isinstance(error, _WrongTypeError) else format_exception(error, kind)
