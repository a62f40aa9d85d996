"""The invitation: a letter and calendars whose promises are those of the candidate's page."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar

from guides_ext.__main__ import main
from guides_ext.invite.letter import as_text, plain
from tests.handbook.test_candidate_page import ROLE

DOCS = Path(__file__).parents[2] / "docs"
WHEN = ("--start", "2026-12-01T10:00", "--zone", "Europe/Berlin", "--name", "Ife")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    (docs / "roles").mkdir(parents=True)
    (docs / "roles" / "gardener.role.yaml").write_text(
        ROLE.replace("{told:", "{is: A part., told:").replace("{}", "{is: A part.}"),
        encoding="utf-8",
    )
    (docs / "conf.py").write_text('project = "Orchard"\n', encoding="utf-8")
    return docs


WHY = ("block", "no words of its own", "no picture", "a mark of a draft")
"""Of what a letter refuses."""


def invite(source: Path, *words: str) -> int:
    return main(["invite", *words, "--source", str(source)])


def events(path: Path) -> list[tuple[str, datetime, datetime]]:
    calendar = Calendar.from_ical(path.read_bytes())
    return [
        (str(one["summary"]), one.decoded("dtstart"), one.decoded("dtend"))
        for one in calendar.walk("VEVENT")
    ]


def test_the_letter_is_written_to_the_screen(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(source, "gardener", "walk", *WHEN, "--url", "https://you.example.com") == 0
    assert (
        capsys.readouterr().out
        == """\
Dear Ife,

We would like to meet you about the job “Gardener”. This meeting, “A walk”, is
on Tuesday, 1 December 2026, from 10:00 to 11:10 (Europe/Berlin).

We plant one tree.

How it goes:

  10:00  Planting together, 40 min
  10:40  Break, 10 min
  10:50  Our questions, 20 min
  11:10  You are free to go.

You meet 2 of us.

  - Walks with you.
  - Takes notes.

Where: garden. Behind the church.

What to bring:

  - Boots.

To prepare:

  - Nothing.

We do not test:

  - Latin names.

Pay: Nine apples a day.

You may use AI. On our side: None. Nothing is recorded.

You will have our answer within 3 working days after your last conversation,
whatever it is.

Write to us.

The full plan, with your other meetings: https://you.example.com

Kind regards,

Orchard
"""
    )


def test_whom_you_meet_and_who_signs_are_named_where_that_is_given(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("--part", "part-2=Sam", "--sender", "Noor")
    assert invite(source, "gardener", "walk", *WHEN, *names) == 0
    said = capsys.readouterr()
    assert "  - Walks with you.\n  - Sam: Takes notes.\n" in said.out
    assert said.out.endswith("Kind regards,\n\nNoor, Orchard\n")
    assert said.err == ""
    assert invite(source, "gardener", "letter", *WHEN, "--part", "part-3=Sam") == 0
    assert "Whom you meet: Sam" in capsys.readouterr().out
    assert invite(source, "gardener", "walk", *WHEN, "--part", "lead=Sam") == 2
    assert "walk has no part 'lead' (there are: part-1, part-2)" in capsys.readouterr().err


def test_a_role_goes_by_its_title_too(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invite(source, "gardener", "walk", *WHEN) == 0
    letter = capsys.readouterr().out
    file = source / "roles" / "gardener.role.yaml"
    file.rename(file.with_name("tree-planter.role.yaml"))
    assert invite(source, "gARDENER", "walk", *WHEN) == 0
    assert capsys.readouterr().out == letter


def test_the_company_signs_with_its_own_name(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = 'project, author = "How Orchard hires", "Orchard Ltd"\n'
    (source / "conf.py").write_text(conf, encoding="utf-8")
    assert invite(source, "gardener", "walk", *WHEN, "--sender", "Noor") == 0
    said = capsys.readouterr().out
    assert said.endswith("Kind regards,\n\nNoor, Orchard Ltd\n")
    assert "How Orchard hires" not in said


def test_a_conf_py_that_is_no_python_costs_the_companys_name_and_no_letter(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for broken in (b'project = "\xff"\n', b'project = "Orchard\n', b"\0"):
        (source / "conf.py").write_bytes(broken)
        assert invite(source, "gardener", "walk", *WHEN) == 0
        assert capsys.readouterr().out.endswith("Kind regards,\n")


def test_what_the_candidate_would_have_to_ask_is_said(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    role = source / "roles" / "gardener.role.yaml"
    text = role.read_text("utf-8").replace("place: [garden]", "place: [garden, video]")
    role.write_text(text, encoding="utf-8")
    assert invite(source, "gardener", "walk", *WHEN) == 0
    said = capsys.readouterr().err
    assert "the letter says garden or video: choose one with --place" in said
    assert "nothing tells the candidate where 'video' is" in said
    assert invite(source, "gardener", "walk", *WHEN, "--place", "garden") == 0
    assert capsys.readouterr().err == ""


def test_several_places_are_a_list_and_a_link_has_its_address_behind_it(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    role = source / "roles" / "gardener.role.yaml"
    text = role.read_text("utf-8").replace("adjustments: Write to us.", """\
