"""What we lean on in others' houses: each test says which of our promises breaks when it moves.

Where a library documents a name for others to use, it is not here. The upper bounds in
pyproject.toml end where these tests were last run.
"""

from __future__ import annotations

import ast
import inspect
import logging
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from packaging.requirements import Requirement
from sphinx.events import EventManager
from sphinx.search.en import SearchEnglish
from sphinx.util.logging import NAMESPACE

from guides_ext import design
from guides_ext.handbook.parser import NotePage
from guides_ext.model.load import load_role
from tests.projects import GARDEN, ROLE, Built, Project

ROOT = Path(__file__).parent.parent

JOINTS: dict[str, dict[str, tuple[str, ...]]] = {
    "PDFs that come with the pages are resolved for print, not for HTML": {
        "sphinx.application:Sphinx.create_builder": ("name",),
        "sphinx.util.tags:Tags": ("tags",),
    },
    "`lint --explain` knows the rules that conf.py names": {
        "sphinx.config:Config.read": ("confdir", "overrides", "tags"),
        "sphinx.config:Config.add": ("name", "default", "rebuild", "types"),
    },
    "what shows what it did is left alone: pages of indices, search, inventory": {
        "sphinx.builders.html:StandaloneHTMLBuilder.domain_indices": (),
        "sphinx.builders.html:StandaloneHTMLBuilder.write_domain_indices": (),
        "sphinx.builders.html:StandaloneHTMLBuilder.gen_indices": (),
        "sphinx.builders.html:StandaloneHTMLBuilder.gen_additional_pages": (),
        "sphinx.builders.html:StandaloneHTMLBuilder.dump_search_index": (),
        "sphinx.builders.html:StandaloneHTMLBuilder.dump_inventory": (),
    },
    "a language that has no words of ours is told": {
        "sphinx.locale:get_translator": ("catalog", "namespace"),
    },
    "what a page must not read is told at its line": {
        "docutils.utils:get_source_line": ("node",),
    },
    "a page that nests too deep costs itself alone": {
        "sphinx.builders:Builder.read_doc": ("docname",),
    },
    "what `init --from` says is plain text, whatever the log is": {
        "sphinx.util.console:strip_colors": (),
    },
    "what `sheets` says has colours on a terminal alone": {
        "sphinx.util.console:color_terminal": (),
        "sphinx.util.console:nocolor": (),
    },
    "a link of Markdown leads to a document behind a link of the file system": {
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer._process_wrap_node": (
            "wrap_node",
            "token",
            "explicit",
            "classes",
            "path_dest",
        ),
    },
    "a link to a heading of an open page holds in an edition": {
        "mdit_py_plugins.anchors.index:slugify": ("title",),
        "mdit_py_plugins.anchors.index:unique_slug": ("slug", "slugs"),
    },
    "pages of GitHub and Jekyll, and the texts of roles, are read as MyST reads its own": {
        "myst_parser.config.main:merge_file_level": ("config", "topmatter", "warning"),
        "myst_parser.parsers.mdit:create_md_parser": ("config", "renderer"),
        "myst_parser.parsers.sphinx_:MystParser.parse": ("inputstring", "document"),
        "myst_parser.parsers.sphinx_:MystParser.supported": (),
        "myst_parser.sphinx_ext.main:setup_sphinx": ("app", "load_parser"),
    },
    "a text within a directive, a heading or a role file is rendered where it stands": {
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.add_line_and_source_path": (
            "node",
            "token",
        ),
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.current_node_context": (
            "node",
            "append",
        ),
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.nested_render_text": (
            "text",
            "lineno",
            "inline",
        ),
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer._render_tokens": ("tokens",),
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.sphinx_env": (),
        "myst_parser.mdit_to_docutils.base:token_line": ("token", "default"),
        "myst_parser.mocking:MockState.nested_parse": ("block", "input_offset", "node"),
    },
    "links, pictures, lists, tables, boxes and comments of articles are followed and shown": {
        f"myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.{name}": ("token",)
        for name in (
            "render_colon_fence",
            "render_image",
            "render_link",
            "render_myst_block_break",
            "render_myst_line_comment",
            "render_ordered_list",
            "render_table_row",
        )
    },
    "what HTML in Markdown holds is on the page, and its names are anchors": {
        f"myst_parser.mdit_to_docutils.base:DocutilsRenderer.{name}": parameters
        for name, parameters in {
            "_render_finalise": (),
            "render_children": ("token",),
            "render_dl": ("token",),
            "render_heading": ("token",),
            "render_s": ("token",),
        }.items()
    }
    | {"myst_parser.mdit_to_docutils.base:DocutilsRenderer": ("parser",)},
    "kramdown is read by rules of its own": {
        "markdown_it.rules_block:StateBlock": ("src", "md", "env", "tokens"),
        "markdown_it.rules_block:StateBlock.is_code_block": ("line",),
        "markdown_it.rules_core:StateCore": ("src", "md", "env", "tokens"),
        "markdown_it.rules_inline:StateInline": ("src", "md", "env", "outTokens"),
        "markdown_it.ruler:Ruler.getRules": ("chainName",),
    },
    "warnings of MyST name the true place, with their own type and subtype": {
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.create_warning": (
            "message",
            "subtype",
            "wtype",
            "line",
            "append_to",
        ),
        "myst_parser.warnings_:MystWarnings": (),
        "myst_parser.warnings_:create_warning": ("document", "message", "subtype", "line"),
    },
    "the linter finds every dead reference, and says it in place of Sphinx": {
        "myst_parser.sphinx_ext.myst_refs:MystReferenceResolver": (),
        "sphinx.transforms.post_transforms:ReferencesResolver": (),
        "sphinx.transforms:SphinxTransformer.set_environment": ("env",),
        "sphinx.util.docutils:LoggingReporter": ("source",),
        "sphinx.util.logging:MemoryHandler.clear": (),
        "sphinx.util.logging:is_suppressed_warning": (
            "warning_type",
            "sub_type",
            "suppress_warnings",
        ),
        "sphinx.util.logging:pending_warnings": (),
        "sphinx.util.matching:get_matching_files": ("dirname", "include_patterns"),
    },
    "a warning is said once, and all that is warned of in print is in the log": {
        "sphinx.util.logging:NAMESPACE": (),
        "sphinx.util.logging:OnceFilter": (),
        "sphinx.util.logging:SafeEncodingWriter": ("stream",),
        "sphinx.util.logging:WarningStreamHandler.format": ("record",),
        "sphinx.util.logging:get_node_location": ("node",),
        "sphinx.application:Sphinx.setup_extension": ("extname",),
    },
    "PDFs show how far they are, name boxes as pages do, and link to the site": {
        "sphinx.locale:admonitionlabels": (),
        "sphinx.util.display:status_iterator": ("iterable", "summary", "color", "length"),
        "sphinx.util.osutil:relative_uri": ("base", "to"),
    },
    "the sheets of a day are read as builds read them, and nothing stays registered": {
        "sphinx.util.docutils:docutils_namespace": (),
        "sphinx.util.docutils:patch_docutils": ("confdir",),
    },
    "a role's page has a navigation of its own, in the theme that the user has": {
        "sphinx.jinja2glue:SphinxFileSystemLoader": ("searchpath",),
    },
    "a list of the series is a table of contents": {
        "sphinx.directives.other:TocTree.parse_content": (),
    },
    "nothing from outside is read: each directive that inserts a file asks first": {
        "docutils.parsers.rst.directives.misc:Include.run": (),
        "docutils.parsers.rst.directives.misc:Raw.run": (),
        "myst_parser.mdit_to_docutils.sphinx_:SphinxRenderer.run_directive": (
            "name",
            "first_line",
            "content",
            "position",
        ),
        "sphinx.directives.code:LiteralInclude.run": (),
        "sphinx.directives.other:Include.run": (),
        "sphinx.directives.patches:CSVTable.run": (),
    },
    "no page runs Python in its substitutions": {
        "myst_parser.mdit_to_docutils.base:DocutilsRenderer.render_substitution": (
            "token",
            "inline",
        ),
    },
    "what was read is believed only where it is whole": {
        "sphinx.application:ENV_PICKLE_FILENAME": (),
    },
    "the search index of an increment is that of a clean build": {
        "sphinx.util.index_entries:split_index_msg": ("entry_type", "value"),
    },
    "a title that begins with a sign stands under a word of Sphinx's own": {
        "sphinx.locale:_": ("message",),
    },
    "a build whose pages could not all be written is none": {
        "sphinx.locale:__": ("message",),
    },
    "files of a blog that are no pages are left out": {
        "sphinx.util.matching:Matcher": ("exclude_patterns",),
    },
    "{% … %} stays text, and what a row of a table holds beyond its columns is told of": {
        "markdown_it.rules_block.html_block:html_block": (
            "state",
            "startLine",
            "endLine",
            "silent",
        ),
        "mdit_py_plugins.myst_blocks.index:line_comment": (
            "state",
            "startLine",
            "endLine",
            "silent",
        ),
        "markdown_it.rules_inline.emphasis:tokenize": ("state", "silent"),
        "markdown_it.rules_block.paragraph:paragraph": ("state", "startLine", "endLine", "silent"),
        "markdown_it.rules_block.table:escapedSplit": ("string",),
    },
    "Liquid is read with the place of every tag, and nothing of a page is lost": {
        "liquid.ast:BlockNode": ("token", "nodes"),
        "liquid.ast:Node.render": ("context", "buffer"),
        "liquid.ast:Node.render_to_output": ("context", "buffer"),
        "liquid.builtin.expressions:FilteredExpression.parse": ("env", "tokens"),
        "liquid.builtin.expressions:tokenize": ("source", "parent_token"),
        "liquid.builtin.expressions:primitive": (),
        "liquid.builtin.expressions.primitive:RangeLiteral._make_range": ("start", "stop"),
        "liquid.builtin.filters.misc:date": ("dat", "fmt", "environment"),
        "liquid.builtin.output:Output.parse": ("stream",),
        "liquid.builtin.output:OutputNode.expression": (),
        "liquid.context:RenderContext.filter": ("name", "token"),
        "liquid.context:RenderContext.get_buffer": ("buf",),
        "liquid.exceptions:LiquidInterrupt": (),
        "liquid.exceptions:LoopIterationLimitError": (),
        "liquid.exceptions:StopRender": (),
        "liquid.parser:Parser.parse": ("stream",),
        "liquid.parser:Parser.parse_block": ("stream", "end"),
        "liquid.parser:get_parser": ("env",),
        "liquid.stream:TokenStream": ("tokens",),
        "liquid.stream:TokenStream.current": (),
        "liquid.stream:TokenStream.expect": ("typ", "value"),
        "liquid.stream:TokenStream.peek": (),
        "liquid.stringify:to_liquid_string": ("val", "autoescape"),
        "liquid.tag:Tag.get_node": ("stream",),
        "liquid.tag:Tag.parse": ("stream",),
        "liquid.token:TOKEN_CONTENT": (),
        "liquid.token:TOKEN_EOF": (),
        "liquid.token:TOKEN_EXPRESSION": (),
        "liquid.token:TOKEN_ILLEGAL": (),
        "liquid.token:TOKEN_OUTPUT": (),
        "liquid.token:TOKEN_TAG": (),
        "liquid.token:Token": ("kind", "value", "start_index", "source"),
        "liquid:BoundTemplate": ("env", "nodes"),
        "liquid:Environment.block_nesting_limit": (),
        "liquid:Environment.context_depth_limit": (),
        "liquid:Environment.loop_iteration_limit": (),
        "liquid:Environment.suppress_blank_control_flow_blocks": (),
    },
    "an editor checks a role file by the schema that our own reader follows": {
        "pydantic.json_schema:GenerateJsonSchema.default_schema": ("schema",),
        "pydantic.json_schema:GenerateJsonSchema.dict_schema": ("schema",),
        "pydantic.json_schema:GenerateJsonSchema.field_title_should_be_set": ("schema",),
        "pydantic.json_schema:GenerateJsonSchema.generate_inner": ("schema",),
        "pydantic.json_schema:GenerateJsonSchema.model_schema": ("schema",),
        "pydantic.json_schema:GenerateJsonSchema.nullable_schema": ("schema",),
    },
    "every fault in a role file has its place": {
        "pydantic_core:PydanticCustomError": (),
        "pydantic_core:core_schema": (),
    },
}
"""Promise → the names that it hangs on, each with the parameters that we give it."""

