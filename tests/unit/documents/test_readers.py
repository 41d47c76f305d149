"""HTML, PDF and Markdown become documents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest

from musterbook.documents.offsets import source_span
from musterbook.model import Published

PAGE = """<!doctype html><html lang="en"><head><title>Nine killed in raid near Tarin - Daily Ledger</title>
<meta property="og:site_name" content="Daily Ledger"><meta name="author" content="Jo Writer">
<meta property="article:modified_time" content="2019-05-05T08:15:00Z"><meta property="article:published_time" content="2019-03-02T08:15:00+04:30">
<script>var killed = 500;</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Nine killed in raid near Tarin</h1>
<p class="standfirst">Army says a weapons store was found &amp; burned</p>
<figure><img src="a.jpg"><figcaption>A column of trucks on the road to Tarin. <span class="credit">Daily Ledger</span></figcaption></figure>
<p>Nine fighters were killed on Friday when soldiers raided a village near Tarin, the army said in a statement on Saturday.</p>
<p>The raid followed two weeks of clashes in the district, which has been <a href="/x">contested since last year</a>. Residents said that the shooting lasted until dawn.</p>
<h2>Weapons store</h2>
<blockquote><p>“We found rifles and mines,” the commander said.</p></blockquote>
<div class="wp-caption"><img src="b.jpg"><p class="wp-caption-text">Rifles shown to reporters (Photo by M. Someone/AFP)</p></div>
<p>Two soldiers were wounded, a hospital official told the Ledger.<br><br>The road was open again on Sunday.</p>
<p>Reporting by Jo Writer; editing by Al Editor</p>
</article>
<aside><h3>Related</h3><ul><li><a href="/1">Two killed elsewhere</a></li><li><a href="/2">Three killed elsewhere</a></li></ul></aside>
<footer>© 2019 Daily Ledger. All rights reserved.</footer></body></html>"""


def make_pdf(pages, *, password=None):
    """Return a PDF with the lines of each page in Courier."""
    streams = [
        "BT /F1 10 Tf 50 800 Td 12 TL "
        + "".join(f"({line.replace('(', '').replace(')', '')}) Tj T* " for line in page)
        + "ET"
        for page in pages
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    body = "%PDF-1.4\n"
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    raw = body.encode("latin-1")
    if password is None:
        return raw
    writer = pypdf.PdfWriter(clone_from=BytesIO(raw))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


PDF_PAGE = [
    "Daily Ledger 2019",
    "{word} fighters were killed on Friday when soldiers raided a vil-",
    "lage near the town of Tarin, the army said. The raid followed two",
    "weeks of clashes.",
    "Two soldiers were wounded and brought to the hospital of Tarin in",
    "the night, {word} others on the day after.",
    "- {number} -",
]


def test_page_in_blocks(read, blocks_of):
    """Story, captions and credits are read; navigation, scripts and related links are not."""
    document = read(PAGE, "text/html", url="https://example.org/2001/01/01/raid")
    assert blocks_of(document) == [
        ("headline", "Nine killed in raid near Tarin"),
        ("standfirst", "Army says a weapons store was found & burned"),
        ("caption", "A column of trucks on the road to Tarin."),
        ("credit", "Daily Ledger"),
        ("paragraph", "Nine fighters were killed on Friday when soldiers raided a village near Tarin, the army said in a statement on Saturday."),
        ("paragraph", "The raid followed two weeks of clashes in the district, which has been contested since last year. Residents said that the shooting lasted until dawn."),
        ("headline", "Weapons store"),
        ("quote", "“We found rifles and mines,” the commander said."),
        ("caption", "Rifles shown to reporters"),
        ("credit", "(Photo by M. Someone/AFP)"),
        ("paragraph", "Two soldiers were wounded, a hospital official told the Ledger."),
        ("paragraph", "The road was open again on Sunday."),
        ("credit", "Reporting by Jo Writer; editing by Al Editor"),
    ]  # fmt: skip
    assert (document.authors, document.outlet, document.language) == (("Jo Writer",), "Daily Ledger", "en")
    assert document.published == Published(
        day=date(2019, 3, 2), instant_utc=datetime(2019, 3, 2, 3, 45, tzinfo=UTC), origin="metadata"
    )


@pytest.mark.parametrize(
    ("statement", "day"),
    [
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2019-03-02"}]}</script>', date(2019, 3, 2)),
        ('<script type="application/ld+json">{"datePublished": broken</script>', None),
        ('<meta property="article:modified_time" content="2019-03-02">', None),
        ('<meta name="date" content="04/05/2019">', None),
        ("", None),
    ],
    ids=["json-ld", "broken-json", "modified", "ambiguous", "none"],
)
def test_only_stated_dates(read, statement, day):
    """A page that states no publication date has none, whatever dates its text holds."""
    story = "<p>The raid of 14 April 2017 killed nine fighters near Tarin, the army said in a long statement.</p>" * 3
    document = read(
        f"<html><head>{statement}</head><body><article><h1>Nine killed in raid</h1>{story}</article></body></html>",
        "text/html",
    )
    assert (document.published.day if document.published else None) == day


@pytest.mark.parametrize(
    ("raw", "code"),
    [("<html><body></body></html>", "no-text"), ("   ", "empty"), ("\x00\x01\x02\x03", "unreadable")],
    ids=["no-story", "blank", "binary"],
)
def test_pages_without_text(read_result, raw, code):
    """A page without a story is skipped with a reason."""
    result = read_result(raw, "text/html")
    assert (result.made, [skip.code for skip in result.skipped]) == ((), [code])


@pytest.mark.parametrize(
    "raw",
    ["<div>" * 100_000 + "nine killed", "<html><body>" + "<blockquote>" * 5_000 + "<p>Nine were killed near the town of Tarin.", "<p>&#xFFFFFFFF;&nosuch;&#0;<b", "<table>" * 3_000 + "<tr><td>nine killed in Tarin"],
    ids=["deep", "quotes", "entities", "tables"],
)  # fmt: skip
def test_hostile_pages(read_result, raw):
    """A page of a hostile shape gives a document or a Skip, never an exception."""
    result = read_result(raw, "text/html")
    assert len(result.made) + len(result.skipped) == 1


def test_pdf(read, blocks_of):
    """Lines of printed pages become paragraphs, without running heads, page numbers and hyphens at line ends."""
    words = ["Nine", "Ten", "Eleven"]
    raw = make_pdf(
        [[line.format(number=number, word=word) for line in PDF_PAGE] for number, word in enumerate(words, 1)]
    )
    document = read(raw, "application/pdf")
    page = [
        ("paragraph", "{word} fighters were killed on Friday when soldiers raided a village near the town of Tarin, the army said. The raid followed two weeks of clashes."),
        ("paragraph", "Two soldiers were wounded and brought to the hospital of Tarin in the night, {word} others on the day after."),
    ]  # fmt: skip
    assert blocks_of(document) == [(kind, text.format(word=word)) for word in words for kind, text in page]
    assert document.offsets.basis == "extracted"


def test_pdf_with_empty_password(read):
    """A PDF that is encrypted with an empty password is read."""
    document = read(make_pdf([PDF_PAGE], password=""), "application/pdf")
    assert "fighters were killed on Friday" in document.text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (make_pdf([PDF_PAGE], password="secret"), "encrypted"),
        (make_pdf([[]]), "no-text"),
        (b"%PDF-1.4\nrubbish", "damaged"),
        (b"", "damaged"),
    ],
    ids=["encrypted", "scanned", "damaged", "empty"],
)
def test_pdf_without_text(read_result, raw, code):
    """A PDF that gives no text is skipped with a reason that says why."""
    result = read_result(raw, "application/pdf")
    assert (result.made, [skip.code for skip in result.skipped]) == ((), [code])


@pytest.mark.parametrize(
    ("filter_name", "skip"),
    [
        (b"Nonsense", ("damaged", "1 of 2 pages cannot be read: 2.")),
        (b"FlateDecode", ("no-text", "1 of 2 pages hold no text: 2.")),
    ],
    ids=["unknown-filter", "broken-stream"],
)
def test_pdf_with_one_broken_page(read_result, filter_name, skip):
    """Pages that can be read are kept, and the one that gives nothing is named."""
    raw = make_pdf([PDF_PAGE, PDF_PAGE])
    second = raw.rindex(b"/Contents")
    broken = raw[:second] + raw[second:].replace(b"/Length", b"/Filter /" + filter_name + b" /Length", 1)
    result = read_result(broken, "application/pdf")
    assert "fighters were killed on Friday" in result.made[0].text
    assert [(found.code, found.reason) for found in result.skipped] == [skip]


def test_pdf_cut_off(read_result):
    """Of a file that is cut off, the pages before the cut are read and the loss is named."""
    raw = make_pdf([PDF_PAGE, PDF_PAGE])
    result = read_result(raw[: raw.rindex(b"BT") + 20], "application/pdf")
    assert "fighters were killed on Friday" in result.made[0].text
    assert "damaged" in [skip.code for skip in result.skipped]


MARKDOWN = """---
title: "Nine killed in raid"
date: 2019-03-02
author: Jo Writer
---
# Nine killed in raid

