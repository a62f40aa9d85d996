"""A folder as target: what publishing promises when nothing goes wrong, and what it refuses."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from guides_ext.publish.command import _Progress
from guides_ext.publish.run import owner
from guides_ext.publish.server.store import MARK
from tests.publish.releases import (
    live_pages,
    make_build,
    publish_here,
    run,
    run_apart,
    run_with_fault,
    sign,
    some_pages,
)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", some_pages("one"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


def publish(build: Path, target: Path, *more: str) -> dict[str, object]:
    done = run("--build", build, target, "--json", *more)
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Everything in a folder, with what would show a change."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mtime_ns, path.lstat().st_size)
        for path in folder.rglob("*")
    }


def test_a_published_build_is_live_whole_and_named_by_time_and_commit(
    build: Path, target: Path
) -> None:
    publish(build, target)
    assert live_pages(target) == some_pages("one")
    (release,) = (target / "releases").iterdir()
    assert re.fullmatch(r"\d{8}T\d{6}Z-c0ffee0", release.name)
    assert {path.name for path in release.iterdir()} == {"manifest.json", "site"}


def test_sources_that_are_newer_than_the_build_are_named_before_and_when_it_is_published(
    tmp_path: Path, build: Path, target: Path
) -> None:
    sources = {"docs/roles/cook.role.yaml": 60, "docs/day.md": -60, "docs/.swap": 60}
    sources |= {"docs/_build/out.html": 60, "docs/build/company/index.html": 60}
    sources |= {"docs/node_modules/a.js": 60, "docs/picture.svg": 60}
    sign(build, sources="../docs")
    now = (build / ".guides-build.json").stat().st_mtime
    for name, later in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.")
        os.utime(tmp_path / name, (now + later, now + later))
    newer = ["picture.svg", "roles/cook.role.yaml"]
    assert publish(build, target, "--dry-run")["newer"] == newer
    said = run("--build", build, target).stdout.splitlines()
    assert said[:3] == [
        "2 sources have changed since the build:",
        *(f"  {name}" for name in newer),
    ]
    assert said[-1] == f"The first page: {target}/current/index.html"


@pytest.mark.parametrize("says", [{}, {"sources": "../gone"}, {"sources": 3}])
def test_of_sources_that_are_not_here_nothing_is_said(
    build: Path, target: Path, says: dict[str, object]
) -> None:
    sign(build, **says)
    assert publish(build, target, "--dry-run")["newer"] == []


def test_unchanged_files_are_linked_and_changed_ones_are_not(build: Path, target: Path) -> None:
    publish(build, target)
    old = (target / "current").resolve()
    make_build(build, some_pages("two"))
    publish(build, target)
    new = (target / "current").resolve()
    assert new != old
    assert (new / "roles/role-3.html").samefile(old / "roles/role-3.html")
    assert not (new / "index.html").samefile(old / "index.html")


def test_a_build_made_anew_is_linked_by_what_is_in_its_files(build: Path, target: Path) -> None:
    publish(build, target)
    old = (target / "current").resolve()
    for path in build.rglob("*.html"):
        os.utime(path, (1, 1))
    make_build(build, some_pages("two"))
    publish(build, target)
    assert (target / "current" / "roles/role-3.html").samefile(old / "roles/role-3.html")


def test_a_change_within_the_same_second_and_size_is_published(build: Path, target: Path) -> None:
    for word in ("one", "two", "six"):
        make_build(build, some_pages(word))
        publish(build, target)
        assert live_pages(target) == some_pages(word)


def test_a_change_that_leaves_size_and_time_as_they_were_is_published(
    build: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sphinx gives the files that it copies the time of their source."""
    monkeypatch.setattr("guides_ext.publish.build._TOO_YOUNG", 0)
    publish_here(build, target)
    page = build / "index.html"
    when = page.stat().st_mtime_ns
    make_build(build, some_pages("two"))
    os.utime(page, ns=(when, when))
    publish_here(build, target)
    assert live_pages(target) == some_pages("two")


def test_two_releases_never_date_a_changed_file_to_the_same_second(
    build: Path, target: Path
) -> None:
    """Servers make an ETag of size and second."""
    seconds = set()
    for word in ("one", "two", "six"):
        make_build(build, some_pages(word))
        publish(build, target)
        seconds.add(int((target / "current" / "index.html").stat().st_mtime))
    assert len(seconds) == 3


