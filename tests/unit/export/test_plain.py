"""Records as data for other programs: what JSON holds, and what the schema says of it."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import get_args

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.export import describe_extraction, extraction_schema, to_plain
from musterbook.model import Claim, Detail, EventDetail, Skip, StrengthDetail
from musterbook.workflow import Extraction
from tests.builders import GROUP, TOWN, at, claim, event, number, on, strength


def test_a_claim_is_flat() -> None:
    """The fields of the detail stand beside those of the claim; the detail itself is gone."""
    plain = to_plain(strength("c-1", number(300, "more_than"), place=at(TOWN), interval=on(date(2018, 5, 13))))
    assert "detail" not in plain
    assert (plain["kind"], plain["counted"], plain["part_of"]) == ("strength", "fighter", None)
    assert plain["quantity"] | {"words": None} == to_plain(number(300, "more_than")) | {"words": None}
    assert plain["interval"]["earliest"] == "2018-05-13"


@pytest.mark.parametrize("detail", get_args(Detail), ids=lambda detail: detail.__name__)
def test_no_detail_hides_a_field_of_its_claim(detail: type) -> None:
    """A detail laid flat may not overwrite what the claim itself says."""
    own = {field.name for field in dataclasses.fields(detail)}
    assert own & {field.name for field in dataclasses.fields(Claim)} == set()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (date(2018, 5, 16), "2018-05-16"),
        (datetime(2018, 5, 16, 7, tzinfo=UTC), "2018-05-16T07:00:00+00:00"),
        (1200.0, 1200),
        (0.5, 0.5),
        (PurePosixPath("a/b.db"), "a/b.db"),
        ((1, ("a", None)), [1, ["a", None]]),
        ({1: date(2018, 5, 16)}, {"1": "2018-05-16"}),
        (None, None),
        (True, True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_become_what_json_can_write(value: object, plain: object) -> None:
    """Days become ISO text, whole numbers lose their point, paths become text, tuples become lists."""
    assert to_plain(value) == plain
    assert json.loads(json.dumps(to_plain(value))) == plain


@given(st.text(), st.text())
def test_any_text_survives_json(location: str, reason: str) -> None:
    """Whatever characters a location or reason has, they come back from JSON."""
    skip = Skip(stage="sources", input_id=location, location=location, code="binary", reason=reason)
    assert json.loads(json.dumps(to_plain(skip))) == dataclasses.asdict(skip)


def test_a_skip_alone_fits_the_schema() -> None:
    """An input without a report is an object without a document."""
    skip = Skip(stage="sources", input_id="x", location="x", code="empty", reason="nothing in it")
    extraction = Extraction(report=None, annotated=None, document=None, record=None, skips=(skip,))
    plain = describe_extraction(extraction, with_mentions=False)
    jsonschema.Draft202012Validator(extraction_schema()).validate(plain)
    assert (plain["document"], plain["claims"], plain["skipped"]) == (None, [], [to_plain(skip)])


@pytest.mark.parametrize(
    "detail",
    [StrengthDetail(counted="fighters"), EventDetail(event_type="ASSAULT", initiator=GROUP)],
    ids=["strength", "event"],
)
def test_claims_fit_their_schema(detail: Detail) -> None:
    """A claim laid flat fits the schema of its kind, and one with a field of another kind does not."""
    schema = extraction_schema()
    validator = jsonschema.Draft202012Validator({**schema["properties"]["claims"]["items"], "$defs": schema["$defs"]})
    kind = "strength" if isinstance(detail, StrengthDetail) else "event"
    plain = to_plain(claim("c-1", kind, detail, actor=GROUP, place=at(TOWN)))
    validator.validate(plain)
    assert not validator.is_valid(plain | {"colour": "red"})


def test_events_fit_their_schema() -> None:
    """An event fits the schema, with every field present."""
    schema = extraction_schema()
    validator = jsonschema.Draft202012Validator({**schema["properties"]["events"]["items"], "$defs": schema["$defs"]})
    plain = to_plain(event("e-1", claim("c-1", "event", EventDetail(event_type="ASSAULT"))))
    validator.validate(plain)
    assert not validator.is_valid({key: value for key, value in plain.items() if key != "status"})
