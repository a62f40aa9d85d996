"""Every field of the model is on the page of changes when it changes, or is known to be none."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup

from guides_ext.model.base import Named, YamlModel
from guides_ext.model.items import Item
from guides_ext.model.load import load_role
from guides_ext.model.role import YAML_MODELS
from guides_ext.publish import labels
from guides_ext.publish.changes import differences
from guides_ext.publish.history import THE_SAME, Entry, entry_for, read_guides
from guides_ext.publish.labels import LABELS, label
from guides_ext.publish.pages import make_pages
from guides_ext.record.data import VERSION
from guides_ext.record.stage import NOT_IN_VERSIONS, version_of
from tests.projects import CONF, Project

ROLE = """\
extends: [_company]                        # → [_other] ⇒ nothing
audience: panel                            # → company
title: Gardener                            # → Forester
level: Senior                              # → Junior
summary: Looks after trees.                # → Looks after hedges.
owner: anna                                # → bert
review_by: 2027-05-01                      # → 2027-06-02
jurisdictions: [de]                        # → [uk] ⇒ uk
looking_for:
  - Patience.                              # → Calm hands.
not_looking_for:
  - Speed.                                 # → Strength.
scale:
  1: Not yet                               # → Hardly
  2: Wholly                                # → Certainly
competencies:
  care:
    title: Taking care                     # → Caring
    means: Waters before it is dry.        # → Waters in time.
    why: Trees are dear.                   # → Trees die.
    needs: 2                               # → 1
    look_for:
      - Calls it by its name.              # → Asks for its name.
    levels:
      1: Forgets.                          # → Misses it.
      2: Remembers.                        # → Foresees.
    examples:
      - note: Three empty cans.            # → Two empty cans.
        level: 1                           # → 2
        because: Nobody filled them.       # → They filled one.
  soil: {title: Knowing soil, needs: 1, levels: {1: Asks., 2: Digs.}}
  tools: {title: Knowing tools, levels: {1: Asks., 2: Sharpens.}}
tasks:
  plant:
    title: Plant it                        # → Plant a tree
    brief: Here is a tree.                 # → Here is a hedge.
    repository: https://git.example/tree   # → https://git.example/hedge
    far_enough: It stands.                 # → It lives.
    easier:
      - A smaller one.                     # → A bush.
    harder:
      - A taller one.                      # → A root ball.
    solution: Dig first.                   # → Water first.
    tried:
      on: 2026-01-03                       # → 2026-02-04
      by: jonas                            # → mira
      minutes: 24                          # → 35
  prune: {title: Prune it}
  graft: {title: Graft it}
questions:
  dry:
    ask: What is dry?                      # → What is thirsty?
    competency: care                       # → soil ⇒ Knowing soil
    kind: technical                        # → situational
    probe: true                            # → false ⇒ no
    listen_for:
      - Leaves.                            # → Roots.
    follow_ups:
      - Since when?                        # → For how long?
    easier: Feel it.                       # → Touch it.
    harder: Name it.                       # → Weigh it.
  frost: {ask: What is frost?}
  heat: {ask: What is heat?}
  snow: {ask: What is snow?}