adjustments: Write to [us](mailto:us@a.example) or <mailto:you@a.example>, or [read](https://a.example).
""")  # fmt: skip
    text = text.replace("place: [garden]", "place: [garden, phone]")
    role.write_text(text.replace("{garden: ", "{phone: We call you., garden: "), "utf-8")
    assert invite(source, "gardener", "walk", *WHEN) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Where: - garden. Behind the church. - Phone. We call you. What" in said
    assert "to us (us@a.example) or mailto:you@a.example, or read (https://a.example)." in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See a.example, or [here](a.example).", "See a.example, or here (a.example)."),
        ("[Go to a.example](a.example)", "Go to a.example"),
        ("<https://a.example/ä>", "https://a.example/ä"),
        ("<you@a.example>", "you@a.example"),
    ],
)
def test_an_address_is_behind_the_words_that_do_not_say_it(text: str, said: str) -> None:
    assert plain(text) == said


def test_no_address_is_broken_in_a_list_either() -> None:
    address = "https://a.example/" + "-".join(["far"] * 12)
    assert address in as_text([[f"Words that come before it, so that it is late {address}"]])


def test_one_person_and_one_day_are_said_in_the_singular(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    role = source / "roles" / "gardener.role.yaml"
    text = role.read_text("utf-8").replace("answer_within_days: 3", "answer_within_days: 1")
    text = text.replace("part-1: {is: A part., told: Walks with you.}, ", "")
    role.write_text(
        text.replace("{is: A part., told: Takes notes.}", "{is: A part.}"), encoding="utf-8"
    )
    assert invite(source, "gardener", "walk", *WHEN) == 0
    said = capsys.readouterr().out
    assert "You meet one of us." in said
    assert "within one working day after your last" in said


def test_four_files_are_written_into_a_folder(source: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert invite(source, "roles/gardener", "walk", *WHEN, "-o", str(made)) == 0
    assert {path.name for path in made.iterdir()} == {
        "invitation.txt", "invitation.eml", "invitation.ics", "interviewers.ics"
    }  # fmt: skip
    mail = email.message_from_bytes((made / "invitation.eml").read_bytes(), policy=default)
    assert mail["Subject"] == "Orchard: Your interview for “Gardener” on 1 December, 10:00"
    text, html = mail.get_body(["plain"]), mail.get_body(["html"])
    assert text
    assert html
    assert text.get_content().split() == (made / "invitation.txt").read_text("utf-8").split()
    assert "<td>Planting together, 40 min</td>" in html.get_content()


def test_the_calendars_hold_the_stage_and_what_is_around_it(source: Path, tmp_path: Path) -> None:
    assert invite(source, "gardener", "walk", *WHEN, "-o", str(tmp_path)) == 0
    (theirs,) = events(tmp_path / "invitation.ics")
    assert theirs[0] == "Orchard: A walk"
    assert [f"{one:%H:%M}" for one in theirs[1:]] == ["10:00", "11:10"]
    ours = events(tmp_path / "interviewers.ics")
    assert [(f"{start:%H:%M}", f"{end:%H:%M}") for _, start, end in ours] == [
        ("09:20", "09:50"), ("09:50", "11:10"), ("11:10", "11:40")
    ]  # fmt: skip
    text = (tmp_path / "invitation.ics").read_text("utf-8").replace("\r\n ", "")
    assert "LOCATION:Behind the church." in text
    assert "Write to us." in text
    assert "Kind regards" not in text
    assert len(text) < 3000  # and no list of seventy years of clock changes


@pytest.mark.parametrize(
    ("old", "new", "around"),
    [
        ("- {minutes: 20, is: questions}", "- {minutes: 20, is: notes}", [30, 0]),
        ("{break: 30}, debrief", "{break: 15}, debrief", [30, 15]),
        ("{break: 30}, debrief", "debrief", [30, 0]),
        ("stages: [{one_of", "stages: [call, {break: 10}, {one_of", [10, 30]),
    ],
)
def test_the_interviewers_time_around_a_stage_ends_where_another_meeting_begins(
    source: Path, tmp_path: Path, old: str, new: str, around: list[int]
) -> None:
    role = source / "roles" / "gardener.role.yaml"
    text = role.read_text("utf-8")
    assert text.count(old) == 1
    role.write_text(text.replace(old, new).replace("  - {day: 1, stages: [call]}\n", ""), "utf-8")
    assert invite(source, "gardener", "walk", *WHEN, "-o", str(tmp_path)) == 0
    found = {title.split(":")[0]: end - start
             for title, start, end in events(tmp_path / "interviewers.ics")}  # fmt: skip
    minutes = [found.get(one, timedelta()) for one in ("Prepare", "Write your notes")]
    assert minutes == [timedelta(minutes=one) for one in around]


@pytest.mark.parametrize(
    "secret",
    [
        ":::{panel-only}\\ncanary\\n:::",
        "% canary",
        "<!-- canary -->",
        ":::{panel-onl}",
        "{guide:stage}`canary`",
        "[](canary.md)",
        "![A picture](canary.png)",
        "TODO: how it goes.",
        "[insert the address]",
    ],
)
def test_a_text_with_words_for_others_or_unfinished_is_refused_with_its_place(
    source: Path, capsys: pytest.CaptureFixture[str], secret: str
) -> None:
    file = source / "roles" / "gardener.role.yaml"
    text = file.read_text("utf-8")
    assert "We plant one tree." in text
    file.write_text(text.replace("We plant one tree.", f'"We plant.\\n\\n{secret}"'), "utf-8")
    assert invite(source, "gardener", "walk", *WHEN) == 2
    said = capsys.readouterr()
    assert f"{source}/roles/gardener.role.yaml:" in said.err
    assert any(why in said.err for why in WHY)
    assert said.out == ""


def test_two_candidates_at_one_start_have_meetings_of_their_own(
    source: Path, tmp_path: Path
) -> None:
    found: set[str] = set()
    for name in ("Ife", "Noor", "Ife"):
        when = (*WHEN[:-1], name)
        assert invite(source, "gardener", "walk", *when, "-o", str(tmp_path)) == 0
        for file in ("invitation.ics", "interviewers.ics"):
            calendar = Calendar.from_ical((tmp_path / file).read_bytes())
            found |= {str(one["uid"]) for one in calendar.walk("VEVENT")}
    assert len(found) == 2 * (1 + 3)  # and the same again for the same candidate


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2026-10-25T01:30", ["2026-10-24T23:30", "2026-10-25T00:40"]),
        ("2026-03-29T01:30", ["2026-03-29T00:30", "2026-03-29T01:40"]),
    ],
)
def test_an_hour_is_an_hour_when_the_clocks_change(
    source: Path, tmp_path: Path, start: str, utc: list[str]
) -> None:
    when = ("--start", start, "--zone", "Europe/Berlin", "--name", "Ife")
    assert invite(source, "gardener", "walk", *when, "-o", str(tmp_path)) == 0
    ((_, begin, end),) = events(tmp_path / "invitation.ics")
    assert [f"{one.astimezone(UTC):%Y-%m-%dT%H:%M}" for one in (begin, end)] == utc


@pytest.mark.parametrize("start", ["2026-12-01T10:00", "2026-10-25T01:30"])
def test_a_second_parser_reads_the_same(source: Path, tmp_path: Path, start: str) -> None:
    when = ("--start", start, *WHEN[2:])
    assert invite(source, "gardener", "walk", *when, "-o", str(tmp_path)) == 0
    for name in ("invitation.ics", "interviewers.ics"):
        text = (tmp_path / name).read_bytes().decode()
        second = vobject.readOne(text).vevent_list
        assert [
            (one.summary.value, one.dtstart.value.astimezone(UTC), one.dtend.value.astimezone(UTC))
            for one in second
        ] == [
            (title, begin.astimezone(UTC), end.astimezone(UTC))
            for title, begin, end in events(tmp_path / name)
        ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gardner", "walk", *WHEN), "no role 'gardner'"),
        (("gardener", "wlk", *WHEN), "roles/gardener has no stage 'wlk' (did you mean 'walk'?"),
        (("gardener", "debrief", *WHEN), "nobody is invited to 'debrief'"),
        (("gardener", "walk", *WHEN, "--place", "office"), "walk is not held at 'office'"),
        (("gardener", "walk", "--start", "noon", *WHEN[2:]), "expected a day and a time"),
        (("gardener", "walk", *WHEN[:3], "London", *WHEN[4:]), "(did you mean 'Europe/London'?)"),
        (
            ("gardener", "walk", "--start", "2026-03-29T02:30", *WHEN[2:]),
            "no clock in Europe/Berlin shows 2026-03-29T02:30",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_there_is(
    source: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert invite(source, *words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("role", ["backend", "frontend", "support-lead"])
def test_each_stage_of_the_docs_can_be_invited_to(
    role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from guides_ext.model.load import load_role

    loaded = load_role(DOCS, f"roles/{role}.role.yaml").role
    assert loaded
    for name, stage in loaded.stages.items():
        if stage.format != "debrief":
            assert invite(DOCS, role, name, *WHEN) == 0
            assert "You are free to go." in capsys.readouterr().out


def test_the_letter_speaks_the_language_of_the_project(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "conf.py").write_text('language = "de"\n', encoding="utf-8")
    try:
        assert invite(source, "gardener", "walk", *WHEN) == 0
    finally:
        from sphinx.locale import init

        init([], None, "guides_ext")
    said = capsys.readouterr().out
    assert "Dienstag, 1. Dezember 2026" in said
    assert "Unsere Fragen" in said
