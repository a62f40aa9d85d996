"""A project whose one role uses every key of the role file, and whose pages list and draw in."""

from __future__ import annotations

from tests.projects import GARDEN

LIBRARY = """\
title: All who work outside
scale: {1: Not yet, 2: Partly, 3: Yes}
stages:
  debrief:
    title: The debrief
    format: debrief
    minutes: 30
    agenda:
      - {minutes: 30, is: main, title: Where the raters differ}
"""

ROLE = """\
extends: [_outside]
title: Beekeeper
level: Second season
summary: Keeps forty hives alive through the winter.
owner: bees@example.com
review_by: 2027-05-01
jurisdictions: [de]
looking_for: |
  - Hands that do not hurry.
not_looking_for: |
  - A suit of their own.
scale: {1: Not yet, 2: Partly, 3: Yes, 4: Strongly}

competencies:
  care:
    title: Taking care
    means: Feeds before they starve.
    why: A hive that starves in March was lost in October.
    needs: 3
    look_for: |
      - What they do before they are asked.
    levels: {1: Forgets., 2: Remembers., 3: Foresees., 4: Teaches it.}
    examples:
      - note: In March three hives were empty. "I had meant to feed them."
        level: 1
        because: The stores were seen, and nothing followed.
      - {note: Weighed each hive in October., level: 3, because: Acted before any was light.}
  patience:
    title: Patience
    levels: {1: Opens it daily., 2: Opens it weekly., 3: Waits., 4: Knows when.}
  hands:
    title: Steady hands
    means: Lifts a frame without a jolt.

tasks:
  swarm:
    title: The swarm in the pear tree
    brief: |
      There hangs a swarm.[^own] Bring it home.

      [^own]: Of about ten thousand.
    repository: https://git.example.com/tasks/swarm
    far_enough: The box stands under the branch.
    easier: |
      - The branch hangs low.
    harder: |
      - There are two queens.
    solution: Shake once, then wait until dusk.
    tried: {on: 2026-10-06, by: jonas, minutes: 24}
  frames:
    title: The heavy frames

questions:
  jolt:
    ask: How do you lift the first frame?
    competency: hands
  gloves:
    ask: When do you take off your gloves?
    competency: hands
  noon:
    ask: When do you open a hive?
    competency: patience
  weather:
    ask: What would you like to ask a bee?
    competency: none
  spring:
    ask: What do you look for in March?
    competency: care
    kind: situational
    probe: true
    listen_for: |
      - Lifts the hive before opening it.
    follow_ups: |
      - And if it is light?
    easier: How do you know that they have food?
    harder: And in a year without lime blossom?
  mites:
    ask: How do you count mites?
    competency: care
  foul:
    ask: What does foul brood smell of?
    competency: care

stages:
  call:
    title: A call
    format: screen
    minutes: 30
    place: [phone]
    main: [care]
    agenda:
      - {minutes: 30, is: questions}
    questions: [spring]
  visit:
    title: A morning at the hives
    summary: We look after one hive together.
    format: pairing
    minutes: 120
    place: [office, The orchard]
    interviewers:
      guide: Knows the hive.
      note-taker:
        is: Writes down who did what.
        rates: false
        brief: Stands upwind.
        told: Takes notes.
    main:
      care: Looks after the hive before the honey.
      patience:
    also: [hands]
    sections:
      - articles/day#smoke
      - {from: articles/before, without: [checklist]}
    goals: |
      - See how they move.
    non_goals: |
      - Count who gets stung.
    agenda:
      - {minutes: 10, is: welcome, say: Is this still a good day for you?}
      - minutes: 50
        is: main
        title: At the hive
        told: An hour at one hive
        with: [spring, task, jolt]
        say:
          - This is the quietest of our hives.
          - {when: one is stung, text: It happens to all of us.}
        checks:
          - {text: Each sting is in my notes., sheet: Stings noted}
          - {text: The gate is shut., place: office}
        sections: [articles/day#afterwards]
      - {minutes: 5, is: break, title: Tea together, who: everyone}
      - {minutes: 5, is: break}
      - {minutes: 15, is: questions, with: [noon, spring]}
      - {minutes: 10, is: questions}
      - {minutes: 10, is: their-questions}
      - {minutes: 5, is: other, title: A word among us, who: interviewers}
      - {minutes: 5, is: notes, title: Their own notes, who: candidate}
      - {minutes: 5, is: notes}
    whenever:
      They ask how they did: We tell you on Friday.
    checklist:
      before: |
        - The smoker is filled.
      after: |
        - Rated alone.
    task: {one_of: [swarm, frames], now: swarm}
    questions:
      - jolt
      - noon
      - gloves
      - spring
      - {one_of: [mites, foul], now: mites}
      - {id: sting, ask: What was your worst sting?, competency: patience, kind: behavioural}
    follow_ups: |
      - What did you do yourself?
    goes_on: Whoever has seen that the hive was queenless.
    ai: {candidate: forbidden, say: Leave the phone in the car., ours: A scale under the hive.}
    recorded: {is: true, say: A camera watches the hive., instead: We turn it away.}
    candidate:
      expect: We open one hive.
      bring: |
        - Shoes that are closed.
      prepare: Sleep well.
      not_tested: |
        - Latin names.
      sections: [articles/day]
  letter:
    title: A letter from home
    format: take-home
    minutes: 45
    candidate_minutes: 135
    return_within_days: 7
    review_minutes: 20
    place: [video]
    main: [patience]
    also: [care, hands]
    agenda:
      - {minutes: 45, is: questions}
    task: {title: A letter to a neighbour, far_enough: It names one worry of theirs.}
    questions: [jolt, noon, weather, spring, mites, foul]
  debrief:

schedule:
  - {day: 1, stages: [call]}
  - {day: 8, stages: [{one_of: [visit, letter]}, {break: 45}]}
  - {day: 9, stages: [debrief]}
adjustments: Write to bees@example.com; we ask no reason.
decision:
  rule: Two raters see each level that the job needs.
  by: Noor
  answer_within_days: 3
audience: candidate
candidate:
  welcome: Good that you come.
  after: Somebody rings you.
  places: {home: Behind the church.}
  sections: [articles/day]
pay_range: 20 to 24 jars a year
keep_notes: 6 months
ai: {candidate: disclosed, say: Tell us when you ask a machine., ours: None.}
recorded: false
"""

