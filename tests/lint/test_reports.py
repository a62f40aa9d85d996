"""The same findings for people and for programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sphinx.cmd.build import build_main

from guides_ext.__main__ import main
from guides_ext.lint.load import builtin_rules
from guides_ext.lint.reports import (
    FORMATS,
    Report,
    coloured,
    cut,
    github,
    json_report,
    sarif,
    statistics,
    summary,
    text,
)
from tests.lint.linted import lint
from tests.projects import GARDEN, Project
from tests.stories import ROOT

SCHEMA = Path(__file__).with_name("sarif-2.1.0.schema.json")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report with errors and warnings, of roles and of articles."""
    files = {**GARDEN, "articles/day, half.md": "# Half\n\nTODO: 100 % of it\n"}
    return lint(Project(tmp_path_factory.mktemp("reported")).write(files))


def test_text_shows_the_place_the_line_and_the_mend(report: Report) -> None:
    lines = text(report).splitlines()
    index = next(n for n, line in enumerate(lines) if " competency-why " in line)
    assert lines[index].endswith(
        "docs/roles/gardener.role.yaml:5:3 competency-why 'care' does not say why the job needs "
        "it [error]"
    )
    assert lines[index + 1] == "    care:"
    assert lines[index + 2] == "    ^ say in one line what in the job needs it: why: …"
    assert "error" in lines[-1]


LINE = "".join(f"{n:>10}" for n in range(10, 210, 10))


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("care:", 3, ("care:", 3)),
        (LINE[:30], 30, (LINE[:30], 30)),
        (LINE, 5, (f"{LINE[:29]}…", 5)),
        (LINE, 99, (f"…{LINE[89:117]}…", 11)),
        (LINE, 199, (f"…{LINE[171:]}", 29)),
        (LINE[:40], 60, (f"…{LINE[11:40]}", 50)),
    ],
)
def test_of_a_long_line_what_is_around_the_place_is_shown(
    line: str, column: int, shown: tuple[str, int]
) -> None:
    assert cut(line, column, 30) == shown


