"""What a role says is on its page, in its handbook and on its sheets, in whatever it is written."""

from __future__ import annotations

import io
import json
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup, Tag

from tests.print.pdfs import pages, shown, squeezed
from tests.projects import CONF, INDEXED, Built, Project

ROLE = r"""
title: Fitter
scale: {1: "No *go*", 2: Yes}
competencies:
  quotes:
    title: '"Why" isn''t `how` -- *nor* [what](https://example.com)...'
    means: Asks "why" --- and "what for"...
    needs: 2
    levels: {1: Takes it as it is., 2: Asks for it.}
  first:
    title: Care
    means: Cares for the tools.
    levels: {1: Drops a file., 2: Oils a file.}
  second:
    title: Care
    means: Cares for the others.
    needs: 1
    levels: {1: Greets them., 2: Knows their names.}
stages:
  walk:
    title: The "walk" -- it's `short`...
    format: conversation
    minutes: 60
    interviewers:
      the-guide: {is: "Leads *it*.", brief: "You don't know `it`..."}
    main: [quotes, first]
    also: [second]
    sections: [articles/day#noon]
    agenda:
      - {minutes: 5, is: welcome, say: Shall we?}
      - {minutes: 25, is: main, with: task}
      - {minutes: 20, is: questions}
      - {minutes: 10, is: notes}
    task:
      title: The "steps" -- in `order`
      brief: |
        Do as it says:

        3. Lift the hood.
        4. Look below it.
           - Left first.
           - Then right.
        5. Shut it.

        And then:

        1. Sit down.
        2. Start it.

           Once only.
      far_enough: |
        1. It runs.
        2. It stops.
    questions:
      - id: why
        ask: Why is it "so" -- and not so?
        competency: quotes
        listen_for: |
          - Says "why".
      - {id: care, ask: How do you clean a file?, competency: first}
      - {id: more, ask: Whom do you know here?, competency: second}
  texts:
    title: Whatever texts hold
    format: conversation
    minutes: 10
    agenda:
      - minutes: 10
        is: main
        with: task
        checks: |
          - A state with a list.

            :::{checklist}
            - A state in a state.
            :::
    goals: |
      - A goal with a list.

        :::{goals}
        - A goal in a goal.
        :::
    task:
      title: The parts
      brief: |
        | Colour | Means |
        |---|---|
        | red | stop |
        | green | go *on* |

        :::{goals}
        - A goal in a brief.
        :::

        :::{non-goals}
        - A non-goal in a brief.
        :::

        :::{stage} fitter/walk
        :::

        :::{roles}
        :::

        :::{coverage} fitter
        :::

        <p>Bring the <b>red</b> pen.</p>

        ```
        cut here
        glue there
        ```
      solution: |
        :::{stage} fitter/texts
        :::
    candidate:
      expect: |
        You will see this.

        :::{stage} fitter/walk
        :::
  references:
    title: What leads elsewhere
    format: conversation
    minutes: 10
    agenda:
      - {minutes: 10, is: main, with: task}
    task:
      title: The references
      brief: |
        1. Stage {guide:stage}`walk`, role {guide:role}`fitter`,
           question {guide:question}`walk/why`.
        2. Label {ref}`hours`, anchor [](#hours), document {doc}`/articles/day`
           or {doc}`../articles/day`.
        3. File [](../articles/day.md), section [](../articles/day.md#the-opening-hours).
        4. Any {any}`/articles/day`, root [](/articles/day), label {any}`hours`.
        5. Mine: {guide:stage}`my walk <walk>`, {ref}`my label <hours>`,
           [my *file*](../articles/day.md).
        6. Dead: {guide:stage}`gone-stage`, {ref}`gone-label`, {doc}`gone-doc`, [](#gone-anchor),
           [](gone-file.md), [my dead one](gone-too.md).
  referee:
    title: A call with a referee
    format: other
    minutes: 30
    agenda:
      - {minutes: 20, is: questions, who: interviewers}
      - {minutes: 10, is: notes}
    questions:
      - {id: again, ask: Would you work with them again?}
  home:
    title: A drawing
    format: take-home
    minutes: 45
    candidate_minutes: 120
    return_within_days: 7
    agenda:
      - {minutes: 20, is: main}
      - {minutes: 10, is: break}
      - {minutes: 15, is: notes}
  debrief:
    title: Debrief
    format: debrief
    minutes: 20
    agenda:
      - {minutes: 20, is: main}
decision:
  rule: |
    Two who say "yes" -- no less.

    1. Read the notes.
    2. Talk.
"""

