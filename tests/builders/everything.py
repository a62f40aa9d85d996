"""A project with every construct of ours on one page, with tables in them and them in tables."""

from __future__ import annotations

import textwrap

from tests.projects import GARDEN

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

<figure><p>A hedge</p><figcaption>Hawthorn</figcaption></figure>

<table><tr><td><kbd>Medlar</kbd></td></tr></table>

<details><summary>Quince</summary><dl><dt>Alder</dt><dd>Rowan</dd></dl></details>

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
