"""Every fault of a role file is told at its place, in words that say how to mend it."""

from __future__ import annotations

import pytest

from tests.model.conftest import Load
from tests.model.texts import COMPLETE, lines, marked

STAGE = COMPLETE.removeprefix("title: Gardener\n")
HEAD = "title: Gardener\n"
BANKS = """\
scale: {1: No, 2: Yes}
competencies:
  soil: {title: Soil, levels: {1: Guesses., 2: Digs.}}
  trees: {title: Trees}
tasks:
  plant: {title: Plant it}
questions:
  why: {ask: Why?, competency: soil}
  who: {ask: Who?}
"""


def stage(more: str = "", agenda: str = "[{minutes: 30, is: questions}]") -> str:
    """A role with banks and one stage, which has `more`."""
    indented = "".join(f"    {line}\n" for line in more.splitlines())
    return (
        f"{HEAD}{BANKS}stages:\n  talk:\n    title: Talk\n    format: conversation\n"
        f"    minutes: 30\n    main: [soil, trees]\n    agenda: {agenda}\n{indented}"
    )


# What the page of the format promises, to the letter and with its places.
PROMISED = {
    "31:15": (
        "\n" * 24 + "title: T\nstages:\n pairing:\n  title: P\n  agenda:\n"
        "  - {minutes: 60, is: main}\n  - {minutes: 1h, is: main}\n  format: pairing\n"
        "  minutes: 120\n",
        "stages.pairing.agenda[1].minutes: expected whole minutes, got '1h' (write 60)",
    ),
    "44:9": (
        "\n" * 36 + "title: T\nstages:\n    pairing:\n        title: P\n        minutes: 30\n"
        "        agenda: [{minutes: 30, is: main}]\n        format: pairing\n"
        "        quesions: []\n",
        "stages.pairing.quesions: unknown key (did you mean 'questions'?)",
    ),
    "52:21": (
        "\n" * 36 + "title: T\nstages:\n  pairing:\n    title: P\n    minutes: 30\n"
        "    agenda: [{minutes: 30, is: questions}]\n    format: pairing\n"
        "    main: [exploration, dialogue]\n    questions: [odd-cases]\ncompetencies:\n"
        "    exploration: {title: E}\n    dialogue: {title: D}\n"
        "questions:\n    odd-cases:\n        ask: Which?\n        competency: explore\n",
        "questions.odd-cases.competency: no competency 'explore' "
        "(there are: exploration, dialogue)",
    ),
    "60:5": (
        "\n" * 54 + "title: T\nstages:\n  pairing:\n    title: P\n    minutes: 120\n"
        "    agenda: [{minutes: 60, is: main}, {minutes: 55, is: main}]\n    format: pairing\n",
        "stages.pairing.agenda: adds up to 115 minutes, the stage has 120",
    ),
}


@pytest.mark.parametrize("place", PROMISED)
def test_the_promised_messages_come_to_the_letter(load: Load, place: str) -> None:
    text, message = PROMISED[place]
    assert lines(load(text)) == [f"gardener.role.yaml:{place}: ERROR: {message}"]


CUT = (
    "is cut off from the text, since ' #' starts a comment "
    "(quote the text; a comment stands behind two spaces and '# ', or in its own line)"
)
UNTOLD = "what is told of it, or the way out, is missing (write {is: true, say: …, instead: …})"

