"""Nothing from outside is read, copied or fetched unless opened; no address is a script."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser
from sphinx.util.docutils import patch_docutils

from tests.projects import CONF, GARDEN, Built, Project

SECRET = "Years of work"

READING = {
    "include.md": "```{include} ../secret.txt\n```\n",
    "include-link.md": "```{include} link.txt\n```\n",
    "literal.md": "```{literalinclude} ../secret.txt\n```\n",
    "diff.md": "```{literalinclude} mine.txt\n:diff: ../secret.txt\n```\n",
    "csv.md": "```{csv-table}\n:file: ../secret.txt\n```\n",
    "csv-absolute.md": "```{csv-table}\n:file: SECRET\n```\n",
    "csv-url.md": "```{csv-table}\n:url: http://127.0.0.1:9/a.csv\n```\n",
    "raw.md": "```{raw} html\n:file: ../secret.txt\n```\n",
    "raw-url.md": "```{raw} html\n:url: http://127.0.0.1:9/a.html\n```\n",
    "download.md": "{download}`../secret.txt`\n",
    "link.md": "[x](../secret.txt)\n",
    "link-path.md": "[x](<path:../secret.txt>)\n",
    "link-link.md": "[x](link.txt)\n",
    "picture.md": "![x](../secret.svg)\n",
    "picture-any.md": "![x](../secret.*)\n",
    "picture-link.md": "![x](link.svg)\n",
    "picture-html.md": '<img src="../secret.svg">\n',
    "link-html.md": '<a href="../secret.txt">x</a>\n',
    "figure.md": "```{figure} ../secret.svg\nx\n```\n",
    "front.md": "LAYOUT image: ../secret.svg\n",
    "rest.rst": ".. include:: ../secret.txt\n",
    "rest-literal.rst": ".. literalinclude:: ../secret.txt\n",
    "rest-raw.rst": ".. raw:: html\n   :file: ../secret.txt\n",
    "rest-csv.rst": ".. csv-table::\n   :file: ../secret.txt\n",
    "rest-figure.rst": ".. figure:: ../secret.svg\n",
    "rest-download.rst": ":download:`../secret.txt`\n",
    "eval.md": "```{eval-rst}\n.. include:: ../secret.txt\n```\n",
    "pipe.md": "```{include} pipe.txt\n```\n",
    "pipe-literal.md": "```{literalinclude} pipe.txt\n```\n",
    "pipe-picture.md": "![x](pipe.svg)\n",
    "device.md": "```{literalinclude} zero.txt\n```\n",
}

SCRIPTS = {
    f"{name}{number}.{suffix}": text
    for number, address in enumerate((
        "javascript:hit()", "JaVaScRiPt:hit()", "java%0Ascript:hit()", "vbscript:hit()",
        "data:text/html,%3Cscript%3Ehit()%3C/script%3E",
    ))
    for name, suffix, text in (
        ("md", "md", f"[x](<{address}>)\n"),
        ("auto", "md", f"<{address}>\n"),
        ("html", "md", f'<a href="{address}">x</a>\n'),
        ("rst", "rst", f"`x <{address}>`__\n"),
        ("image", "md", f"![x](<{address}>)\n"),
        ("target", "rst", f".. image:: mine.svg\n   :target: {address}\n"),
        ("card", "md", f":::{{card}} x\n:link: {address}\n:::\n"),
        ("button", "md", f"```{{button-link}} {address}\nx\n```\n"),
    )
}  # fmt: skip
SCRIPTS |= {
    "formula.md": "$\\href{javascript:hit()}{x}$\n",
    "formula-macro.md": "$$\n\\newcommand{\\l}[1]{\\href{#1}{x}}\\l{javascript:hit()}\n$$\n",
    "entity.md": "[x](&#106;avascript:hit())\n",
    "reference.md": "[x]\n\n[x]: javascript:hit()\n",
}


def page(name: str, text: str) -> str:
    if name.endswith(".rst"):
        return f":orphan:\n\nX\n=\n\n{text}"
    front = "---\norphan: true\n"
    if text.startswith("LAYOUT"):
        return f"---\nlayout: post\norphan: true\n{text.removeprefix('LAYOUT ')}---\n# X\n"
    return f"{front}---\n# X\n\n{text}"


def write(folder: Path, texts: dict[str, str]) -> Project:
    """A project whose pages would read, and what they would."""
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    (folder / "secret.svg").write_text(f"<svg><!-- {SECRET} --></svg>", encoding="utf-8")
    files = {name: page(name, text.replace("SECRET", f"{folder}/secret.txt"))
             for name, text in texts.items()}  # fmt: skip
    mine = {"mine.txt": "Mine.\n", "mine.svg": "<svg/>\n"}
    project = Project(folder).write({"conf.py": CONF, "index.md": "# Home\n", **mine, **files})
    for name in ("link.txt", "link.svg"):
        (project.source / name).symlink_to(folder / name.replace("link", "secret"))
    for name in ("pipe.txt", "pipe.svg"):
        os.mkfifo(project.source / name)
    (project.source / "zero.txt").symlink_to("/dev/zero")
    return project


@pytest.fixture(autouse=True)
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All pages that would read from outside, in one build."""
    return write(tmp_path_factory.mktemp("outside"), READING).build()


