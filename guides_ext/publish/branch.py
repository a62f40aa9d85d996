"""A target that is a branch of the repository around us, for Pages-like hosts: `branch:NAME`.

It is pushed to the remote that the target's settings name (`origin`). Each release is one
commit: its files, its manifest, and what others have put beside them. A push is all or nothing, and
git rejects it where the branch is no longer as it was when we looked at it.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, BinaryIO

from .server.errors import Failed, Locked, Refused
from .server.files import MANIFEST, Manifest, checked_text, digest, parse_manifest, write_manifest
from .server.store import Progress, State, is_name
from .target import Release

_MARK = ".guides"
_OURS = (f"{_MARK}/{MANIFEST}", ".nojekyll")  # what is ours besides the files of the manifest


class BranchTarget:
    """Releases as commits of a branch."""

    def __init__(self, branch: str, remote: str) -> None:
        self.branch, self.remote = branch, remote
        self.tracked = f"refs/remotes/{remote}/{branch}"
        self._locked: str | None = None

    @classmethod
    def at(cls, address: str, remote: str) -> BranchTarget:
        """The target at an address.

        Raises:
            Refused: that is not a name of a branch, or the branch is checked out here.
        """
        branch = address.partition(":")[2]
        if not branch or _git("check-ref-format", "--branch", branch, fine=(0, 128)) != branch:
            raise Refused(f"{branch!r} is not a name of a branch")
        if _git("branch", "--show-current") == branch:
            raise Refused(f"{branch} is checked out here: a branch for releases holds nothing else")
        return cls(branch, remote)

    def refuse_closed(self) -> None:
        """See `Target`: whoever may read a branch of a remote reads all that it holds.

        Raises:
            Refused: another branch of the remote has a commit in common with what is checked out
                here; or one is not known here, so that nobody can tell.
        """
        if not _git("rev-parse", "--verify", "--quiet", "HEAD", fine=(0, 1)):
            return
        for line in _git("ls-remote", "--heads", self.remote).splitlines():
            commit, ref = line.split("\t")
            if ref == f"refs/heads/{self.branch}":
                continue
            known = _git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}", fine=(0, 1))
            if not known or _git("merge-base", "HEAD", commit, fine=(0, 1)):
                why = "holds the sources" if known else "may hold the sources (fetch it, to tell)"
                raise Refused(
                    f"{self.remote} {why}, and whoever may read its branch {self.branch} may read "
                    "them too: publish this edition elsewhere"
                )

    def state(self) -> State:
        """See `Target`."""
        tip = self._tip()
        if tip is None:
            return {"edition": None, "current": None, "releases": []}
        manifest = self._live(tip)
        return {
            "edition": manifest["build"]["edition"],
            "current": manifest["release"],
            "releases": sorted(self._commits()),
        }

    def manifest(self, name: str) -> Manifest:
        """See `Target`; that of the live release is the one at the branch's tip."""
        commit = self._commit(name)
        tip = _git("rev-parse", self.tracked)
        return _manifest_of(tip if self._live(tip)["release"] == name else commit)

    def text(self, name: str, path: str) -> str | None:
        """See `Target`."""
        commit = self._commit(name)
        if path not in _files(commit):
            return None
        return checked_text(_manifest_of(commit), path, _blob(commit, path))

    @contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """See `Target`: what is pushed is pushed onto the tip as it is now, or not at all."""
        self._locked = self._tip()
        yield False

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        self._push(_blobs(release, progress), release.name)

    def switch(self, name: str) -> None:
        """See `Target`: a new commit with the files of the old one."""
        commit = self._commit(name)
        there, named = _files(commit), _ours(_manifest_of(commit))
        if missing := named - there.keys():
            raise Failed(f"the commit is not whole: {min(missing)!r} is missing")
        self._push({path: there[path] for path in named}, f"Back to {name}")

    def prune(self, keep: int) -> list[str]:
        """See `Target`: a branch keeps its history."""
        return []

    def _tip(self) -> str | None:
        """The branch's last commit at the remote, fetched."""
        if not _git("ls-remote", "--heads", self.remote, f"refs/heads/{self.branch}"):
            _git("update-ref", "-d", self.tracked)
            return None
        fetch = ("fetch", "--quiet", self.remote, f"+refs/heads/{self.branch}:{self.tracked}")
        for pause in (0.2, 1, 0):
            try:
                _git(*fetch)
                break
            except Failed:  # another process here may be fetching, and git locks what it writes
                if not pause:
                    raise
                time.sleep(pause)
        return _git("rev-parse", self.tracked)

    def _live(self, tip: str) -> Manifest:
        """The manifest of what is live: where somebody has spoilt it, as it was before."""
        path = f"{_MARK}/{MANIFEST}"
        why = Refused(
            f"the branch {self.branch} was not made by this command: it never had a {path}. Choose "
            "another name"
        )
        for commit in _git("rev-list", "--first-parent", tip, "--", path).split():
            try:
                return _manifest_of(commit)
            except Refused as error:
                why = error
        raise why

    def _commits(self) -> dict[str, str]:
        """The commit of each release."""
        lines = [
            line.split(" ", 1) for line in _git("log", "--format=%H %s", self.tracked).split("\n")
        ]
        return {subject: commit for commit, subject in lines if is_name(subject)}

    def _commit(self, name: str) -> str:
        try:
            return self._commits()[name]
        except KeyError:
            raise Refused(f"the branch {self.branch} has no release {name!r}") from None

    def _push(self, files: Mapping[str, str], message: str) -> None:
        """Pushes the files of a release, with what others have put into the branch, onto the tip as
        it was when we looked.

        Raises:
            Refused: the release has a file where others have put one.
            Locked: the branch has moved meanwhile.
        """
        tip = self._locked
        foreign = self._foreign(tip) if tip else {}
        if both := foreign.keys() & files.keys():
            raise Refused(f"{min(both)!r} in the branch is not ours, and the release has one too")
        tree = _tree({**files, **foreign})
        commit = _git("commit-tree", tree, "-m", message, *(["-p", tip] if tip else []))
        ref = f"refs/heads/{self.branch}"
        lease = f"--force-with-lease={ref}:{tip or ''}"
        try:
            _git("push", "--quiet", lease, self.remote, f"{commit}:{ref}")
        except Failed:
            now = self._tip()
            if now in (None, tip):
                raise
            if now != commit:  # else it has arrived, and only the answer was lost
                who = _git("log", "-1", "--format=%s, by %an, %ar", str(now))
                raise Locked(
                    f"somebody has pushed to {self.branch} meanwhile ({who}): nothing was changed. "
                    "Publish again"
                ) from None

    def _foreign(self, tip: str) -> dict[str, str]:
        """What is in the branch and was not made by us, such as a host's CNAME."""
        ours = _ours(self._live(tip))
        return {path: about for path, about in _files(tip).items() if path not in ours}


