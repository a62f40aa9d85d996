"""Rules hang on formats and kinds, and stand on the model alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from guides_ext.lint.language import ruled_out
from guides_ext.lint.lexicon import entries
from guides_ext.lint.load import builtin_rules
from guides_ext.lint.suppression import in_role_file
from tests.lint.linted import lint
from tests.projects import Built, Project
from tests.test_floors import PACKAGE, SPHINX_AND_KIN, imports

ROOT = Path(__file__).parents[2]

STAGE = """\
title: Gardener
competencies:
  care: {title: Taking care}
stages:
  walk:
    title: A walk
    format: FORMAT
    minutes: 45
    main: [care]
    interviewers: {lead: Asks.}
    agenda:
      - {minutes: 30, is: KIND}
      - {minutes: 15, is: their-questions}
    questions:
      - {ask: "Do you like trees?", competency: care, kind: open}
      - {ask: "What is dry?", competency: care, kind: open, probe: true}
      - {ask: "What is wet?", competency: care, kind: open, probe: true}
    task:
      title: The pear
"""


def broken(
    project: Project, format: str, kind: str = "questions", title: str = "A walk"
) -> set[str]:
    """The rules that a stage of a format breaks."""
    role = STAGE.replace("FORMAT", format).replace("KIND", kind).replace("A walk", title)
    return {one.rule for one in lint(project.write({"roles/gardener.role.yaml": role})).findings}


@pytest.mark.parametrize("rule", ["yes-no-question", "too-many-probes"])
def test_a_dialogue_is_not_limited_as_structured_questions_are(garden: Project, rule: str) -> None:
    assert rule in broken(garden, "structured")
    assert rule not in broken(garden, "pairing")


@pytest.mark.parametrize(
    ("rule", "format"),
    [
        ("two-raters", "screen"),
        ("task-solution", "portfolio"),
        ("structured-kinds", "conversation"),
        ("candidate-told", "debrief"),
        ("time-for-notes", "debrief"),
    ],
)
def test_a_format_that_a_rule_is_not_for_keeps_it(garden: Project, rule: str, format: str) -> None:
    assert rule in broken(garden, "structured")
    assert rule not in broken(garden, format)


def test_a_title_changes_nothing(garden: Project) -> None:
    assert broken(garden, "structured", title="Pairing") == broken(garden, "structured")


def test_of_stages_that_the_candidate_chooses_from_one_counts(garden: Project) -> None:
    role = "title: T\ncompetencies: {care: {title: Care, needs: 2}}\nstages:\n" + "".join(
        f"  {id}: {{title: A, format: other, minutes: 9, main: [care], "
        "agenda: [{minutes: 9, is: main}]}\n"
        for id in ("one", "two")
    )
    garden.write({"roles/gardener.role.yaml": role})
    assert "needed-is-seen-twice" not in {one.rule for one in lint(garden).findings}
    chosen = role + "schedule: [{day: 1, stages: [{one_of: [one, two]}]}]\n"
    garden.write({"roles/gardener.role.yaml": chosen})
    assert "needed-is-seen-twice" in {one.rule for one in lint(garden).findings}


def role_of(stages: dict[str, str], schedule: str = "") -> dict[str, str | bytes]:
    """A role file with stages by id, each what it has besides what it needs."""
    text = "title: T\ncompetencies: {care: {title: Care}, calm: {title: Calm}}\nstages:\n"
    for id, more in stages.items():
        text += f"  {id}: {{title: A, minutes: 9, agenda: [{{minutes: 9, is: main}}], {more}}}\n"
    return {"roles/gardener.role.yaml": text + (f"schedule: {schedule}\n" if schedule else "")}


WALK, TALK, DEBRIEF = (
    "format: other, main: [care]",
    "format: other, also: [calm]",
    "format: debrief",
)


@pytest.mark.parametrize(
    ("stages", "schedule", "found"),
    [
        ({"walk": WALK, "end": DEBRIEF}, "[{day: 1, stages: [walk]}]", []),
        ({"walk": WALK, "end": DEBRIEF}, "", []),
        ({"walk": WALK}, "[{day: 1, stages: [walk]}]", ["no debrief: nowhere do the ratings meet"]),
        ({"talk": TALK}, "", ["no debrief: nowhere do the ratings meet"]),
        ({"end": DEBRIEF, "talk": TALK}, "", ["'talk' is rated after the debrief"]),
        ({"end": DEBRIEF, "walk": WALK}, "[{day: 1, stages: [walk]}, {day: 2, stages: [end]}]", []),
        (
            {"walk": WALK, "talk": TALK, "end": DEBRIEF},
            "[{day: 1, stages: [walk, end]}, {day: 2, stages: [talk]}]",
            ["'talk' is rated after the debrief"],
        ),
        ({"walk": WALK, "talk": TALK, "end": DEBRIEF}, "[{day: 1, stages: [talk, end]}]", []),
        ({"talk": "format: other", "end": DEBRIEF}, "", []),
    ],
)
def test_ratings_come_before_the_debrief_on_every_day_and_in_every_stage(
    garden: Project, stages: dict[str, str], schedule: str, found: list[str]
) -> None:
    report = lint(garden.write(role_of(stages, schedule)))
    assert [one.message for one in report.findings if one.rule == "debrief-last"] == found


def test_a_competency_on_the_side_may_be_nice_to_have_and_say_no_level(garden: Project) -> None:
    report = lint(garden.write(role_of({"walk": WALK, "talk": TALK})))
    found = [one.message for one in report.findings if one.rule == "competency-level"]
    assert found == ["'care' does not say which level the job needs"]


LONG = "We walk to the pear and look at it for a while, and you say what you see. " * 5  # 85 words
SCRIPT = f"""# Words

