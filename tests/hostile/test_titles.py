"""An author's words are words in every template: none is lost, none is live."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.projects import ARTICLE, CONF, INDEX, ROLE, Built, Project

LIVE = "<script>hit()</script>"
TITLES = {
    "article": f"Reading List<String> {LIVE} & more",
    "role": f"<b>Gardener</b> {LIVE}",
    "stage": f'"><img src=x onerror=hit()> walk {LIVE}',
    "competency": f"<care> {LIVE} {{{{ 7 * 7 }}}}",
}


def _yaml(title: str) -> str:
    """A title as a text of a role file, its markup shown as it is."""
    marked = "".join(f"\\{one}" if one in '<>"&{}*' else one for one in title)
    return "'" + marked.replace("'", "''") + "'"


FILES = {
    "conf.py": CONF,
    "index.md": INDEX,
    "articles/day.md": ARTICLE.replace("# The day", f"# {TITLES['article']}".replace("<", "\\<")),
    "roles/gardener.role.yaml": ROLE.replace("title: Gardener", f"title: {_yaml(TITLES['role'])}")
    .replace("title: A walk", f"title: {_yaml(TITLES['stage'])}")
    .replace("title: Taking care", f"title: {_yaml(TITLES['competency'])}"),
}


THEMES = ["furo", "alabaster", "sphinx_rtd_theme"]
"""Those whose own templates escape titles; those upon pydata's do not."""


@pytest.fixture(scope="module", params=THEMES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Hostile titles everywhere, in a theme."""
    project = Project(tmp_path_factory.mktemp("titles")).write(FILES)
    return project.build(html_theme=request.param, project=f"The {LIVE} house")


def test_no_title_is_live_on_any_page(built: Built) -> None:
    assert built.warnings == []
    for path in sorted(built.out.rglob("*.html")):
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        live = [tag for tag in page("script") if "hit()" in tag.text]
        live += [tag for tag in page.find_all() if any(key[:2] == "on" for key in tag.attrs)]
        assert [tag for tag in live if "hit" in str(tag)] == [], path.name


def test_the_sidebar_of_a_role_has_every_word_of_the_titles(built: Built) -> None:
    page = built.page("roles/gardener")
    words = {" ".join(link.text.split()) for link in page.select("a.reference.internal")}
    assert TITLES["article"] in words
    assert words & {TITLES["stage"].replace('"', quote) for quote in '"“'}
