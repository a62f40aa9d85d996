"""Front matter of a page of Jekyll: its title, picture and metadata; and which files have it."""

from __future__ import annotations

import pytest
import yaml

from guides_ext.articles.jekyll.page import Translated, is_jekyll, translate
from guides_ext.articles.jekyll.site import Site
from tests.articles.jekyll_pages import PAGE, page, said, site


def with_front(front: str, body: str = "Words.\n", known: Site | None = None) -> Translated:
    return translate(f"---\n{front}---\n{body}", PAGE, known or site())


def metadata(found: Translated) -> dict[str, object]:
    _start, front, _rest = found.text.split("---\n", 2)
    data: dict[str, object] = yaml.safe_load(front)
    return data


def test_the_title_becomes_the_heading_of_the_page_as_plain_text() -> None:
    found = with_front('title: "Part #2: *Stars* & <b>"\n')
    assert "# Part \\#2\\: \\*Stars\\* & \\<b\\>" in found.text


def test_a_page_without_a_title_is_named_after_its_file() -> None:
    assert "# Here\n" in with_front("layout: post\n").text


def test_a_body_that_begins_with_its_title_gets_no_other() -> None:
    assert with_front("layout: post\n", "# Own\n\nWords.\n").text.count("# ") == 1
    assert "# Here" not in with_front("layout: post\n", "Own\n===\n\nWords.\n").text


@pytest.mark.parametrize("heading", ["# My title", "# My title #", "My title\n========"])
def test_a_body_that_repeats_the_title_has_it_once(heading: str) -> None:
    found = with_front("title: My title\n", f"{heading}\n\nWords.\n")
    assert found.text.count("My title") == 2  # in the metadata, and as the heading
    assert with_front("title: Other\n", f"{heading}\n\nWords.\n").text.count("# Other") == 1


def test_a_body_that_begins_with_an_empty_heading_is_taken() -> None:
    assert "# My title" in with_front("title: My title\n", "# \n\nWords.\n").text


def test_every_key_is_kept_as_metadata_nested_ones_and_dates_too() -> None:
    found = with_front("author: Ada\ndate: 2026-01-31\ntags: [a, b]\nown: {deep: [1, {x: y}]}\n")
    data = metadata(found)
    assert data["author"] == "Ada"
    assert data["date"] == "2026-01-31"
    assert data["tags"] == ["a", "b"]
    assert data["own"] == {"deep": [1, {"x": "y"}]}


@pytest.mark.parametrize(
    "front",
    [
        "image: /a.jpg\nimage_alt: A cat.\n",
        "image: {path: /a.jpg, alt: A cat.}\n",
        "image: a.jpg\nimage_alt: A cat.\n",
    ],
)
def test_the_image_becomes_a_lead_picture_with_its_alt_text(front: str) -> None:
    known = site({"blog/a.jpg": "", "blog/_posts/a.jpg": ""})
    found = with_front(front, known=known)
    assert "![A cat.](/blog/" in found.text
    assert said(found) == []


def test_an_image_without_its_file_is_a_warning_at_its_line() -> None:
    found = with_front("title: X\nimage: /none.jpg\n")
    assert "![" not in found.text
    assert said(found) == ["3:1: image: there is no file '/none.jpg'"]


def test_front_matter_that_is_not_yaml_is_shown_and_warned_of() -> None:
    found = with_front("title: a: b: c\n\tx: [\n")
    assert "title: a: b: c" in found.text
    assert said(found)[0].startswith("2:9: front matter: ")


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [*a]\n",
        "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"
        "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\n"
        "e: [*d, *d, *d, *d, *d, *d, *d, *d]\n",
        "date: 2026-13-45\n",
        "- a list\n",
        "a: " + "[" * 3000 + "\n",
        "? [a, b]\n: x\n",
    ],
)
def test_hostile_front_matter_is_no_end(front: str) -> None:
    assert "Words." in with_front(front).text


def test_bytes_of_other_systems_make_no_difference() -> None:
    text = "---\ntitle: Here\n---\nOne.\n\nTwo.\n"
    there = "\ufeff" + text.replace("\n", "\r\n")
    assert translate(there, PAGE, site()).text == translate(text, PAGE, site()).text


def test_the_head_has_as_many_lines_as_in_its_file_and_the_title_that_of_its_key() -> None:
    found = page("Words.\n", front="---\nlayout: post\ntitle: Here\nauthor: Ada\n---\n")
    lines = {line.text: line.number for line in found.lines}
    assert lines["# Here"] == 3
    assert [line.number for line in found.lines[:5]] == [1, 2, 3, 4, 5]
    assert lines["Words."] == 6


@pytest.mark.parametrize(
    ("text", "site_above", "expected"),
    [
        ("---\nlayout: post\n---\n", False, True),
        ("\ufeff---\r\nlayout: post\r\n---\r\n", False, True),
        ("---\ntitle: X\n---\n", False, False),
        ("---\ntitle: X\n---\n", True, True),
        ("---\n---\n", True, True),
        ("# No front matter {{ x }}\n", True, False),
        ("---\nlayout: post\n", True, False),
        ("text\n\n---\nlayout: post\n---\n", True, False),
    ],
)
def test_a_page_of_jekyll_has_front_matter_and_a_layout_or_a_site(
    text: str, site_above: bool, expected: bool
) -> None:
    assert is_jekyll(text, site_above=site_above) is expected


@pytest.mark.parametrize("address", ["/gone", "/gone.md", "/v/w/gone/", "gone.png"])
def test_for_a_dead_link_each_place_is_asked_for_once(address: str) -> None:
    asked: list[str] = []
    documents = frozenset({"a/b/c.md"})
    folders: list[str] = []

    def names(folder: str) -> tuple[str, ...]:
        folders.append(folder)
        return ("c.md",) if folder == "a/b" else ()

    known = Site(
        documents=documents,
        exists=lambda one: bool(asked.append(one)),
        above=("v", "w"),
        names=names,
    )
    assert known.resolve(address, "a/b/c.md") is None
    assert len(asked) == len(set(asked)) <= 6
    assert len(set(folders)) <= 10


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("ex/", "/ex/README.md"),
        ("/ex", "/ex/README.md"),
        ("/docs/ex/", "/ex/README.md"),
        ("a", "/a.md"),
        ("/a.html", "/a.md"),
        ("ex/b", "/ex/b.markdown"),
        ("ex/README", "/ex/README.md"),
        ("../../ex/", None),
        ("empty/", None),
        ("ex/README.md/", "/ex/README.md"),
        ("index", "/index.md"),
        ("other", "/other/index.md"),
    ],
)
def test_a_page_that_is_no_document_is_found_on_the_disk(address: str, found: str | None) -> None:
    files = {"ex/README.md", "ex/b.markdown", "a.md", "other/index.md", "other/README.md"}
    names = {"": ("ex", "a.md"), "other": ("index.md", "README.md"), "empty": ("x.png",)}
    known = Site(
        documents=frozenset({"index.md"}),
        exists=files.__contains__,
        above=("docs",),
        names=lambda folder: {**names, "ex": ("README.md", "b.markdown")}.get(folder, ()),
    )
    assert known.resolve(address, "index.md") == found
