"""Every construct that an author may use for what others must not read, through a whole build."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest

from benchmarks import editions
from guides_ext.__main__ import main
from guides_ext.editions.build import build_edition
from guides_ext.editions.gate import published
from guides_ext.files import files_below
from tests.editions.sources import CANARY, opened, opened_rest, tree
from tests.editions.test_every_field import ARTICLE, LIBRARY, NO_TEXT, ROLE, fields
from tests.editions.test_hostile_sources import AROUND, CLEAN, REST_CLEAN

SECRET = ROLE.replace("medlar", CANARY).replace("rotting", CANARY).replace("puddle", CANARY)
FILES: dict[str, str | bytes] = {
    **AROUND,
    "conf.py": "",
    "page.md": opened("\n\n".join(CLEAN.values())),
    "other.rst": opened_rest("\n\n".join(REST_CLEAN.values())),
    "roles/gardener.role.yaml": SECRET,
    "roles/_library.role.yaml": LIBRARY,
    "articles/closed.md": f"{ARTICLE}\n{CANARY}\n",
    "_posts/2026-01-02-canary.md": "---\nlayout: post\n---\n{% include canary.html %}\n",
    "canary.png": b"\x89PNG\r\n\x1a\n canary",
}


@pytest.mark.parametrize("edition", [pytest.param("company", marks=pytest.mark.slow), "candidate"])
def test_nothing_that_is_closed_is_in_copy_doctrees_or_output(tmp_path: Path, edition: str) -> None:
    files = dict(FILES)
    if edition == "company":  # which may read what is only not for candidates
        files["page.md"] = opened("\n\n".join(
            text for case, text in CLEAN.items()
            if not {"colleagues", "goals"} & set(case.replace("-", " ").split())
        ))  # fmt: skip
        files["other.rst"] = opened_rest(
            "\n\n".join(text for case, text in REST_CLEAN.items() if "colleagues" not in case)
        )
    source = tree(tmp_path / "docs", files)
    told: list[str] = []
    site = build_edition(source, tmp_path / edition, edition, told.append)  # type: ignore[arg-type]
    page = site / "roles" / "gardener.html"
    assert page.is_file()
    assert f"The page of roles/gardener: {page}" in told
    assert (site / "print" / "roles" / "gardener.pdf").is_file()
    assert (site / "print" / "roles" / "gardener" / "walk.pdf").is_file() == (edition != "company")
    for path in files_below(tmp_path / edition):
        data = (tmp_path / edition / path).read_bytes()
        assert CANARY not in path
        assert CANARY.encode() not in data, path
        texts = published.read(path, data)
        assert [text.text for text in texts if CANARY in text.text.casefold()] == [], path


SEED = Path(os.environ.get("GUIDES_SEED", Path(__file__).parents[3] / "shared" / "seed"))
DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["company", "candidate"])
def test_our_docs_raise_no_false_alarm_with_a_real_draft_beside_them(
    tmp_path: Path, edition: str
) -> None:
    import shutil

    shutil.copytree(DOCS, tmp_path / "docs")
    for draft in SEED.glob("*.md"):
        shutil.copy(draft, tmp_path / "docs" / "articles" / "draft.md")
    command = ["edition", "--edition", edition, str(tmp_path / "docs"), str(tmp_path / "made")]
    assert main(command) == 0
    leaflets = list((tmp_path / "made" / "html" / "print" / "roles").glob("*.pdf"))
    pages = [len(pypdfium2.PdfDocument(one)) for one in leaflets]
    assert edition == "company" or pages == [2, 2, 2, 2]  # whatever five stages say


@pytest.mark.slow
def test_copy_and_gate_take_no_longer_than_the_build(tmp_path: Path) -> None:
    editions.opened(20, tmp_path / "docs")
    for edition in editions.EDITIONS:
        assert editions.share(tmp_path / "docs", edition, tmp_path / edition) <= editions.MOST


def test_what_no_field_can_show_is_a_small_part_of_them() -> None:
    for edition in ("company", "candidate"):
        closed = set(fields(edition))  # type: ignore[arg-type]
        assert len(closed - NO_TEXT) > len(closed) / 2