LIVING = {
    "config._raw_config": "a setting of the user wins over our default, though it be Sphinx's own",
    "config.overrides": "a setting on the command line wins over our default",
    "_fail_on_warnings": "a build with warnings is not signed as fit where they are errors",
    "_warncount": "a build with warnings is not signed as fit where they are errors",
    "env.project.docnames": "a file that cannot be read stops no other",
    "env.myst_config": "role files are read with the MyST of conf.py",
    "env._pickled_doctree_cache": "a build holds the tree of one page, not those of all",
    "env._write_doc_doctree_cache": "a build holds the tree of one page, not those of all",
    "env.images": "pictures of documents that are no more leave the output",
    "env.dlfiles": "downloads of documents that are no more leave the output",
    "env.dependencies": "a page is written again when a file that it includes has changed",
    "registry.get_source_parsers": "another extension may read Markdown too",
    "builder.templates.loaders": "a role's page has a navigation of its own",
    "builder.templates.pathchain": "a role's page has a navigation of its own",
    "builder.templates.render": "a role's page has a navigation of its own with Read the Docs",
    "builder.get_outfilename": "pages are written again by what they show",
    "builder.indexer._index_entries": "the search index of an increment is complete",
    "builder.indexer._mapping": "the search index of an increment is complete",
    "builder.indexer._objnames": "the search index of an increment is complete",
    "builder.indexer._objtypes": "the search index of an increment is complete",
    "builder.indexer._title_mapping": "the search index of an increment is complete",
    "builder.indexer._titles": "the search index of an increment is complete",
    "builder.searchindex_filename": "a search index that nobody can believe is made anew",
    "builder.imagedir": "pictures of documents that are no more leave the output",
    "config.epub_exclude_files": "no file of ours gets into an epub",
    "env.domains.standard_domain.labels": "a reference to a named part shows its title",
}
"""What only a running build has, from the application on → the promise that hangs on it."""

