"""Sheets and handbooks in other languages: which way they run, how words divide, what quotes."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.print.keeper import FILES
from tests.print.pdfs import ink_outside, pages, squeezed
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
    "What did you see?": "Welche Rechtsschutzversicherungsgesellschaft haben Sie angerufen?",
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
    index, _count = words.search(text).get_next()
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
    for text in ("Candidate", "Welcome", "Staying"):
        mirrored, usual = (
            left_edge(one.out / "roles/keeper/walk.pdf", 0, text) for one in (built, english)
        )
        assert (usual < 0.5) == (mirrored > 0.5), text
    for stage in ("walk", "talk"):
        assert ink_outside(built.out / f"roles/keeper/{stage}.pdf") == []


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
