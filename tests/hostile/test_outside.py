"""Nothing from outside is read, copied or fetched unless opened; no address is a script."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, Route
from sphinx.util.docutils import patch_docutils

from tests.hostile.case import SECRET, put
from tests.hostile.cases.outside import FILES, FORMS, READING, page
from tests.projects import CONF, GARDEN, Built, Project


def write(folder: Path, texts: Mapping[str, str]) -> Project:
    """A project with pages that would read from outside, or hold scripts."""
    project = Project(folder).write({"conf.py": CONF, "index.md": "# Home\n"})
    for files in (FILES, {name: page(name, text) for name, text in texts.items()}):
        for name, content in files.items():
            put(project.source / name, content)
    return project


@pytest.fixture(autouse=True)
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


OPENED = ("include.md", "picture.md", "link.md", "rest.rst", "front.md", "post-picture.md",
          "post-link.md")  # fmt: skip


def test_what_is_opened_is_read(tmp_path: Path) -> None:
    texts = {name: READING[name] for name in OPENED}
    project = write(tmp_path, texts)
    opened = project.build(guides_outside=["../secret.txt", "../secret.svg"])
    assert opened.warnings == []
    assert SECRET in opened.page("include").text
    assert SECRET in opened.page("rest").text
    assert project.build(guides_root="..", out="root").warnings == []


def test_an_error_of_a_page_is_told_by_every_build_and_lets_it_fail_until_it_is_mended(
    tmp_path: Path,
) -> None:
    large = page("large.md", "word " * 200_001)
    project = write(tmp_path, {"picture.md": READING["picture.md"]})
    project.write({"large.md": large, "include.md": page("include.md", READING["include.md"])})
    first, again = project.build(), project.build()
    assert first.failed
    assert again.failed
    told = [{one for one in built.warnings if "ERROR" in one} for built in (first, again)]
    assert told[0] == told[1]
    assert [one.partition(":")[0] for one in sorted(told[0])] == [
        "include.md",
        "large.md",
        "picture.md",
    ]
    assert all("[guides." in one for one in told[0])
    project.write(
        {name: page(name, "Words.\n") for name in ("include.md", "large.md", "picture.md")}
    )
    mended = project.build()
    assert mended.warnings == []
    assert not mended.failed


def test_a_link_that_is_refused_is_read_once_there_is_a_file_in_its_place(tmp_path: Path) -> None:
    picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"
    (tmp_path / "secret.svg").write_bytes(picture)
    (tmp_path / "secret.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "secret.yml").write_text("a: Words\n", encoding="utf-8")
    links = {"a.svg": "secret.svg", "get.txt": "secret.txt", "part.txt": "secret.txt",
             "_data/x.yml": "secret.yml"}  # fmt: skip
    text = "![A](a.svg)\n\n{download}`x <get.txt>`\n\n```{include} part.txt\n```\n"
    jekyll = "---\nlayout: post\n---\n# Post\n\n{{ site.data.x.a }}\n"
    project = write(tmp_path, {})
    project.write({"page.md": f"# Page\n\n{text}"})
    project.write({"_config.yml": "title: B\n", "post.md": jekyll, "_data/other.yml": "b: c\n"})
    for name, target in links.items():
        (project.source / name).symlink_to(tmp_path / target)
    for _ in range(2):
        refused = project.build()
        assert refused.failed
        told = [one for one in refused.warnings if "ERROR" in one and "is outside of" in one]
        assert all(any(name in one for one in told) for name in links)
    for name, target in links.items():
        (project.source / name).unlink()
        (project.source / name).write_bytes((tmp_path / target).read_bytes())
    mended = project.build()
    assert [one for one in mended.warnings if "outside" in one] == []
    assert not mended.failed


def test_no_document_is_read_through_a_link_or_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(f"# {SECRET}\n", encoding="utf-8")
    (tmp_path / "_base.role.yaml").write_text(f"title: {SECRET}\n", encoding="utf-8")
    project = Project(tmp_path).write(GARDEN)
    project.replace("roles/gardener.role.yaml", "title: G", "extends: [_base]\ntitle: G")
    (project.source / "roles/_base.role.yaml").symlink_to(tmp_path / "_base.role.yaml")
    (project.source / "roles/linked.role.yaml").symlink_to(tmp_path / "_base.role.yaml")
    (project.source / "linked.md").symlink_to(tmp_path / "secret.md")
    os.mkfifo(project.source / "pipe.md")
    os.mkfifo(project.source / "roles" / "pipe.role.yaml")
    (project.source / "_config.yml").symlink_to("/dev/zero")
    built = project.build()
    assert not any(SECRET.encode() in data for data in built.files.values())
    for name in ("linked.md", "pipe.md", "roles/linked.role.yaml", "roles/pipe.role.yaml",
                 "roles/gardener.role.yaml"):  # fmt: skip
        assert any(one.startswith(name) for one in built.warnings), name
    assert built.failed


FORBIDDEN = "[general]\nfile_insertion_enabled: no\nraw_enabled: no\n"


def test_where_docutils_conf_forbids_insertion_no_file_comes_along(tmp_path: Path) -> None:
    texts = {"picture.md": "![x](mine.svg)\n", "download.md": "{download}`mine.txt`\n",
             "link.md": "[x](mine.txt)\n", "rest.rst": ".. figure:: mine.svg\n",
             "include.md": "```{include} mine.txt\n```\n",
             "raw.md": "```{raw} html\n<script>hit()</script>\n```\n"}  # fmt: skip
    project = write(tmp_path, texts)
    project.write({"docutils.conf": FORBIDDEN})
    with patch_docutils(project.source):  # as sphinx-build does
        built = project.build()
    assert [path for path in built.files if path.startswith(("_images", "_downloads"))] == []
    for name in texts:
        assert any(one.startswith(name) for one in built.warnings), name
    assert "hit()" not in str(built.page("raw"))


def test_no_picture_of_the_web_is_fetched_by_any_builder(tmp_path: Path) -> None:
    at = "http://127.0.0.1:9/a.png"
    linked = "".join(f"```{{{name}}} {at}\n:target: x\n```\n" for name in ("image", "figure"))
    files = {"conf.py": CONF, "index.md": f"# Home\n\n![A plan]({at})\n\n{linked}"}
    project = Project(tmp_path).write(files)
    for builder in ("epub", "text", "latex"):
        told = [one for one in project.build(builder).warnings if "127.0.0.1" in one]
        assert ["is not fetched" in one for one in told] == [True] * 3


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All pages with scripts for addresses, in one build."""
    return write(tmp_path_factory.mktemp("scripts"), FORMS).build()


