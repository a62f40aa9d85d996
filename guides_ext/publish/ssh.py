"""A target on a server: `ssh://user@host:port/path`, by the user's own OpenSSH and rsync.

The server needs rsync and Python 3.9 or newer, and nothing of ours: the package `server` goes over
the wire and looks after the releases there. rsync takes what the server does not have yet.
"""

from __future__ import annotations

import base64
import io
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partialmethod
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Timer
from typing import Any

from . import server
from .server.errors import KINDS, Failed, Refused
from .server.store import Progress
from .target import DEADLINE, Release

_ADDRESS = re.compile(r"ssh://(?:([^@/:]+)@)?(\[[^]]+\]|[^@/:]+)(?::(\d+))?(/.*)")

_PAUSE = 5.0
"""Seconds between two looks at what has arrived."""

_BEGIN = """\
import base64, sys, tempfile
with tempfile.NamedTemporaryFile(suffix=".zip") as file:
    file.write(base64.b64decode(sys.stdin.readline()))
    file.flush()
    sys.path.insert(0, file.name)
    from server.serve import serve
serve()
"""


class SshTarget:
    """Releases in a folder of a server.

    Raises:
        Refused: it has no such address, or a program is missing.
    """

    def __init__(self, address: str) -> None:
        found = _ADDRESS.fullmatch(address)
        if not found or any(part and part.startswith("-") for part in found.groups()):
            raise Refused(f"{address!r} is not like ssh://user@host:port/path (no password in it)")
        for command in ("ssh", "rsync"):
            if not shutil.which(command):
                raise Refused(f"{command} is not here: install it")
        user, host, port, self.folder = found.groups()
        self.host = f"{user}@{host}" if user else host
        self.ssh = ["ssh", "-T", *(["-p", port] if port else [])]
        self._process: subprocess.Popen[str] | None = None

    @contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """See `Target`."""
        try:
            yield self._ask("lock", owner)
        finally:
            self._hang_up()

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        wanted: list[str] = self._ask("begin", release.manifest)
        site, total = self._ask("incoming", release.name), release.bytes_in(wanted)

        def tell() -> None:
            progress(self._ask("arrived", release.name), total)

        ready = [path for path in wanted if path not in release.made]
        self._send(release.build, ready, site, tell)
        with TemporaryDirectory() as folder:
            made = [path for path in wanted if path in release.made]
            for path in made:
                Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
                release.copy(path, Path(folder, path))
            self._send(Path(folder), made, site, tell)
        self._ask("finish", release.manifest, wanted)

    def _send(self, root: Path, paths: list[str], site: str, tell: Callable[[], None]) -> None:
        """Sends files; every few seconds it is told how far they are, which also lets the other end
        know that we are alive."""
        if not paths:
            return
        command = ["rsync", "--files-from=-", "--from0", "--protect-args", "--compress"]
        command += ["--no-perms", "--chmod=ugo=rwX", "-e", shlex.join(self.ssh)]
        command += [f"--timeout={DEADLINE}"]
        command += ["--", f"{root}/", f"{self.host}:{site}/"]
        names = "".join(f"./{path}\0" for path in paths).encode()  # `#x` alone is a comment
        with TemporaryFile() as given:  # a pipe would not be filled on after a pause
            given.write(names)
            given.seek(0)
            rsync = subprocess.Popen(command, stdin=given, stdout=sys.stderr)
            try:
                while rsync.poll() is None:
                    try:
                        rsync.wait(_PAUSE)
                    except subprocess.TimeoutExpired:
                        tell()
            finally:
                rsync.kill()
                rsync.wait()
        if rsync.returncode:
            why = f": nothing was heard for {DEADLINE} s" if rsync.returncode == 30 else ""
            raise Failed(f"rsync to {self.host} ended with code {rsync.returncode}{why}")

    def _ask(self, *question: object) -> Any:
        """What the store at the other end answers.

        Raises:
            PublishError: what it raises there.
            Failed: the connection is lost, or the answer does not come.
        """
        process = self._process = self._process or self._call()
        assert process.stdin
        assert process.stdout
        line = ""
        with _given_up(process), suppress(BrokenPipeError):
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if not line.endswith("\n"):
            code = self._hang_up()
            if code == -signal.SIGKILL:
                raise Failed(f"{self.host} did not answer {question[0]!r} within {DEADLINE} s")
            hint = ": the server needs Python 3.9 or newer" if code in (1, 127) else ""
            raise Failed(f"the connection to {self.host} was lost (ssh: {code}){hint}")
        try:
            answer = json.loads(line)
        except ValueError:
            self._hang_up()
            raise Failed(
                f"{self.host} says {line.strip()[:60]!r} where an answer was expected: a shell "
                "there prints something at its start"
            ) from None
        if "error" in answer:
            raise KINDS[answer["error"]](answer["why"])
        return answer["answer"]

    # What the store at the other end does, see `Target`
    state = partialmethod(_ask, "state")
    manifest = partialmethod(_ask, "manifest")
    text = partialmethod(_ask, "text")
    refuse_closed = partialmethod(_ask, "refuse_closed")
    switch = partialmethod(_ask, "switch")
    remove = partialmethod(_ask, "remove")

    def _call(self) -> subprocess.Popen[str]:
        """Opens the connection, and sends `server` over it."""
        host = self.host.translate({ord("["): None, ord("]"): None})  # rsync wants them, ssh not
        command = shlex.join(["python3", "-I", "-c", _BEGIN])
        process = subprocess.Popen(
            [*self.ssh, host, command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        assert process.stdin
        process.stdin.write(f"{_packed()}\n{json.dumps(self.folder)}\n")
        return process

    def _hang_up(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        with _given_up(process):
            try:
                process.communicate()
            except (BrokenPipeError, ValueError):
                process.wait()
        return process.returncode


@contextmanager
def _given_up(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kills a process at the deadline, so that nobody waits for it any longer."""
    timer = Timer(DEADLINE, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _packed() -> str:
    """The package `server` as a zip file in base64."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(Path(server.__path__[0]).glob("*.py")):
            archive.write(path, f"server/{path.name}")
    return base64.b64encode(packed.getvalue()).decode()
