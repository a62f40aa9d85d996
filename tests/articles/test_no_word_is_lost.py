"""Nothing vanishes: the words of every source are on its page, in HTML and in text."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from guides_ext.domain import guide_domain
from tests.articles.words import Checker, Sources
from tests.projects import CONF, Built, Project

CORPUS = Path(__file__).parent / "corpus"
SEED = Path(os.environ.get("GUIDES_SEED", CORPUS.parents[2].parent / "shared" / "seed"))
LEFT_OUT = frozenset(
    {
        ("blog/_posts/2023-03-01-the-day-itself.md", 15),
        ("blog/_posts/2023-04-11-afterwards.markdown", 37),
    }
)
"""Lines of branches that the pages of the corpus do not take."""


def liquid(file: str) -> bool:
    return file.split("/")[0] in ("blog", "hugo", "gitbook")


def documents(built: Built) -> list[str]:
    names = sorted(built.app.env.found_docs)
    return [name for name in names if built.app.env.doc2path(name).suffix != ".yaml"]


@pytest.fixture(scope="module", params=["html", "text"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The corpus; one of its posts comes from another system."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS, folder / "docs")
    post = folder / "docs/blog/_posts/2023-02-07-why-we-bake-together.md"
    post.write_bytes(b"\xef\xbb\xbf" + post.read_bytes().replace(b"\n", b"\r\n"))
    return Project(folder).build(request.param)


def test_every_word_of_the_corpus_is_on_its_page(corpus: Built) -> None:
    sources = Sources(Path(corpus.app.srcdir), liquid, site="blog")
    checker = Checker(corpus, sources, LEFT_OUT)
    for name in documents(corpus):
        assert checker.check(name) == ([], [])


def test_every_word_of_our_docs_is_on_its_page(docs: Built) -> None:
    checker = Checker(docs, Sources(Path(docs.app.srcdir), lambda file: False))
    for name in documents(docs):
        assert checker.check(name) == ([], [])


# The checker itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shown", "lost"),
    [
        ("One two three.", "One three.", ["two"]),
        ("A word, a word.", "A word, a.", ["word"]),
        ("[seen](https://a.example/hidden) and `code`", "seen and", ["code"]),
        ("```python\nkept\n```", "", ["kept"]),
        ("![alternative](data:image/png;base64,AAAA)", "", ["alternative"]),
        ("<b>bold</b> <!-- never -->", "", ["bold"]),
    ],
)
def test_the_checker_sees_a_loss(tmp_path: Path, source: str, shown: str, lost: list[str]) -> None:
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": f"# T\n\n{source}\n"})
    built = project.build("text")
    (built.out / "index.txt").write_text(f"T\n{shown}", encoding="utf-8")
    found = Checker(built, Sources(project.source, lambda file: False)).check("index")
    assert [word.word for word in found.lost] == lost


def test_the_checker_sees_a_leak(tmp_path: Path) -> None:
    page = "---\nlayout: post\n---\n# T\n\nSee {% video a %} here.\n"
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": page}).build()
    sources = Sources(Path(built.app.srcdir), lambda file: True)
    assert Checker(built, sources).check("index").leaked == []
    assert Checker(replace(built, warnings=[]), sources).check("index").leaked == ["{% video a %}"]


# A real draft ---------------------------------------------------------------------------------

DRAFT = "awesome_technical_interviews_part_2_draft"
ROLE = """\
title: Engineer
summary: Writes code.
scale: {1: Not yet, 2: Yes}
competencies:
  work: {title: Working, means: Works., needs: 2, levels: {1: No., 2: Yes.}}
stages:
  pairing:
    title: The pairing
    summary: Two and a problem.
    format: pairing
    minutes: 30
    main: [work]
    sections: [articles/DRAFT#the-pairing]
    agenda:
      - {minutes: 30, is: questions}
    questions:
      - {id: how, ask: How?, competency: work}
"""


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The draft as it is, and a role that draws in a section of it."""
    if not (SEED / f"{DRAFT}.md").is_file():
        pytest.skip(f"no real drafts at {SEED} (GUIDES_SEED names their folder)")
    project = Project(tmp_path_factory.mktemp("seed"))
    index = "# Home\n\n:::{stage} e/pairing\n:::\n"
    role = ROLE.replace("DRAFT", DRAFT)
    project.write({"conf.py": CONF, "index.md": index, "roles/e.role.yaml": role})
    (project.source / "articles").mkdir()
    for file in SEED.glob("*.md"):
        shutil.copy(file, project.source / "articles")
    return project.build()


def test_every_word_of_a_real_draft_is_on_its_page(draft: Built) -> None:
    checker = Checker(draft, Sources(Path(draft.app.srcdir), lambda file: True, "articles"))
    for file in sorted(SEED.glob("*.md")):
        assert checker.check(f"articles/{file.stem}") == ([], [])


def test_the_lists_of_a_real_draft_are_lifted(draft: Built) -> None:
    article = guide_domain(draft.app.env).articles[f"articles/{DRAFT}"]
    lists = [(one["kind"], one["phase"], len(one["items"])) for one in article["lists"]]
    assert lists == [("goals", "", 2), ("non_goals", "", 3), ("checklist", "during", 4)]


def test_a_stage_shows_the_lists_of_a_real_draft_in_its_panel(draft: Built) -> None:
    stage = draft.page("roles/e").select_one("#pairing")
    panel = draft.page("index").select_one(".guide-panel")
    assert stage is not None
    assert panel is not None
    for shown in (stage, panel):
        assert len(shown.select(".guide-for li")) == 2
        assert len(shown.select(".guide-not li")) == 3
    assert len(stage.select(".guide-checklist li")) == 4
