"""`init` writes a small handbook that works, or a role more, and never half of one."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from guides_ext.__main__ import main
from guides_ext.start import tree
from tests.lint.linted import lint
from tests.projects import Project
from tests.stories import ROOT

ACME = ["--company", "Acme", "--role", "Support Lead", "--trade", "support"]
OF_A_ROLE = "docs/roles/support-lead.role.yaml"


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def all_trades(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A handbook with a role of every trade."""
    folder = tmp_path_factory.mktemp("trades") / "interviews"
    first, *others = tree.TRADES
    words = ["--company", "Acme", "--jurisdictions", "de,uk,us"]
    assert main(["init", str(folder), *words, "--role", first, "--trade", first]) == 0
    for trade in others:
        assert main(["init", str(folder), "--role", trade, "--trade", trade]) == 0
    return Project(folder)


@pytest.mark.slow
def test_every_trade_builds_with_its_sheets_and_without_a_warning(all_trades: Project) -> None:
    built = all_trades.build(guides_print=["sheet"])
    assert built.warnings == []
    for trade in tree.TRADES:
        sheets = sorted((built.out / "print" / "roles" / trade).glob("*.pdf"))
        assert len(sheets) == 3, "a screen, one main stage and a debrief"


def test_the_linter_finds_in_every_trade_what_is_open_and_nothing_else(all_trades: Project) -> None:
    found = lint(all_trades).findings
    assert {one.rule for one in found} == {"draft-marker", "owner", "task-tried"}
    named = {(one.place.file, one.place.line) for one in found}
    for path in (*all_trades.source.rglob("*.md"), *all_trades.source.rglob("*.role.yaml")):
        file = path.relative_to(all_trades.source).as_posix()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if "TODO" in line and not line.startswith("#"):
                assert any(where.endswith(file) and at == number for where, at in named), line


def test_a_handbook_without_placeholders_is_clean(all_trades: Project, tmp_path: Path) -> None:
    copy = Project(tmp_path)
    for path, content in files_in(all_trades.source).items():
        copy.write({path: content.replace(b"TODO", b"Anna") if b"TODO" in content else content})
    assert {one.rule for one in lint(copy).findings} <= {"task-tried"}


def test_what_a_template_tells_a_candidate_stands_alone(all_trades: Project) -> None:
    """A page, a card and a letter each put other words before it, or none."""
    for path in all_trades.source.rglob("*.role.yaml"):
        role = yaml.safe_load(path.read_text("utf-8"))
        assert not role.get("ai", {}).get("ours", "").startswith(("None", "Nothing", "No.")), path
        stages = [stage for stage in role["stages"].values() if stage]
        boxes = [box for stage in stages for box in stage.get("agenda", ())]
        untold = [box for box in boxes if box["is"] == "other" and "told" not in box]
        assert untold == [], f"{path.name}: the candidate's plan would have no name for it"


def test_the_trades_that_help_names_are_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert {"engineering", "support", "sales", "operations", "people-management"} < {*tree.TRADES}
    with pytest.raises(SystemExit):
        main(["init", "--help"])
    said = "".join(capsys.readouterr().out.split())
    assert [trade for trade in tree.TRADES if trade not in said] == []


def test_it_says_each_file_that_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "interviews"
    assert main(["init", str(folder), *ACME]) == 0
    said = capsys.readouterr().out
    written = files_in(folder)
    assert {"noxfile.py", ".gitignore", ".vscode/settings.json", "docs/conf.py"} < {*written}
    assert [path for path in written if str(folder / path) not in said] == []
    assert sorted(tmp_path.iterdir()) == [folder]


def test_names_that_mean_something_to_python_yaml_or_markdown_are_names(tmp_path: Path) -> None:
    company, title = 'Ben & "Jerry\'s" [EU] \\ $1*', "#1 Lead: {C_*} 50 %"
    words = ["--company", company, "--role", title, "--trade", "support"]
    assert main(["init", str(tmp_path / "new"), *words]) == 0
    built = Project(tmp_path / "new").build(guides_print=[])
    assert built.warnings == []
    heading = built.page("index").h1
    assert heading
    assert heading.text.startswith("Ben & “Jerry’s” [EU] \\ $1* interviews")
    assert title in built.page("roles/lead-c-50").text


