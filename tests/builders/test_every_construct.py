"""Every builder shows a page with every construct: no traceback, no warning."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.builders.everything import FILES
from tests.projects import Built, Project

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


@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("html", "everything.html"),
        ("html", "searchindex.js"),
        ("singlehtml", "index.html"),
        ("epub", "everything.xhtml"),
        ("text", "everything.txt"),
        ("man", "garden.1"),
        ("latex", "projectnamenotset.tex"),
        ("texinfo", "projectnamenotset.texi"),
    ],
)
def test_words_of_html_are_in_every_format_and_in_the_search(
    built: dict[str, Built], builder: str, file: str
) -> None:
    text = built[builder].read(file).casefold()
    for word in ("hawthorn", "medlar", "quinc", "alder", "rowan"):  # as the search has them
        assert word in text


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
    assert "care" in links
    assert [one for one in links if one and one not in ids] == []


def test_our_nodes_read_well_as_text(built: dict[str, Built], snapshot: object) -> None:
    text = built["text"].read("everything.txt")
    assert text[: text.index("For some.")] == snapshot
