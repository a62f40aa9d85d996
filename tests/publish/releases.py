"""Small signed builds to publish, and a look at what came of it."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from guides_ext.publish.build import SIGNATURE, read_build
from guides_ext.publish.run import publish
from guides_ext.publish.server.files import differences, digest, read_manifest
from guides_ext.publish.target import FolderTarget
from tests.publish import faults

Pages = Mapping[str, str]
_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.hostile.imported"])


def sign(root: Path, **says: Any) -> None:
    """Sign a build, as the builder does."""
    paths = (path for path in root.rglob("*") if path.is_file() and path.name != SIGNATURE)
    files = {path.relative_to(root).as_posix(): digest(path) for path in paths}
    signature = {"status": "ok", "edition": "panel", "commit": "c0ffee0" * 5, "tools": {}}
    signature["files"] = files
    (root / SIGNATURE).write_text(json.dumps(signature | says), encoding="utf-8")


def make_build(root: Path, pages: Pages, **says: Any) -> Path:
    """Write a signed build of these pages; those that are there and not named are removed."""
    root.mkdir(parents=True, exist_ok=True)
    for path in [path for path in root.rglob("*") if path.is_file()]:
        if path.relative_to(root).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sign(root, **says)
    return root


def some_pages(word: str, number: int = 12) -> dict[str, str]:
    """Pages of which the first says a word, and the others are always the same."""
    pages = {f"roles/role-{n}.html": f"<p>Role {n}</p>\n" * 50 for n in range(number)}
    return {"index.html": f"<h1>{word}</h1>\n" * 100, **pages}


def live_pages(target: Path) -> dict[str, str]:
    """What is live, once every file of it has been checked against its manifest."""
    site = (target / "current").resolve()
    assert site.parent.parent == (target / "releases").resolve()
    files = {file["path"]: file for file in read_manifest(site.parent)["files"]}
    assert differences(site, files) == ""
    assert all(digest(site / path) == file["sha256"] for path, file in files.items())
    return {path: (site / path).read_text(encoding="utf-8") for path in files}


def publish_here(build: Path, target: Path) -> None:
    """Publish to a folder in this process, which is quick."""
    publish(FolderTarget(target), read_build(build), None, None, lambda done, total: None)


def run(*arguments: str | Path, cwd: Path = Path()) -> subprocess.CompletedProcess[str]:
    """Run the command `publish` in this process, which is quick."""
    command = ["publish", *map(str, arguments)]
    with chdir(cwd):
        return subprocess.CompletedProcess(command, *faults.heard(command))


def run_apart(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command `publish` in a process of its own."""
    command = [sys.executable, "-m", "guides_ext", "publish", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def run_with_fault(
    fault: str, step: int, target: str | Path, build: Path
) -> subprocess.CompletedProcess[str]:
    """Run it with a fault at one of its steps (see faults.py)."""
    here, there = _server.Pipe(duplex=False)
    words = (fault, step, str(target), str(build))
    process = _server.Process(target=faults.publish, args=(there, dict(os.environ), *words))
    process.start()
    there.close()
    try:
        code, said, complained = here.recv() if here.poll(60) else (-1, "", "it hangs")
    except EOFError:  # it was killed
        code, said, complained = None, "", ""
    process.join(1)
    process.kill()
    return subprocess.CompletedProcess(
        words, process.exitcode if code is None else code, said, complained
    )
