"""The candidate's page: their own guide, with computed promises, and nothing else to find."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from guides_ext import words
from guides_ext.domain import guide_domain
from guides_ext.editions.settings import conf_of
from guides_ext.print.papers.fit import longest_parts
from guides_ext.print.papers.leaflet import leaflets
from guides_ext.print.papers.runs import all_strings
from tests.projects import Built, Project

CONF = conf_of("candidate", {})
ROLE = """\
title: Gardener
summary: Looks after the trees.
stages:
  call:
    title: A call
    format: screen
    minutes: 30
    place: [phone]
    agenda: [{minutes: 25, is: their-questions}, {minutes: 5, is: notes}]
  walk:
    title: A walk
    format: pairing
    minutes: 80
    place: [garden]
    interviewers: {part-1: {told: Walks with you.}, part-2: {told: Takes notes.}}
    agenda:
      - {minutes: 10, is: notes}
      - {minutes: 40, is: main, told: Planting together}
      - {minutes: 10, is: break}
      - {minutes: 20, is: questions}
    candidate:
      expect: We plant one tree.
      bring: Boots.
      prepare: Nothing.
      not_tested: Latin names.
      sections: [day#mud]
  letter:
    title: A letter
    format: take-home
    minutes: 30
    candidate_minutes: 90
    return_within_days: 7
    interviewers: {part-1: {told: Reads it.}, part-2: {told: Asks about it.}, part-3: {}}
    agenda: [{minutes: 30, is: main}]
  debrief:
    title: Debrief
    format: debrief
    minutes: 45
    agenda: [{minutes: 45, is: main, who: interviewers}]
schedule:
  - {day: 1, stages: [call]}
  - {day: 8, stages: [{one_of: [walk, letter]}, {break: 30}, debrief]}
adjustments: Write to us.
ai: {candidate: allowed, ours: None.}
recorded: false
pay_range: Nine apples a day.
keep_notes: For a month.
decision: {by: Noor, answer_within_days: 3}
candidate:
  welcome: Good to see you.
  after: We ring you.
  places: {garden: Behind the church.}
  sections: [day]
"""
DAY = "---\norphan: true\n---\n# Your day\n\n(mud)=\n## Mud\n\nThere is some.\n"
FILES = {"conf.py": CONF, "index.md": "# Garden\n", "day.md": DAY, "roles/gardener.role.yaml": ROLE}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("candidate")).write(FILES)
    built = project.build(guides_print=["handbook", "sheet"])
    assert built.warnings == []
    assert not built.failed
    return built


@pytest.fixture(scope="module")
def page(built: Built) -> BeautifulSoup:
    return built.page("roles/gardener")


def text(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    assert found
    return " ".join(found.get_text(" ").split())


def test_time_and_days_are_those_with_the_candidate(page: BeautifulSoup) -> None:
    head = text(page, ".guide-head .guide-facts")
    assert "1 h 35 min to 2 h 25 min" in head  # 25 and 70, or 25 and 90 and 30
    assert "2 meetings on 2 days" in head
    assert "within 3 working days" in head
    assert "Noor" in head


def test_the_plan_begins_when_the_candidate_comes(page: BeautifulSoup) -> None:
    assert text(page, "#walk .guide-agenda ol").split("min")[0].strip() == "0:00 40"
    assert "Planting together" in text(page, "#walk .guide-agenda")
    assert "0:50 20 min Our questions" in text(page, "#walk .guide-agenda")
    assert "1 h 10 min" in text(page, "#walk > .guide-note")
    assert "Notes" not in text(page, "#walk .guide-agenda")


def test_all_of_it_is_there_at_a_glance(page: BeautifulSoup) -> None:
    glance = text(page, "#guide--glance")
    assert "or, as you like: A letter 1 h 30 min at home, then 30 min together" in glance
    assert "Then we meet without you 45 min; each of us has rated alone before" in glance
    assert glance.endswith("+ 3 You have our answer within 3 working days, whatever it is")
    assert "Break" not in glance  # it comes after the candidate's last meeting


def test_a_meeting_says_whom_where_and_what_not(page: BeautifulSoup) -> None:
    assert text(page, "#walk .guide-facts") == (
        "Not tested Latin names. Bring Boots. Prepare Nothing."
    )
    assert "Walks with you. Takes notes." in text(page, "#walk")
    assert "garden : Behind the church." in text(page, "#walk")
    assert "There is some." in text(page, "#walk")
    assert "instead of “A letter”, if you like" in text(page, "#walk > .guide-note")
    assert page.find(id="debrief") is None


def test_what_to_read_is_linked_by_its_title(page: BeautifulSoup) -> None:
    links = {a.get_text(): a["href"] for a in page.select("#guide--afterwards a")}
    assert links["Your day"] == "../day.html"


@pytest.mark.usefixtures("built")
def test_one_of_anything_is_said_in_the_singular() -> None:
    assert words.meetings_on(1, 1) == "1 meeting"
    assert words.people_told(1) == "One of us; the invitation says who."
    assert words.back_within(1) == "back within one day"
    assert words.answer_within(1) == "Within one working day after the candidate’s last meeting."
    assert words.answer_within(2) == "Within 2 working days after the candidate’s last meeting."
    assert words.answer_within_told(1) == "Within one working day after your last meeting."


def test_no_part_of_the_plan_is_called_other() -> None:
    assert words.timebox_told("other") == "Part of the meeting"


def test_nothing_lists_what_else_there_is(built: Built) -> None:
    assert {name for name in built.files if not name.startswith(("_static/", "print/"))} - {
        ".guides-build.json", ".guides.lock"
    } == {"index.html", "day.html", "roles/gardener.html"}  # fmt: skip
    for name in ("index", "day", "roles/gardener"):
        html = built.read(f"{name}.html")
        assert '<meta name="robots" content="noindex, nofollow">' in html
        assert 'role="search"' not in html


def printed(built: Built, name: str) -> list[str]:
    """The words of each page of a PDF, without the spaces that change as lines break."""
    document = pypdfium2.PdfDocument(built.out / "print" / "roles" / f"{name}.pdf")
    pages = ("".join(page.get_textpage().get_text_range().split()) for page in document)
    return [re.sub(r"[\u00ad\ufffe\x02-]", "", one) for one in pages]


def test_the_leaflet_has_all_of_it_in_front_and_the_meetings_overleaf(built: Built) -> None:
    front, back = printed(built, "gardener")
    for said in (
        "Yourownguide", "1h35minto2h25min", "2meetingson2days",
        "Within3workingdaysafteryourlastmeeting.", "Noor",
        "Day1Acall25min", "Day8Awalk1h10min", "orAletter1h30minathome,then30mintogether",
        "Thenwemeetwithoutyou45min", "IfyouneedanadjustmentWritetous.", "Goodtoseeyou.",
        "Wheregarden:Behindthechurch.", "AfterwardsWeringyou.",
    ):  # fmt: skip
        assert said in front
    for said in (
        "Awalk1h10min·insteadof“Aletter”,ifyoulikeWeplantonetree.",
        "Aletter1h30minathome,then30mintogether·backwithin7days·insteadof“Awalk”,ifyoulike",
        "Whomyoumeet3ofus;theinvitationsayswho.",
        "0:00Plantingtogether40min0:40Break10min0:50Ourquestions20min",
        "NottestedLatinnames.BringBoots.PrepareNothing."
        "Whomyoumeet2ofus;theinvitationsayswho.Walkswithyou.Takesnotes.",
    ):
        assert said in back
    assert "Debrief" not in front + back


def test_all_that_stands_on_a_leaflet_has_to_and_nothing_else_may(built: Built) -> None:
    (sides, *_) = leaflets(guide_domain(built.app.env).record("roles/gardener"), "Orchard")
    for side in sides:
        said = " ".join(" ".join(one.words for one in side.says).split())
        plain = [part for one in all_strings(side.filled) for part in one.split(" · ")]
        assert [one for one in plain if " ".join(one.split()) not in said] == []
    front, back = sides
    assert "Planting together" in front.silent
    assert "We ring you." in back.silent
    assert not {*front.silent, *back.silent} & {"A walk", "Gardener"}


def test_all_parts_of_a_leaflet_are_counted_where_it_does_not_fit(built: Built) -> None:
    role = guide_domain(built.app.env).record("roles/gardener")
    for key, name in (("lede", "Gardener"), ("box", "If you need an adjustment")):
        front = leaflets(role, "Orchard")[0][0].filled
        long = [[[["", "word " * 99]]]]
        front[key] = long if key == "lede" else {**front[key], "items": long}
        assert longest_parts(front)[0] == (name, 495)
    assert "All of it at a glance" in dict(longest_parts(leaflets(role, "Orchard")[0][0].filled))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("meetings", "length", "pages"), [(1, 4, 2), (6, 4, 2), (9, 4, 3), (4, 400, 3), (1, 3000, 0)]
)
def test_a_leaflet_has_two_pages_for_up_to_six_meetings_that_fit_on_one(
    tmp_path: Path, meetings: int, length: int, pages: int
) -> None:
    head, rest = ROLE.partition("stages:\n")[::2]
    walk = rest[rest.index("  walk:\n") : rest.index("  letter:\n")]
    stages = "".join(walk.replace("  walk:", f"  walk-{n}:") for n in range(meetings))
    role = f"{head}stages:\n{stages}decision: {{by: Noor, answer_within_days: 3}}\n"
    role = role.replace("We plant one tree.", f"We plant {'many ' * length}trees.")
    project = Project(tmp_path).write({**FILES, "roles/gardener.role.yaml": role})
    built = project.build(guides_print=["handbook"])
    if pages:
        assert len(printed(built, "gardener")) == pages
    else:
        (error,) = built.warnings
        assert "leaflet of 'Gardener', page 2: the leaflet is" in error


def test_each_meeting_has_a_card_and_nothing_else_is_printed(
    built: Built, page: BeautifulSoup
) -> None:
    found = {path.relative_to(built.out / "print").as_posix()
             for path in (built.out / "print").rglob("*.pdf")}  # fmt: skip
    cards = {f"roles/gardener/{name}.pdf" for name in ("call", "walk", "letter")}
    assert found == {"roles/gardener.pdf", *cards}
    (card,) = printed(built, "gardener/walk")
    assert "0:00Plantingtogether40min" in card
    (card,) = printed(built, "gardener/letter")
    assert "Whomyoumeet3ofus;theinvitationsayswho." in card
    assert "Readsit." not in card
    links = {str(one["href"]): one.get_text() for one in page.select("a.guide-pdf")}
    assert links["../print/roles/gardener.pdf"] == "Your leaflet (PDF)"
    assert links["../print/roles/gardener/walk.pdf"] == "Your card (PDF)"
