"""Texts of any kind, on pages and on paper."""

from __future__ import annotations

from dataclasses import replace

from tests.hostile.case import Case, Family
from tests.projects import ROLE

MARKS = "\u0301\u0323\u0330\u034f"
PRIVATE = "".join(map(chr, (0xE000, 0xE001, 0xF8FF, 0xF0000, 0x10FFFD)))


def article(name: str, text: str, says: str | None = "", *shows: str) -> Case:
    """An article, with words after what is hostile."""
    front = "---\norphan: true\n---\n# Head\n\n"
    return Case(name, {f"texts/{name}.md": f"{front}{text}\n\nThese are the words.\n"}, says,
                ("These are the words.", *shows))  # fmt: skip


def role(name: str, text: str) -> Case:
    """A role with a text in a stage, which is printed too."""
    marked = "|\n" + "".join(f"      {line}\n" for line in text.split("\n"))
    own = ROLE.replace("Through the garden.\n", marked).replace("Gardener", f"Role {name}")
    return Case(name, {f"roles/{name}.role.yaml": own}, None, (f"Role {name}",))


def nested(count: int) -> str:
    """So many directives in each other."""
    marks = [":" * (count + 3 - n) for n in range(count)]
    return "".join(f"{one}{{note}}\n" for one in marks) + "deep\n" + "\n".join(reversed(marks))


