"""Ordinary news in words of conflict makes no claims; news of conflict amid ordinary life does."""

from __future__ import annotations

from musterbook import workflow
from musterbook.annotate.language import LanguageModel
from musterbook.config import RecordSettings, Settings
from musterbook.model import Claim, EventDetail, Report
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.ordinary import find_ordinary, gather_cues, name_ordinary_words
from tests.unit.records.builders import annotate

TOURISTS = (
    "Residents of the old town feel besieged by visitors, and the mayor vowed on Monday to cut the numbers of cruise ships. "
    "Hotel owners attacked the plan and denied that guests do any harm. Prices in the cafes have doubled since the summer."
)
STADIUM = (
    "A bomb killed eleven fans when gunmen attacked the stadium during a league match on Sunday, police said. "
    "The goalkeeper was among the wounded, and the championship was called off. Militants claimed responsibility."
)
SUMMIT = (
    "Norway condemned Iceland on Monday over the price of cod and the size of the nets, and promised talks on quotas. "
    "The ministers of fisheries will visit the harbour, and the union of trawler owners hopes for a longer season."
)


def _claims(text: str, *, settings: Settings | None = None) -> tuple[Claim, ...]:
    asked = settings or Settings()
    report = Report(report_id="r", media_type="text/plain", location="text", raw=text.encode(), encoding="utf-8")
    (made,) = workflow.extract_reports([report], knowledge=workflow.load_knowledge(asked), settings=asked)
    assert made.record is not None
    return made.record.claims


def test_words_of_conflict_in_ordinary_news_make_no_claims() -> None:
    """Visitors who besiege a town and owners who attack a plan are no event, whatever the words."""
    assert _claims(TOURISTS) == ()


def test_a_conflict_amid_ordinary_life_is_read() -> None:
    """A stadium, a match and a league outweigh neither the bomb nor the dead."""
    kinds = {claim.kind for claim in _claims(STADIUM)}
    assert {"casualties", "event"} <= kinds


def test_acts_of_politics_are_kept() -> None:
    """What parties and governments do to each other is told in the words of ordinary news, and stays."""
    events = [claim.detail for claim in _claims(SUMMIT) if isinstance(claim.detail, EventDetail)]
    assert events
    assert all(event.is_political for event in events)


def test_ordinary_news_is_read_where_the_user_asks_for_it() -> None:
    """With the setting off, the same words make claims again."""
    settings = Settings(records=RecordSettings(leave_out_ordinary=False))
    assert len(_claims(TOURISTS, settings=settings)) > 0


def test_a_text_of_few_words_is_never_ordinary(language: LanguageModel) -> None:
    """Of one short sentence too little is known to leave it out."""
    short = DocumentContext(annotate("Residents feel besieged by visitors.", language), made_by="test").views
    assert find_ordinary(short) == [False]
    long = DocumentContext(annotate(TOURISTS, language), made_by="test").views
    assert find_ordinary(long) == [True] * len(long)
    assert name_ordinary_words(long[0]) != ()


def test_of_more_words_each_says_less() -> None:
    """The values of cues fall with the root of the number of words; a party counts twice a word."""
    cues = gather_cues([frozenset({"a", "b", "c", "=armed_group"}), frozenset({"d"})])
    assert cues == {"=armed_group": 1.0, "a": 0.5, "b": 0.5, "c": 0.5, "d": 0.5}
    assert gather_cues([]) == {}