DOCUMENTED = {
    "docutils:nodes",
    "docutils.parsers.rst:Directive",
    "docutils.parsers.rst:directives",
    "docutils.statemachine:StringList",
    "docutils.transforms:Transform",
    "fontTools.ttLib:TTFont",
    "latex2mathml.converter:convert",
    "liquid.context:RenderContext",
    "liquid.exceptions:FilterArgumentError",
    "liquid.exceptions:LiquidError",
    "liquid.exceptions:LiquidSyntaxError",
    "liquid.filter:with_context",
    "liquid.filter:with_environment",
    "liquid.undefined:is_undefined",
    "liquid:RenderContext",
    "markdown_it.token:Token",
    "markdown_it.tree:SyntaxTreeNode",
    "markdown_it:MarkdownIt",
    "mdit_py_plugins.admon:admon_plugin",
    "mdit_py_plugins.colon_fence:colon_fence_plugin",
    "mdit_py_plugins.deflist:deflist_plugin",
    "mdit_py_plugins.footnote:footnote_plugin",
    "mdit_py_plugins.myst_blocks:myst_block_plugin",
    "myst_parser.config.main:MdParserConfig",
    "pydantic.json_schema:JsonSchemaValue",
    "pydantic_core:CoreSchema",
    "sphinx:addnodes",
    "sphinx.addnodes:download_reference",
    "sphinx.addnodes:pending_xref",
    "sphinx.builders.html:StandaloneHTMLBuilder",
    "sphinx.builders:Builder",
    "sphinx.builders.dummy:DummyBuilder",
    "sphinx.cmd.build:build_main",
    "sphinx.environment:BuildEnvironment",
    "sphinx.domains:Domain",
    "sphinx.domains:Index",
    "sphinx.domains:IndexEntry",
    "sphinx.domains:ObjType",
    "sphinx.errors:ConfigError",
    "sphinx.errors:NoUri",
    "sphinx.errors:SphinxError",
    "sphinx.locale:get_translation",
    "sphinx.locale:get_translator",
    "sphinx.locale:init",
    "sphinx.roles:XRefRole",
    "sphinx.transforms.post_transforms:SphinxPostTransform",
    "sphinx.transforms:SphinxTransform",
    "sphinx.util.docutils:SphinxDirective",
    "sphinx.util.docutils:SphinxTranslator",
    "sphinx.util.nodes:make_refnode",
    "sphinx.util:logging",
    "sphinx.writers.html5:HTML5Translator",
}
"""Imports of names that their libraries describe for others; all of ``pydantic`` itself too."""