@pytest.mark.slow
@pytest.mark.browser
def test_no_script_runs_in_a_browser_whatever_one_follows(scripts: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script("window.hit = () => { document.title = 'HIT' }")
    live = scripts.out.parent / "live.html"
    live.write_text("<article><a href='javascript:hit()'>x</a></article>", encoding="utf-8")
    assert follow(page, live) == "HIT"  # such a link would be noticed
    files = [(scripts.out / name).with_suffix(".html") for name in FORMS]
    assert [file.name for file in files if follow(page, file) == "HIT"] == []
    page.close()


def follow(page: Page, path: Path) -> str:
    """The title of a file, once every link in its text was clicked; `HIT` where a script ran."""

    def stay(route: Route) -> None:
        """Links lead nowhere, and nothing is there of the web, as MathJax is."""
        asked = route.request
        leaves = asked.is_navigation_request() and asked.url != path.as_uri()
        away = leaves or not asked.url.startswith("file:")
        route.fulfill(status=204) if away else route.continue_()

    page.unroute_all()
    page.route("**/*", stay)
    page.goto(path.as_uri())
    follow = "all => all.map(a => location.href.startsWith('file:') && a.click())"
    page.eval_on_selector_all("[role=main] a, article a", follow)
    page.wait_for_timeout(50)
    return page.title()
