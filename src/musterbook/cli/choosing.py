"""choose, merge, split: a person's word on the figure to quote, and on which events are one incident."""

from __future__ import annotations

from pathlib import Path

import click

from musterbook.cli.options import open_for, output, record_path
from musterbook.cli.terminal import print_json, print_jsonl, print_lines
from musterbook.cli.views import describe_incident
from musterbook.export import to_plain
from musterbook.model import Incident

__all__ = ["choose", "merge", "split"]


@click.command()
@click.argument("claim_id", metavar="CLAIM_ID")
@record_path
@click.option("--by", "person", required=True, envvar="MUSTERBOOK_PERSON", show_envvar=True, help="Who chooses.")
@click.option("--reason", required=True, help="Why; it stands in the record and in the custody log.")
@click.option("--undo", is_flag=True, help="Take the choice back; the rule chooses again.")
@output
def choose(
    claim_id: str, *, record_file: Path, person: str, reason: str, undo: bool, as_json: bool, as_jsonl: bool
) -> None:
    """Quote the figure of this casualties claim for its incident, whatever the rule would choose.

    CLAIM_ID may be the beginning of one, as `musterbook show INCIDENT` prints it. Other figures stay beside it, and later
    runs keep the choice.
    """
    with open_for(record_file, writes=True) as record:
        act = record.take_back if undo else record.choose
        incident = act(claim_id, person=person, reason=reason)
    _print(incident, as_json=as_json, as_jsonl=as_jsonl)


@click.command()
@click.argument("incident_id", metavar="INCIDENT_ID")
@click.argument("other_id", metavar="OTHER_ID")
@record_path
@click.option("--by", "person", required=True, envvar="MUSTERBOOK_PERSON", show_envvar=True, help="Who rules.")
@click.option("--reason", required=True, help="Why; it stands in the record and in the custody log.")
@output
def merge(
    incident_id: str, other_id: str, *, record_file: Path, person: str, reason: str, as_json: bool, as_jsonl: bool
) -> None:
    """Say that two incidents are one. It lives on as INCIDENT_ID, and OTHER_ID leads to it.

    Ids may be the beginning of one, as `musterbook incidents` prints them. Later runs never undo it; `split` does.
    """
    with open_for(record_file, writes=True) as record:
        incident = record.merge(incident_id, other_id, person=person, reason=reason)
    _print(incident, as_json=as_json, as_jsonl=as_jsonl)


@click.command()
@click.argument("incident_id", metavar="INCIDENT_ID")
@click.argument("event_ids", metavar="EVENT_ID...", nargs=-1, required=True)
@record_path
@click.option("--by", "person", required=True, envvar="MUSTERBOOK_PERSON", show_envvar=True, help="Who rules.")
@click.option("--reason", required=True, help="Why; it stands in the record and in the custody log.")
@output
def split(
    incident_id: str,
    event_ids: tuple[str, ...],
    *,
    record_file: Path,
    person: str,
    reason: str,
    as_json: bool,
    as_jsonl: bool,
) -> None:
    """Say that these events of an incident are another one. What stays keeps the id; the new incident is shown.

    Ids may be the beginning of one, as `musterbook show INCIDENT_ID` prints them. Later runs never undo it; `merge` does.
    """
    with open_for(record_file, writes=True) as record:
        incident = record.split(incident_id, *event_ids, person=person, reason=reason)
    _print(incident, as_json=as_json, as_jsonl=as_jsonl)


def _print(incident: Incident, *, as_json: bool, as_jsonl: bool) -> None:
    if as_json or as_jsonl:
        (print_json if as_json else lambda value: print_jsonl([value]))(to_plain(incident))
        return
    print_lines(describe_incident(incident))
