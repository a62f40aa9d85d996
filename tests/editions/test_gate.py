"""The gate finds what an edition may not hold, in every kind of file, and nothing else."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from guides_ext.editions.gate.leaks import Gate
from guides_ext.editions.gate.words import pieces, words_of
from tests.editions.sources import gate_of, opened, tree

QUESTION = "Which inputs would you try first, and why those?"
LEVEL = "Names the empty result before any crowded one."
SOLUTION = "Sort the cached rows by grower, then merge."
SHORT = "Restates the problem"
LEAF = "Asks both, then cuts"  # no word of it is looked for by itself
WORD = "Quicksilver"
ID = "odd-cases"
PATH = "articles/secret-notes"
SECRETS = {
    "a question": QUESTION,
    "a level": LEVEL,
    "a solution": SOLUTION,
    "a short leaf": SHORT,
    "a leaf of short words": LEAF,
    "a word": WORD,
}

ROLE = f"""\
audience: candidate
title: Backend Engineer
summary: Builds the services.
scale: {{1: Not yet, 2: Partly}}
competencies:
  exploration:
    title: Exploring
    levels:
      1: {LEVEL}
      2: {SHORT}
questions:
  {ID}: {{ask: "{QUESTION}", competency: exploration}}
tasks:
  trick: {{title: {WORD}, far_enough: "{LEAF}", solution: "{SOLUTION}"}}
stages:
  pairing:
    title: Pair programming
    format: pairing
    minutes: 60
    main: [exploration]
    agenda: [{{minutes: 60, is: main, with: [task, {ID}]}}]
    task: trick
    questions: [{ID}]
    candidate: {{expect: We solve one small task together.}}
