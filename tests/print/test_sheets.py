"""What stands on the two sides of a sheet, and what does not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from guides_ext.print.proof import MM
from tests.print.keeper import FILES
from tests.print.pdfs import ink_outside, pages, squeezed
from tests.projects import Built, Project

Sides = tuple[str, str]


def sheets_of(folder: Path, **conf: object) -> Built:
    return Project(folder).write(FILES).build("guides-pdf", guides_print=["sheet"], **conf)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return sheets_of(tmp_path_factory.mktemp("sheets"), html_baseurl="https://gates.example.com")


@pytest.fixture(scope="module")
def sides(built: Built) -> Sides:
    """The two sides of the sheet of a stage, squeezed."""
    front, back = map(squeezed, pages(built.out / "roles/keeper/walk.pdf"))
    return front, back


def test_a_sheet_is_made_for_each_stage_but_the_debrief_and_work_at_home(built: Built) -> None:
    assert built.warnings == []
    found = sorted(str(one.relative_to(built.out)) for one in built.out.rglob("*.pdf"))
    assert found == ["roles/keeper/talk.pdf", "roles/keeper/walk.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "The round", "Keeper", "Interviewer’s guide, 60 minutes", "Candidate", "Start time",
        "What this stage is for", "See how they look at gate.open.", "Let them choose the way.",
        "What it is not for", "A race.", "A guided tour.",
        "First words, said aloud", "“Shall we walk?”", "“Here is the gate.”",
        "when the dog barks“It does that.”", "The key is oiled.", "Boots are dry.",
        "They had a choice.", "The gate is shut.", "Opening the gate",
        "Open the gate for the cart.",
        "far enough", "The cart is through.", "The gate is ajar.", "There are two carts.",
        "A Watching", "“What did you see?”", "“What else?”", "“What was behind it?”",
        "“Was there a bird?”", "“What was not there?”", "Names a thing before its meaning.",
        "B Staying calm", "What would you do about a dog?", "What would you do about a cat?",
        "when there is time", "What would you like to know?", "Evidence", "More evidence",
    ],
)  # fmt: skip
def test_the_front_is_the_guide_for_the_room(sides: Sides, text: str) -> None:
    assert squeezed(text) in sides[0]


def test_the_front_counts_minutes_from_zero_and_leaves_room_to_write(sides: Sides) -> None:
    for clock in ("0:00", "0:10", "0:40", "0:55", "1:00"):
        assert clock in sides[0]


def test_a_competency_without_a_question_has_a_line_for_what_is_seen(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("roles/keeper.role.yaml", "competency: calm}", "competency: watching}")
    built = project.build("guides-pdf", guides_print=["sheet"])
    page = pdfium.PdfDocument(built.out / "roles/keeper/walk.pdf")[0]
    words = page.get_textpage()

    def heights(text: str) -> list[float]:
        search = words.search(text, match_case=True, match_whole_word=True)
        found = iter(search.get_next, None)
        return [words.get_charbox(index)[1] for index, _count in found]

    (calm,) = heights("Staying calm")
    gap = min(calm - other for other in heights("Open") if other < calm)
    assert gap >= 2 * 6.8 * MM  # two rows, and a line between them


def test_no_rating_lies_open_before_the_candidate(sides: Sides) -> None:
    for text in ("Looks away whenever something moves", "Shouts at everybody", "Not yet"):
        assert squeezed(text) not in sides[0]
    assert squeezed("what the job needs") not in sides[0]


@pytest.mark.parametrize(
    "text",
    [
        "Scorecard", "The round, Keeper", "Not observed", "Rests on", "must-have", "nice to have",
        "1Looks away whenever something moves.", "3Also knows what it was when it is gone.",
        "2Looks at it and says what it might be. ← what the job needs",
        "Every level that the job needs, seen twice.", "Before handing in", "Rated alone at",
        "gates.example.com/roles/keeper.html#walk",
    ],
)  # fmt: skip
def test_the_back_is_the_scorecard(sides: Sides, text: str) -> None:
    assert squeezed(text) in sides[1]


def test_not_observed_stands_before_the_levels(sides: Sides) -> None:
    assert sides[1].index("Notobserved") < sides[1].index("Looksaway")


def test_an_item_takes_its_form_for_the_sheet(sides: Sides) -> None:
    assert "Seeiftheyask." in sides[0]
    assert "Seewhethertheyask" not in sides[0]
    assert "Nobodyneedsthis" not in sides[0]
    assert "withoutbeingasked" not in sides[0]
    assert "Saysnothing" not in sides[0]


def test_both_sides_bear_the_version_of_the_guide(built: Built, sides: Sides) -> None:
    from guides_ext.domain import guide_domain

    version = guide_domain(built.app.env).effective("roles/keeper", "walk")["version"]
    for side in sides:
        assert f"Version{version}" in side


def test_of_a_choice_without_a_decision_both_are_printed_as_such(sides: Sides) -> None:
    dog, cat = (sides[0].index(squeezed(f"do about a {one}")) for one in ("dog", "cat"))
    assert "or" in sides[0][dog:cat]


def test_of_a_choice_that_was_made_only_that_is_printed(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    choice = "one_of: [dog, cat]"
    project.replace("roles/keeper.role.yaml", f"- {choice}", f"- {{{choice}, now: cat}}")
    out = project.build("guides-pdf", guides_print=["sheet"]).out
    front = pages(out / "roles/keeper/walk.pdf")[0]
    assert "cat" in front
    assert "dog?" not in front


def test_the_code_leads_to_the_stage_on_the_site(built: Built, tmp_path: Path) -> None:
    from guides_ext.print.sheet import code

    with pikepdf.open(built.out / "roles/keeper/walk.pdf") as pdf:
        alternatives = [str(one.Alt) for one in pdf.objects if "/Alt" in _keys(one)]
    assert "gates.example.com/roles/keeper.html#walk" in alternatives
    assert code("https://a.example.com").startswith("<svg")
    without = sheets_of(tmp_path).out / "roles/keeper/walk.pdf"
    assert "gates.example.com" not in pages(without)[1]


def _keys(one: object) -> object:
    return one.keys() if isinstance(one, pikepdf.Dictionary) else ()


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_sheet_is_one_page_a_side_on_either_paper(
    tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    out = sheets_of(tmp_path, guides_print_paper=paper).out
    for stage in ("walk", "talk"):
        pdf = out / f"roles/keeper/{stage}.pdf"
        with pikepdf.open(pdf) as found:
            boxes = [[round(float(side)) for side in page.mediabox[2:]] for page in found.pages]
        assert boxes == [list(size)] * 2
        assert ink_outside(pdf) == []


def test_a_sheet_speaks_the_language_of_the_project(tmp_path: Path) -> None:
    out = sheets_of(tmp_path, language="de").out
    front, back = map(squeezed, pages(out / "roles/keeper/walk.pdf"))
    for text in ("Leitfaden, 60 Minuten", "Worum es geht", "„What did you see?“", "weit genug"):
        assert squeezed(text) in front
    for text in ("Bewertungsbogen", "Nicht beobachtet", "das braucht die Stelle"):
        assert squeezed(text) in back
    for english in ("Evidence", "Scorecard", "Not observed", "Listen for"):
        assert squeezed(english) not in front + back
    with pikepdf.open(out / "roles/keeper/walk.pdf") as pdf:
        assert pdf.Root.Lang == "de"
