"""A table goes over as many pages as it needs; its head says on each what it says on the first."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guides_ext.print.make import Made
from guides_ext.print.pdfs import Pdf
from guides_ext.print.prepare import Preparer
from tests.print.keeper import FILES
from tests.print.pdfs import pages, squeezed
from tests.print.sink import PNG
from tests.projects import Project

ARTICLE = f"""\
# Tables, of which [one](https://example.com/title) is long[^title]

See {{ref}}`the anchor <there>` in a head[^head].

| [Linked](https://example.com/head) words | [Inside](#last)[^head] | ![a dot](dot.png) $x^2$ |
|---|---|---|
| a row | b | c |

```{{list-table}}
:header-rows: 2

* - Above
  - [Two](https://example.com/two) lines
* - []{{#there}}Below, [far](https://example.com/far) longer words that break on a line of their own
  - - a list
    - in a head[^list]
* - a row
  - b
```

| Long | {"of words " * 900} |
|---|---|
| a row | b |

(last)=
## Last

[^title]: Of the title.
[^head]: Of a head.
[^list]: Of a list.
"""
HEADS = {
    "linked": ("Linked words", "Inside"),
    "lists": ("Above", "Two lines", "Below, far longer words", "a list", "in a head"),
    "coverage": ("Competency", "The round", "At home", "The talk", "Seen"),
}
"""Each table, and what stands in its head."""

ADDRESSES = {"https://example.com/head", "https://example.com/two", "https://example.com/far"}
NOTES = ("Of a head.", "Of a list.")


@dataclass
class Books:
    """The series and a role's handbook as data, as a build makes them, and what sets such data."""

    series: dict[str, Any]
    role: dict[str, Any]
    set: Callable[..., Made]

    def made(self, table: str, paper: str, rows: int, above: int) -> Made:
        """One that has so many rows in a table, and so many paragraphs above it."""
        book = copy.deepcopy(self.role if table == "coverage" else self.series)
        around, index = tables(book["content"])[1 if table == "lists" else 0]
        (row, *_more) = around[index]["body"]
        around[index]["body"] = [named(row, number) for number in range(rows)]
        around[index:index] = [{"t": "p", "look": "", "c": ["above"]}] * above
        made = self.set({**book, "paper": paper}, None)
        assert (made.error, made.notes) == ("", [])
        return made


def named(row: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    return [{**row[0], "c": [f"row {number}"]}, *row[1:]]


def tables(content: Any) -> list[tuple[list[Any], int]]:
    """Where tables stand: each in which list, at which index."""
    if isinstance(content, dict):
        return [one for value in content.values() for one in tables(value)]
    if not isinstance(content, list):
        return []
    kinds = [one["t"] if isinstance(one, dict) and "t" in one else "" for one in content]
    here = [(content, index) for index, one in enumerate(kinds) if one in ("table", "coverage")]
    return [*here, *(one for value in content for one in tables(value))]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("heads")
    extra = {"articles/rounds.md": ARTICLE, "articles/dot.png": PNG}
    project = Project(folder).write({**FILES, **extra})
    project.replace("roles/keeper.role.yaml", "    sections: [articles/rounds#walking]\n", "")
    built = project.build("guides-pdf", guides_print=[])
    assert built.warnings == []
    root = folder / "root"
    root.mkdir()
    preparer = Preparer(built.app.builder, root, {}, partial)
    series, role = preparer.job(Pdf("series")), preparer.job(Pdf("handbook", "roles/keeper"))
    assert isinstance(series, partial)
    assert isinstance(role, partial)
    *before, book, _timestamp = series.args
    return Books(book, role.args[-2], partial(series.func, *before))


OF_ANY_LENGTH = given(
    table=st.sampled_from(list(HEADS)),
    paper=st.sampled_from(["a4", "letter"]),
    rows=st.integers(1, 130),
    above=st.integers(0, 40),
)


@OF_ANY_LENGTH
@settings(deadline=None, max_examples=10)
def test_a_table_of_any_length_has_its_head_on_each_of_its_pages(
    books: Books, table: str, paper: str, rows: int, above: int
) -> None:
    check_heads(books, table, paper, rows, above)


@pytest.mark.slow
@OF_ANY_LENGTH
@settings(deadline=None, max_examples=60)
def test_so_has_each_of_sixty_tables(
    books: Books, table: str, paper: str, rows: int, above: int
) -> None:
    check_heads(books, table, paper, rows, above)


def check_heads(books: Books, table: str, paper: str, rows: int, above: int) -> None:
    shown = [squeezed(page) for page in pages(books.made(table, paper, rows, above).pdf)]
    with_rows = [page for page in shown if re.search(r"row\d", page)]
    assert with_rows
    for words in HEADS[table]:
        assert all(squeezed(words) in page for page in with_rows)


@pytest.mark.parametrize("table", ["linked", "lists"])
def test_links_and_footnotes_of_a_repeated_head_are_on_its_first_page(
    books: Books, table: str
) -> None:
    made = books.made(table, "a4", 100, 3)
    shown = [squeezed(page) for page in pages(made.pdf)]
    for note in NOTES:
        assert sum(squeezed(note) in page for page in shown) == 1
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        found = [str(one.A.URI) for page in pdf.pages for one in page.get("/Annots", [])
                 if "/A" in one and "/URI" in one.A]  # fmt: skip
    assert set(found) >= ADDRESSES
    number = next(n for n, page in enumerate(shown, 1) if "Below" in page)
    assert squeezed(f"See the anchor (p. {number})") in "".join(shown)


def test_a_head_as_long_as_a_page_is_set_as_any_row(books: Books) -> None:
    made = books.set(books.series, None)
    assert (made.error, made.notes) == ("", [])
    assert squeezed("".join(pages(made.pdf))).count("ofwords") == 900


def test_a_heading_with_a_link_stands_at_the_foot_of_its_next_pages(books: Books) -> None:
    made = books.made("linked", "a4", 100, 0)
    feet = [squeezed(page)[-60:] for page in pages(made.pdf)]
    assert sum("Tables,ofwhichoneislong" in one for one in feet) > 1
