"""Sheets and handbooks in other languages: which way they run, how words divide, what quotes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from guides_ext.print.papers.paper import Text
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.style import PageStyle
from tests.print.keeper import FILES
from tests.print.papers import printed, sheet_of, stage
from tests.print.pdfs import crossed, ink_outside, pages, shown, squeezed
from tests.projects import Built, Project

ROLE = "roles/keeper.role.yaml"
ARABIC = {
    "title: Keeper": "title: حارس",
    "title: The round": "title: الجولة",
    "title: Watching": "title: المراقبة",
    "Shall we walk?": "هل نمشي؟",
    "What did you see?": "ماذا رأيت؟",
    "A race.": "سباق.",
    "Open the gate for the cart.": "افتح البوابة للعربة.",
    "Looks away whenever something moves.": "ينظر بعيدا كلما تحرك شيء.",
}
GERMAN = {
    "What did you see?": "Welche Rechtsschutzversicherungsgesellschaft haben Sie angerufen? " * 3,
    "Names a thing before its meaning.": "Nennt die Rechtsschutzversicherungsgesellschaften.",
}


def in_language(folder: Path, language: str, texts: dict[str, str], **conf: object) -> Built:
    """The keeper with some of its texts in another language."""
    project = Project(folder).write(FILES)
    for english, other in texts.items():
        project.replace(ROLE, english, other)
    return project.build("guides-pdf", language=language, **conf)


def left_edge(pdf: Path, page: int, text: str) -> float:
    """Where the first character of a text stands, as a share of the page's width."""
    document = pdfium.PdfDocument(pdf)
    words = document[page].get_textpage()
    index, _count = words.search(text, match_case=True).get_next()
    share = words.get_charbox(index)[0] / document[page].get_size()[0]
    document.close()
    return float(share)


def test_a_sheet_in_a_language_that_runs_to_the_left_is_its_mirror(tmp_path: Path) -> None:
    fonts = {"sans": ["Source Sans 3", "Noto Sans Arabic"]}
    built = in_language(
        tmp_path / "ar", "ar", ARABIC, guides_print=["sheet"], guides_print_fonts=fonts
    )
    assert built.warnings == []
    english = in_language(tmp_path / "en", "en", {}, guides_print=["sheet"])
    for page, text in ((0, "Candidate"), (0, "Welcome"), (1, "Staying"), (2, "Welcome")):
        mirrored, usual = (
            left_edge(one.out / "roles/keeper/walk.pdf", page, text) for one in (built, english)
        )
        assert usual < 0.5 < mirrored, text
    for name in ("walk", "talk"):
        assert ink_outside(built.out / f"roles/keeper/{name}.pdf") == []
        assert crossed(built.out / f"roles/keeper/{name}.pdf") == []


def test_a_text_that_is_lost_is_found_on_a_page_that_runs_to_the_left_too() -> None:
    look, sans = PageStyle("ar"), ["Source Sans 3", "Noto Sans Arabic"]
    papers = papers_of(sheet_of(stage(title="الجولة", goals=["سباق."]), look))
    (front,) = papers
    lost = replace(front, says=[*front.says, Text("افتح البوابة للعربة.")])
    for one, fault in ((front, ""), (lost, f"{front.name}: missing or torn: 'افتح")):
        error = printed([one], look, sans=sans).error
        assert error.startswith(fault)
        assert bool(error) == bool(fault)


def test_scripts_without_spaces_are_divided_and_proven() -> None:
    pytest.importorskip("fontpkg_noto_sans_jp")
    look, sans = PageStyle("ja"), ["Source Sans 3", "Noto Sans JP"]
    words = "この課題で最初に確かめたことは何ですか、そしてそれはなぜですか。" * 4
    sheet = sheet_of(stage(goals=[words], questions=[{"id": "q", "ask": words}]), look)
    result = printed(papers_of(sheet), look, sans=sans)
    assert result.error == ""
    assert ink_outside(result.pdf) == []
    assert shown(result.pdf).count(squeezed(words)) == 2


@pytest.mark.parametrize(("kind", "pdf"), [("sheet", "keeper/walk"), ("handbook", "keeper")])
def test_german_is_divided_between_syllables_and_quoted_as_germans_do(
    tmp_path: Path, kind: str, pdf: str
) -> None:
    texts = (
        GERMAN
        if kind == "sheet"
        else {"At the table.": f'Am "Tor". {" ".join(GERMAN.values()) * 9}'}
    )
    built = in_language(tmp_path, "de", texts, guides_print=[kind])
    assert built.warnings == []
    text = "".join(pages(built.out / f"roles/{pdf}.pdf"))
    divided = re.findall(r"(\w+)\ufffe(\w+)", text)
    ends = {before for before, after in divided if "schutzversicherung" in before + after}
    assert ends
    syllables = ["Rechts", "schutz", "ver", "si", "che", "rungs", "ge", "sell", "schaf", "ten"]
    assert ends <= {"".join(syllables[:count]) for count in range(1, len(syllables))}
    assert squeezed("„Here is the gate.“" if kind == "sheet" else "Am „Tor“.") in squeezed(text)
