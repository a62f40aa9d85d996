"""A role's page shows what its file says: one role uses every key, each test one promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes

from guides_ext.domain import guide_domain
from guides_ext.model.base import YamlModel
from guides_ext.model.load import load_role
from guides_ext.model.role import YAML_MODELS
from guides_ext.parts.references import contact
from guides_ext.record.text import texts_of
from tests.handbook.whole import LIBRARY, ROLE
from tests.print.pdfs import shown, squeezed
from tests.projects import GARDEN, Built, Project

PAGE = "roles/beekeeper"


@pytest.fixture(scope="module")
def page(whole: Built) -> BeautifulSoup:
    assert whole.warnings == []
    return whole.page(PAGE)


def words(node: Tag) -> str:
    """The words of a node with one space between them."""
    return " ".join(node.get_text(" ").replace("¶", "").split())


def one(page: Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, selector
    return found[0]


def rows(page: Tag, selector: str) -> dict[str, str]:
    """The labels and texts of the rows and facts right below a part of the page."""
    found = page.select(f"{selector} > dl > div")
    return {words(one(row, "dt")): words(one(row, "dd")) for row in found}


def labels(stage: Tag) -> list[str]:
    return [words(label) for label in stage.select(".guide-question h5")]


def timebox(page: Tag, title: str) -> Tag:
    """A timebox of the visit by its title."""
    boxes = page.select("#visit--agenda .guide-agenda > ol > li")
    return next(box for box in boxes if words(one(box, ":scope > h4")) == title)


def read_out(part: Tag) -> list[str]:
    """What stands in a part of a stage, in its order: words, questions, tasks, rows."""
    blocks = part.select(":scope > :is(figure, article, section, dl)")
    return [str(block.get("id") or words(block)) for block in blocks]


def test_the_role_uses_every_key_of_the_role_file(whole_project: Project) -> None:
    loaded = load_role(whole_project.source, f"{PAGE}.role.yaml")
    used: dict[type[YamlModel], set[str]] = {kind: set() for kind in YAML_MODELS}
    for piece in pieces(loaded.role):
        used[type(piece)] |= piece.model_fields_set
    assert {kind: set(kind.model_fields) - names for kind, names in used.items()} == {
        kind: set() for kind in YAML_MODELS
    }


def pieces(value: Any) -> Iterator[YamlModel]:
    """A part of a role and all that are in it."""
    if isinstance(value, YamlModel):
        yield value
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for inner in value:
            yield from pieces(inner)


def test_the_whole_page_reads_well_as_text(
    whole_project: Project, whole: Built, snapshot: object
) -> None:
    built = whole_project.build("text")
    assert built.warnings == []
    assert built.read(f"{PAGE}.txt") == snapshot


def test_every_text_of_a_role_is_on_its_page_and_in_its_handbook(
    whole_project: Project, page: BeautifulSoup
) -> None:
    printed = whole_project.build("guides-pdf", guides_print=["handbook"])
    record = guide_domain(printed.app.env).own_record(PAGE)
    texts = [one for one in texts_of(without_short_forms(record)) if one]
    for shows in (squeezed(page.get_text()), shown(printed.out / f"{PAGE}.pdf")):
        read = re.sub(r"(?<=swarm\.)\[?1\]?", "", shows)  # without the number of its footnote
        assert [one for one in texts if squeezed(one.words) not in read] == []


def without_short_forms(value: Any) -> Any:
    """A record without what is for the sheets only."""
    if isinstance(value, dict):
        return {key: without_short_forms(one) for key, one in value.items() if key != "sheet"}
    return [without_short_forms(one) for one in value] if isinstance(value, list) else value


# Overview ----------------------------------------------------------------------------------


def test_the_head_says_how_much_of_the_candidates_time_it_takes(page: BeautifulSoup) -> None:
    # The minutes with the candidate: no notes, no break between meetings, no debrief.
    assert rows(page, ".guide-role > .guide-head") == {
        "Level": "Second season",
        "Owner": "bees @ example . com",
        "Review by": "1 May 2027",
        "Candidate’s time": "2 h 20 min – 3 h 30 min in 2 meetings",
        "Pay": "20 to 24 jars a year",
    }


def test_links_to_all_stages_stand_at_the_top(page: BeautifulSoup) -> None:
    links = page.select(".guide-role > nav.guide-stages a")
    assert [(words(link), link["href"]) for link in links] == [
        ("A call", "#call"),
        ("A morning at the hives", "#visit"),
        ("A letter from home", "#letter"),
        ("The debrief", "#debrief"),
    ]


def test_the_contents_of_the_page_go_no_deeper_than_its_stages(page: BeautifulSoup) -> None:
    links = [str(link["href"]) for link in page.select(".toc-tree a")]
    assert links[-5:] == ["#call", "#visit", "#letter", "#debrief", "#guide--calibration"]
    assert [link for link in links if "--" in link and not link.startswith("#guide--")] == []


def test_a_competency_says_what_it_means_and_why_the_job_needs_it(page: BeautifulSoup) -> None:
    means, why = page.select("#guide--matters > dl dd")[0].select("p")
    assert words(means) == "Feeds before they starve."
    assert words(why) == "A hive that starves in March was lost in October."
    assert why["class"] == ["guide-note"]


def test_a_choice_of_the_candidate_is_told_in_the_schedule(page: BeautifulSoup) -> None:
    stops = page.select("#guide--timeline .guide-day")[1].select("li")
    told = ["or, as the candidate likes:" in words(stop) for stop in stops]
    assert told == [False, True, False]  # the visit, the letter, the break
    starts = [one(stop, "svg svg")["x"] for stop in stops]
    assert starts == ["0.000%", "0.000%", "72.727%"]


def test_the_schedule_says_how_long_a_meeting_is_and_who_is_there(page: BeautifulSoup) -> None:
    notes = [words(note) for note in page.select("#guide--timeline li .guide-note:last-child")]
    assert notes == [
        "30 min",
        "120 min · Guide, Note taker",
        "2 h 15 min at home, then 45 min",
        "45 min",
        "30 min",
    ]


def test_a_break_and_a_debrief_are_apart_from_the_candidate(page: BeautifulSoup) -> None:
    stops = page.select("#guide--timeline li li")
    apart = [words(one(stop, ".guide-what")) for stop in stops if "class" in stop.attrs]
    assert apart == ["Break", "The debrief"]
    bars = [stop for stop in stops if stop.select(".guide-length > .guide-apart")]
    assert [words(one(stop, ".guide-what")) for stop in bars] == apart


def test_the_coverage_of_a_competency_without_ratings_leads_to_itself(page: BeautifulSoup) -> None:
    links = page.select("#guide--coverage tbody th a")
    assert [(words(link), link["href"]) for link in links] == [
        ("Taking care", "#care"),
        ("Patience", "#patience"),
        ("Steady hands", "#guide--coverage"),
    ]
    assert page.find(id="care")
    assert page.find(id="patience")


def test_the_page_says_how_we_decide_and_how_to_ask_for_an_adjustment(page: BeautifulSoup) -> None:
    assert words(one(page, "#guide--decision > h2")) == "How we decide"
    assert rows(page, "#guide--decision") == {
        "Rule": "Two raters see each level that the job needs.",
        "Who decides": "Noor",
        "Answer": "Within 3 working days after the candidate’s last meeting.",
        "Adjustments": "Write to bees@example.com; we ask no reason.",
    }


# Facts of a stage --------------------------------------------------------------------------


def test_a_stage_is_a_piece_of_the_strip_of_all_stages(page: BeautifulSoup) -> None:
    states = {
        stage: [bar.get("class") for bar in page.select(f"#{stage} > .guide-strip > svg")]
        for stage in ("visit", "debrief")
    }
    here, apart = ["guide-here"], ["guide-apart"]
    assert states == {
        "visit": [None, here, None, apart],
        "debrief": [None, None, None, here],
    }


def test_a_stage_says_which_part_each_interviewer_plays(page: BeautifulSoup) -> None:
    said = one(page, "#visit > dl > div:has(blockquote) > dd")
    assert [words(part) for part in said.select(":scope > div > p, :scope > p")] == [
        "Guide: Knows the hive.", "Note taker: Writes down who did what.",
        "The candidate is told: Takes notes.",
    ]  # fmt: skip


def test_what_only_who_plays_a_part_is_told_stands_below_it_and_says_so(
    page: BeautifulSoup,
) -> None:
    brief = one(page, "#visit > dl blockquote")
    assert words(brief) == "Only for whoever plays this part: Stands upwind."
    before = brief.find_previous_siblings("p")
    assert [words(line) for line in before[:2]] == [
        "The candidate is told: Takes notes.", "Note taker: Writes down who did what.",
    ]  # fmt: skip


def test_a_stage_says_where_it_is_in_the_role_and_how_it_is_held(page: BeautifulSoup) -> None:
    facts = rows(page, "#visit")
    assert facts["Stage"] == "2 of 4, on day 8 Pairing"
    assert facts["Time and place"] == "120 min Office or The orchard"


def test_a_take_home_says_how_long_it_takes_and_when_it_is_to_be_back(page: BeautifulSoup) -> None:
    said = rows(page, "#letter")["Take-home"]
    assert said == "2 h 15 min of work at home back within 7 days read alone before: 20 min"


@pytest.mark.parametrize(
    ("stage", "file", "text"),
    [("visit", "beekeeper", ROLE), ("debrief", "_outside", LIBRARY)],
)
def test_a_stage_links_to_the_line_of_the_repository_that_made_it(
    page: BeautifulSoup, stage: str, file: str, text: str
) -> None:
    line = text.splitlines().index(f"  {stage}:") + 1
    link = one(page, f"#{stage} > dl a[href*='/docs/roles/']")
    assert words(link) == f"line {line}"
    assert link["href"] == f"https://git.example.com/docs/roles/{file}.role.yaml#L{line}"


def test_the_page_says_what_the_candidate_has_been_told(page: BeautifulSoup) -> None:
    assert words(one(page, "#visit--candidate > h3")) == "What the candidate has been told"
    assert rows(page, "#visit--candidate") == {
        "To expect": "We open one hive.",
        "Bring": "Shoes that are closed.",
        "Prepare": "Sleep well.",
        "Not tested": "Latin names.",
        "The candidate and AI": "Not allowed. Leave the phone in the car.",
        "AI on our side": "A scale under the hive.",
        "Recording": "This is recorded. A camera watches the hive.",
        "Without it": "We turn it away.",
    }


def test_what_holds_in_every_stage_is_told_of_the_role_and_where_no_stage_says_otherwise(
    page: BeautifulSoup,
) -> None:
    everywhere = {
        "The candidate and AI": (
            "Allowed, and they say when they use it. Tell us when you ask a machine."
        ),
        "AI on our side": "None.",
        "Recording": "Nothing is recorded.",
    }
    assert rows(page, "#guide--terms") == {**everywhere, "Notes are kept": "6 months"}
    assert rows(page, "#letter--candidate") == everywhere
    assert page.select("#debrief--candidate") == []  # the candidate is not there


# By the clock ------------------------------------------------------------------------------


def test_a_stage_is_told_by_the_clock(page: BeautifulSoup) -> None:
    parts = [str(part["id"]) for part in page.select("#visit > section[id]")]
    assert parts == [
        "visit--candidate", "visit--before", "visit--agenda", "visit--whenever", "visit--after",
        "visit--rating", "visit--series",
    ]  # fmt: skip


def test_a_timebox_tells_what_happens_in_the_order_in_which_it_happens(page: BeautifulSoup) -> None:
    assert read_out(timebox(page, "At the hive")) == [
        "This is the quietest of our hives.",
        "Put on the veil first.",  # drawn in
        "visit-spring", "visit--task", "visit--task-2", "visit-jolt",
        "When one is stung It happens to all of us.",
        "When the hive is shut That was all for today.",  # drawn in
        "Confirm Each sting is in my notes. Office: The gate is shut. The veil is on. "
        "They know the way out.",
    ]  # fmt: skip


def test_what_a_timebox_draws_in_stays_in_it_and_elsewhere_goes_where_the_article_says(
    whole_project: Project,
) -> None:
    with whole_project.lent():
        role = f"{PAGE}.role.yaml"
        whole_project.replace(role, "        sections: [articles/day#afterwards]\n", "")
        whole_project.replace(role, "      - articles/day#smoke", "      - articles/day#afterwards")
        page = whole_project.build().page(PAGE)
        assert read_out(timebox(page, "Welcome"))[1:] == ["Confirm They know the way out."]
        assert "veil" not in words(timebox(page, "At the hive"))
        assert read_out(one(page, "#visit--whenever")) == [
            "Put on the veil first.",
            "They ask how they did We tell you on Friday.",
            "When the hive is shut That was all for today.",
            "Follow up What did you do yourself?",
            "Confirm The veil is on.",
        ]


def test_what_belongs_to_no_minute_stands_below_the_agenda(page: BeautifulSoup) -> None:
    assert read_out(one(page, "#visit--whenever")) == [
        "They ask how they did We tell you on Friday.",
        "Follow up What did you do yourself?",
    ]
    assert read_out(one(page, "#letter--whenever")) == ["letter--task"]  # no main part has it
    assert page.select("#call--whenever") == []


def test_checks_before_and_after_stand_around_the_agenda(page: BeautifulSoup) -> None:
    assert read_out(one(page, "#visit--before")) == ["Confirm The smoker is filled."]
    assert read_out(one(page, "#visit--after")) == ["Confirm Rated alone."]


def test_a_timebox_says_what_the_plan_of_the_candidate_calls_it(page: BeautifulSoup) -> None:
    notes = timebox(page, "At the hive").select(":scope > .guide-note")
    assert [words(note) for note in notes] == ["In the candidate’s plan: An hour at one hive"]


# Agenda and tasks --------------------------------------------------------------------------


def test_who_is_there_overrides_whether_a_timebox_is_apart(page: BeautifulSoup) -> None:
    titles = [words(title) for title in page.select("#visit--agenda ol > li > h4")]
    bars = page.select("#visit--agenda .guide-bar > svg")
    apart = [
        title
        for title, bar in zip(titles, bars, strict=True)
        if "guide-apart" in (bar.get("class") or [])
    ]
    assert apart == ["Break", "A word among us", "Notes"]


def test_a_task_says_how_far_is_enough_and_when_it_was_tried(page: BeautifulSoup) -> None:
    assert rows(page, "#visit--task") == {
        "Brief": "There hangs a swarm. [ 1 ] Bring it home.",
        "Far enough": "The box stands under the branch.",
        "Easier": "The branch hangs low.",
        "Harder": "There are two queens.",
        "Repository": "git.example.com/tasks/swarm",
        "Tried": "6 October 2026, jonas, 24 min",
    }
    assert words(one(page, "#letter--task > dl")) == "Far enough It names one worry of theirs."


def test_the_task_that_is_taken_at_present_says_so(page: BeautifulSoup) -> None:
    titles = [words(one(page, f"#{name} > h5")) for name in ("visit--task", "visit--task-2")]
    assert titles == [
        "The task at present: The swarm in the pear tree",
        "One of the tasks: The heavy frames",
    ]
    assert words(one(page, "#letter--task > h4")) == "The task: A letter to a neighbour"


# Questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("visit", ["spring", "jolt", "noon", "gloves", "mites", "foul", "sting"]),
        ("letter", ["jolt", "noon", "weather", "spring", "mites", "foul"]),
    ],
)
def test_questions_stand_in_full_in_the_order_in_which_they_are_asked(
    page: BeautifulSoup, stage: str, expected: list[str]
) -> None:
    asked = page.select(f"#{stage}--agenda article.guide-question")
    assert [str(one["id"]) for one in asked] == [f"{stage}-{name}" for name in expected]


def test_a_question_says_its_number_kind_and_what_it_is_a_choice_of(page: BeautifulSoup) -> None:
    assert labels(one(page, "#visit--agenda")) == [
        "Question 1, situational, when there is time",
        "Question 2",
        "Question 3",
        "Question 4",
        "Question 5, one of 5, 6",
        "Question 6, one of 5, 6, not at present",
        "Question 7, behavioural",
    ]


def test_the_mark_of_a_question_leads_to_where_its_competency_is_rated(page: BeautifulSoup) -> None:
    marks = {
        (stage, str(asked["id"]).removeprefix(f"{stage}-")): (
            words(one(asked, ".guide-mark")),
            [link["href"] for link in asked.select(".guide-mark a")],
        )
        for stage in ("call", "visit", "letter")
        for asked in page.select(f"#{stage}--agenda article.guide-question")
    }
    assert marks["call", "spring"] == ("A Taking care", ["#care"])
    assert marks["visit", "spring"] == ("A Taking care", ["#visit--rating-care"])
    assert marks["letter", "spring"] == ("B Taking care", ["#letter--rating-care"])
    assert marks["visit", "noon"] == ("B Patience", ["#patience"])
    assert marks["visit", "jolt"] == ("C Steady hands", [])  # nothing of it is rated
    assert marks["letter", "weather"] == ("not rated", [])
    for _words, links in marks.values():
        assert all(page.find(id=str(link)[1:]).name == "tbody" for link in links)


def test_what_is_named_a_second_time_is_linked(whole_project: Project) -> None:
    with whole_project.lent():
        again = "      - {minutes: 15, is: questions, with: [task, noon, spring]}"
        first = "      - {minutes: 15, is: questions, with: [noon, spring]}"
        whole_project.replace(f"{PAGE}.role.yaml", first, again)
        page = whole_project.build().page(PAGE)
    box = timebox(page, "Questions")
    assert read_out(box) == ["Again The task", "visit-noon", "Again Question 1"]
    links = [str(link["href"]) for link in box.select("dl a")]
    assert links == ["#visit--task", "#visit-spring"]
    assert len(page.select("#visit-spring")) == len(page.select("#visit--task")) == 1


# Ratings -----------------------------------------------------------------------------------


def test_a_rating_says_what_it_looks_like_here_and_what_to_listen_for(page: BeautifulSoup) -> None:
    care, patience = page.select("#visit--rating tbody")
    assert words(one(care, "th")) == "A Taking care"
    known = one(care, ".guide-known")
    assert words(one(known, ":scope > p")) == "Feeds before they starve."
    assert [words(row) for row in known.select("dl > div")] == [
        "In this stage Looks after the hive before the honey.",
        "Listen for What they do before they are asked.",
    ]
    assert words(one(patience, "th")) == "B Patience"
    assert patience.select(".guide-known") == []


def test_the_rule_by_which_a_candidate_goes_on_stands_with_the_ratings(page: BeautifulSoup) -> None:
    said = {"Who goes on": "Whoever has seen that the hive was queenless."}
    assert rows(page, "#visit--rating") == said


# What is drawn in --------------------------------------------------------------------------


def test_what_is_drawn_in_says_its_part_of_the_series_and_its_minutes(page: BeautifulSoup) -> None:
    said = [words(label) for label in page.select("#visit--series summary .guide-label")]
    assert said == ["Part 2, 1 min to read", "Part 1, 1 min to read"]


def test_a_section_whose_words_stand_in_a_timebox_is_linked(page: BeautifulSoup) -> None:
    assert rows(page, "#visit--series") == {"Also there": "Afterwards"}


def test_footnotes_that_come_along_are_numbered_on_after_those_of_the_page(
    page: BeautifulSoup,
) -> None:
    notes = {words(one(note, "p")): words(one(note, ".label")) for note in page.select(".footnote")}
    assert notes == {"Of about ten thousand.": "[ 1 ]", "Of cold smoke.": "[ 2 ]"}
    named = [words(link) for link in page.select(".footnote-reference")]
    assert named == ["[ 1 ]", "[ 2 ]"]


def test_lists_of_roles_in_a_drawn_section_lead_on_from_the_page(page: BeautifulSoup) -> None:
    drawn = one(page, "#visit-smoke")
    cards = [(words(link), link["href"]) for link in drawn.select(".guide-card a")]
    assert cards == [("Gardener", "gardener.html"), ("A walk", "gardener.html#walk")]
    own, other = drawn.select(".guide-coverage")
    assert words(one(own, "caption")).startswith(
        "Each competency"
    )  # it stands on the page of its role
    assert words(one(other, "caption")).startswith("Gardener Each competency")
    assert [link["href"] for link in own.select("tbody a")] == [
        "#care",
        "#patience",
        "#guide--coverage",
    ]
    assert [link["href"] for link in other.select("tbody a")] == ["gardener.html#care"]


def test_a_rule_inside_of_a_text_is_shown(tmp_path: Path) -> None:
    files = {**GARDEN}
    role = "roles/gardener.role.yaml"
    files[role] = files[role].replace(
        "See what they notice.", "***\n\n        See what they notice."
    )
    files["quote.md"] = "---\norphan: true\n---\n# Quote\n\n> ---\n>\n> One.\n>\n> ---\n>\n> Two.\n"
    built = Project(tmp_path).write(files).build()
    assert built.warnings == []
    quote = built.page("quote").select_one("blockquote")
    assert quote is not None
    assert " ".join(quote.text.split()) == "* * * One. * * * Two."
    assert "* * * See what they notice." in " ".join(built.page("roles/gardener").text.split())


@pytest.mark.parametrize(
    ("owner", "shown"),
    [
        ("jobs@press.example", ["mailto:jobs@press.example"]),
        ("Editorial, jobs@press.example", ["Editorial, ", "mailto:jobs@press.example"]),
        ("Ana <ana@a.example>", ["Ana <", "mailto:ana@a.example", ">"]),
        ("a@a.example or b@b.example.", ["mailto:a@a.example", " or ", "mailto:b@b.example", "."]),
        ("Write to o'brien@a.example!", ["Write to ", "mailto:o'brien@a.example", "!"]),
        ("ana@a.example/team", ["mailto:ana@a.example", "/team"]),
        ("Ana at the desk @ noon", ["Ana at the desk @ noon"]),
    ],
)
def test_each_address_of_whom_to_ask_is_a_link(owner: str, shown: list[str]) -> None:
    (line,) = contact(owner)
    found = [one.get("refuri") if isinstance(one, nodes.reference) else str(one) for one in line]
    assert found == shown