def _ours(manifest: Manifest) -> set[str]:
    """The paths of a release in a branch."""
    return {file["path"] for file in manifest["files"]}.union(_OURS)


def _blobs(release: Release, progress: Progress) -> dict[str, str]:
    """Gives the files of a release to git, and returns them by their paths, as `_files` does."""
    paths: list[str] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        marks, stream = folder / "marks", folder / "stream"
        with stream.open("wb") as out:
            for mark, (path, data) in enumerate(_contents(release, folder, progress), 1):
                out.write(b"blob\nmark :%d\ndata %d\n%b\n" % (mark, len(data), data))
                paths.append(path)
        with stream.open("rb") as given:
            _run("fast-import", "--quiet", f"--export-marks={marks}", given=given)
        hashes = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines())
    return {path: f"100644 blob {hashes[f':{mark}']}" for mark, path in enumerate(paths, 1)}


def _contents(release: Release, folder: Path, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """The files of a release, and those of ours: paths and what is in them, checked."""
    write_manifest(folder, release.manifest)
    yield _OURS[0], (folder / MANIFEST).read_bytes()
    yield _OURS[1], b""
    files, copy = release.manifest["files"], folder / "copy"
    done, total = 0, sum(file["size"] for file in files)
    for file in files:
        release.copy(file["path"], copy)
        if digest(copy) != file["sha256"]:
            raise Failed(f"{file['path']!r} was changed while it was copied")
        yield file["path"], copy.read_bytes()
        done += file["size"]
        progress(done, total)


@cache  # a commit never changes
def _manifest_of(commit: str) -> Manifest:
    path = f"{_MARK}/{MANIFEST}"
    if path not in _files(commit):
        raise Refused(f"{path} of {commit[:7]} is missing")
    return parse_manifest(_blob(commit, path), f"{path} of {commit[:7]}")


def _blob(commit: str, path: str) -> bytes:
    return _run("cat-file", "blob", f"{commit}:{path}").stdout


@cache
def _files(commit: str) -> dict[str, str]:
    """The files of a commit by their paths: mode, type and hash of each, as git says them."""
    lines = _run("ls-tree", "-r", "-z", "--full-tree", commit).stdout.split(b"\0")
    pairs = [os.fsdecode(line).partition("\t") for line in lines if line]
    return {path: about for about, _, path in pairs}


def _tree(files: Mapping[str, str]) -> str:
    """The tree of these files, made in an index of its own."""
    lines = "".join(f"{about}\t{path}\0" for path, about in files.items())
    with TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        _run("update-index", "-z", "--index-info", given=os.fsencode(lines), more=index)
        return _run("write-tree", more=index).stdout.decode().strip()


def _git(*arguments: str, fine: tuple[int, ...] = (0,)) -> str:
    """What a git command prints, stripped."""
    return _run(*arguments, fine=fine).stdout.decode().strip()


def _run(
    *arguments: str,
    fine: tuple[int, ...] = (0,),
    given: bytes | BinaryIO = b"",
    more: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[bytes]:
    """Runs git: given some bytes or a file, with more in its environment."""
    stdin: dict[str, Any] = {"input": given} if isinstance(given, bytes) else {"stdin": given}
    try:
        done = subprocess.run(
            ["git", *arguments],
            **stdin, capture_output=True, check=False, env={**os.environ, **more},
        )  # fmt: skip
    except FileNotFoundError:
        raise Refused("git is not here: install it") from None
    if done.returncode not in fine:
        said = done.stderr.decode(errors="replace").strip()
        raise Failed(f"git {arguments[0]}: {said or f'code {done.returncode}'}")
    return done