stages:
  walk:
    title: A walk                          # → A stroll
    summary: Through the garden.           # → Through the wood.
    format: conversation                   # → portfolio
    minutes: 60                            # → 70
    candidate_minutes: 180                 # → 120
    return_within_days: 7                  # → 8
    review_minutes: 30                     # → 20
    place: [office, garden]                # → [office, garden, video] ⇒ video
    interviewers:
      guide:
        is: Leads.                         # → Walks ahead.
        rates: true                        # → false ⇒ no
        brief: Mind the pond.              # → Mind the bees.
        told: Walks with you.              # → Leads the way.
    main:
      care: Feels the bark.                # → Feels the leaves.
    also: [soil]                           # → [tools] ⇒ Knowing tools
    sections:
      - from: articles/day#walking         # → articles/day#resting ⇒ Resting
        without: [prose]                   # → [say] ⇒ say
    goals:
      - See what they notice.              # → Enjoy the air.
    non_goals:
      - A race.                            # → A lecture.
    agenda:
      - minutes: 10                        # → 15
        is: main                           # → other
        title: At the gate                 # → At the pond
        told: Planting together            # → A tree for two
        with: [task, dry]                  # → [dry, task] ⇒ What is asked or done in it
        say:
          - Come in.                       # → Do come in.
          - when: it rains                 # → it snows
            text: Take my umbrella.        # → Let us wait inside.
        checks:
          - text: They have the map.       # → They have a stick.
            place: office                  # → garden
        sections: [articles/day#sitting]   # → [articles/day#leaning] ⇒ Leaning
        who: everyone                      # → candidate
      - {minutes: 50, is: other, with: [own]}
    whenever:
      They fall: That was the moss.        # → That was me.
    checklist:
      before:
        - The gate is open.                # → The key is there.
      after:
        - The gate is shut.                # → The light is out.
    task:
      one_of: [plant, prune]               # → [plant, graft] ⇒ Graft it
      now: plant                           # → prune ⇒ Taken at present
    questions:
      - dry
      - id: own                            # → mine ⇒ nothing
        ask: Why here?
      - one_of: [frost, heat]              # → [frost, snow] ⇒ What is snow?
    follow_ups:
      - What did you do yourself?          # → And what did you do?
    goes_on: Two levels of 2.              # → One level of 2.
    ai:
      candidate: forbidden                 # → allowed
      say: Leave it at home.               # → Leave it in the shed.
      ours: nothing reads along            # → a pump listens
    recorded:
      is: true                             # → false ⇒ no
      say: We film the walk.               # → We film the tree.
      instead: Somebody writes.            # → Somebody draws.
    candidate:
      expect: We walk.                     # → We stroll.
      bring:
        - Boots.                           # → A hat.
      prepare:
        - Nothing.                         # → Rest well.
      not_tested:
        - Latin names.                     # → Running.
      sections:
        - from: articles/day#resting       # → articles/day#sitting
          without: [say]                   # → [prose] ⇒ prose
  talk: {title: A talk, format: conversation, minutes: 20, agenda: [{minutes: 20, is: other}]}
schedule:
  - day: 1                                 # → 3
    stages:
      - one_of: [walk]                     # → [walk, talk] ⇒ A walk or A talk
      - break: 45                          # → 55 ⇒ A walk; Break, minutes: 55; A talk
      - talk
adjustments: Write to us.                  # → Ring us.
decision:
  rule: Two of two.                        # → One of two.
  by: Noor                                 # → Mira
  answer_within_days: 3                    # → 4
pay_range: 30,000 a year                   # → 35,000 a year
keep_notes: 6 months                       # → 9 months
ai:
  candidate: disclosed                     # → expected
  say: Tell us of it.                      # → Tell us when you do.
  ours: none of ours                       # → one of ours
recorded:
  is: true                                 # → false ⇒ no
  say: We film each talk.                  # → We film some talks.
  instead: We take notes.                  # → We remember.
candidate:
  welcome: Welcome to the garden.          # → Good to see you.
  after: A gardener rings you.             # → A letter comes.
  places:
    office: Behind the gate.               # → Beside the pond.
  sections:
    - from: articles/day#leaning           # → articles/day#walking
      without: [goals]                     # → [checklist] ⇒ checklist
"""
"""A role that says all that can be said. What is behind `→` can stand in a line instead; the page
then has the words behind `⇒`, or, without, those themselves. `nothing` is no change."""

ALSO = {
    "minutes: 60": ("minutes: 50", "minutes: 60"),
    "- minutes: 10": ("minutes: 50", "minutes: 45"),
    "- id: own": ("with: [own]", "with: [mine]"),
}
"""What else has to change with a line, so that the role is sound."""

ARTICLE = """\
# The day

## Walking

:::{goals}
- Hear what they ask.
:::

Walk slowly, and stop often.

## Resting

:::{goals}
- Hear what they say.
:::

Rest here.

## Sitting

Sit on the wall.

## Leaning

Lean on the wall.
"""


class Line(NamedTuple):
    """A line of the role that can be another: its number, and what the page then has."""

    number: int
    text: str
    other: str
    words: str


def lines() -> Iterator[Line]:
    for number, line in enumerate(ROLE.splitlines()):
        if found := re.fullmatch(r"( *)(.*?) +# → (.*?)(?: ⇒ (.*))?", line):
            indent, text, other, words = found.groups()
            kept = re.match(r"(?:- )?(?:[\w ]+: )?", text)
            yield Line(number, text, f"{indent}{kept[0] if kept else ''}{other}", words or other)


LINES = {line.text: line for line in lines()}


def role_with(line: Line | None) -> str:
    """The role, with the other one of a line."""
    rows = [row.partition(" # →")[0].rstrip() for row in ROLE.splitlines()]
    text = "\n".join(rows)
    if line:
        rows[line.number] = line.other
        text = "\n".join(rows)
        for old, new in (pair for key, pair in ALSO.items() if key == line.text):
            assert old in text
            text = text.replace(old, new)
    return text + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """All of the roles: `base`, and one for each line."""
    roles = {"base": role_with(None)}
    roles |= {f"line-{line.number}": role_with(line) for line in LINES.values()}
    return Project(tmp_path_factory.mktemp("fields")).write({
        "conf.py": CONF,
        "index.md": "# Garden\n",
        "articles/day.md": ARTICLE,
        "roles/_company.role.yaml": "adjustments: Ask.\n",
        "roles/_other.role.yaml": "adjustments: Ask.\n",
        **{f"roles/{name}.role.yaml": text for name, text in roles.items()},
    })  # fmt: skip


@pytest.fixture(scope="module")
def roles(project: Project) -> dict[str, Any]:
    """What guides.json says of them, as if each were the same role in another release."""
    data = json.loads(project.build(only=["index.md"]).read("guides.json"))
    for role in data["roles"].values():
        for stage in role["stages"]:
            assert version_of(stage) == stage["version"]
            stage["role"] = "roles/gardener"
            stage["version"] = version_of(stage)
    assert len(data["roles"]) == len(LINES) + 1
    return {name.removeprefix("roles/"): role for name, role in data["roles"].items()}


def entry(old: dict[str, Any], new: dict[str, Any]) -> Entry:
    before, after = (
        read_guides(
            json.dumps({"version": VERSION, "roles": {"roles/gardener": one}}), "guides.json"
        )
        for one in (old, new)
    )
    return entry_for("20261130T090000Z-c0ffee0", "c0ffee0", before, after)


@pytest.mark.parametrize("name", LINES)
def test_whatever_changes_is_on_the_page_with_both_wordings(
    roles: dict[str, Any], name: str
) -> None:
    line = LINES[name]
    old, new = roles["base"], roles[f"line-{line.number}"]
    told = list(differences("role", old, new))
    if line.words == "nothing":
        assert told
        assert all(one.silent for one in told)
        return
    made = make_pages([entry(old, new)], ())["roles/gardener.html"]
    page = BeautifulSoup(made, "html.parser")
    whole = [mark.get_text() for mark in page.select("li ins, li b")]
    lines = [line for text in whole for line in text.split("\n")]
    sides = [side.get_text() for side in page.select("li .side > span")]
    assert line.words in lines or any(line.words in side for side in sides)
    assert {label(one.path) for one in told if not one.silent} <= {
        text.format(one.path[-1]) for text in LABELS.values() for one in told
    }


BAR = (
    "1: Not yet", "needs: 2", "1: Forgets.", "- Calls it by its name.", "far_enough: It stands.",
    "ask: What is dry?", "- Leaves.", "- Since when?", "- What did you do yourself?", "minutes: 60",
    "candidate_minutes: 180", "review_minutes: 30", "care: Feels the bark.", "also: [soil]",
    "- minutes: 10", "with: [task, dry]", "goes_on: Two levels of 2.", "rule: Two of two.",
    "candidate: forbidden", "candidate: disclosed", "one_of: [plant, prune]",
)  # fmt: skip
NOT_BAR = (
    "title: Gardener", "owner: anna", "why: Trees are dear.", "minutes: 24", "by: Noor", "- day: 1",
    "brief: Mind the pond.", "- See what they notice.", "- Come in.", "- text: They have the map.",
    "expect: We walk.", "pay_range: 30,000 a year", "say: Tell us of it.",
)  # fmt: skip


@pytest.mark.parametrize("name", BAR + NOT_BAR)
def test_the_page_knows_what_moves_the_bar(roles: dict[str, Any], name: str) -> None:
    changes = entry(roles["base"], roles[f"line-{LINES[name].number}"])["changes"]
    assert {one["moves_the_bar"] for one in changes} == {name in BAR}


@pytest.mark.parametrize("name", LINES)
def test_a_sheet_that_says_something_else_says_why_it_has_a_new_version(
    roles: dict[str, Any], name: str
) -> None:
    old, new = roles["base"], roles[f"line-{LINES[name].number}"]
    documents = entry(old, new)["documents"].values()
    why = {one["stage"]: one["why"] for about in documents for one in about["versions"]}
    for was, now in zip(old["stages"], new["stages"], strict=True):
        assert (now["title"] in why) == (was["version"] != now["version"])
        assert why.get(now["title"]) not in ("", THE_SAME)


def test_publishing_knows_what_versions_are_made_of() -> None:
    assert labels.NOT_IN_VERSIONS == NOT_IN_VERSIONS


def test_the_reason_of_a_version_is_not_hidden_by_what_changed_beside_it(
    roles: dict[str, Any],
) -> None:
    old, new = (
        roles["base"],
        deepcopy(roles[f"line-{LINES['means: Waters before it is dry.'].number}"]),
    )
    new["stages"].reverse()
    for stage in new["stages"]:
        for section in stage["sections"]:
            section["words"] += 7
    changes = entry(old, new)
    assert {"Words to read in it", "Stage"} <= {one["what"] for one in changes["changes"]}
    (version,) = changes["documents"]["roles/gardener"]["versions"]
    assert (version["stage"], version["why"]) == ("A walk", "What it means (told with the role)")


def test_each_of_two_stages_with_one_title_has_its_own_reason(roles: dict[str, Any]) -> None:
    old, new = deepcopy(roles["base"]), deepcopy(roles["base"])
    for role in (old, new):
        role["stages"][1]["title"] = "A walk"
    new["stages"][0]["minutes"] = 61
    new["stages"][1]["summary"] = "Short."
    for stage in (*old["stages"], *new["stages"]):
        stage["version"] = version_of(stage)
    versions = entry(old, new)["documents"]["roles/gardener"]["versions"]
    assert [one["why"] for one in versions] == ["Minutes", "Summary"]


def test_another_rule_gives_each_stage_a_new_version_that_says_so(roles: dict[str, Any]) -> None:
    old, new = roles["base"], roles[f"line-{LINES['rule: Two of two.'].number}"]
    versions = entry(old, new)["documents"]["roles/gardener"]["versions"]
    assert [(one["stage"], one["why"]) for one in versions] == [
        (title, "What makes it a yes (told with the role)") for title in ("A walk", "A talk")
    ]


def test_what_a_stage_has_of_its_role_is_told_with_the_role(roles: dict[str, Any]) -> None:
    old, new = roles["base"], roles[f"line-{LINES['candidate: disclosed'].number}"]
    told = entry(old, new)
    assert [(one["stage"], one["what"]) for one in told["changes"]] == [
        ("", "Whether the candidate may use AI")
    ]
    (version,) = told["documents"]["roles/gardener"]["versions"]  # the walk has its own
    assert (version["stage"], version["why"]) == ("A talk", "Use of AI (told with the role)")


def test_what_a_stage_has_of_its_own_is_told_with_the_stage(roles: dict[str, Any]) -> None:
    old, new = roles["base"], roles[f"line-{LINES['candidate: forbidden'].number}"]
    told = entry(old, new)["changes"]
    assert [(one["stage"], one["was"], one["now"]) for one in told] == [
        ("A walk", "forbidden", "allowed")
    ]


def test_another_order_within_a_timebox_is_told_once_and_moves_the_bar(
    roles: dict[str, Any],
) -> None:
    old, new = roles["base"], roles[f"line-{LINES['with: [task, dry]'].number}"]
    (told,) = entry(old, new)["changes"]
    assert (told["did"], told["moves_the_bar"]) == ("moved", True)
    assert told["title"] in ("At the gate · the task", "At the gate · What is dry?")


def test_a_line_more_above_it_is_no_reason_for_a_new_version(roles: dict[str, Any]) -> None:
    old = roles["base"]
    new = deepcopy(roles[f"line-{LINES['- See what they notice.'].number}"])
    for one in (*new["competencies"]["care"]["look_for"], *_look_for(new)):
        one["line"] += 1
    (version,) = entry(old, new)["documents"]["roles/gardener"]["versions"]
    assert version["why"] == "Goal"


def _look_for(role: dict[str, Any]) -> list[dict[str, Any]]:
    """What to listen for, as the first stage has it of the competencies that it looks at."""
    (care,) = role["stages"][0]["competencies"]["main"]
    found: list[dict[str, Any]] = care["look_for"]
    return found


def fields(value: Any, owners: tuple[tuple[str, str], ...] = ()) -> Iterator[tuple[Any, str]]:
    """What is in a model: of each value the fields that it is in, and the value."""
    if isinstance(value, Named):
        yield owners, value.id
    if isinstance(value, YamlModel):
        for name in type(value).model_fields:
            yield from fields(getattr(value, name), (*owners, (type(value).__name__, name)))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield owners, key
            yield from fields(one, owners)
    elif isinstance(value, tuple):
        for one in value:
            yield from fields(one, owners)
    elif isinstance(value, Item):
        yield owners, str(value.text)
    else:
        yield owners, str(value)


def test_each_field_of_the_model_is_changed_by_one_of_the_lines(project: Project) -> None:
    def values(name: str) -> Counter[tuple[Any, str]]:
        loaded = load_role(project.source, f"roles/{name}.role.yaml")
        assert loaded.role, loaded.problems
        return Counter(fields(loaded.role))

    base, changed = values("base"), set()
    for line in LINES.values():
        other = values(f"line-{line.number}")
        changed |= {owner for owners, _ in (base - other) + (other - base) for owner in owners}
    of_model = {(piece.__name__, name) for piece in YAML_MODELS for name in piece.model_fields}
    assert of_model - changed == set()
