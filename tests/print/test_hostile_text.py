"""Whatever an author writes is printed as it stands: no text is an instruction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.print.keeper import ARTICLE, FILES, ROLE
from tests.print.pdfs import pages, shown, squeezed
from tests.projects import Project

HOSTILE = [
    '#read("/etc/passwd")',
    "#panic()",
    "#import sys: inputs",
    '#sys.inputs.data.at("title")',
    "$x^2$",
    "= heading",
    "*bold* _it_",
    "`raw`",
    "<label> @label",
    "\\u{41} \\ \\#",
    "[content] (args) {code}",
    "// comment /* more */",
    "-- --- ... ~ '\"",
    "%s %d {0} {{x}} ${HOME}",
    "</text> &amp; ]]>",
]

"""Each is live Typst, markup or a trick wherever it would be read as such."""


def escaped(text: str) -> str:
    """A text so that Markdown takes it literally: each character as a reference to it."""
    return "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in text)


@pytest.mark.parametrize(
    "hostile", [*HOSTILE[:5], *(pytest.param(one, marks=pytest.mark.slow) for one in HOSTILE[5:])]
)
def test_hostile_text_prints_literally_in_every_field_and_node(
    tmp_path: Path, hostile: str
) -> None:
    text = escaped(hostile)
    role = ROLE
    for field in (
        "Keeps the *gate*.", "Sees what comes.", "Looks away whenever something moves.",
        "What would you do about a dog?", "Walks in front.", "A race.", "The gate is shut.",
        "It does that.", "Shall we walk?", "The cart is through.", "The gate is ajar.",
        "What did you see?", "What else?", "Names a thing before its meaning.",
        "Was there a bird?", "Every level that the job needs, seen twice.", "Noor",
        "They know the way.", "Six months after the decision.", "Use your own lantern.",
        "The bell is recorded.", "Names what moves before it is near.", "A task together",
    ):  # fmt: skip
        assert field in role
        role = role.replace(field, f'"{text}"' if f": {field}" in role or "{" in field else text)
    for field in ("Opening the gate", "The round", "Watching"):
        role = role.replace(f"title: {field}", f'title: "{text}"')
    role = role.replace("the dog barks:", f'"{text}":').replace("1: Not yet,", f'1: "{text}",')
    article = ARTICLE.replace("Nobody runs on the wall.", everywhere(text))
    article = article.replace("Boots are dry.", text).replace("## After", f"## {text}")
    article = article.replace("They had a choice.", text).replace("Mind the step.", text)
    project = Project(tmp_path).write(
        {**FILES, "roles/keeper.role.yaml": role, "articles/rounds.md": article}
    )
    built = project.build("guides-pdf", project=hostile, smartquotes=False)
    assert [one for one in built.warnings if "guides" in one] == []
    wanted = squeezed(hostile)
    front, back, notes = map(squeezed, pages(built.out / "roles/keeper/walk.pdf"))
    assert front.count(wanted) >= 16
    assert back.count(wanted) >= 8
    assert notes.count(wanted) == 1
    assert shown(built.out / "roles/keeper.pdf").count(wanted) >= 20
    assert shown(built.out / "series.pdf").count(wanted) >= 10
    assert "root:x:0" not in shown(built.out / "roles/keeper.pdf")


def everywhere(text: str) -> str:
    """A piece of an article with the text in every kind of place."""
    return f"""\
{text} and **{text}** and [{text}](https://example.com)[^n]

| {text} |
|---|
| {text} |

- {text}

1. {text}

> {text}

{text}
: {text}

:::{{note}}
{text}
:::

:::{{card}} {text}
{text}
:::

[^n]: {text}
"""


def test_hostile_code_and_formulas_print_literally(tmp_path: Path) -> None:
    code = "\n".join(HOSTILE)
    article = ARTICLE.replace(
        "Nobody runs on the wall.", f"````text\n{code}\n````\n\n$\\#\\text{{panic}}$ and `#panic()`"
    )
    project = Project(tmp_path).write({**FILES, "articles/rounds.md": article})
    built = project.build("guides-pdf", guides_print=["series"])
    said = shown(built.out / "series.pdf")
    for hostile in HOSTILE:
        assert squeezed(hostile) in said


def test_a_picture_from_outside_the_sources_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    article = ARTICLE.replace(
        "Nobody runs on the wall.", "![a secret](../../secret.svg) ![a trick](trick.svg)"
    )
    project = Project(tmp_path / "p").write(
        {**FILES, "articles/rounds.md": article, "articles/trick.svg": svg}
    )
    built = project.build("guides-pdf", guides_print=["series"])
    assert "root:x:0" not in shown(built.out / "series.pdf")
