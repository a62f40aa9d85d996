"""Whatever goes wrong on the way to a folder: what is live is one whole release, the next publish
succeeds, and nothing foreign is touched."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.publish.releases import (
    SIGNATURE,
    live_pages,
    make_build,
    publish_here,
    run,
    run_apart,
    run_with_fault,
    sign,
    some_pages,
)

SEED = 7
EVERY = pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.slow)])
"""Which of the steps of a publish are tried: one in so many, or each."""
OLD, NEW, LAST = some_pages("old", 3), some_pages("new", 3), some_pages("last", 3)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", OLD)


@pytest.fixture
def target(tmp_path: Path, build: Path) -> Path:
    """A target in which the old release is live and a foreign file lies beside it."""
    target = tmp_path / "site"
    assert run("--build", build, target).returncode == 0
    (target / "robots.txt").write_text("foreign")
    make_build(build, NEW)
    return target


def all_is_well_after(build: Path, target: Path, *possible: dict[str, str]) -> None:
    """What is live is one of these, the next publish succeeds, the foreign file is as it was."""
    assert live_pages(target) in possible
    make_build(build, LAST)
    publish_here(build, target)
    assert live_pages(target) == LAST
    assert not list((target / ".guides" / "work").iterdir())
    assert (target / "robots.txt").read_text() == "foreign"


def steps(build: Path, target: Path) -> int:
    """How many steps a publish has; it is done and undone."""
    done = run_with_fault("none", 0, target, build)
    assert done.returncode == 0, done.stderr
    assert run(target, "--rollback").returncode == 0
    return int(done.stderr.split()[-1])


@EVERY
def test_killed_at_any_step_the_old_or_the_new_release_is_live(
    build: Path, target: Path, every: int
) -> None:
    number = steps(build, target)
    assert number > 20
    for step in range(1, number + 1, every):
        make_build(build, OLD)
        publish_here(build, target)
        make_build(build, NEW)
        assert run_with_fault("kill", step, target, build).returncode == -signal.SIGKILL
        all_is_well_after(build, target, OLD, NEW)


@EVERY
@pytest.mark.parametrize("fault", ["ENOSPC", "EACCES", "EIO"])
def test_an_error_at_any_step_is_said_and_one_whole_release_is_live(
    build: Path, target: Path, fault: str, every: int
) -> None:
    number = steps(build, target)
    for step in range(1, number + 1, every):
        make_build(build, OLD)
        publish_here(build, target)
        make_build(build, NEW)
        done = run_with_fault(fault, step, target, build)
        assert done.returncode in (0, 1, 3), done.stderr
        assert "Traceback" not in done.stderr
        assert done.returncode or live_pages(target) == NEW
        all_is_well_after(build, target, OLD, NEW)


@EVERY
def test_the_first_publish_of_all_can_be_killed_at_any_step(tmp_path: Path, every: int) -> None:
    build = make_build(tmp_path / "build", NEW)
    number = int(run_with_fault("none", 0, tmp_path / "count", build).stderr.split()[-1])
    for step in range(1, number + 1, every):
        target = tmp_path / f"site-{step}"
        run_with_fault("kill", step, target, build)
        if (target / "current").exists():
            assert live_pages(target) == NEW
        publish_here(build, target)
        assert live_pages(target) == NEW


@pytest.mark.slow
def test_killed_at_random_moments_the_old_or_the_new_release_is_live(
    build: Path, target: Path
) -> None:
    """Moments fall also into the middle of a file."""
    moments = random.Random(SEED)
    for _ in range(30):
        large = {f"large-{n}.txt": str(moments.random()) * 100_000 for n in range(8)}
        make_build(build, NEW | large)
        before = live_pages(target)
        command = [sys.executable, "-m", "guides_ext", "publish", "--build", build, target]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.05, 0.35))
        process.kill()
        process.wait()
        assert live_pages(target) in (before, NEW | large)
    all_is_well_after(build, target, live_pages(target))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")
def test_a_full_file_system_leaves_the_old_release_live(build: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount")
    try:
        target = disk / "site"
        assert run("--build", build, target).returncode == 0
        (target / "robots.txt").write_text("foreign")
        make_build(build, NEW | {"large.bin": "x" * 3_000_000})
        done = run("--build", build, target)
        assert (done.returncode, "No space left" in done.stderr) == (1, True)
        all_is_well_after(build, target, OLD)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_write_that_breaks_off_inside_a_file_leaves_the_old_release_live(
    build: Path, target: Path
) -> None:
    make_build(build, NEW | {"large.bin": "x" * 3_000_000})
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))  # noqa: E731
    done = run_apart("--build", build, target, preexec_fn=limit)
    assert done.returncode == 1, done.stderr
    all_is_well_after(build, target, OLD)


@pytest.mark.parametrize("folder", [".guides/work", "."])
def test_without_permission_it_says_so_and_changes_nothing(
    build: Path, target: Path, folder: str
) -> None:
    """Root may do everything, unless it has put its powers aside."""
    powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    command = [*powerless, sys.executable, "-m", "guides_ext", "publish", "--build", build, target]
    (target / folder).chmod(0o555)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        (target / folder).chmod(0o755)
    assert (done.returncode, "Permission denied" in done.stderr) == (1, True), done.stderr
    all_is_well_after(build, target, OLD)


def test_a_file_that_changes_while_it_is_copied_is_seen(build: Path, target: Path) -> None:
    make_build(build, NEW)
    done = run_with_fault("change", 0, target, build)
    assert done.returncode == 1
    assert "changed while copying" in done.stderr
    all_is_well_after(build, target, OLD)


def test_a_build_that_begins_while_files_are_read_is_seen(build: Path, target: Path) -> None:
    done = run_with_fault("rebuild", 0, target, build)
    assert done.returncode == 3
    assert "role-1.html' in" in done.stderr
    assert "is not what the build has signed" in done.stderr
    all_is_well_after(build, target, OLD)


@pytest.mark.parametrize("times", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_of_two_publishers_at_once_one_waits_for_another_day(
    build: Path, target: Path, times: int
) -> None:
    command = [sys.executable, "-m", "guides_ext", "publish", "--build", build, target]
    for word in range(times):
        make_build(build, some_pages(f"both {word}", 300))
        both = [
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        codes = sorted(process.wait() for process in both)
        assert codes in ([0, 0], [0, 4])
        assert live_pages(target) == some_pages(f"both {word}", 300)
    all_is_well_after(build, target, live_pages(target))


def test_who_holds_the_lock_is_said_with_its_age(build: Path, target: Path) -> None:
    from guides_ext.publish.server.store import Store

    with Store(target).lock("anna@desk (process 7)"):
        for arguments in ([], ["--rollback"]):
            done = run("--build", build, target, *arguments)
            assert done.returncode == 4 or "no release before" in done.stderr
        done = run("--build", build, target)
    assert "anna@desk (process 7) has been publishing to it for" in done.stderr
    assert f"(the lock is held by process {os.getpid()} on {os.uname().nodename})" in done.stderr
    all_is_well_after(build, target, OLD)


def test_after_each_refusal_a_good_build_is_published(build: Path, target: Path) -> None:
    signature = build / SIGNATURE
    spoilt = {
        "building": lambda: sign(build, status="building"),
        "no signature": signature.unlink,
        "a signature of any shape": lambda: signature.write_text("[[[["),
        "a page that is torn": lambda: (build / "index.html").write_text("torn"),
        "a link in it": lambda: (build / "link").symlink_to("/etc/passwd"),
        "guides.json of any bytes": lambda: (
            (build / "guides.json").write_bytes(b"\xff"),
            sign(build),
        ),
    }
    for name, spoil in spoilt.items():
        spoil()
        assert run("--build", build, target).returncode == 3, name
        shutil.rmtree(build)
        make_build(build, NEW)
        assert run("--build", build, target).returncode == 0, name
        assert live_pages(target) == NEW


TAMPERED = {
    "not JSON": lambda text: text[:-20],
    "another hash": lambda text: text.replace('"sha256": "', '"sha256": "0'),
    "out of the site": lambda text: text.replace("index.html", "../../../robots.txt"),
    "absolute": lambda text: text.replace("index.html", "/etc/passwd"),
    "another size": lambda text: text.replace('"size": ', '"size": 1'),
    "a file more": lambda text: text.replace(
        '"files": [', '"files": [{"path": "x", "size": 1, "sha256": "0", "changed": 0},'
    ),
    "no text": lambda text: text.replace("index.html", "\\ud800"),
    "deep": lambda text: "[" * 100_000,
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_manifest_tampered_with_misleads_nobody(
    build: Path, target: Path, tamper: object
) -> None:
    manifest = (target / "current").resolve().parent / "manifest.json"
    manifest.write_text(tamper(manifest.read_text()))  # type: ignore[operator]
    tampered = manifest.parent.name
    assert run(target, "--list").returncode == 0
    assert run("--build", build, target).returncode == 0
    assert live_pages(target) == NEW
    done = run(target, "--rollback", tampered)
    assert done.returncode == 3
    all_is_well_after(build, target, NEW)


def test_a_file_tampered_with_is_sent_anew_and_its_release_is_not_gone_back_to(
    build: Path, target: Path
) -> None:
    damaged = (target / "current").resolve()
    page = damaged / "roles/role-1.html"
    page.write_text(page.read_text().replace("Role", "Loer"))
    assert run("--build", build, target).returncode == 0
    assert live_pages(target) == NEW
    done = run(target, "--rollback")
    assert (done.returncode, "role-1.html" in done.stderr) == (3, True)
    all_is_well_after(build, target, NEW)


def test_a_release_with_a_symlink_in_it_is_neither_linked_from_nor_gone_back_to(
    build: Path, target: Path, tmp_path: Path
) -> None:
    page = (target / "current").resolve() / "roles/role-1.html"
    page.rename(tmp_path / "moved")
    page.symlink_to(tmp_path / "moved")
    assert run("--build", build, target).returncode == 0
    assert live_pages(target) == NEW
    assert (tmp_path / "moved").stat().st_nlink == 1
    assert run(target, "--rollback").returncode == 3
    all_is_well_after(build, target, NEW)


def test_a_publish_that_died_is_cleared_away_and_that_is_said(build: Path, target: Path) -> None:
    work = target / ".guides" / "work" / "20200101T000000Z-dead" / "site"
    work.mkdir(parents=True)
    (work / "index.html").write_text("half")
    done = run("--build", build, target, "--json")
    assert json.loads(done.stdout)["cleared"] is True
    all_is_well_after(build, target, NEW)
