"""A copy on a role's page leads where its original leads, and shares no id with another copy."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.projects import CONF, GARDEN, Built, Project

ARTICLE = """\
# Article

(drawn)=
## Drawn

To [itself](#drawn), [below](#below), {ref}`a part <part>`, [a figure](#fig), {eq}`eq`,
{any}`deep/other`, {doc}`deep/other`, [its section](deep/other.md#section),
[what is left out](#left-out), {term}`Word`, and {guide:question}`asked`.
A note[^first], and again[^first].

```{figure} deep/tree.svg
:name: fig

A caption with [a link out](#outside).
```

$$a = b$$ (eq)

```{glossary}
Word
  A meaning.
```

:::{for-roles} baker
:name: left-out
For bakers.
:::

:::{for-roles} gardener
:name: kept
For gardeners.
:::

::::{grid} 2
:::{grid-item-card} A card
:link: deep/other
:link-type: doc
A card's text.
:::
::::

:::{dropdown} A dropdown
:name: part
A dropdown's text.
:::

```{question}
:name: asked
ask: Asked in an article?
```

```{stage} gardener/walk
```

(below)=
### Below

Back [up](#drawn).

(outside)=
## Outside

Outside.

[^first]: A note with another[^second].
[^second]: Another note.
"""

REST = """\
reST
====

.. _rest-label:

Drawn too
---------

To itself_ and :ref:`rest-label`, with a citation [CIT]_.

.. _itself:

A paragraph with a name.

.. [CIT] A citation.
"""

ROLE = GARDEN["roles/gardener.role.yaml"].replace(
    "[articles/day#walking]", "[articles/page#drawn, articles/page, articles/rest#rest-label]"
)
AGAIN = """\
  again:
    title: Again
    format: conversation
    minutes: 5
    sections: [articles/page#below, articles/page#drawn]
    agenda: [{minutes: 5, is: other}]
"""
NOTES = """\
:orphan:

Notes
=====

First [#a]_.

Last
----

Last [#b]_.

.. [#a] Of the first.
.. [#b] Of the last.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
FILES = {
    "conf.py": CONF,
    "index.md": "# Home\n\n```{series}\narticles/page\narticles/rest\narticles/deep/other\n```\n",
    "articles/page.md": ARTICLE,
    "articles/rest.rst": REST,
    "articles/deep/other.md": "# Other\n\n## Section\n\nWords.\n",
    "articles/deep/tree.svg": SVG,
    "roles/far/gardener.role.yaml": ROLE + AGAIN,
    "roles/baker.role.yaml": GARDEN["roles/gardener.role.yaml"].replace(
        "    sections: [articles/day#walking]\n", ""
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Project(tmp_path_factory.mktemp("copies")).write(FILES).build()


@pytest.fixture(scope="module")
def page(built: Built) -> BeautifulSoup:
    return built.page("roles/far/gardener")


def fold(page: BeautifulSoup, anchor: str) -> Tag:
    found = page.find(id=anchor)
    assert isinstance(found, Tag)
    return found


def links(section: Tag) -> dict[str, str]:
    return {link.text: str(link["href"]) for link in section.select("p a[href]")}


def test_it_builds_without_a_warning(built: Built) -> None:
    assert built.warnings == []


def test_no_two_copies_share_an_id(page: BeautifulSoup) -> None:
    times = Counter(one["id"] for one in page.select("[id]"))
    # Sphinx itself gives a formula's wrapper the formula's id.
    assert [name for name, n in times.items() if n > 1 and "equation" not in name] == []


def test_no_link_within_the_page_is_dead(page: BeautifulSoup) -> None:
    ids = {one["id"] for one in page.select("[id]")}
    dead = [a["href"] for a in page.select("a[href^='#']") if str(a["href"])[1:] not in {*ids, ""}]
    assert dead == []


def test_a_link_to_what_is_drawn_in_stays_on_the_page(page: BeautifulSoup) -> None:
    found = links(fold(page, "walk-drawn"))
    assert found["itself"] == "#walk-page-drawn"
    assert found["below"] == "#walk-page-below"
    assert found["a figure"] == "#walk-page-fig"
    assert found["up"] == "#walk-page-drawn"
    assert links(fold(page, "walk-rest-label"))["itself"] == "#walk-rest-itself"


def test_a_link_out_of_what_is_drawn_in_leads_to_the_article(page: BeautifulSoup) -> None:
    found = links(fold(page, "walk-drawn"))
    article = "../../articles/page.html"
    assert found["a link out"] == f"{article}#outside"
    assert found["what is left out"] == f"{article}#left-out"
    assert found["Word"] == f"{article}#term-Word"
    assert found["Asked in an article?"] == f"{article}#asked"
    assert links(fold(page, "again-below"))["up"] == f"{article}#drawn"


def test_a_link_to_another_document_is_found_from_the_page(page: BeautifulSoup) -> None:
    section = fold(page, "walk-drawn")
    other = "../../articles/deep/other.html"
    assert links(section)["its section"] == f"{other}#section"
    assert [a["href"] for a in section.select("a[href$='other.html']")] == [other] * 3


def test_a_named_block_for_other_roles_is_left_out(page: BeautifulSoup) -> None:
    text = fold(page, "walk-drawn").text
    assert "For gardeners." in text
    assert "For bakers." not in text


def test_footnotes_are_drawn_in_once_a_stage_with_those_that_they_name(
    page: BeautifulSoup,
) -> None:
    notes = page.select("aside.footnote")
    said = [note.text.split("]")[1].split(")")[-1].strip()[:6] for note in notes]
    assert said == ["A note", "Anothe"] * 2
    numbers = [note.select_one(".label").text.strip("[]") for note in notes]  # type: ignore[union-attr]
    assert numbers == ["1", "2", "3", "4"]
    assert len(notes[0].select("[role=doc-backlink]")) == 4  # from the section, and the whole


def test_footnotes_of_another_section_stay_behind(garden: Project) -> None:
    garden.write({"articles/notes.rst": NOTES})
    garden.replace("roles/gardener.role.yaml", "articles/day#walking", "articles/notes#last")
    notes = garden.build().page("roles/gardener").select("aside.footnote p")
    assert [note.text for note in notes] == ["Of the last."]


def test_a_stage_panel_in_a_section_is_drawn_in_too(page: BeautifulSoup) -> None:
    assert fold(page, "walk-drawn").select_one(".guide-panel")


def test_a_panel_may_stand_in_an_article_that_its_stage_draws_on(built: Built) -> None:
    files = {**GARDEN}
    files["articles/day.md"] += "\n```{stage} gardener/walk\n```\n"
    panel = Project(built.out.parent / "panel").write(files).build().page("articles/day")
    items = [one.text.strip() for one in panel.select(".guide-panel .guide-for li")]
    assert items == ["See what they notice.", "Hear what they ask."]


def test_the_names_of_documents_may_be_in_any_alphabet(tmp_path: Path) -> None:
    files = {
        **GARDEN,
        "記事/前.md": "# 前\n\n## 見出し\n\n一。\n",
        "記事/後.md": "# 後\n\n## 見出し\n\n二。\n",
    }
    files["roles/gardener.role.yaml"] = GARDEN["roles/gardener.role.yaml"].replace(
        "[articles/day#walking]", "[記事/前, 記事/後]"
    )
    files["index.md"] += "\n```{series}\n記事/前\n記事/後\n```\n"
    built = Project(tmp_path).write(files).build()
    assert built.warnings == []
    page = built.page("roles/gardener")
    ids = Counter(one["id"] for one in page.select("[id]"))
    assert max(ids.values()) == 1
    assert "一。" in page.text
    assert "二。" in page.text


def test_roles_with_stages_of_one_name_keep_their_own_lists_in_one_page(tmp_path: Path) -> None:
    other = GARDEN["roles/gardener.role.yaml"].replace("See what they notice", "See how they knead")
    files = {**GARDEN, "roles/baker.role.yaml": other}
    files["index.md"] = "# Home\n\n```{toctree}\nroles/baker\nroles/gardener\narticles/day\n```\n"
    built = Project(tmp_path).write(files).build("singlehtml")
    goals = [one.text.strip() for one in built.page("index").select(".guide-for li")]
    hear = "Hear what they ask."
    assert goals == ["See how they knead.", hear, "See what they notice.", hear, hear]
    ids = [one["id"] for one in built.page("index").select(".guide-fold [id]")]
    assert len(ids) == len(set(ids))