def test_a_build_that_is_live_already_makes_no_release(build: Path, target: Path) -> None:
    publish(build, target)
    before = list((target / "releases").iterdir())
    done = run("--build", build, target)
    assert "Nothing has changed" in done.stdout
    assert list((target / "releases").iterdir()) == before


def test_a_dry_run_names_what_would_change_and_changes_nothing(build: Path, target: Path) -> None:
    publish(build, target)
    pages = some_pages("two") | {"new.html": "new"}
    del pages["roles/role-1.html"]
    make_build(build, pages)
    before = tree(target)
    answer = publish(build, target, "--dry-run")
    assert (answer["added"], answer["changed"]) == (["new.html"], ["index.html"])
    assert answer["removed"] == ["roles/role-1.html"]
    assert tree(target) == before


def test_a_dry_run_does_not_make_the_target(build: Path, target: Path) -> None:
    publish(build, target, "--dry-run")
    assert not target.exists()


def test_a_rollback_brings_back_the_release_before_and_a_name_brings_back_any(
    build: Path, target: Path
) -> None:
    for word in ("one", "two", "three"):
        make_build(build, some_pages(word))
        publish(build, target)
    last = (target / "current").resolve().parent.name
    assert run("--rollback", target).returncode == 2, "the target comes first"
    assert run(target, "--rollback").returncode == 0
    assert live_pages(target) == some_pages("two")
    assert run(target, "--rollback").returncode == 0
    assert live_pages(target) == some_pages("one")
    done = run(target, "--rollback")
    assert (done.returncode, "no release before" in done.stderr) == (3, True)
    assert run(target, "--rollback", last).returncode == 0
    assert live_pages(target) == some_pages("three")


def test_a_rollback_passes_over_a_release_that_was_taken_back(build: Path, target: Path) -> None:
    for word in ("one", "bad"):
        make_build(build, some_pages(word))
        publish(build, target)
    run(target, "--rollback")
    make_build(build, some_pages("three"))
    publish(build, target)
    assert run(target, "--rollback").returncode == 0
    assert live_pages(target) == some_pages("one")


def test_the_release_to_go_back_to_is_kept_before_newer_ones(build: Path, target: Path) -> None:
    for word in ("one", "bad"):
        make_build(build, some_pages(word))
        publish(build, target)
    run(target, "--rollback")
    make_build(build, some_pages("three"))
    publish(build, target, "--keep", "1")
    assert run(target, "--rollback").returncode == 0
    assert live_pages(target) == some_pages("one")


def test_a_spoilt_guides_json_of_the_live_release_does_not_stop_the_next(
    build: Path, target: Path
) -> None:
    for text in ("{", '{"version": 3, "roles": 1}', '{"roles": {}}'):
        make_build(build, {**some_pages("one"), "index.html": text, "guides.json": GOOD})
        publish(build, target)
        live = target / "current" / "guides.json"
        live.unlink()
        live.write_text(text)
    make_build(build, {**some_pages("two"), "guides.json": GOOD})
    publish(build, target)


GOOD = '{"version": 3, "roles": {}}'


@pytest.mark.parametrize("change", [{"commit": "ABCDEF01"}, {"commit": 5}, {"edition": 5}])
def test_a_signature_that_no_build_writes_is_refused(
    build: Path, target: Path, change: dict[str, object]
) -> None:
    path = build / ".guides-build.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    assert run("--build", build, target).returncode == 3
    assert not target.exists()


def test_the_list_marks_the_live_release_and_says_what_is_in_each(
    build: Path, target: Path
) -> None:
    publish(build, target)
    make_build(build, some_pages("two"), modified=True)
    publish(build, target)
    first, second = run(target, "--list").stdout.splitlines()
    assert re.fullmatch(r"  \S+-c0ffee0  13 files, 0.0 MB, panel", first)
    assert re.fullmatch(r"\* \S+  13 files, 0.0 MB, panel, of a changed source", second)


def test_keep_leaves_the_live_one_and_the_newest_of_the_others(build: Path, target: Path) -> None:
    for word in ("one", "two", "three", "four"):
        make_build(build, some_pages(word))
        publish(build, target)
    first, *_, last = sorted(path.name for path in (target / "releases").iterdir())
    run(target, "--rollback", first)
    make_build(build, some_pages("one"))
    answer = publish(build, target, "--keep", "1")
    assert sorted(path.name for path in (target / "releases").iterdir()) == [first, last]
    assert len(answer["pruned"]) == 2  # type: ignore[arg-type]
    assert live_pages(target) == some_pages("one")


