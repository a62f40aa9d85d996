"""Nothing vanishes: the words of every source are on its page, in HTML and in text."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.articles.words import Checker, Sources
from tests.projects import CONF, Built, Project

CORPUS = Path(__file__).parent / "corpus"
SEED = Path(os.environ.get("GUIDES_SEED", CORPUS.parents[2].parent / "shared" / "seed"))
LEFT_OUT = frozenset({
    ("blog/_posts/2023-03-01-the-day-itself.md", 15),
    ("blog/_posts/2023-04-11-afterwards.markdown", 37),
})
"""Lines of branches that the pages of the corpus do not take."""


def liquid(file: str) -> bool:
    return file.split("/")[0] in ("blog", "hugo", "gitbook")


def documents(built: Built) -> list[str]:
    names = sorted(built.app.env.found_docs)
    return [name for name in names if not built.app.env.doc2path(name).suffix == ".yaml"]


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