**Nine** fighters were killed near [Tarin](https://example.org/tarin_(town)), the
army said in a _statement_ with snake_case words.

## Weapons store

> “We found rifles,” the
> commander said.

- Nine fighters <!-- not counted: 10 -->
- Two soldiers

![Soldiers on the road. Credit: Daily Ledger](a.jpg)
"""


def test_markdown(read, blocks_of):
    """Marks are taken out, front matter gives title, author and date."""
    document = read(MARKDOWN, "text/markdown")
    assert blocks_of(document) == [
        ("headline", "Nine killed in raid"),
        ("paragraph", "Nine fighters were killed near Tarin, the army said in a statement with snake_case words."),
        ("headline", "Weapons store"),
        ("quote", "“We found rifles,” the commander said."),
        ("paragraph", "Nine fighters"),
        ("paragraph", "Two soldiers"),
        ("caption", "Soldiers on the road."),
        ("credit", "Credit: Daily Ledger"),
    ]
    assert (document.authors, document.published) == (
        ("Jo Writer",),
        Published(day=date(2019, 3, 2), origin="metadata"),
    )


def test_markdown_maps_to_the_source(read):
    """Words of a Markdown document are found at their place in the file."""
    document = read(MARKDOWN, "text/markdown")
    start = document.text.index("Tarin")
    assert source_span(document.offsets, start, start + 5) == (MARKDOWN.index("Tarin]"), MARKDOWN.index("Tarin]") + 5)


def test_table_row(read, blocks_of):
    """The text of a table row is read as given; its title becomes the headline and has no place in the source."""
    text = "Nine fighters were killed near Tarin, the army said."
    document = read("{}", "application/json", text=text, title="Nine killed in raid", outlet="Daily Ledger")
    assert blocks_of(document) == [("headline", "Nine killed in raid"), ("paragraph", text)]
    start = document.text.index(text)
    assert source_span(document.offsets, start, start + len(text)) == (0, len(text))
    assert source_span(document.offsets, 0, 4) is None
    assert document.outlet == "Daily Ledger"
