"""PDFs come with the pages, only those that have changed, and the pages link them."""

from __future__ import annotations

import inspect
import os
import pickle
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sphinx.util.console import strip_colors

from guides_ext.config import VALUES
from guides_ext.handbook.parser import RoleParser
from guides_ext.print import builder as print_builder
from guides_ext.print import jobs, kinds, prepare
from guides_ext.print.fonts import fonts_of
from guides_ext.print.make import make_papers
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.pdfs import Pdf, makers
from guides_ext.print.setting import SettingError, Typesetter
from guides_ext.record.schedule import meetings
from guides_ext.record.stage import effective_stage
from guides_ext.words import minutes
from tests.print.keeper import FILES, line_of
from tests.print.papers import LOOK, sheet_of, stage
from tests.print.pdfs import pages, shown
from tests.projects import Built, Project

ALL = ["handbook", "sheet", "series"]
SHEETS = {f"roles/keeper/{stage}.pdf" for stage in ("walk", "home", "talk", "debrief")}
KIND = {"roles/keeper.pdf": "handbook", **dict.fromkeys(SHEETS, "sheet"), "series.pdf": "series"}
PDFS = set(KIND)
SLOW = pytest.mark.slow


@pytest.fixture(scope="module")
def gates(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("gates")).write(FILES)


@pytest.fixture
def project(gates: Project) -> Iterator[Project]:
    """The gates, with what the test before has built."""
    with gates.lent():
        yield gates


def printed(built: Built, folder: str = "print") -> dict[str, int]:
    """The PDFs of a build, each with the time of its writing."""
    root = built.out / folder
    return {str(one.relative_to(root)): one.stat().st_mtime_ns for one in root.rglob("*.pdf")}


def rewritten(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in after if after[name] != before.get(name)}


def links(built: Built, docname: str) -> dict[str, str]:
    """The links to PDFs on a page, by their text; each leads to a file that is there."""
    found = {one.text: str(one["href"]) for one in built.page(docname).select("a.guide-pdf")}
    for href in found.values():
        assert (built.out / docname).parent.joinpath(href).resolve().is_file()
    return found


@pytest.mark.parametrize("builder", ["html", pytest.param("dirhtml", marks=SLOW)])
def test_pages_come_with_all_pdfs_and_link_them(project: Project, builder: str) -> None:
    built = project.build(builder, guides_print=ALL)
    assert built.warnings == []
    assert set(printed(built)) == PDFS
    if builder == "html":
        assert links(built, "roles/keeper") == {
            "Handbook (PDF)": "../print/roles/keeper.pdf",
            "Sheet for the day (PDF)": "../print/roles/keeper/debrief.pdf",
        }
        assert links(built, "index")["The series as PDF"] == "print/series.pdf"
        cards = built.page("index").select(".guide-card a.guide-pdf")
        assert [str(one["href"]) for one in cards] == [
            "print/roles/keeper/walk.pdf",
            "print/roles/keeper/home.pdf",
            "print/roles/keeper/talk.pdf",
            "print/roles/keeper/debrief.pdf",
            "print/roles/keeper.pdf",
        ], "a role's card has its sheets and its handbook"
        walk = built.page("roles/keeper").select("#walk a.guide-pdf")
        assert [one["href"] for one in walk] == ["../print/roles/keeper/walk.pdf"]
    else:
        page = built.page("roles/keeper/index")
        hrefs = [str(one["href"]) for one in page.select("a.guide-pdf")]
        assert "../../print/roles/keeper.pdf" in hrefs


def test_all_kinds_are_on_by_default() -> None:
    (kinds,) = [one.default for one in VALUES if one.name == "guides_print"]
    assert kinds == ALL


@pytest.mark.parametrize(
    "kinds",
    [[], pytest.param(["sheet"], marks=SLOW), pytest.param(["handbook"], marks=SLOW), ["series"]],
)
def test_conf_py_chooses_the_kinds(project: Project, kinds: list[str]) -> None:
    built = project.build(guides_print=kinds)
    assert set(printed(built)) == {name for name in PDFS if KIND[name] in kinds}
    linked = {
        str(one["href"]).removeprefix("../").removeprefix("print/")
        for page in ("index", "roles/keeper")
        for one in built.page(page).select("a.guide-pdf")
    }
    assert linked == {name for name in PDFS if KIND[name] in kinds}


def test_the_builder_writes_them_alone(project: Project) -> None:
    built = project.build("guides-pdf")
    assert set(printed(built, "")) == PDFS
    assert list(built.out.rglob("*.html")) == []


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_print_nothing(project: Project, builder: str) -> None:
    assert printed(project.build(builder, guides_print=ALL)) == {}