FAULTS = {
    # values
    "review_by: «1 May 2027\n": "review_by: expected a day such as 2027-05-01, got '1 May 2027'",
    "review_by: «2027-02-30\n": "review_by: expected a day of the calendar, got '2027-02-30'",
    "level: «[a]\n": "level: expected a text, got a list",
    "level:«\n": "level: expected a text, got nothing",
    "level: «''\n": "level: expected a text, got ''",
    "level:\n  «Finishing: the hour is over.\n": (
        "level: expected a text, got a key and a value, since ': ' splits it "
        '(quote it: "Finishing: the hour is over.", or use a block)'
    ),
    "jurisdictions: «de\n": "jurisdictions: expected a list, got 'de' (write [de])",
    "decision: {answer_within_days: «3 days}\n": (
        "decision.answer_within_days: expected whole days, got '3 days' (write 3)"
    ),
    "decision: {answer_within_days: «soon}\n": (
        "decision.answer_within_days: expected whole days, got 'soon'"
    ),
    "decision: {answer_within_days: «0}\n": (
        "decision.answer_within_days: expected whole days, at least 1, got '0'"
    ),
    "decision: «Noor\n": (
        "decision: expected keys and values (rule, by, answer_within_days), got 'Noor'"
    ),
    "extends: «_company\n": "extends: expected a list, got '_company' (write [_company])",
    "decision: {answer_within_days: «[3]}\n": (
        "decision.answer_within_days: expected whole days, got a list"
    ),
    "jurisdictions: «{de: uk}\n": "jurisdictions: expected a list, got keys and values (de)",
    "looking_for: «{a: b}\n": "looking_for: expected a text, got keys and values (a)",
    "competencies: «soil\n": (
        "competencies: expected ids, each with what it stands for (id: …), got 'soil'"
    ),
    "scale: «[No, Yes]\n": "scale: expected levels, each with its text (1: …), got a list",
    "schedule: [{day: «first, stages: []}]\n": (
        "schedule[0].day: expected a whole number, got 'first'"
    ),
    # keys
    "«sumary: Plants trees.\n": "sumary: unknown key (did you mean 'summary'?)",
    "decision: {«zzz: Noor}\n": (
        "decision.zzz: unknown key (there are: rule, by, answer_within_days)"
    ),
    "decision: {rule: Two of three, «or we talk}\n": (
        "decision.or we talk: unknown key (the comma before it ends the text of 'rule': quote it)"
    ),
    "«title+: Gardener\n": "title+: unknown key ('+' adds to a list, and 'title' is none)",
    "tasks:\n  «Big Tree: {title: T}\n": (
        "tasks.Big Tree: expected an id of small letters, digits and hyphens that starts with a "
        "letter, got 'Big Tree' (write big-tree)"
    ),
    # lists of texts
    "looking_for: «[Your own laptop, if you like.]\n": (
        "looking_for: expected a text or a list, got a list in [ ], which splits at every comma "
        "(write each item in a line of its own, behind '- ')"
    ),
    "looking_for:\n  - «Finishing: the hour is over.\n": (
        "looking_for[0]: expected a text, got a key and a value, since ': ' splits it "
        '(quote it: "Finishing: the hour is over.", or use a block)'
    ),
    "looking_for: |\n  - One.\n\n  «Two.\n": (
        "looking_for: expected one list, got other text beside it "
        "(indent it to be part of an item, or make it an item)"
    ),
    "looking_for: |\n  - One.\n  «* Two.\n": (
        "looking_for: expected one list, got a second one (use the same bullet for all items)"
    ),
    "looking_for: |\n  - One.\n    - «Sheet:\n": ("looking_for: 'Sheet:' without its short form"),
    "looking_for: |\n  - One.\n    - Sheet: 1\n    - «Sheet: 2\n": (
        "looking_for: a second short form (an item has one 'Sheet:')"
    ),
    "looking_for: |\n  - One.\n  «-\n": "looking_for: expected a text, got an empty item",
    "looking_for:\n  - {text: One, «two, sheet: 1}\n": (
        "looking_for[0]: two: unknown key (the comma before it ends the text of 'text': quote it)"
    ),
    "looking_for:\n  - {text: One, «shete: 1}\n": (
        "looking_for[0]: shete: unknown key (did you mean 'sheet'?)"
    ),
    "looking_for:\n  - «{sheet: One}\n": ("looking_for[0]: text: missing (an item has a text)"),
    "looking_for:\n  - {text: One, «place: office}\n": (
        "looking_for[0]: place: not a key here (there are: text, sheet)"
    ),
    "looking_for: «{text: One, sheet: 1}\n": (
        "looking_for: expected a text or a list, got keys and values "
        "(write '- ' before the first of them)"
    ),
    # what is cut off by ' #'
    "level: Senior «#1\n": f"level: '#1' {CUT}",
    "level: Senior «# of the garden\n": f"level: '# of the garden' {CUT}",
    "level: Senior\t«# of the garden\n": f"level: '# of the garden' {CUT}",
    "level: Senior  «#1\n": f"level: '#1' {CUT}",
    "level:\n  Senior, of\n  the garden «#1\n": f"level: '#1' {CUT}",
    "looking_for:\n  - Patience «# most of all\n  - Humour\n": (
        f"looking_for[0]: '# most of all' {CUT}"
    ),
    "looking_for:\n  - {text: Patience «# most\n    , sheet: P}\n": (
        f"looking_for[0]: '# most' {CUT}"
    ),
    "owner: Gardeners «#1\n": f"owner: '#1' {CUT}",
    # the next form's own
    "pay_range: «[30, 40]\n": "pay_range: expected a text, got a list",
    "keep_notes:«\n": "keep_notes: expected a text, got nothing",
    "ai: «none\n": "ai: expected keys and values (candidate, say, ours), got 'none'",
    "ai: {candidate: «yes}\n": (
        "ai.candidate: expected one of forbidden, allowed, disclosed, expected, got 'yes'"
    ),
    "ai: {ours: none, «rates: true}\n": "ai.rates: unknown key (there are: candidate, say, ours)",
    "recorded: «no\n": "recorded: expected true or false, got 'no' (write false)",
    "recorded:«\n": (
        "recorded: expected true, false or keys and values (is, say, instead), got nothing"
    ),
    "recorded: «true\n": f"recorded: {UNTOLD}",
    "recorded: «{is: true, say: We film.}\n": f"recorded: {UNTOLD}",
    "recorded: «{instead: We write.}\n": f"recorded: {UNTOLD}",
    "competencies: {«none: {title: N}}\n": (
        "competencies.none: 'none' stands for questions that are not rated (rename it)"
    ),
    "questions: {«task: {ask: What?}}\n": (
        "questions.task: 'task' stands for the task of a stage (rename it)"
    ),
    "competencies: {soil: {title: S, look_for: «[Dirt, worms.]}}\n": (
        "competencies.soil.look_for: expected a text or a list, got a list in [ ], which splits at "
        "every comma (write each item in a line of its own, behind '- ')"
    ),
    "«say: Hello.\n": "say: unknown key (did you mean 'summary'?)",
    # banks
    "scale: {1: No, 2: Yes}\ncompetencies: {soil: {title: S, «levels: {1: a, 2: b, 3: c}}}\n": (
        "competencies.soil.levels: expected the levels of the scale (1, 2), got 1, 2, 3"
    ),
    "competencies: {soil: {title: S, «levels: {1: a, 3: c}}}\n": (
        "competencies.soil.levels: expected 2 to 5 levels, counted from 1, got 1, 3"
    ),
    "competencies: {soil: {title: S, levels: {«one: a}}}\n": (
        "competencies.soil.levels.one: expected a level such as 1, got 'one'"
    ),
    "scale: {1: No, 2: Yes}\ncompetencies: {soil: {title: S, needs: «3}}\n": (
        "competencies.soil.needs: expected a level, got 3 (there are: 1, 2)"
    ),
    "«scale: {1: No}\n": "scale: expected 2 to 5 levels, counted from 1, got 1",
    "questions: {why: {ask: Why?, kind: «technicl}}\n": (
        "questions.why.kind: expected one of behavioural, situational, technical, open, "
        "got 'technicl' (did you mean 'technical'?)"
    ),
    "questions: {why: {ask: Why?, probe: «yes}}\n": (
        "questions.why.probe: expected true or false, got 'yes' (write true)"
    ),
    "questions: {why: {ask: Why?, «id: because}}\n": (
        "questions.why.id: unknown key (the id is its key above, 'why')"
    ),
    "questions: {«why: {kind: open}}\n": "questions.why.ask: missing (a question needs it)",
    "tasks: {«plant: {brief: Plant.}}\n": "tasks.plant.title: missing (a task needs it)",
    "tasks: {«plant: }\n": "tasks.plant: empty, and no base has a task 'plant'",
    # schedule
    "schedule: [{day: 1, stages: [«tlak]}]\n": (
        "schedule[0].stages[0]: no stage 'tlak' (there are: talk)"
    ),
    "schedule: [{day: 1, stages: [{one_of: [talk, «x]}]}]\n": (
        "schedule[0].stages[0].one_of[1]: no stage 'x' (there are: talk)"
    ),
    "schedule: [{day: 2, stages: [talk]}, {day: «2, stages: []}]\n": (
        "schedule[1].day: expected a day after 2, got 2"
    ),
    "schedule: [{day: 1, stages: [«{one_of: [talk], break: 5}]}]\n": (
        "schedule[0].stages[0]: expected a stage, {one_of: […]} or {break: minutes}"
    ),
    "schedule: [«{stages: [talk]}]\n": "schedule[0].day: missing (a day of the schedule needs it)",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_role_is_told_at_its_place(load: Load, fault: str) -> None:
    text, (place,) = marked(fault + COMPLETE)
    told = [line for line in lines(load(text)) if ": WARNING:" not in line]
    assert told == [f"gardener.role.yaml:{place}: ERROR: {FAULTS[fault]}"]


SAY_NOW = (
    "no longer a key (words are said in a timebox: write its say; "
    "or, in no minute of the day, whenever)"
)
CHECK_NOW = "no longer a key (write it as checks of the timebox in which it is confirmed)"
CUES = "expected cues and the words to say at each (They ask how they did: …)"
STAGE_FAULTS = {
    "place: «office": "place: expected a list, got 'office' (write [office])",
    "interviewers: {lead: {is: Asks., rates: «no}}": (
        "interviewers.lead.rates: expected true or false, got 'no' (write false)"
    ),
    "interviewers: {«lead: {rates: false}}": (
        "interviewers.lead.is: missing (the part of an interviewer needs it)"
    ),
    "interviewers: {lead: «}": (
        "interviewers.lead: expected a text or keys and values (is, rates, brief, …), got nothing"
    ),
    "also: [«rain]": "also[0]: no competency 'rain' (there are: soil, trees)",
    "also: [«soil]": "also[0]: 'soil' is in main already",
    "sections: [«/articles/day.md#noon]": (
        "sections[0]: expected a document from the source root, without its suffix, "
        "got '/articles/day.md#noon' (write articles/day#noon)"
    ),
    "sections: [{from: articles/day, without: [«checklists]}]": (
        "sections[0].without[0]: expected one of goals, non_goals, checklist, say, prose, "
        "got 'checklists' (did you mean 'checklist'?)"
    ),
    "sections: [«{without: [prose]}]": "sections[0].from: missing (a section needs it)",
    "task: «plantt": "task: no task 'plantt' (there are: plant)",
    "task: {one_of: «[plant]}": ("task.one_of: expected two tasks or more to choose from, got 1"),
    "task: {one_of: [plant, «tree]}": "task.one_of[1]: no task 'tree' (there are: plant)",
    "task: «{now: plant}": "task.one_of: missing (a choice needs it)",
    "task: «{brief: Plant.}": "task.title: missing (a task needs it)",
    "questions: [{one_of: [why, who], now: «whi}]": (
        "questions[0].now: 'whi' is not in one_of (did you mean 'why'?)"
    ),
    "questions: [why, «when]": "questions[1]: no question 'when' (there are: why, who)",
    "questions: [why, «why]": "questions[1]: question 'why' is there already",
    "questions: [«What is wet?]": (
        "questions[0]: expected keys and values (id, ask, competency, …), got 'What is wet?'"
    ),
    "task: «Look at the tree.": (
        "task: expected keys and values (title, brief, repository, …), got 'Look at the tree.'"
    ),
    "questions: [{ask: When?, competency: «rain}]": (
        "questions[0].competency: no competency 'rain' (there are: soil, trees)"
    ),
    "questions: [«{competency: soil}]": "questions[0].ask: missing (a question needs it)",
    "interviewers: {lead: {is: Asks., told: «[You]}}": (
        "interviewers.lead.told: expected a text, got a list"
    ),
    "«say: Hello.": f"say: {SAY_NOW}",
    "«say: {At first: Hello.}": f"say: {SAY_NOW}",
    "«say+: {At first: Hello.}": f"say+: {SAY_NOW}",
    "checklist: {«during: Heard.}": f"checklist.during: {CHECK_NOW}",
    "checklist: {before: Open., «during: }": f"checklist.during: {CHECK_NOW}",
    "checklist: {«during+: Heard.}": f"checklist.during+: {CHECK_NOW}",
    "checklist: {before: Open., «afer: Shut.}": (
        "checklist.afer: unknown key (did you mean 'after'?)"
    ),
    "whenever: «hello": f"whenever: {CUES}, got 'hello'",
    "whenever:«": f"whenever: {CUES}, got nothing",
    "whenever: «[Hello]": f"whenever: {CUES}, got a list",
    "whenever:\n  «- {when: It rains, text: In.}": f"whenever: {CUES}, got a list",
    "whenever: {It rains: «[In]}": "whenever[0]: expected a text, got a list",
    "whenever: {It rains: «}": "whenever[0]: expected a text, got nothing",
    "whenever: {It rains: In, and wait«}": "whenever[1]: expected a text, got nothing",
    "whenever: {«'': In.}": f"whenever[0]: {CUES}, got an empty cue",
    "whenever:\n  It rains: In. «#1": f"whenever[0]: '#1' {CUT}",
    "«whenever+: {It rains: In.}": (
        "whenever+: unknown key ('+' adds to a list, and 'whenever' is none)"
    ),
    "also: {«rain: It pours.}": "also[0]: no competency 'rain' (there are: soil, trees)",
    "also: {«soil: Digs.}": "also[0]: 'soil' is in main already",
    "also: {soil: «[Digs]}": (
        "also: expected a text on what it looks like in this stage, got a list"
    ),
    "also: {soil: «{here: Digs.}}": (
        "also: expected a text on what it looks like in this stage, got keys and values (here)"
    ),
    "also: [«{soil: Digs.}]": (
        "also: expected an id, got keys and values (write the list as a mapping, without '- ')"
    ),
    "also: [«[soil]]": "also: expected an id, got a list",
    "also: «soil": "also: expected a list, got 'soil' (write [soil])",
    "follow_ups: «[And, then?]": (
        "follow_ups: expected a text or a list, got a list in [ ], which splits at every comma "
        "(write each item in a line of its own, behind '- ')"
    ),
    "goes_on: «[All]": "goes_on: expected a text, got a list",
    "«goes_on+: All": "goes_on+: unknown key ('+' adds to a list, and 'goes_on' is none)",
    "recorded: «true": f"recorded: {UNTOLD}",
    "place:\n  - Room «#2": f"place[0]: '#2' {CUT}",
    "place: [office]\nchecklist:\n  before:\n    - {text: A, place: «moon}": (
        "checklist.before[0]: no place of this stage 'moon' (there are: office)"
    ),
    "place: [office]\nchecklist:\n  after:\n    - A\n    - {text: B, place: [office, «moon]}": (
        "checklist.after[1]: no place of this stage 'moon' (there are: office)"
    ),
    "checklist:\n  after:\n    - {text: B, place: «office}": (
        "checklist.after[0]: no place of this stage 'office' (add place: [office])"
    ),
    "questions: [«{id: task, ask: What?}]": (
        "questions[0]: 'task' stands for the task of a stage (rename it)"
    ),
}


@pytest.mark.parametrize("fault", STAGE_FAULTS)
def test_a_fault_of_a_stage_is_told_at_its_place(load: Load, fault: str) -> None:
    text, (place,) = marked(stage(fault))
    told = f"gardener.role.yaml:{place}: ERROR: stages.talk.{STAGE_FAULTS[fault]}"
    assert lines(load(text)) == [told]


def in_box(keys: str) -> str:
    """An agenda of one timebox with these keys."""
    box = "".join(f"\n    {line}" for line in keys.splitlines())
    return f"agenda:\n  - minutes: 30\n    is: main{box}"


FLOW = (
    "expected a text or a list, got a list in [ ], which splits at every comma "
    "(write each item in a line of its own, behind '- ')"
)
AS_CUE = (
    "expected a text, got a key and a value (write {when: It rains, text: …}, "
    "or quote a text with ': ' in it)"
)
PLACE = "expected a place such as office, or a list of them"
AGENDA_FAULTS = {
    "«agenda: [{minutes: 20, is: main}]": "agenda: adds up to 20 minutes, the stage has 30",
    "«agenda: []": "agenda: adds up to 0 minutes, the stage has 30",
    "agenda: «main": "agenda: expected a list, got 'main' (write [main])",
    "agenda: [{minutes: «30.0, is: main}]": (
        "agenda[0].minutes: expected whole minutes, got '30.0' (write 30)"
    ),
    "agenda: [{minutes: «3_0, is: main}]": (
        "agenda[0].minutes: expected whole minutes, got '3_0' (write 30)"
    ),
    "agenda: [{minutes: «0:30, is: main}]": (
        "agenda[0].minutes: expected whole minutes, got '0:30' (write 30)"
    ),
    "agenda: [{minutes: «1.2.3, is: main}]": (
        "agenda[0].minutes: expected whole minutes, got '1.2.3'"
    ),
    f"agenda: [{{minutes: «{'9' * 400}, is: main}}]": (
        f"agenda[0].minutes: expected whole minutes, got '{'9' * 79}…{'9' * 8}'"
    ),
    "agenda: [{minutes: «-30, is: main}]": ("agenda[0].minutes: expected whole minutes, got '-30'"),
    "agenda: [{minutes: 30, is: «brak}]": (
        "agenda[0].is: expected one of welcome, main, questions, their-questions, break, notes, "
        "other, got 'brak' (did you mean 'break'?)"
    ),
    "agenda: [«{minutes: 30}]": "agenda[0].is: missing (an item of the agenda needs it)",
    "agenda: [«{is: main}]": "agenda[0].minutes: missing (an item of the agenda needs it)",
    "agenda: [«break]": (
        "agenda[0]: expected keys and values (minutes, is, title, …), got 'break'"
    ),
    "agenda: [{minutes: 30, is: main, with: «task}]": "agenda[0].with: the stage has no task",
    "agenda: [{minutes: 30, is: main, with: «questions}]": (
        "agenda[0].with: the stage has no questions"
    ),
    "agenda: [{minutes: 30, is: main, with: [«why]}]": (
        "agenda[0].with[0]: no question of this stage 'why' (there are none)"
    ),
    "agenda: [{minutes: 30, is: main, say: Is it good, «or not}]": (
        "agenda[0].or not: unknown key (the comma before it ends the text of 'say': quote it)"
    ),
    "agenda: [{minutes: 30, is: main, with: «why}]": (
        "agenda[0].with: expected task, questions or a list of ids of questions, got 'why' "
        "(write [why])"
    ),
    "agenda: [{minutes: 30, is: main, with: «tsak}]": (
        "agenda[0].with: expected task, questions or a list of ids of questions, got 'tsak' "
        "(did you mean 'task'?)"
    ),
    "agenda: [{minutes: 30, is: main, with: «}]": (
        "agenda[0].with: expected task, questions or a list of ids of questions, got nothing"
    ),
    "agenda: [{minutes: 30, is: main, with: «{a: b}}]": (
        "agenda[0].with: expected task, questions or a list of ids of questions, "
        "got keys and values (a)"
    ),
    "agenda: [{minutes: 30, is: main, with: [«task]}]": "agenda[0].with[0]: the stage has no task",
    "agenda: [{minutes: 30, is: main, told: «[You]}]": (
        "agenda[0].told: expected a text, got a list"
    ),
    "agenda: [{minutes: 30, is: main, «during: Heard.}]": (
        "agenda[0].during: unknown key (there are: minutes, is, title, told, with, say, checks, "
        "sections, who)"
    ),
    "agenda: [{minutes: 30, is: main, sections: [«/a/day.md]}]": (
        "agenda[0].sections[0]: expected a document from the source root, without its suffix, "
        "got '/a/day.md' (write a/day)"
    ),
    "agenda: [{minutes: 30, is: main, «sections+: [a/day]}]": (
        "agenda[0].sections+: no base has 'sections' here to add to (write 'sections')"
    ),
    # words to say
    "agenda: [{minutes: 30, is: main, say: «[In, please.]}]": f"agenda[0].say: {FLOW}",
    "agenda: [{minutes: 30, is: main, say: «}]": "agenda[0].say: expected a text, got nothing",
    "agenda: [{minutes: 30, is: main, say: «{It rains: In.}}]": (f"agenda[0].say: {AS_CUE}"),
    "agenda: [{minutes: 30, is: main, say: «{when: It rains, text: In.}}]": (
        "agenda[0].say: expected a text or a list, got keys and values "
        "(write '- ' before the first of them)"
    ),
    in_box("say:\n  - «It rains: In."): f"agenda[0].say[0]: {AS_CUE}",
    in_box("say:\n  - {text: In., «sheet: I}"): (
        "agenda[0].say[0]: sheet: not a key here (there are: text, when)"
    ),
    in_box("say:\n  - {text: In., «place: office}"): (
        "agenda[0].say[0]: place: not a key here (there are: text, when)"
    ),
    in_box("say:\n  - {«cue: It rains, text: In.}"): (
        "agenda[0].say[0]: cue: unknown key (there are: text, when)"
    ),
    in_box("say:\n  - «{when: It rains}"): "agenda[0].say[0]: text: missing (an item has a text)",
    in_box("say:\n  - {when: «, text: In.}"): "agenda[0].say[0]: expected a text, got nothing",
    in_box("say:\n  - {text: In, «and wait, when: It rains}"): (
        "agenda[0].say[0]: and wait: unknown key (the comma before it ends the text of 'text': "
        "quote it)"
    ),
    in_box("say:\n  -«"): "agenda[0].say[0]: expected a text, got nothing",
    in_box("say:\n  - «[]"): "agenda[0].say[0]: expected a text, got a list",
    in_box("say:\n  - In. «#1"): f"agenda[0].say[0]: '#1' {CUT}",
    in_box("say: |\n  - In.\n    - Sheet: «I"): (
        "agenda[0].say: 'Sheet:' in words to say (they are said as they are written)"
    ),
    in_box("say: |\n  - «In.\n    - Sheet: no"): (
        "agenda[0].say: 'Sheet:' in words to say (they are said as they are written)"
    ),
    in_box("«say+: In."): ("agenda[0].say+: unknown key ('+' adds to a list, and 'say' is none)"),
    # checks
    "agenda: [{minutes: 30, is: main, checks: «[In, dry.]}]": f"agenda[0].checks: {FLOW}",
    in_box("checks:\n  - {text: In., «when: It rains}"): (
        "agenda[0].checks[0]: when: not a key here (there are: text, sheet, place)"
    ),
    in_box("checks:\n  - {text: In., «plase: office}"): (
        "agenda[0].checks[0]: plase: unknown key (did you mean 'place'?)"
    ),
    in_box("checks:\n  - {text: In., place: «}"): f"agenda[0].checks[0]: {PLACE}, got nothing",
    in_box("checks:\n  - {text: In., place: «{a: b}}"): (
        f"agenda[0].checks[0]: {PLACE}, got keys and values (a)"
    ),
    in_box("checks:\n  - {text: In., place: [«[a]]}"): (
        f"agenda[0].checks[0]: {PLACE}, got a list"
    ),
    in_box("checks:\n  - {text: In., place: «moon}"): (
        "agenda[0].checks[0]: no place of this stage 'moon' (add place: [moon])"
    ),
}


@pytest.mark.parametrize("fault", AGENDA_FAULTS)
def test_a_fault_of_an_agenda_is_told_once_and_at_its_place(load: Load, fault: str) -> None:
    head = "title: G\nstages:\n  talk:\n    title: T\n    format: other\n    minutes: 30\n"
    indented = "".join(f"    {line}\n" for line in fault.splitlines())
    text, (place,) = marked(f"{head}{indented}")
    told = f"gardener.role.yaml:{place}: ERROR: stages.talk.{AGENDA_FAULTS[fault]}"
    assert lines(load(text)) == [told]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("«level: Senior\n" + STAGE, ["title: missing (a role needs it)"]),
        ("«title: T\n", ["stages: missing (a role needs it)"]),
        ("«title: T\nstages: {}\n", ["stages: missing (a role needs it)"]),
        (
            "title: T\nstages:\n  «talk: {}\n",
            [
                f"stages.talk.{key}: missing (a stage needs it)"
                for key in ("agenda", "format", "minutes", "title")
            ],
        ),
        (
            COMPLETE.replace("conversation", "take-home").replace("talk:", "«talk:"),
            [
                f"stages.talk.{key}: missing (a stage needs it)"
                for key in ("candidate_minutes", "return_within_days")
            ],
        ),
    ],
)
def test_what_a_complete_role_needs_is_asked_for(load: Load, text: str, missing: list[str]) -> None:
    text, (place,) = marked(text)
    told = lines(load(text))
    assert told == [f"gardener.role.yaml:{place}: ERROR: {message}" for message in missing]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            stage("questions: [who]").replace("  trees", "  «rain: {title: R}\n  trees"),
            "competencies.rain: no stage has it in main or also",
        ),
        (
            stage("questions: [«who]", "[{minutes: 30, is: main}]"),
            "stages.talk.questions[0]: no item of the agenda has time for it (name it in with)",
        ),
    ],
)
def test_what_may_be_meant_is_a_warning_and_the_role_stands(
    load: Load, text: str, message: str
) -> None:
    text, (place,) = marked(text)
    loaded = load(text)
    assert lines(loaded) == [f"gardener.role.yaml:{place}: WARNING: {message}"]
    assert loaded.role


