"""`init --from` takes in a series where it is, and begins a role from what is read of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guides_ext.__main__ import main
from guides_ext.editions.project import project_tree
from guides_ext.start.blog import take_in
from tests.lint.linted import lint
from tests.projects import Project
from tests.start.test_init import files_in

ACME = ["--company", "Acme", "--role", "Baker", "--trade", "other"]

JEKYLL = {
    "_config.yml": "title: How we bake\n",
    "_includes/pause.md": "Wait.\n",
    "_posts/2026-02-01-the-day.md": """\
---
title: The day
---
As said [before]({% post_url 2026-01-01-before %}), and [beside](2026-01-01-before.md#the-call).
{% include pause.md %} {% weather oven %}

## Pairing at the oven

- Goals:
  - See how they ask.
- Not goals:
  - Our recipes.

### Pairing, the small print

## The debrief

Read the notes aloud.
""",
    "_posts/2026-01-01-before.md": "---\ntitle: Before\n---\n## The call\n\nTen minutes.\n",
}

GITBOOK = {
    "SUMMARY.md": "* [Z](z.md)\n* [A](a.md)\n* [Gone](gone.md)\n",
    "a.md": "# A\n\nOn to [the end](z.md#your-retrospective), or [from the root](/z.md).\n",
    "z.md": '# Z\n\n{% hint style="info" %}\nWarm.\n{% endhint %}\n\n## Your retrospective\n',
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


Said = pytest.CaptureFixture[str]


def test_a_blog_of_jekyll_is_taken_in_where_it_is(tmp_path: Path, capsys: Said) -> None:
    project, blog = tmp_path / "interviews", write(tmp_path / "interviews/blog", JEKYLL)
    before = files_in(blog)
    assert main(["init", str(project), "--from", str(blog), *ACME]) == 0
    said = capsys.readouterr().out
    assert files_in(blog) == before
    assert (project / "docs/blog").is_symlink()
    for line in (
        f"{blog} (jekyll)",
        "  blog/_posts/2026-01-01-before\n  blog/_posts/2026-02-01-the-day\n",
        "blog/_posts/2026-02-01-the-day.md:9: goals (1)",
        "  pairing: blog/_posts/2026-02-01-the-day#pairing-at-the-oven\n",
        "  debrief: blog/_posts/2026-02-01-the-day#the-debrief\n",
        "blog/_posts/2026-02-01-the-day.md:5:24: WARNING: {% weather oven %}: this tag is not",
    ):
        assert line in said
    built = Project(project).build(guides_print=["sheet"])
    assert [one for one in built.warnings if "weather" not in one] == []
    stage = built.page("roles/baker").find(id="work")
    assert stage
    assert "See how they ask." in stage.text
    assert "Read the notes aloud." in built.page("roles/baker").text
    found = {one.rule for one in lint(Project(project)).findings}
    assert found == {
        "draft-marker",
        "owner",
        "task-tried",
        "article-unused",
        "empty-section",
        "unknown-tag",
    }
    assert 'watch=["docs/blog"]' in (project / "noxfile.py").read_text("utf-8")
    assert "submodules: true" in (project / ".github/workflows/handbook.yml").read_text("utf-8")


def test_a_gitbook_outside_has_the_order_of_its_summary_and_its_links_hold(
    tmp_path: Path, capsys: Said
) -> None:
    project, blog = tmp_path / "interviews", write(tmp_path / "our book", GITBOOK)
    before = files_in(blog)
    assert main(["init", str(project), "--from", str(blog), *ACME, "--pipeline", "gitlab"]) == 0
    said = capsys.readouterr().out
    assert "(gitbook)" in said
    assert said.index("  our-book/z\n") < said.index("  our-book/a\n")
    assert "It is outside the project" in said
    assert "SUBMODULE_STRATEGY" in (project / ".gitlab-ci.yml").read_text("utf-8")
    built = Project(project).build(guides_print=[])
    assert built.warnings == []
    links = [one["href"] for one in built.page("our-book/a").select("p a.reference.internal")]
    assert {one for one in links if "z.html" in one} == {"z.html#your-retrospective", "z.html"}
    assert "Warm." in built.page("our-book/z").text
    page = built.page("roles/baker")
    assert page.find(id="retrospective"), "a stage that the tree of the trade has not"
    assert files_in(blog) == before


def test_of_a_large_folder_what_speaks_of_interviews_is_taken(tmp_path: Path, capsys: Said) -> None:
    many = {f"posts/p{n:02}.md": f"# Number {n}\n" for n in range(31)}
    more = {
        "posts/hiring.md": "# Who\n",
        "b.md": "---\ntitle: Our interviews\n---\n",
        "README.md": "",
    }
    blog = write(tmp_path / "site", {**many, **more})
    assert main(["init", str(tmp_path / "new"), "--from", str(blog), *ACME]) == 0
    conf = (tmp_path / "new/docs/conf.py").read_text("utf-8")
    assert '[\n    "site/b",\n    "site/posts/hiring",\n    "articles/meeting",\n]' in conf
    said = capsys.readouterr().out
    assert "Left out: 32 more" in said
    assert "No title names a meeting" in said


ODD = {
    "content/posts/pairing/index.md": "# Pairing\n\n## How we pair\n",
    "content/posts/_index.md": "# Of the theme\n",
    "content/Interview #2 [draft]*.md": "# Second\n\n## Pairing, once more\n",
    "content/part: one?.markdown": "# One\n\n## The retrospective\n",
    "content/old.mkd": "# Old\n",
    "README.md": "[1](content/part:%20one?.markdown), [2](<content/posts/pairing/index.md>)\n",
    "site/node_modules/x/guide.md": "# Not ours\n",
    "hugo.toml": "",
    "_includes/head.html": "",
}


def test_files_of_any_name_are_taken_in_and_the_handbook_has_editions(
    tmp_path: Path, capsys: Said
) -> None:
    project, blog = tmp_path / "new", write(tmp_path / "site", ODD)
    assert main(["init", str(project), "--from", str(blog), *ACME]) == 0
    said = capsys.readouterr().out
    assert f"{blog} (hugo)" in said
    assert "Left out: 2 more" in said
    assert said.index("site/content/part: one?\n") < said.index(
        "site/content/posts/pairing/index\n"
    )
    (project / "docs/later.md").write_text("---\norphan: true\n---\n# Later\n", encoding="utf-8")
    built = Project(project).build(guides_print=[])
    assert built.warnings == []
    for name in (
        "content/posts/pairing/index",
        "content/Interview #2 [draft]*",
        "content/part: one?",
    ):
        assert built.page(f"site/{name}")
    assert built.page("later")
    assert built.page("roles/baker").find(id="retrospective")
    assert not list(built.out.rglob("old.html")) + list(built.out.rglob("guide.html"))
    for edition in ("company", "candidate"):
        assert project_tree(project / "docs", edition).problems == []


@pytest.mark.parametrize(
    ("names", "flavour"),
    [
        ((".eleventy.js", "_includes/x"), "eleventy"),
        (("eleventy.config.mjs",), "eleventy"),
        (("eleventy.config.cjs", "SUMMARY.md"), "eleventy"),
        (("mkdocs.yml", "SUMMARY.md"), "mkdocs"),
        (("_config.yml", "SUMMARY.md"), "jekyll"),
        (("_includes/x", "a.md"), "jekyll"),
        (("SUMMARY.md",), "gitbook"),
    ],
)
def test_a_generator_is_known_by_what_no_other_has(
    tmp_path: Path, names: tuple[str, ...], flavour: str
) -> None:
    blog = write(tmp_path / "site", {".git/x": "", "one.md": "# One\n", **dict.fromkeys(names, "")})
    assert take_in(blog, tmp_path / "new").flavour == flavour


Prepare = Callable[[Path], Any]


@pytest.mark.parametrize(
    ("prepare", "blog", "said"),
    [
        (lambda at: None, "gone", "there is no such folder"),
        (lambda at: (at / "file").touch(), "file", "there is no such folder"),
        (lambda at: None, ".", "begin the handbook in a folder beside it"),
        (
            lambda at: write(at / "blog", {"README.md": "", "a.txt": ""}),
            "blog",
            "no Markdown is in",
        ),
        (lambda at: None, "n" * 300, "there is no such folder"),
        (
            lambda at: write(at / "new/docs", {"conf.py": "", "a.md": ""}),
            "new/docs",
            "is one already",
        ),
    ],
    ids=["gone", "a file", "around", "empty", "too long", "a handbook"],
)
def test_a_series_that_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, prepare: Prepare, blog: str, said: str, capsys: Said
) -> None:
    prepare(tmp_path)
    before = files_in(tmp_path)
    assert main(["init", str(tmp_path / "new"), "--from", str(tmp_path / blog), *ACME]) == 2
    assert said in capsys.readouterr().err
    assert files_in(tmp_path) == before
