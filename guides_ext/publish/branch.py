"""A target that is a branch of the repository around us, for Pages-like hosts: `branch:NAME`.

`remote` in the target's settings is where the branch is pushed to (`origin`). Each release is one
commit; a push is all or nothing, and one that would overwrite somebody else's is rejected by git.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .server.errors import Failed, Refused
from .server.files import MANIFEST, Manifest, digest, parse_manifest, write_manifest
from .server.store import NAME, Progress, State
from .target import Release

_MARK = ".guides"
_PLAIN = "100644"  # a file that is no program, as git says it


class BranchTarget:
    """Releases as commits of a branch."""

    def __init__(self, branch: str, remote: str) -> None:
        self.branch, self.remote = branch, remote
        self.tracked = f"refs/remotes/{remote}/{branch}"

    @classmethod
    def at(cls, address: str, settings: Mapping[str, Any]) -> BranchTarget:
        """The target at an address.

        Raises:
            Refused: that is no name of a branch, or the branch is checked out here.
        """
        branch, remote = address.partition(":")[2], str(settings.get("remote", "origin"))
        if not branch or _git("check-ref-format", "--branch", branch, fine=(0, 128)) != branch:
            raise Refused(f"{branch!r} is no name of a branch")
        if _git("branch", "--show-current") == branch:
            raise Refused(f"{branch} is checked out here: a branch for releases holds nothing else")
        return cls(branch, remote)

    def state(self) -> State:
        """See `Target`."""
        tip = self._tip()
        if tip is None:
            return {"edition": None, "current": None, "releases": []}
        manifest = self._manifest_of(tip)
        return {
            "edition": manifest["build"]["edition"],
            "current": manifest["release"],
            "releases": sorted(self._commits()),
        }

    def manifest(self, name: str) -> Manifest:
        """See `Target`."""
        return self._manifest_of(self._commit(name))

    def text(self, name: str, path: str) -> str | None:
        """See `Target`."""
        commit = self._commit(name)
        return self._file(commit, path).decode() if path in _paths(commit) else None

    @contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """See `Target`; git has its own lock."""
        yield False

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        from ghp_import import GhpError, ghp_import  # needed for branches alone

        tip = self._tip()
        # A branch of our own, of this process alone: whoever else works here is not disturbed.
        made = f"guides-publish/{release.name}-{os.getpid()}"
        with TemporaryDirectory() as folder:
            self._lay_out(release, Path(folder), tip, progress)
            try:
                if tip:
                    _git("update-ref", f"refs/heads/{made}", tip)
                ghp_import(folder, remote=self.remote, branch=made, mesg=release.name,
                           nojekyll=True)  # fmt: skip
                commit = _git("rev-parse", f"refs/heads/{made}")
                self._check(release, commit)
                self._push(commit, tip)
            except (GhpError, TypeError) as error:  # it stumbles over its own message for a failure
                raise Failed(f"the commit could not be made: {error}") from error
            finally:
                _git("update-ref", "-d", f"refs/heads/{made}")

    def switch(self, name: str) -> None:
        """See `Target`: a new commit with the files of the old one."""
        tip, tree = self._tip(), f"{self._commit(name)}^{{tree}}"
        assert tip
        self._push(_git("commit-tree", tree, "-p", tip, "-m", f"Back to {name}"), tip)

    def prune(self, keep: int) -> list[str]:
        """See `Target`: a branch keeps its history."""
        return []

    def _tip(self) -> str | None:
        """The branch's last commit at the remote, fetched."""
        if not _git("ls-remote", "--heads", self.remote, f"refs/heads/{self.branch}"):
            _git("update-ref", "-d", self.tracked)
            return None
        _git("fetch", "--quiet", self.remote, f"+refs/heads/{self.branch}:{self.tracked}")
        return _git("rev-parse", self.tracked)

    def _manifest_of(self, commit: str) -> Manifest:
        path = f"{_MARK}/{MANIFEST}"
        if path not in _paths(commit):
            raise Refused(
                f"the branch {self.branch} was not made by this command: it has no {path}. Choose "
                "another name"
            )
        return parse_manifest(self._file(commit, path), f"{path} of {commit}")

    def _file(self, commit: str, path: str) -> bytes:
        return _run("cat-file", "blob", f"{commit}:{path}").stdout

    def _commits(self) -> dict[str, str]:
        """The commit of each release."""
        lines = [
            line.split(" ", 1) for line in _git("log", "--format=%H %s", self.tracked).split("\n")
        ]
        return {subject: commit for commit, subject in lines if NAME.fullmatch(subject)}

    def _commit(self, name: str) -> str:
        try:
            return self._commits()[name]
        except KeyError:
            raise Refused(f"the branch {self.branch} has no release {name!r}") from None

    def _lay_out(self, release: Release, folder: Path, tip: str | None, progress: Progress) -> None:
        """The tree of the commit: the site, its manifest, and what others have put beside it."""
        files = release.manifest["files"]
        done, total = 0, sum(file["size"] for file in files)
        for file in files:
            path = folder / file["path"]
            if file["path"].startswith('"') or "\n" in file["path"]:
                raise Refused(f"{file['path']!r} has a name that cannot go into a branch")
            path.parent.mkdir(parents=True, exist_ok=True)
            release.copy(file["path"], path)
            if digest(path) != file["sha256"]:
                raise Failed(f"{file['path']!r} was changed while it was copied")
            done += file["size"]
            progress(done, total)
        for name in self._foreign(tip) if tip else ():
            if (folder / name).exists():
                raise Refused(f"{name!r} in the branch is not ours, and the build has one too")
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(self._file(str(tip), name))
        (folder / _MARK).mkdir(exist_ok=True)
        write_manifest(folder / _MARK, release.manifest)

    def _foreign(self, tip: str) -> set[str]:
        """What is in the branch and was not made by us, such as a host's CNAME.

        Raises:
            Refused: it is a symlink, a submodule or a program, which would become a plain file.
        """
        ours = {file["path"] for file in self._manifest_of(tip)["files"]}
        there = _paths(tip)
        foreign = there.keys() - ours - {f"{_MARK}/{MANIFEST}", ".nojekyll"}
        for path in sorted(foreign):
            if there[path] != _PLAIN:
                raise Refused(f"{path!r} in the branch {self.branch} is no plain file")
        return foreign

    def _check(self, release: Release, commit: str) -> None:
        missing = {file["path"] for file in release.manifest["files"]} - _paths(commit).keys()
        if missing:
            raise Failed(f"the commit is not whole: {min(missing)!r} is missing")

    def _push(self, commit: str, tip: str | None) -> None:
        """Pushes a commit if the branch is still where it was, and changes nothing if not."""
        ref = f"refs/heads/{self.branch}"
        _git(
            "push",
            "--quiet",
            f"--force-with-lease={ref}:{tip or ''}",
            self.remote,
            f"{commit}:{ref}",
        )


def _paths(commit: str) -> dict[str, str]:
    """The modes of the files of a commit, by their paths."""
    lines = _run("ls-tree", "-r", "-z", "--full-tree", commit).stdout.split(b"\0")
    pairs = [os.fsdecode(line).partition("\t") for line in lines if line]
    return {path: about.split()[0] for about, _, path in pairs}


def _git(*arguments: str, fine: tuple[int, ...] = (0,)) -> str:
    """What a git command prints, stripped."""
    return _run(*arguments, fine=fine).stdout.decode().strip()


def _run(*arguments: str, fine: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[bytes]:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise Refused("git is not here: install it") from None
    if done.returncode not in fine:
        said = done.stderr.decode(errors="replace").strip()
        raise Failed(f"git {arguments[0]}: {said or f'code {done.returncode}'}")
    return done
