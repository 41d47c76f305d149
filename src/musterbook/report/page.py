"""The page: everything put together, escaped, in one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from musterbook.errors import MusterbookError, UsageError
from musterbook.model import Finding
from musterbook.report.content import ReportContent
from musterbook.report.coverage import build_coverage
from musterbook.report.happenings import build_happenings
from musterbook.report.ledger import build_ledger, label_claims
from musterbook.report.map_chart import build_map
from musterbook.report.sentences import LinkedRun, cut_text, link_ids
from musterbook.report.strength_chart import StrengthSection, build_strength
from musterbook.report.timeline import build_timeline
from musterbook.report.wording import load_words, name_code, name_count, name_day

__all__ = ["render", "write_report"]

# HTML has no place for control characters; like a browser does with the first of them, they are shown as unreadable.
_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
_TEMPLATES = (
    "report.html.j2",
    "answer.html.j2",
    "strength.html.j2",
    "incidents.html.j2",
    "places.html.j2",
    "ledger.html.j2",
    "record.html.j2",
    "macros.html.j2",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding as the page shows it; ids in its texts are links where the claim or incident is on the page.

    Attributes:
        column: heading of the first column of its rows.
        badge: the verdict in words; None where nothing was put to the test.
    """

    topic: str
    column: str
    verdict: str
    badge: str | None
    answer: tuple[LinkedRun, ...]
    rows: tuple[tuple[str, tuple[LinkedRun, ...]], ...]
    assumptions: tuple[str, ...]
    would_overturn: str | None
    claims: tuple[tuple[str, str], ...]
    n_hidden: int


def render(content: ReportContent) -> str:
    """Return the page as HTML; the same content gives the same text."""
    groups = build_ledger(content)
    labels = label_claims(groups)
    happenings = build_happenings(content, labels=labels)
    on_page = labels | {happening.incident_id: f"incident {happening.number}" for happening in happenings}
    style, script = _read("style.css"), _read("filter.js")
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            content=content,
            title=_choose_title(content),
            shows_others=content.scope is not None and not _is_of_group(content),
            policy=_make_policy(style, script),
            style=Markup(style),  # noqa: S704  # files of this package, with nothing filled in
            script=Markup(script),  # noqa: S704
            groups=groups,
            n_on_page=sum(group.n_claims for group in groups),
            happenings=happenings,
            findings=_list_findings(content, on_page),
            left_out=_list_left_out(content, labels),
            strength=_build_strength(content, labels),
            timeline=build_timeline(happenings, coverage=content.coverage),
            places=build_map(happenings),
            coverage=build_coverage(content.coverage),
            copies=_list_copies(content),
            roles=load_words()["role"],
            credits=load_words()["credits"],
        )
    )
    return page.translate(_CONTROLS)


def write_report(content: ReportContent, path: Path) -> Path:
    """Write the page; a file that is there is replaced in one step, or kept if anything fails. Returns the path.

    Raises:
        UsageError: the folder does not exist, or the path is a folder.
        MusterbookError: the file cannot be written.
    """
    if path.is_dir():
        raise UsageError("the report is a folder", expected="a file such as report.html", where=str(path))
    if not path.absolute().parent.is_dir():
        raise UsageError("the folder of the report does not exist", where=str(path.parent))
    # A text may hold half a surrogate pair, which UTF-8 cannot: it is shown as a question mark.
    page = render(content).encode("utf-8", "replace")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(page)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise MusterbookError(f"the report cannot be written: {error.strerror}", where=str(path)) from error
    return path


@cache
def _environment() -> Environment:
    sources = {name: _read(name) for name in _TEMPLATES}
    environment = Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(day=name_day, code=lambda code, table: name_code(table, code), cut=cut_text)
    environment.globals.update(count=name_count)
    return environment


def _read(name: str) -> str:
    return files(__package__).joinpath(f"templates/{name}").read_text("utf-8")


def _make_policy(style: str, script: str) -> str:
    """Return the content security policy: this style, this script, nothing else and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _choose_title(content: ReportContent) -> str:
    if content.title:
        return cut_text(content.title, content.limits.sentence)
    if content.assessment and (content.scope is None or _is_of_group(content)):
        return content.assessment.question
    return "What the reports say"


def _is_of_group(content: ReportContent) -> bool:
    """Return True if the page shows incidents of no other group than the one that the question is about."""
    scope = content.scope
    return scope is not None and (scope.is_only or scope.n_incidents == content.counts.incidents)


def _list_findings(content: ReportContent, labels: dict[str, str]) -> tuple[FindingView, ...]:
    findings = content.assessment.findings if content.assessment else ()
    return tuple(_make_finding(finding, labels, content.limits.per_incident) for finding in findings)


def _make_finding(finding: Finding, labels: dict[str, str], most: int) -> FindingView:
    on_page = [claim_id for claim_id in finding.claim_ids if claim_id in labels]
    # Copies are one entry of the ledger: one link leads to all of them.
    shown = {labels[claim_id]: (claim_id, labels[claim_id]) for claim_id in reversed(on_page)}
    return FindingView(
        topic=name_code("topic", finding.topic),
        column=name_code("topic_column", finding.topic),
        verdict=finding.verdict,
        badge=finding.badge,
        answer=link_ids(finding.answer, labels=labels),
        rows=tuple(
            (row.reading, link_ids(_strip_reading(row.reading, row.text), labels=labels)) for row in finding.rows
        ),
        assumptions=finding.assumptions,
        would_overturn=finding.would_overturn,
        claims=tuple(reversed(shown.values()))[:most],
        n_hidden=len(finding.claim_ids) - len(on_page) + max(len(shown) - most, 0),
    )


def _strip_reading(reading: str, text: str) -> str:
    """Return the text of a row without the reading it begins with: that stands in a column of its own."""
    head, mark, rest = text.partition(": ")
    return rest if mark and reading in head else text


def _list_left_out(
    content: ReportContent, labels: dict[str, str]
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return (reason, [(claim id, label)]) of the claims that an assessment did not use; the label may be the bare id."""
    by_reason: dict[str, dict[str, tuple[str, str]]] = {}
    for left_out in content.assessment.left_out if content.assessment else ():
        label = labels.get(left_out.claim_id, "")
        # Copies are one entry of the ledger and are named once.
        by_reason.setdefault(left_out.reason, {}).setdefault(label or left_out.claim_id, (left_out.claim_id, label))
    return tuple((reason, tuple(found.values())) for reason, found in sorted(by_reason.items()))


def _build_strength(content: ReportContent, labels: dict[str, str]) -> StrengthSection | None:
    if content.assessment is None:
        return None
    limits = content.limits
    return build_strength(content.assessment, labels=labels, max_points=limits.points, max_characters=limits.sentence)


def _list_copies(content: ReportContent) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """Return (kind in words, the printings in words, how many more) of each copy group."""
    facts = {facts.document_id: facts for facts in content.documents}
    most, longest = content.limits.per_incident, content.limits.sentence
    rows = []
    for group in content.copies:
        shown = [facts[document_id] for document_id in group.document_ids[:most] if document_id in facts]
        ordered = sorted(shown, key=lambda f: (f.published is None, f.published, f.outlet or "", f.document_id))
        words = tuple(
            cut_text(f"{f.printed_by or 'outlet unknown'}, {name_day(f.published) if f.published else 'no date'}: "
                     f"{f.title or f.location}", longest)
            for f in ordered
        )  # fmt: skip
        rows.append((name_code("copy", group.kind), words, len(group.document_ids) - len(words)))
    return tuple(rows)
