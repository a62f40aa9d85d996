"""A target that is a branch of the repository around us, for Pages-like hosts: `branch:NAME`.

It is pushed to the remote that the target's settings name (`origin`). Each release is one
commit: its files, its manifest, and what others have put beside them. A push is all or nothing, and
git rejects it where the branch is no longer as it was when we looked at it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from .server.errors import Failed, Locked, Refused
from .server.files import MANIFEST, Manifest, checked_text, digest, parse_manifest, write_manifest
from .server.store import Progress, State, is_name
from .target import DEADLINE, Release

_MANIFEST = f".guides/{MANIFEST}"
_OURS = (_MANIFEST, ".nojekyll")  # what is ours besides the files of the manifest


class BranchTarget:
    """Releases as commits of a branch; `tip` is its last one at the remote, when we looked.

    Raises:
        Refused: the address has no name of a branch, or that is checked out here.
    """

    def __init__(self, address: str, remote: str) -> None:
        branch = address.partition(":")[2]
        self.branch, self.ref, self.remote, self.tip = branch, f"refs/heads/{branch}", remote, ""
        if not branch or _git("check-ref-format", "--branch", branch, fine=(0, 128)) != branch:
            raise Refused(f"{branch!r} is not a name of a branch")
        if _git("branch", "--show-current") == branch:
            raise Refused(f"{branch} is checked out here: a branch for releases holds nothing else")

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
            if ref == self.ref:
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
        self.tip = self._fetched()
        if not self.tip:
            return {"edition": None, "current": None, "releases": []}
        manifest = self._live()
        return {
            "edition": manifest["build"]["edition"],
            "current": manifest["release"],
            "releases": sorted(self._commits()),
        }

    def manifest(self, name: str) -> Manifest:
        """See `Target`; that of the live release is the one at the branch's tip."""
        commit = self._commit(name)
        return _manifest_of(self.tip if self._live()["release"] == name else commit)

    def text(self, name: str, path: str) -> str | None:
        """See `Target`."""
        commit = self._commit(name)
        if path not in _files(commit):
            return None
        return checked_text(_manifest_of(commit), path, _blob(commit, path))

    def lock(self, owner: str) -> AbstractContextManager[bool]:
        """See `Target`: what is pushed is pushed onto the tip that we know, or not at all."""
        return nullcontext(False)

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

    def remove(self, names: list[str]) -> list[str]:
        """See `Target`: a branch keeps its history."""
        return []

    def _fetched(self) -> str:
        """The branch's last commit at the remote, fetched; empty where there is none. Nothing is
        noted in the repository here: others may be fetching too, and git locks what it writes."""
        found = _git("ls-remote", "--heads", self.remote, self.ref)
        if found:
            quietly = ("--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=")
            _git("fetch", *quietly, self.remote, self.ref)
        return found.partition("\t")[0]

    def _live(self) -> Manifest:
        """The manifest of what is live: where somebody has spoilt it, as it was before."""
        why = Refused(
            f"the branch {self.branch} was not made by this command: it never had a {_MANIFEST}. "
            "Choose another name"
        )
        for commit in _git("rev-list", "--first-parent", self.tip, "--", _MANIFEST).split():
            try:
                return _manifest_of(commit)
            except Refused as error:
                why = error
        raise why

    def _commits(self) -> dict[str, str]:
        """The commit of each release."""
        lines = _git("log", "--format=%H %s", self.tip).split("\n")
        pairs = (line.split(" ", 1) for line in lines)
        return {subject: commit for commit, subject in pairs if is_name(subject)}

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
        tip, ours = self.tip, _ours(self._live()) if self.tip else set()
        there = _files(tip).items() if tip else ()  # with what is of others, such as a host's CNAME
        foreign = {path: about for path, about in there if path not in ours}
        if both := foreign.keys() & files.keys():
            raise Refused(f"{min(both)!r} in the branch is not ours, and the release has one too")
        tree = _tree({**files, **foreign})
        commit = _git("commit-tree", tree, "-m", message, *(["-p", tip] if tip else []))
        lease = f"--force-with-lease={self.ref}:{tip}"
        try:
            _git("push", "--quiet", lease, self.remote, f"{commit}:{self.ref}")
        except Failed:
            now = self._fetched()
            if now in ("", tip):
                raise
            if now != commit:  # else it has arrived, and only the answer was lost
                who = _git("log", "-1", "--format=%s, by %an, %ar", now)
                raise Locked(
                    f"somebody has pushed to {self.branch} meanwhile ({who}): nothing was changed. "
                    "Publish again"
                ) from None


