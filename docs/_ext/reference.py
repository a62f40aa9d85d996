"""Reference pages made of the code, so that nothing can be missing from them.

These directives are for the pages of this folder alone, which are Markdown.
"""

from __future__ import annotations

import ast
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plain_types
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.util.docutils import ReferenceRole, SphinxDirective

import guides_ext
from guides_ext.config import MYST_EXTENSIONS, VALUES
from guides_ext.domain import GuideDomain
from guides_ext.domain.indices import INDICES
from guides_ext.model.ids import TIMEBOX_KINDS
from guides_ext.model.role import YAML_MODELS
from guides_ext.model.stage import Competency, Question, Timebox
from guides_ext.parts import DIRECTIVES
from guides_ext.parts.lists import ListDirective
from guides_ext.record.data import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plain_types import Key
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from guides_ext.model.base import YamlModel

PACKAGE = Path(guides_ext.__file__).parent


class Generated(SphinxDirective):
    """A directive that fills itself; what it is handed as text is Markdown."""

    def line(self, markdown: str) -> nodes.paragraph:
        """A paragraph."""
        found, messages = self.parse_inline(markdown)
        return nodes.paragraph("", "", *found, *messages)

    def definition(
        self, term: str, kinds: Iterable[str], *body: nodes.Node
    ) -> nodes.definition_list_item:
        """An item of a definition list: a term, what kind of thing it is, and what it means."""
        head = [
            nodes.term("", "", *self.parse_inline(term)[0]),
            *(nodes.classifier("", "", *self.parse_inline(kind)[0]) for kind in kinds),
        ]
        item = nodes.definition_list_item("", *head, nodes.definition("", *body))
        self.set_source_info(item)
        return item

    def table(self, heads: list[str], rows: Iterable[list[str]]) -> nodes.table:
        """A table with a row of heads."""
        group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
        group += nodes.thead("", self._row(heads))
        group += nodes.tbody("", *(self._row(row) for row in rows))
        return nodes.table("", group)

    def _row(self, cells: list[str]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", self.line(cell)) for cell in cells))


# Directives ----------------------------------------------------------------------------------


YAML: dict[str, type[YamlModel]] = {
    "agenda": Timebox,
    "question": Question,
    "competency": Competency,
}

OPTIONS = {
    "name": "A name to refer to, with `ref` in every page.",
    "class": "Classes of CSS, with spaces between them.",
    "phase": f"{', '.join(f'`{one}`' for one in PHASES)}; without it, `during`.",
    "at": "The kind of timebox that it belongs to in a stage: "
    f"{', '.join(f'`{one}`' for one in TIMEBOX_KINDS)}.",
}


class DirectiveList(Generated):
    """All directives of ours, each with what it is."""

    def run(self) -> list[nodes.Node]:
        """A table of them."""
        rows = [
            [
                f"{{ref}}`{one.written} <directive-{one.written}>`",
                plain_types.sentence_of(one.__doc__),
            ]
            for one in DIRECTIVES
        ]
        return [self.table(["Directive", "What it makes"], rows)]


class DirectiveFacts(Generated):
    """What one directive takes: its argument, its body, its options."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A definition list."""
        one: Any = next(one for one in DIRECTIVES if one.written == self.arguments[0])
        argument = "Required." if one.required_arguments else "Optional."
        if not one.required_arguments + one.optional_arguments:
            argument = "None."
        options = [
            nodes.list_item("", self.line(f"`:{name}:` {self._option(one, name)}"))
            for name in sorted(one.option_spec, key=lambda name: (name in ("name", "class"), name))
        ]
        facts = {
            "In short": self.line(plain_types.sentence_of(one.__doc__)),
            "Argument": self.line(argument),
            "Body": self.line(self._body(one)),
            "Options": nodes.bullet_list("", *options, bullet="-"),
        }
        rows = (self.definition(name, (), fact) for name, fact in facts.items())
        return [nodes.definition_list("", *rows)]

    def _option(self, directive: Any, name: str) -> str:
        if issubclass(directive, TocTree):
            return "As in Sphinx's `toctree`."
        return OPTIONS[name]

    def _body(self, directive: Any) -> str:
        if piece := YAML.get(directive.written):
            several = "A list in YAML, each item" if piece is Timebox else "YAML,"
            return f"{several} with the keys of {plain_types.words_of(piece)}."
        if issubclass(directive, TocTree):
            return "Names of documents, one a line, as in Sphinx's `toctree`."
        if issubclass(directive, ListDirective):
            return "One list and nothing else, in the markup of the page."
        return "Whatever the page can hold, in its markup." if directive.has_content else "None."


class Snippet(Generated):
    """A snippet in both markups, and what it becomes; the tests build the same files."""

    required_arguments = 1
    option_spec = {"source-only": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Tabs with the two sources, then the result."""
        name = self.arguments[0]
        tabs = "\n".join(
            f"::::{{tab-item}} {title}\n:sync: {suffix}\n\n"
            f":::{{literalinclude}} snippets/{name}.{suffix}\n:language: {lexer}\n:::\n::::"
            for title, suffix, lexer in (
                ("MyST", "md", "markdown"),
                ("reStructuredText", "rst", "rst"),
            )
        )
        source = f":::::{{tab-set}}\n:sync-group: markup\n\n{tabs}\n:::::\n"
        shown = f"\n:::{{include}} snippets/{name}.md\n:::\n"
        return self.parse_text_to_nodes(source + ("" if "source-only" in self.options else shown))


# The role file -------------------------------------------------------------------------------


READERS = {
    "candidate": "For everyone, the candidate too.",
    "company": "For the panel and the company.",
    "panel": "For the panel only.",
}


class RoleFileKeys(Generated):
    """All keys of a role file: a section for each part of a role."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        return [self._section(piece) for piece in YAML_MODELS]

    def _section(self, piece: type[YamlModel]) -> nodes.section:
        name, label = plain_types.name_of(piece), plain_types.label_of(piece)
        section = nodes.section("", nodes.title("", f"{name[:1].upper()}{name[1:]}"), names=[label])
        self.state.document.note_explicit_target(section)
        section += self.line(f"{plain_types.sentence_of(piece.__doc__)} {self._uses(piece)}")
        keys = [self._key(key, section["ids"][0]) for key in plain_types.keys_of(piece)]
        section += nodes.definition_list("", *keys)
        return section

    def _uses(self, piece: type[YamlModel]) -> str:
        uses = plain_types.uses_of(piece)
        places = [f"`{key}` of {plain_types.words_of(one)}" for one, key in uses]
        where = f"It is written under {' and '.join(places)}." if places else ""
        short = f"A text in its place stands for its `{piece.short}`." if piece.short else ""
        return f"{where} {short}"

    def _key(self, key: Key, prefix: str) -> nodes.definition_list_item:
        kinds = [key.type, *(["required"] if key.required else [])]
        about = [key.description]
        if key.values:
            about.append(f"The words: {', '.join(f'`{word}`' for word in key.values)}.")
        if key.default is not None:
            about.append(f"Without it: `{str(key.default).lower()}`.")
        if key.adds:
            about.append(f"`{key.name}+` adds to the base's.")
        about.append(f"*{READERS[key.circle]}*")
        item = self.definition(f"`{key.name}`", kinds, self.line(" ".join(about)))
        next(item.findall(nodes.term))["ids"].append(f"{prefix}-{nodes.make_id(key.name)}")
        return item


# conf.py, warnings, the domain, the rooms ----------------------------------------------------


REBUILDS = {
    "env": "When it changes, all documents are read again.",
    "html": "When it changes, all pages are written again.",
    "": "When it changes, nothing is built again.",
}


class ConfValues(Generated):
    """All values of conf.py."""

    def run(self) -> list[nodes.Node]:
        """Objects of Sphinx's own kind, to be referred to by ``confval``."""
        return [
            node
            for value in VALUES
            for node in self.parse_text_to_nodes(
                f":::{{confval}} {value.name}\n"
                f":type: {' or '.join(f'`{one.__name__}`' for one in value.kind.types)}\n"
                f":default: `{value.default!r}`\n\n"
                f"{value.meaning}\n\n{REBUILDS[value.rebuild]}\n:::\n"
            )
        ]


class MystExtensions(Generated):
    """The MyST extensions that are switched on."""

    def run(self) -> list[nodes.Node]:
        """A sentence's worth of names."""
        return [self.line(", ".join(f"`{name}`" for name in MYST_EXTENSIONS) + ".")]


KINDS_OF_WARNINGS = {
    "comment": "A line that MyST hides as a comment, on a page that uses nothing else of MyST.",
    "config": "A value in conf.py that cannot be used.",
    "depth": "Markdown that nests too deep. What is deeper is shown as it is written.",
    "directive": "A directive that is misused, or whose body has a fault.",
    "flavour": "Tags of another generator, which are shown as they are: once a file.",
    "front": "A fault in front matter. What is sound around it counts.",
    "html": "A tag of HTML without its partner, or HTML that is left out or not followed.",
    "jekyll": "Something in a page of Jekyll that is not understood. It is shown as it is.",
    "name": "A document whose name is taken, or cannot be that of a page. It is not read.",
    "outside": "A file from outside, a link of the web or a script, where a file of the project is "
    "expected. Nothing is read or followed.",
    "print": "What could not be printed as it was meant; a sheet that does not fit is an error.",
    "ref": "A role, stage, question or competency that does not exist, or not only once.",
    "role": "A fault in a role file, or in a library. Most are errors: the exit status is 1.",
    "size": "A page that is too large to be read: an error. Its title alone is shown.",
    "table": "Cells beyond the last column of a table, which Markdown drops.",
}


class Warnings(Generated):
    """The kinds of warnings, found in the code."""

    def run(self) -> list[nodes.Node]:
        """A table of them."""
        kinds = sorted(
            {
                kind
                for path in PACKAGE.rglob("*.py")
                for kind in re.findall(r'subtype(?:: str)? ?= ?"(\w+)"', path.read_text("utf-8"))
            }
        )
        rows = [[f"`guides.{kind}`", KINDS_OF_WARNINGS[kind]] for kind in kinds]
        return [self.table(["Warning", "What it is about"], rows)]


NAMES_OF_OBJECTS = {
    "role": "`roles/backend`, the role's document",
    "stage": "`roles/backend/pairing`, with the stage's id",
    "question": "`roles/backend/pairing/odd-cases`, with the stage's id and the question's",
    "competency": "`roles/backend/exploration`, with the competency's id",
}


class Objects(Generated):
    """The kinds of objects of the guide domain, their text roles and their indices."""

    def run(self) -> list[nodes.Node]:
        """A table of them."""
        indices = {index.kind: index.name for index in INDICES}
        rows = [
            [f"`guide:{text_role}`", NAMES_OF_OBJECTS[kind], f"{{ref}}`guide-{indices[kind]}`"]
            for kind, found in GuideDomain.object_types.items()
            for text_role in found.roles
        ]
        return [self.table(["Text role", "Full name", "Index"], rows)]


class Rooms(Generated):
    """Rooms of the house, by their names, each in its own words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A definition list."""
        return [nodes.definition_list("", *map(self._room, " ".join(self.content).split()))]

    def _room(self, name: str) -> nodes.definition_list_item:
        folder = PACKAGE / name
        path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        words = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        shown = f"`{name}/`" if folder.is_dir() else f"`{path.name}`"
        return self.definition(shown, (), self.line(plain_types.sentence_of(words)))


class SchemaRole(ReferenceRole):
    """A link to one of our JSON Schemas, which comes along as a download."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The link."""
        schema = str(files(guides_ext) / "schema" / self.target)
        here = Path(self.env.doc2path(self.env.docname)).parent
        target = os.path.relpath(schema, here).replace(os.sep, "/")
        name = nodes.literal("", self.title)
        return [addnodes.download_reference("", "", name, reftarget=target)], []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Registers what the reference pages are made of."""
    app.add_directive("directive-list", DirectiveList)
    app.add_directive("directive-facts", DirectiveFacts)
    app.add_directive("snippet", Snippet)
    app.add_directive("role-file-keys", RoleFileKeys)
    app.add_directive("conf-values", ConfValues)
    app.add_directive("myst-extensions", MystExtensions)
    app.add_directive("warning-kinds", Warnings)
    app.add_directive("guide-objects", Objects)
    app.add_directive("rooms", Rooms)
    app.add_role("schema", SchemaRole())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
