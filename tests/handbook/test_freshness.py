"""What has changed is written again, and nothing else is."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from guides_ext.domain import guide
from guides_ext.handbook import data
from guides_ext.handbook.signature import FILE
from tests.projects import GARDEN, INDEXED, Project

BASE = (
    "competencies:\n  patience:\n    title: Patience\n    levels: {1: None., 2: Some., 3: Much.}\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A role that draws in a section, one whose timebox does, and one that draws in none and
    extends a library."""
    role = GARDEN["roles/gardener.role.yaml"]
    alone = role.replace("    sections: [articles/day#walking]\n", "")
    baker = alone.replace("say: Shall we?}", "say: Shall we?, sections: [articles/day#walking]}")
    files = {**GARDEN, "roles/baker.role.yaml": baker, "roles/_base.role.yaml": BASE}
    files["roles/clerk.role.yaml"] = f"extends: [_base]\n{alone}"
    return Project(tmp_path).write(files)


@pytest.fixture
def indexed(project: Project) -> Project:
    """The same, whose builds write all of their indices."""
    return replace(project, conf=INDEXED)


INDICES = {"guide-roles", "guide-stages", "guide-questions", "guide-competencies"}


def written(project: Project, builder: str = "html", out: str = "") -> set[str]:
    """Builds again, and says which pages of documents that wrote."""
    return all_written(project, builder, out) - {"genindex", "search"} - INDICES


def all_written(project: Project, builder: str = "html", out: str = "") -> set[str]:
    """Builds again, and says which pages that wrote."""
    time.sleep(0.02)  # so that a page written now is newer than the last
    started = time.time()
    built = project.build(builder, out=out)
    assert built.warnings == []
    suffix = ".txt" if builder == "text" else ".html"
    return {
        str(path.relative_to(built.out).with_suffix(""))
        for path in built.out.rglob(f"*{suffix}")
        if path.stat().st_mtime >= started and path.parent.name != "_sources"
    }


def touch_later(project: Project, file: str, old: str, new: str) -> None:
    project.replace(file, old, new)
    path = project.source / file
    os.utime(path, (time.time() + 2, time.time() + 2))


def test_a_changed_section_rewrites_the_roles_that_draw_on_it_and_only_those(
    project: Project,
) -> None:
    project.build()
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk very slowly.")
    assert written(project) == {"articles/day", "roles/gardener", "roles/baker", "index"}


def test_a_changed_goal_of_a_section_rewrites_them_too(project: Project) -> None:
    project.build()
    touch_later(project, "articles/day.md", "Hear what they ask.", "Hear why they ask.")
    assert {"roles/gardener", "roles/baker"} <= written(project)
    assert "Hear why they ask." in project.build().page("roles/baker").text


def test_a_changed_footnote_of_a_section_rewrites_them_too(project: Project) -> None:
    project.replace("articles/day.md", "Walk slowly.", "Walk slowly[^n].\n\n[^n]: A note.")
    project.build()
    touch_later(project, "articles/day.md", "A note.", "A better note.")
    assert {"roles/gardener", "roles/baker"} <= written(project)


def test_a_change_outside_of_drawn_sections_rewrites_no_role(project: Project) -> None:
    project.build()
    touch_later(project, "articles/day.md", "Nobody draws this in.", "Nobody ever draws this in.")
    assert not {name for name in written(project) if name.startswith("roles/")}


def test_a_changed_library_rewrites_the_roles_that_extend_it(project: Project) -> None:
    project.build()
    touch_later(project, "roles/_base.role.yaml", "Patience", "Great patience")
    pages = written(project)
    assert "roles/clerk" in pages
    assert "roles/gardener" not in pages


def test_a_changed_role_rewrites_its_page_and_the_page_that_lists_it(project: Project) -> None:
    project.build()
    touch_later(project, "roles/baker.role.yaml", "Foresees.", "Sees ahead.")
    assert written(project) == {"roles/baker", "index"}


def test_our_indices_are_written_where_what_they_show_has_changed(indexed: Project) -> None:
    indexed.build()
    assert not all_written(indexed) & INDICES
    touch_later(indexed, "roles/baker.role.yaml", "Foresees.", "Sees ahead.")
    assert not all_written(indexed) & INDICES
    touch_later(indexed, "roles/baker.role.yaml", "Taking care", "Taking great care")
    assert all_written(indexed) >= INDICES
    (indexed.build().out / "guide-roles.html").unlink()
    assert "guide-roles" in all_written(indexed)
    indexed.write({"roles/smith.role.yaml": GARDEN["roles/gardener.role.yaml"]})
    assert all_written(indexed) >= INDICES
    (indexed.source / "roles/smith.role.yaml").unlink()
    assert all_written(indexed) >= INDICES


