"""What bytes are and how they are read as characters."""

from __future__ import annotations

import gzip

import pytest

from musterbook.sources.encodings import detect_encoding
from musterbook.sources.kinds import sniff_kind

_CYRILLIC = "Вооружённые люди напали на колонну у моста, погибли трое военных. " * 4
_FRENCH = "Des hommes armés ont attaqué le village dans la nuit, a déclaré le préfet à Gao. Été, château, forêt. " * 4


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"plain words", "utf-8", id="ascii"),
        pytest.param("Gao, été".encode(), "utf-8", id="utf8"),
        pytest.param("Gao, été".encode("utf-8-sig"), "utf-8-sig", id="utf8-mark"),
        pytest.param("Gao, été".encode("utf-16"), "utf-16", id="utf16-mark"),
        pytest.param("Gao, été".encode("utf-32"), "utf-32", id="utf32-mark"),
        pytest.param(("A report on an attack. " * 3).encode("utf-16-le"), "utf-16-le", id="utf16-le-no-mark"),
        pytest.param(("A report on an attack. " * 3).encode("utf-16-be"), "utf-16-be", id="utf16-be-no-mark"),
        pytest.param(b'<meta charset="windows-1251">' + _CYRILLIC.encode("cp1251"), "cp1251", id="declared"),
        pytest.param(b'<meta charset="iso-8859-1">\x93quoted\x94', "cp1252", id="latin1-means-cp1252"),
        pytest.param(
            b'<meta charset="iso-8859-1">' + "été".encode(), "utf-8", id="valid-utf8-beats-a-declared-charset"
        ),
        pytest.param(b'<meta charset="no-such-charset"><p>x', "utf-8", id="unknown-label"),
        pytest.param(b'<meta charset="zlib_codec"><p>x', "utf-8", id="label-of-no-character-encoding"),
        pytest.param(("Bozayı é " * 2000).encode() + b"\xe9", "utf-8", id="one-damaged-byte-in-utf8"),
        pytest.param(b"\xff\xfe\x00", None, id="mark-that-lies"),
    ],
)
def test_encoding_is_found(raw: bytes, expected: str | None) -> None:
    """The cascade of the module gives the encoding that fits."""
    assert detect_encoding(raw) == expected


def test_undeclared_single_byte_text_is_decoded_to_its_words() -> None:
    """Western text without any declaration comes back with its accents."""
    raw = _FRENCH.encode("cp1252")
    encoding = detect_encoding(raw)
    assert encoding is not None
    assert raw.decode(encoding) == _FRENCH


def test_lone_accents_are_no_halves_of_pairs() -> None:
    """A few accents in English text are Windows-1252, also where a statistic takes them for Chinese; Chinese stays Chinese."""
    mixed = "Des hommes armés. Gunmen killed five people in Ménaka on 3 May 2022, the mayor said."
    assert detect_encoding(mixed.encode("cp1252")) == "cp1252"
    chinese = "武装分子星期一袭击了北部城镇附近的一处军营，打死四名士兵，当地官员说。"
    told = detect_encoding(chinese.encode("gb18030"))
    assert told is not None
    assert chinese.encode("gb18030").decode(told) == chinese


def test_claimed_charset_is_used_when_the_bytes_do_not_say() -> None:
    """A charset of the transport counts where the page itself declares none."""
    assert detect_encoding(_CYRILLIC.encode("koi8-r"), claimed="koi8-r") == "koi8-r"


def test_head_may_end_inside_a_character() -> None:
    """The first bytes of a longer text are not called damaged because they end in the middle of a character."""
    head = "é".encode() * 3 + b"\xc3"
    assert detect_encoding(head, is_head=True) == "utf-8"


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        pytest.param(b"", "a.txt", "empty", id="nothing"),
        pytest.param(b" \n\t ", "a.txt", "empty", id="blank"),
        pytest.param(b"Soldiers said they left.", "a.txt", "text", id="text"),
        pytest.param(b"# Soldiers left", "a.md", "markdown", id="markdown-by-name"),
        pytest.param(b"<!DOCTYPE html><title>x", "a.txt", "html", id="html-named-text"),
        pytest.param(b"\xef\xbb\xbf\n<!-- c -->\n<HTML><body>", "", "html", id="html-after-mark-and-comment"),
        pytest.param(b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='y'>", "", "html", id="xhtml"),
        pytest.param(b"<p>One paragraph", "", "html", id="html-fragment"),
        pytest.param(b"<quote> he said", "a.txt", "text", id="only-looks-like-markup"),
        pytest.param(b"<html>" + b"x" * 10, "report.csv", "html", id="html-named-csv"),
        pytest.param(b"%PDF-1.7\n\x00\x01", "a.txt", "pdf", id="pdf-named-text"),
        pytest.param(b"junk\n%PDF-1.4", "", "pdf", id="pdf-after-rubbish"),
        pytest.param(b"WARC/1.1\r\n", "", "warc", id="warc"),
        pytest.param(gzip.compress(b"x"), "", "gzip", id="gzip"),
        pytest.param(b"PAR1\x15", "", "parquet", id="parquet"),
        pytest.param(b"<?xml version='1.0'?><rss version='2.0'>", "", "feed", id="rss"),
        pytest.param(b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", "feed", id="atom"),
        pytest.param(b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "", "feed", id="rss-1"),
        pytest.param(b"<urlset xmlns='x'>", "", "sitemap", id="sitemap"),
        pytest.param(b"<?xml version='1.0'?><nitf>", "", "other-markup", id="other-xml"),
        pytest.param(b'{"text": "x"}\n{"text": "y"}', "", "jsonl", id="jsonl"),
        pytest.param(b"not json\n", "a.jsonl", "jsonl", id="jsonl-by-name"),
        pytest.param(b'{\n "text": "x"}', "", "json", id="json-object"),
        pytest.param(b'[\n {"text": "x"}]', "", "json", id="json-array"),
        pytest.param(b"[Kabul] Soldiers said", "a.txt", "text", id="bracket-in-prose"),
        pytest.param(b"text,date\nx,y", "a.csv", "csv", id="csv-by-name"),
        pytest.param(b"body;day\nx;y", "", "csv", id="csv-by-its-text-column"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a.html", "binary", id="png-named-html"),
        pytest.param(b"PK\x03\x04word", "a.docx", "binary", id="zip"),
        pytest.param(b"text with \x00 in it", "", "binary", id="zero-byte"),
        pytest.param(b"\x01\x02\x03\x04 abc", "", "binary", id="control-characters"),
        pytest.param(b"From: x@example.org\nMIME-Version: 1.0\n\nhi", "", "other-markup", id="mail"),
    ],
)
def test_kind_is_told_from_the_bytes(raw: bytes, name: str, expected: str) -> None:
    """Bytes decide, names only where bytes cannot."""
    assert sniff_kind(raw, name=name, text_column="body") == expected