# Unchanged inputs are skipped --------------------------------------------------------------------


def test_one_process_prints_and_ends_and_where_nothing_changed_none_is_started(
    project: Project, monkeypatch: pytest.MonkeyPatch, end_printers: Callable[[], None]
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = jobs._start
    end_printers()
    monkeypatch.setattr(jobs, "end", end_printers)
    monkeypatch.setattr(jobs, "_start", lambda: started.append(start()) or started[-1])
    before = printed(project.build(guides_print=ALL, out="-once"))
    assert printed(project.build(guides_print=ALL, out="-once")) == before
    assert [one.poll() for one in started] == [0]


def test_the_process_that_prints_needs_no_sphinx_and_nothing_that_reads_sources() -> None:
    papers = papers_of(sheet_of(stage()))
    job = partial(make_papers, fonts_of({}), LOOK, [papers], None)
    job = partial(job, words=labels(), trim=True, title="Papers")
    program = (
        "import pickle, sys; pickle.load(sys.stdin.buffer)(); print(*{*sys.modules} & {*sys.argv})"
    )
    heavy = ["sphinx", "docutils", "myst_parser", "jinja2", "pydantic"]
    said = subprocess.check_output([sys.executable, "-c", program, *heavy], input=pickle.dumps(job))
    assert said == b"\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("roles/keeper.role.yaml", "At the table.", "At a table.",
         {"roles/keeper.pdf", "roles/keeper/talk.pdf"}),
        pytest.param("roles/keeper.role.yaml", "At the table.", "At the *table*.",
                     {"roles/keeper.pdf", "roles/keeper/talk.pdf"}, marks=SLOW),
        pytest.param("roles/keeper.role.yaml", "Keeps the *gate*.", "Keeps a gate.",
                     {"roles/keeper.pdf"}, marks=SLOW),
        ("articles/rounds.md", "Boots are dry.", "Shoes are dry.",
         {"roles/keeper.pdf", "roles/keeper/walk.pdf", "series.pdf"}),
        ("articles/rounds.md", "Then we sit down.", "Then we sit.", {"series.pdf"}),
    ],
)  # fmt: skip
def test_what_changed_is_printed_anew_and_no_more(
    project: Project, file: str, old: str, new: str, made: set[str]
) -> None:
    before = printed(project.build("guides-pdf"), "")
    project.replace(file, old, new)
    assert rewritten(before, printed(project.build("guides-pdf"), "")) == made


@pytest.mark.parametrize(
    "conf",
    [
        {"guides_print_paper": "letter"},
        pytest.param({"guides_print_colour": "#333333"}, marks=SLOW),
        pytest.param({"language": "de"}, marks=SLOW),
        pytest.param({"html_baseurl": "https://gates.example.com"}, marks=SLOW),
    ],
)
def test_a_setting_that_changes_pdfs_prints_all_anew(
    project: Project, conf: dict[str, Any]
) -> None:
    before = printed(project.build("guides-pdf"), "")
    after = printed(project.build("guides-pdf", **conf), "")
    assert rewritten(before, after) == PDFS


def test_a_pdf_that_was_taken_away_is_printed_again(project: Project) -> None:
    built = project.build(guides_print=ALL)
    (built.out / "print/series.pdf").unlink()
    assert set(printed(project.build(guides_print=ALL))) == PDFS


def test_the_pdfs_of_what_is_no_more_are_taken_away(project: Project) -> None:
    project.build("guides-pdf")
    project.replace("roles/keeper.role.yaml", "  talk:\n", "  chat:\n")
    project.replace("roles/keeper.role.yaml", "{break: 20}, talk]", "{break: 20}, chat]")
    built = project.build("guides-pdf")
    renamed = PDFS - {"roles/keeper/talk.pdf"} | {"roles/keeper/chat.pdf"}
    assert set(printed(built, "")) == renamed
    (project.source / "roles/keeper.role.yaml").unlink()
    assert set(printed(project.build("guides-pdf"), "")) == {"series.pdf"}


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("At the table.", "At {}.", {"roles/keeper.pdf", "roles/keeper/talk.pdf"}),
        pytest.param("Keeps the *gate*.", "Keeps {}.", {"roles/keeper.pdf"}, marks=SLOW),
        pytest.param("title: Keeper", "title: Keeper of {}", PDFS - {"series.pdf"}, marks=SLOW),
        pytest.param("Every level that the job needs, seen twice.", "See {}.",
                     PDFS - {"series.pdf"}, marks=SLOW),
    ],
)  # fmt: skip
def test_where_a_text_has_the_title_of_a_page_a_new_title_is_printed_and_no_more(
    project: Project, old: str, new: str, made: set[str]
) -> None:
    project.replace("roles/keeper.role.yaml", old, new.format("{doc}`/ghosts`"))
    project.write({"ghosts.md": "---\norphan: true\n---\n# Ghosts\n"})
    built = project.build("guides-pdf")
    assert built.warnings == []
    project.replace("ghosts.md", "# Ghosts", "# Spectres")
    before = printed(built, "")
    assert rewritten(before, printed(project.build("guides-pdf"), "")) == made


