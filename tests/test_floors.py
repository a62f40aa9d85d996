"""The house has three floors: arrows go downwards only, and never in a circle (CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "guides_ext"
CONTRIBUTING = PACKAGE.parent / "CONTRIBUTING.md"

# From the ground up. A room is a module or a package right inside guides_ext.
FLOORS = (
    ("model", "record", "publish", "builder", "config", "design", "files", "words"),
    ("domain", "articles", "editions", "parts", "print"),
    ("handbook", "invite", "lint", "start", "nox_sessions", "__init__", "__main__"),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# These know nothing of Sphinx: whoever wants a role's data needs no documentation tool for it.
SPHINX_FREE = ("model", "record", "publish", "editions", "files")
SPHINX_AND_KIN = ("docutils", "furo", "myst_parser", "sphinx", "sphinx_design")

Graph = Mapping[str, frozenset[str]]


def module_name(path: Path, package: Path) -> str:
    """Return the dotted name of a module below the package: "model.role", "model" (its
    `__init__.py`), or "__init__" for the package's own."""
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and parts[:-1] else parts)


def imported_names(path: Path, package: Path) -> Iterator[str]:
    """Yield what a module imports, absolute and in full: "guides_ext.model.Role", "sphinx.errors".

    Imports inside functions and under TYPE_CHECKING are arrows too.
    """
    here = (package.name, *path.relative_to(package).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            source = ".".join((*base, *filter(None, [node.module])))
            yield from (f"{source}.{alias.name}" for alias in node.names)


def module_of(name: str, modules: frozenset[str], package: Path) -> str | None:
    """Return our module that an imported name leads to, or None where it is not ours."""
    first, *rest = name.split(".")
    if first != package.name:
        return None
    while rest and ".".join(rest) not in modules:
        rest.pop()
    return ".".join(rest) or "__init__"


def imports(package: Path) -> tuple[Graph, Graph]:
    """Return, for each module of the package, the modules of ours and the foreign names that it
    imports."""
    paths = {module_name(path, package): path for path in sorted(package.rglob("*.py"))}
    modules = frozenset(paths)
    ours, foreign = {}, {}
    for module, path in paths.items():
        found = {name: module_of(name, modules, package) for name in imported_names(path, package)}
        ours[module] = frozenset(target for target in found.values() if target)
        foreign[module] = frozenset(name for name, target in found.items() if not target)
    return ours, foreign


def room_of(module: str) -> str:
    return module.split(".")[0]


def between_rooms(ours: Graph) -> Graph:
    """Return which room imports which other rooms."""
    rooms: dict[str, set[str]] = {room_of(module): set() for module in ours}
    for module, targets in ours.items():
        rooms[room_of(module)] |= {room_of(target) for target in targets} - {room_of(module)}
    return {room: frozenset(targets) for room, targets in rooms.items()}


def upward_arrows(ours: Graph) -> list[str]:
    return [
        f"{module} → {target}"
        for module, targets in ours.items()
        for target in sorted(targets)
        if FLOOR_OF[room_of(module)] < FLOOR_OF[room_of(target)]
    ]


def circle(graph: Graph) -> str:
    """Return one import circle, "a → b → a", or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " → ".join(reversed(error.args[1]))
    return ""


def sphinx_in_free_rooms(ours: Graph, foreign: Graph) -> list[str]:
    """Return the arrows that lead from a Sphinx-free room to Sphinx, or to a room that is not."""
    return [
        f"{module} → {target}"
        for module in ours
        if room_of(module) in SPHINX_FREE
        for target in sorted(ours[module] | foreign[module])
        if (target in ours[module] and room_of(target) not in SPHINX_FREE)
        or (target in foreign[module] and target.split(".")[0] in SPHINX_AND_KIN)
    ]


@pytest.fixture(scope="module")
def house() -> tuple[Graph, Graph]:
    """What our own modules import of each other, and of others."""
    return imports(PACKAGE)


def test_every_room_has_its_floor(house: tuple[Graph, Graph]) -> None:
    ours, _ = house
    assert {room_of(module) for module in ours} <= set(FLOOR_OF), "place the new room in FLOORS"


def test_contributors_are_told_of_every_room(house: tuple[Graph, Graph]) -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    rooms = {room_of(module) for module in house[0]}
    assert [room for room in rooms if f"`{room}.py`" not in text and f"`{room}/`" not in text] == []


def test_arrows_between_floors_only_go_downwards(house: tuple[Graph, Graph]) -> None:
    ours, _ = house
    assert upward_arrows(ours) == []


def test_no_modules_import_each_other_in_a_circle(house: tuple[Graph, Graph]) -> None:
    ours, _ = house
    assert not circle(ours)


def test_no_rooms_import_each_other_in_a_circle(house: tuple[Graph, Graph]) -> None:
    ours, _ = house
    assert not circle(between_rooms(ours))


def test_the_model_and_publishing_know_nothing_of_sphinx(house: tuple[Graph, Graph]) -> None:
    assert sphinx_in_free_rooms(*house) == []


# The checks themselves are checked on planted faults.


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small house without a fault."""
    files = {
        "__init__.py": "from guides_ext.handbook import page",
        "builder.py": "import sphinx.builders",
        "config.py": "",
        "model/__init__.py": "from guides_ext.model.role import Role",
        "model/role.py": "from .text import Text",
        "model/text.py": "import yaml",
        "articles/compose.py": "from guides_ext import builder\nfrom guides_ext.model import Role",
        "handbook/__init__.py": "",
        "handbook/page.py": "from ..articles.compose import compose",
    }
    package = tmp_path / "guides_ext"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return package


def plant(package: Path, name: str, line: str) -> None:
    with (package / name).open("a") as file:
        file.write(line + "\n")


def test_a_house_without_a_fault_passes(package: Path) -> None:
    ours, foreign = imports(package)
    assert ours["articles.compose"] == {"builder", "model"}
    assert ours["handbook.page"] == {"articles.compose"}
    assert not upward_arrows(ours)
    assert not circle(ours)
    assert not circle(between_rooms(ours))
    assert not sphinx_in_free_rooms(ours, foreign)


@pytest.mark.parametrize(
    "line",
    [
        "from guides_ext.handbook import page",
        "import guides_ext.handbook.page",
        "from ..handbook.page import title",
        "def late() -> None:\n    from guides_ext.handbook.page import title",
        "if TYPE_CHECKING:\n    from guides_ext.handbook.page import Page",
    ],
)
def test_an_upward_arrow_is_seen_however_it_is_written(package: Path, line: str) -> None:
    plant(package, "articles/compose.py", line)
    arrows = upward_arrows(imports(package)[0])
    assert len(arrows) == 1
    assert arrows[0].startswith("articles.compose → handbook")


def test_an_arrow_to_the_wiring_is_an_upward_arrow(package: Path) -> None:
    plant(package, "builder.py", "from guides_ext import __version__")
    assert upward_arrows(imports(package)[0]) == ["builder → __init__"]


def test_a_circle_of_modules_is_seen(package: Path) -> None:
    plant(package, "model/text.py", "from guides_ext.model import Role")
    found = circle(imports(package)[0])
    assert set(found.split(" → ")) == {"model", "model.role", "model.text"}
    assert "model → model.role" in found


def test_a_circle_of_rooms_is_seen_though_no_module_is_in_one(package: Path) -> None:
    plant(package, "config.py", "from guides_ext.model import Role")
    plant(package, "builder.py", "import guides_ext.config")
    plant(package, "model/place.py", "import guides_ext.builder")
    ours, _ = imports(package)
    assert not circle(ours)
    assert set(circle(between_rooms(ours)).split(" → ")) == {"config", "model", "builder"}


@pytest.mark.parametrize(
    "line", ["import sphinx.errors", "from docutils import nodes", "from guides_ext import builder"]
)
def test_sphinx_in_the_model_is_seen_directly_and_by_way_of_another_room(
    package: Path, line: str
) -> None:
    plant(package, "model/text.py", line)
    assert len(sphinx_in_free_rooms(*imports(package))) == 1


def test_jekyll_is_read_without_sphinx_and_knows_of_ours_only_the_model_html_and_rows(
    house: tuple[Graph, Graph],
) -> None:
    ours, foreign = house
    beside = {"articles.html", "articles.rows"}
    inside = [one for one in ours if one.startswith("articles.jekyll") or one in beside]
    assert inside
    for module in inside:
        assert {name.split(".")[0] for name in foreign[module]}.isdisjoint(SPHINX_AND_KIN)
        assert {target for target in ours[module] if not target.startswith("articles.jekyll")} <= {
            *(target for target in ours if room_of(target) == "model"),
            *beside,
        }


@pytest.mark.parametrize(
    ("imported", "spared"),
    [
        pytest.param(
            "parts, guides_ext.handbook", "pydantic", id="a build without roles, for their classes"
        ),
        pytest.param("handbook", "liquid", id="a build without Liquid, for its library"),
        pytest.param("articles.jekyll", "sphinx", id="the pre-pass of Jekyll, for Sphinx"),
        pytest.param("__main__", "sphinx", id="a command that builds nothing, for Sphinx"),
    ],
)
def test_nobody_waits_for_what_is_not_needed(imported: str, spared: str) -> None:
    kin = {"sphinx": {"docutils", "sphinx"}}.get(spared, {spared})
    program = f"import guides_ext.{imported}, sys; print({kin} & set(sys.modules))"
    printed = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert printed == "set()\n"
