"""Whoever is on a page of a role or in an article has the other roles within reach."""

from __future__ import annotations

from pathlib import Path

from guides_ext.handbook.navigation import MOST_LISTED
from tests.projects import GARDEN, Built, Project

ROLE = GARDEN["roles/gardener.role.yaml"]
LISTED = "# Garden\n\n```{roles}\n```\n\n```{series}\narticles/day\n```\n"


def garden_with(folder: Path, roles: int) -> Project:
    """A garden that looks for so many people."""
    more = {
        f"roles/helper-{number:02}.role.yaml": ROLE.replace("Gardener", f"Helper {number:02}")
        for number in range(1, roles)
    }
    return Project(folder).write({**GARDEN, **more, "index.md": LISTED})


def beside(built: Built, page: str) -> list[str]:
    """What the sidebar of a page says below our captions, without the stages of a role."""
    links = built.page(page).select("nav.bd-links a")
    return [link.get_text() for link in links if not str(link["href"]).startswith("#")]


def test_few_roles_stand_beside_each_of_them_and_beside_articles(tmp_path: Path) -> None:
    built = garden_with(tmp_path, 3).build()
    assert built.warnings == []
    assert beside(built, "roles/gardener")[:2] == ["Helper 01", "Helper 02"]
    for page in ("articles/day", "index"):
        assert beside(built, page) == ["Gardener", "Helper 01", "Helper 02"]


def test_of_many_roles_a_link_leads_to_the_page_that_lists_them(tmp_path: Path) -> None:
    built = garden_with(tmp_path, MOST_LISTED + 1).build()
    assert beside(built, "roles/gardener")[:1] == ["All roles"]
    assert beside(built, "articles/day") == ["All roles"]
    link = built.page("articles/day").select("nav.bd-links a")[0]
    assert link["href"] == "../index.html"


def test_a_new_name_of_a_role_is_on_the_pages_that_name_it(tmp_path: Path) -> None:
    project = garden_with(tmp_path, 2)
    project.build()
    project.write({"roles/helper-01.role.yaml": ROLE.replace("Gardener", "Forester")})
    built = project.build()
    assert beside(built, "roles/gardener")[:1] == ["Forester"]
    assert beside(built, "articles/day") == ["Forester", "Gardener"]