@pytest.mark.parametrize("pipeline", tree.PIPELINES)
def test_a_pipeline_runs_the_sessions_of_the_project(
    tmp_path: Path, pipeline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new"), *ACME, "--pipeline", pipeline]) == 0
    (path,) = [one for one in (tmp_path / "new").rglob("*.yml") if one.is_file()]
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    for line in ("pip install -r requirements.txt", "nox -s handbook", "nox -s lint"):
        assert line in text
    assert "requirements.txt needs the address" in capsys.readouterr().out


def test_the_language_and_the_law_are_what_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--language", "de", "--jurisdictions", "de, UK, at, us-tx"]
    assert main(["init", str(tmp_path / "new"), *ACME, *words]) == 0
    said = capsys.readouterr().out
    assert "The texts to write over are English." in said
    assert "is in 'de'" in said
    assert 'language = "de"' in (tmp_path / "new/docs/conf.py").read_text("utf-8")
    library = yaml.safe_load((tmp_path / "new/docs/roles/_company.role.yaml").read_text("utf-8"))
    assert library["jurisdictions"] == ["de", "uk", "at", "us-tx"]


# On a terminal -------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_asked_five_questions_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("Acme\nCook\nother\n\n\n"))
    assert main(["init", str(tmp_path / "new")]) == 0
    assert sys.stdin.read() == ""
    assert "title: Cook\n" in (tmp_path / "new/docs/roles/cook.role.yaml").read_text("utf-8")


def test_an_answer_that_cannot_be_is_asked_for_again_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["", "Acme", "???", "Baker", "bakery", "other", "xx", "en", "atlantis", "uk"]
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{one}\n" for one in typed)))
    assert main(["init", str(tmp_path / "new")]) == 0
    said = capsys.readouterr()
    assert "for anything else: other" in said.out
    assert [line.partition(" (")[0] for line in said.err.splitlines()] == [
        "--company is missing: your company's name",
        "no name for a file can be made of '???': name it with --id support-lead",
        "no trade 'bakery'",
        "no language 'xx'",
        "no law of 'atlantis' is known here: write codes as in ISO 3166, such as de, uk or us-ca, "
        "and leave out what is not known",
    ]
    assert "title: Baker\n" in (tmp_path / "new/docs/roles/baker.role.yaml").read_text("utf-8")


def test_nobody_answers_in_vain_where_the_command_line_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in (["--pipeline", "jenkins"], ["--id", "???"], ["--from", str(tmp_path / "none")]):
        monkeypatch.setattr(sys, "stdin", Terminal("Acme\n"))
        assert main(["init", str(tmp_path / "new"), *wrong]) == 2
        assert sys.stdin.read() == "Acme\n", f"asked before {wrong} was refused"


def test_what_was_given_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("en\n\n"))
    assert main(["init", str(tmp_path / "new"), *ACME]) == 0


