"""A branch as target: for hosts that serve what is in one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guides_ext.publish.branch import BranchTarget
from guides_ext.publish.build import read_build, sign_gate
from guides_ext.publish.run import plan
from guides_ext.publish.run import publish as run_publish
from guides_ext.publish.server.errors import Failed, Locked
from tests.publish.releases import Pages, make_build, run, some_pages
from tests.publish.test_folder import HOSTILE

SEED = 7


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a bare repository with one commit, in which we are."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Anna")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "anna@example.com")
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(tmp_path, "clone", "--quiet", "remote.git", "clone")
    clone = tmp_path / "clone"
    (clone / "source.md").write_text("source")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "source")
    git(clone, "push", "--quiet", "origin", "HEAD")
    monkeypatch.chdir(clone)
    return clone


@pytest.fixture
def remote(clone: Path) -> Path:
    return clone.parent / "remote.git"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", some_pages("one"))


def publish(build: Path, target: str = "branch:pages") -> dict[str, object]:
    done = run("--build", build, target, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def pages(remote: Path, branch: str = "pages") -> Pages:
    """The site in the branch of the remote."""
    names = git(remote, "ls-tree", "-r", "--name-only", branch).splitlines()
    site = [name for name in names if not name.startswith(".")]
    return {
        name: subprocess.run(
            ["git", "show", f"{branch}:{name}"], cwd=remote, check=True, capture_output=True
        ).stdout.decode()
        for name in site
    }


@contextmanager
def by_hand(clone: Path) -> Iterator[Path]:
    """The branch in a folder, where somebody else changes it; what they change is pushed."""
    git(clone, "worktree", "add", "--quiet", "../hand", "origin/pages")
    hand = clone.parent / "hand"
    yield hand
    git(hand, "add", "--all")
    git(hand, "commit", "--quiet", "-m", "mine")
    git(hand, "push", "--quiet", "origin", "HEAD:pages")


def test_a_release_is_a_commit_and_can_be_listed_and_rolled_back(remote: Path, build: Path) -> None:
    publish(build)
    assert pages(remote) == some_pages("one")
    make_build(build, some_pages("two"))
    assert publish(build)["changed"] == ["index.html"]
    assert pages(remote) == some_pages("two")
    assert [line[0] for line in run("branch:pages", "--list").stdout.splitlines()] == [" ", "*"]
    assert run("branch:pages", "--rollback").returncode == 0
    assert pages(remote) == some_pages("one")
    assert len(git(remote, "log", "--format=%h", "pages").splitlines()) == 3
    assert "Nothing has changed" not in run("--build", build, "branch:pages").stdout
    assert pages(remote) == some_pages("two")


def test_a_dry_run_pushes_nothing(remote: Path, build: Path) -> None:
    assert run("--build", build, "branch:pages", "--dry-run").returncode == 0
    assert "pages" not in git(remote, "branch", "--list")


def test_the_clone_is_left_as_it_was(clone: Path, build: Path) -> None:
    looks = (("status", "--porcelain", "--branch"), ("branch", "--list"), ("tag", "--list"))
    before = [git(clone, *look) for look in looks]
    publish(build)
    assert [git(clone, *look) for look in looks] == before


def test_what_others_have_put_into_the_branch_stays(clone: Path, remote: Path, build: Path) -> None:
    publish(build)
    with by_hand(clone) as hand:
        (hand / "CNAME").write_text("interviews.example.com")
    make_build(build, some_pages("two"))
    publish(build)
    assert pages(remote) == some_pages("two") | {"CNAME": "interviews.example.com"}


def test_a_local_branch_of_the_same_name_is_neither_pushed_nor_moved(
    clone: Path, remote: Path, build: Path
) -> None:
    git(clone, "branch", "pages")
    draft = git(clone, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "private draft").strip()
    git(clone, "update-ref", "refs/heads/pages", draft)
    publish(build)
    assert "private draft" not in git(remote, "log", "--format=%s", "pages")
    assert git(clone, "rev-parse", "pages").strip() == draft


def test_a_file_of_others_that_the_build_has_too_is_not_overwritten(
    clone: Path, remote: Path, build: Path
) -> None:
    publish(build)
    with by_hand(clone) as hand:
        (hand / "robots.txt").write_text("theirs")
    make_build(build, some_pages("two") | {"robots.txt": "ours"})
    done = run("--build", build, "branch:pages")
    assert (done.returncode, "robots.txt" in done.stderr) == (3, True)
    assert pages(remote) == some_pages("one") | {"robots.txt": "theirs"}


def test_a_branch_that_it_did_not_make_is_refused(clone: Path, remote: Path, build: Path) -> None:
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/work")
    done = run("--build", build, "branch:work")
    assert (done.returncode, "was not made by this command" in done.stderr) == (3, True)
    assert pages(remote, "work") == {"source.md": "source"}


def test_the_branch_that_one_stands_on_is_refused(clone: Path, build: Path) -> None:
    done = run("--build", build, f"branch:{git(clone, 'branch', '--show-current')}")
    assert (done.returncode, "checked out here" in done.stderr) == (3, True)


@pytest.mark.parametrize("name", ["", "-f", "a..b", "a b", "--force"])
def test_what_is_no_name_of_a_branch_is_refused(clone: Path, build: Path, name: str) -> None:
    assert run("--build", build, f"branch:{name}").returncode == 3


@pytest.mark.parametrize("moment", ["publish", "switch"])
def test_of_two_publishers_at_once_the_second_is_told_and_no_release_is_lost(
    clone: Path, remote: Path, build: Path, tmp_path: Path, moment: str
) -> None:
    """Somebody publishes between our look at the branch and our push, also before we begin."""
    publish(build)
    first = BranchTarget("branch:pages", "origin").state()["releases"][0]
    make_build(build, some_pages("two"))
    publish(build)
    ours = BranchTarget("branch:pages", "origin")
    mine = plan(ours, read_build(make_build(build, some_pages("three"))), None)
    with ours.lock("anna"):
        publish(make_build(tmp_path / "theirs", some_pages("theirs")))
        act = {
            "publish": lambda: ours.publish(mine.release, lambda done, total: None),
            "switch": lambda: ours.switch(first),
        }[moment]
        with pytest.raises(Locked, match=r"meanwhile \(\d+T\d+Z-c0ffee0, by Anna, .*Publish again"):
            act()
    assert pages(remote) == some_pages("theirs")
    publish(build)
    assert pages(remote) == some_pages("three")
    assert run("branch:pages", "--rollback").returncode == 0
    assert pages(remote) == some_pages("theirs")


@pytest.mark.slow
def test_two_that_publish_to_a_branch_at_once_both_publish_or_one_is_told(
    clone: Path, remote: Path, build: Path, tmp_path: Path
) -> None:
    publish(build)
    for number in range(3):
        builds = [make_build(tmp_path / one, some_pages(f"{one} {number}")) for one in "ab"]
        command = [
            sys.executable,
            "-m",
            "guides_ext",
            "publish",
            "branch:pages",
            "--json",
            "--build",
        ]
        both = [subprocess.Popen([*command, one], stdout=subprocess.PIPE) for one in builds]
        said = [json.loads(one.communicate()[0]) for one in both]
        assert sorted(one.returncode for one in both) in ([0, 0], [0, 4])
        releases = run("branch:pages", "--list").stdout
        assert all(answer["current"] in releases for answer in said if "current" in answer)
        assert pages(remote) in [some_pages(f"{one} {number}") for one in "ab"]


def test_a_push_whose_answer_is_lost_is_seen_to_have_arrived(
    clone: Path, remote: Path, build: Path
) -> None:
    hook = remote / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)
    publish(build)
    assert pages(remote) == some_pages("one")


def test_a_remote_that_is_silent_is_given_up_and_named_with_the_step(
    clone: Path, remote: Path, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(build)
    make_build(build, some_pages("two"))
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexec sleep 60\n")
    hook.chmod(0o755)
    monkeypatch.setattr("guides_ext.publish.branch.DEADLINE", 2)
    with pytest.raises(Failed, match=r"`git push .* origin .*pages` did not end within 2 s"):
        publish_here(build)
    assert pages(remote) == some_pages("one")


def publish_here(build: Path) -> None:
    target = BranchTarget("branch:pages", "origin")
    run_publish(target, read_build(build), None, None, lambda done, total: None)


def test_another_edition_is_refused(clone: Path, remote: Path, build: Path) -> None:
    publish(build)
    make_build(build, some_pages("two"), edition="candidate")
    assert run("--build", build, "branch:pages").returncode == 3
    assert pages(remote) == some_pages("one")


def gated(build: Path, edition: str = "candidate") -> Path:
    made = make_build(build, some_pages("one"), edition=edition)
    sign_gate(made, edition)
    return made


def test_an_edition_is_refused_beside_its_sources(
    clone: Path, remote: Path, tmp_path: Path
) -> None:
    done = run("--build", gated(tmp_path / "gated"), "branch:pages")
    assert done.returncode == 3
    assert "origin holds the sources" in done.stderr
    assert "pages" not in git(remote, "branch")


def test_an_edition_goes_to_a_branch_of_another_repository(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "other.git")
    git(clone, "remote", "add", "other", str(tmp_path / "other.git"))
    (clone / "pyproject.toml").write_text(
        '[tool.guides.publish.you]\nto = "branch:pages"\nremote = "other"\nedition = "candidate"\n'
    )
    build = gated(tmp_path / "gated")
    assert run("--build", build, "you").returncode == 0
    git(tmp_path / "other.git", "branch", "more", "pages")  # of which we know, and it is none
    assert run("--build", build, "you").returncode == 0


def test_a_remote_of_which_nobody_can_tell_is_refused(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "other.git")
    git(tmp_path, "clone", "--quiet", "other.git", "elsewhere")
    git(tmp_path / "elsewhere", "commit", "--quiet", "--allow-empty", "-m", "unknown")
    git(tmp_path / "elsewhere", "push", "--quiet", "origin", "HEAD")
    git(clone, "remote", "set-url", "origin", str(tmp_path / "other.git"))
    done = run("--build", gated(tmp_path / "gated"), "branch:pages")
    assert done.returncode == 3
    assert "may hold the sources (fetch it, to tell)" in done.stderr


def test_what_others_have_put_into_the_branch_stays_as_it_is_also_in_a_rollback(
    clone: Path, remote: Path, build: Path
) -> None:
    publish(build)
    make_build(build, some_pages("two") | {"new.html": "new"})
    publish(build)
    with by_hand(clone) as hand:
        (hand / "link").symlink_to("index.html")
        (hand / "program").touch(0o755)
        (hand / "sub").mkdir()
        (hand / "sub" / "-é\t.txt").write_text("x")

    def foreign() -> list[str]:
        lines = git(remote, "ls-tree", "-r", "pages").splitlines()
        return [line for line in lines if line.endswith(("link", "program", '.txt"'))]

    before = foreign()
    assert [line[:6] for line in before] == ["120000", "100755", "100644"]
    assert run("branch:pages", "--rollback").returncode == 0
    assert foreign() == before
    assert "new.html" not in git(remote, "ls-tree", "--name-only", "pages").splitlines()
    publish(build)
    assert foreign() == before
    assert "new.html" in git(remote, "ls-tree", "--name-only", "pages").splitlines()


def test_a_rollback_does_not_overwrite_a_file_of_others(
    clone: Path, remote: Path, build: Path
) -> None:
    make_build(build, some_pages("one") | {"robots.txt": "ours"})
    publish(build)
    make_build(build, some_pages("two"))
    publish(build)
    with by_hand(clone) as hand:
        (hand / "robots.txt").write_text("theirs")
    done = run("branch:pages", "--rollback")
    assert (done.returncode, "robots.txt" in done.stderr) == (3, True)
    assert pages(remote) == some_pages("two") | {"robots.txt": "theirs"}


@pytest.mark.parametrize(
    "tampered",
    ["{", *(pytest.param(one, marks=pytest.mark.slow)
            for one in ("[]", '{"files": [1]}', '{"files": [{"path": 1}]}', ""))],
)  # fmt: skip
def test_a_manifest_in_the_branch_that_was_tampered_with_is_mended_by_the_next_publish(
    clone: Path, remote: Path, build: Path, tampered: str
) -> None:
    publish(build)
    with by_hand(clone) as hand:
        (hand / "CNAME").write_text("interviews.example.com")
        manifest = hand / ".guides" / "manifest.json"
        manifest.write_text(tampered) if tampered else manifest.unlink()
    done = run("--build", build, "branch:pages")
    said = f"manifest.json of {git(hand, 'rev-parse', 'HEAD')[:7]}"
    assert f"mended by this release: .guides/{said}" in done.stdout, done.stderr
    assert pages(remote) == some_pages("one") | {"CNAME": "interviews.example.com"}
    assert len(run("branch:pages", "--list").stdout.splitlines()) == 2
    assert "Nothing has changed" in run("--build", build, "branch:pages").stdout
    assert run("branch:pages", "--rollback").returncode == 0


def test_hostile_file_names_are_names_in_a_branch_too(remote: Path, build: Path) -> None:
    names = (*HOSTILE, "a\nM 100644 inline b", "ends\r", 'back\\"slash')
    there = {f"{where}{name}": name for name in names for where in ("", "sub/")}
    make_build(build, there)
    publish(build)
    target = BranchTarget("branch:pages", "origin")
    name = str(target.state()["current"])
    assert {path: target.text(name, path) for path in there} == there


@pytest.mark.slow
def test_killed_at_a_random_moment_the_branch_holds_a_whole_release(
    clone: Path, remote: Path, build: Path
) -> None:
    publish(build)
    moments = random.Random(SEED)
    for number in range(8):
        before, new = pages(remote), some_pages(f"killed {number}")
        make_build(build, new)
        command = [sys.executable, "-m", "guides_ext", "publish", "--build", build, "branch:pages"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.1, 0.8))
        process.kill()
        process.wait()
        assert pages(remote) in (before, new)
    make_build(build, some_pages("last"))
    publish(build)
    assert pages(remote) == some_pages("last")
    assert pages(remote, "HEAD") == {"source.md": "source"}


def test_a_remote_that_is_not_there_is_a_failure_with_a_reason(clone: Path, build: Path) -> None:
    git(clone, "remote", "set-url", "origin", "/nowhere.git")
    done = run("--build", build, "branch:pages")
    assert (done.returncode, "nowhere" in done.stderr) == (1, True)
