"""What conf.py can say to us: each value with its type, default and meaning.

The reference page of the docs is made from this table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from types import NoneType
from typing import Any, Literal, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from guides_ext.files import Access, is_file, is_folder

logger = logging.getLogger(__name__)


Fits: TypeAlias = Callable[[Any], bool]


class Value(NamedTuple):
    """A value of conf.py.

    Attributes:
        rebuild: what Sphinx does again when it changes.
        fits: whether a value is one; of the linter's, only the linter knows.
        expected: what it has to be, for who writes another.
        example: what to write.
    """

    name: str
    default: object
    rebuild: Literal["", "env", "html"]
    types: tuple[type, ...]
    meaning: str
    fits: Fits | None = None
    expected: str = ""
    example: str = ""


def _is_text(given: Any) -> bool:
    return isinstance(given, str)


def _is_list(given: Any, one: Fits = _is_text) -> bool:
    return isinstance(given, list | tuple) and all(map(one, given))


def _is_mapping(given: Any, keys: Iterable[str] = (), one: Fits = _is_text) -> bool:
    """Whether it is a mapping of texts, with these keys only if there are any."""
    if not isinstance(given, dict) or not all(map(_is_text, given)):
        return False
    return (not keys or given.keys() <= set(keys)) and all(map(one, given.values()))


def _is_text_or_list(given: Any) -> bool:
    return _is_text(given) or _is_list(given)


def _is_template(given: Any) -> bool:
    try:
        return _is_text(given) and bool(given.format(file="", line=1) or not given)
    except (AttributeError, IndexError, KeyError, ValueError):
        return False


def _is_colour(given: Any) -> bool:
    return _is_text(given) and bool(re.fullmatch(r"#[0-9a-fA-F]{6}", given))


def _is_series(given: Any) -> bool:
    return given is None or _is_list(given) or _is_mapping(given, one=_is_list)


def _is_plain(given: Any) -> bool:
    """Whether JSON could hold it, as what a page shows of it."""
    if isinstance(given, dict):
        return _is_mapping(given, one=_is_plain)
    return isinstance(given, str | int | float | None) or _is_list(given, _is_plain)


def _is_labels(given: Any) -> bool:
    return _is_list(given, lambda one: _is_text(one) and bool(one.strip(" :")))


def _one_of(*words: str) -> Fits:
    return lambda given: _is_text(given) and given in words


def _some_of(*words: str) -> Fits:
    return lambda given: _is_list(given, _one_of(*words, ""))  # -D guides_print=


VOICES = ("serif", "sans", "mono")
"""Of the PDFs."""

LISTS = ("goals", "non_goals", "before", "during", "after")
"""What lists of articles can be lifted to."""


EDITIONS = ("panel", "company", "candidate")
"""What the sources of a build hold: all, or what one circle may read."""

VALUES = (
    Value(
        "guides_edition",
        "panel",
        "env",
        (str,),
        "Whose edition this is: `panel`, `company` or `candidate`. A projection writes it into the "
        "`conf.py` of its copy; in the sources themselves it takes nothing away.",
        _one_of(*EDITIONS),
        "'panel', 'company' or 'candidate'",
        '"panel"',
    ),
    Value(
        "guides_source_url",
        "",
        "env",
        (str,),
        "Where a stage's line is in your repository, with `{file}` (from the source root) and "
        "`{line}` in it: `https://git.example.com/handbook/blob/main/docs/{file}#L{line}`. "
        "Each stage then links to the lines that made it.",
        _is_template,
        "an address with {file} and {line} only",
        '"https://git.example.com/blob/main/docs/{file}#L{line}"',
    ),
    Value(
        "guides_print",
        ["handbook", "sheet", "series"],
        "html",
        (list, tuple),
        "Which PDFs come with the pages: `handbook`, `sheet`, `series`; `[]` for none.",
        _some_of("handbook", "sheet", "series"),
        "a list of 'handbook', 'sheet' and 'series'",
        '["handbook", "sheet"]',
    ),
    Value(
        "guides_print_paper",
        "a4",
        "",
        (str,),
        "The paper of all PDFs: `a4` or `letter`.",
        _one_of("a4", "letter"),
        "'a4' or 'letter'",
        '"a4"',
    ),
    Value(
        "guides_print_colour",
        "#0b4f6c",
        "",
        (str,),
        "The one colour of all PDFs, as `#rrggbb`. Choose a dark one: letters are set in it.",
        _is_colour,
        "'#rrggbb'",
        '"#0b4f6c"',
    ),
    Value(
        "guides_print_logo",
        "",
        "",
        (str,),
        "A picture for the cover of handbooks, from the source root: SVG, PNG or JPEG.",
        _is_text,
        "the path of a picture",
        '"logo.svg"',
    ),
    Value(
        "guides_print_fonts",
        {},
        "",
        (dict,),
        "Font families for `serif` (reading), `sans` (sheets, headings) and `mono` (code), each "
        "a name or a list of names, of which the first that has a character sets it. "
        "`Noto Sans Thai` is found where its package `fontpkg-noto-sans-thai` is installed.",
        lambda given: _is_mapping(given, VOICES, _is_text_or_list),
        "'serif', 'sans' and 'mono' only, each with a name or a list of names",
        '{"sans": ["Source Sans 3", "Noto Sans Thai"]}',
    ),
    Value(
        "guides_print_font_folders",
        [],
        "",
        (list, tuple),
        "Folders with further font files, from the source root.",
        _is_list,
        "a list of folders",
        '["fonts"]',
    ),
    Value(
        "guides_sheet_overflow",
        "trim",
        "",
        (str,),
        "What becomes of a sheet that does not fit its page: `trim` leaves out what it can do "
        "without and says so, `error` refuses it.",
        _one_of("trim", "error"),
        "'trim' or 'error'",
        '"trim"',
    ),
    Value(
        "guides_sheet_notes",
        True,
        "",
        (bool,),
        "Whether a page of lines for notes comes with the sheet of a stage of more than 45 minutes "
        "with the candidate.",
        lambda given: isinstance(given, bool),
        "True or False",
        "False",
    ),
    Value(
        "guides_jekyll",
        [],
        "env",
        (list, tuple),
        "Patterns of files, as in `exclude_patterns`, that are pages of Jekyll although neither "
        'their front matter nor a `_config.yml` above them says so: `["blog/**"]`.',
        _is_list,
        "a list of patterns",
        '["blog/**"]',
    ),
    Value(
        "guides_jekyll_site",
        {},
        "env",
        (dict,),
        "What pages of Jekyll find under `site`, beside and over what their `_config.yml` says: "
        '`{"baseurl": "/blog"}`.',
        lambda given: _is_mapping(given, one=_is_plain),
        "texts, numbers and lists by name",
        '{"baseurl": "/blog"}',
    ),
    Value(
        "guides_flavour",
        {},
        "env",
        (dict,),
        "Which generator's tags a file has that is no page of Jekyll, by patterns as in "
        "`exclude_patterns`: `gitbook`, `eleventy`, `hugo` or `mkdocs`. "
        '`{"docs/gitbook/**": "gitbook"}` makes boxes of `{% hint %}` and links of `{% embed %}`.',
        lambda given: _is_mapping(given, one=_one_of("eleventy", "gitbook", "hugo", "mkdocs")),
        "'eleventy', 'gitbook', 'hugo' or 'mkdocs' by patterns of files",
        '{"docs/gitbook/**": "gitbook"}',
    ),
    Value(
        "guides_html",
        "",
        "env",
        (str,),
        "What becomes of HTML in Markdown that is not understood (scripts, frames, attributes): "
        "it is left out, or with `raw` goes onto pages as it is, each tag with its end.",
        _one_of("", "raw"),
        "'raw' or nothing",
        '"raw"',
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
        _is_series,
        "a list of documents, or such lists by their titles",
        '["articles/day"]',
    ),
    Value(
        "guides_lift",
        True,
        "env",
        (bool,),
        "Whether a list below a label such as *Goals*, *Non-goals*, *Things to cover* or *Before "
        "the interview* becomes the real thing without a directive. `guides_lift: false` in the "
        "front matter of a page switches it off there.",
        lambda given: isinstance(given, bool),
        "True or False",
        "False",
    ),
    Value(
        "guides_lift_labels",
        {},
        "env",
        (dict,),
        "Further labels of such lists, under `goals`, `non_goals`, `before`, `during` or `after`: "
        '`{"goals": ["What we want to see"]}`.',
        lambda given: _is_mapping(given, LISTS, _is_labels),
        f"lists of labels under some of {', '.join(LISTS)}",
        '{"goals": ["What we want to see"]}',
    ),
    Value(
        "guides_root",
        ".",
        "env",
        (str,),
        "The folder whose files may be read, from that of `conf.py`, which is the default. "
        "Whatever a document names outside of it, or reaches by a link of the file system, is an "
        "error: includes, pictures, downloads, libraries.",
        _is_text,
        "the path of a folder",
        '".."',
    ),
    Value(
        "guides_outside",
        [],
        "env",
        (list, tuple),
        "Files and folders outside of it that may be read all the same, from the folder of "
        '`conf.py`: `["../shared/logo.svg"]`.',
        _is_list,
        "a list of paths",
        '["../shared/logo.svg"]',
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


def hide_empty_copyright(app: Sphinx, config: Config) -> None:
    """Where conf.py names nobody, a theme would show the sign alone."""
    config.html_show_copyright = config.html_show_copyright and bool(config.copyright)


def title_site(app: Sphinx, config: Config) -> None:
    """Where conf.py gives no title, which may be HTML, it is the project's name, which is text.

    Sphinx would put "documentation" behind it.
    """
    if not _given(config, "html_title"):
        config.html_title = escape(f"{config.project} {config.release}".strip(), quote=False)


def escape_project_in_templates(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """The same where a template shows the name alone; builders without templates have none."""
    if "project" in context:
        context["project"] = escape(str(context["project"]), quote=False)


def _given(config: Config, name: str) -> bool:
    return name in config._raw_config or name in config.overrides


def check_values(app: Sphinx, config: Config) -> None:
    """Says of each value that cannot be used what to write, and takes the default for it."""
    for value in VALUES:
        given = getattr(config, value.name)
        if value.fits and not value.fits(given):
            _warn(value, f"expected {value.expected}, got {_short(given)}")
            setattr(config, value.name, value.default)
    config.guides_print = [kind for kind in config.guides_print if kind]  # -D guides_print=


def check_language(app: Sphinx, config: Config) -> None:
    """Refuses a language that is none, which Sphinx and docutils would look for as a module.

    Raises:
        ConfigError: it is none.
    """
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_@][A-Za-z0-9]+)*", config.language):
        expected = f"expected a code, got {_short(config.language)}"
        raise ConfigError(f"language: {expected} (write language = 'de')")


def _short(given: object) -> str:
    shown = repr(given)
    return shown if len(shown) <= 100 else f"{shown[:99]}…"


def _warn(value: Value, message: str) -> None:
    mend = f" (write {value.name} = {value.example})"
    logger.warning("%s: %s%s", value.name, message, mend, type="guides", subtype="config")


# Files ------------------------------------------------------------------------------------------

_access: WeakKeyDictionary[Config, Access] = WeakKeyDictionary()


def access_of(config: Config) -> Access:
    """Which files this build may read."""
    return _access[config]


def open_folders(app: Sphinx, config: Config) -> None:
    """Opens the root, and what conf.py opens beside it; and looks for files that it names."""
    conf, source = Path(app.confdir or app.srcdir), Path(app.srcdir)
    opened = [conf / one for one in config.guides_outside]
    if not is_folder(conf / config.guides_root):
        _warn(_named("guides_root"), f"there is no folder '{config.guides_root}'")
        config.guides_root = "."
    _access[config] = access = Access(conf / config.guides_root, [source, *opened])
    logo, folders = config.guides_print_logo, config.guides_print_font_folders
    if logo and (why := access.refusal(source / logo) or _missing(source / logo, "file")):
        _warn(_named("guides_print_logo"), f"'{logo}' {why}")
        config.guides_print_logo = ""
    wrong = {
        folder: why
        for folder in folders
        if (why := access.refusal(source / folder) or _missing(source / folder, "folder"))
    }
    for folder, why in wrong.items():
        _warn(_named("guides_print_font_folders"), f"'{folder}' {why}")
    config.guides_print_font_folders = [one for one in folders if one not in wrong]


def _missing(path: Path, kind: str) -> str:
    there = is_file(path) if kind == "file" else is_folder(path)
    return "" if there else f"is not there (there is no such {kind})"


def _named(name: str) -> Value:
    return next(one for one in VALUES if one.name == name)


def setup(app: Sphinx) -> None:
    """Registers the values."""
    for value in VALUES:
        app.add_config_value(value.name, value.default, value.rebuild, value.types, value.meaning)
    app.connect("config-inited", extend_myst)
    app.connect("config-inited", default_theme)
    app.connect("config-inited", hide_empty_copyright)
    app.connect("config-inited", title_site)
    app.connect("html-page-context", escape_project_in_templates, priority=0)
    app.connect("config-inited", check_language, priority=0)
    app.connect("config-inited", check_values, priority=100)
    app.connect("config-inited", open_folders, priority=200)