NO_RULE = """
title: Sweeper
stages:
  debrief:
    title: Debrief
    format: debrief
    minutes: 20
    agenda:
      - {minutes: 20, is: main}
decision: {by: Noor}
"""

DAY = """\
---
orphan: true
---

# The *long* day

(noon)=
## Noon

At noon we eat.

:::{stage} fitter/texts
:::

(hours)=
## The opening `hours`

From nine.
"""

FILES: dict[str, str | bytes] = {
    "conf.py": CONF,
    "index.md": "# Home\n\n:::{roles}\n:::\n\n:::{coverage}\n:::\n",
    "articles/day.md": DAY,
    "roles/fitter.role.yaml": ROLE,
    "roles/sweeper.role.yaml": NO_RULE,
}
SHEETS = ("walk", "texts", "references", "referee")


class Shown(NamedTuple):
    """A built role: its page, its handbook, and both sides of its sheets; paper is squeezed."""

    built: Built
    page: BeautifulSoup
    handbook: str
    sheets: dict[str, list[str]]


@pytest.fixture(scope="module")
def fitter(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    project = Project(tmp_path_factory.mktemp("fitter"), INDEXED).write(FILES)
    built = project.build("html", guides_print=["handbook", "sheet"])
    paper = built.out / "print/roles"
    sheets = {
        name: [squeezed(side) for side in pages(paper / f"fitter/{name}.pdf")] for name in SHEETS
    }
    return Shown(built, built.page("roles/fitter"), shown(paper / "fitter.pdf"), sheets)


def words(node: Tag | None) -> str:
    assert node is not None
    return " ".join(node.get_text().split()).replace("¶", "")


def test_only_dead_references_are_warned_of(fitter: Shown) -> None:
    dead = ("gone-stage", "gone-label", "gone-doc", "gone-anchor", "gone-file", "gone-too", "HTML")
    assert [one for one in fitter.built.warnings if not any(name in one for name in dead)] == []
    assert not fitter.built.failed


# Titles and meanings ----------------------------------------------------------------------------

QUOTES = "“Why” isn’t how – nor what…"
MEANINGS = {
    "quotes": (QUOTES, "Asks “why” — and “what for”…"),
    "first": ("Care", "Cares for the tools."),
    "second": ("Care", "Cares for the others."),
}
LEVELS = {
    "quotes": ("Takes it as it is.", "Asks for it."),
    "first": ("Drops a file.", "Oils a file."),
    "second": ("Greets them.", "Knows their names."),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_competency_has_its_own_meaning_and_levels_whatever_its_title(
    fitter: Shown, name: str
) -> None:
    title, means = map(squeezed, MEANINGS[name])
    back = fitter.sheets["walk"][1]
    before, _means, after = back.partition(means)
    assert title in before
    own = after.partition(squeezed("Evidence"))[0]
    assert [one for one in LEVELS[name] if squeezed(one) not in own] == []
    assert f"{title}{means}" in fitter.handbook
    rated = fitter.page.select_one(f"#walk--rating #{name}")
    assert rated is not None
    assert words(rated.select_one("th"))[2:] == MEANINGS[name][0]  # behind its letter
    assert words(rated.select_one(".guide-known")) == MEANINGS[name][1]


def test_coverage_index_and_references_lead_to_the_competency_that_is_meant(fitter: Shown) -> None:
    expected = {name: title for name, (title, _means) in MEANINGS.items()}
    rows = fitter.page.select("#guide--coverage tbody th a")
    assert {str(one["href"])[1:]: words(one) for one in rows} == expected
    assert {
        str(one["id"]): words(one.select_one("th"))[2:] for one in fitter.page.select("tbody[id]")
    } == (expected)
    index = BeautifulSoup(fitter.built.read("guide-competencies.html"), "html.parser")
    known, title = {}, ""
    for cell in index.select("tr:not(.cap, .pcap) > td:nth-child(2)"):
        link = cell.select_one("a[href]")
        title = title if cell.parent and cell.parent.get("class") else words(link or cell)
        if link is not None:
            known[str(link["href"]).partition("#")[2]] = title
    assert known == expected


@pytest.mark.parametrize(
    "text", ["The “walk” – it’s short…", "The “steps” – in order", "Why is it “so” – and not so?"]
)
def test_titles_with_markup_read_alike_everywhere(fitter: Shown, text: str) -> None:
    assert text in words(fitter.page.select_one("#walk"))
    assert squeezed(text) in fitter.handbook
    assert squeezed(text) in fitter.sheets["walk"][0]


def test_what_a_part_is_and_is_told_is_on_page_and_handbook(fitter: Shown) -> None:
    for text in ("Leads it.", "You don’t know it…"):
        assert text in words(fitter.page.select_one("#walk"))
        assert squeezed(text) in fitter.handbook


# Parts of ours in texts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A goal with a list.", "A goal in a goal.", "A state with a list.", "A state in a state.",
        "A goal in a brief.", "A non-goal in a brief.", "Bring the red pen.",
    ],
)  # fmt: skip
def test_lists_and_html_in_a_text_are_words_of_it(fitter: Shown, text: str) -> None:
    assert text in words(fitter.page.select_one("#texts"))
    assert squeezed(text) in fitter.handbook
    assert squeezed(text) in fitter.sheets["texts"][0]


