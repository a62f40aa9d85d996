"""Beside an extension that reads Markdown too, pages are understood as ever, and so are its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers import Parser
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.sphinx_ext.main import setup_sphinx
from sphinx.application import Sphinx

from guides_ext.domain import guide_domain
from tests.print.pdfs import pages
from tests.projects import Built, Project

FILES: dict[str, str | bytes] = {
    "index.md": "# Home\n\n:::{series}\none\ntheirs\n:::\n",
    "one.md": "---\nlayout: post\ntitle: One\n---\n\nWelcome to {{ page.title }}.\n\n"
    "> [!NOTE]\n> Words.\n\nGoals:\n\n- See it.\n",
    "theirs.md": "THEIRS\n",
}


# Sphinx fills the default of this setting in place, so that one build would tell the next.
CONF = 'source_suffix = {".rst": "restructuredtext"}\nextensions = '


class OtherParser(MystParser):
    """Reads some pages itself, and leaves all others to MyST's parser."""

    supported = ("markdown", "other")

    def parse(self, inputstring: str, document: nodes.document) -> None:
        if inputstring.startswith("THEIRS"):
            parser = create_md_parser(document.settings.env.myst_config, SphinxRenderer)
            parser.options["document"] = document
            parser.render("# Theirs\n\n:::tip A title\nAs they do.\n:::\n")
        else:
            super().parse(inputstring, document)


def of_the_same_kind(app: Sphinx) -> None:
    """Takes the place of MyST's own parser."""
    app.setup_extension("myst_parser")
    app.add_source_parser(OtherParser, override=True)


def of_another_kind(app: Sphinx) -> None:
    """Takes the suffix, and does without MyST's own parser, as MyST-NB does."""
    if "myst_enable_extensions" not in app.config:  # before MyST 5.2 this works but once
        setup_sphinx(app)
    app.add_source_parser(OtherParser, override=True)
    app.add_source_suffix(".md", "other", override=True)


def is_understood(built: Built) -> None:
    """Whether our flavours, our series and our lists are those that they are without another."""
    page = built.page("one")
    assert "Welcome to One." in page.text
    assert page.select_one(".admonition.note").text.split() == ["Note", "Words."]
    assert [one.text.strip() for one in page.select(".guide-for li")] == ["See it."]
    assert "Part 1 of 2" in page.text
    assert guide_domain(built.app.env).articles["one"]["lists"]


@pytest.mark.parametrize("setup", [of_the_same_kind, of_another_kind])
@pytest.mark.parametrize("first", [True, False])
def test_what_another_parser_leaves_to_mysts_is_read_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setup: Callable[[Sphinx], None], first: bool
) -> None:
    other: Any = ModuleType("other")
    other.setup = setup
    monkeypatch.setitem(sys.modules, "other", other)
    names = ["other", "guides_ext"] if first else ["guides_ext", "other"]
    built = Project(tmp_path).write({**FILES, "conf.py": f"{CONF}{names}\n"}).build()
    said = [line for line in built.warnings if not line.startswith("WARNING: while setting up")]
    assert said == []
    is_understood(built)
    theirs = built.page("theirs").text
    assert "As they do." in theirs
    assert "A title" not in theirs  # as it would be on ours
    assert "Part 2 of 2" in theirs


def test_a_parser_that_is_not_based_on_mysts_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Foreign(Parser):
        supported = ("foreign",)

        def parse(self, inputstring: str, document: nodes.document) -> None:
            document += nodes.section("", nodes.title("", "Foreign"), ids=["foreign"])

    def setup(app: Sphinx) -> None:
        app.add_source_parser(Foreign)
        app.add_source_suffix(".md", "foreign", override=True)

    other: Any = ModuleType("other")
    other.setup = setup
    monkeypatch.setitem(sys.modules, "other", other)
    files = {"conf.py": f"{CONF}['guides_ext', 'other']\n", "index.md": "# Home\n"}
    built = Project(tmp_path).write(files).build()
    (warning,) = built.warnings
    assert "Markdown is read by" in warning
    assert "Foreign, which is not based on MyST's parser" in warning
    assert built.page("index").h1


NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 4,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": "# Counted\n\nGoals:\n\n- Count.\n"},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "source": "print(6 * 7)",
            "outputs": [
                {"name": "stdout", "output_type": "stream", "text": "42\n"},
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "metadata": {},
                    "data": {"text/html": "<b>43</b>", "text/plain": "forty-three"},
                },
            ],
        },
    ],
}


@pytest.mark.parametrize("names", [["guides_ext", "myst_nb"], ["myst_nb", "guides_ext"]])
def test_notebooks_are_those_of_myst_nb_and_articles_are_ours(
    tmp_path: Path, names: list[str]
) -> None:
    pytest.importorskip("myst_nb")
    conf = f"{CONF}{names}\nnb_execution_mode = 'off'\n"
    files = {**FILES, "conf.py": conf, "counted.ipynb": json.dumps(NOTEBOOK)}
    files["theirs.md"] = "---\nfile_format: mystnb\n---\n# Theirs\n\n```{code-cell}\n6 * 7\n```\n"
    files["index.md"] = "# Home\n\n:::{series}\none\ntheirs\n:::\n\n```{toctree}\ncounted\n```\n"
    built = Project(tmp_path).write(files).build(suppress_warnings=["myst-nb.lexer"])
    is_understood(built)
    assert built.page("theirs").select_one(".cell_input").text.strip() == "6 * 7"
    counted = built.page("counted")
    assert counted.select_one(".cell_output").text.split() == ["42", "43"]
    assert [one.text.strip() for one in counted.select(".guide-for li")] == ["Count."]


def test_the_outputs_of_notebooks_are_printed(tmp_path: Path) -> None:
    pytest.importorskip("myst_nb")
    conf = f"{CONF}['guides_ext', 'myst_nb']\nnb_execution_mode = 'off'\n"
    files: dict[str, str | bytes] = {
        "conf.py": conf,
        "index.md": "# Home\n\n:::{series}\ncounted\n:::\n",
        "counted.ipynb": json.dumps(NOTEBOOK),
    }
    built = Project(tmp_path).write(files).build("guides-pdf")
    assert [line for line in built.warnings if "myst-nb.lexer" not in line] == []
    assert "42 forty-three" in " ".join(" ".join(pages(built.out / "series.pdf")).split())