def test_a_pdf_is_printed_again_when_what_makes_its_pages_has_changed() -> None:
    printed = (getattr(one, "func", one) for one in kinds.ALL.values())  # some are partial
    made_by = [*printed, effective_stage, meetings, minutes, RoleParser]
    files = {Path(inspect.getsourcefile(one) or "") for one in made_by}
    assert files < set(makers())
    assert {".py", ".typ", ".mo"} == {one.suffix for one in makers()}


def test_a_broken_file_of_keys_costs_time_only(project: Project) -> None:
    built = project.build("guides-pdf")
    (built.out / ".keys.jsonl").write_text("{", encoding="utf-8")
    again = project.build("guides-pdf")
    assert again.warnings == []
    assert set(printed(again, "")) == PDFS


# What is said -------------------------------------------------------------------------------------


def test_warnings_of_print_come_with_their_places(project: Project) -> None:
    project.replace("articles/rounds.md", "Nobody runs", "<video>Nobody</video> runs 🐕")
    built = project.build(guides_print=ALL)
    said = [one for one in built.warnings if "guides.print" in one]
    place = f"articles/rounds.md:{line_of('Nobody runs')}"
    assert any(one.startswith(f"{place}: WARNING: HTML is not printed") for one in said)
    assert any(f"{place}: WARNING: no font has '🐕'" in one for one in said)
    assert "Nobody runs [U+1F415]" in " ".join(
        " ".join(pages(built.out / "print/series.pdf")).split()
    )


def test_a_warning_of_printing_can_be_suppressed(project: Project) -> None:
    project.replace("articles/rounds.md", "Nobody runs", "<video>Nobody</video> runs")
    built = project.build(guides_print=ALL, suppress_warnings=["guides.print"])
    assert [one for one in built.warnings if "HTML" in one] == []


IN_PRINT_ONLY = """
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

logger = logging.getLogger("others")

class Complain(SphinxPostTransform):
    default_priority = 900
    formats = ("pdf",)

    def run(self, **kwargs):
        for section in self.document.findall(lambda node: node.tagname == "section"):
            logger.warning("this section rhymes", location=section, type="others", subtype="rhyme")
        logger.warning("%s has no picture", self.env.docname, location=(self.env.docname, 3))
        logger.error("no place for it", once=True)

def setup(app):
    app.add_post_transform(Complain)
"""


def test_all_that_is_warned_of_in_print_only_is_in_the_log_with_its_own_kind(
    project: Project,
) -> None:
    project.write({"conf.py": (project.source / "conf.py").read_text() + IN_PRINT_ONLY})
    built = project.build(guides_print=["series"])
    said = [line for line in built.warnings if "rhymes" in line]
    assert "articles/rounds.md:1: WARNING: this section rhymes [others.rhyme]" in said
    assert len(said) == len(set(said)) > 1
    assert "articles/rounds.md:3: WARNING: articles/rounds has no picture" in built.warnings
    assert built.warnings.count("ERROR: no place for it") == 1
    quiet = project.build(guides_print=["series"], suppress_warnings=["others"], language="de")
    assert [line for line in quiet.warnings if "rhymes" in line] == []


def test_what_pages_have_warned_of_is_not_said_again_in_print(project: Project) -> None:
    project.replace("articles/rounds.md", "Nobody runs", "[](#nowhere) Nobody runs")
    project.write({"conf.py": (project.source / "conf.py").read_text() + CONFIG_WARNING})
    built = project.build(guides_print=ALL, guides_series=["lost"])
    for words in ("nowhere", "no document 'lost'", "of conf.py"):
        assert len([line for line in built.warnings if words in line]) == 1, built.warnings


CONFIG_WARNING = """
from sphinx.util import logging

def setup(app):
    logging.getLogger("conf").warning("a warning of conf.py")
"""