def test_a_stage_without_goals_shows_no_other_ones_of_a_panel_in_its_section(fitter: Shown) -> None:
    assert "A goal with a list." in words(fitter.page.select_one("#walk .guide-drawn"))
    assert fitter.page.select("#walk > .guide-pair li") == []
    assert "goal" not in fitter.sheets["walk"][0]


def test_lines_of_code_and_rows_of_a_table_are_lines_on_the_sheet(fitter: Shown) -> None:
    front = pages(fitter.built.out / "print/roles/fitter/texts.pdf")[0].splitlines()
    for line in ("Colour | Means", "red | stop", "green | go on", "cut here", "glue there"):
        assert line in [one.strip() for one in front]


def test_the_cells_of_a_table_are_words_apart_in_the_data(fitter: Shown) -> None:
    data = json.loads(fitter.built.read("guides.json"))
    stages = {one["id"]: one for one in data["roles"]["roles/fitter"]["stages"]}
    assert "Colour Means red stop green go on" in stages["texts"]["tasks"][0]["brief"]


def test_numbered_steps_are_numbered_on_the_sheet(fitter: Shown) -> None:
    lines = [
        one.strip()
        for one in pages(fitter.built.out / "print/roles/fitter/walk.pdf")[0].splitlines()
    ]
    first = lines.index("Do as it says:")
    assert lines[first : first + 11] == [
        "Do as it says:", "3. Lift the hood.", "4. Look below it.", "– Left first.",
        "– Then right.", "5. Shut it.", "And then:", "1. Sit down.", "2. Start it.", "Once only.",
        "far enough 1. It runs. 2. It stops.",
    ]  # fmt: skip


# References -------------------------------------------------------------------------------------

LED = [
    "Stage The “walk” – it’s short…, role Fitter, question Why is it “so” – and not so?.",
    "Label The opening hours, anchor The opening hours, document The long day or The long day.",
    "File The long day, section The opening hours.",
    "Any The long day, root The long day, label The opening hours.",
    "Mine: my walk, my label, my file.",
    "Dead: gone-stage, gone-label, gone-doc, gone-anchor, gone-file.md, my dead one.",
]


def test_a_reference_says_on_paper_and_in_data_what_it_says_on_the_page(fitter: Shown) -> None:
    items = fitter.page.select("#references--task ol > li")
    assert [words(one) for one in items] == LED
    for number, line in enumerate(LED, start=1):
        assert squeezed(f"{number}. {line}") in fitter.sheets["references"][0]
    data = json.loads(fitter.built.read("guides.json"))
    stages = {one["id"]: one for one in data["roles"]["roles/fitter"]["stages"]}
    assert stages["references"]["tasks"][0]["brief"] == " ".join(LED)


# Decision and times -----------------------------------------------------------------------------


