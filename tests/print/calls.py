"""A role with all that makes a paper of its own: a role-player, tasks, a choice, a debrief."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr
from typing import NamedTuple

from sphinx.locale import translators

from guides_ext.__main__ import main
from tests.projects import CONF, Project

ROLE = """\
title: Telephonist
summary: Answers.
scale: {1: Never, 2: Sometimes, 3: Always}
adjustments: Write to calls@example.com.
ai: {candidate: allowed, say: Use a dictionary., ours: Nothing listens.}
recorded: {is: true, say: A machine listens., instead: Then we write.}
decision: {rule: Two have heard it. Otherwise we wait., by: Olga, answer_within_days: 4}
competencies:
  hearing:
    title: Hearing people out
    means: Lets them end.
    needs: 2
    look_for: |
      - A pause of two breaths.
    levels: {1: Talks over the customer., 2: Waits for the end., 3: Asks what was not said.}
  patience:
    title: Keeping calm
    means: Stays kind.
    levels: {1: Slams the receiver down., 2: Sighs without being heard., 3: Smiles.}
tasks:
  parcel: {title: A lost parcel, brief: Find the parcel of Mr Brown., solution: It is next door.}
  letter:
    title: A long letter
    brief: |
      Answer this letter.

      - Ten lines.
      - By hand.
    repository: https://git.example.com/letter
questions:
  why: {ask: Why did you wait there?, competency: hearing, listen_for: A reason of their own.}
  when: {ask: When would you hang up?, competency: patience}
stages:
  call:
    title: A call
    summary: On the telephone.
    format: role-play
    minutes: 60
    place: [office, video]
    interviewers:
      lead: {is: Keeps the clock., told: Explains the call.}
      caller:
        is: Plays Mr Brown.
        rates: false
        told: Plays a customer.
        brief: |
          You have waited for three days.

          - Ask for the boss in minute two.
          - Hang up in minute nine.
      notes: {is: Writes in silence.}
      guest: {is: Learns how we do this., rates: false}
    main: {hearing: Lets Mr Brown end his sentence.}
    also: [patience]
    goals: Hear how they listen.
    agenda:
      - {minutes: 10, is: welcome, say: Is today a good day?}
      - minutes: 30
        is: main
        title: Mr Brown rings
        told: One call
        with: task
        say:
          - {when: the bell rings, text: There it is.}
        checks:
          - {text: The second telephone works., place: office}
          - {text: The link has been tried., place: video}
      - {minutes: 5, is: break}
      - {minutes: 10, is: questions, with: [why, when]}
      - {minutes: 5, is: notes}
    task: parcel
    questions: [why, when]
    candidate:
      expect: You take one call.
      bring: Nothing at all.
      not_tested: |
        - Your accent.
        - Our rules.
  letters:
    title: Letters
    summary: At home.
    format: take-home
    minutes: 30
    candidate_minutes: 60
    return_within_days: 3
    place: [video]
    interviewers: {reader: Has read it.}
    main: [hearing]
    agenda:
      - {minutes: 20, is: main, with: task}
      - {minutes: 10, is: their-questions}
    task: letter
    candidate: {expect: We read your letter together.}
  talk:
    title: The talk
    summary: At the table.
    format: conversation
    minutes: 45
    place: [office]
    interviewers: {lead: Asks., notes: Writes.}
    main: [patience]
    agenda:
      - {minutes: 45, is: main}
  debrief:
    title: The debrief
    summary: We decide.
    format: debrief
    minutes: 30
    interviewers: {lead: Reads the rule.}
    checklist: {before: All ratings are in.}
    agenda:
      - {minutes: 30, is: main, title: All ratings}
schedule:
  - {day: 1, stages: [{one_of: [call, letters]}, {break: 15}, talk]}
  - {day: 2, stages: [debrief]}
"""

FILES: dict[str, str | bytes] = {
    "conf.py": CONF,
    "index.md": "# Calls\n\n```{roles}\n```\n",
    "roles/calls.role.yaml": ROLE,
}


class Done(NamedTuple):
    """What a command answers."""

    returncode: int
    stderr: str


def sheets(project: Project, *words: str) -> Done:
    """The command, in the folder of the project and in this process, which is quick."""
    said = io.StringIO()
    with chdir(project.folder), redirect_stderr(said):
        try:
            code = main(["sheets", *words])
        except SystemExit as stop:  # of argparse
            code = int(str(stop.code))
        finally:
            translators.clear()  # Sphinx keeps those of a process: a German day would stay German
    return Done(code, said.getvalue())