@pytest.mark.parametrize(
    ("main", "hint"),
    [("main: [trees]", "(there are: trees)"), ("main: []", "(add main: [soil])")],
)
def test_a_question_is_about_a_competency_of_its_stage(load: Load, main: str, hint: str) -> None:
    text, (place,) = marked(stage("questions: [«why]").replace("main: [soil, trees]", main))
    told = lines(load(text))
    message = f"its competency 'soil' is not in main or also {hint}"
    assert f"gardener.role.yaml:{place}: ERROR: stages.talk.questions[0]: {message}" in told


@pytest.mark.parametrize(
    "main",
    [
        "main: [«sole, trees]",
        "main: {«sole: Digs first., trees: }",
        "main: [trees]\n    also: [«sole]",
        "main: [trees, «sole, none]",
    ],
)
def test_a_wrong_word_in_main_is_told_once_and_not_again_by_who_relies_on_it(
    load: Load, main: str
) -> None:
    text, places = marked(stage("questions: [why, who]").replace("main: [soil, trees]", main))
    told = lines(load(text))
    first = f"gardener.role.yaml:{places[0]}: ERROR: "
    assert [one for one in told if "'none'" not in one] == [
        f"{first}stages.talk.{'also' if 'also' in main else 'main'}"
        f"[{1 if ', «' in main else 0}]: no competency 'sole' (there are: soil, trees)"
    ]


