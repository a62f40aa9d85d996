"""What a stage draws in from the series works from the page that it stands on."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from pathlib import Path

import pytest

from tests.projects import GARDEN, Built, Project

RICH = """\
# The day

Before we start.

(walking)=
## Walking

:::{goals}
- Hear what they ask[^g].
:::

:::{script} At the gate
Shall we walk?
:::

Walk slowly[^n], see [below](#later), [the tree](images/tree.svg) and {ref}`walking`.
Out of here: [elsewhere](#elsewhere), [another article](evening.md#supper), {doc}`evening`.

![A tree](images/tree.svg)

{download}`Notes <files/notes.txt>`

:::{for-roles} gardener
Bring gloves.
:::

:::{for-roles} baker
Bring flour.
:::

(later)=
### Later

```python
x = 1
```

| a | b |
|---|---|
| 1 | 2 |

$$y = x^2$$ (eq)

::::{tab-set}
:::{tab-item} One
Tab one.
:::
:::{tab-item} Two
Tab two.
:::
::::

```{agenda}
- {minutes: 5, is: welcome}
```

## Elsewhere

Not drawn[^n].

(only-lists)=
## Only lists

:::{checklist}
:phase: before
- The gate is open.
:::

[^g]: A note at a goal.
[^n]: A note.
"""

EVENING = "# Evening\n\n## Supper\n\nSoup.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
SECOND_STAGE = """\
  again:
    title: Again
    format: conversation
    minutes: 5
    sections:
      - articles/day#walking
      - articles/day#only-lists
      - {from: articles/rest#a-heading, without: [goals]}
    agenda: [{minutes: 5, is: other}]
"""
REST = """\
reST
====

A heading
---------

.. goals::

   - Left out.

A paragraph with a note [#x]_, :ref:`walking`, ``code`` and `a link <https://example.com>`_.

.. [#x] A reST note.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    files: dict[str, str | bytes] = {**GARDEN}
    files["articles/day.md"] = RICH
    files["articles/evening.md"] = EVENING
    files["articles/rest.rst"] = REST
    files["articles/images/tree.svg"] = SVG
    files["articles/files/notes.txt"] = "Notes."
    files["index.md"] = GARDEN["index.md"].replace(
        "articles/day\n", "articles/day\narticles/evening\narticles/rest\n"
    )
    role = GARDEN["roles/gardener.role.yaml"] + SECOND_STAGE
    files["roles/deep/gardener.role.yaml"] = role
    files["roles/baker.role.yaml"] = GARDEN["roles/gardener.role.yaml"]
    del files["roles/gardener.role.yaml"]
    return Project(tmp_path_factory.mktemp("drawing")).write(files)


@pytest.fixture(scope="module")
def built(project: Project) -> Built:
    return project.build()


ROLE = "roles/deep/gardener"


def test_it_builds_without_a_warning(built: Built) -> None:
    assert built.warnings == []


def test_every_link_of_the_page_leads_somewhere(built: Built) -> None:
    page = built.page(ROLE)
    ids = {one["id"] for one in page.select("[id]")}
    for link in page.select("article a[href], [role=main] a[href]"):
        target = str(link["href"])
        if target.startswith("#"):
            assert target[1:] in ids | {""}, link
        elif "://" not in target:
            path, _, anchor = target.partition("#")
            file = (built.out / "roles/deep" / path).resolve()
            assert file.is_file(), link
            if anchor and file.suffix == ".html":
                docname = str(file.relative_to(built.out.resolve())).removesuffix(".html")
                assert built.page(docname).find(id=anchor), link


def test_ids_are_unique_where_two_stages_draw_in_the_same_section(built: Built) -> None:
    ids = Counter(one["id"] for one in built.page(ROLE).select("[id]"))
    # Furo itself gives a formula's wrapper the formula's id.
    assert [name for name, times in ids.items() if times > 1 and "equation" not in name] == []
    assert {"walk-walking", "again-walking"} <= set(ids)


def fold(built: Built, anchor: str):  # type: ignore[no-untyped-def]
    found = built.page(ROLE).find(id=anchor)
    assert found is not None
    return found


def test_links_within_a_section_stay_and_links_out_of_it_lead_to_the_article(built: Built) -> None:
    section = fold(built, "walk-walking")
    links = {link.text: link["href"] for link in section.select("p a")}
    assert links["below"] == "#walk-day-later"
    assert links["elsewhere"] == "../../articles/day.html#elsewhere"
    assert links["another article"] == "../../articles/evening.html#supper"
    assert links["Evening"] == "../../articles/evening.html"


def test_images_and_downloads_are_found(built: Built) -> None:
    section = fold(built, "walk-walking")
    image, download = section.select_one("img"), section.select_one("a.download")
    for path in (image["src"], download["href"]):
        assert (built.out / "roles/deep" / path).is_file()


def test_footnotes_come_along_numbered_for_the_page(built: Built) -> None:
    page = built.page(ROLE)
    labels = [one.text.strip("[]") for one in page.select("aside.footnote .label")]
    assert sorted(labels) == [str(number) for number in range(1, len(labels) + 1)]
    for reference in page.select("a.footnote-reference"):
        note = page.find(id=str(reference["href"])[1:])
        assert note is not None
        assert reference.text in note.select_one(".label").text
        back = [link["href"][1:] for link in note.select("[role=doc-backlink]")]
        assert reference["id"] in back


def test_subsections_code_tables_math_tabs_and_directives_come_along(built: Built) -> None:
    section = fold(built, "walk-walking")
    for found in ("h4, h3", ".highlight-python", "table", ".math", ".sd-tab-set", ".guide-bar"):
        assert section.select_one(found), found


def test_a_for_roles_block_is_shown_to_its_roles_only(built: Built) -> None:
    text = fold(built, "walk-walking").text
    assert "Bring gloves." in text
    assert "Bring flour." not in text
    assert "Only for" not in text


def test_lists_leave_the_prose_and_stand_at_the_head_of_the_stage(built: Built) -> None:
    stage = fold(built, "walk")
    goals = [one.text.strip() for one in stage.select(".guide-for li")]
    assert goals[0] == "See what they notice."
    assert goals[1].startswith("Hear what they ask")
    section = fold(built, "walk-walking")
    assert "Hear what they ask" not in section.text
    assert "Shall we walk?" not in section.text
    assert "Shall we walk?" in stage.text


def test_a_section_that_holds_nothing_else_is_linked_and_not_drawn(built: Built) -> None:
    stage = fold(built, "again")
    assert "The gate is open." in stage.text
    assert not built.page(ROLE).find(id="again-only-lists")
    assert stage.select_one("a[href='../../articles/day.html#only-lists']")


def test_a_rest_article_is_drawn_in_by_slug_or_id(built: Built) -> None:
    section = fold(built, "again-a-heading")
    assert "A paragraph with a note" in section.text
    assert "Left out." not in fold(built, "again").text
    assert section.select_one("aside.footnote")


def test_search_finds_the_article_and_not_the_copy(built: Built) -> None:
    index = json.loads(built.read("searchindex.js").removeprefix("Search.setIndex(").rstrip(")"))
    names = index["docnames"]
    found = index["terms"]["slowli"]
    documents = {names[one] for one in (found if isinstance(found, list) else [found])}
    assert documents == {"articles/day"}


def test_what_is_drawn_in_drags_no_environment_along(built: Built) -> None:
    env = built.app.env
    resolved = env.get_and_resolve_doctree(ROLE, built.app.builder)
    resolved.reporter = resolved.transformer = None  # as Sphinx itself does before it pickles
    resolved.settings = None
    assert len(pickle.dumps(resolved)) < 200_000


@pytest.mark.parametrize(
    "builder", ["dirhtml", "text", "epub", "singlehtml", "latex", "man", "xml"]
)
def test_every_builder_shows_it_without_a_warning(project: Project, builder: str) -> None:
    conf: dict[str, object] = {"version": "1", "copyright": "us"}
    if builder == "latex":  # LaTeX knows no SVG, whoever draws it in
        conf["suppress_warnings"] = ["image.not_readable"]
    built = project.build(builder, out=f"-{builder}", **conf)
    expected = ("tree.svg", "mimetype", "holds what a toctree names")
    said = [one for one in built.warnings if not any(part in one for part in expected)]
    assert said == []
    if builder == "text":
        assert "Walk slowly" in built.read(f"{ROLE}.txt")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man"])
def test_merged_builders_show_the_roles_that_a_toctree_names(tmp_path: Path, builder: str) -> None:
    files = {**GARDEN, "index.md": "# Garden\n\n```{toctree}\nroles/gardener\narticles/day\n```\n"}
    files["conf.py"] += "man_pages = [('index', 'garden', 'Garden', [], 1)]\n"
    built = Project(tmp_path).write(files).build(builder)
    assert built.warnings == []
    text = "".join(data.decode(errors="replace") for name, data in built.files.items()
                   if name.endswith((".html", ".tex", ".1")))  # fmt: skip
    assert text.count("Walk slowly") == 2
    assert "Hear what they ask" in text


def test_a_warning_of_an_article_is_said_once(garden: Project) -> None:
    garden.replace(
        "articles/day.md", "Walk slowly.", "Walk to [nowhere](#nowhere-at-all).\n\n{ref}`missing`"
    )
    role = GARDEN["roles/gardener.role.yaml"]
    for number in range(3):
        garden.write({f"roles/r{number}.role.yaml": role})
    warnings = garden.build().warnings
    assert len([one for one in warnings if "label: 'missing'" in one]) == 1
    assert len([one for one in warnings if "nowhere-at-all" in one]) == 1
    assert len(warnings) == 2


def test_a_section_is_found_by_a_label_with_spaces(garden: Project) -> None:
    garden.replace("articles/day.md", "(walking)=", "(walking slowly)=")
    garden.replace("roles/gardener.role.yaml", "day#walking", "day#walking slowly")
    built = garden.build()
    assert built.warnings == []
    drawn = built.page("roles/gardener").find(id="walk-walking-slowly")
    assert drawn
    assert "Walk slowly." in drawn.text
