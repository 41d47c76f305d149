# /// script
# requires-python = ">=3.11"
# dependencies = ["fpdf2==2.8.9"]
# ///
"""Builds the PDF, JSONL and WARC files of the example corpora from the plain texts in `sources/`.

Run `uv run examples/build.py` (it fetches fpdf2, which the project itself does not need), or any Python that has
fpdf2. The same sources give the same bytes: dates come from the sources, never from a clock. `--check` writes
nothing and exits with 1 if a committed file differs from what its source gives; where fpdf2 is missing or of
another version, pass `--skip-pdf`.

A source is a text with a header (`title:`, `outlet:`, `date:`, `url:` and for PDFs `header:`), an empty line, and
paragraphs parted by empty lines.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import sys
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPORA = ("afghanistan", "cabo-delgado")
JSONL_NAME = "40-digest.jsonl"
WARC_NAME = "50-web-pages.warc.gz"
HEADER_KEYS = frozenset({"title", "outlet", "date", "url", "header"})
REQUIRED_KEYS = frozenset({"title", "outlet", "date", "url"})
LONGEST_SUBHEAD = 45
A5_MM = (148.0, 210.0)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}">
<link rel="canonical" href="{url}">
</head>
<body>
<nav><a href="/">{outlet}</a> <a href="/world">World</a> <a href="/archive">Archive</a></nav>
<article>
<h1>{title}</h1>
<p class="date">{long_day}</p>
{paragraphs}
</article>
<footer>{outlet}. <a href="/imprint">Imprint</a></footer>
</body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report as it stands in `sources/`.

    Attributes:
        name: file name without its ending; the id of the report in its table.
        title: headline.
        outlet: fictional outlet.
        day: day of publication.
        url: address under the reserved top-level domain `.example`.
        header: running header of a PDF page; empty for other formats.
        paragraphs: in order.
    """

    name: str
    title: str
    outlet: str
    day: date
    url: str
    header: str
    paragraphs: tuple[str, ...]