def _ours(manifest: Manifest) -> set[str]:
    """The paths of a release in a branch."""
    return {file["path"] for file in manifest["files"]}.union(_OURS)


def _blobs(release: Release, progress: Progress) -> dict[str, str]:
    """Gives the files of a release to git, and returns them by their paths, as `_files` does."""
    files, done = release.manifest["files"], 0
    total = sum(file["size"] for file in files)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_manifest(folder, release.manifest)
        copies = {_MANIFEST: folder / MANIFEST, ".nojekyll": folder / "empty"}
        copies[".nojekyll"].touch()
        for number, file in enumerate(files):
            copy = copies[file["path"]] = folder / str(number)
            release.copy(file["path"], copy)
            if digest(copy) != file["sha256"]:
                raise Failed(f"{file['path']!r} was changed while it was copied")
            done += file["size"]
            progress(done, total)
        named = "".join(f"{copy}\n" for copy in copies.values()).encode()
        hashes = _git("hash-object", "-w", "--no-filters", "--stdin-paths", given=named).split()
    return {path: f"100644 blob {hash}" for path, hash in zip(copies, hashes, strict=True)}


@cache  # a commit never changes
def _manifest_of(commit: str) -> Manifest:
    place = f"{_MANIFEST} of {commit[:7]}"
    if _MANIFEST not in _files(commit):
        raise Refused(f"{place} is missing")
    return parse_manifest(_blob(commit, _MANIFEST), place)


def _blob(commit: str, path: str) -> bytes:
    return _run("cat-file", "blob", f"{commit}:{path}")


@cache
def _files(commit: str) -> dict[str, str]:
    """The files of a commit by their paths: mode, type and hash of each, as git says them."""
    lines = _run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    pairs = [os.fsdecode(line).partition("\t") for line in lines if line]
    return {path: about for about, _, path in pairs}


def _tree(files: Mapping[str, str]) -> str:
    """The tree of these files, made in an index of its own."""
    lines = "".join(f"{about}\t{path}\0" for path, about in files.items())
    with TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        _run("update-index", "-z", "--index-info", given=os.fsencode(lines), more=index)
        return _run("write-tree", more=index).decode().strip()


def _git(*arguments: str, fine: tuple[int, ...] = (0,), given: bytes = b"") -> str:
    """What a git command prints, stripped."""
    return _run(*arguments, fine=fine, given=given).decode().strip()


def _run(
    *arguments: str,
    fine: tuple[int, ...] = (0,),
    given: bytes = b"",
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Runs git, given some bytes and with more in its environment; what it prints."""
    try:
        done = subprocess.run(
            ["git", *arguments], input=given, env={**os.environ, **more},
            capture_output=True, check=False, timeout=DEADLINE,
        )  # fmt: skip
    except FileNotFoundError:
        raise Refused("git is not here: install it") from None
    except subprocess.TimeoutExpired:
        raise Failed(f"`git {' '.join(arguments)}` did not end within {DEADLINE} s") from None
    if done.returncode not in fine:
        said = done.stderr.decode(errors="replace").strip()
        raise Failed(f"git {arguments[0]}: {said or f'code {done.returncode}'}")
    return done.stdout
