"""What conf.py can say to us: each value with its type, default and meaning.

The reference page of the docs is made from this table.
"""

from __future__ import annotations

import re
from html import escape
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)


class Value(NamedTuple):
    """A value of conf.py. ``rebuild`` is what Sphinx does again when it changes."""

    name: str
    default: object
    rebuild: Literal["", "env", "html"]
    types: tuple[type, ...]
    meaning: str


VALUES = (
    Value(
        "guides_source_url",
        "",
        "env",
        (str,),
        "Where a stage's line is in your repository, with `{file}` (from the source root) and "
        "`{line}` in it: `https://git.example.com/handbook/blob/main/docs/{file}#L{line}`. "
        "Each stage then links to the lines that made it.",
    ),
    Value(
        "guides_print",
        ["handbook", "sheet", "series"],
        "html",
        (list, tuple),
        "Which PDFs come with the pages: `handbook`, `sheet`, `series`; `[]` for none.",
    ),
    Value("guides_print_paper", "a4", "", (str,), "The paper of all PDFs: `a4` or `letter`."),
    Value(
        "guides_print_colour",
        "#0b4f6c",
        "",
        (str,),
        "The one colour of all PDFs, as `#rrggbb`. Choose a dark one: letters are set in it.",
    ),
    Value(
        "guides_print_logo",
        "",
        "",
        (str,),
        "A picture for the cover of handbooks, from the source root: SVG, PNG or JPEG.",
    ),
    Value(
        "guides_print_fonts",
        {},
        "",
        (dict,),
        "Font families for `serif` (reading), `sans` (sheets, headings) and `mono` (code), each "
        "a name or a list of names, of which the first that has a character sets it. "
        "`Noto Sans JP` is found where its package `fontpkg-noto-sans-jp` is installed.",
    ),
    Value(
        "guides_print_font_folders",
        [],
        "",
        (list, tuple),
        "Folders with further font files, from the source root.",
    ),
    Value(
        "guides_sheet_overflow",
        "trim",
        "",
        (str,),
        "What becomes of a sheet that does not fit its page: `trim` leaves out what it can do "
        "without and says so, `error` refuses it.",
    ),
    Value(
        "guides_jekyll",
        [],
        "env",
        (list, tuple),
        "Patterns of files, as in `exclude_patterns`, that are pages of Jekyll although neither "
        'their front matter nor a `_config.yml` above them says so: `["blog/**"]`.',
    ),
    Value(
        "guides_jekyll_site",
        {},
        "env",
        (dict,),
        "What pages of Jekyll find under `site`, beside and over what their `_config.yml` says: "
        '`{"baseurl": "/blog"}`.',
    ),
    Value(
        "guides_series",
        None,
        "env",
        (list, tuple, dict, NoneType),
        "The articles in their order: a list of documents, or of patterns of documents "
        "(`blog/_posts/*`), which stand in the order of their days; or several series by their "
        'titles, `{"Interviewing": ["articles/before", …]}`. Else `series` and `part` in '
        "front matter, a `series` directive, or the days of posts give the order; an empty list "
        "leaves the days out.",
    ),
    Value(
        "guides_lift",
        True,
        "env",
        (bool,),
        "Whether a list below a label such as *Goals*, *Non-goals*, *Things to cover* or *Before "
        "the interview* becomes the real thing without a directive. `guides_lift: false` in the "
        "front matter of a page switches it off there.",
    ),
    Value(
        "guides_lift_labels",
        {},
        "env",
        (dict,),
        "Further labels of such lists, under `goals`, `non_goals`, `before`, `during` or `after`: "
        '`{"goals": ["What we want to see"]}`.',
    ),
    Value(
        "guides_lint_severity",
        {},
        "",
        (dict,),
        "How severe the findings of the linter's rules are: `error`, `warning`, `info` or `off`, "
        "by rule. The name of a role's document stands for severities of that role alone: "
        '`{"long-sentence": "off", "roles/backend": {"competency-why": "error"}}`.',
    ),
    Value(
        "guides_lint_rules",
        [],
        "",
        (list,),
        "Paths of Python files with rules of your own, from the folder of `conf.py`.",
    ),
    Value(
        "guides_lint_format",
        "text",
        "",
        (str,),
        "How `sphinx-build -b guides-lint` says what it finds: `text`, `summary`, `json`, "
        "`github` or `sarif`. Those for programs, `json` and `sarif`, go into a file in the folder "
        "of the output: `lint.json`, `lint.sarif`.",
    ),
)