LIBRARIES = {
    "docutils": "sphinx",  # which bounds it
    "fontTools": "fonttools",
    "latex2mathml": "latex2mathml",
    "liquid": "python-liquid",
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
    "myst_parser": "myst-parser",
    "pydantic": "pydantic",
    "pydantic_core": "pydantic",
    "sphinx": "sphinx",
}
"""The packages that we import names of → what installs them."""


# Names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "takes", "promise"),
    [
        pytest.param(name, takes, promise, id=name)
        for promise, names in JOINTS.items()
        for name, takes in names.items()
    ],
)
def test_a_name_that_a_promise_hangs_on_is_there(
    name: str, takes: tuple[str, ...], promise: str
) -> None:
    try:
        found = pkgutil.resolve_name(name)
    except (AttributeError, ImportError) as error:
        pytest.fail(f"{promise}: {error}")
    if takes:
        known = list(inspect.signature(found).parameters)
        missing = [one for one in takes if one not in known]
        assert not missing, f"{promise}: {name} takes {known} now"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Project(tmp_path_factory.mktemp("garden")).write(GARDEN).build()


@pytest.mark.parametrize(("path", "promise"), LIVING.items())
def test_what_a_promise_hangs_on_is_there_in_a_running_build(
    running: Built, path: str, promise: str
) -> None:
    try:
        reduce(getattr, path.split("."), running.app)
    except AttributeError as error:
        pytest.fail(f"{promise}: {error}")


def trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "guides_ext").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Each ``module:name`` of those libraries that runs; what only a type checker sees does not."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and not node.level:
            module = str(node.module)
            if module.split(".")[0] in LIBRARIES:
                yield from (f"{module}:{alias.name}" for alias in node.names)
        yield from imports(node)


def test_every_name_that_we_import_is_documented_or_has_its_test() -> None:
    joints = (name.split(":") for names in JOINTS.values() for name in names)
    known = {f"{module}:{name.partition('.')[0]}" for module, name in joints}
    used = {name for tree in trees() for name in imports(tree)}
    unknown = sorted(name for name in used - known - DOCUMENTED if not name.startswith("pydantic:"))
    assert unknown == [], "write down in JOINTS which promise hangs on it"
    assert sorted(DOCUMENTED - used) == []


def test_every_private_name_of_others_has_its_test() -> None:
    own, used = {"_SubParsersAction"}, set()  # argparse has no other name for it
    for tree in trees():
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name) if re.match("_[^_]", name):
                    (own if isinstance(node.ctx, ast.Store) else used).add(name)
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    own.add(name)
                case ast.Name(id=name, ctx=ast.Store()):
                    own.add(name)
    named = {*LIVING, *(name for names in JOINTS.values() for name in names)}
    known = {name.replace(":", ".").rpartition(".")[2] for name in named}
    assert sorted(used - own - known) == [], "write down in JOINTS which promise hangs on it"


def test_every_library_whose_inside_we_use_has_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(one) for one in project["dependencies"]]
    bounded = {one.name for one in wanted if any(it.operator == "<" for it in one.specifier)}
    modules = {name.split(":")[0].split(".")[0] for names in JOINTS.values() for name in names}
    assert {LIBRARIES[module] for module in modules} <= bounded


# Marks and orders --------------------------------------------------------------------------------

MARKED = """\
# Marks

::::{grid} 2
:::{grid-item-card} A card
Its text.
:::
::::

:::{dropdown} A dropdown
Its text.
:::

::::{tab-set}
:::{tab-item} A tab
Its text.
:::
::::

## Here

[](#here) [](day.md#the-day)
"""

