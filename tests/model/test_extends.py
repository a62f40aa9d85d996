"""A base is a library: a role has what it names of it, and every value keeps its own place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guides_ext.model.load import Loaded, load_role
from guides_ext.model.role import Role
from guides_ext.model.stage import Choice
from guides_ext.record.role import record_of
from tests.model.conftest import Load
from tests.model.texts import lines, marked

COMPANY = """\
title: Not passed on
owner: not-passed-on@example.com
review_by: 2027-01-01
jurisdictions: [de]
scale: {1: No, 2: Yes}
adjustments: Write to us.
decision: {rule: Two of two., by: Noor}
looking_for: |
  - Patience.
competencies:
  soil: {title: Soil, levels: {1: Guesses., 2: Digs.}}
  trees: {title: Trees}
  rain: {title: Rain}
tasks:
  plant: {title: Plant it}
  prune: {title: Prune it}
questions:
  why: {ask: Why?, competency: rain}
  who: {ask: Who?}
stages:
  screen:
    title: Screen
    format: screen
    minutes: 20
    main: [soil]
    also: [rain]
    agenda: [{minutes: 20, is: questions}]
    questions: [why]
    goals: |
      - Meet.
    interviewers: {lead: Asks., second: Writes.}
    whenever: {First: Hello., Last: Goodbye.}
    follow_ups: |
      - And then?
    place: [office]
    checklist:
      before: |
        - Door.
        - Light.
  debrief:
    title: Debrief
    format: debrief
    minutes: 10
    agenda: [{minutes: 10, is: notes}]