def test_a_report_is_as_wide_as_the_terminal(
    garden: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    garden.write({"roles/cook.role.yaml": BROKEN.replace("}\n", f", summary: {'so ' * 80}}}\n")})
    lines = text(lint(garden)).splitlines()
    at = next(n for n, line in enumerate(lines) if "kitchen.minutes" in line)
    assert (lines[at + 1][:3], lines[at + 1][-1], len(lines[at + 1])) == ("  …", "…", 60)
    assert lines[at + 1][lines[at + 2].index("^") :].startswith("thirty")


def test_a_summary_says_for_each_role_what_stands_and_what_is_missing(report: Report) -> None:
    told = summary(report)
    assert told.startswith(f"Gardener ({report.folder}/roles/gardener.role.yaml)\n=====")
    assert "has      stages: 1, minutes with the candidate: 30, competencies: 1" in told
    assert "structure " in told
    assert "error    Each competency says why the job needs it. (competency-why)" in told
    rest = told.partition("Articles, libraries and other files\n")[2]
    assert "error    No mark of a draft is left. (draft-marker)" in rest


NOTES = """\
title: Cook
schedule:
  - {day: 1, stages: [kitchen, {one_of: [short, long]}]}
stages:
  kitchen:
    title: A day
    format: other
    minutes: 45
    agenda: [{minutes: 30, is: main}, {minutes: 15, is: notes}]
  short: {title: Short, format: other, minutes: 20, agenda: [{minutes: 20, is: main}]}
  long: {title: Long, format: other, minutes: 60, agenda: [{minutes: 60, is: main}]}
"""


def test_a_summary_counts_the_time_as_the_page_does(garden: Project) -> None:
    garden.write({"roles/cook.role.yaml": NOTES})
    assert "minutes with the candidate: 50 to 90," in summary(lint(garden))


BROKEN = """\
title: Cook
stages:
  kitchen: {title: A day, format: other, minutes: thirty, agenda: [{minutes: 9, is: main}]}
"""


def test_a_summary_says_that_a_role_is_broken(tmp_path: Path) -> None:
    latin = BROKEN.replace("Cook", "Köchin").encode("latin-1")
    files = {"roles/cook.role.yaml": BROKEN, "roles/latin.role.yaml": latin}
    report = lint(Project(tmp_path).write({**GARDEN, **files}))
    head, _, block = (told := summary(report)).partition("/roles/cook.role.yaml)\n====")
    assert head.startswith(f"Gardener ({report.folder}/roles/gardener.role.yaml)")
    assert head.endswith(f"\n\nCook ({report.folder}")
    assert "\nbroken   it has errors of its own" in block
    assert "\nerror    A role file has no fault of its own. (role-file)" in block
    assert f"roles/latin ({report.folder}/roles/latin.role.yaml)\n====" in told


def test_a_summary_counts_the_rules_that_have_looked_and_no_others(tmp_path: Path) -> None:
    project = Project(tmp_path).write(GARDEN)
    families = Counter(rule.family for rule in builtin_rules())
    assert "comments" not in standing(lint(project))  # about no role
    before = standing(lint(project))
    assert before["structure"][1] == families["structure"]
    assert before["upkeep"][1] < families["upkeep"]  # no rule about articles
    off = {"competency-why": "off", "roles/gardener": {"two-raters": "off"}}
    after = standing(lint(project, guides_lint_severity=off))
    assert after["structure"][1] == before["structure"][1] - 2


def standing(report: Report) -> dict[str, tuple[int, int]]:
    """For each family how many rules hold, of how many."""
    line = next(one for one in summary(report).splitlines() if one.startswith("stands"))
    found = re.findall(r"(\w+) (\d+) of (\d+)", line)
    return {name: (int(holds), int(all)) for name, holds, all in found}


def test_json_has_all_that_is_known(report: Report) -> None:
    found = json.loads(json_report(report))["findings"]
    assert len(found) == len(report.findings)
    assert set(found[0]) == {
        "file", "line", "column", "rule", "severity", "message", "mend", "roles", "fix", "about"
    }  # fmt: skip


def test_github_gets_one_command_a_finding(report: Report) -> None:
    lines = github(report).splitlines()
    assert len(lines) == len(report.findings)
    (line,) = [line for line in lines if "draft-marker" in line]
    assert line.startswith("::error file=")
    assert "day%2C half.md,line=3,col=1,title=draft-marker::" in line


def test_sarif_is_valid_against_its_schema(report: Report) -> None:
    log: dict[str, Any] = json.loads(sarif(report))
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (run,) = log["runs"]
    assert len(run["results"]) == len(report.findings)
    names = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= names
    uris = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert any(one["artifactLocation"]["uri"].endswith("day%2C%20half.md") for one in uris)


def test_a_result_that_the_schema_knows_nothing_of_is_refused(report: Report) -> None:
    log = json.loads(sarif(report))
    log["runs"][0]["results"][0]["level"] = "catastrophe"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_no_report_changes_from_one_run_to_the_next(tmp_path: Path, report: Report) -> None:
    again = lint(Project(tmp_path).write(GARDEN))
    twice = lint(Project(tmp_path).write(GARDEN), guides_lint_format="summary")
    for format in FORMATS.values():
        assert format.make(again) == format.make(twice)


@pytest.mark.parametrize(("fault", "code"), [("", 1), ("competency-why", 0)])
def test_the_command_exits_0_only_when_no_error_is_left(
    garden: Project, capsys: pytest.CaptureFixture[str], fault: str, code: int
) -> None:
    off = {rule.id: "off" for rule in builtin_rules()} if fault else {"owner": "error"}
    conf = f'extensions = ["guides_ext"]\nguides_lint_severity = {off!r}\n'
    garden.write({"conf.py": conf})
    assert main(["lint", str(garden.source), "--format", "json"]) == code
    assert bool(json.loads(capsys.readouterr().out)["findings"]) == bool(code)


@pytest.mark.parametrize("format", ["json", "sarif"])
def test_what_is_for_programs_can_be_parsed(
    garden: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    garden.write({"articles/day.md": "# A day\n\nTODO “quoted” …\n"})
    main(["lint", str(garden.source), "--format", format])
    printed = json.loads(capsys.readouterr().out)
    out = tmp_path / "out"
    build_main(
        ["-b", "guides-lint", "-D", f"guides_lint_format={format}", str(garden.source), str(out)]
    )
    assert json.loads((out / f"lint.{format}").read_text(encoding="utf-8")) == printed
    assert f"The findings are in {out / f'lint.{format}'}." in capsys.readouterr().out


@pytest.mark.parametrize("format", FORMATS)
def test_a_terminal_that_knows_few_letters_gets_the_report(
    garden: Project, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    garden.write({"articles/day.md": "# A day\n\nTODO “quoted” …\n"})  # and a section is gone
    terminal = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["lint", str(garden.source), "--format", format]) == 1
    terminal.flush()
    assert b"draft-marker" in terminal.buffer.getvalue()  # type: ignore[attr-defined]


def test_a_terminal_gets_colours_and_a_file_gets_none(report: Report) -> None:
    plain, shown = text(report), coloured(text(report))
    assert re.sub(r"\x1b\[\d+m", "", shown) == plain
    assert "[\x1b[31merror\x1b[0m]" in shown
    assert re.search(r"^\x1b\[1m\S*day, half.md:3:1 draft-marker\x1b\[0m", shown, re.MULTILINE)
    assert "\x1b[33mwarning\x1b[0m  " in coloured(summary(report))


def test_the_command_exits_2_when_there_is_no_handbook(tmp_path: Path) -> None:
    assert main(["lint", str(tmp_path)]) == 2


def test_statistics_count_each_rule_the_most_broken_first(report: Report) -> None:
    lines = statistics(report).splitlines()
    counts = [int(line.split()[0]) for line in lines[:-1]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(report.findings)
    (line,) = [one for one in lines if " draft-marker " in one]
    assert line.endswith("No mark of a draft is left.")


def test_json_says_of_a_finding_how_sure_it_is_and_whom_it_is_for(report: Report) -> None:
    found = json.loads(json_report(report))["findings"]
    (draft,) = [one for one in found if one["rule"] == "draft-marker"]
    expected = {"severity": "error", "confidence": "high", "audience": "owner", "status": "stable"}
    assert draft["about"] == {**expected, "since": "0.1.0"}
    assert draft["fix"] is None


def test_sarif_has_the_page_of_each_rule_and_how_often_it_is_right(report: Report) -> None:
    driver = json.loads(sarif(report))["runs"][0]["tool"]["driver"]
    (draft,) = [one for one in driver["rules"] if one["id"] == "draft-marker"]
    assert draft["help"]["markdown"].startswith("# draft-marker\n\nNo mark of a draft is left.")
    assert draft["properties"] == {"tags": ["upkeep", "owner", "stable"], "precision": "high"}


def test_the_page_of_a_rule_is_printed_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--explain", "two-raters"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# two-raters\n\nAt least two who take part in a stage rate.\n\n## Why")
    assert said.endswith("severity: info, confidence: high, audience: owner, "
                         "status: stable, since: 0.1.0)\n")  # fmt: skip


@pytest.mark.parametrize("words", [["--explain", "two-raters"], ["."]])
def test_a_reader_who_has_had_enough_is_no_error(tmp_path: Path, words: list[str]) -> None:
    """As `lint … | head -1` ends, here with nobody at the other end from the start."""
    garden = Project(tmp_path).write(GARDEN)
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "guides_ext", "lint", *words]
    done = subprocess.run(
        command, cwd=garden.source, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writer, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_the_page_of_a_rule_of_ones_own_is_printed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ROOT / "docs/reference/lint/own_rules.py"
    project = Project(tmp_path).write({"own.py": own.read_text("utf-8"), "broken.py": "1 / 0\n"})
    project.write({"conf.py": 'guides_lint_rules = ["broken.py", "own.py"]\n'})
    assert main(["lint", str(project.source), "--explain", "garden-outdoors"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("A walk through the garden says what happens when it rains.")
    assert "broken.py:1:1: broken.py: ZeroDivisionError" in said.err
    project.write({"conf.py": "1 / 0\n"})
    assert main(["lint", str(project.source), "--explain", "two-raters"]) == 0
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_rule_that_there_is_not_is_not_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--explain", "two-rater"]) == 2
    assert capsys.readouterr().err == "no rule is named 'two-rater' (did you mean 'two-raters'?)\n"