def test_our_indices_follow_the_settings_that_all_pages_follow(indexed: Project) -> None:
    indexed.build(html_title="One")
    assert indexed.build(html_title="Two").read("guide-stages.html").count("Two") > 0


CHANGES = """
def setup(app):
    from pathlib import Path

    def change(app, doctree):
        file = Path(app.srcdir, "{file}")
        if app.env.docname == "{at}" and "Later" not in file.read_text():
            file.write_text(file.read_text() + "# Later\\n")

    app.connect("doctree-read", change)
"""


@pytest.mark.parametrize(
    ("file", "at"),
    [("roles/baker.role.yaml", "index"), ("index.md", "index"), ("index.md", "roles/baker")],
)
def test_what_changes_while_documents_are_read_is_told_and_read_anew(
    project: Project, file: str, at: str
) -> None:
    project.write({"conf.py": GARDEN["conf.py"] + CHANGES.format(file=file, at=at)})
    built = project.build()
    assert len([line for line in built.warnings if "while the build was at work" in line]) == 1
    assert json.loads(built.read(FILE))["status"] != "ok"
    again = project.build()
    assert again.warnings == []
    assert json.loads(again.read(FILE))["status"] == "ok"
    assert "Later" in again.read(f"_sources/{file}.txt")


def test_a_page_may_name_what_the_build_makes(project: Project) -> None:
    project.replace("index.md", "# Garden", "# Garden\n\n[x](../build/html/guides.json)\n")
    assert not any("while the build" in line for line in project.build().warnings)


def test_a_new_role_and_one_that_goes_rewrite_the_page_that_lists_them(project: Project) -> None:
    project.build()
    project.write({"roles/smith.role.yaml": GARDEN["roles/gardener.role.yaml"]})
    assert "index" in written(project)
    (project.source / "roles/smith.role.yaml").unlink()
    written(project)
    cards = project.build().page("index").select(".guide-card")
    assert len(cards) == 3


def test_nothing_changed_writes_nothing(indexed: Project) -> None:
    first = indexed.build()
    names = ("guides.json", "index.html", "genindex.html", "search.html", "searchindex.js")
    before = {name: (first.out / name).stat().st_mtime_ns for name in (*names, "objects.inv")}
    assert all_written(indexed) == set()
    assert {name: (first.out / name).stat().st_mtime_ns for name in before} == before