@pytest.mark.parametrize("typed", ["", "Acme\n"])
def test_who_leaves_in_the_middle_of_the_questions_has_nothing(
    tmp_path: Path,
    typed: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert main(["init", str(tmp_path / "new")]) == 1
    assert "interrupted: nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# A role more ---------------------------------------------------------------------------------


def test_a_role_is_added_and_all_else_is_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "interviews"
    assert main(["init", str(folder), *ACME]) == 0
    before = files_in(folder)
    assert main(["init", str(folder), "--role", "Cook", "--trade", "other"]) == 0
    after = files_in(folder)
    assert {*after} - {*before} == {"docs/roles/cook.role.yaml"}
    assert after.items() >= before.items()


def test_a_role_in_a_handbook_of_another_make_brings_what_it_stands_on(tmp_path: Path) -> None:
    project = Project(tmp_path).write(
        {"conf.py": 'extensions = ["guides_ext"]\n', "index.md": "# Home\n\n```{roles}\n```\n"}
    )
    assert main(["init", str(tmp_path), "--role", "Cook", "--trade", "other"]) == 0
    built = project.build(guides_print=[])
    assert "A piece of the work" in built.page("roles/cook").text
    assert [one for one in built.warnings if "guides" in one] == []


def test_a_library_that_lacks_what_the_role_takes_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Project(tmp_path).write({"conf.py": "", "roles/_company.role.yaml": "recorded: false\n"})
    assert main(["init", str(tmp_path), "--role", "Cook", "--trade", "other"]) == 1
    said = capsys.readouterr().err
    assert "cook.role.yaml:" in said
    assert "Traceback" not in said


def test_a_role_that_is_there_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "interviews"
    assert main(["init", str(folder), *ACME]) == 0
    (folder / OF_A_ROLE).write_text("title: Mine\n", encoding="utf-8")
    assert main(["init", str(folder), *ACME]) == 2
    assert "support-lead.role.yaml is there already" in capsys.readouterr().err
    assert (folder / OF_A_ROLE).read_text("utf-8") == "title: Mine\n"


# What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--trade", "suport"], "no trade 'suport' (did you mean 'support'?)"),
        (["--trade", "cook"], "sales, support); for anything else: other"),
        (["--language", "xx"], "no language 'xx'"),
        (["--jurisdictions", "de,atlantis"], "no law of 'atlantis' is known here: write codes"),
        (["--jurisdictions", "usa"], "'usa' is known here (did you mean 'us'?): write codes"),
        (["--pipeline", "jenkins"], "no pipeline 'jenkins'"),
        (["--role", "???"], "no name for a file can be made of '???'"),
        (["--role", "CON"], "no name for a file can be made of 'CON'"),
        (["--role", "係"], "name it with --id"),
        (["--role", "Support\nLead"], "a line of plain text is expected"),
        (["--role", " "], "--role is missing"),
        (["--company", "A\x00"], "a line of plain text is expected"),
    ],
)
def test_words_that_cannot_be_are_refused_and_nothing_is_written(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new"), *ACME, *words]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_title_in_another_script_has_a_file_by_its_id(tmp_path: Path) -> None:
    words = [*ACME, "--role", "客服", "--id", "support"]
    assert main(["init", str(tmp_path / "new"), *words]) == 0
    assert "title: 客服\n" in (tmp_path / "new/docs/roles/support.role.yaml").read_text("utf-8")


Prepare = Callable[[Path], Any]


@pytest.mark.parametrize(
    ("prepare", "name", "said"),
    [
        (lambda at: (at / "notes.txt").write_text("mine"), ".", "is not empty (notes.txt)"),
        (lambda at: (at / "docs").mkdir() or (at / "docs/a.md").touch(), ".", "not empty (docs)"),
        (lambda at: (at / "file").touch(), "file", "is not a folder"),
        (lambda at: os.mkfifo(at / "pipe"), ".", "is not empty (pipe)"),
        (lambda at: (at / "link").symlink_to("gone"), ".", "is not empty (link)"),
        (lambda at: None, "no/such", "no is not there"),
        (lambda at: None, "n" * 300, "nothing was written: "),
        (lambda at: None, "a\0b", "nothing was written: "),
    ],
    ids=[
        "a file",
        "other docs",
        "a file itself",
        "a pipe",
        "a dangling link",
        "no folder around",
        "too long",
        "no name",
    ],
)
def test_a_folder_that_cannot_be_is_refused_and_left_as_it_was(
    tmp_path: Path, prepare: Prepare, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(tmp_path)
    before = files_in(tmp_path)
    assert main(["init", f"{tmp_path}/{name}", *ACME]) in (1, 2)
    assert said in capsys.readouterr().err
    assert files_in(tmp_path) == before


def test_a_clone_with_a_readme_and_an_environment_counts_as_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".git/HEAD", "venv/pyvenv.cfg", "venv/bin/python", "README.md", ".gitignore"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path), *ACME]) == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine"
    said = capsys.readouterr().out
    assert said.index("Left as it was:") < said.index(str(tmp_path / ".gitignore"))


# Interrupted ---------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "a new folder"])
@pytest.mark.parametrize("method", ["write_text", "rename", "mkdir"])
def test_where_a_file_cannot_be_written_none_is(
    tmp_path: Path,
    there: bool,
    method: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At the first file and at a later one."""
    folder = tmp_path / "interviews"
    if there:
        folder.mkdir()
    works = getattr(Path, method)
    for fails_at in (1, 6):
        calls = 0

        def fail(path: Path, *words: Any, _at: int = fails_at, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == _at:
                raise PermissionError(13, "Permission denied", str(path))
            return works(path, *words, **options)

        monkeypatch.setattr(Path, method, fail)
        assert main(["init", str(folder), *ACME]) == 1
        monkeypatch.undo()
        assert "nothing was written: [Errno 13] Permission denied" in capsys.readouterr().err
        assert [*tmp_path.rglob("*")] == ([folder] if there else [])


KILLED = """
import os, signal, sys
from pathlib import Path
from guides_ext.__main__ import main
left, works = int(sys.argv.pop(1)), Path.rename
def rename(path, target):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return works(path, target)
Path.rename = rename
main(sys.argv[1:])
"""


@pytest.mark.parametrize(("there", "at"), [(False, 1), (False, 5), (True, 1), (True, 11)])
def test_the_same_command_after_a_kill_ends_with_a_whole_project(
    tmp_path: Path, there: bool, at: int
) -> None:
    folder, whole = tmp_path / "interviews", tmp_path / "whole"
    assert main(["init", str(whole), *ACME]) == 0
    if there:
        folder.mkdir()
    command = [sys.executable, "-c", KILLED, str(at), "init", str(folder), *ACME]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (folder / "docs/conf.py").exists()
    assert main(["init", str(folder), *ACME]) == 0
    assert files_in(folder) == files_in(whole)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["interviews", "whole"]
