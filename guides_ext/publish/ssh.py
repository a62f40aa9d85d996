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
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, cast

from . import server
from .server.errors import KINDS, Failed, Refused
from .server.files import Manifest
from .server.store import Progress, State
from .target import Release

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
    """Releases in a folder of a server."""

    def __init__(self, host: str, port: str | None, folder: str) -> None:
        self.host, self.folder = host, folder
        self.ssh = ["ssh", "-T", *(["-p", port] if port else [])]
        self._process: subprocess.Popen[str] | None = None

    @classmethod
    def at(cls, address: str) -> SshTarget:
        """The target at an address.

        Raises:
            Refused: it is no such address.
        """
        found = _ADDRESS.fullmatch(address)
        if not found or any(part and part.startswith("-") for part in found.groups()):
            raise Refused(f"{address!r} is not like ssh://user@host:port/path (no password in it)")
        for command in ("ssh", "rsync"):
            if not shutil.which(command):
                raise Refused(f"{command} is not here: install it")
        user, host, port, folder = found.groups()
        return cls(f"{user}@{host}" if user else host, port, folder)

    def state(self) -> State:
        """See `Target`."""
        return cast(State, self._ask("state"))

    def manifest(self, name: str) -> Manifest:
        """See `Target`."""
        return cast(Manifest, self._ask("manifest", name))

    def text(self, name: str, path: str) -> str | None:
        """See `Target`."""
        return cast("str | None", self._ask("text", name, path))

    @contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """See `Target`."""
        try:
            yield self._ask("take", owner)
        finally:
            self._hang_up()

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        wanted: list[str] = self._ask("begin", release.manifest)
        site = self._ask("incoming", release.name)
        sizes = {file["path"]: file["size"] for file in release.manifest["files"]}
        total = sum(sizes[path] for path in wanted)

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

    def switch(self, name: str) -> None:
        """See `Target`."""
        self._ask("switch", name)

    def refuse_closed(self) -> None:
        """See `Target`: no sources lie there."""

    def prune(self, keep: int) -> list[str]:
        """See `Target`."""
        return cast("list[str]", self._ask("prune", keep))

    def _send(self, root: Path, paths: list[str], site: str, tell: Callable[[], None]) -> None:
        """Sends files; every few seconds it is told how far they are, which also lets the other end
        know that we are alive."""
        if not paths:
            return
        command = ["rsync", "--files-from=-", "--from0", "--protect-args", "--compress"]
        command += ["--no-perms", "--chmod=ugo=rwX", "-e", shlex.join(self.ssh)]
        names = "".join(f"./{path}\0" for path in paths).encode()  # `#x` alone is a comment
        command += ["--", f"{root}/", f"{self.host}:{site}/"]
        with TemporaryFile() as list_of_names:
            list_of_names.write(names)
            list_of_names.seek(0)
            rsync = subprocess.Popen(command, stdin=list_of_names, stdout=sys.stderr)
        try:
            while not _has_ended(rsync):
                tell()
        finally:
            rsync.kill()
            rsync.wait()
        if rsync.returncode:
            raise Failed(f"rsync to {self.host} ended with code {rsync.returncode}")

    def _ask(self, *question: object) -> Any:
        """What the store at the other end answers.

        Raises:
            PublishError: what it raises there.
            Failed: the connection is lost.
        """
        try:
            process = self._process = self._process or self._call()
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line.endswith("\n"):
            code = self._hang_up()
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
        try:
            process.communicate()
        except (BrokenPipeError, ValueError):
            process.wait()
        return process.returncode


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_PAUSE)
    except subprocess.TimeoutExpired:
        return False
    return True


def _packed() -> str:
    """The package `server` as a zip file in base64."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(Path(server.__path__[0]).glob("*.py")):
            archive.write(path, f"server/{path.name}")
    return base64.b64encode(packed.getvalue()).decode()