"""
FILES: dict[str, str | bytes] = {
    "page.md": opened("We will solve one small task together, and you may ask."),
    f"{PATH}.md": "# Closed\n\nNobody outside has ever read this sentence.\n",
    "roles/backend.role.yaml": ROLE,
    "closed.bin": bytes(range(256)) * 4,
}


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    return gate_of(tree(tmp_path_factory.mktemp("docs"), FILES), "candidate")


def html(text: str) -> bytes:
    return f"<html><body><p>Open words.</p>{text}</body></html>".encode()


def in_zip(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def pdf(fill: Callable[[pikepdf.Pdf], None]) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        fill(document)
        document.save(made)
    return made.getvalue()


def pdf_page(text: str) -> bytes:
    """A page with a text on it, each word drawn by itself, the last broken by a hyphen."""

    def fill(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = text.replace("\\", "").replace("(", "").replace(")", "")
        page.Contents = document.make_stream(
            f"BT /F1 12 Tf 20 700 Td ({shown}) Tj ET".encode("latin-1")
        )

    return pdf(fill)


def pdf_outline(text: str) -> bytes:
    def fill(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(text, 0))

    return pdf(fill)


def pdf_info(text: str) -> bytes:
    return pdf(lambda document: document.docinfo.__setitem__("/Subject", text))


def pdf_xmp(text: str) -> bytes:
    def fill(document: pikepdf.Pdf) -> None:
        with document.open_metadata() as metadata:
            metadata["dc:description"] = text

    return pdf(fill)


def pdf_alt(text: str) -> bytes:
    def fill(document: pikepdf.Pdf) -> None:
        figure = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, Alt=pikepdf.String(text))
        )
        document.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([figure]))

    return pdf(fill)


def pdf_attachment(text: str) -> bytes:
    return pdf(lambda document: document.attachments.__setitem__("a.txt", text.encode()))


def picture(kind: str, **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, kind, **more)
    return made.getvalue()


def png(text: str, *, packed: bool) -> bytes:
    info = PngInfo()
    info.add_text("Comment", text, zip=packed)
    return picture("PNG", pnginfo=info)


def exif(text: str) -> bytes:
    data = Image.Exif()
    data[0x010E] = text
    return picture("JPEG", exif=data)


def inventory(text: str) -> bytes:
    line = f"a std:label 1 a.html {text}\n".encode()
    head = b"# Sphinx inventory version 2\n# Project: A\n# Version: \n"
    return head + b"# The remainder of this file is compressed using zlib.\n" + zlib.compress(line)


def folded(text: str) -> bytes:
    line = f"DESCRIPTION:{text}".replace(",", "\\,")
    rows = [line[at : at + 30] for at in range(0, len(line), 30)]
    return b"BEGIN:VCALENDAR\r\n" + "\r\n ".join(rows).encode() + b"\r\nEND:VCALENDAR\r\n"


def mail(text: str, encoding: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message.set_content(f"Schöne Grüße, {'ä' * 30}.\n\n{text}\n", cte=encoding)
    return message.as_bytes()


PLACES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "a paragraph": ("a.html", lambda text: html(f"<p>{text}</p>")),
    "a heading": ("a.html", lambda text: html(f"<h2>{text}</h2>")),
    "tags within the line": (
        "a.html",
        lambda text: html("<p>" + "".join(f"<b>{one}</b>" for one in text) + "</p>"),
    ),
    "entities": ("a.html", lambda text: html("".join(f"&#{ord(one)};" for one in text))),
    "capitals": ("a.html", lambda text: html(f"<p>{text.upper()}</p>")),
    "soft hyphens": ("a.html", lambda text: html("\u00ad".join(text))),
    "typographer's letters": ("a.html", lambda text: html(text.replace("fi", "ﬁ"))),
    "an alternative text": ("a.html", lambda text: html(f'<img alt="{text}">')),
    "a title": ("a.html", lambda text: html(f'<a title="{text}">a</a>')),
    "a label": ("a.html", lambda text: html(f'<nav aria-label="{text}"></nav>')),
    "a description": (
        "a.html",
        lambda text: f'<head><meta name="description" content="{text}"></head>'.encode(),
    ),
    "data of an element": ("a.html", lambda text: html(f'<p data-note="{text}"></p>')),
    "an address": ("a.html", lambda text: html(f'<a href="#{quote(text.lower())}">a</a>')),
    "a comment": ("a.html", lambda text: html(f"<!-- {text} -->")),
    "a script": ("a.html", lambda text: html(f"<script>let a = {json.dumps(text)}</script>")),
    "data for machines": (
        "a.html",
        lambda text: html(
            f'<script type="application/ld+json">{json.dumps({"a": text})}</script>'
        ),
    ),
    "a template": ("a.html", lambda text: html(f"<template><p>{text}</p></template>")),
    "a hidden paragraph": ("a.html", lambda text: html(f"<p hidden>{text}</p>")),
    "a style": ("a.html", lambda text: html(f'<style>a::after {{content: "{text}"}}</style>')),
    "an address of data": (
        "a.html",
        lambda text: html(
            f'<a href="data:text/plain;base64,{base64.b64encode(text.encode()).decode()}">a</a>'
        ),
    ),
    "a stylesheet": ("_static/a.css", lambda text: f"/* {text} */".encode()),
    "a script's file": ("_static/a.js", lambda text: f"const a = {json.dumps(text)}".encode()),
    "a script with escapes": (
        "a.js", lambda text: f"const a = '{text.replace('e', chr(92) + 'u0065')}'".encode()
    ),
    "JSON": ("guides.json", lambda text: json.dumps({"a": [text]}).encode()),
    "JSON with escapes": (
        "a.json",
        lambda text: json.dumps(
            {"a": text.replace("e", "\\u0065")}).replace("\\\\u", "\\u").encode(),
    ),
    "a key of JSON": ("a.json", lambda text: json.dumps({text: 1}).encode()),
    "HTML within JSON": ("a.json", lambda text: json.dumps({"a": f"<b>{text}</b>"}).encode()),
    "titles of the search index": (
        "searchindex.js",
        lambda text: f"Search.setIndex({json.dumps({'titles': [text]})})".encode(),
    ),
    "the inventory": ("objects.inv", inventory),
    "an inventory of another hand": ("objects.inv", lambda text: inventory(f"x\n{text}")),
    "a feed": (
        "feed.xml",
        lambda text: f"<feed><content>&lt;p&gt;{text}&lt;/p&gt;</content></feed>".encode(),
    ),
    "a section of XML": ("feed.xml", lambda text: f"<a><![CDATA[<p>{text}</p>]]></a>".encode()),
    "a calendar": ("a.ics", folded),
    "a calendar with a whole day": (
        "a.ics",
        lambda text: f"DTSTART;VALUE=DATE:20270101\nSUMMARY:Schöne Tage\nX:{text}\n".encode(),
    ),
    "behind half a character": (
        "a.html",
        lambda text: html(
            "<img src='data:text/plain;base64,"
            + base64.b64encode(f"a='data:,\\ud800z'\n\n{text}".encode()).decode() + "'>"
        ),
    ),
    "behind an unknown declaration": ("a.html", lambda text: html(f"<p><![foo x]></p>{text}")),
    "a mail": ("a.eml", lambda text: mail(text, "quoted-printable")),
    "a mail in base64": ("a.eml", lambda text: mail(text, "base64")),
    "a text": ("a.txt", lambda text: text.encode()),
    "a text of UTF-16": ("a.html", lambda text: text.encode("utf-16")),
    "an SVG": ("a.svg", lambda text: f"<svg><desc>{text}</desc></svg>".encode()),
    "an EPUB": ("a.epub", lambda text: in_zip("a.xhtml", html(text))),
    "an archive in an archive": (
        "a.zip", lambda text: in_zip("b.zip", in_zip("a.html", html(text)))
    ),
    "a packed file": ("a.html.gz", lambda text: gzip.compress(html(text))),
    "a PDF's page": ("a.pdf", pdf_page),
    "a PDF's bookmark": ("a.pdf", pdf_outline),
    "a PDF's data": ("a.pdf", pdf_info),
    "a PDF's metadata": ("a.pdf", pdf_xmp),
    "a PDF's alternative text": ("a.pdf", pdf_alt),
    "a file in a PDF": ("a.pdf", pdf_attachment),
    "a PNG's note": ("a.png", lambda text: png(text, packed=False)),
    "a PNG's packed note": ("a.png", lambda text: png(text, packed=True)),
    "a JPEG's description": ("a.jpg", exif),
}  # fmt: skip


def found(gate: Gate, folder: Path, name: str, data: bytes) -> list[str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return [str(one) for one in gate.look(folder)]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", PLACES)
def test_a_planted_leak_is_found(tmp_path: Path, gate: Gate, place: str, secret: str) -> None:
    name, make = PLACES[place]
    assert found(gate, tmp_path, name, make(SECRETS[secret]))


@pytest.mark.parametrize("place", PLACES)
def test_what_is_open_is_no_leak(tmp_path: Path, gate: Gate, place: str) -> None:
    name, make = PLACES[place]
    assert found(gate, tmp_path, name, make("We will solve one small task together")) == []


@pytest.mark.parametrize("name", [ID, PATH, "trick", "secret-notes", "exploration"])
@pytest.mark.parametrize(
    "made",
    [
        '<p id="{}">Open</p>',
        '<a href="pairing.html#{}">Open</a>',
        '<a href="{}.html">Open</a>',
        '<img src="{}.png">',
    ],
)
def test_a_name_is_found_where_names_stand(
    tmp_path: Path, gate: Gate, name: str, made: str
) -> None:
    assert found(gate, tmp_path, "a.html", html(made.format(name)))
    assert found(gate, tmp_path / "file", f"{name}.html", b"Open") != []


@pytest.mark.parametrize("link", ["secret-sale", "secret-sale.md#why", "/secret-sale.html"])
def test_a_link_to_a_closed_page_does_not_open_its_name(tmp_path: Path, link: str) -> None:
    files = {**FILES, "secret-sale.md": "# Secret\n", "linked.md": opened(f"See [it]({link}).")}
    gate = gate_of(tree(tmp_path / "docs", files), "candidate")
    assert found(gate, tmp_path / "site", "a.html", html(f'<a href="{link}">it</a>'))
    assert found(gate, tmp_path / "open", "a.html", html('<a href="linked.html">it</a>')) == []


def test_a_word_is_found_by_its_stem_in_the_search_index(tmp_path: Path, gate: Gate) -> None:
    index = b'Search.setIndex({"terms": {"quicksilv": [0]}})'
    assert found(gate, tmp_path, "searchindex.js", index)
    assert found(gate, tmp_path, "searchindex.js", index.replace(b"quicksilv", b"solv")) == []


def test_a_short_leaf_is_found_although_open_texts_have_its_halves(tmp_path: Path) -> None:
    halves = opened("Whoever asks both.\n\nThen cuts a slice.")
    gate = gate_of(tree(tmp_path / "docs", {**FILES, "halves.md": halves}), "candidate")
    assert found(gate, tmp_path / "site", "a.html", html("<p>Whoever asks both.</p>")) == []
    assert found(gate, tmp_path / "site", "a.html", html(f"<p>{LEAF}</p>"))


def test_a_name_in_prose_is_found_as_it_is_written(tmp_path: Path, gate: Gate) -> None:
    assert found(gate, tmp_path, "a.html", html(f"<p>Ask {ID} first</p>"))


def test_a_closed_file_is_known_whatever_it_is_called(tmp_path: Path, gate: Gate) -> None:
    data = FILES["closed.bin"]
    assert isinstance(data, bytes)
    assert found(gate, tmp_path, "_images/a.bin", data)


def test_a_finding_names_the_source_the_published_file_and_an_excerpt(
    tmp_path: Path, gate: Gate
) -> None:
    (said, *_) = found(gate, tmp_path, "roles/a.html", html(f"<p>Then: {QUESTION}</p>"))
    assert said.startswith("roles/backend.role.yaml:12:")
    assert "published in roles/a.html" in said
    assert "Which inputs would you try first" in said


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("この問題を解く前に何を確認しますか", True),
        ("在动手之前你会先确认哪些边界情况", True),
        ("ก่อนเริ่มทำคุณจะถามอะไรเราบ้างก่อน", True),
        ("시작하기 전에 무엇을 먼저 확인하시겠습니까", True),
        ("開いている文章です", False),
    ],
)
def test_languages_without_spaces_are_compared_by_characters(
    tmp_path: Path, text: str, leak: bool
) -> None:
    source = tree(tmp_path / "docs", {
        "closed.md": f"# 秘密\n\n{text}\n" if leak else "# 秘密\n\n別の秘密の文章です\n",
        "open.md": opened("開いている文章です"),
    })  # fmt: skip
    gate = gate_of(source, "candidate")
    assert bool(found(gate, tmp_path / "site", "a.html", html(f"<p>前{text}後</p>"))) == leak


def test_words_are_folded() -> None:
    assert words_of("Don’t “ﬁnd” it: 62,000!") == ("dont", "find", "it", "62", "000")
    assert list(pieces(words_of("a b c d e f"))) == [tuple("abcde"), tuple("bcdef")]
