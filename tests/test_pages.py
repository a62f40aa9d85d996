"""What the pages about the product show is built and run as it stands there.

A new page takes part by being there: a block of code of a kind that nobody knows is a failure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from guides_ext.model.stage import Format, QuestionKind, TimeboxKind
from guides_ext.publish.settings import settings_for
from tests import stories, test_docs, test_how_to
from tests.lint.linted import lint
from tests.projects import CONF, GARDEN, Project
from tests.stories import DOCS, ROOT, Block, Shell, pages, read, role_of
from tests.test_readme import sessions

FROM_NOTHING = ("start",)
"""Pages whose reader has no project yet."""

OF_DOCS = {
    *("how-to/article", "how-to/role", "reference/directives", "reference/lint"),
    *("reference/print", "reference/references", "reference/role-file"),
}
"""Pages that name articles or roles of the docs; for the others a garden does."""

OPEN = {"how-to/editions"}
"""Pages whose garden is open to candidates."""

ONE_MARKUP = {"start", "how-to/editions", "how-to/jekyll", "reference/lint"}
"""Pages that show Markdown alone: one way for a beginner, front matter, Jekyll's own, comments."""


def test_the_targets_that_the_page_names_are_read(tmp_path: Path) -> None:
    (shown,) = (block.text for block in read("how-to/publish") if block.language == "toml")
    (tmp_path / "pyproject.toml").write_text(shown, encoding="utf-8")
    staff, pages = (settings_for(name, tmp_path / "pyproject.toml") for name in ("staff", "pages"))
    assert (staff.edition, staff.keep) == ("panel", 10)
    assert (pages.to, pages.remote, pages.build) == ("branch:gh-pages", "pages", "build/html")
    for edition in ("company", "candidate"):
        target = settings_for(edition, tmp_path / "pyproject.toml")
        assert (target.edition, target.build) == (edition, f"build/{edition}/html")


def test_the_commands_of_the_page_about_publishing_are_sessions() -> None:
    commands, tree = (block.text for block in read("how-to/publish") if not block.language)
    assert set(re.findall(r"nox -s (\w+)", commands)) <= sessions()
    assert "manifest.json" in tree


drawn_in = test_how_to.test_the_lists_of_a_post_are_in_the_stage_that_draws_it_in
CLAIMED: dict[tuple[str, str], Callable[..., object]] = {
    ("how-to/jekyll", "python"): test_how_to.test_five_lines_of_conf_py_take_in_a_blog,
    ("how-to/jekyll", "markdown"): drawn_in,
    ("how-to/jekyll", "yaml"): drawn_in,
    ("how-to/jekyll", ""): test_how_to.test_the_warning_of_the_page_is_the_one_that_is_given,
    ("how-to/project", ""): (test_how_to.test_each_call_of_the_how_to_does_what_the_page_says),
    ("how-to/publish", "toml"): test_the_targets_that_the_page_names_are_read,
    ("how-to/publish", ""): test_the_commands_of_the_page_about_publishing_are_sessions,
    ("reference/data", "json"): test_docs.test_the_item_in_the_docs_has_the_keys_of_an_item,
}
"""Blocks that a test of their own builds, by page and language."""

PAGE = "# A page\n"

FAULTS = {
    "start": [("roles/support-engineer.role.yaml", "minutes: 75", "minutes: 1 hour")],
    "reference/directives": [
        ("page.md", PAGE, "# The day\n\n:::{agenda}\n- {minutes: 1h, is: main}\n:::\n"),
    ],
    "reference/references": [
        ("page.md", PAGE, "# The day\n\nSee {guide:stage}`backend/paring`.\n")
    ],
    "reference/role-file": [
        ("roles/baker.role.yaml", "main: [care]", "main: [cair]"),
        ("roles/baker.role.yaml", "minutes: 30", "minutes: 1h"),
        ("roles/baker.role.yaml", "    questions:", "    quesions:"),
    ],
}
"""What goes wrong where a page shows errors: a file, what stands in it, what takes its place."""


TOCTREE = "# Home\n\n:::{toctree}\n:glob:\n*\narticles/*\n:::\n"


