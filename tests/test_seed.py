"""A real draft, written before this product was, is an article as it stands.

The draft is not part of the project: GUIDES_SEED names the folder that holds it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.projects import GARDEN, Project

SEED = Path(os.environ.get("GUIDES_SEED", Path(__file__).parents[2] / "shared" / "seed"))
DRAFTS = sorted(SEED.glob("*.md"))


@pytest.mark.skipif(not DRAFTS, reason=f"no real drafts at {SEED} (GUIDES_SEED names their folder)")
def test_a_real_draft_beside_a_role_builds_as_an_article(tmp_path: Path) -> None:
    draft = DRAFTS[0].read_text(encoding="utf-8")
    project = Project(tmp_path).write({**GARDEN, "articles/draft.md": draft})
    project.replace("index.md", "articles/day\n", "articles/day\narticles/draft\n")
    project.replace("roles/gardener.role.yaml", "day#walking", "draft#the-pairing")
    built = project.build()
    assert not built.failed
    headings = [line.removeprefix("## ") for line in draft.splitlines() if line.startswith("## ")]
    page = built.page("articles/draft")
    shown = " ".join(page.text.split())
    assert len(headings) >= 3
    assert all(" ".join(heading.split()) in shown for heading in headings)
    section = re.split(r"^## ", draft.partition("## The pairing\n")[2], flags=re.M)[0]
    items = re.findall(r"^ +[-*] (.+)$", section, flags=re.M)  # not the labels above them
    stage = built.page("roles/gardener").find(id="walk")
    assert stage
    assert len(items) >= 3
    assert {word for item in items for word in re.findall(r"\w+", item)} <= set(
        re.findall(r"\w+", stage.text)
    )
