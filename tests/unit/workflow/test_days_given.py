"""Days that a caller gives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import musterbook
from musterbook.errors import UsageError
from musterbook.questions import read_day


def test_a_day_may_be_given_as_text() -> None:
    """A day is a date or an ISO text; none stays none."""
    assert read_day("2024-05-16", name="published") == date(2024, 5, 16)
    assert read_day(date(2024, 5, 16), name="published") == date(2024, 5, 16)
    assert read_day(None, name="published") is None


@pytest.mark.parametrize("wrong", ["16 May 2024", "", 20240516, datetime(2024, 5, 16, 23, 0, tzinfo=UTC)])
def test_what_is_no_day_is_refused_with_a_hint(wrong: object, tmp_path: Path) -> None:
    """Other texts, numbers and times of day end in an error of the house, before anything is read."""
    with musterbook.open(tmp_path / "r.db") as record, pytest.raises(UsageError, match="published is no day") as caught:
        record.add(tmp_path, published=wrong)  # type: ignore[arg-type]
    assert "2018" in (caught.value.hint or "")