def test_a_debrief_shows_the_rule_by_which_it_decides(fitter: Shown) -> None:
    rule = fitter.page.select_one("#debrief #debrief--rule")
    assert "Two who say “yes” – no less. Read the notes. Talk." in words(rule)
    debrief = fitter.handbook.rpartition(squeezed("6 of 6"))[2]
    assert squeezed("Two who say “yes” – no less. 1. Read the notes. 2. Talk.") in debrief


def test_a_debrief_without_a_rule_has_no_section_for_one(fitter: Shown) -> None:
    page = fitter.built.page("roles/sweeper")
    assert page.select_one("#debrief") is not None
    assert page.select_one("#debrief--rule") is None
    assert shown(fitter.built.out / "print/roles/sweeper.pdf").count("Howwedecide") == 2  # overview


def test_the_candidates_time_is_what_they_are_there_for(fitter: Shown) -> None:
    # 50 + 10 + 10 minutes without notes, 30 with a break, and two hours at home; no referee's.
    assert "3 h 40 min in 4 meetings" in words(fitter.page.select_one(".guide-head"))
    stops = fitter.page.select("#guide--timeline li li")
    apart = [words(one.select_one(".guide-what")) for one in stops if "class" in one.attrs]
    assert apart == ["A call with a referee", "Debrief"]
    strip = fitter.page.select("#walk .guide-strip > svg")
    assert ["guide-apart" in one.get("class", []) for one in strip] == (
        [False, False, False, True, False, True]
    )


# Other languages --------------------------------------------------------------------------------

FRENCH = {
    "Listen for": "À l'écoute d’un signe",
    "Far enough": "L'essentiel",
    "far enough": "c'est assez",
    "Follow up": "S'il reste du temps",
    "Easier": "D'abord",
    "Harder": "D’ailleurs",
}
"""Ours in a language that we have no catalogue for, with straight and curled apostrophes."""

FRENCH_ROLE = """
title: L'ajusteur
scale: {1: Non, 2: Oui}
competencies:
  soin: {title: "L'attention", means: "Il s'applique.", levels: {1: "N'écoute pas.", 2: Écoute.}}
stages:
  tour:
    title: "L'atelier"
    format: conversation
    minutes: 30
    main: [soin]
    agenda:
      - {minutes: 20, is: main, with: task}
      - {minutes: 10, is: questions}
    task:
      title: "L'étau"
      brief: Serrer.
      far_enough: "C'est serré."
      easier: Un petit.
      harder: Un grand.
    questions:
      - id: quoi
        ask: "Qu'est-ce que c'est ?"
        competency: soin
        listen_for: "Parle d'abord du bruit."
        follow_ups: Et puis ?
"""


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Built:
    catalog = Catalog(locale="fr")
    for ours, theirs in FRENCH.items():
        catalog.add(ours, theirs)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    files: dict[str, str | bytes] = {
        "conf.py": CONF + "language = 'fr'\nlocale_dirs = ['words']\n"
        "def setup(app):\n    app.add_message_catalog('guides_ext', app.srcdir / 'words')\n",
        "index.md": "# Accueil\n",
        "words/fr/LC_MESSAGES/guides_ext.mo": compiled.getvalue(),
        "roles/ajusteur.role.yaml": FRENCH_ROLE,
    }
    project = Project(tmp_path_factory.mktemp("french")).write(files)
    return project.build(guides_print=["sheet"])


@pytest.mark.parametrize(
    "text",
    ["Parle d’abord du bruit.", "C’est serré.", "Un petit.", "Un grand.", "Et puis ?", "L’étau"],
)
def test_labels_with_apostrophes_lose_no_words(french: Built, text: str) -> None:
    assert text in words(french.page("roles/ajusteur").select_one("#tour"))
    assert squeezed(text) in squeezed(pages(french.out / "print/roles/ajusteur/tour.pdf")[0])


def test_the_labels_of_another_language_are_the_ones_meant(french: Built) -> None:
    said = words(french.page("roles/ajusteur").select_one("#tour")).replace("'", "’")
    front = shown(french.out / "print/roles/ajusteur/tour.pdf").replace("'", "’")
    for ours in ("Listen for", "Far enough"):
        assert FRENCH[ours].replace("'", "’") in said
    assert squeezed("c’est assez") in front
    assert squeezed("Il s’applique.") in front
