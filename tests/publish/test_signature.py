"""A build says what it is, and whether it is finished, before anybody publishes it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from guides_ext.handbook.signature import begin
from guides_ext.publish.build import SIGNATURE, read_build
from guides_ext.publish.server.errors import Refused
from tests.projects import GARDEN, ROLE, Built, Project
from tests.publish.releases import publish_here


def signature(built: Built) -> dict[str, Any]:
    says: dict[str, Any] = json.loads((built.out / SIGNATURE).read_text(encoding="utf-8"))
    return says


def test_a_good_build_can_be_published(garden: Project) -> None:
    built = garden.build()
    says = signature(built)
    assert (says["status"], says["edition"]) == ("ok", "panel")
    assert says["tools"]["sphinx"]
    assert read_build(built.out).found["index.html"]


@pytest.mark.git
def test_it_names_the_commit_and_whether_the_sources_differ_from_it(
    garden: Project, tmp_path: Path
) -> None:
    def git(*arguments: str) -> str:
        name = ["-c", "user.name=Anna", "-c", "user.email=anna@example.com"]
        command = ["git", "-C", str(garden.source), *name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "garden")
    says = signature(garden.build())
    assert (says["commit"], says["modified"]) == (git("rev-parse", "HEAD"), False)
    garden.write({"index.md": "# Other\n\n:::{series}\narticles/day\n:::\n"})
    assert signature(garden.build())["modified"] is True


def test_it_is_the_same_for_the_same_sources(garden: Project) -> None:
    built = garden.build()
    text = (built.out / SIGNATURE).read_bytes()
    assert (garden.build().out / SIGNATURE).read_bytes() == text


def pages(built: Built) -> set[str]:
    return {path for path in built.files if not path.startswith(("_static", "."))}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("fresh", [False, True], ids=["incremental", "with doctrees lost"])
def test_what_a_document_left_behind_is_removed_when_it_is_gone(
    garden: Project, tmp_path: Path, builder: str, fresh: bool
) -> None:
    """Its page, its source, its pictures and downloads, its PDFs: Sphinx leaves them there."""
    printed = ["handbook"] if builder == "html" and not fresh else []  # PDFs take their time
    clean = Project(tmp_path / "clean").write(GARDEN).build(builder, guides_print=printed)
    garden.write({
        "roles/cook.role.yaml": ROLE.replace("Gardener", "Cook"),
        "old/index.md": "# Old\n\n![x](plan.svg) {download}`plan.svg`\n",
        "old/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    })  # fmt: skip
    built = garden.build(builder, guides_print=printed)
    assert len(pages(built) - pages(clean)) == 6 + len(printed)
    (built.out / "mine.html").write_text("by hand")
    for path in ("roles/cook.role.yaml", "old/index.md"):
        (garden.source / path).unlink()
    if fresh:
        shutil.rmtree(built.app.doctreedir)
    built = garden.build(builder, guides_print=printed)
    assert pages(built) == pages(clean) | {"mine.html"}


@pytest.mark.parametrize("name", ["a\0b", "a\ud800", "n" * 300, "../mine", "."])
def test_a_signature_with_names_that_no_file_has_is_none(garden: Project, name: str) -> None:
    out = garden.build().out
    says = json.loads((out / SIGNATURE).read_text("utf-8"))
    (out / SIGNATURE).write_text(json.dumps({**says, "files": {**says["files"], name: "0" * 64}}))
    assert garden.build().warnings == []


def test_a_page_that_takes_the_place_of_a_document_stays(garden: Project) -> None:
    garden.write({"old.md": "# Old\n"})
    garden.build()
    (garden.source / "old.md").unlink()
    garden.write({"extra/old.html": "by hand"})
    assert garden.build(html_extra_path=["extra"]).read("old.html") == "by hand"
    assert garden.build(html_extra_path=["extra"]).read("old.html") == "by hand"


def test_a_build_that_was_killed_does_not_forget_what_was_made(garden: Project) -> None:
    garden.write({"old.md": "# Old\n"})
    built = garden.build()
    begin(built.app)
    assert signature(built)["status"] == "building"
    (garden.source / "old.md").unlink()
    assert not (garden.build().out / "old.html").exists()


@pytest.mark.parametrize("path", ["../mine.txt", "/etc/passwd", "link/mine.txt", 5])
def test_a_signature_tampered_with_removes_nothing_outside_the_build(
    garden: Project, path: object
) -> None:
    built = garden.build()
    mine = built.out.parent / "mine.txt"
    mine.write_text("years of work")
    (built.out / "link").symlink_to(built.out.parent)
    (built.out / SIGNATURE).write_text(json.dumps({"made": [path]}))
    garden.build()
    assert mine.read_text() == "years of work"


def test_what_was_made_is_not_in_the_manifest(garden: Project, tmp_path: Path) -> None:
    publish_here(garden.build().out, tmp_path / "site")
    (release,) = (tmp_path / "site" / "releases").iterdir()
    says = json.loads((release / "manifest.json").read_text())["build"]
    assert says.keys() == {"status", "edition", "commit", "modified", "builder", "tools"}


def test_a_book_has_no_signature_in_it(garden: Project) -> None:
    (book,) = garden.build("epub").out.glob("*.epub")
    assert [name for name in ZipFile(book).namelist() if "guides-" in name] == []


def test_a_build_that_is_no_site_cannot_be_published(garden: Project) -> None:
    with pytest.raises(Refused, match="edition"):
        read_build(garden.build("text").out)


def test_a_build_with_an_error_cannot_be_published(garden: Project) -> None:
    garden.write({"roles/gardener.role.yaml": "title: [\n"})
    built = garden.build()
    with pytest.raises(Refused, match="failed"):
        read_build(built.out)
