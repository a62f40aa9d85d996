"""The docs say all that the code can do, and what they show is built."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from guides_ext import parts
from guides_ext.config import MYST_EXTENSIONS, VALUES
from guides_ext.domain import GuideDomain
from guides_ext.model.base import Named, YamlModel, keys_of
from guides_ext.model.load import load_role, read_part
from guides_ext.model.role import YAML_MODELS, Role
from guides_ext.model.schema import role_schema
from guides_ext.model.stage import Competency, Stage
from guides_ext.parts import DIRECTIVES
from guides_ext.record.data import ItemRecord
from tests.projects import CONF, Built
from tests.stories import of_docs
from tests.test_floors import FLOOR_OF, FLOORS, PACKAGE

DOCS = Path(__file__).parent.parent / "docs"
REFERENCE = DOCS / "reference"
SNIPPETS = REFERENCE / "snippets"
SHOWN = {path.stem: path for path in sorted(DOCS.glob("*/snippets/*.md"))}
WRITTEN = [directive.written for directive in DIRECTIVES]


def test_our_own_docs_build_without_a_warning(docs: Built) -> None:
    assert docs.warnings == []
    assert not docs.failed


def test_the_reference_knows_every_directive_of_ours() -> None:
    files = (import_module(f"guides_ext.parts.{one.name}") for one in iter_modules(parts.__path__))
    ours = {one for file in files for one in vars(file).values() if "written" in dir(one)}
    assert ours == set(DIRECTIVES)


# Snippets ------------------------------------------------------------------------------------


class Snippets(NamedTuple):
    """The snippets of the docs in one markup: their doctrees by name, and what is warned of."""

    shapes: dict[str, str]
    warnings: list[str]


@pytest.fixture(scope="module")
def snippets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snippets]:
    """The snippets in Markdown and in reStructuredText, each a page of its name beside articles
    of the docs, which are read once."""
    project = of_docs(tmp_path_factory.mktemp("snippets"))
    project.write({"conf.py": CONF, "index.md": "# Home\n\n:::{toctree}\n:glob:\n*\n:::\n"})
    found = {}
    for suffix, title in (("md", "# Page\n\n"), ("rst", "Page\n====\n\n")):
        with project.lent():
            for name, path in SHOWN.items():
                text = path.with_suffix(f".{suffix}").read_text(encoding="utf-8")
                project.write({f"{name}.{suffix}": title + text})
            built = project.build("dummy")
            shapes = {name: shape(built, name) for name in SHOWN}
            found[suffix] = Snippets(shapes, built.warnings)
    return found


def shape(built: Built, name: str) -> str:
    """The doctree of a snippet without what each parser writes down in its own way."""
    text = built.app.env.get_doctree(name).pformat()
    text = re.sub(
        r' (bullet|slug|source)="[^"]*"| classes="tex2jax_ignore mathjax_ignore"', "", text
    )
    return re.sub(r"\n\s*\n", "\n", text)


@pytest.mark.parametrize("name", SHOWN)
def test_a_snippet_of_the_docs_gives_the_same_tree_in_both_markups(
    snippets: dict[str, Snippets], name: str
) -> None:
    assert snippets["md"].shapes[name] == snippets["rst"].shapes[name]


def test_no_snippet_of_the_docs_is_warned_of(snippets: dict[str, Snippets]) -> None:
    assert {markup: one.warnings for markup, one in snippets.items()} == {"md": [], "rst": []}


@pytest.fixture(scope="module")
def directives(docs: Built) -> BeautifulSoup:
    """The page about directives."""
    return docs.page("reference/directives")


def about(directives: BeautifulSoup, name: str) -> Tag:
    """The section about a directive; MyST before 5 marks it by a span inside."""
    found = directives.find(id=f"directive-{name}")
    assert isinstance(found, Tag)
    section = found if found.name == "section" else found.find_parent("section")
    assert isinstance(section, Tag)
    return section


@pytest.mark.parametrize("name", WRITTEN)
def test_every_directive_is_shown_in_both_markups(directives: BeautifulSoup, name: str) -> None:
    section = about(directives, name)
    shown = [one.text for one in section.select(".highlight")]
    assert any(one.startswith(f":::{{{name}}}") for one in shown)
    assert any(one.startswith(f".. {name}::") for one in shown)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_option_of_a_directive_is_told(directives: BeautifulSoup, name: str) -> None:
    directive: Any = next(one for one in DIRECTIVES if one.written == name)
    section = about(directives, name)
    assert {f":{option}:" for option in directive.option_spec} <= words_in_code(section)


# Keys, values, objects -----------------------------------------------------------------------


def words_in_code(tag: Any) -> set[str]:
    """The texts of everything that is set as code."""
    return {one.text for one in tag.select("code")}


def key_sections(page: BeautifulSoup) -> dict[str, dict[str, str]]:
    """Section of the reference → key → what is said of it."""
    found = {}
    for section in page.select("#all-keys > section"):
        terms = section.select(":scope > dl > dt")
        title = section.select_one("h3")
        assert title is not None
        found[title.text.rstrip("¶")] = {
            key.text: dt.find_next_sibling("dd").text  # type: ignore[union-attr]
            for dt in terms
            if (key := dt.select_one("code"))
        }
    return found


def subclasses(of: type[YamlModel]) -> Iterator[type[YamlModel]]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_part_of_a_role_is_in_the_reference() -> None:
    assert set(YAML_MODELS) == {one for one in subclasses(YamlModel) if one is not Named}


def test_every_key_of_a_role_file_is_in_the_reference_with_its_meaning(docs: Built) -> None:
    sections = key_sections(docs.page("reference/role-file"))
    for piece, keys in zip(YAML_MODELS, sections.values(), strict=True):
        assert list(keys) == keys_of(piece)
        for info, said in zip(piece.model_fields.values(), keys.values(), strict=True):
            assert plain(info.description or "?") in plain(said)


def plain(text: str) -> str:
    """Letters and digits alone, since Sphinx makes quotation marks of its own."""
    return re.sub(r"\W+", " ", text).strip()


def enums(schema: Any) -> Iterator[str]:
    """All words that some key is limited to."""
    if isinstance(schema, dict):
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
    for inner in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(inner, dict | list):
            yield from enums(inner)


def test_every_word_that_a_key_is_limited_to_is_in_the_reference(docs: Built) -> None:
    page = docs.page("reference/role-file").find(id="all-keys")
    assert set(enums(role_schema())) <= words_in_code(page)


def test_every_value_of_conf_py_is_in_the_reference_and_once_in_the_index(docs: Built) -> None:
    page = docs.page("reference/conf")
    for value in VALUES:
        assert page.find(id=f"confval-{value.name}")
    links = docs.page("genindex").select('a[href*="#confval-"]')
    assert [one.text for one in links] == sorted(
        f"{one.name} (configuration value)" for one in VALUES
    )
    assert set(MYST_EXTENSIONS) <= words_in_code(page)


def test_every_kind_of_warning_is_in_the_reference(docs: Built) -> None:
    assert {"guides.config", "guides.directive", "guides.ref", "guides.role"} <= words_in_code(
        docs.page("reference/conf")
    )


def test_every_text_role_is_in_the_reference(docs: Built) -> None:
    named = words_in_code(docs.page("reference/references"))
    assert {f"guide:{name}" for name in GuideDomain.roles} <= named


def test_every_room_of_the_house_is_on_the_page_about_it(docs: Built) -> None:
    named = words_in_code(docs.page("why/architecture"))
    for room in FLOOR_OF:
        if (PACKAGE / room).is_dir():
            assert f"{room}/" in named
        elif (PACKAGE / f"{room}.py").is_file():
            assert f"{room}.py" in named


def test_the_picture_of_the_floors_shows_every_room_on_its_floor() -> None:
    picture = (DOCS / "why" / "floors.svg").read_text(encoding="utf-8")
    places = {name: int(y) for y, name in re.findall(r'y="(\d+)"[^>]*>([^<]+)</text>', picture)}
    heights = [{places[room] for room in floor} for floor in FLOORS]
    assert all(len(height) == 1 for height in heights)
    ground, middle, top = (height.pop() for height in heights)
    assert top < middle < ground


# Examples ------------------------------------------------------------------------------------


def blocks(page: str, language: str) -> list[str]:
    """The blocks of code of a page in one language."""
    text = (REFERENCE / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_role_file_of_the_docs_and_its_library_have_no_fault() -> None:
    loaded = load_role(SNIPPETS, "baker.role.yaml")
    assert loaded.problems == []
    assert loaded.role is not None
    assert list(loaded.role.stages) == ["trial-bake", "team-talk"]


@pytest.mark.parametrize("text", blocks("role-file", "yaml"))
def test_each_part_of_a_role_file_in_the_docs_has_no_fault(text: str) -> None:
    keys = set(yaml.safe_load(text))
    piece = next(one for one in (Stage, Competency, Role) if keys <= {*keys_of(one)})
    problems = read_part(piece, text, "role-file.md", 1)[1]
    assert [one for one in problems if not one.message.startswith("missing")] == []


def test_the_item_in_the_docs_has_the_keys_of_an_item() -> None:
    (item,) = map(json.loads, blocks("data", "json"))
    assert list(item) == list(ItemRecord.__annotations__)


def test_both_schemas_come_along_with_the_docs(docs: Built) -> None:
    links = docs.page("reference/data").select("a.download")
    files = [docs.out / "reference" / str(link["href"]) for link in links]
    assert {file.name for file in files} == {"guides.schema.json", "role.schema.json"}
    for file in files:
        assert json.loads(file.read_text(encoding="utf-8"))["$schema"]
