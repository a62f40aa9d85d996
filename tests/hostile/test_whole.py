"""A build is whole or it is not: what was damaged or cut short is made anew, by the next build."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sphinx.errors import SphinxError

from guides_ext.files import Digests
from guides_ext.handbook import signature, state
from guides_ext.print.builder import KEYS
from guides_ext.publish.build import read_build
from guides_ext.publish.run import plan
from guides_ext.publish.server.errors import Refused
from tests.conftest import ROOT
from tests.hostile import kills
from tests.projects import GARDEN, INDEXED, Built, Project
from tests.publish.releases import FolderTarget

SHEETS = {"guides_print": ["sheet"]}


def killed(folder: Path, rounds: int, seed: int, *kinds: str) -> list[str]:
    """Builds that are killed (see kills.py); what the next ones have made wrong."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.hostile.kills"]
    arguments = [folder, str(rounds), str(seed), *kinds]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_build_that_is_killed_leaves_nothing_wrong_to_the_next(tmp_path: Path) -> None:
    assert killed(tmp_path, 4, os.getpid()) == []


@pytest.mark.slow
def test_an_interrupt_while_pdfs_are_printed_leaves_nothing_wrong_to_the_next(
    tmp_path: Path,
) -> None:
    project, out = Project(tmp_path).write(dict(kills.ONE)), tmp_path / "out"
    command = [sys.executable, "-W", "ignore", "-m", "sphinx", "-q", "-D"]
    arguments = ["guides_print=sheet,handbook", project.source, out]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def begun() -> subprocess.Popen[bytes]:
        """A build, as a terminal starts it: in the background of a script nothing hears SIGINT."""
        heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        return subprocess.Popen(
            [*command, *arguments], env=environment, start_new_session=True, preexec_fn=heard
        )

    def printed() -> set[int]:
        return {path.stat().st_mtime_ns for path in out.rglob("*.pdf")}

    def interrupted() -> bool:
        """Whether a build is caught while it prints what has changed, and not when it has ended."""
        for file in ("articles/day.md", "roles/gardener.role.yaml", "roles/baker.role.yaml"):
            old = "Walk slowly." if file.endswith("md") else "A walk"
            project.replace(file, old, f"{old} And on.")
        before, build = printed(), begun()
        while printed() <= before:
            if build.poll() is not None:
                return False
            time.sleep(0.005)
        os.killpg(build.pid, signal.SIGINT)
        return build.wait(60) != 0

    assert begun().wait(120) == 0
    clean = kills.contents(out)
    assert len(printed()) == 4
    assert any(interrupted() for _once_more in range(3))
    project.write(dict(kills.ONE))
    assert begun().wait(120) == 0
    assert kills.contents(out) == clean


@pytest.mark.hostile
@pytest.mark.parametrize("seed", range(12))
def test_no_moment_of_reading_and_writing_is_a_bad_one(tmp_path: Path, seed: int) -> None:
    assert killed(tmp_path, 50, seed) == []


@pytest.mark.hostile
@pytest.mark.parametrize("seed", range(4))
def test_no_moment_of_printing_is_a_bad_one(tmp_path: Path, seed: int) -> None:
    assert killed(tmp_path, 25, seed, "sheet", "handbook", "series") == []


@pytest.mark.hostile
@pytest.mark.parametrize("seed", range(6))
def test_no_moment_of_a_publish_is_a_bad_one(tmp_path: Path, seed: int) -> None:
    assert killed(tmp_path, 50, seed, "publish") == []


@pytest.fixture(scope="module")
def garden_built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, bytes]]:
    """A project, and what a clean build of it is."""
    project = Project(tmp_path_factory.mktemp("whole")).write(GARDEN)
    return project, everything(project.build(**SHEETS))


def everything(built: Built) -> dict[str, bytes]:
    return {path: data for path, data in built.files.items() if not path.startswith(".doctrees")}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Changes a byte, and no time."""
    status, data = path.stat(), bytearray(path.read_bytes() or b"\0")
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


DAMAGES = {"a folder": make_folder, "empty": lambda path: path.write_bytes(b""), "cut": cut,
           "flipped": flip, "gone": Path.unlink}  # fmt: skip


def one_each(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each file with one of the damages, and each damage with some of the files."""
    return zip(sorted(files), itertools.cycle(DAMAGES), strict=False)