"""
HEAD = "extends: [_company]\ntitle: Gardener\n"
SCREEN = HEAD + "stages:\n  screen:\n"


def role(loaded: Loaded) -> Role:
    assert lines(loaded) == []
    assert loaded.role
    return loaded.role


def test_naming_a_stage_takes_it_with_what_it_names(load: Load) -> None:
    taken = role(load(SCREEN, _company=COMPANY))
    assert list(taken.stages) == ["screen"]
    assert list(taken.competencies) == ["soil", "rain"]
    assert list(taken.questions) == ["why"]
    assert not taken.tasks
    assert taken.stages["screen"].goals[0].text.place.file == "roles/_company.role.yaml"


def test_stages_come_in_the_order_of_the_role(load: Load) -> None:
    text = HEAD + "stages:\n  debrief:\n  screen:\n"
    assert list(role(load(text, _company=COMPANY)).stages) == ["debrief", "screen"]


def test_other_values_are_inherited_but_for_title_owner_and_review(load: Load) -> None:
    taken = role(load(SCREEN + "decision: {by: Ada}\n", _company=COMPANY))
    assert str(taken.title) == "Gardener"
    assert taken.owner is None
    assert taken.review_by is None
    assert taken.jurisdictions == ("de",)
    assert str(taken.adjustments) == "Write to us."
    assert taken.decision
    assert (str(taken.decision.rule), str(taken.decision.by)) == ("Two of two.", "Ada")


def test_a_title_is_never_a_library_s(load: Load) -> None:
    text = "extends: [_company]\nstages:\n  screen:\n"
    assert "title: missing (a role needs it)" in load(text, _company=COMPANY).problems[0].text


def test_keys_merge_and_lists_replace(load: Load) -> None:
    text = HEAD + (
        "stages:\n  screen:\n    title: First talk\n    also: []\n    questions: [who]\n"
        "    interviewers: {second: Listens., third: Watches.}\n    whenever: {Last: See you.}\n"
        "    goals: [ ]\n"
    )
    taken = role(load(text, _company=COMPANY)).stages["screen"]
    assert str(taken.title) == "First talk"
    assert taken.minutes == 20
    assert taken.also == ()
    assert taken.goals == ()
    parts = {key: str(part.is_) for key, part in taken.interviewers.items()}
    assert parts == {"lead": "Asks.", "second": "Listens.", "third": "Watches."}
    assert list(parts) == ["lead", "second", "third"]
    assert [str(one.text) for one in taken.whenever] == ["Hello.", "See you."]


def test_a_plus_adds_to_the_list_of_the_base_block_or_not(load: Load) -> None:
    text = HEAD + (
        "looking_for+:\n  - Humour.\n"
        "stages:\n  screen:\n    goals+: |\n      - Part.\n      - Laugh.\n    also+: [trees]\n"
    )
    taken = role(load(text, _company=COMPANY))
    assert [str(one.text) for one in taken.looking_for] == ["Patience.", "Humour."]
    goals = taken.stages["screen"].goals
    assert [str(one.text) for one in goals] == ["Meet.", "Part.", "Laugh."]
    assert [one.text.place.line for one in goals] == [30, 8, 9]
    assert taken.stages["screen"].observed == ("soil", "rain", "trees")
    record = record_of(taken)
    assert [one["source"]["index"] for one in record["stages"]["screen"]["goals"]] == [0, 1, 2]


@pytest.mark.parametrize("base", ["[soil]", "{soil: Digs.}"])
@pytest.mark.parametrize(
    ("own", "seen"),
    [
        ("main+: [trees]", ["soil", "trees"]),
        ("main+: {trees: Climbs.}", ["soil", "trees"]),
        ("main: [trees]", ["trees"]),
    ],
)
def test_what_a_stage_is_there_to_see_may_be_added_to(
    load: Load, base: str, own: str, seen: list[str]
) -> None:
    company = COMPANY.replace("main: [soil]", f"main: {base}")
    taken = role(load(f"{SCREEN}    {own}\n", _company=company))
    assert [one.id for one in taken.stages["screen"].main] == seen
    assert sorted(taken.competencies) == sorted([*seen, "rain"])


def test_what_competencies_look_like_in_a_stage_merges_key_by_key(load: Load) -> None:
    company = COMPANY.replace("main: [soil]", "main: {soil: Digs., trees: }")
    text = SCREEN + "    main: {trees: Climbs.}\n"
    taken = role(load(text, _company=company)).stages["screen"]
    assert [(one.id, str(one.here)) for one in taken.main] == [
        ("soil", "Digs."),
        ("trees", "Climbs."),
    ]


def test_follow_ups_checks_and_what_to_look_for_may_be_added_to(load: Load) -> None:
    company = COMPANY.replace("{title: Soil,", "{title: Soil, look_for: Dirt.,")
    text = SCREEN + (
        "    follow_ups+: What did you do?\n    checklist:\n      before+:\n"
        "        - {text: Heater., place: office}\n"
        "competencies:\n  soil:\n    look_for+: |\n      - Worms.\n"
    )
    taken = role(load(text, _company=company))
    stage = taken.stages["screen"]
    assert [str(one.text) for one in stage.follow_ups] == ["And then?", "What did you do?"]
    assert [str(one.text) for one in stage.checklist.before] == ["Door.", "Light.", "Heater."]
    assert [str(one) for one in stage.checklist.before[2].places] == ["office"]
    assert [str(one.text) for one in taken.competencies["soil"].look_for] == ["Dirt.", "Worms."]


def test_pay_notes_help_and_recording_are_inherited_key_by_key(load: Load) -> None:
    company = COMPANY + (
        "pay_range: 30 to 40\nkeep_notes: 6 months\nrecorded: false\n"
        "ai: {candidate: allowed, say: Tell us., ours: none}\n"
    )
    taken = role(load(SCREEN + "pay_range: 50\nai: {candidate: disclosed}\n", _company=company))
    assert (str(taken.pay_range), str(taken.keep_notes)) == ("50", "6 months")
    assert taken.ai
    assert (taken.ai.candidate, str(taken.ai.say), str(taken.ai.ours)) == (
        "disclosed", "Tell us.", "none"
    )  # fmt: skip
    assert taken.recorded
    assert not taken.recorded.is_


def test_an_agenda_replaces_the_base_s_with_all_that_is_in_it(load: Load) -> None:
    company = COMPANY.replace("is: questions}]", "is: questions, say: Hello., checks: Heard.}]")
    text = SCREEN + "    agenda: [{minutes: 20, is: questions, told: We talk}]\n"
    (box,) = role(load(text, _company=company)).stages["screen"].agenda
    assert (box.say, box.checks, str(box.told_)) == ((), (), "We talk")


def test_a_choice_replaces_what_is_written_out_and_the_other_way_round(load: Load) -> None:
    company = COMPANY + "    task: {title: Dig, brief: A hole.}\n"
    text = HEAD + "stages:\n  debrief:\n    task: {one_of: [plant, prune], now: prune}\n"
    taken = role(load(text, _company=company))
    assert list(taken.tasks) == ["plant", "prune"]


def test_what_is_taken_now_can_be_said_without_repeating_the_choice(load: Load) -> None:
    company = COMPANY + "    task: {one_of: [plant, prune], now: plant}\n"
    text = HEAD + "stages:\n  debrief:\n    task: {now: prune}\n"
    task = role(load(text, _company=company)).stages["debrief"].task
    assert isinstance(task, Choice)
    assert (task.one_of, task.now) == (("plant", "prune"), "prune")


def test_bases_that_share_bases_are_read_once(load: Load) -> None:
    libraries = {f"_{n}{s}": f"extends: [_{n + 1}a, _{n + 1}b]\n" for n in range(24) for s in "ab"}
    loaded = load("extends: [_0a]\ntitle: G\n", **libraries, _24a=COMPANY, _24b="level: A\n")
    assert len(loaded.files) == 50
    assert [problem.text for problem in loaded.problems] == ["stages: missing (a role needs it)"]


def test_bases_may_have_bases_and_the_nearer_one_wins(load: Load) -> None:
    text = "extends: [_north, _south]\ntitle: G\nstages:\n  talk:\n    goals+: |\n      - c\n"
    north = "extends: [_all]\nlevel: North\nsummary: North\nstages:\n  talk: {minutes: 40}\n"
    south = "level: South\nstages:\n  talk: {title: South}\n"
    everywhere = (
        "level: All\nstages:\n  talk:\n    title: Talk\n    format: other\n    minutes: 30\n"
        "    goals: |\n      - a\n    agenda: [{minutes: 40, is: main}]\n"
    )
    loaded = load(text, _north=north, _south=south, _all=everywhere)
    taken = role(loaded)
    assert (str(taken.level), str(taken.summary)) == ("South", "North")
    stage = taken.stages["talk"]
    assert (str(stage.title), stage.minutes) == ("South", 40)
    assert [str(one.text) for one in stage.goals] == ["a", "c"]
    assert loaded.files == [
        f"roles/{name}.role.yaml" for name in ("gardener", "_north", "_all", "_south")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "extends: [«_compny]\ntitle: G\n",
            "extends[0]: no base '_compny' (did you mean '_company'?)",
        ),
        (
            "extends: [«../../_company]\ntitle: G\n",
            "extends[0]: '../../_company' is outside of the sources",
        ),
        (
            "extends: [_company, «florist]\ntitle: G\n",
            "extends[1]: 'florist' is not a library (the name of a base starts with '_')",
        ),
        (
            "extends: [_company, «./_company]\ntitle: G\nstages:\n  screen:\n",
            "extends[1]: './_company' is there already",
        ),
        (
            HEAD + "stages:\n  «scren:\n",
            "stages.scren: empty, and no base has a stage 'scren' (did you mean 'screen'?)",
        ),
        (
            SCREEN + "competencies:\n  «sun:\n",
            "competencies.sun: empty, and no base has a competency 'sun' "
            "(there are: soil, trees, rain)",
        ),
        (
            HEAD + "stages:\n  screen:\n    goals: |\n      - a\n    «goals+: |\n      - b\n",
            "stages.screen.goals+: stands beside 'goals' (write one of the two)",
        ),
        (
            SCREEN + "    «non_goals+: |\n      - b\n",
            "stages.screen.non_goals+: no base has 'non_goals' here to add to (write 'non_goals')",
        ),
        (
            SCREEN + "tasks:\n  dig:\n    title: Dig\n    «easier+: Soft ground.\n",
            "tasks.dig.easier+: no base has 'easier' here to add to (write 'easier')",
        ),
        (
            SCREEN + "    questions:\n      - {ask: Hm?, «follow_ups+: [ ]}\n",
            "stages.screen.questions[0].follow_ups+: no base has 'follow_ups' here to add to "
            "(write 'follow_ups')",
        ),
        (
            SCREEN + "    «title+: More\n",
            "stages.screen.title+: unknown key ('+' adds to a list, and 'title' is none)",
        ),
        (
            SCREEN + "«questions+: {}\n",
            "questions+: unknown key ('+' adds to a list, and 'questions' is none)",
        ),
        (
            SCREEN + "    title:«\n",
            "stages.screen.title: expected a text, got nothing",
        ),
        (
            SCREEN + "    goals+: |\n      - a\n\n      «b\n",
            None,
        ),
        (
            SCREEN + "    main+: {«sun: Shines.}\n",
            "stages.screen.main[1]: no competency 'sun' (there are: soil, trees, rain)",
        ),
        (
            SCREEN + "    main+: [«soil]\n",
            "stages.screen.main[1]: 'soil' is in main already",
        ),
        (
            SCREEN + "    main+:\n      trees: Climbs.\n      «sun: Shines.\n",
            "stages.screen.main: no competency 'sun' (there are: soil, trees, rain)",
        ),
        (
            SCREEN + "    «goes_on+: Whoever digs.\n",
            "stages.screen.goes_on+: unknown key ('+' adds to a list, and 'goes_on' is none)",
        ),
        (
            SCREEN + "    «whenever+: {Later: Go.}\n",
            "stages.screen.whenever+: unknown key ('+' adds to a list, and 'whenever' is none)",
        ),
        (
            SCREEN + "    «say+: {Later: Go.}\n",
            "stages.screen.say+: no longer a key (words are said in a timebox: write its say; "
            "or, in no minute of the day, whenever)",
        ),
        (
            SCREEN + "    checklist:\n      «during+: Heard.\n",
            "stages.screen.checklist.during+: no longer a key "
            "(write it as checks of the timebox in which it is confirmed)",
        ),
        (
            SCREEN + "    checklist:\n      before+:\n        - {text: A, place: «moon}\n",
            None,
        ),
        (
            SCREEN + "    also+: [«sun]\n",
            "stages.screen.also[1]: no competency 'sun' (there are: soil, trees, rain)",
        ),
    ],
)
def test_each_miss_is_told_at_its_place(load: Load, text: str, told: str | None) -> None:
    text, (place,) = marked(text)
    loaded = load(text, _company=COMPANY)
    if told is None:
        assert f":{place}: ERROR: stages.screen." in lines(loaded)[0]
        assert len(loaded.problems) == 1
    else:
        assert lines(loaded) == [f"gardener.role.yaml:{place}: ERROR: {told}"]
    assert loaded.role is None


def test_a_file_that_extends_nothing_has_nothing_to_take_or_to_add_to(load: Load) -> None:
    text, places = marked("title: G\n«looking_for+: a\nstages:\n  «screen:\n")
    told = ["looking_for+: no base has 'looking_for' here to add to (write 'looking_for')"]
    told += ["stages.screen: empty, and no base has a stage 'screen'"]
    expected = [f"gardener.role.yaml:{p}: ERROR: {t}" for p, t in zip(places, told, strict=True)]
    assert lines(load(text)) == expected


CIRCLES = {
    "of one": {"_company": "extends: [«_company]\n"},
    "of two": {"_a": "extends: [_b]\n", "_b": "extends: [«_a]\n"},
    "of three": {
        "_a": "extends: [_c]\n",
        "_b": "level: B\nextends: [«_a]\n",
        "_c": "extends: [_b]\n",
    },
}


@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle_is_one_error_wherever_it_is_entered(load: Load, name: str) -> None:
    files = CIRCLES[name]
    clean = {key: text.replace("«", "") for key, text in files.items()}
    (closing,) = [key for key, text in files.items() if "«" in text]
    place = marked(files[closing])[1][0]
    for entered in files:
        loaded = load(f"extends: [{entered}]\ntitle: G\n", **clean)
        (told,) = lines(loaded)
        assert told.startswith(f"{closing}.role.yaml:{place}: ERROR: extends: a circle: ")
        first = min(files)
        assert told.endswith(f" → {first}")
        assert told.split("circle: ")[1].startswith(f"{first} → ")
        assert loaded.role is None


def test_a_chain_of_libraries_has_an_end(load: Load) -> None:
    chain = {f"_l{n}": f"extends: [_l{n + 1}]\n" for n in range(600)}
    problems = load("extends: [_l0]\ntitle: G\n", **chain).problems
    told = "roles/_l39.role.yaml:1:11: ERROR: extends[0]: more than 40 libraries upon each other"
    assert [str(one) for one in problems] == [told]


def test_a_missing_base_is_among_the_files_so_that_its_coming_is_noticed(load: Load) -> None:
    loaded = load("extends: [_new]\ntitle: G\n")
    assert loaded.files == ["roles/gardener.role.yaml", "roles/_new.role.yaml"]


def test_a_file_with_a_missing_base_still_tells_its_own_faults(load: Load) -> None:
    told = lines(load("extends: [_new]\ntitle: G\nlevl: A\nreview_by: soon\n"))
    assert [line.split(": ")[2] for line in told] == ["extends[0]", "levl", "review_by"]


def test_with_a_missing_base_the_parts_are_still_held_against_each_other(load: Load) -> None:
    text, places = marked(
        "extends: [«_new]\ntitle: G\nscale: {1: No, 2: Yes}\n"
        "competencies:\n  soil: {title: Soil, «levels: {1: a, 2: b, 3: c}, needs: «4}\n"
        "stages:\n  talk:\n    title: Talk\n    format: other\n    minutes: 30\n"
        "    main: [soil, base-has-it]\n    «agenda: [{minutes: 20, is: main}]\n"
        "    goals: |\n      - a\n    «goals+: |\n      - b\n    non_goals+: |\n      - c\n"
    )
    loaded = load(text)
    assert [line.split(" ERROR")[0] for line in lines(loaded)] == [
        f"gardener.role.yaml:{place}:" for place in places
    ]
    assert loaded.role is None


BROKEN = COMPANY.replace("title: Debrief", "titel: Debrief")


def test_the_fault_of_a_base_is_told_in_the_base(load: Load) -> None:
    loaded = load(SCREEN, _company=BROKEN)
    (told,) = lines(loaded)
    assert told.startswith("_company.role.yaml:41:5: ERROR: stages.debrief.titel: unknown key")


def test_a_role_stands_where_it_uses_nothing_that_is_broken_in_its_base(load: Load) -> None:
    assert load(SCREEN, _company=BROKEN).role
    assert load(HEAD + "stages:\n  debrief:\n", _company=BROKEN).role is None


def test_a_library_is_checked_alone_and_need_not_be_complete(tmp_path: Path) -> None:
    path = tmp_path / "_company.role.yaml"
    path.write_text("stages:\n  screen: {minutes: 20}\n  talk: {minuts: 20}\n")
    loaded = load_role(tmp_path, "_company.role.yaml")
    assert loaded.role is None
    assert lines(loaded) == [
        "_company.role.yaml:3:10: ERROR: stages.talk.minuts: unknown key (did you mean 'minutes'?)"
    ]


def test_what_is_missing_is_asked_for_in_the_file_that_should_have_it(load: Load) -> None:
    company = "stages:\n  bare: {title: Bare, format: other, minutes: 10}\n  own: {title: Own}\n"
    text = "extends: [_company]\ntitle: G\nstages:\n  bare:\n  own: {format: other, minutes: 5}\n"
    assert lines(load(text, _company=company)) == [
        "_company.role.yaml:2:3: ERROR: stages.bare.agenda: missing (a stage needs it)",
        "gardener.role.yaml:5:3: ERROR: stages.own.agenda: missing (a stage needs it)",
    ]


def test_an_unused_competency_of_a_base_is_no_matter(load: Load) -> None:
    assert not load(SCREEN, _company=COMPANY).problems


def test_a_library_that_has_changed_is_read_anew_though_its_time_and_size_have_not(
    load: Load, tmp_path: Path
) -> None:
    load(SCREEN, _company="")
    for said in ("Write to us.", "Speak to us."):
        path = tmp_path / "roles" / "_company.role.yaml"
        path.write_text(COMPANY.replace("Write to us.", said), encoding="utf-8")
        os.utime(path, ns=(1, 1))
        loaded = load_role(tmp_path, "roles/gardener.role.yaml")
        assert loaded.role
        assert str(loaded.role.adjustments) == said


def test_loading_a_role_leaves_its_library_as_it_was(load: Load) -> None:
    broken = SCREEN + "    minutes: 1h\n    goals+: |\n      - More.\n"
    load(broken, _company=COMPANY)
    assert len(role(load(SCREEN, _company=COMPANY)).stages["screen"].goals) == 1