MYST_EXTENSIONS = (
    "alert",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "tasklist",
)
"""What the texts of a guide need of MyST; added to what the user has switched on."""


def extend_myst(app: Sphinx, config: Config) -> None:
    """Adds our MyST extensions to the user's, and slugs for headings, so sections have names."""
    config.myst_enable_extensions = {*config.myst_enable_extensions, *MYST_EXTENSIONS}
    # "From $100k to $150k" is no mathematics.
    for name in ("myst_dmath_allow_space", "myst_dmath_allow_digits"):
        if not _given(config, name):
            setattr(config, name, False)
    if not _given(config, "myst_heading_anchors"):
        config.myst_heading_anchors = 6


def default_theme(app: Sphinx, config: Config) -> None:
    """Furo, unless conf.py names a theme."""
    if not _given(config, "html_theme"):
        config.html_theme = "furo"


def escape_project(app: Sphinx, config: Config) -> None:
    """The project's name is text; a title that conf.py gives itself may be HTML."""
    if not _given(config, "html_title"):
        config.html_title = escape(config.html_title, quote=False)


def escape_project_in_templates(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """The same where a template shows the name alone."""
    context["project"] = escape(str(context["project"]), quote=False)


def _given(config: Config, name: str) -> bool:
    return name in config._raw_config or name in config.overrides


def check_source_url(app: Sphinx, config: Config) -> None:
    """Warns of a template that cannot be filled, and does without it."""
    try:
        config.guides_source_url.format(file="", line=1)
    except (AttributeError, IndexError, KeyError, ValueError) as error:
        logger.warning(
            "guides_source_url: expected {file} and {line} only, got %r (%s)",
            config.guides_source_url,
            error,
            type="guides",
            subtype="config",
        )
        config.guides_source_url = ""


CHOICES = {"guides_print_paper": ("a4", "letter"), "guides_sheet_overflow": ("trim", "error")}
"""Values that are one of several words."""

PRINTS = ("handbook", "sheet", "series")


def check_print(app: Sphinx, config: Config) -> None:
    """Warns of a setting of the PDFs that means nothing, and takes the default for it."""
    config.guides_print = [kind for kind in config.guides_print if kind]  # -D guides_print=
    defaults = {value.name: value.default for value in VALUES}
    wrong = {
        name: f"expected {' or '.join(map(repr, known))}"
        for name, known in CHOICES.items()
        if getattr(config, name) not in known
    }
    if set(config.guides_print) - set(PRINTS):
        wrong["guides_print"] = f"expected some of {', '.join(map(repr, PRINTS))}"
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", config.guides_print_colour):
        wrong["guides_print_colour"] = "expected '#rrggbb'"
    if set(config.guides_print_fonts) - {"serif", "sans", "mono"}:
        wrong["guides_print_fonts"] = "expected 'serif', 'sans' and 'mono' only"
    for name, message in wrong.items():
        got = getattr(config, name)
        logger.warning("%s: %s, got %r", name, message, got, type="guides", subtype="config")
        setattr(config, name, defaults[name])


def setup(app: Sphinx) -> None:
    """Registers the values."""
    for value in VALUES:
        app.add_config_value(value.name, value.default, value.rebuild, value.types, value.meaning)
    app.connect("config-inited", extend_myst)
    app.connect("config-inited", default_theme)
    app.connect("config-inited", escape_project)
    app.connect("html-page-context", escape_project_in_templates, priority=0)
    app.connect("config-inited", check_source_url)
    app.connect("config-inited", check_print)