MARKS = {
    ("design_component", "card"): "cards are printed as boxes",
    ("design_component", "card-title"): "cards are printed with their titles",
    ("design_component", "grid-row"): "grids are printed as boxes beside each other",
    ("design_component", "tab-item"): "tabs are printed one under another",
    ("design_component", "dropdown"): "dropdowns are printed open",
    ("id_link", True): "[](#name) shows what a node of ours is called",
    ("reftargetid", "the-day"): "the linter says where a dead reference is written",
}
"""What others write into a doctree, key and value → the promise that hangs on it."""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A page with all marks; its references are not resolved."""
    files = {**GARDEN, "articles/marks.md": MARKED}
    return Project(tmp_path_factory.mktemp("marks")).write(files).build("dummy")


@pytest.mark.parametrize(("mark", "promise"), MARKS.items())
def test_others_mark_their_nodes_as_we_know_them(
    marked: Built, mark: tuple[str, object], promise: str
) -> None:
    key, value = mark
    tree = marked.app.env.get_doctree("articles/marks")
    found = [node.get(key) for node in tree.findall(nodes.Element)]
    assert value in found, promise


def test_the_transforms_that_look_for_components_are_those_of_sphinx_design(marked: Built) -> None:
    """They are skipped on pages without one: a page of many roles is then built as quickly."""
    modules = {one.__name__: one.__module__ for one in marked.app.registry.get_post_transforms()}
    assert {modules[name] for name in design.TRANSFORMS} == {"guides_ext.design"}


def test_pages_with_tabs_dropdowns_and_asides_are_as_sphinx_design_makes_them(
    tmp_path: Path,
) -> None:
    page = (
        "# A\n\n::::{tab-set}\n:::{tab-item} One\nTab.\n:::\n::::\n\n:::{dropdown} Two\nIn.\n:::\n"
    )
    built = Project(tmp_path).write({**GARDEN, "articles/tabs.md": page}).build(guides_print=[])
    html = built.read("articles/tabs.html")
    assert "<label" in html
    assert "sd-tab-label" in html
    assert '<details class="sd-' in html


def test_a_section_can_be_drawn_in_by_the_slug_of_its_heading(marked: Built) -> None:
    slugs = marked.app.env.metadata["articles/marks"]["myst_slugs"]
    assert slugs["here"][1] == "here"


ORDERS = (
    ("NameLinks", "ResolveAnchorIds", "[](#name) shows what a node of ours is called"),
    (
        "FillStageParts",
        "MystReferenceResolver",
        "links of what is drawn in are resolved on the page",
    ),
    ("FillStageParts", "ReferencesResolver", "links of what is drawn in are resolved on the page"),
    ("FillStageParts", "Lower", "what is drawn in is lowered for builders that do not know it"),
    ("FillListings", "ReferencesResolver", "links in lists of roles and stages are resolved"),
    ("MarkSeries", "ReferencesResolver", "links to the parts of the series are resolved"),
    ("Locale", "NotePage", "the record of a role is in the reader's language"),
    ("ResolveAnchorIds", "NotePage", "[](#name) says on paper what it leads to"),
)
"""Transforms, the first before the second, and the promise that hangs on it."""


@pytest.mark.parametrize(("first", "second", "promise"), ORDERS)
def test_transforms_come_in_the_order_that_we_need(
    marked: Built, first: str, second: str, promise: str
) -> None:
    registry = marked.app.registry
    known = [
        *registry.get_transforms(),
        *registry.get_post_transforms(),
        *MystParser().get_transforms(),
        NotePage,
    ]
    order = {one.__name__: one.default_priority for one in known}
    assert order[first] < order[second], promise


# Events ------------------------------------------------------------------------------------------


def test_what_an_event_of_ours_carries_has_a_short_repr(
    garden: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Sphinx takes the repr of all that is emitted, whether anybody listens or not.
    sizes: dict[str, int] = {}
    emit = EventManager.emit

    def measured(self: EventManager, name: str, *args: Any, **more: Any) -> list[Any]:
        if name.startswith("guides-"):
            sizes[name] = max(len(repr(args)), sizes.get(name, 0))
        return emit(self, name, *args, **more)

    monkeypatch.setattr(EventManager, "emit", measured)
    garden.build("dummy")
    assert sizes["guides-role-read"] < 200
    assert max(sizes.values()) < 200


def test_the_repr_of_a_role_that_was_read_does_not_grow_with_it(tmp_path: Path) -> None:
    questions = "\n".join(
        f"      - {{id: q{number}, ask: What is {number}?, competency: care}}"
        for number in range(500)
    )
    role = ROLE.replace("      - {id: dry, ask: What is dry?, competency: care}", questions)
    (tmp_path / "small.role.yaml").write_text(GARDEN["roles/gardener.role.yaml"])
    (tmp_path / "large.role.yaml").write_text(role)
    small, large = (load_role(tmp_path, f"{name}.role.yaml") for name in ("small", "large"))
    assert large.role
    assert len(large.role.stages["walk"].questions) == 500
    assert len(repr(large)) == len(repr(small)) < 100


# The log ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["dummy", "guides-lint"])
def test_a_build_leaves_nobody_behind_who_listens_to_the_log(
    garden: Project, builder: str, tmp_path: Path
) -> None:
    def listening() -> list[tuple[str, int]]:
        """Sphinx's handlers, which it renews for every application, and the filters of each."""
        handlers = logging.getLogger(NAMESPACE).handlers
        return [(type(one).__name__, len(one.filters)) for one in handlers]

    Project(tmp_path / "plain").write({"conf.py": "", "index.rst": "Home\n====\n"}).build("dummy")
    before = listening()
    garden.build(builder)
    assert listening() == before
    garden.build(builder)
    assert listening() == before


# The words of the search -----------------------------------------------------------------------


def test_sphinx_stems_with_the_quick_stemmer_where_it_is_there() -> None:
    stemmer = pytest.importorskip("Stemmer")
    assert isinstance(SearchEnglish({}).stemmer, stemmer.Stemmer)
    assert SearchEnglish({}).stem("interviewers") == "interview"
