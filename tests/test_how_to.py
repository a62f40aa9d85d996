"""What the how-to pages show is built as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.projects import CONF, GARDEN, ROLE, Built, Project
from tests.stories import Shell, read

PAGES = Path(__file__).parent.parent / "docs" / "how-to"
POST = "2026-01-31-conducting"


def blocks(page: str, language: str) -> list[str]:
    """The blocks of code of a page in one language."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


CONF_SHOWN, *_ = blocks("jekyll", "python")
SERIES_SHOWN, LISTS_SHOWN = blocks("jekyll", "markdown")
(SECTIONS_SHOWN,) = blocks("jekyll", "yaml")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A blog without ``_config.yml``, beside a role that draws in one of its sections."""
    front = "---\ntitle: {}\n---\n"
    own = "sections: [articles/day#walking]"
    assert own in ROLE
    role = ROLE.replace(own, SECTIONS_SHOWN.rstrip().replace("\n", "\n    "))
    files = {
        "conf.py": CONF_SHOWN,
        "index.md": SERIES_SHOWN,
        "roles/gardener.role.yaml": role,
        "blog/README.md": "# Of the repository\n",
        "blog/_includes/note.md": "A note of {{ site.title }}.\n",
        f"blog/_posts/{POST}.md": f"{front.format('Conducting')}\n## The pairing\n\n{LISTS_SHOWN}",
        "blog/_posts/2026-01-05-before.md": (
            f"{front.format('Before')}{{% include note.md %}}\n"
            f"[Next]({{{{ site.baseurl }}}}{{% post_url {POST} %}})\n"
        ),
    }
    return Project(tmp_path_factory.mktemp("blog")).write(files).build()


def test_five_lines_of_conf_py_take_in_a_blog(taken_in: Built) -> None:
    assert len(CONF_SHOWN.splitlines()) == 5
    assert taken_in.warnings == []
    shown = taken_in.page("blog/_posts/2026-01-05-before").select_one("article")
    assert shown is not None
    assert "A note of How we hire." in shown.text
    assert shown.select_one(f'p a[href="{POST}.html"]') is not None


def test_the_posts_are_listed_in_their_order(taken_in: Built) -> None:
    links = [link.text for link in taken_in.page("index").select(".guide-series a")]
    assert links == ["Before", "Conducting"]


def test_the_lists_of_a_post_are_in_the_stage_that_draws_it_in(taken_in: Built) -> None:
    stage = taken_in.page("roles/gardener").select_one("#walk")
    assert stage is not None
    for item in ("See how they work with a problem.", "A measure of how fast they type.",
                 "How we write tests together."):  # fmt: skip
        assert item in stage.text


def test_the_warning_of_the_page_is_the_one_that_is_given(tmp_path: Path) -> None:
    text = (PAGES / "jekyll.md").read_text(encoding="utf-8")
    match = re.search(
        r"^    (?P<said>(?P<file>\S+?):12:5: WARNING: (?P<tag>\{%.*?%\}).*)$", text, re.M
    )
    assert match
    post = "---\nlayout: post\n---\n" + "Words.\n\n" * 4 + f"See {match['tag']}\n"
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": "# T\n", match["file"]: post})
    assert match["said"] in built.build("dummy").warnings


@pytest.fixture
def of_nox(tmp_path: Path) -> tuple[Project, list[str], Shell]:
    """A project with the nox file of the how-to, the calls that the page shows, and a shell."""
    shown = {block.file or block.language: block.text for block in read("how-to/project")}
    project = Project(tmp_path / "project").write(GARDEN)
    (project.folder / "noxfile.py").write_text(shown["noxfile.py"], encoding="utf-8")
    return project, shown[""].splitlines(), Shell(project.folder, tmp_path)


def test_the_nox_file_of_the_how_to_has_the_sessions_that_the_page_calls(
    of_nox: tuple[Project, list[str], Shell],
) -> None:
    _project, calls, shell = of_nox
    code, said = shell.run("python -m nox --list")
    assert code == 0
    called = {name for call in calls for name in re.findall(r"-s ([\w ]+)", call)}
    assert called
    assert [name for names in called for name in names.split() if f" {name} " not in said] == []


@pytest.mark.slow
def test_each_call_of_the_how_to_does_what_the_page_says(
    of_nox: tuple[Project, list[str], Shell],
) -> None:
    project, calls, shell = of_nox
    for call in calls:
        code, said = shell.run(f"python -m {call}")
        assert code == 0 or "[error]" in said, said
    for made in ("build/html/roles/gardener.html", "day.pdf"):
        assert (project.folder / made).is_file()
