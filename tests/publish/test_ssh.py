"""A server as target, by the user's own OpenSSH and rsync: what holds for folders holds there."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from guides_ext.publish import server
from guides_ext.publish.build import read_build
from guides_ext.publish.run import publish as run_publish
from guides_ext.publish.server.errors import Failed
from guides_ext.publish.server.store import Store
from guides_ext.publish.ssh import SshTarget
from tests.publish.conftest import Sshd
from tests.publish.releases import (
    live_pages,
    make_build,
    run_apart,
    run_with_fault,
    some_pages,
)
from tests.publish.test_folder import HOSTILE, modes

SEED = 7


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", some_pages("one"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "the site's $HOME"


def publish(build: Path, address: str, *more: str) -> dict[str, object]:
    done = run_apart("--build", build, address, "--json", *more)
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


class CutWire:
    """A port on loopback that leads to another, until so many bytes have passed."""

    def __init__(self, port: int, most: int) -> None:
        self.left, self.port = most, port
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address: int = self.socket.getsockname()[1]
        self.ends: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self.socket.accept()
            except OSError:
                return None
            self.ends.append(near)
            try:
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                return self.cut()
            self.ends.append(far)
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while self.left > 0 and (data := one.recv(4096)):
                self.left -= len(data)
                other.sendall(data)
        except OSError:
            pass
        if self.left <= 0:
            self.cut()
        for end in (one, other):
            end.close()

    def cut(self) -> None:
        for end in (self.socket, *self.ends):  # shutting down also wakes who waits in accept
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def test_a_build_is_published_listed_and_rolled_back_on_a_server(
    sshd: Sshd, build: Path, site: Path
) -> None:
    address = sshd.address(site)
    publish(build, address)
    assert live_pages(site) == some_pages("one")
    old = (site / "current").resolve()
    make_build(build, some_pages("two"))
    assert publish(build, address, "--dry-run")["changed"] == ["index.html"]
    assert live_pages(site) == some_pages("one")
    publish(build, address)
    assert live_pages(site) == some_pages("two")
    assert (site / "current" / "roles/role-3.html").samefile(old / "roles/role-3.html")
    assert [line[0] for line in run_apart(address, "--list").stdout.splitlines()] == [" ", "*"]
    assert run_apart(address, "--rollback").returncode == 0
    assert live_pages(site) == some_pages("one")
    make_build(build, some_pages("three"))
    assert publish(build, address, "--keep", "1")["pruned"]


def test_only_what_is_new_goes_over_the_wire(sshd: Sshd, build: Path, site: Path) -> None:
    large = {"large.bin": "".join(map(chr, range(64, 120))) * 40_000}
    make_build(build, some_pages("one") | large)
    publish(build, sshd.address(site))
    make_build(build, some_pages("two") | large)
    wire = CutWire(sshd.port, 300_000)
    publish(build, sshd.address(site, wire.address))
    wire.cut()
    assert live_pages(site) == some_pages("two") | large


def test_hostile_file_names_are_names_on_a_server_too(sshd: Sshd, build: Path, site: Path) -> None:
    pages = {f"{where}{name}": name for name in HOSTILE for where in ("", "sub/")}
    make_build(build, pages)
    publish(build, sshd.address(site))
    assert live_pages(site) == pages


@pytest.mark.parametrize("times", [1, pytest.param(8, marks=pytest.mark.slow)])
def test_a_connection_cut_at_any_moment_leaves_a_whole_release_live(
    sshd: Sshd, build: Path, site: Path, times: int
) -> None:
    address = sshd.address(site)
    publish(build, address)
    (site / "robots.txt").write_text("foreign")
    moments = random.Random(SEED)
    for number in range(times):
        before = live_pages(site)
        pages = {"index.html": f"{number}", "large.bin": moments.randbytes(300_000).hex()}
        make_build(build, pages)
        wire = CutWire(sshd.port, moments.randrange(1_000, 500_000))
        done = run_apart("--build", build, sshd.address(site, wire.address))
        wire.cut()
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        assert live_pages(site) in (before, pages)
    make_build(build, some_pages("last"))
    publish_once_unlocked(build, address)
    assert live_pages(site) == some_pages("last")
    assert (site / "robots.txt").read_text() == "foreign"


def publish_once_unlocked(build: Path, address: str) -> None:
    """The other end notices within a moment that nobody is there any more."""
    for _ in range(50):
        if run_apart("--build", build, address).returncode != 4:
            break
        time.sleep(0.1)
    publish(build, address)


@pytest.mark.slow
def test_killed_at_a_random_moment_a_whole_release_is_live(
    sshd: Sshd, build: Path, site: Path
) -> None:
    address = sshd.address(site)
    publish(build, address)
    moments = random.Random(SEED)
    releases = [live_pages(site)]
    for number in range(8):
        before = live_pages(site)
        pages = some_pages(f"killed {number}") | {"large.bin": moments.randbytes(2_000_000).hex()}
        releases.append(pages)
        make_build(build, pages)
        command = [sys.executable, "-m", "guides_ext", "publish", "--build", build, address]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, 1.5))
        process.kill()
        process.wait()
        # The server may finish what it has been told, even while the next one is on its way.
        assert releases.index(live_pages(site)) >= releases.index(before)
    make_build(build, some_pages("last"))
    publish_once_unlocked(build, address)
    assert live_pages(site) == some_pages("last")


@pytest.mark.slow
def test_a_file_that_changes_before_rsync_copies_it_is_seen(
    sshd: Sshd, build: Path, site: Path
) -> None:
    address = sshd.address(site)
    publish(build, address)
    make_build(build, some_pages("two"))
    done = run_with_fault("change", 0, address, build)
    assert (done.returncode, "changed while copying" in done.stderr) == (1, True), done.stderr
    assert live_pages(site) == some_pages("one")
    make_build(build, some_pages("three"))
    publish(build, address)
    assert live_pages(site) == some_pages("three")


@pytest.mark.slow
def test_refusals_and_locks_come_over_the_wire(sshd: Sshd, build: Path, site: Path) -> None:
    address = sshd.address(site)
    publish(build, address)
    make_build(build, some_pages("two"))
    with Store(site).lock("anna@desk"):
        done = run_apart("--build", build, address)
    assert (done.returncode, "anna@desk has been publishing" in done.stderr) == (4, True)
    make_build(build, some_pages("two"), edition="candidate")
    assert run_apart("--build", build, address).returncode == 3
    site.joinpath("sub").mkdir()
    site.joinpath("sub", "thesis.txt").write_text("years of work")
    assert run_apart("--build", build, f"{address}/sub").returncode == 3
    assert live_pages(site) == some_pages("one")


def test_on_a_server_everybody_may_read(sshd: Sshd, build: Path, site: Path) -> None:
    publish(build, sshd.address(site))
    assert modes(site) == {"folders": {0o755}, "files": {0o644}}


def silent(site: Path, seconds: int) -> subprocess.Popen[str]:
    """Somebody who has taken the lock and says nothing more; the server waits so long for them."""
    code = f"from guides_ext.publish.server import serve; serve.SILENCE = {seconds}; serve.serve()"
    asleep = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert asleep.stdin is not None
    assert asleep.stdout is not None
    asleep.stdin.write(f'{json.dumps(str(site))}\n["lock", "anna@laptop"]\n')
    asleep.stdin.flush()
    assert json.loads(asleep.stdout.readline()) == {"answer": False}
    return asleep


@pytest.mark.slow
def test_who_is_silent_keeps_the_lock_for_a_while(sshd: Sshd, build: Path, site: Path) -> None:
    publish(build, sshd.address(site))
    with silent(site, 600) as asleep:
        make_build(build, some_pages("two"))
        done = run_apart("--build", build, sshd.address(site))
        asleep.kill()
    assert (done.returncode, "anna@laptop" in done.stderr) == (4, True)
    assert f"process {asleep.pid} on " in done.stderr


@pytest.mark.slow
def test_a_lock_of_somebody_who_is_silent_ends_by_itself(
    sshd: Sshd, build: Path, site: Path
) -> None:
    """As where a laptop is closed, or a wire is cut and nobody at the other end can tell."""
    publish(build, sshd.address(site))
    with silent(site, 1) as asleep:
        assert asleep.wait(60) == -signal.SIGALRM
    make_build(build, some_pages("two"))
    publish(build, sshd.address(site))


def test_a_long_transfer_is_told_of_and_keeps_the_lock(
    sshd: Sshd, build: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other end hears from us while rsync is at work, however long that takes."""
    monkeypatch.setattr("guides_ext.publish.ssh._PAUSE", 0.05)
    large = {"large.bin": random.Random(SEED).randbytes(3_000_000).hex()}
    make_build(build, some_pages("one") | large)
    slow = tmp_path / "bin" / "rsync"
    slow.parent.mkdir()
    slow.write_text(f'#!/bin/sh\nexec {shutil.which("rsync")} --bwlimit=1500 "$@"\n')
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(slow.parent), prepend=os.pathsep)
    target, told = SshTarget(sshd.address(site)), list[tuple[int, int]]()
    outcome = run_publish(target, read_build(build), None, None, lambda *said: told.append(said))
    total = sum(file["size"] for file in outcome.plan.release.manifest["files"])
    assert {whole for _, whole in told} == {total}
    assert sorted(done for done, _ in told) == [done for done, _ in told]
    assert 0 < told[-1][0] <= total
    assert len({done for done, _ in told}) > 3
    assert live_pages(site) == some_pages("one") | large