def test_whatever_is_kept_one_can_go_back(build: Path, target: Path) -> None:
    for word in ("one", "two", "three"):
        make_build(build, some_pages(word))
        publish(build, target, "--keep", "1")
    assert run(target, "--rollback").returncode == 0
    assert live_pages(target) == some_pages("two")


def test_working_files_of_the_build_are_not_published(build: Path, target: Path) -> None:
    (build / ".doctrees").mkdir()
    (build / ".doctrees" / "environment.pickle").write_text("secret")
    (build / ".buildinfo").write_text("x")
    (build / "print").mkdir()
    (build / "print" / ".keys.jsonl").write_text("{}")
    (build / ".nojekyll").write_text("")
    publish(build, target)
    assert live_pages(target).keys() == some_pages("one").keys() | {".nojekyll"}


HOSTILE = (
    "-rf.html", "a b.html", "new\nline.html", "tab\t.html", "quote'\".html", "back\\slash.html",
    "$(id).html", "`id`.html", "*.html", "~.html", "é.html", "é.html", ":x.html", "#x?.html",
    "‮rtl.html", "%2e%2e%2f.html", "..html", "...", "manifest.json", "x" * 250,
)  # fmt: skip


def test_hostile_file_names_are_names_and_nothing_else(build: Path, target: Path) -> None:
    pages = {f"{where}{name}": name for name in HOSTILE for where in ("", "sub/")}
    make_build(build, pages)
    publish(build, target)
    assert live_pages(target) == pages


# What is refused. Each refusal changes nothing.


def refused(build: Path, target: Path | str, *more: str, cwd: Path = Path()) -> str:
    done = run("--build", build, target, *more, cwd=cwd)
    assert done.returncode == 3, done.stdout + done.stderr
    assert done.stderr.startswith("publish: refused: ")
    return done.stderr


@pytest.mark.parametrize("status", ["failed", "building"])
def test_a_build_that_is_not_finished_well_is_refused(
    build: Path, target: Path, status: str
) -> None:
    sign(build, status=status)
    assert status in refused(build, target)
    assert not target.exists()


@pytest.mark.parametrize("text", [None, "", "[]", '{"status": "ok"}'])
def test_a_build_without_a_signature_is_refused(
    build: Path, target: Path, text: str | None
) -> None:
    signature = build / ".guides-build.json"
    signature.unlink()
    if text is not None:
        signature.write_text(text)
    refused(build, target)
    assert not target.exists()


def test_a_build_of_another_edition_is_refused_by_what_is_there_already(
    build: Path, target: Path
) -> None:
    publish(build, target)
    before = tree(target)
    make_build(build, some_pages("two"), edition="candidate")
    assert "'candidate'" in refused(build, target)
    assert tree(target) == before


def test_a_build_of_another_edition_is_refused_by_the_settings(
    build: Path, target: Path, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        f'[tool.guides.publish.outside]\nto = "{target}"\nedition = "candidate"\n'
    )
    assert "pyproject.toml says" in refused(build, "outside", cwd=tmp_path)
    assert not target.exists()


def test_a_named_target_keeps_as_many_releases_as_its_settings_say(
    build: Path, target: Path, tmp_path: Path
) -> None:
    settings = f'[tool.guides.publish.staff]\nto = "{target}"\nkeep = 1\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    for word in ("one", "two", "three"):
        make_build(build, some_pages(word))
        assert run("--build", build, "staff", cwd=tmp_path).returncode == 0
    assert len(list((target / "releases").iterdir())) == 2


@pytest.mark.parametrize(
    "table", ["keep = 0", 'keep = "3"', "keep = true", "edition = 3", 'editon = "candidate"', ""]
)
def test_wrong_settings_are_refused(build: Path, tmp_path: Path, table: str) -> None:
    to = f'to = "{tmp_path}/site"\n' if table else ""
    (tmp_path / "pyproject.toml").write_text(f"[tool.guides.publish.staff]\n{to}{table}\n")
    assert "[tool.guides.publish.staff]" in refused(build, "staff", cwd=tmp_path)
    assert not (tmp_path / "site").exists()


def test_settings_that_are_no_table_are_refused(build: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.guides]\npublish = "staff"\n')
    assert "a table of targets" in refused(build, "staff", cwd=tmp_path)


