"""A blog of Jekyll says here what it says there, word by word, and is made of the same."""

from __future__ import annotations

import shutil

import pytest

from tests.articles.beside_jekyll import BLOG, digest, kept, page_of
from tests.projects import CONF, Built, Project

DIGEST, PAGES = kept()
UNSEEN = "h1:first-of-type, .headerlink, .linenos, .label, .guide-in-series, hr.footnotes"


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The blog, built by us."""
    project = Project(tmp_path_factory.mktemp("blog"))
    shutil.copytree(BLOG, project.source / "blog")
    suppressed = 'suppress_warnings = ["toc.not_included"]\n'
    return project.write({"conf.py": CONF + suppressed, "index.md": "# Home\n\nWords.\n"}).build()


def test_what_is_kept_of_jekyll_is_of_this_blog() -> None:
    assert digest() == DIGEST, "python -m tests.articles.beside_jekyll, where jekyll is installed"


def test_nothing_is_said_of_a_blog_that_jekyll_understands(blog: Built) -> None:
    assert blog.warnings == []


@pytest.mark.parametrize("source", PAGES)
def test_a_page_says_what_it_says_in_jekyll(blog: Built, source: str) -> None:
    html = blog.read(f"blog/{source.removesuffix('.md')}.html")
    ours = page_of(html, "[role=main]", UNSEEN)
    assert ours.words.split() == PAGES[source].words.split()
    assert ours.shape == PAGES[source].shape
