"""A project whose role has everything that a sheet shows."""

from __future__ import annotations

from tests.projects import CONF

ROLE = """\
title: Keeper
summary: Keeps the *gate*.
level: Senior
owner: gates@example.com
review_by: 2030-05-01
scale: {1: Not yet, 2: Partly, 3: Yes}
competencies:
  watching:
    title: Watching
    means: Sees what comes.
    why: Few things come back.
    needs: 2
    levels:
      1: Looks away whenever something moves.
      2: Looks at it and says what it might be.
      3: Also knows what it was when it is gone.
  calm:
    title: Staying calm
    means: Breathes.
    levels:
      1: Shouts at everybody who is near.
      2: Waits for a moment before speaking.
      3: Also makes the others wait for it.
questions:
  dog: {ask: What would you do about a dog?, competency: calm}
  cat: {ask: What would you do about a cat?, competency: calm}
stages:
  walk:
    title: The round
    summary: Along the wall.
    format: pairing
    minutes: 60
    place: [office, video]
    interviewers:
      guide: Walks in front.
      notes: {is: Writes., rates: false}
    main: {watching: Names what moves before it is near.}
    also: [calm]
    sections: [articles/rounds#walking]
    goals: |
      - See *how* they look at `gate.open`.
      - See whether they ask.
        - Sheet: See *if* they [ask](https://gates.example.com).
      - Nobody needs this on paper.
        - Sheet: no
    non_goals: |
      - A race.
    checklist:
      before: |
        - The key is [oiled](https://example.com/oil).
      after: |
        - The gate is shut.
    whenever:
      the dog barks: It does that.
    agenda:
      - {minutes: 10, is: welcome, say: Shall we walk?, checks: They know the way.}
      - {minutes: 30, is: main, with: task, told: A task together, say: Here is the gate.}
      - {minutes: 15, is: questions}
      - {minutes: 5, is: notes}
    task:
      title: Opening the gate
      brief: Open the gate for the cart.
      far_enough: The cart is through.
      easier: |
        - The gate is ajar.
      harder: |
        - There are two carts.
    questions:
      - id: saw
        ask: What did you see?
        competency: watching
        follow_ups: |
          - What else?
          - What was behind it?
        listen_for: |
          - Names a thing before its meaning, and does so without being asked for it.
            - Sheet: Names a thing before its meaning.
          - Says nothing.
            - Sheet: no
        easier: Was there a bird?
        harder: What was not there?
      - one_of: [dog, cat]
      - {id: more, ask: What would you like to know?, probe: true}
  home:
    title: At home
    summary: A drawing.
    format: take-home
    minutes: 30
    candidate_minutes: 120
    return_within_days: 7
    main: [watching]
    agenda:
      - {minutes: 30, is: main}
  talk:
    title: The talk
    summary: At the table.
    format: conversation
    minutes: 45
    interviewers:
      guide: Asks.
    main: [calm]
    agenda:
      - {minutes: 5, is: welcome}
      - {minutes: 40, is: main}
  debrief:
    title: Debrief
    summary: We decide.
    format: debrief
    minutes: 30
    agenda:
      - {minutes: 30, is: main}
schedule:
  - {day: 2, stages: [{one_of: [walk, home]}, {break: 20}, talk]}
  - {day: 3, stages: [debrief]}
decision:
  rule: Every level that the job needs, seen twice.
  by: Noor
keep_notes: Six months after the decision.
ai: {candidate: allowed, say: Use your own lantern.}
recorded: {is: true, say: The bell is recorded., instead: We stop the bell.}
"""

ARTICLE = """\
# Rounds

(walking)=
## Walking

:::{goals}
- Let them choose the way.
:::

:::{non-goals}
- A guided tour.
:::

:::{checklist}
:phase: before
- Boots are dry.
:::

:::{checklist}
:phase: during
- They had a choice.
:::

:::{script} the wind blows
:at: main
Mind the step.
:::

Nobody runs on the wall. See [the talk](#after).

(after)=
## After

Then we sit down.
"""


def line_of(words: str) -> int:
    """The line of the article that has these words."""
    return ARTICLE[: ARTICLE.index(words)].count("\n") + 1


FILES: dict[str, str | bytes] = {
    "conf.py": CONF,
    "index.md": "# Gates\n\n```{roles}\n```\n\n```{series}\narticles/rounds\n```\n",
    "articles/rounds.md": ARTICLE,
    "roles/keeper.role.yaml": ROLE,
}