def test_a_user_without_a_name_can_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found: 1000660000")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert owner().startswith(f"user {os.getuid()}@")


def test_a_folder_that_it_did_not_make_is_refused(build: Path, target: Path) -> None:
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    before = tree(target)
    assert "thesis.txt" in refused(build, target)
    assert tree(target) == before


@pytest.mark.parametrize("readme", [None, "", "How we write guides\n"])
def test_a_folder_with_a_guides_folder_of_its_own_is_refused(
    build: Path, target: Path, readme: str | None
) -> None:
    """Others call a folder `.guides` too, and may have work in it."""
    work = target / ".guides" / "work"
    work.mkdir(parents=True)
    (work / "thesis.txt").write_text("years of work")
    if readme is not None:
        (target / ".guides" / "README").write_text(readme)
    before = tree(target)
    for options in ((), ("--list",), ("--rollback",), ("--dry-run",)):
        assert "was not made by this command" in refused(build, target, *options)
    assert tree(target) == before


@pytest.mark.parametrize("name", ["20269999T000000Z-x", "backup"])
def test_a_folder_among_the_releases_that_is_none_is_passed_over(
    build: Path, target: Path, name: str
) -> None:
    publish(build, target)
    (target / "releases" / name / "site").mkdir(parents=True)
    make_build(build, some_pages("two"))
    done = run("--build", build, target)
    assert (done.returncode, done.stderr) == (0, "")
    assert name not in run(target, "--list").stdout
    assert live_pages(target) == some_pages("two")


def test_a_mark_that_is_a_symlink_is_refused(build: Path, target: Path, tmp_path: Path) -> None:
    publish(build, target)
    (target / ".guides" / "README").rename(tmp_path / "README")
    (target / ".guides" / "README").symlink_to(tmp_path / "README")
    assert "README" in refused(build, target)


@pytest.mark.parametrize("beginning", [0, 10, None])
def test_a_first_publish_that_died_while_it_marked_the_folder_can_be_done_again(
    build: Path, target: Path, beginning: int | None
) -> None:
    (target / ".guides").mkdir(parents=True)
    (target / ".guides" / "README").write_text(MARK[:beginning])
    publish(build, target)
    assert live_pages(target) == some_pages("one")


def test_a_refusal_makes_nothing_in_a_new_folder(build: Path, target: Path) -> None:
    """Not even what would be found out last."""
    (build / "guides.json").write_text("{")
    refused(build, target)
    assert not target.exists()
    done = run_with_fault("rebuild", 0, target, make_build(build, some_pages("two")))
    assert (done.returncode, target.exists()) == (3, False)


def modes(folder: Path) -> dict[str, set[int]]:
    """The permissions of the folders and of the files on the way to the pages, and of these."""
    paths = [folder, folder / "releases", *(folder / "releases").rglob("*")]
    kinds = {"folders": Path.is_dir, "files": Path.is_file}
    return {kind: {p.stat().st_mode & 0o7777 for p in paths if is_one(p)}
            for kind, is_one in kinds.items()}  # fmt: skip


def test_whoever_publishes_everybody_may_read(build: Path, target: Path) -> None:
    for word in ("one", "two"):
        make_build(build, some_pages(word))
        assert run_apart("--build", build, target, umask=0o077).returncode == 0
    assert modes(target) == {"folders": {0o755}, "files": {0o644}}


def test_a_folder_that_is_for_few_has_releases_for_few(build: Path, target: Path) -> None:
    target.mkdir()
    target.chmod(0o2770)
    assert run_apart("--build", build, target, umask=0o077).returncode == 0
    assert modes(target) == {"folders": {0o2770}, "files": {0o660}}
    target.chmod(0o750)
    make_build(build, some_pages("two"))
    publish(build, target)
    assert {path.stat().st_mode & 0o777 for path in (target / "current/roles").iterdir()} == {0o640}


def test_foreign_files_in_a_target_are_never_touched(build: Path, target: Path) -> None:
    publish(build, target)
    foreign = ["robots.txt", "releases/notes.txt", "releases/20200101T000000Z-x/file", ".guides/me"]
    for name in foreign:
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(name)
    for word in ("two", "three", "four"):
        make_build(build, some_pages(word))
        publish(build, target, "--keep", "1")
    assert [(target / name).read_text() for name in foreign] == foreign


