"""Settings in a file: what is taken, and that every fault is named at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from musterbook.config import AnnotateSettings, Settings, SourceSettings, load_settings
from musterbook.errors import SettingsError


def write(folder: Path, text: str) -> Path:
    """Write a settings file."""
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_says_is_taken(tmp_path: Path) -> None:
    """Each kind of value is taken as it is meant; a whole number will do for a fraction, and text for a day."""
    text = """
        sources = { follow_links = true, max_links = 2, delay_s = 2, published = 2018-05-16, outlet = "Post" }
        annotate = { registers = ["mine.csv", "more.csv"] }
    """
    sources = SourceSettings(follow_links=True, max_links=2, delay_s=2.0, published=date(2018, 5, 16), outlet="Post")
    annotate = AnnotateSettings(registers=("mine.csv", "more.csv"))
    assert load_settings(write(tmp_path, text)) == Settings(sources=sources, annotate=annotate)
    as_text = load_settings(write(tmp_path, 'sources.published = "2018-05-16"'))
    assert as_text.sources.published == date(2018, 5, 16)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('sources.follow_links = "no"', "expected true or false, got 'no'"),
        ("sources.follow_links = 1", "expected true or false, got 1"),
        ("sources.max_links = 2.7", "expected a whole number, got 2.7"),
        ("sources.max_links = true", "expected a whole number, got True"),
        ('sources.delay_s = "1"', "expected a number, got '1'"),
        ("sources.delay_s = nan", "expected a number, got nan"),
        ("sources.outlet = 3", "expected text in quotes, got 3"),
        ("sources.published = 2018-05-16T23:00:00", "expected a day such as 2018-05-16"),
        ('sources.published = "May"', "expected a day such as 2018-05-16, got 'May'"),
        ('sources.date_order = "year-first"', "year-first not in literal"),
        ('annotate.registers = "mine.csv"', "expected a list of texts in quotes, got 'mine.csv'"),
        ("annotate.registers = [1]", "expected a list of texts in quotes"),
        ("sources.typo = 1", "extra fields found"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, line: str, expected: str) -> None:
    """Nothing is bent into what it might have meant."""
    with pytest.raises(SettingsError, match=re.escape(expected)):
        load_settings(write(tmp_path, line))


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    """One message names every fault with its place."""
    text = """
        sources = { follow_links = "no", max_links = 2.7 }
        assess = { min_origins = "3" }
    """
    with pytest.raises(SettingsError, match="the settings have faults") as caught:
        load_settings(write(tmp_path, text))
    message = str(caught.value)
    assert all(name in message for name in ("sources.follow_links", "sources.max_links", "assess.min_origins"))
