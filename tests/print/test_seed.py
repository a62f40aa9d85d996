"""A real draft prints as it is."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.print.keeper import FILES
from tests.print.pdfs import pages, squeezed
from tests.projects import CONF, Project

ROOT = Path(__file__).parent.parent.parent
SEED = Path(os.environ.get("GUIDES_SEED", ROOT.parent / "shared" / "seed"))


def drafts() -> list[Path]:
    found = sorted(SEED.glob("*.md"))
    if not found:
        pytest.skip(f"no real drafts at {SEED} (GUIDES_SEED names their folder)")
    return found


def test_every_word_of_a_real_draft_is_in_the_series(tmp_path: Path) -> None:
    texts = {f"articles/draft-{n}.md": one.read_text("utf-8") for n, one in enumerate(drafts())}
    series = "\n".join(name.removesuffix(".md") for name in texts)
    project = Project(tmp_path).write({**FILES, **texts, "conf.py": CONF})
    project.write({"index.md": f"# Drafts\n\n```{{series}}\n{series}\n```\n"})
    built = project.build("guides-pdf", guides_print=["series"])
    assert not built.failed
    # A sentence may go on on the next page, behind the footer, which is the last line of each.
    bodies = (page.rstrip().rpartition("\n")[0] for page in pages(built.out / "series.pdf"))
    said = squeezed(" ".join(bodies))
    for text in texts.values():
        assert [one for one in prose(text) if squeezed(one) not in said] == []


def prose(text: str) -> list[str]:
    """The words of a text without its markup; a run of them at a time."""
    body = re.sub(r"(?s)\A---\n.*?\n---\n|```.*?```|<[^>]*>|\{[:%].*?\}", "\n", text)
    body = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\n\1\n", body)
    return re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})+", body)