def test_without_rsync_here_it_is_refused_before_anything_is_made(
    sshd: Sshd, build: Path, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ssh").symlink_to(str(shutil.which("ssh")))
    done = run_apart("--build", build, sshd.address(site), env={"PATH": str(tmp_path / "bin"),
               "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    assert (done.returncode, "rsync is not here" in done.stderr) == (3, True)
    assert not site.exists()


STILL = {
    "ssh": (1, "*) exec sleep 60 ;;", r"{host} did not answer 'state' within 1 s"),
    "rsync": (
        5,
        '*rsync*) exec sleep 60 ;; *) exec {ssh} "$@" ;;',
        "rsync to {host} ended with code 30: nothing was heard for 5 s",
    ),
}
"""What of a publish hangs: the deadline, what stands for ssh, and what is said of it."""


@pytest.mark.parametrize("step", STILL)
def test_a_server_that_is_silent_is_given_up_and_named_with_the_step(
    sshd: Sshd, build: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    seconds, script, says = STILL[step]
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    case = script.format(ssh=shutil.which("ssh"))
    ssh.write_text(f'#!/bin/sh\ncase "$*" in {case} esac\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", str(ssh.parent), prepend=os.pathsep)
    monkeypatch.setattr("guides_ext.publish.ssh.DEADLINE", seconds)
    target = SshTarget(sshd.address(site))
    with pytest.raises(Failed, match=says.format(host=re.escape(target.host))):
        run_publish(target, read_build(build), None, None, lambda done, total: None)
    assert not (site / "current").exists()


def test_more_names_than_a_pipe_holds_arrive_however_slowly_a_server_begins(
    sshd: Sshd, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    script = f'case "$*" in *rsync*) sleep 2 ;; esac\nexec {shutil.which("ssh")} "$@"\n'
    ssh.write_text(f"#!/bin/sh\n{script}")
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", str(ssh.parent), prepend=os.pathsep)
    monkeypatch.setattr("guides_ext.publish.ssh._PAUSE", 0.5)
    monkeypatch.setattr("guides_ext.publish.ssh.DEADLINE", 20)
    pages = {f"{'a' * 100}-{number}.html": "one" for number in range(900)}
    built = read_build(make_build(tmp_path / "build", pages))
    run_publish(SshTarget(sshd.address(site)), built, None, None, lambda done, total: None)
    assert len(list((site / "current").glob("a*.html"))) == 900


@pytest.mark.rsync
@pytest.mark.ssh
def test_a_server_that_nobody_answers_at_is_a_failure_with_a_reason(build: Path) -> None:
    done = run_apart("--build", build, "ssh://127.0.0.1:1/srv/site")
    assert (done.returncode, "connection" in done.stderr.casefold()) == (1, True)


def test_an_ipv6_address_has_brackets_for_rsync_and_none_for_ssh(
    sshd: Sshd, build: Path, site: Path
) -> None:
    done = run_apart(
        "--build", build, sshd.address(site).replace("127.0.0.1", "[::ffff:127.0.0.1]")
    )
    assert done.returncode == 0, done.stderr
    assert live_pages(site) == some_pages("one")


@pytest.mark.parametrize(
    "address",
    ["ssh://-oProxyCommand=id/x", "ssh://-x@host/x", "ssh://host", "ssh://me:secret@host/x"],
)
def test_an_address_that_is_an_option_or_holds_a_password_is_refused(
    build: Path, address: str
) -> None:
    assert run_apart("--build", build, address).returncode == 3


def test_what_is_sent_to_a_server_is_python_3_9_and_needs_nothing_there() -> None:
    known = {"__future__", "typing", "datetime", "contextlib", "hashlib", "json", "os", "re"}
    known |= {
        "shutil",
        "signal",
        "stat",
        "sys",
        "time",
        "collections",
        "pathlib",
        "fcntl",
        "threading",
    }
    for path in Path(server.__path__[0]).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert str(node.module).partition(".")[0] in known
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= known
