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
from guides_ext.record.labels import LABELS

logger = logging.getLogger(__name__)


Fits: TypeAlias = Callable[[Any], bool]


class Kind(NamedTuple):
    """What a value can be: its types, whether one is so, and what that is, for who writes another.

    Of the linter's values only the linter knows.
    """

    types: tuple[type, ...]
    fits: Fits = lambda given: True
    expected: str = ""


class Value(NamedTuple):
    """A value of conf.py.

    Attributes:
        rebuild: what Sphinx does again when it changes.
        example: what to write.
    """

    name: str
    default: object
    rebuild: Literal["", "env", "html"]
    kind: Kind
    meaning: str
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


def _is_template(given: Any) -> bool:
    try:
        return _is_text(given) and bool(given.format(file="", line=1) or not given)
    except (AttributeError, IndexError, KeyError, ValueError):
        return False


def _is_plain(given: Any) -> bool:
    """Whether JSON could hold it, as what a page shows of it."""
    if isinstance(given, dict):
        return _is_mapping(given, one=_is_plain)
    return isinstance(given, str | int | float | None) or _is_list(given, _is_plain)


def _text(expected: str, fits: Fits = _is_text) -> Kind:
    return Kind((str,), fits, expected)


def _list(expected: str, one: Fits = _is_text) -> Kind:
    return Kind((list, tuple), lambda given: _is_list(given, one), expected)


def _mapping(expected: str, one: Fits = _is_text, keys: Iterable[str] = ()) -> Kind:
    return Kind((dict,), lambda given: _is_mapping(given, keys, one), expected)


def _one_of(*words: str) -> Kind:
    *others, last = (f"'{word}'" if word else "nothing" for word in words)
    return _text(f"{', '.join(others)} or {last}", lambda given: given in words)


SWITCH = Kind((bool,), lambda given: isinstance(given, bool), "True or False")

PRINTS = ("handbook", "sheet", "series")
"""The PDFs that come with the pages."""

VOICES = ("serif", "sans", "mono")
"""Of the PDFs."""

FLAVOURS = ("eleventy", "gitbook", "hugo", "mkdocs")
"""The generators of sites whose tags are known, beside Jekyll."""