:::{{script}}
:at: welcome

{LONG} We can move it.
:::
"""
WELCOME = """\
title: Gardener
stages:
  walk:
    title: A walk
    format: conversation
    minutes: 9
    agenda:
      - minutes: 1
        is: welcome
        MORE
      - {minutes: 8, is: their-questions}
"""


@pytest.mark.parametrize(
    ("more", "stage", "found"),
    [
        (f"say: {LONG}", "", True),
        ("say: Come in.", "", False),
        (f"say:\n          - {LONG[:190]}\n          - {LONG[190:]}", "", True),
        (f"say:\n          - {LONG[:190]}", "", False),
        (f"say:\n          - Come in.\n          - {{when: it rains, text: '{LONG}'}}", "", True),
        ("sections: [articles/words]", "", True),
        ("say: Come in.", "    sections: [articles/words]\n", True),
        ("say: Come in.", f"    whenever: {{It rains: '{LONG}'}}\n", False),
    ],
)
def test_all_words_of_a_timebox_take_its_time_and_no_others(
    garden: Project, more: str, stage: str, found: bool
) -> None:
    garden.write({
        "articles/words.md": SCRIPT,
        "roles/gardener.role.yaml": WELCOME.replace("MORE", more) + stage,
    })  # fmt: skip
    places = [str(one.place) for one in lint(garden).findings if one.rule == "speaking-time"]
    assert places == (["roles/gardener.role.yaml:8:9"] if found else [])


def test_what_a_timebox_draws_in_is_used_and_said(garden: Project) -> None:
    garden.write({
        "articles/words.md": SCRIPT,
        "index.md": "# I\n\n:::{series}\narticles/words\n:::\n",
        "roles/gardener.role.yaml": WELCOME.replace("MORE", "sections: [articles/words]"),
    })  # fmt: skip
    rules = {one.rule for one in lint(garden).findings}
    assert not {"article-unused", "offer-to-move"} & rules
    garden.replace("roles/gardener.role.yaml", "sections: [articles/words]", "say: Come in.")
    rules = {one.rule for one in lint(garden).findings}
    assert {"article-unused", "offer-to-move"} <= rules


RATED = """\
title: Gardener
competencies:
  care: {title: Taking care}
stages:
  walk:
    title: A walk
    format: structured
    minutes: 30
    main: [care]
    agenda: [{minutes: 30, is: questions}]
    questions:
      - {ask: "Tell us about a tree.", competency: care, kind: behavioural}
      - {ask: "Can you start in May?", probe: true, COMPETENCY}
      - {ask: "Can you drive?", probe: true, COMPETENCY}
"""


def test_a_question_that_is_not_rated_breaks_no_rule_about_ratings(garden: Project) -> None:
    about = {"question-competency", "question-kind", "yes-no-question", "too-many-probes"}
    for said, found in (("kind: open", about - {"question-kind"}), ("competency: none", set())):
        garden.write({"roles/gardener.role.yaml": RATED.replace("COMPETENCY", said)})
        assert about & {one.rule for one in lint(garden).findings} == found


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("A culture fit is not what we look for.", True),
        ("We do not look for a culture fit.", True),
        ("No culture fit, no gut feeling.", True),
        ("A culture fit who never complains.", False),
        ("A culture fit, which nobody minds.", False),
        ("A culture fit without children.", False),
        ("Talks of it with nobody: a culture fit.", True),
    ],
)
def test_what_is_said_of_others_behind_words_does_not_rule_them_out(text: str, out: bool) -> None:
    (entry,) = (one for one in entries("feelings") if one.name == "culture fit")
    found = entry.pattern.search(text)
    assert found
    assert ruled_out(found) == out


CLOCKED = """\
title: Gardener
audience: candidate
candidate: {places: {garden: Behind the mill.}}
competencies:
  deciding:
    title: Deciding
    levels: {1: Waits until the clock does it., 2: Turns the pump off.}