def test_stages_competencies_and_questions_share_no_anchor(load: Load) -> None:
    clash = stage("questions: [«who]").replace("soil", "talk-who").replace("trees", "talk")
    text, (stage_place, question_place) = marked(clash.replace("  talk:\n", "  «talk:\n"))
    assert lines(load(text)) == [
        f"gardener.role.yaml:{stage_place}: ERROR: stages.talk: is the id of a competency (line 5) "
        "too (rename one of them)",
        f"gardener.role.yaml:{question_place}: ERROR: stages.talk.questions[0]: its anchor "
        "'talk-who' is the id of a competency (line 4) too",
    ]


def test_of_many_ids_only_the_nearest_are_shown(load: Load) -> None:
    many = "".join(f"  c{n}: {{title: C}}\n" for n in range(20))
    told = load(stage("also: [c99]").replace("competencies:\n", f"competencies:\n{many}")).problems
    (message,) = [one.message for one in told if one.severity == "error"]
    assert message.startswith("no competency 'c99' (nearest: c")
    assert message.count(",") == 2


def test_twenty_faults_in_one_file_are_twenty_placed_errors(load: Load) -> None:
    text, places = marked(TWENTY)
    problems = load(text).problems
    assert len(places) == 20
    errors = [one for one in problems if one.severity == "error"]
    assert [f"{one.place.line}:{one.place.column}" for one in errors] == places


TWENTY = """\
«titel: Gardener
title: Gardener
level: «[senior]
review_by: «soon
looking_for: «[a, b]
«scale: {1: No, 3: Yes}
competencies:
  soil: {title: Soil, needs: «much}
  trees: {title: Trees, levels: {1: a, «two: b}}
tasks:
  plant:
    title: Plant
    tried: {on: «yesterday, minutes: «1h}
questions:
  why: {ask: Why?, competency: «sol, kind: «odd}
stages:
  talk:
    title: Talk
    format: «conversatoin
    minutes: 30
    place: «office
    main: [soil, trees, «rain]
    «agenda:
      - {minutes: 20, is: main}
      - {minutes: 15, is: questions, with: [why, «whom]}
    task: «plnt
    questions: [why, {ask: Who?, «probes: true}]
  «empty:
schedule:
  - {day: 1, stages: [talk, «walk]}
"""