@pytest.fixture
def garden(tmp_path: Path) -> Project:
    """A garden with a page more."""
    files = {**GARDEN, "index.md": TOCTREE, "page.md": PAGE}
    return Project(tmp_path / "project").write(files)


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One project for all pages of a group, beside the articles and a role of the docs: these are
    read once, and what a page adds is read for itself."""
    project = stories.of_docs(tmp_path_factory.mktemp("group"))
    return project.write({**GARDEN, "index.md": TOCTREE, "page.md": PAGE})


@pytest.fixture
def of_docs(group: Project) -> Iterator[Project]:
    """The project of the group, in which nothing is left of the page before."""
    with group.lent():
        yield group


class Story:
    """A page that is gone through, block by block."""

    def __init__(self, page: str, project: Project, tools: Path) -> None:
        self.page, self.project = page, project
        self.shell = Shell(project.folder, tools)
        self.shown: dict[str, list[str]] = {"python": [], "yaml": [], "markdown": []}
        self.said, self.told = "", ""

    def tell(self, block: Block) -> None:
        """Does with a block what its reader would."""
        if block.file:
            self.write(block)
        elif block.language == "sh":
            code, self.said = self.shell.run(block.text)
            assert code == 0 or "[error]" in self.said, self.said
        elif block.language == "text" and re.search(": (ERROR|WARNING): ", block.text):
            self.told += block.text
        elif block.language == "text" and self.said:
            assert block.text in self.said
        elif block.language in self.shown:
            self.shown[block.language].append(block.text)
        else:
            pytest.fail(f"{self.page}.md:{block.line}: no test builds this {block.language} block")

    def write(self, block: Block) -> None:
        path = self.shell.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        if path.name == "conf.py":
            self.shown["python"].append(block.text)
        elif path.suffix in (".yml", ".yaml") and not block.file.startswith("docs/"):
            for command in commands_in(yaml.safe_load(block.text)):
                assert self.shell.run(command)[0] in (0, 1), command

    def end(self) -> None:
        """Builds what has been written down, with each conf.py that was shown."""
        home = self.project.source
        if self.shown["yaml"]:
            role = role_of(self.shown["yaml"])
            (home / "roles" / "shown.role.yaml").write_text(role, encoding="utf-8")
        for number, text in enumerate(self.shown["markdown"]):
            title = "" if text.startswith(("# ", "---\n")) else "# Page\n\n"
            (home / f"page-{number}.md").write_text(title + text, encoding="utf-8")
        for conf in self.shown["python"] or [CONF]:
            whole = conf if "extensions =" in conf else CONF + conf
            (home / "conf.py").write_text(whole, encoding="utf-8")
            built = self.project.build(builder_for(whole))
            assert built.warnings == []
            assert not built.failed
        if self.told:
            for file, old, new in FAULTS[self.page]:
                self.project.replace(file, old, new)
            warnings = self.project.build("dummy").warnings
            assert set(self.told.replace("docs/", "").splitlines()) <= set(warnings)


def builder_for(conf: str) -> str:
    """The least that looks at every setting of a conf.py."""
    if "guides_print" in conf or "guides_sheet" in conf:
        return "guides-pdf"
    return "html" if "html_" in conf else "dummy"


def commands_in(pipeline: Any) -> list[str]:
    """The commands of ours that a pipeline runs."""
    if isinstance(pipeline, str):
        return [pipeline] if pipeline.startswith("python -m guides_ext") else []
    inner = pipeline.values() if isinstance(pipeline, dict) else pipeline
    return [one for value in inner if isinstance(value, list | dict | str)
            for one in commands_in(value)]  # fmt: skip


LONG = (
    "how-to/editions",
    "how-to/lint",
    "how-to/paper",
    "reference/lint",
    "reference/print",
    "start",
)
"""Pages whose commands take more than a few seconds."""


@pytest.mark.parametrize(
    "page", [pytest.param(one, marks=pytest.mark.slow if one in LONG else []) for one in pages()]
)
def test_what_a_page_shows_is_built_and_run_as_it_stands_there(
    page: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    project = request.getfixturevalue("of_docs" if page in OF_DOCS else "garden")
    shown = [block for block in read(page) if (page, block.language) not in CLAIMED]
    tools = tmp_path / "tools-of-the-reader"
    tools.mkdir()
    story = Story(page, project, tools)
    if page in OPEN:
        project.replace("roles/gardener.role.yaml", "title: G", "audience: candidate\ntitle: G")
    if page in FROM_NOTHING:
        (tmp_path / "guides_ext").symlink_to(ROOT)
        story.shell.folder = tmp_path
        story.project = Project(tmp_path / "interviews")
    for block in shown:
        story.tell(block)
    if page in FROM_NOTHING:
        text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
        files = re.findall(r"`(build/[\w/.-]+)`", text)
        assert any(file.endswith("ticket.pdf") for file in files)
        assert [file for file in files if not (story.shell.folder / file).is_file()] == []
    if shown:
        story.end()


def test_the_role_of_the_how_to_has_no_error_of_the_linter(of_docs: Project) -> None:
    shown = [block.text for block in read("how-to/role") if block.language == "yaml"]
    of_docs.write({"roles/analyst.role.yaml": role_of(shown)})
    found = [one for one in lint(of_docs).findings if "analyst" in one.place.file]
    assert [one.rule for one in found if one.severity == "error"] == []


def test_a_block_that_no_test_knows_is_a_failure(garden: Project, tmp_path: Path) -> None:
    story = Story("how-to/new", garden, tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"how-to/new\.md:7: no test builds this js"):
        story.tell(Block("js", "", "alert(1)", 7))


def test_markup_is_shown_in_both_forms_where_there_are_two() -> None:
    for page in pages():
        if page not in ONE_MARKUP:
            assert not {"markdown", "md", "rst"} & {block.language for block in read(page)}


def test_every_claim_is_for_a_block_that_is_there() -> None:
    for page, language in CLAIMED:
        assert language in {block.language for block in read(page)}


def test_every_file_that_a_page_includes_is_one_that_a_test_builds() -> None:
    built = r"snippets/[\w.-]+|servers/[\w.-]+|lint/own_rules\.py|measured/\w+\.md"
    for page in pages():
        text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
        for file in re.findall(r"\{(?:literal)?include\} (\S+)", text):
            assert re.fullmatch(built, file), f"{page}: {file}"
        assert not re.search(r"^:{3,}\{(code|code-block|sourcecode)\}", text, re.MULTILINE)


@pytest.mark.parametrize("kinds", [Format, TimeboxKind, QuestionKind])
def test_the_start_names_every_fixed_word(kinds: Any) -> None:
    text = (DOCS / "start.md").read_text(encoding="utf-8")
    words = get_args(get_args(kinds)[0])
    assert len(words) > 3
    assert [one for one in words if f"`{one}`" not in text] == []
