"""What conf.py says is kept, and what it says wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import CONF, GARDEN, Built, Project

TEMPLATE = "https://git.example.com/{path}#L{line}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A project with settings of its own, one of them wrong."""
    conf = f"{CONF}myst_heading_anchors = 1\nguides_source_url = {TEMPLATE!r}\n"
    files = {**GARDEN, "conf.py": conf}
    return Project(tmp_path_factory.mktemp("config")).write(files).build()


def test_a_users_own_depth_of_heading_anchors_is_kept(built: Built) -> None:
    assert built.app.config.myst_heading_anchors == 1
    assert set(built.app.env.metadata["articles/day"]["myst_slugs"]) == {"readme", "the-day"}


def test_headings_have_anchors_where_the_user_says_nothing(garden: Project) -> None:
    # Unlike its id, a heading's slug keeps its letters.
    garden.replace("articles/day.md", "## Not drawn in", "## Über Nacht")
    garden.replace("roles/gardener.role.yaml", "day#walking", "day#über-nacht")
    built = garden.build("dummy")
    assert (built.warnings, built.failed) == ([], False)


def test_an_address_that_cannot_be_filled_is_told_and_done_without(built: Built) -> None:
    assert built.warnings == [
        "WARNING: guides_source_url: expected an address with {file} and {line} only, "
        f"got {TEMPLATE!r} (write guides_source_url = "
        '"https://git.example.com/blob/main/docs/{file}#L{line}") [guides.config]'
    ]
    assert not built.failed
    assert "In the role file" not in built.page("roles/gardener").text


@pytest.mark.parametrize("template", ["{file", "{}", "{file.line}"])
def test_no_template_stops_the_build(tmp_path: Path, template: str) -> None:
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": "# Home\n"})
    (warning,) = project.build("dummy", guides_source_url=template).warnings
    assert warning.startswith("WARNING: guides_source_url: expected an address with {file} and")


def test_a_user_who_wants_no_anchors_gets_none(tmp_path: Path) -> None:
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": "# Home\n"})
    assert project.build("dummy", myst_heading_anchors=0).app.config.myst_heading_anchors == 0