@pytest.mark.parametrize("name", READING)
def test_what_would_be_read_from_outside_is_an_error_with_its_place(
    reading: Built, name: str
) -> None:
    said = [one for one in reading.warnings if one.startswith(name)]
    front = name == "front.md"  # nothing is there for a page of Jekyll
    assert said or front
    assert any("outside" in one or "fetched" in one or "no file" in one for one in said) or front


def test_nothing_of_it_is_in_the_output(reading: Built) -> None:
    found = [path for path, data in reading.files.items() if SECRET.encode() in data]
    assert found == []


def test_what_is_opened_is_read(tmp_path: Path) -> None:
    texts = {name: READING[name] for name in ("include.md", "picture.md", "link.md", "rest.rst")}
    project = write(tmp_path, texts)
    opened = project.build(guides_outside=["../secret.txt", "../secret.svg"])
    assert opened.warnings == []
    assert SECRET in opened.page("include").text
    assert SECRET in opened.page("rest").text
    assert project.build(guides_root="..", out="root").warnings == []


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


def test_where_docutils_conf_forbids_insertion_no_file_comes_along(tmp_path: Path) -> None:
    texts = {"picture.md": "![x](mine.svg)\n", "download.md": "{download}`mine.txt`\n",
             "link.md": "[x](mine.txt)\n", "rest.rst": ".. figure:: mine.svg\n",
             "include.md": "```{include} mine.txt\n```\n"}  # fmt: skip
    project = write(tmp_path, texts)
    project.write({"docutils.conf": "[general]\nfile_insertion_enabled: no\n"})
    with patch_docutils(project.source):  # as sphinx-build does
        built = project.build()
    assert [path for path in built.files if path.startswith(("_images", "_downloads"))] == []
    for name in texts:
        assert any(one.startswith(name) for one in built.warnings), name


def test_no_picture_of_the_web_is_fetched_by_any_builder(tmp_path: Path) -> None:
    files = {"conf.py": CONF, "index.md": "# Home\n\n![A plan](http://127.0.0.1:9/a.png)\n"}
    project = Project(tmp_path).write(files)
    for builder in ("epub", "text", "latex"):
        (said,) = (one for one in project.build(builder).warnings if "127.0.0.1" in one)
        assert "is not fetched" in said


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All pages with scripts for addresses, in one build."""
    return write(tmp_path_factory.mktemp("scripts"), SCRIPTS).build()


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_address_is_a_script(scripts: Built, name: str) -> None:
    page = scripts.page(name.rpartition(".")[0])
    for tag in page.find_all(True):
        for key in ("href", "src", "data", "action"):
            address = "".join(str(tag.get(key, "")).split()).lower()
            assert not address.startswith(("javascript:", "vbscript:", "data:text")), tag
    assert "\\href" not in "".join(one.text for one in page.select(".math"))


@pytest.mark.browser
def test_no_script_runs_in_a_browser_whatever_one_follows(scripts: Built, browser: Browser) -> None:
    live = scripts.out.parent / "live.html"
    live.write_text("<article><a href='javascript:hit()'>x</a></article>", encoding="utf-8")
    assert follow(browser, live) == "HIT"  # such a link would be noticed
    pages = [(scripts.out / name).with_suffix(".html") for name in SCRIPTS]
    assert [page.name for page in pages if follow(browser, page) == "HIT"] == []


def follow(browser: Browser, path: Path) -> str:
    """The title of a page, once every link in its text was clicked; `HIT` where a script ran."""
    page = browser.new_page()
    page.route("http*://**", lambda route: route.abort())  # MathJax, of the web
    page.add_init_script("window.hit = () => { document.title = 'HIT' }")
    page.goto(path.as_uri())
    follow = "all => all.map(a => location.href.startsWith('file:') && a.click())"
    page.eval_on_selector_all("[role=main] a, article a", follow)
    page.wait_for_timeout(50)
    title = page.title()
    page.close()
    return title
