"""Lists that authors label anyway become goals, non-goals and checklists; others are left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from guides_ext.domain import guide_domain
from tests.projects import CONF, Project

LISTS = (Path(__file__).parent / "corpus" / "lists.md").read_text(encoding="utf-8")

Lifted = list[tuple[str, str, list[str]]]


def lifted(folder: Path, text: str, conf: str = "") -> Lifted:
    """Kind, phase and items of each list of ours on a page."""
    project = Project(folder).write({"conf.py": CONF + conf, "index.md": text})
    built = project.build("dummy")
    assert [line for line in built.warnings if "guides" in line] == []
    record = guide_domain(built.app.env).articles["index"]
    return [
        (one["kind"], one["phase"], [item["text"].words for item in one["items"]])
        for one in record["lists"]
    ]


def test_the_lists_of_the_corpus_that_are_meant_are_lifted_and_no_other(tmp_path: Path) -> None:
    assert lifted(tmp_path, LISTS) == [
        ("goals", "", ["Lift goal one", "Lift goal two"]),
        ("non_goals", "", ["Lift non-goal one"]),
        ("checklist", "during", ["Lift cover one", "Lift cover two"]),
        ("checklist", "before", ["Lift before one"]),
        ("goals", "", ["Lift goal three"]),
        ("checklist", "after", ["Lift after one"]),
    ]


@pytest.mark.parametrize(
    ("label", "kind", "phase"),
    [
        ("Goal", "goals", ""),
        ("Goals:", "goals", ""),
        ("**GOALS**", "goals", ""),
        ("*Goal*:", "goals", ""),
        ("Non-goals", "non_goals", ""),
        ("non goal", "non_goals", ""),
        ("Not Goals:", "non_goals", ""),
        ("Things to cover", "checklist", "during"),
        ("Thing to cover:", "checklist", "during"),
        ("Checklist", "checklist", "during"),
        ("Before the interview …", "checklist", "before"),
        ("__During the interview:__", "checklist", "during"),
        ("After the interview", "checklist", "after"),
    ],
)
@pytest.mark.parametrize("form", ["- {}\n  - One\n", "{}\n\n- One\n", "{}\n\n1. One\n"])
def test_a_label_counts_whatever_its_case_colon_emphasis_and_number(
    tmp_path: Path, label: str, kind: str, phase: str, form: str
) -> None:
    assert lifted(tmp_path, "# T\n\n" + form.format(label)) == [(kind, phase, ["One"])]


LABELLED = {
    ("goals", ""): ("Goals of this stage", "goal of the interview"),
    ("non_goals", ""): ("Nongoals", "not a goal", "No goals", "Anti-goals"),
    ("checklist", "before"): ("Checklist before the interview",),
    ("checklist", "during"): ("Checklist during the interview",),
    ("checklist", "after"): ("Checklist after the interview",),
}


def test_labels_may_be_said_in_more_words(tmp_path: Path) -> None:
    labels = [(kind, label) for kind, all_ in LABELLED.items() for label in all_]
    text = "".join(f"{label}:\n\n- {label}\n\n" for _kind, label in labels)
    expected = [(*kind, [label]) for kind, label in labels]
    assert lifted(tmp_path, f"# T\n\n{text}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Our goals are these:\n\n- One\n",
        "Goals: be kind\n\n- One\n",
        "Goals\n\nWords.\n\n- One\n",
        "> Goals:\n>\n> - One\n",
        "- Reading\n  - Goals:\n    - One\n",
        ":::{note}\nGoals:\n\n- One\n:::\n",
        "- Goals\n- Non-goals\n",
        "- Goals:\n\n  Words.\n\n  - One\n",
        "- Goals:\n  - One\n\n  More words.\n",
        "Goals:\n\n-\n- One\n",
        "```\n- Goals:\n  - One\n```\n",
        "## Goals\n\n- One\n",
        "Golas\n\n- One\n",
        "- [Goals](#t)\n  - One\n",
        "![Goals](x.svg)\n\n- One\n",
        "- Goals\n  - [One](#t)\n  - [Two](#t)\n",
    ],
)
def test_a_list_that_only_looks_like_one_is_left_alone(tmp_path: Path, text: str) -> None:
    assert lifted(tmp_path, f"# T\n\n{text}") == []


def test_items_beside_a_labelled_one_stay_a_list_in_their_place(tmp_path: Path) -> None:
    text = "# T\n\n- Before\n- Goals:\n  - One\n- After\n"
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": text})
    section = project.build().page("index").select_one("section")
    assert section is not None
    said = [words for words in section.get_text("\n", strip=True).split("\n") if words not in "T¶"]
    assert said == ["Before", "Goals", "One", "After"]


def test_an_item_keeps_its_markup_and_its_short_form_and_loses_its_box(tmp_path: Path) -> None:
    text = "# T\n\nGoals\n\n- [ ] *See* `them`\n  - Sheet: Short\n"
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": text})
    built = project.build()
    (found,) = guide_domain(built.app.env).articles["index"]["lists"]
    assert (found["items"][0]["text"].words, found["items"][0]["sheet"].words) == (
        "See them",
        "Short",
    )
    assert "<em>See</em> <code" in built.read("index.html")
    assert "task-list-item" not in built.read("index.html")


def test_further_labels_are_named_in_conf_py(tmp_path: Path) -> None:
    conf = 'guides_lift_labels = {"goals": ["Ziele"], "after": ["Danach"]}\n'
    text = "# T\n\nZIELE:\n\n- Eins\n\nDanach …\n\n- Zwei\n\nGoals\n\n- Drei\n"
    assert lifted(tmp_path, text, conf) == [
        ("goals", "", ["Eins"]),
        ("checklist", "after", ["Zwei"]),
        ("goals", "", ["Drei"]),
    ]


@pytest.mark.parametrize("labels", ['{"gaols": ["X"]}', '{"goals": "X"}', '{"goals": [":"]}'])
def test_labels_that_are_none_are_warned_of(tmp_path: Path, labels: str) -> None:
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": "# T\n\nGoals\n\n- One\n"})
    (project.source / "conf.py").write_text(f"{CONF}guides_lift_labels = {labels}\n", "utf-8")
    built = project.build("dummy")
    assert "guides_lift_labels: expected lists of labels under" in built.warnings[0]
    assert len(guide_domain(built.app.env).articles["index"]["lists"]) == 1


@pytest.mark.parametrize("value", ["false", "no", "off", '"false"'])
def test_a_page_switches_it_off_for_itself(tmp_path: Path, value: str) -> None:
    assert lifted(tmp_path, f"---\nguides_lift: {value}\n---\n\n{LISTS}") == []


def test_conf_py_switches_it_off_and_a_page_on_again(tmp_path: Path) -> None:
    assert lifted(tmp_path / "off", LISTS, "guides_lift = False\n") == []
    again = f"---\nguides_lift: true\n---\n\n{LISTS}"
    assert len(lifted(tmp_path / "on", again, "guides_lift = False\n")) == 6


def test_what_is_lifted_is_said_at_verbose_level_with_its_place(tmp_path: Path) -> None:
    project = Project(tmp_path).write({"conf.py": CONF})
    shutil.copy(Path(__file__).parent / "corpus" / "lists.md", project.source / "index.md")
    app = SphinxTestApp("dummy", srcdir=project.source, builddir=tmp_path / "b", verbosity=1)
    try:
        app.build()
        said = app.status.getvalue()
    finally:
        app.cleanup()
    assert "index.md:5: lifted: goals, items: 2" in said
    assert "lifted: checklist before, items: 1" in said
