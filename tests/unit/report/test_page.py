"""The page as a whole: one file, escaped, complete, the same every time."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from musterbook.errors import UsageError
from musterbook.model import Attribution, LeftOut, Origin, Source
from musterbook.report import Limits, render, write_report
from tests.builders import number
from tests.unit.report.sample import (
    AFGHANISTAN,
    JALALABAD,
    claim_id,
    document_id,
    incident_id,
    make_claim,
    make_claims,
    make_content,
    make_documents,
    make_incident,
    make_incidents,
    make_toll,
    place_at,
)

HOSTILE = (
    '"><script>alert(1)</script>',
    "</svg></style></title><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- -->]]>&lt;b&gt;",
    "\u202egnp.exe\u2066 back\x00\x08wards",
)
VOID = {"meta", "br", "input"}


class Page(HTMLParser):
    """Reads a page: tags with attributes, ids, links, headings, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the tag that was opened last."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Collect the text."""
        self.text += data

    def all(self, tag):
        """Return the attributes of all tags of this name."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self):
        """Return all ids, in order."""
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def html():
    """Return the page of the sample."""
    return render(make_content())


@pytest.fixture(scope="module")
def page(html):
    """Return the page of the sample, read."""
    return Page(html)


def test_every_tag_is_closed_and_every_id_is_there_once(page):
    """The page is well formed."""
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_every_link_inside_the_page_leads_somewhere(page):
    """No number, claim or incident is linked to an anchor that is not there."""
    inner = [str(a["href"])[1:] for a in page.all("a") if str(a.get("href", "")).startswith("#")]
    assert len(inner) > 40
    assert set(inner) <= set(page.ids)


def test_the_page_loads_nothing(html, page):
    """Nothing on the page is fetched: no source, no style sheet, no image, no font, and the policy forbids it."""
    assert not [a for _, a in page.tags if {"src", "srcset", "data", "action", "background", "xlink:href"} & set(a)]
    assert not {tag for tag, _ in page.tags} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "foreignobject",
        "image",
        "use",
    }
    assert "url(" not in html.replace("url(#", "")
    assert "@import" not in html
    policy = next(str(a["content"]) for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_nothing_in_the_page_needs_what_the_policy_forbids(page):
    """There are no style attributes and no event handlers, and one script."""
    assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
    assert len(page.all("script")) == 1


def test_the_same_content_gives_the_same_page(html):
    """Two pages of one content are equal, although the renderer counts its ids through the process."""
    assert render(make_content()) == html


def test_headings_go_down_one_level_at_a_time(page):
    """A reader by headings meets no gap, and one h1."""
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tables_say_what_they_are(page):
    """Every table has a caption, every heading cell a scope."""
    assert len(page.all("table")) == len(page.all("caption")) > 8
    assert all(a.get("scope") in {"col", "row"} for a in page.all("th"))


def test_pictures_have_words(page):
    """Every picture has a title and a description that it points to."""
    pictures = [a for a in page.all("svg") if a.get("role") == "group"]
    assert len(pictures) == 6
    for picture in pictures:
        assert set(str(picture["aria-labelledby"]).split()) <= set(page.ids)


def test_a_reader_can_skip_to_the_answer(page):
    """The page names its language and begins with a link to its main part."""
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_the_answer_is_on_the_page(page):
    """Question, verdict, weights, readings and what would overturn it are all there, in words."""
    text = " ".join(page.text.split())
    for words in (
        "Has Islamic State – Khorasan Province grown?",
        "The reports are not enough to say.",
        "at most 3 independent origins of the figures of strength",
        "rounded to the nearest 1,000",
        "growth −100 to −40 %",
        "> −20 %, which agrees with +20 %",
        "Would overturn it",
        "both figures are taken at their word",
    ):
        assert words in text


def test_every_claim_is_on_the_page_with_its_sentence(page):
    """Each claim has its anchor, and its sentence character for character."""
    for claim in make_claims():
        assert claim.claim_id in page.ids
        assert claim.sentence in page.text


def test_every_incident_is_on_the_page(page):
    """Dated or not, placed or not: each incident has its entry."""
    assert {incident.incident_id for incident in make_incidents()} <= set(page.ids)
    text = " ".join(page.text.split())
    assert "No place (the sentences that tell of it name none)" in text
    assert "Afghanistan (known to the country only)" in text


def test_what_was_skipped_is_on_the_page(page):
    """Skips stand there with location and reason."""
    for words in ("reports/scan.pdf", "the file is encrypted", "reports/17-pashto.txt", "the text is in Pashto"):
        assert words in page.text


def test_insufficient_is_an_answer():
    """One figure alone is answered calmly, not with an error or a number."""
    claims = make_claims()[1:2]
    text = Page(render(make_content(claims=claims, incidents=()))).text
    assert "The reports are not enough to say." in text


def test_a_figure_without_a_number_is_in_the_table_and_not_in_the_picture():
    """“Many fighters” of a known time is not drawn at 0."""
    content = make_content()
    assert content.assessment is not None
    assert content.assessment.series is not None
    first, *others = content.assessment.series.points
    vague = replace(first, low=None, high=None, bound="vague", words="many fighters")
    series = replace(content.assessment.series, points=(vague, *others))
    html = render(replace(content, assessment=replace(content.assessment, series=series)))
    assert "many fighters" in html
    assert "1 figure without a known time or a number is not in the picture" in " ".join(Page(html).text.split())


def test_a_record_without_assessment_has_a_page():
    """Without any strength claim the page says so and shows the rest."""
    text = Page(render(make_content(assessment=None))).text
    assert "No claim in this record counts a group" in text
    assert make_claims()[0].sentence in text


def test_an_empty_record_has_a_page():
    """Nothing read is said in words in each section."""
    empty = make_content(assessment=None, claims=(), incidents=(), documents=(), copies=(), skips=(), coverage=())
    text = Page(render(empty)).text
    for words in (
        "The record holds no claim",
        "The reports tell of no incident",
        "Nothing was skipped",
        "no timeline",
        "No incident has a place",
    ):
        assert words in text


@pytest.mark.parametrize("hostile", HOSTILE, ids=["attribute", "svg", "quote", "template", "comment", "bidi"])
def test_hostile_text_stays_text(html, hostile):
    """Whatever a report, an outlet or a place is called, the page has the same tags and attributes as with plain words."""
    plain, attacked = Page(render(_fill("plain words"))), Page(render(_fill(hostile)))
    assert attacked.open == []
    assert [(tag, sorted(a)) for tag, a in attacked.tags] == [(tag, sorted(a)) for tag, a in plain.tags]
    assert len(attacked.all("script")) == 1
    assert hostile.replace("\x00", "\ufffd").replace("\x08", "\ufffd") in attacked.text


def _fill(words):
    """Return a page that holds the words wherever a report, a register or a user could have brought them in."""
    source = Source(kind="officials", words=words)
    speech = Attribution(start=0, end=1, source=source, mode="indirect", channel=words, hedge=(words,), cue=words)
    place = replace(JALALABAD, name=words, adm1=words)
    claim = make_claim(
        1, "strength", make_claims()[0].detail, sentence=words, quantity=number(1000, words=words), attribution=speech,
        place=place_at(place, 1, words), actor=replace(make_claims()[0].actor, name=words, words=words),
    )  # fmt: skip
    incident = make_incident(
        1, place_at(place, 1, words), make_incidents()[2].interval, mode=words, initiators=(claim.actor,),
        claim_ids=(claim.claim_id,), contradictions=(f"{claim.claim_id} says {words}",), tolls=(make_toll(3, 3, 3, (1, 1, 1)),),
    )  # fmt: skip
    other = make_incident(2, place_at(replace(AFGHANISTAN, name=words), 6, words), None)
    facts = [replace(f, title=words, outlet=words, wire=words, location=words, url=words) for f in make_documents()]
    base = make_content()
    assert base.assessment is not None
    point = replace(
        base.assessment.series.points[0],
        source=words,
        words=words,
        counted=words,
        area=words,
        outlet=words,
        hedge=(words,),
    )
    assessment = replace(
        base.assessment, question=words, answer=words, actor_name=words,
        series=replace(base.assessment.series, points=(point,)),
        findings=tuple(replace(f, answer=words, would_overturn=words, assumptions=(words,)) for f in base.assessment.findings),
    )  # fmt: skip
    skips = tuple(replace(skip, location=words, reason=words) for skip in base.skips)
    coverage = tuple(replace(cell, outlet=words) for cell in base.coverage)
    return replace(
        base, title=words, claims=(claim,), incidents=(incident, other), documents=tuple(facts), skips=skips,
        coverage=coverage, assessment=assessment, made_by=words,
        toll_origins={claim.claim_id: Origin(origin_id="o-1", claim_ids=(claim.claim_id,), reason=words, chain=(words,), is_party=True)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/hosts", False),
        ("//example.org", False),
    ],
)
def test_only_web_addresses_become_links(url, is_link):
    """The address of a document is a link if it is http or https, and else plain text."""
    page = Page(render(make_content(documents=tuple(replace(f, url=url) for f in make_documents()))))
    assert (url in {a.get("href") for a in page.all("a")}) == is_link
    assert url in page.text


def test_what_does_not_fit_is_counted():
    """A page holds as much as its limits say, and says how much more there is."""
    content = make_content()
    claims = content.claims[:2]
    cut = replace(
        content, claims=claims, incidents=content.incidents[:1], skips=content.skips[:1], limits=Limits(points=2)
    )
    page = Page(render(cut))
    text = " ".join(page.text.split())
    for words in (
        "8 more claims in the record",
        "4 more incidents in the record",
        "1 more skipped inputs in the record",
        "2 earlier figures only in the record",
    ):
        assert words in text
    inner = [str(a["href"])[1:] for a in page.all("a") if str(a.get("href", "")).startswith("#")]
    assert set(inner) <= set(page.ids)


def test_copies_of_a_sentence_are_one_entry_with_all_anchors(page):
    """Two outlets that print one text make one entry, and both claims can still be linked to."""
    assert {claim_id(5), claim_id(6)} <= set(page.ids)
    assert "The same text in 2 reports, 2 outlets:" in " ".join(page.text.split())
    assert len([a for a in page.all("article") if a.get("class") == "entry"]) == len(make_claims()) - 1


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"outlet": None, "wire": None}, "2 reports (1 of an unknown outlet), 1 outlet:"),
        ({"outlet": None, "wire": "Reuters"}, "2 reports, 2 outlets:"),
    ],
    ids=["nobody knows who printed it", "the agency is known"],
)
def test_the_ledger_counts_outlets_as_all_else_does(known, words):
    """A copy of an unknown outlet is told beside the known one; the agency stands for an outlet that is not known."""
    documents = tuple(
        replace(facts, **known) if facts.document_id == document_id(6) else facts for facts in make_content().documents
    )
    text = " ".join(Page(render(make_content(documents=documents))).text.split())
    assert f"The same text in {words}" in text


def test_copies_that_were_not_used_are_named_once():
    """Two claims of one text that an assessment left out are one entry of the ledger, and one link."""
    assessment = make_content().assessment
    left_out = tuple(LeftOut(claim_id=claim_id(key), reason="names no number") for key in (5, 6))
    html = render(make_content(assessment=replace(assessment, left_out=left_out)))
    block = html.split("names no number", 1)[1].split("</li>", 1)[0]
    assert block.count("<a ") == 1


def test_a_contradiction_leads_to_both_claims(html):
    """The ids in a contradiction are links with the number of the claim."""
    entry = html.split(f'id="{incident_id(1)}"', 1)[1].split("</li>\n<li", 1)[0]
    block = entry.split("Contradictions", 1)[1].split("</ul>", 1)[0]
    assert f'href="#{claim_id(5)}"' in block
    assert f'href="#{claim_id(7)}"' in block


def test_writing_replaces_the_file_in_one_step(tmp_path):
    """The path is returned, the old file is gone, nothing else is left beside it."""
    path = tmp_path / "report.html"
    path.write_text("old")
    assert write_report(make_content(title="New"), path) == path
    assert "<h1><bdi>New</bdi></h1>" in path.read_text("utf-8")
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]


def test_half_a_surrogate_pair_can_be_written(tmp_path):
    """A text that UTF-8 cannot hold is written with a question mark, not refused."""
    path = write_report(make_content(title="broken \ud83d pair"), tmp_path / "report.html")
    assert "broken ? pair" in path.read_text("utf-8")


def test_a_missing_folder_is_refused(tmp_path):
    """The message names the folder."""
    with pytest.raises(UsageError, match="the folder of the report does not exist"):
        write_report(make_content(), tmp_path / "nowhere" / "report.html")


def test_a_folder_is_no_report(tmp_path):
    """The message says what was expected."""
    with pytest.raises(UsageError, match=r"the report is a folder: expected a file such as report\.html"):
        write_report(make_content(), tmp_path)


def test_a_toll_names_whose_word_it_is():
    """Under a toll stand the origins behind its figures: the chain back to who said it first, a mark for a party, the reason."""
    army = Origin(
        origin_id="o-1", claim_ids=(claim_id(1),), reason="one speaker in one report", chain=("Morning Post", "the army"), is_party=True
    )  # fmt: skip
    clinic = Origin(
        origin_id="o-2", claim_ids=(claim_id(2),), reason="a claim of its own", chain=("Weekly Review", "a clinic")
    )
    incident = replace(make_incidents()[0], tolls=(make_toll(12, 40, 40, (2, 1, 1)),))
    shown = Page(
        render(make_content(incidents=(incident,), toll_origins={claim_id(1): army, claim_id(2): clinic}))
    ).text
    words = " ".join(shown.split())
    assert "best, high: Morning Post ← the army a party to the conflict · one speaker in one report" in words
    assert "low: Weekly Review ← a clinic · a claim of its own" in words