FAILING = """
from sphinx.transforms.post_transforms import SphinxPostTransform

class Fail(SphinxPostTransform):
    default_priority = 900
    formats = ("pdf",)

    def run(self, **kwargs):
        raise RuntimeError("no paper")

def setup(app):
    app.add_post_transform(Fail)
"""


def test_what_fails_in_print_only_costs_no_page_and_is_told(project: Project) -> None:
    project.write({"conf.py": (project.source / "conf.py").read_text() + FAILING})
    built = project.build(guides_print=["series"], out="-failing")
    assert built.failed
    (error,) = built.warnings
    assert "series.pdf cannot be made, by a fault of guides_ext: RuntimeError: no paper" in error
    assert "Nobody runs" in built.page("articles/rounds").text


ONLY = """
```{only} html
On a page.
```

```{only} pdf
On paper.
```

"""


def test_with_pages_and_alone_the_same_is_printed(project: Project) -> None:
    project.replace("articles/rounds.md", "Nobody runs", f"{ONLY}\nNobody runs")
    built = project.build(guides_print=ALL)
    alone = project.build("guides-pdf")
    assert "On a page." in built.page("articles/rounds").text
    assert "On paper." not in built.page("articles/rounds").text
    assert "Onpaper." in shown(built.out / "print/series.pdf")
    assert "Onapage." not in shown(built.out / "print/series.pdf")
    for name in PDFS:
        assert (built.out / "print" / name).read_bytes() == (alone.out / name).read_bytes()


def test_how_far_printing_is_and_of_how_many_is_said_in_a_log(project: Project) -> None:
    said = project.build(guides_print=ALL, out="-told").app.status.getvalue()
    shares = re.findall(r"printing 6 PDFs\.\.\. \S*\[ *(\d+)%\]", strip_colors(said))
    assert shares == ["17", "33", "50", "67", "83", "100"]


def test_an_error_of_one_pdf_fails_the_build_and_stops_no_other(project: Project) -> None:
    project.replace("roles/keeper.role.yaml", "The key is", "The key 🔑 is")
    built = project.build(guides_print=ALL)
    assert built.failed
    assert set(printed(built)) == PDFS - {"roles/keeper/walk.pdf"}
    (error,) = [one for one in built.warnings if "ERROR" in one]
    assert error.startswith(
        "roles/keeper.role.yaml:50:11: ERROR: sheet of 'The round' of 'Keeper': no font has '🔑'"
    )


def test_a_sheet_that_does_not_fit_is_told_at_its_stage(project: Project) -> None:
    box = "{minutes: 40, is: main}"
    long = f"{box[:-1]}, say: {'word ' * 2000}}}"
    project.replace("roles/keeper.role.yaml", box, long)
    built = project.build(guides_print=ALL)
    assert built.failed
    (error,) = [one for one in built.warnings if "ERROR" in one]
    assert error.startswith("roles/keeper.role.yaml:94:3: ERROR: sheet of 'The talk' of 'Keeper'")
    assert set(printed(built)) == PDFS - {"roles/keeper/talk.pdf"}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("roles/keeper.pdf", "roles/keeper.role.yaml:1:1"),
        ("roles/keeper/talk.pdf", "roles/keeper.role.yaml:94:3"),
        ("series.pdf", "articles/rounds.md:1:1"),
    ],
)
def test_a_fault_of_ours_costs_one_pdf_has_a_place_and_the_next_build_tries_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: str, place: str
) -> None:
    before = project.build("guides-pdf")
    (before.out / ".keys.jsonl").unlink()
    with monkeypatch.context() as patched:
        patched.setattr(prepare.Preparer, "job", failing(path, ZeroDivisionError("of nothing")))
        built = project.build("guides-pdf")
    assert built.failed
    (error,) = built.warnings
    assert error.startswith(
        f"{place}: ERROR: {path} cannot be made, by a fault of guides_ext: "
        "ZeroDivisionError: of nothing (test_builds.py:"
    )
    assert set(printed(built, "")) == PDFS - {path}
    kept = printed(built, "")
    again = project.build("guides-pdf")
    assert (again.warnings, again.failed) == ([], False)
    assert rewritten(kept, printed(again, "")) == {path}


def failing(path: str, error: Exception) -> Any:
    """A `Preparer.job` that has no way to prepare one PDF."""
    job = prepare.Preparer.job

    def made(preparer: prepare.Preparer, target: Pdf) -> Any:
        if target.path == path:
            raise error
        return job(preparer, target)

    return made


