"""Every builder shows a page with every construct: no traceback, no warning."""

from __future__ import annotations

import textwrap

import pytest
from bs4 import BeautifulSoup

from tests.projects import GARDEN, Built, Project

TABLE = "| a | b |\n|---|---|\n| one | two |"


def within(depth: int) -> str:
    """The table, indented by so many columns but for its first line."""
    return textwrap.indent(TABLE, " " * depth).lstrip()


PAGE = f"""\
# Everything

(all)=
## All

Prose.[^note]

```{{goals}}
- A goal with a table:

  {within(2)}
```

```{{non-goals}}
- A non-goal.
```

```{{checklist}}
- A state with a table:

  {within(2)}
```

````{{question}}
:name: a-question
ask: |
  A question?

  {within(2)}
competency: care
listen_for: |
  - A table:

    {within(4)}
easier: |
  An easier one.

  {within(2)}
````

````{{competency}}
:name: a-competency
title: Care
means: Waters.
needs: 2
levels:
  1: |
    No.

    {within(4)}
  2: Yes.
````

````{{agenda}}
- minutes: 10
  is: welcome
  say: |
    Hello.

    {within(4)}
- {{minutes: 5, is: break}}
````

```{{script}} A cue
Words.

{TABLE}
```

:::{{for-roles}} gardener
For some.

{TABLE}
:::

```{{list-table}}
* - Goals in a cell
  - ```{{goals}}
    - A goal in a cell.

      {within(6)}
    ```
* - A competency in a cell
  - ```{{competency}}
    title: In a cell
    levels: {{1: No., 2: Yes.}}
    ```
* - Coverage in a cell
  - ```{{coverage}}
    ```
* - Cards in a cell
  - ```{{roles}}
    ```
* - A stage in a cell
  - ```{{stage}} gardener/walk
    ```
```

::::{{tab-set}}
:::{{tab-item}} A tab
```{{question}}
ask: In a tab?
```
:::
::::

```{{series}}
articles/day
```

[^note]: A note.
"""

ROLE = (
    GARDEN["roles/gardener.role.yaml"]
    .replace("[articles/day#walking]", "[articles/day#walking, everything#all]")
    .replace("    goals: |\n", f"    goals: |\n      - A table:\n\n        {within(8)}\n")
)

CONF = """\
extensions = ["guides_ext"]
man_pages = [("index", "garden", "Garden", [], 1)]
version = "1"
copyright = "us"
"""

FILES = {
    **GARDEN,
    "conf.py": CONF,
    "everything.md": PAGE,
    "roles/gardener.role.yaml": ROLE,
    "index.md": "# Garden\n\n```{toctree}\nroles/gardener\neverything\narticles/day\n```\n",
}

BUILDERS = (
    "changes", "dirhtml", "dummy", "epub", "gettext", "html", "json", "latex", "linkcheck", "man",
    "pickle", "pseudoxml", "singlehtml", "texinfo", "text", "xml",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("everything")).write(FILES)


@pytest.fixture(scope="module")
def built(project: Project) -> dict[str, Built]:
    """What each builder made of one set of doctrees; gettext needs a set of its own."""
    return {
        builder: project.build(builder, out="-gettext" if builder == "gettext" else "")
        for builder in BUILDERS
    }


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_shows_every_construct_without_a_warning(
    built: dict[str, Built], builder: str
) -> None:
    assert built[builder].warnings == []


@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("html", "roles/gardener.html"),
        ("dirhtml", "roles/gardener/index.html"),
        ("singlehtml", "index.html"),
        ("epub", "roles/gardener.xhtml"),
        ("text", "roles/gardener.txt"),
        ("man", "garden.1"),
        ("latex", "projectnamenotset.tex"),
        ("texinfo", "projectnamenotset.texi"),
        ("xml", "roles/gardener.xml"),
        ("pseudoxml", "roles/gardener.pseudoxml"),
    ],
)
def test_a_role_shows_what_it_says_and_what_it_draws_in(
    built: dict[str, Built], builder: str, file: str
) -> None:
    text = built[builder].read(file)
    for words in ("See what they notice", "What is dry", "Foresees", "Walk slowly", "In a tab"):
        assert words in text


def test_a_table_inside_a_table_becomes_a_list_in_text(built: dict[str, Built]) -> None:
    text = " ".join(built["text"].read("everything.txt").split())
    assert "A goal in a cell. a b one two" in text.replace("|", "").replace("  ", " ")


@pytest.mark.parametrize("builder", ["epub", "dirhtml"])
def test_every_link_to_a_place_of_the_page_leads_there(
    built: dict[str, Built], builder: str
) -> None:
    file = {"epub": "roles/gardener.xhtml", "dirhtml": "roles/gardener/index.html"}[builder]
    page = BeautifulSoup(built[builder].read(file), "html.parser")
    ids = {one["id"] for one in page.select("[id]")}
    links = [str(link["href"])[1:] for link in page.select("a[href^='#']")]
    assert "walk-dry" in links
    assert [one for one in links if one and one not in ids] == []


def test_our_nodes_read_well_as_text(built: dict[str, Built], snapshot: object) -> None:
    text = built["text"].read("everything.txt")
    assert text[: text.index("For some.")] == snapshot