BEFORE = """\
# Before the day

Whoever has *read* this sleeps better.

The rest of it is not the lead.

:::{goals}
- Everyone knows the way.
:::

:::{checklist}
:phase: before
- Nobody is allergic.
:::
"""

DAY = f"""\
# On the day

Light the smoker first.

{"Long before the bees wake. " * 120}

(smoke)=
## Smoke

Three puffs are enough.[^puffs]

:::{{roles}} gardener
:::

:::{{coverage}} beekeeper, gardener
:::

(afterwards)=
## Afterwards

:::{{script}} When the hive is shut
That was all for today.
:::

:::{{script}}
Put on the veil first.
:::

:::{{checklist}}
- The veil is on.
:::

:::{{checklist}}
:at: welcome
- They know the way out.
:::

[^puffs]: Of cold smoke.
"""

INDEX = """\
# Hives

:::{roles}
:::

:::{coverage}
:::

:::{series}
articles/before
articles/day
:::
"""

FILES = {
    "conf.py": GARDEN["conf.py"]
    + 'guides_source_url = "https://git.example.com/docs/{file}#L{line}"\n',
    "index.md": INDEX,
    "articles/before.md": BEFORE,
    "articles/day.md": DAY,
    "roles/_outside.role.yaml": LIBRARY,
    "roles/beekeeper.role.yaml": ROLE,
    # By its file the first, by its title the last.
    "roles/a-gardener.role.yaml": "title: Zookeeper\n"
    + GARDEN["roles/gardener.role.yaml"]
    .replace("title: Gardener\n", "", 1)
    .replace("articles/day#walking", "articles/before"),
    "roles/gardener.role.yaml": GARDEN["roles/gardener.role.yaml"].replace(
        "    sections: [articles/day#walking]\n", ""
    ),
}
