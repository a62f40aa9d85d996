"""The handbook of a role and the book of the series: what is in them, and for whom."""

from __future__ import annotations

import itertools
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from tests.parts.test_places import MYST
from tests.print.keeper import FILES
from tests.print.pdfs import pages, squeezed
from tests.projects import GARDEN, Built, Project

CONF = {"guides_print": ["handbook", "series"], "project": "Gates", "language": "en_GB"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Project(tmp_path_factory.mktemp("books")).write(FILES).build("guides-pdf", **CONF)


@pytest.fixture(scope="module")
def book(built: Built) -> list[str]:
    """The pages of the handbook, squeezed."""
    assert built.warnings == []
    return [squeezed(page) for page in pages(built.out / "roles/keeper.pdf")]


ONE, TWO = "# One\n\nWords.\n", "# Two\n\nWords.\n"


@pytest.mark.parametrize(
    ("conf", "files", "there"),
    [
        ('guides_series = ["a/*"]', {"a/one.md": ONE, "a/two.md": TWO}, True),
        ("", {"a/one.md": f"---\nseries: Gates\n---\n{ONE}"}, True),
        ("", {"a/_posts/2030-01-02-one.md": ONE, "a/_posts/2030-01-03-two.md": TWO}, False),
    ],
)
def test_the_series_is_printed_whoever_puts_it_in_order_but_days_alone_do_not(
    tmp_path: Path, conf: str, files: dict[str, str | bytes], there: bool
) -> None:
    settings = f'extensions = ["guides_ext"]\n{conf}\n'
    project = Project(tmp_path).write({"conf.py": settings, "index.md": "# Index\n", **files})
    built = project.build("guides-pdf", guides_print=["series"])
    assert (built.out / "series.pdf").is_file() is there


def test_the_cover_says_which_guide_this_is_and_whose(book: list[str]) -> None:
    for text in ("Gates", "Keeper", "Keeps the gate.", "Senior", "gates@example.com", "1 May 2030"):
        assert squeezed(text) in book[0]
    assert "Version" in book[0]


def test_the_contents_name_overview_and_stages_with_their_pages(
    built: Built, book: list[str]
) -> None:
    assert book[1].startswith("Contents")
    with pdfium.PdfDocument(built.out / "roles/keeper.pdf") as pdf:
        page_of = {one.get_title(): one.get_dest().get_index() + 1 for one in pdf.get_toc()}
        for chapter in ("Overview", "The round", "At home", "The talk", "Debrief"):
            assert squeezed(chapter) in book[page_of[chapter] - 1]
            entry = book[1].split(squeezed(chapter), 1)[1].lstrip(".")
            assert entry.startswith(str(page_of[chapter]))


def test_the_contents_say_nothing_that_each_stage_has(book: list[str]) -> None:
    assert "Whomeetsthecandidate,andwhen" in book[1], "of the overview, each part"
    for heading in ("Agenda", "Before", "Rating", "Fromtheseries", "Whenever"):
        assert f"{heading}..." not in book[1]


def test_a_timeline_stands_on_one_page_unless_it_is_longer(tmp_path: Path) -> None:
    days = [f"  - {{day: {number}, stages: [walk]}}\n" for number in range(1, 50)]
    role = GARDEN["roles/gardener.role.yaml"] + "schedule:\n"
    files = {"gardener": role + "".join(days[:12]), "cook": role + "".join(days)}
    roles = {f"roles/{name}.role.yaml": text for name, text in files.items()}
    built = (
        Project(tmp_path).write({**GARDEN, **roles}).build("guides-pdf", guides_print=["handbook"])
    )
    assert built.warnings == []
    (short,) = [page for page in pages(built.out / "roles/gardener.pdf") if "Day 12" in page]
    assert "Day 1\n" in short.replace("\r", "")
    long = " ".join(pages(built.out / "roles/cook.pdf"))
    assert all(f"Day {number}" in long for number in range(1, 50))


def test_contents_that_need_a_little_more_than_a_page_are_set_on_one(tmp_path: Path) -> None:
    files = {f"a/a{number}.md": f"# Chapter {number}\n\nWords.\n" for number in range(10, 52)}
    conf = 'extensions = ["guides_ext"]\nguides_series = ["a/*"]\n'
    project = Project(tmp_path).write({"conf.py": conf, "index.md": "# Index\n", **files})
    built = project.build("guides-pdf", guides_print=["series"])
    found = [squeezed(page) for page in pages(built.out / "series.pdf")]
    assert found[1].startswith("Contents")
    assert "Chapter51" in found[1]
    assert found[2].startswith("Chapter10Words.")


@pytest.mark.xfail(MYST < (5, 2), reason="MyST 5.1 loses the footnotes of headings")
@pytest.mark.parametrize("text", ["# A[^a]\n\nBody.", "# A\n\n## B[^a]\n\nBody[^a]."])
def test_a_footnote_of_a_heading_stands_below_it_only(tmp_path: Path, text: str) -> None:
    conf = 'extensions = ["guides_ext"]\nguides_series = ["a"]\n'
    files = {"conf.py": conf, "index.md": "# Index\n", "a.md": f"{text}\n\n[^a]: The note.\n"}
    built = Project(tmp_path).write(files).build("guides-pdf", guides_print=["series"])
    _cover, contents, chapter = [squeezed(page) for page in pages(built.out / "series.pdf")]
    assert "Thenote." not in contents
    assert chapter.endswith("1Thenote.Projectnamenotset·A3")


def test_the_overview_comes_first_then_each_stage_with_all_that_is_in_it(book: list[str]) -> None:
    text = "".join(book[2:])
    order = [
        "Overview", "Theround", "See how they look at gate.open.", "Let them choose the way.",
        "The key is oiled", "Boots are dry.", "Shall we walk?", "Here is the gate.",
        "Opening the gate", "Brief Open the gate for the cart.", "Question 1 A Watching",
        "What did you see?", "Names a thing before", "Whenever", "the dog barks", "It does that.",
        "They had a choice.", "After", "The gate is shut.", "A Watching", "Sees what comes.",
        "Looks away whenever something moves.", "the job needs this", "Nobody runs on the wall.",
        "The talk",
    ]  # fmt: skip
    place = 0
    for one in order:
        place = text.index(squeezed(one), place)


def test_a_brief_stands_under_its_part_in_the_handbook_and_on_no_sheet(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    brief = "notes: {is: Writes., rates: false, brief: You have *waited* three days.}"
    project.replace("roles/keeper.role.yaml", "notes: {is: Writes., rates: false}", brief)
    long = "the invitation explains understanding"
    project.replace("roles/keeper.role.yaml", "the dog barks", long)
    built = project.build("guides-pdf", guides_print=["handbook", "sheet"])
    assert built.warnings == []
    assert "explains" in " ".join(pages(built.out / "roles/keeper.pdf")), "no label is divided"
    said = "Notes: Writes. Only for whoever plays this part: You have waited three days."
    assert squeezed(said) in squeezed(" ".join(pages(built.out / "roles/keeper.pdf")))
    sheet = squeezed(" ".join(pages(built.out / "roles/keeper/walk.pdf")))
    assert "waited" not in sheet


def test_every_level_of_a_rating_is_anchored(book: list[str]) -> None:
    text = "".join(book)
    for level in ("Shouts at everybody", "Waits for a moment", "Also makes the others wait"):
        assert squeezed(level) in text


def test_the_series_has_every_article(built: Built) -> None:
    text = squeezed(" ".join(pages(built.out / "series.pdf")))
    for one in ("Rounds", "Walking", "Nobody runs on the wall.", "Then we sit down."):
        assert squeezed(one) in text


def test_a_reference_within_the_book_gives_its_page(built: Built) -> None:
    found = pages(built.out / "series.pdf")
    number = next(n for n, page in enumerate(found, 1) if "Then we sit down." in page)
    assert f"the talk (p. {number})" in " ".join(" ".join(found).split())


def test_a_reference_that_leaves_the_book_leads_to_the_site_or_is_its_text(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)

    def addresses(**conf: object) -> set[str]:
        out = project.build("guides-pdf", guides_print=["handbook"], **conf).out
        with pikepdf.open(out / "roles/keeper.pdf") as pdf:
            notes = [one for page in pdf.pages for one in page.get("/Annots", [])]
            return {str(one.A.URI) for one in notes if "/A" in one and "/URI" in one.A}

    known = addresses(html_baseurl="https://gates.example.com")
    assert "https://gates.example.com/articles/rounds.html#after" in known
    assert not any("gates.example.com" in one for one in addresses())


def test_a_book_has_bookmarks_title_and_language(built: Built) -> None:
    pdf = pdfium.PdfDocument(built.out / "roles/keeper.pdf")
    marks = [(one.level, one.get_title()) for one in pdf.get_toc()]
    pdf.close()
    assert [title for level, title in marks if level == 0] == [
        "Contents", "Overview", "The round", "At home", "The talk", "Debrief",
    ]  # fmt: skip
    assert (1, "Agenda") in marks
    with pikepdf.open(built.out / "roles/keeper.pdf") as found:
        assert found.Root.Lang == "en-GB"
        assert found.docinfo.Title == "Keeper"


@pytest.mark.parametrize("name", ["roles/keeper.pdf", "series.pdf"])
def test_a_book_says_that_it_is_accessible_and_is_tagged(built: Built, name: str) -> None:
    with pikepdf.open(built.out / name) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        levels = headings(pdf)
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def headings(pdf: pikepdf.Pdf) -> list[int]:
    """The levels of all headings in reading order."""
    found = tags(pdf.Root.StructTreeRoot)
    return [int(tag[2:]) for tag in found if tag.startswith("/H") and tag[2:].isdigit()]


def tags(node: pikepdf.Object) -> list[str]:
    """The structure of a PDF in reading order."""
    if not isinstance(node, pikepdf.Dictionary):
        return []
    inside = node.get("/K", [])
    children = inside if isinstance(inside, pikepdf.Array) else [inside]
    found = [str(node.S)] if "/S" in node else []
    return [*found, *(tag for child in children for tag in tags(child))]


def test_heading_levels_that_jump_are_numbered_anew(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    project.replace("articles/rounds.md", "## After", "#### After\n\nDeep.\n\n## Last")
    built = project.build("guides-pdf", guides_print=["series"], suppress_warnings=["myst.header"])
    with pikepdf.open(built.out / "series.pdf") as pdf:
        assert max(headings(pdf)) == 3
    assert not built.failed


def test_fonts_are_embedded_as_subsets(built: Built) -> None:
    with pikepdf.open(built.out / "roles/keeper.pdf") as pdf:
        names = {str(one.BaseFont) for one in dictionaries(pdf) if one.get("/Type") == "/Font"}
    assert names
    assert all(name[7:8] == "+" for name in names), names
    assert any("SourceSerif" in name for name in names)
    assert any("SourceSans" in name for name in names)


def test_paper_colour_logo_and_fonts_come_from_conf_py(tmp_path: Path) -> None:
    project = Project(tmp_path).write(
        {**FILES, "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'}
    )
    out = project.build(
        "guides-pdf", guides_print=["handbook"], guides_print_paper="letter",
        guides_print_colour="#800000", guides_print_logo="logo.svg",
        guides_print_fonts={"serif": "Source Sans 3"},
    ).out  # fmt: skip
    with pikepdf.open(out / "roles/keeper.pdf") as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [612, 792]
        streams = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        names = " ".join(str(one.get("/BaseFont", "")) for one in dictionaries(pdf))
    assert b"0.5019608 0 0" in streams
    assert "SourceSerif" not in names


def dictionaries(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]


def test_headings_and_quotes_speak_the_language_of_the_project(tmp_path: Path) -> None:
    project = Project(tmp_path).write(FILES)
    out = project.build("guides-pdf", guides_print=["handbook"], language="de").out
    text = squeezed(" ".join(pages(out / "roles/keeper.pdf")))
    for one in ("Inhalt", "Überblick", "Zuständig", "Fassung", "das braucht die Stelle"):
        assert squeezed(one) in text


def test_a_table_repeats_its_head_on_the_next_page(tmp_path: Path) -> None:
    rows = "".join(f"| row {number} | cell |\n" for number in range(120))
    table = f"# Rounds\n\n(walking)=\n## Walking\n\n| Number | Value |\n|---|---|\n{rows}"
    project = Project(tmp_path).write({**FILES, "articles/rounds.md": table})
    found = pages(project.build("guides-pdf", guides_print=["series"]).out / "series.pdf")
    with_rows = [page for page in found if "row " in page]
    assert len(with_rows) > 1
    assert all("Number" in page for page in with_rows)