@pytest.mark.parametrize("place", ["", "site", "site/roles"])
def test_a_release_with_a_foreign_file_in_it_is_never_removed(
    build: Path, target: Path, place: str
) -> None:
    publish(build, target)
    notes = (target / "current").resolve().parent / place / "notes.txt"
    notes.write_text("years of work")
    for word in ("two", "three"):
        make_build(build, some_pages(word))
        publish(build, target, "--keep", "1")
    assert notes.read_text() == "years of work"
    assert len(list((target / "releases").iterdir())) == 3


def test_a_release_with_a_file_that_somebody_has_changed_is_never_removed(
    build: Path, target: Path
) -> None:
    publish(build, target)
    page = (target / "current").resolve() / "index.html"
    page.write_text("years of work")
    for word in ("two", "three"):
        make_build(build, some_pages(word))
        publish(build, target, "--keep", "1")
    assert page.read_text() == "years of work"
    assert len(list((target / "releases").iterdir())) == 3


def test_a_folder_that_looks_like_a_release_and_is_none_is_never_removed(
    build: Path, target: Path
) -> None:
    publish(build, target)
    page = target / "releases" / "20200101T000000Z-c0ffee0" / "site" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("years of work")
    for word in ("two", "three"):
        make_build(build, some_pages(word))
        publish(build, target, "--keep", "1")
    assert page.read_text() == "years of work"


@pytest.mark.parametrize("name", ["releases", ".guides", ".guides/work", ".guides/lock"])
def test_a_symlink_that_leaves_the_target_is_refused(
    build: Path, target: Path, tmp_path: Path, name: str
) -> None:
    publish(build, target)
    make_build(build, some_pages("two"))
    elsewhere = tmp_path / "elsewhere"
    (target / name).rename(elsewhere)
    (target / name).symlink_to(elsewhere)
    before = tree(elsewhere)
    assert run("--build", build, target).returncode in (1, 3)
    assert tree(elsewhere) == before
    assert elsewhere.exists()


def test_a_current_that_is_not_ours_is_refused(build: Path, target: Path, tmp_path: Path) -> None:
    publish(build, target)
    make_build(build, some_pages("two"))
    (target / "current").unlink()
    (target / "current").symlink_to(tmp_path)
    assert "current" in refused(build, target)
    (target / "current").unlink()
    (target / "current").mkdir()
    assert "current" in refused(build, target)


def test_a_target_in_a_folder_that_is_not_there_is_refused(build: Path, tmp_path: Path) -> None:
    assert "not mounted?" in refused(build, tmp_path / "mnt" / "site")
    assert not (tmp_path / "mnt").exists()


def test_a_target_inside_the_build_is_refused(build: Path) -> None:
    assert "inside the build" in refused(build, build / "site")


def test_a_symlink_in_the_build_is_refused(build: Path, target: Path) -> None:
    (build / "passwd.html").symlink_to("/etc/passwd")
    assert "passwd.html" in refused(build, target)
    assert not target.exists()


def test_a_name_that_is_not_utf_8_is_refused(build: Path, target: Path) -> None:
    (build / os.fsdecode(b"\xff.html")).write_text("x")
    assert "UTF-8" in refused(build, target)


def test_an_address_of_an_unknown_kind_is_refused(build: Path) -> None:
    assert "bucket://x" in refused(build, "bucket://x")


def test_a_refusal_in_json_is_json(build: Path, target: Path) -> None:
    sign(build, status="failed")
    done = run("--build", build, target, "--json")
    assert done.returncode == 3
    assert "failed" in json.loads(done.stdout)["refused"]


def test_a_long_transfer_is_told_of_now_and_then_in_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr("guides_ext.publish.command.time.monotonic", lambda: now)
    progress = _Progress()
    for second in range(31):
        now = float(second)
        progress(second * 1_000_000, 30_000_000)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"{n} of 30 MB ({100 * n // 30} %)" for n in (10, 20, 30)]


def test_the_switch_is_one_rename(
    build: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(build, target)
    make_build(build, some_pages("two"))
    moved: list[str] = []
    replace = Path.replace

    def watch(self: Path, place: Path) -> Path:
        if Path(place) == target / "current":
            assert live_pages(target) == some_pages("one")
            moved.append(str(self.readlink()))
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", watch)
    publish_here(build, target)
    assert len(moved) == 1
    assert live_pages(target) == some_pages("two")