def read_source(path: Path) -> Source:
    """Reads one source text; raises ValueError with the file's name if its header is not complete."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    if not fields.keys() <= HEADER_KEYS or not fields.keys() >= REQUIRED_KEYS:
        raise ValueError(f"{path.name}: header needs {sorted(REQUIRED_KEYS)}, got {sorted(fields)}")
    return Source(
        name=path.stem,
        title=fields["title"],
        outlet=fields["outlet"],
        day=date.fromisoformat(fields["date"]),
        url=fields["url"],
        header=fields.get("header", ""),
        paragraphs=tuple(part.strip() for part in body.split("\n\n") if part.strip()),
    )


def read_sources(folder: Path) -> tuple[Source, ...]:
    """Reads all sources of one folder in the order of their names."""
    return tuple(read_source(path) for path in sorted(folder.glob("*.txt")))


def jsonl_bytes(sources: Iterable[Source]) -> bytes:
    """Gives a table of reports, one JSON object a line."""
    rows = (
        {
            "id": source.name,
            "title": source.title,
            "date": source.day.isoformat(),
            "outlet": source.outlet,
            "url": source.url,
            "text": "\n\n".join(source.paragraphs),
        }
        for source in sources
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def page_html(source: Source) -> str:
    """Gives the page as its outlet would serve it."""
    return PAGE.format(
        title=html.escape(source.title),
        outlet=html.escape(source.outlet),
        day=source.day.isoformat(),
        long_day=f"{source.day.day} {source.day:%B %Y}",
        url=html.escape(source.url),
        paragraphs="\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in source.paragraphs),
    )


def warc_record(headers: dict[str, str], block: bytes) -> bytes:
    """Gives one WARC/1.1 record as a gzip member of its own, with no time in the gzip header."""
    lines = [*(f"{key}: {value}" for key, value in headers.items()), f"Content-Length: {len(block)}"]
    record = ("WARC/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode() + block + b"\r\n\r\n"
    return gzip.compress(record, mtime=0)


def warc_bytes(sources: Iterable[Source]) -> bytes:
    """Gives a web archive with one response a page, fetched at noon UTC of the day after publication."""
    info = b"software: musterbook examples/build.py\r\nformat: WARC File Format 1.1\r\n"
    parts = [
        warc_record(
            {
                "WARC-Type": "warcinfo",
                "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'musterbook:examples')}>",
                "WARC-Date": "2023-03-01T00:00:00Z",
                "Content-Type": "application/warc-fields",
            },
            info,
        )
    ]
    for source in sources:
        body = page_html(source).encode("utf-8")
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        fetched = datetime.combine(date.fromordinal(source.day.toordinal() + 1), time(12), tzinfo=UTC)
        headers = {
            "WARC-Type": "response",
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, source.url)}>",
            "WARC-Target-URI": source.url,
            "WARC-Date": f"{fetched:%Y-%m-%dT%H:%M:%SZ}",
            "WARC-Payload-Digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
            "Content-Type": "application/http; msgtype=response",
        }
        parts.append(warc_record(headers, http.encode() + body))
    return b"".join(parts)


def pdf_bytes(source: Source) -> bytes:
    """Gives a small paged PDF with running header, subheads and page numbers; uncompressed, so that it is the same everywhere."""
    from fpdf import FPDF  # noqa: PLC0415  # only PDFs need it; the rest is built without

    class Paged(FPDF):
        """A5 pages with a running header and a page number."""

        def header(self) -> None:
            """Prints the running header."""
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, source.header, align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

        def footer(self) -> None:
            """Prints the page number."""
            self.set_y(-12)
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="C")

    pdf = Paged(format=A5_MM)
    pdf.set_compression(False)
    pdf.set_creation_date(datetime.combine(source.day, time(9), tzinfo=UTC))
    pdf.set_title(source.title)
    pdf.set_author(source.outlet)
    pdf.set_lang("en")
    pdf.add_page()
    pdf.set_font("Helvetica", style="B", size=14)
    pdf.multi_cell(0, 7, source.title, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    for text in source.paragraphs:
        is_subhead = len(text) <= LONGEST_SUBHEAD and not text.endswith(".")
        pdf.set_font("Helvetica", style="B" if is_subhead else "", size=10)
        pdf.multi_cell(0, 5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2.5)
    return bytes(pdf.output())


def build_corpus(folder: Path, *, is_pdf_skipped: bool) -> dict[Path, bytes]:
    """Gives the built files of one corpus by path; reads only `sources/`."""
    reports, sources = folder / "reports", folder / "sources"
    built = {
        reports / JSONL_NAME: jsonl_bytes(read_sources(sources / "jsonl")),
        reports / WARC_NAME: warc_bytes(read_sources(sources / "warc")),
    }
    if not is_pdf_skipped:
        built |= {reports / f"{source.name}.pdf": pdf_bytes(source) for source in read_sources(sources / "pdf")}
    return built


def is_same(path: Path, wanted: bytes) -> bool:
    """Tells whether a committed file holds what its source gives; gzip files are compared unpacked."""
    if not path.exists():
        return False
    found = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(found) == gzip.decompress(wanted)
    return found == wanted


def main() -> int:
    """Builds or checks both corpora; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--skip-pdf", action="store_true", help="leave the PDF files alone")
    arguments = parser.parse_args()
    different = 0
    for corpus in CORPORA:
        for path, wanted in build_corpus(HERE / corpus, is_pdf_skipped=arguments.skip_pdf).items():
            if is_same(path, wanted):
                continue
            different += 1
            sys.stdout.write(f"{'differs' if arguments.check else 'written'}: {path.relative_to(HERE)}\n")
            if not arguments.check:
                path.write_bytes(wanted)
    return 1 if arguments.check and different else 0


if __name__ == "__main__":
    sys.exit(main())