@pytest.mark.parametrize(
    ("does", "says"),
    [
        (partial(os._exit, 3), "its process has ended with 3 "),
        (partial(divmod, 1, 0), "ZeroDivisionError: "),
    ],
)
def test_a_process_that_fails_or_dies_costs_the_pdf_that_it_was_making(
    project: Project, monkeypatch: pytest.MonkeyPatch, does: Callable[[], Any], says: str
) -> None:
    path, job = "roles/keeper/talk.pdf", prepare.Preparer.job
    monkeypatch.setattr(
        prepare.Preparer,
        "job",
        lambda preparer, one: does if one.path == path else job(preparer, one),
    )
    project.replace("roles/keeper.role.yaml", "At the table.", "At a table.")
    built = project.build("guides-pdf", jobs=2)
    assert built.failed
    (error,) = built.warnings
    assert error.startswith(f"roles/keeper.role.yaml:94:3: ERROR: {path} cannot be made, ")
    assert says in error
    assert set(printed(built, "")) == PDFS - {path}


def test_a_paper_that_takes_too_long_is_named_and_the_next_one_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with jobs.workers(1) as run:
        monkeypatch.setattr(jobs, "DEADLINE", 1)
        made = jobs.result(run(partial(time.sleep, 99)), "roles/keeper.pdf")
        assert made.error.startswith("roles/keeper.pdf cannot be made: it takes more than 1 second")
        assert not made.foreseen
        monkeypatch.undo()
        assert run(divmod, 7, 2)() == (3, 1)


def test_a_panic_of_typst_is_an_error_and_the_next_document_is_set() -> None:
    class PanicException(BaseException):
        """As Rust's is called; it is no Exception."""

    class Panics:
        def compile_with_warnings(self, **_: object) -> None:
            raise PanicException("index out of bounds")

    typesetter = Typesetter(fonts_of({}, []))
    typesetter._compiler = Panics()  # type: ignore[assignment]
    with pytest.raises(SettingError, match="Typst has given up: index out of bounds"):
        typesetter.set("probe.typ", {"piece": "-"})
    assert typesetter.set("probe.typ", {"piece": "-"}).pdf.startswith(b"%PDF")


def test_what_was_laid_out_is_let_go_of_so_that_memory_does_not_grow_with_the_papers() -> None:
    """A document that Typst still holds is set again in a twentieth of the time."""
    typesetter = Typesetter(fonts_of({}))
    paragraphs = [
        {"t": "p", "look": "", "c": [f"{number} {'words that fill a line ' * 20}"]}
        for number in range(150)
    ]

    def seconds() -> float:
        start = time.process_time()
        typesetter.set("probe.typ", {"piece": {"t": "lines", "c": paragraphs}})
        return time.process_time() - start

    typesetter.set("probe.typ", {"piece": "-"})
    assert seconds() < 3 * seconds()


def test_without_typst_pages_are_built_and_link_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_builder, "find_spec", lambda name: None)
    built = project.build(guides_print=ALL, out="-without")
    (warning,) = built.warnings
    assert "WARNING: there is no Typst here, so nothing is printed" in warning
    assert not built.failed
    assert printed(built) == {}
    assert built.page("roles/keeper").select("a.guide-pdf") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("guides_print", ["sheets"]),
        ("guides_print_paper", "a5"),
        ("guides_print_colour", "blue"),
        ("guides_print_fonts", {"sanserif": "Lato"}),
        ("guides_sheet_overflow", "shrink"),
    ],
)
def test_a_setting_that_means_nothing_is_a_warning_and_the_default(
    project: Project, name: str, value: object
) -> None:
    default = {one.name: one.default for one in VALUES}[name]
    built = project.build("guides-pdf", **{"guides_print": [], name: value})
    assert any(f"WARNING: {name}: expected" in one for one in built.warnings)
    assert getattr(built.app.config, name) == default


# The same bytes -----------------------------------------------------------------------------------


def test_only_a_date_that_is_told_gets_into_a_pdf(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    undated = project.build("guides-pdf")
    first = {name: (undated.out / name).read_bytes() for name in PDFS}
    assert not any(b"CreationDate" in pdf for pdf in first.values())
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1700000000")
    dated = project.build("guides-pdf")
    for name in PDFS:
        assert b"D:20231114" in (dated.out / name).read_bytes()
    assert "20231114" not in shown(dated.out / "series.pdf")


def test_several_processes_make_the_same_pdfs(project: Project) -> None:
    one = project.build("guides-pdf", out="-one")
    two = project.build("guides-pdf", out="-two", jobs=2)
    for name in PDFS:
        assert (one.out / name).read_bytes() == (two.out / name).read_bytes()
