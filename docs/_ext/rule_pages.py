"""A page for each rule of the linter: its own, and what can be done with it.

The pages are written into ``reference/rules/`` before Sphinx looks for documents, and are not
kept in the repository. They are in no toctree, as roles are not: a theme would write all of their
names into every page, which takes longer than the rest of the build. The list leads to them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from reference import Generated

from guides_ext.lint.load import builtin_rules
from guides_ext.lint.suppression import Suppression

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from guides_ext.lint.engine import Rule

FOLDER = "reference/rules"

SILENCERS = {
    "yaml": "# guides-lint: disable={id} the reason",
    "markdown": "% guides-lint: disable={id} the reason",
}


def write_pages(app: Sphinx) -> None:
    """Writes the page of each rule, and takes away those of rules that are gone."""
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(exist_ok=True)
    pages = {f"{rule.id}.md": page_of(rule) for rule in builtin_rules()}
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def page_of(rule: Rule[Any]) -> str:
    """The page of a rule, in Markdown."""
    about = rule.page.about
    parts = [
        f"---\norphan: true\n---\n\n# {rule.id}",
        rule.page.summary,
        f"Family: [{rule.family}](../lint.md). Severity: {about.severity}, unless "
        "`conf.py` says otherwise. "
        f"Confidence: {about.confidence}. For: {about.audience}. "
        f"{about.status.capitalize()} since {about.since}.",
        "## Why",
        rule.page.rationale,
        f"*Source:* {rule.page.source}.",
        "## This is found",
        _code(rule, rule.page.bad),
        "## This is not",
        _code(rule, rule.page.good),
        "## How to mend it",
        f"{rule.page.mend[0].upper()}{rule.page.mend[1:]}.",
    ]
    if rule.subject is not Suppression:  # one cannot switch off what is said of it
        silencer = SILENCERS[rule.page.language].format(id=rule.id)
        parts += ["Where it has to stay, say why:", f"```{rule.page.language}\n{silencer}\n```"]
    return "\n\n".join(parts) + "\n"


def _code(rule: Rule[Any], example: str) -> str:
    return f"````{rule.page.language}\n{example}\n````"


class RuleList(Generated):
    """All rules, by family: the name, which leads to its page, what it says, how severe it is, whom
    it is for."""

    def run(self) -> list[nodes.Node]:
        """A table for each family."""
        families: dict[str, list[Rule[Any]]] = {}
        for rule in builtin_rules():
            families.setdefault(rule.family, []).append(rule)
        return [self._family(name, rules) for name, rules in families.items()]

    def _family(self, name: str, rules: list[Rule[Any]]) -> nodes.section:
        section = nodes.section("", nodes.title("", name.capitalize()), names=[f"rules-{name}"])
        self.state.document.note_explicit_target(section)
        rows = [
            [f"{{doc}}`{r.id} <rules/{r.id}>`", r.page.summary, severity, r.page.about.audience]
            for r in rules
            for preview in [" (preview)" if r.page.about.status == "preview" else ""]
            for severity in [f"{r.severity}{preview}"]
        ]
        section += self.table(["Rule", "What it holds", "Severity", "For"], rows)
        return section


def setup(app: Sphinx) -> ExtensionMetadata:
    """Registers the pages and the list of them."""
    app.connect("builder-inited", write_pages)
    app.add_directive("rule-list", RuleList)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