ARTICLES = [
    article("marks", "a" + MARKS * 2000),
    article("marks-of-many-letters", ("a" + MARKS * 20 + " ") * 500),
    article("private-letters", PRIVATE),
    article("no-letters", "\ufffe\uffff\ufdd0"),
    article("turned", "\u202e turned \u2066 and \u2067 around"),
    article("zero-width", "a\u200bb\u2060c\ufeffd\u00ad" * 1000),
    article("links", "".join(f"[a{n}](b{n}.md) " for n in range(300)), "xref_missing"),
    article("link-of-300-letters", f"[b]({'x' * 300}.md)", "no file|xref_missing", "b"),
    article("link-of-10000-letters", f"[b]({'x' * 10_000}.md)", "no file|xref_missing", "b"),
    article("link-with-nul", "[b](a%00b.md)", "no file|xref_missing", "b"),
    article("picture-of-300-letters", f"![b]({'x' * 300}.png)", "."),
    article("picture-with-nul", "![b](a%00b.png)", "."),
    article("download-of-300-letters", f"{{download}}`{'x' * 300}`", "."),
    article("include-of-300-letters", f"```{{include}} {'x' * 300}\n```", "."),
    article("include-of-itself", "```{include} include-of-itself.md\n```", "."),
    article("include-of-a-folder", "```{include} .\n```", "."),
    article("literal-of-a-folder", "```{literalinclude} ../texts\n```", "."),
    article("references", "{ref}`none` {doc}`none` {guide:role}`none` {any}`none`", "."),
    article("reference-of-10000-letters", f"{{guide:role}}`{'x' * 10_000}`", "."),
    article("lists-19", "\n".join(f"{'  ' * n}- Level {n}" for n in range(19))),
    article("lists-60", "\n".join(f"{'  ' * n}- Level {n}" for n in range(60)), "nested deeper"),
    article("quotes-200", ">" * 200 + " deep", "nested deeper"),
    article("emphasis-500", "*a **b " * 250 + "end" + "** c*" * 250, "nested deeper"),
    article("footnotes", "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(300))),
    article("comments", "% a comment\n" * 5000, "."),
    article("breaks", "+++\n" * 2000),
    article("directive-unknown", "```{none}\n```", "Unknown directive"),
    article("directives-30", nested(30)),
    article("directives-300", nested(300), "nested deeper"),
    article("footnotes-60", "[^a]: " * 60 + "deep", "nested deeper"),
    article("quotes-5000", ">" * 5000 + " deep", "nested deeper"),
    article("emphasis-4000", "*a **b " * 2000 + "end" + "** c*" * 2000, "nested deeper"),
    article("links-3000", "[" * 3000 + "deep" + "](a)" * 3000, "."),
    article("braces-3000", "$" + "{" * 3000 + "x" + "}" * 3000 + "$"),
    article("line-of-1-mb", "x" * 990_000),
    article("role-unknown", "{none}`a`", "Unknown interpreted text role|none"),
    article("maths", "$$\n" + "\\frac{" * 300 + "a" + "}{b}" * 300 + "\n$$"),
    article("goals-2000", ":::{goals}\n" + "- See.\n" * 2000 + ":::"),
    article("goals-empty", ":::{goals}\n:::", "."),
    article("agenda-not-yaml", ":::{agenda}\n[[[[\n:::", "."),
    article("agenda-bomb", ":::{agenda}\n- &a x\n" + "- *a\n" * 5000 + ":::", "."),
    article("competency-deep", ":::{competency}\na: " + "[" * 500 + "\n:::", "."),
    article("question-of-200-kb", ":::{question}\nask: " + "word " * 40_000 + "\n:::", "."),
]
PAPERS = [
    role("combining", "a" + MARKS * 1000 + " b"),
    role("combining-words", ("a" + MARKS * 20 + " ") * 100),
    role("private", f"{PRIVATE} b"),
    role("turned-around", "\u202e turned \u2066 and \u2067 around"),
    role("arabic", "الحديقة"),
    role("emoji", "🌳" * 50),
    role("word-of-5000", "w" * 5000),
    role("words-of-15-kb", "word " * 3000),
    role("lines", "a\\\n" * 500),
    role("nested-lists", "\n".join(f"{'  ' * n}- Level {n}" for n in range(19))),
    role("lists-too-deep", "\n".join(f"{'  ' * n}- Level {n}" for n in range(60))),
    role("stars-5000", "*" * 5000),
    role("typst", '#set page(width: 1pt)\n#panic("x") $x$ @a <b> \\u{0}'),
    role("backslashes-5000", "\\" * 5000),
    role("table-wide", "|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n|" + "b|" * 60),
    role("formula", "$\\frac{a}{b}$ $\\undefined{x}$"),
    role("formula-deep", "$" + "\\frac{" * 100 + "a" + "}{b}" * 100 + "$"),
    role("soft-hyphens", "a\u00ad" * 2000),
    role("spaces", "a" + "\u00a0" * 2000 + "b"),
    role("zero-widths", "a\u200b" * 2000),
]


def rest(name: str, text: str, says: str = "nests too deep, and is not read") -> Case:
    """A page of reStructuredText, which only its title is left of where it cannot be read."""
    page = f":orphan:\n\nThe head\n========\n\n{text}\n"
    return Case(name, {f"texts/{name}.rst": page}, says, ("The head",))


def stairs(step: str, count: int) -> str:
    """So many steps, each within the one before."""
    return "\n\n".join(f"{'  ' * n}{step}" for n in range(count))


REST = [
    rest("rest-notes-30", f"{stairs('.. note::', 30)}\n\n{'  ' * 30}deep", ""),
    rest("rest-notes-300", f"{stairs('.. note::', 300)}\n\n{'  ' * 300}deep"),
    rest("rest-lists-300", stairs("- Level", 300)),
    rest("rest-quotations-300", stairs("Words", 300)),
    article("rest-in-markdown-300", f"```{{eval-rst}}\n{stairs('.. note::', 300)}\n```",
            "nests too deep, and is not read"),
]  # fmt: skip
REST[-1] = replace(REST[-1], shows=())
DEEP = "```{eval-rst}\n" + "\n\n".join(f"{' ' * n}.. note::" for n in range(150)) + "\n```"
BRIEF = "".join(f"      {line}\n" for line in DEEP.split("\n"))
TASK = f"{ROLE.rstrip()}\ntasks:\n  t:\n    title: T\n    brief: |\n{BRIEF}"
TASK = TASK.replace("    agenda:", "    task: t\n    agenda:")
REST.append(Case("rest-in-a-role-150", {"roles/rest-in-a-role.role.yaml": TASK}, "nests too deep"))
RUNS = ("*", "$", "|", "^", "\\", "_", "`", "<", "{", "![", "](", "{%", "::", "> ")
LARGE = [
    article("words-of-1-mb", "word " * 199_000),
    article("headings-20000", "\n\n".join(f"## H{n}" for n in range(20_000)), "."),
    article("table", "|" + "a|" * 100 + "\n|" + "-|" * 100 + ("\n|" + "b|" * 100) * 500),
    *(article(f"run-{n}", one * 100_000, None) for n, one in enumerate(RUNS)),
]
LARGE = [replace(one, conf="# alone") for one in LARGE]


FAMILIES = [
    Family("texts of articles", ARTICLES + REST),
    Family("large texts", LARGE, builders=("html",), long=True),
    Family("large texts, linted", LARGE, builders=("guides-lint",), long=True),
    Family("texts on paper", PAPERS, options={"guides_print": "sheet,handbook"}, long=True),
]