def test_where_nothing_changed_no_record_of_a_role_is_unpacked(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    monkeypatch.setattr(guide, "pickle", None)
    assert all_written(project) == set()


def test_what_sphinx_writes_beside_pages_follows_what_has_changed(indexed: Project) -> None:
    indexed.build()
    touch_later(indexed, "articles/day.md", "# The day", "# The long day")
    assert all_written(indexed) >= {"genindex", "search", "articles/day"}
    assert "long" in indexed.build().read("searchindex.js")
    (indexed.source / "roles/baker.role.yaml").unlink()
    indexed.build("dirhtml")
    assert "genindex" in all_written(indexed)
    built = indexed.build()
    assert "baker" not in built.read("searchindex.js")
    (built.out / "objects.inv").unlink()
    (built.out / "genindex.html").write_text("half")
    again = indexed.build()
    assert (again.out / "objects.inv").is_file()
    assert "</html>" in again.read("genindex.html")
    assert "Two" in indexed.build(html_title="Two").read("genindex.html")


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_is_written_when_all_is_asked_for(indexed: Project, jobs: int) -> None:
    before = indexed.build().out.joinpath("genindex.html").stat().st_mtime_ns
    again = indexed.build(everything=True, jobs=jobs)
    assert (again.out / "genindex.html").stat().st_mtime_ns > before


def test_a_builder_that_shares_the_doctrees_sees_the_news(project: Project) -> None:
    project.build("html")
    project.build("text")
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk very slowly.")
    project.build("html")
    assert {"roles/gardener", "roles/baker"} <= written(project, "text")


# Whatever the clocks say ------------------------------------------------------------------------

PAST, FUTURE = 1_000_000_000, 4_000_000_000
EVERY_CLOCK = pytest.mark.parametrize(
    "at", [pytest.param(PAST, marks=pytest.mark.slow), FUTURE], ids=["past", "future"]
)
EVERY_BUILDER = pytest.mark.parametrize(
    "builder", ["html", pytest.param("text", marks=pytest.mark.slow)]
)
DRAWN = {"articles/day", "roles/gardener", "roles/baker", "index"}


@pytest.fixture(autouse=True)
def old_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sphinx writes all pages that are older than a template of the theme."""
    for name in ("newest_template_mtime", "_newest_template_mtime_name"):
        if hasattr(BuiltinTemplateLoader, name):
            value = 0 if name == "newest_template_mtime" else (0, "")
            monkeypatch.setattr(BuiltinTemplateLoader, name, lambda self, value=value: value)


def restored(project: Project, at: int) -> None:
    """Gives all outputs a time, and all sources one before any, as a cache may."""
    for path in project.source.rglob("*"):
        os.utime(path, (PAST - 1, PAST - 1))
    for path in (project.folder / "build").rglob("*"):
        os.utime(path, (at, at))


def rewritten(project: Project, builder: str, at: int) -> set[str]:
    """Builds again, and says which pages have another time than what was restored."""
    built = project.build(builder)
    suffix = ".txt" if builder == "text" else ".html"
    sources = project.source.rglob("*.*")
    pages = {path.relative_to(project.source).as_posix().split(".")[0] for path in sources}
    return {
        page
        for page in pages
        if (path := built.out / f"{page}{suffix}").is_file() and path.stat().st_mtime != at
    }


@EVERY_CLOCK
@EVERY_BUILDER
def test_what_was_restored_is_written_again_where_it_shows_something_else(
    project: Project, builder: str, at: int
) -> None:
    project.build(builder)
    restored(project, at)
    assert rewritten(project, builder, at) == set()
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk very slowly.")
    assert rewritten(project, builder, at) == DRAWN
    restored(project, at)
    assert rewritten(project, builder, at) == set()


@EVERY_BUILDER
@pytest.mark.parametrize("file", ["articles/day.md", "_first.txt"])
def test_a_change_with_an_older_time_is_seen_too(project: Project, builder: str, file: str) -> None:
    project.write({"_first.txt": "Walk slowly."})
    project.replace("articles/day.md", "Before we start.", "```{include} /_first.txt\n```")
    project.build(builder)
    restored(project, FUTURE)
    project.replace(file, "Walk slowly.", "Walk very slowly.")
    restored(project, FUTURE)
    found = rewritten(project, builder, FUTURE)
    assert found == (DRAWN if file == "articles/day.md" else {"articles/day", "index"})
    restored(project, FUTURE)
    assert rewritten(project, builder, FUTURE) == set()


@EVERY_BUILDER
def test_a_file_that_was_only_touched_rewrites_no_page_that_draws_on_it(
    project: Project, builder: str
) -> None:
    project.build(builder)
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk slowly.")
    # Sphinx itself also writes the tables of contents that have it.
    assert written(project, builder) == {"articles/day", "index"}


@EVERY_CLOCK
def test_a_second_builder_sees_what_the_first_has_read_whatever_the_times(
    project: Project, at: int
) -> None:
    project.build("html")
    project.build("text")
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk very slowly.")
    project.build("html")
    restored(project, at)
    assert rewritten(project, "text", at) >= DRAWN
    restored(project, FUTURE)
    assert rewritten(project, "text", FUTURE) == rewritten(project, "html", FUTURE) == set()


def test_an_older_output_is_brought_up_to_date_with_newer_doctrees(project: Project) -> None:
    out = project.build().out
    shutil.copytree(out, out.with_name("old"))
    touch_later(project, "articles/day.md", "Hear what they ask.", "Hear why they ask.")
    project.build()
    shutil.rmtree(out)
    shutil.copytree(out.with_name("old"), out)
    restored(project, FUTURE)
    assert rewritten(project, "html", FUTURE) == DRAWN
    built = project.build()
    assert "Hear why they ask." in built.page("roles/baker").text
    assert "Hear why they ask." in built.read("guides.json")


def test_a_build_that_was_killed_has_not_written_what_it_meant_to(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk very slowly.")
    with monkeypatch.context() as patched:
        patched.setattr(StandaloneHTMLBuilder, "finish", lambda self: sys.exit("killed"))
        with pytest.raises(SystemExit):
            project.build()
    touch_later(project, "articles/day.md", "Walk very slowly.", "Walk slowly.")
    page = project.build().page("roles/baker")
    assert "Walk slowly." in page.text


def test_what_a_build_of_one_file_has_left_is_written_by_the_next(project: Project) -> None:
    project.build()
    touch_later(project, "articles/day.md", "Walk slowly.", "Walk very slowly.")
    project.build(only=["articles/day.md"])
    assert written(project) >= {"roles/gardener", "roles/baker"}
    assert "roles/gardener" not in written(project)


def test_what_several_processes_have_written_is_not_written_again(indexed: Project) -> None:
    for number in range(9):
        indexed.write({f"roles/r{number}.role.yaml": GARDEN["roles/gardener.role.yaml"]})
    indexed.build(jobs=2)
    assert written(indexed) == set()


@pytest.mark.parametrize("broken", ["{", "[]", '{"index": 1}'])
def test_a_broken_file_of_what_is_shown_costs_time_only(project: Project, broken: str) -> None:
    path = project.build().out / FILE
    before = path.read_text(encoding="utf-8")
    path.write_text(broken, encoding="utf-8")
    assert "roles/baker" in written(project)
    assert path.read_text(encoding="utf-8") == before


def test_no_file_of_ours_gets_into_an_epub(project: Project) -> None:
    built = project.build("epub")
    (book,) = built.out.glob("*.epub")
    assert not [name for name in zipfile.ZipFile(book).namelist() if "guides-" in name]
    assert not [line for line in built.warnings if "guides-" in line]


def test_what_is_shown_is_told_in_the_same_way_in_another_folder(tmp_path: Path) -> None:
    one, two = (Project(tmp_path / name, INDEXED).write(GARDEN).build() for name in ("one", "two"))
    assert one.read(FILE) == two.read(FILE)
    pages = {"index", "articles/day", "roles/gardener"}
    assert set(json.loads(one.read(FILE))["shown"]) == pages | INDICES


# What a page shows of the series -----------------------------------------------------------


def test_a_changed_title_of_an_article_rewrites_the_roles_that_name_it(project: Project) -> None:
    project.build()
    touch_later(project, "articles/day.md", "# The day", "# The long day")
    assert {"roles/gardener", "roles/baker", "index"} <= written(project)


def test_a_changed_number_in_the_series_rewrites_the_roles_that_show_it(project: Project) -> None:
    project.write({"articles/eve.md": "# The eve\n\nSleep well.\n"})
    project.replace("index.md", "articles/day\n", "articles/day\narticles/eve\n")
    project.build()
    touch_later(project, "index.md", "articles/day\narticles/eve", "articles/eve\narticles/day")
    assert {"roles/gardener", "roles/baker"} <= written(project)


def test_the_page_of_the_series_shows_the_news_of_an_article_with_every_builder(
    project: Project,
) -> None:
    # The article's own file stays as it is, and the first builder has read what it includes: so
    # the second sees nothing that is newer. No time of a file may lie in the future here.
    project.write({"_first.txt": "We meet at the gate."})
    project.replace("articles/day.md", "Before we start.", "```{include} /_first.txt\n```")
    project.build("html")
    assert "We meet at the gate." in project.build("text").read("index.txt")
    project.replace("_first.txt", "at the gate", "at the well")
    assert "We meet at the well." in project.build("html").page("index").text
    assert "index" in written(project, "text")


# guides.json -------------------------------------------------------------------------------


def test_guides_json_is_written_again_only_when_its_data_have_changed(garden: Project) -> None:
    path = garden.build().out / "guides.json"
    before = path.read_text(), path.stat().st_mtime_ns
    touch_later(garden, "articles/day.md", "Nobody draws this in.", "Nobody ever draws this in.")
    assert "articles/day" in written(garden)
    assert (path.read_text(), path.stat().st_mtime_ns) == before


def test_guides_json_is_written_again_when_all_is_read_anew_by_a_newer_version(
    garden: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = garden.build()
    monkeypatch.setattr(data, "VERSION", 99)
    shutil.rmtree(built.app.doctreedir)
    assert json.loads(garden.build().read("guides.json"))["version"] == 99


def test_guides_json_has_the_news_with_every_builder(garden: Project) -> None:
    garden.build("html")
    garden.build("dirhtml")
    garden.replace("articles/day.md", "Hear what they ask.", "Hear why they ask.")
    for builder in ("html", "dirhtml"):
        assert "Hear why they ask." in garden.build(builder).read("guides.json")


def test_a_role_is_written_again_when_a_role_changes_that_a_drawn_section_lists(
    garden: Project,
) -> None:
    baker = GARDEN["roles/gardener.role.yaml"].replace("title: Gardener", "title: Baker")
    garden.write({"roles/baker.role.yaml": baker.replace("[articles/day#walking]", "[]")})
    garden.replace("articles/day.md", "Walk slowly.", ":::{roles} baker\n:::")
    assert "Baker" in garden.build().page("roles/gardener").text
    touch_later(garden, "roles/baker.role.yaml", "title: Baker", "title: Patissier")
    assert "Patissier" in garden.build().page("roles/gardener").text


def test_a_role_that_lists_roles_is_still_written_again_for_its_sections(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "summary: Looks after the trees.", SUMMARY)
    assert "Walk slowly." in garden.build().page("roles/gardener").text
    touch_later(garden, "articles/day.md", "Walk slowly.", "Walk quickly.")
    assert "Walk quickly." in garden.build().page("roles/gardener").text


SUMMARY = """\
summary: Looks after the trees.
adjustments: |
  Ask.

  :::{roles}
  :::"""