def one_of_each_kind(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The same with one file of each ending in each folder."""
    kinds = {(path.partition("/")[0], Path(path).suffix): path for path in files}
    return one_each(kinds.values())


def in_every_way(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each file with each of the damages; a lock has nothing in it that could be another."""
    pairs = itertools.product(sorted(files), DAMAGES)
    return (one for one in pairs if one[0] != state.LOCK or one[1] in ("a folder", "gone"))


def those_that_are_believed(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files from which a build knows what there is, in every way; each other in one."""
    believed = {"environment.pickle", state.FILE, signature.FILE, f"print/{KEYS}", "guides.json"}
    return itertools.chain(in_every_way({*files} & believed), one_each({*files} - believed))


EXTENT = pytest.mark.parametrize(
    "extent",
    [one_of_each_kind, pytest.param(those_that_are_believed, marks=pytest.mark.slow),
     pytest.param(in_every_way, marks=pytest.mark.hostile)],
)  # fmt: skip
Extent = Callable[[Iterable[str]], Iterator[tuple[str, str]]]


@EXTENT
def test_a_damaged_file_of_the_output_is_made_anew(
    garden_built: tuple[Project, dict[str, bytes]], extent: Extent
) -> None:
    project, clean = garden_built
    assert {signature.FILE, f"print/{KEYS}", "guides.json", "_static/guide.css"} < clean.keys()
    for file, damage in extent(clean):
        DAMAGES[damage](project.folder / "build" / "html" / file)
        built = project.build(**SHEETS)
        assert built.warnings == [], (file, damage)
        assert everything(built) == clean, (file, damage)


@EXTENT
def test_damaged_doctrees_are_read_anew(
    garden_built: tuple[Project, dict[str, bytes]], extent: Extent
) -> None:
    project, clean = garden_built
    trees = project.folder / "build" / "doctrees"
    files = {path.relative_to(trees).as_posix() for path in trees.rglob("*") if path.is_file()}
    assert {"environment.pickle", "articles/day.doctree", state.FILE} < files
    for file, damage in extent(files):
        DAMAGES[damage](trees / file)
        project.replace("index.md", "# Garden", "# Garden")  # read by Sphinx, so it needs the rest
        built = project.build(**SHEETS)
        assert built.warnings == [], (file, damage)
        assert everything(built) == clean, (file, damage)


SHAPES = (
    *(b"[]", b"5", b'{"files": 5, "shown": [], "made": {}}', b"[" * 100_000, b"\xff\0"),
    b'{"status": "ok", "builder": "html", "files": {"index.html": 5, "../x": ""}, "made": [5]}',
    b'["roles/gardener/walk.pdf", {"key": 5, "error": [], "place": 0, "file": {}}]\n',
)
"""What no build of this version has written into a file of its own."""


@pytest.mark.slow
def test_what_a_build_has_kept_may_be_of_any_shape(
    garden_built: tuple[Project, dict[str, bytes]],
) -> None:
    project, clean = garden_built
    build = project.folder / "build"
    for file in (signature.FILE, f"print/{KEYS}", "guides.json", f"../doctrees/{state.FILE}"):
        for shape in SHAPES:
            (build / "html" / file).write_bytes(shape)
            built = project.build(**SHEETS)
            assert built.warnings == [], (file, shape)
            assert everything(built) == clean, (file, shape)


def test_doctrees_of_another_version_are_read_anew(
    garden_built: tuple[Project, dict[str, bytes]],
) -> None:
    project, clean = garden_built
    trees = project.folder / "build" / "doctrees"
    signed = json.loads((trees / state.FILE).read_bytes())
    for file in ("environment.pickle", "articles/day.doctree"):
        (trees / file).write_bytes(b"cno.such.module\nThing\n.")  # a pickle of what is not there
        signed[file] = Digests(trees).of(file)
        (trees / state.FILE).write_text(json.dumps(signed))
        built = project.build(**SHEETS)
        assert built.warnings == [], file
        assert everything(built) == clean, file


@pytest.mark.parametrize("where", ["../../mine.pdf", "/mine.pdf", "roles/../../../mine.pdf"])
def test_keys_that_were_tampered_with_remove_nothing_outside(garden: Project, where: str) -> None:
    out = garden.build(**SHEETS).out
    mine = garden.folder / "mine.pdf"
    mine.write_text("years of work")
    path = str(mine) if where[0] == "/" else where
    with (out / "print" / KEYS).open("a") as file:
        file.write(f'["{path}", {{"key": "", "error": "", "place": "", "file": ""}}]\n')
    garden.build(**SHEETS)
    assert mine.read_text() == "years of work"


@pytest.mark.parametrize("damage", ["cut", "gone", "flipped"])
def test_what_is_not_what_was_signed_is_not_published(garden: Project, damage: str) -> None:
    out = garden.build().out
    DAMAGES[damage](out / "roles" / "gardener.html")
    with pytest.raises(Refused, match=r"roles/gardener\.html"):
        plan(FolderTarget(garden.folder / "site"), read_build(out), None)


UNDER_WAY = """
from pathlib import Path

def setup(app):
    article = Path(app.srcdir, "articles/day.md")
    app.connect("env-check-consistency", lambda *_: article.write_text("# Another day"))
"""


def test_a_source_that_changes_while_the_build_is_at_work_is_told_and_makes_no_build(
    garden: Project,
) -> None:
    conf, day = (garden.source / one for one in ("conf.py", "articles/day.md"))
    before, said, status = conf.read_text(), day.read_text(), day.stat()
    conf.write_text(before + UNDER_WAY)
    built = garden.build()
    (told,) = (one for one in built.warnings if "while the build was at work" in one)
    assert told.startswith("articles/day.md: ERROR: has changed")
    with pytest.raises(Refused, match="building"):
        read_build(built.out)
    conf.write_text(before)
    day.write_text(said)
    os.utime(day, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert everything(garden.build()) == everything(garden.build(out="clean"))


def test_a_file_that_somebody_else_has_put_there_is_left_alone(garden: Project) -> None:
    out = garden.build().out
    (out / "mine.html").write_text("by hand")
    garden.build()
    (out / "mine.html").write_text("by hand, again")
    cut(out / "index.html")
    garden.build()
    assert (out / "mine.html").read_text() == "by hand, again"


def test_a_second_build_in_the_same_folder_waits_for_the_first(garden: Project) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "sphinx", "-q", "-D", "guides_print="]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen([*command, garden.source, garden.folder / "out"], env=environment)
        for _ in range(2)
    ]
    assert [one.wait(120) for one in both] == [0, 0]
    clean = everything(garden.build(**INDEXED))
    here = garden.folder / "out"
    made = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    assert {path for path in made if ".doctrees" not in path and "buildinfo" not in path} == set(
        clean
    )


FULL = """\
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv[1:2] = []
runpy.run_module("sphinx", run_name="__main__")
"""
"""A build whose files may not grow beyond some bytes, as on a disk that is full."""


def test_a_build_on_a_full_disk_fails_and_the_next_makes_all_of_it(garden: Project) -> None:
    words = "Words and words. " * 50_000
    garden.write({"long.md": f"---\norphan: true\n---\n# Long\n\n```text\n{words}\n```"})
    out = garden.folder / "build" / "html"
    options = ["-q", "-D", "guides_print=", "-d", garden.folder / "build" / "doctrees"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FULL, "700000", *options, garden.source, out],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "This is no build, and the next one begins anew" in done.stderr
    with pytest.raises(Refused):
        read_build(out)
    built = garden.build()
    assert built.warnings == []
    assert read_build(out).found["long.html"].st_size > 700_000


@pytest.mark.hostile
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")
def test_a_disk_that_is_full_when_pdfs_are_written_is_told(garden: Project) -> None:
    folder = garden.folder / "build" / "html" / "print"
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=20k", "none", folder]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount")
    try:
        built = garden.build(**SHEETS)
        assert built.failed
        (said,) = built.warnings
        assert said.startswith(
            "roles/gardener.role.yaml:11:3: ERROR: roles/gardener/walk.pdf cannot"
        )
        with pytest.raises(Refused, match="failed"):
            read_build(folder.parent)
    finally:
        subprocess.run(["umount", folder], check=True)
    assert everything(garden.build(**SHEETS)) == everything(garden.build(out="clean", **SHEETS))


def test_an_output_that_cannot_be_written_is_told_in_a_sentence(garden: Project) -> None:
    (garden.folder / "build").mkdir()
    (garden.folder / "build" / "html").write_text("a file")
    with pytest.raises((SphinxError, FileExistsError), match=r"cannot be written|exists"):
        garden.build()
