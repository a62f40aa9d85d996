"""What cannot be printed as it was meant is a warning with its place, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.print.keeper import ARTICLE, FILES, line_of
from tests.print.pdfs import shown, squeezed
from tests.print.sink import PNG
from tests.print.test_books import tags
from tests.projects import CONF, Built, Project

LINE = line_of("Nobody runs")
"""The line of the article that is replaced."""


def says(folder: Path, text: str, conf: str = CONF) -> Built:
    article = ARTICLE.replace("Nobody runs on the wall.", text)
    files = {**FILES, "conf.py": conf, "articles/rounds.md": article, "articles/dot.png": PNG}
    return Project(folder).write(files).build("guides-pdf", guides_print=["series"])


@pytest.mark.parametrize(
    ("text", "warning", "kept"),
    [
        ("![a wall](gone.png)", "picture 'articles/gone.png' cannot be printed", "a wall"),
        ("![a wall](https://example.com/a.png)", "is not fetched", "a wall"),
        ("$\\undefinedcommand{x}$", "this formula is printed as its source", "undefinedcommand"),
        ("<video>kept</video> words", "HTML is not printed as such, only its text", "kept words"),
    ],
)
def test_it_is_told_with_its_place_and_kept(
    tmp_path: Path, text: str, warning: str, kept: str
) -> None:
    built = says(tmp_path, text)
    told = [one for one in built.warnings if "guides.print" in one or "guides.outside" in one]
    assert told
    assert all(one.startswith(f"articles/rounds.md:{LINE}: WARNING: ") for one in told)
    assert warning in told[0]
    assert squeezed(kept) in shown(built.out / "series.pdf")
    assert not built.failed


def test_a_picture_without_alt_is_passed_over_by_screen_readers(tmp_path: Path) -> None:
    for alt, expected in (("", 0), ("a dot", 1)):
        built = says(tmp_path / (alt or "none"), f"![{alt}](dot.png)")
        told = "a picture without alt is passed over by screen readers"
        assert any(told in one for one in built.warnings) == (not alt)
        with pikepdf.open(built.out / "series.pdf") as pdf:
            assert tags(pdf.Root.StructTreeRoot).count("/Figure") == expected
            assert "/XObject" in pdf.pages[2].Resources


def test_a_formula_is_read_as_its_source(tmp_path: Path) -> None:
    built = says(tmp_path, "$$\\frac{a}{b} + \\sqrt{c}$$")
    assert built.warnings == []
    with pikepdf.open(built.out / "series.pdf") as pdf:
        alternatives = [
            str(one.Alt) for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]  # fmt: skip
    assert "\\frac{a}{b} + \\sqrt{c}" in alternatives


STRANGE = """\
from docutils import nodes
from docutils.parsers.rst import Directive


class strange(nodes.General, nodes.Element):
    pass


class Strange(Directive):
    has_content = True

    def run(self):
        node = strange()
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        node += nodes.paragraph("", " ".join(self.content))
        return [node]


def setup(app):
    app.add_node(strange)
    app.add_directive("strange", Strange)
"""
WITH_STRANGE = f"import sys\nsys.path.insert(0, r'%s')\n{CONF}extensions += ['strange_node']\n"


def test_the_children_of_a_node_that_is_not_known_are_printed(tmp_path: Path) -> None:
    (tmp_path / "strange_node.py").write_text(STRANGE)
    built = says(tmp_path, ":::{strange}\ninside of it\n:::", WITH_STRANGE % tmp_path)
    (told,) = [one for one in built.warnings if "guides.print" in one]
    assert told.startswith(f"articles/rounds.md:{LINE}: WARNING: nothing is known of strange")
    assert "insideofit" in shown(built.out / "series.pdf")


def test_a_node_that_keeps_its_words_to_itself_is_said_not_to_be_printed(tmp_path: Path) -> None:
    added = 'node += nodes.paragraph("", " ".join(self.content))'
    assert added in STRANGE
    kept = STRANGE.replace(added, 'node["words"] = " ".join(self.content)')
    (tmp_path / "silent_node.py").write_text(kept)  # a module of its own: Python keeps the other
    conf = (WITH_STRANGE % tmp_path).replace("strange_node", "silent_node")
    built = says(tmp_path, ":::{strange}\ninside of it\n:::", conf)
    (told,) = [one for one in built.warnings if "guides.print" in one]
    assert "nothing is known of strange: nothing of it is printed" in told