stages:
  walk:
    title: A walk
    format: pairing
    minutes: 30
    place: [garden, phone]
    main: [deciding]
    task: {title: The well, brief: Water the tree from the pump by the clock.}
    agenda: [{minutes: 30, is: other, title: "The job, as it is"}]
  talk:
    title: A talk
    format: conversation
    minutes: 30
    place: [phone]
    main: [deciding]
    agenda: [{minutes: 30, is: main}]
"""


def test_findings_name_what_the_owner_wrote_and_what_to_write(garden: Project) -> None:
    garden.write({"roles/gardener.role.yaml": CLOCKED})
    rules = ("absent-thing", "told-missing", "opened-without")
    found = [one for one in lint(garden).findings if one.rule in rules]
    assert [
        f"{one.place.line} {one.message} → {one.mend}" for one in found if one.place.line > 4
    ] == [
        "7 level 2 of 'deciding' names 'pump', which is in 'walk', and not in 'talk' → "
        "say it without, and under stages.walk what it is there: deciding: …",
        "13 candidates are told 'phone', but not how to reach you there → "
        "write candidate: {places: {phone: …}}: the address, the number, whose link",
        "16 the candidate reads 'other' in place of 'The job, as it is' → "
        "write told: beside it, in words that give nothing away",
    ]
    assert "article-unused" in {one.rule for one in lint(garden).findings}
    drawing = "format: paring\n    sections: [articles/day]"
    garden.replace("roles/gardener.role.yaml", "format: pairing", drawing)
    assert {"role-file"} <= {one.rule for one in lint(garden).findings}
    assert "article-unused" not in {one.rule for one in lint(garden).findings}


@pytest.mark.parametrize(
    ("where", "told"),
    [(["uk"], {"uk"}), (["at"], {"eu"}), ([], {"eu", "us", "uk", "de"}), (["us-ca"], {"us"})],
)
def test_a_trait_is_told_with_the_law_of_the_role_and_no_other(
    where: list[str], told: set[str]
) -> None:
    assert all(set(one.verdicts_in(where)) == told for one in entries("traits"))


SPHINX_FREE = {
    *("lint.engine", "lint.fix", "lint.folding", "lint.language", "lint.lexicon", "lint.load"),
    *("lint.page", "lint.reports", "lint.settings", "lint.sources", "lint.subjects"),
    "lint.suppression",
}


@pytest.mark.parametrize(
    ("level", "found"),
    [("some", 1), ("Advanced.", 1), ("Very good at SQL.", 1), ("Writes SQL that others read.", 0)],
)
def test_a_level_that_says_no_more_than_its_title_is_found(
    garden: Project, level: str, found: int
) -> None:
    file = "roles/gardener.role.yaml"
    garden.replace(file, "title: Taking care", "title: SQL")
    garden.replace(file, "Remembers.", level)
    rules = [one.rule for one in lint(garden).findings]
    assert rules.count("level-adjective") == found


def test_the_engine_and_the_rules_know_nothing_of_sphinx() -> None:
    ours, foreign = imports(PACKAGE)
    free = [
        module for module in ours
        if module.startswith("lint.rules") or module in SPHINX_FREE
    ]  # fmt: skip
    assert len(free) > len({rule.family for rule in builtin_rules()})
    for module in free:
        assert not {name for name in foreign[module] if name.split(".")[0] in SPHINX_AND_KIN}
        assert {target.split(".")[0] for target in ours[module]} <= {
            "files",
            "lint",
            "model",
            "record",
        }


def test_our_own_docs_have_no_error(docs: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")  # 2026-11-25
    report = lint(Project(Path(docs.app.srcdir).parent))
    assert [one for one in report.findings if one.severity == "error"] == []


def test_each_comment_of_our_own_docs_says_why() -> None:
    comments = [
        comment
        for path in (ROOT / "docs").rglob("*.yaml")
        for comment in in_role_file(path.name, path.read_text("utf-8").splitlines(), None)
    ]
    assert all(len(comment.reason.split()) > 3 for comment in comments)


def test_the_hook_of_pre_commit_runs_the_command() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "python -m guides_ext lint"
    assert hook["pass_filenames"] is False


TWO_HANDED_OVER = """\
title: Gardener
competencies:
  care: {title: Taking care}
  asking: {title: Asking}
stages:
  walk:
    title: A walk
    format: conversation
    minutes: 30
    main:
      care: Feels the soil before watering.
      asking: Asks the gardener about frost.
    agenda:
      - minutes: 30
        is: main
        say: "Feel the soil first, feel the soil. Ask the gardener about frost."
"""


def test_each_sentence_that_hands_something_over_is_told_once(garden: Project) -> None:
    garden.write({"roles/gardener.role.yaml": TWO_HANDED_OVER})
    found = [one.message for one in lint(garden).findings if one.rule == "hands-over"]
    assert [message.partition(" rates")[0] for message in found] == [
        "'Ask the gardener about frost.' hands over what 'asking'",
        "'Feel the soil first, feel the soil.' hands over what 'care'",
    ]