VALUES = (
    Value(
        "guides_edition",
        "panel",
        "env",
        _one_of("panel", "company", "candidate"),
        "Whose edition this is: `panel`, `company` or `candidate`. A projection writes it into the "
        "`conf.py` of its copy; in the sources themselves it takes nothing away.",
        '"panel"',
    ),
    Value(
        "guides_source_url",
        "",
        "env",
        _text("an address with {file} and {line} only", _is_template),
        "Where a stage's line is in your repository, with `{file}` (from the source root) and "
        "`{line}` in it: `https://git.example.com/handbook/blob/main/docs/{file}#L{line}`. "
        "Each stage then links to the lines that made it.",
        '"https://git.example.com/blob/main/docs/{file}#L{line}"',
    ),
    Value(
        "guides_print",
        ["handbook", "sheet", "series"],
        "html",
        _list(
            "a list of 'handbook', 'sheet' and 'series'",
            lambda one: one in ("", *PRINTS),  # -D guides_print=
        ),
        "Which PDFs come with the pages: `handbook`, `sheet`, `series`; `[]` for none.",
        '["handbook", "sheet"]',
    ),
    Value(
        "guides_print_paper",
        "a4",
        "",
        _one_of("a4", "letter"),
        "The paper of all PDFs: `a4` or `letter`.",
        '"a4"',
    ),
    Value(
        "guides_print_colour",
        "#0b4f6c",
        "",
        _text("'#rrggbb'", lambda one: bool(re.fullmatch(r"#[0-9a-fA-F]{6}", str(one)))),
        "The one colour of all PDFs, as `#rrggbb`. Choose a dark one: letters are set in it.",
        '"#0b4f6c"',
    ),
    Value(
        "guides_print_logo",
        "",
        "",
        _text("the path of a picture"),
        "A picture for the cover of handbooks, from the source root: SVG, PNG or JPEG.",
        '"logo.svg"',
    ),
    Value(
        "guides_print_fonts",
        {},
        "",
        _mapping(
            "'serif', 'sans' and 'mono' only, each with a name or a list of names",
            lambda one: _is_text(one) or _is_list(one),
            VOICES,
        ),
        "Font families for `serif` (reading), `sans` (sheets, headings) and `mono` (code), each "
        "a name or a list of names, of which the first that has a character sets it. "
        "`Noto Sans Thai` is found where its package `fontpkg-noto-sans-thai` is installed.",
        '{"sans": ["Source Sans 3", "Noto Sans Thai"]}',
    ),
    Value(
        "guides_print_font_folders",
        [],
        "",
        _list("a list of folders"),
        "Folders with further font files, from the source root.",
        '["fonts"]',
    ),
    Value(
        "guides_sheet_overflow",
        "trim",
        "",
        _one_of("trim", "error"),
        "What becomes of a sheet that does not fit its page: `trim` leaves out what it can do "
        "without and says so, `error` refuses it.",
        '"trim"',
    ),
    Value(
        "guides_sheet_notes",
        True,
        "",
        SWITCH,
        "Whether a page of lines for notes comes with the sheet of a stage of more than 45 minutes "
        "with the candidate.",
        "False",
    ),
    Value(
        "guides_jekyll",
        [],
        "env",
        _list("a list of patterns"),
        "Patterns of files, as in `exclude_patterns`, that are pages of Jekyll although neither "
        'their front matter nor a `_config.yml` above them says so: `["blog/**"]`.',
        '["blog/**"]',
    ),
    Value(
        "guides_jekyll_site",
        {},
        "env",
        _mapping("texts, numbers and lists by name", _is_plain),
        "What pages of Jekyll find under `site`, beside and over what their `_config.yml` says: "
        '`{"baseurl": "/blog"}`.',
        '{"baseurl": "/blog"}',
    ),
    Value(
        "guides_flavour",
        {},
        "env",
        _mapping(
            "'eleventy', 'gitbook', 'hugo' or 'mkdocs' by patterns of files",
            lambda one: one in FLAVOURS,
        ),
        "Which generator's tags a file has that is no page of Jekyll, by patterns as in "
        "`exclude_patterns`: `gitbook`, `eleventy`, `hugo` or `mkdocs`. "
        '`{"docs/gitbook/**": "gitbook"}` makes boxes of `{% hint %}` and links of `{% embed %}`.',
        '{"docs/gitbook/**": "gitbook"}',
    ),
    Value(
        "guides_html",
        "",
        "env",
        _one_of("raw", ""),
        "What becomes of HTML in Markdown that is not understood (scripts, frames, attributes): "
        "it is left out, or with `raw` goes onto pages as it is, each tag with its end.",
        '"raw"',
    ),
    Value(
        "guides_series",
        None,
        "env",
        Kind(
            (list, tuple, dict, NoneType),
            lambda one: one is None or _is_list(one) or _is_mapping(one, one=_is_list),
            "a list of documents, or such lists by their titles",
        ),
        "The articles in their order: a list of documents, or of patterns of documents "
        "(`blog/_posts/*`), which stand in the order of their days; or several series by their "
        'titles, `{"Interviewing": ["articles/before", …]}`. Else `series` and `part` in '
        "front matter, a `series` directive, or the days of posts give the order; an empty list "
        "leaves the days out.",
        '["articles/day"]',
    ),
    Value(
        "guides_lift",
        True,
        "env",
        SWITCH,
        "Whether a list below a label such as *Goals*, *Non-goals*, *Things to cover* or *Before "
        "the interview* becomes the real thing without a directive. `guides_lift: false` in the "
        "front matter of a page switches it off there.",
        "False",
    ),
    Value(
        "guides_lift_labels",
        {},
        "env",
        _mapping(
            f"lists of labels under some of {', '.join(LABELS)}",
            lambda one: _is_list(one, lambda label: _is_text(label) and bool(label.strip(" :"))),
            LABELS,
        ),
        "Further labels of such lists, under `goals`, `non_goals`, `before`, `during` or `after`: "
        '`{"goals": ["What we want to see"]}`.',
        '{"goals": ["What we want to see"]}',
    ),
    Value(
        "guides_root",
        ".",
        "env",
        _text("the path of a folder"),
        "The folder whose files may be read, from that of `conf.py`, which is the default. "
        "Whatever a document names outside of it, or reaches by a link of the file system, is an "
        "error: includes, pictures, downloads, libraries.",
        '".."',
    ),
    Value(
        "guides_outside",
        [],
        "env",
        _list("a list of paths"),
        "Files and folders outside of it that may be read all the same, from the folder of "
        '`conf.py`: `["../shared/logo.svg"]`.',
        '["../shared/logo.svg"]',
    ),
    Value(
        "guides_lint_severity",
        {},
        "",
        Kind((dict,)),
        "How severe the findings of the linter's rules are: `error`, `warning`, `info` or `off`, "
        "by rule. The name of a role's document stands for severities of that role alone: "
        '`{"long-sentence": "off", "roles/backend": {"competency-why": "error"}}`.',
    ),
    Value(
        "guides_lint_rules",
        [],
        "",
        Kind((list,)),
        "Paths of Python files with rules of your own, from the folder of `conf.py`.",
    ),
    Value(
        "guides_lint_format",
        "text",
        "",
        Kind((str,)),
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


def fill_in(app: Sphinx, config: Config) -> None:
    """Takes our own defaults for what conf.py does not say, and adds our MyST extensions."""
    ours = {
        "html_theme": "furo",
        # It may be HTML, where a project's name is text. Sphinx would say "documentation" too.
        "html_title": escape(f"{config.project} {config.release}".strip(), quote=False),
        "myst_heading_anchors": 6,  # so sections have names
        "myst_dmath_allow_space": False,  # "from $100k to $150k" is no mathematics
        "myst_dmath_allow_digits": False,
    }
    for name, value in ours.items():
        if name not in config._raw_config and name not in config.overrides:
            setattr(config, name, value)
    config.myst_enable_extensions = {*config.myst_enable_extensions, *MYST_EXTENSIONS}
    # Where conf.py names nobody, a theme would show the sign alone.
    config.html_show_copyright = config.html_show_copyright and bool(config.copyright)


def escape_project_in_templates(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """The name is text where a template shows it too; builders without templates have none."""
    if "project" in context:
        context["project"] = escape(str(context["project"]), quote=False)


def check_values(app: Sphinx, config: Config) -> None:
    """Says of each value that cannot be used what to write, and takes the default for it."""
    for value in VALUES:
        given = getattr(config, value.name)
        if not value.kind.fits(given):
            _warn(value, f"expected {value.kind.expected}, got {_short(given)}")
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
    for name, kind in (("guides_print_logo", "file"), ("guides_print_font_folders", "folder")):
        given = getattr(config, name)
        paths = [given] if isinstance(given, str) else given
        wrong = {one: why for one in paths if one and (why := _wrong(access, source / one, kind))}
        for one, why in wrong.items():
            _warn(_named(name), f"'{one}' {why}")
        kept = [one for one in paths if one not in wrong]
        setattr(config, name, kept if paths is given else "".join(kept))


def _wrong(access: Access, path: Path, kind: str) -> str:
    """Why a path that conf.py names cannot be used; empty where it can."""
    is_there = is_file(path) if kind == "file" else is_folder(path)
    return access.refusal(path) or ("" if is_there else f"is not there (there is no such {kind})")


def _named(name: str) -> Value:
    return next(one for one in VALUES if one.name == name)


def setup(app: Sphinx) -> None:
    """Registers the values."""
    for one in VALUES:
        app.add_config_value(one.name, one.default, one.rebuild, one.kind.types, one.meaning)
    app.connect("config-inited", check_language, priority=0)
    app.connect("config-inited", check_values, priority=100)
    app.connect("config-inited", open_folders, priority=200)
    app.connect("config-inited", fill_in)
    app.connect("html-page-context", escape_project_in_templates, priority=0)
