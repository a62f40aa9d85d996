"""Role files of any content."""

from __future__ import annotations

from tests.hostile.case import Case, Family
from tests.projects import ROLE

SUFFIX = ".role.yaml"
QUESTION = "      - {id: dry, ask: What is dry?, competency: care}\n"
GOAL = "      - See what they notice.\n"
STAGE = ROLE[ROLE.index("  walk:") :].replace(QUESTION, "").removesuffix("    questions:\n")
STAGE = ROLE[ROLE.index("  walk:") : ROLE.index("    questions:")]


def role(*changes: tuple[str, str]) -> str:
    """The garden's role, changed."""
    text = ROLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def stages(count: int, more: str = "") -> str:
    """The role with so many stages."""
    return role(
        (STAGE, "".join(STAGE.replace("walk", f"walk-{n}", 1) + more for n in range(count))),
        ("    questions:\n" + QUESTION, ""),
    )


def with_lines(lines: str) -> str:
    return ROLE + lines


def anchors(count: int) -> str:
    return "looking_for:\n" + "".join(f"  - &a{n} Text {n}.\n" for n in range(count))


def a_role(name: str, text: str | bytes, says: str = "", *shows: str) -> Case:
    return Case(name, {f"roles/{name}{SUFFIX}": text}, says, shows)


def titled(title: str) -> str:
    return role(("title: Gardener", f"title: {title}"))


def minutes(value: str) -> str:
    return role(("minutes: 30", f"minutes: {value}"))


def said_of(name: str, old: str, new: str, says: str = "", *shows: str) -> Case:
    return a_role(name, role((old, new)), says, *shows)


STILL = "roles/"
SYNTAX = [
    a_role("empty", "", "empty"),
    a_role("blank", "\n\n\n", "empty"),
    a_role("comment", "# nothing\n", "empty"),
    a_role("null", "~\n", "empty"),
    a_role("list", "- a\n- b\n", "expected keys"),
    a_role("text", "a text\n", "expected keys"),
    a_role("number", "5\n", "expected keys"),
    a_role("nul-byte", b"title: a\x00b\n", "a control character, U\\+0000"),
    a_role("escape-byte", b"title: a\x1bb\n", "a control character"),
    a_role("nel", "title: a\x85b\n", "an invisible line break"),
    a_role("latin-1", "title: Gärtner\n".encode("latin-1"), "not UTF-8"),
    a_role("utf-16", "title: Gardener\n".encode("utf-16"), "not UTF-8"),
    a_role("surrogate-bytes", b"title: \xed\xa0\x80\n", "not UTF-8"),
    a_role(
        "surrogate-escape",
        role(("title: Gardener", 'title: "\\ud800"')),
        "control character|surrogate",
    ),
    a_role("nul-escape", role(("title: Gardener", 'title: "\\0"')), "control character"),
    a_role("bom", "\ufeff" + ROLE, "", "Looks after the trees."),
    a_role("cr", ROLE.replace("\n", "\r"), "", "Looks after the trees."),
    a_role("crlf", ROLE.replace("\n", "\r\n"), "", "Looks after the trees."),
    a_role("tab", ROLE.replace("    title: A walk", "\ttitle: A walk"), "a tab"),
    a_role("two-documents", f"{ROLE}---\n{ROLE}", "a second document"),
    a_role("never-closed", 'title: "Gardener\n', "never closed"),
    a_role("open-list", "title: [a, b\n", "not closed"),
    a_role("open-mapping", "title: {a: b\n", "not closed"),
    a_role("directive", f"%YAML 9.9\n---\n{ROLE}", "YAML"),
    a_role("merge-key", with_lines("<<: {title: x}\n"), "merge key"),
    a_role("python", titled("!!python/object/apply:os.system [echo]"), "unknown tag"),
    a_role("own-tag", titled("!mine x"), "unknown tag"),
    a_role("binary", titled("!!binary aGVsbG8="), "unknown tag"),
    a_role("bool-tag", titled("!!bool maybe"), "", "maybe"),
    a_role("twice", with_lines("title: Baker\n"), "the same key as in line"),
    a_role("list-key", with_lines("? [a, b]\n: c\n"), "expected a key"),
    a_role("long-key", with_lines(f"? {'k' * 2000}\n: c\n"), "a key of more than"),
    a_role("empty-key", with_lines("'': c\n"), "unknown key"),
    a_role("number-key", with_lines("5: c\n"), "unknown key"),
    a_role("newline-key", with_lines('"a\\nb": c\n'), "unknown key"),
]

GROWING = [
    a_role(
        "alias-circle",
        with_lines("looking_for: &a [*a]\n"),
        "an alias inside of what it stands for",
    ),
    a_role("alias-unknown", with_lines("looking_for: *none\n"), "no anchor of this name"),
    a_role("anchor-twice", with_lines("looking_for: [&a x, &a y]\n"), "a second anchor"),
    a_role(
        "bomb",
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
            for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "more than .* values",
    ),
    a_role(
        "5-kb-aliased-2000-times",
        with_lines(f"looking_for:\n  - &a {'word ' * 1000}\n" + "  - *a\n" * 2000),
        "more than",
    ),
    a_role("5000-anchors", with_lines(anchors(5000)), "more than"),
    a_role("30000-anchors", with_lines(anchors(30_000)), "more than"),
    a_role("400-anchors", with_lines(anchors(400)), "", "Text 399."),
    a_role(
        "unknown-keys", with_lines("".join(f"unknown-{n}: x\n" for n in range(5000))), "more than"
    ),
    a_role(
        "unknown-keys-400",
        with_lines("".join(f"unknown-{n}: x\n" for n in range(400))),
        "and 300 more",
    ),
    a_role(
        "unknown-keys-in-stages",
        with_lines(
            "".join(
                f"  s{n}: {{{', '.join(f'u{m}: x' for m in range(100))}}}\n" for n in range(100)
            )
        ),
        "unknown key|more",
    ),
    a_role(
        "unknown-keys-in-lists", with_lines("looking_for:\n" + "  - {a: b}\n" * 5000), "more than"
    ),
    a_role(
        "deep-flow", with_lines("looking_for: " + "[" * 5000 + "]" * 5000 + "\n"), "nested deeper"
    ),
    a_role("deep-open", with_lines("looking_for: " + "[" * 5000), "nested deeper"),
    a_role("deep-block", "".join(f"{' ' * n}a:\n" for n in range(500)), "nested deeper"),
    a_role(
        "deep-mapping",
        with_lines("looking_for: " + "{a: " * 300 + "b" + "}" * 300 + "\n"),
        "nested deeper",
    ),
    a_role(
        "questions-5000",
        ROLE + "".join(QUESTION.replace("dry", f"q{n}") for n in range(5000)),
        "more than",
    ),
    a_role(
        "questions-500", ROLE + "".join(QUESTION.replace("dry", f"q{n}") for n in range(490)), ""
    ),
    a_role("goals-5000", role((GOAL, GOAL * 5000)), "more than"),
    a_role("goals-400", role((GOAL, GOAL * 400)), "", "See what they notice."),
    a_role("stages-500", stages(500), "more than"),
    a_role("stages-60", stages(60), "", "Looks after the trees."),
    a_role(
        "goals-50-in-60-stages", stages(60).replace(GOAL, GOAL * 50), "", "Looks after the trees."
    ),
    a_role(
        "questions-100-in-60-stages",
        stages(
            60, "    questions:\n" + "".join(QUESTION.replace("dry", f"q{n}") for n in range(100))
        ),
        "more than 10,000 values",
    ),
    a_role(
        "questions-of-unknown-competencies",
        ROLE.replace("main: [care]", "main: [" + ", ".join(f"c{n}" for n in range(400)) + "]"),
        "no competency",
    ),
    a_role(
        "questions-of-unknown-competencies-in-60-stages",
        stages(60).replace(
            "main: [care]", "main: [" + ", ".join(f"c{n}" for n in range(400)) + "]"
        ),
        "more than 10,000 values",
    ),
    a_role(
        "texts-of-15-kb-in-60-stages",
        stages(60).replace("Through the garden.", "word " * 3000),
        "",
        "Looks after the trees.",
    ),
    a_role(
        "days-2000",
        with_lines(
            "schedule:\n" + "".join(f"  - {{day: {n + 1}, stages: [walk]}}\n" for n in range(2000))
        ),
        "more than",
    ),
    a_role(
        "days-60",
        with_lines(
            "schedule:\n" + "".join(f"  - {{day: {n + 1}, stages: [walk]}}\n" for n in range(60))
        ),
        "",
    ),
    a_role(
        "levels-5000",
        role(
            (
                "{1: Not yet, 2: Partly, 3: Yes}",
                "{" + ", ".join(f"{n}: L" for n in range(1, 5000)) + "}",
            )
        ),
        "more than",
    ),
    a_role(
        "text-200-kb",
        with_lines("adjustments: |\n" + "  Words and words and words.\n" * 7500),
        "characters",
    ),
    a_role(
        "text-200-kb-in-one-line", with_lines(f"adjustments: {'word ' * 40_000}\n"), "characters"
    ),
    a_role("text-200-kb-quoted", with_lines(f'adjustments: "{"word " * 40_000}"\n'), "characters"),
    a_role(
        "text-200-kb-folded",
        with_lines("adjustments: >\n" + "  Words and words and words.\n" * 7500),
        "characters",
    ),
    a_role(
        "text-19-kb-quoted-in-lines", with_lines('adjustments: "' + "word\n  " * 2700 + '"\n'), ""
    ),
    a_role(
        "text-19-kb-escaped", with_lines('adjustments: "' + "a\\u0020\\\n  " * 1500 + 'b"\n'), ""
    ),
    a_role("title-100-kb", titled("x" * 100_000), "characters"),
    a_role("file-of-1-mb", ROLE + "# comment\n" * 110_000, "larger than 1,000,000 bytes"),
    a_role("lines-of-nothing", ROLE + "\n" * 900_000, "", "Looks after the trees."),
    a_role("comments-of-900-kb", ROLE + "# a comment\n" * 75_000, "", "Looks after the trees."),
    a_role(
        "unknown-words",
        with_lines("jurisdictions: [" + ", ".join(f"j{n}" for n in range(5000)) + "]\n"),
        "more than",
    ),
    a_role("links-300", with_lines("adjustments: |\n" + f"  [b]({'x' * 300}.md)\n" * 60), "."),
    a_role("link-of-300-letters", with_lines(f"adjustments: '[b]({'x' * 300}.md)'\n"), "x"),
    a_role("link-of-5000-letters", with_lines(f"adjustments: '[b]({'x' * 5000}.md)'\n"), "x"),
    a_role("picture-of-300-letters", with_lines(f"adjustments: '![b]({'x' * 300}.png)'\n"), "x"),
    a_role("link-with-nul", with_lines("adjustments: '[b](a%00b.md)'\n"), "a"),
]
VALUES = [
    said_of("minutes-huge", "minutes: 30", "minutes: 999999999999", "expected whole minutes"),
    said_of("minutes-octal", "minutes: 30", "minutes: 030", "expected whole minutes, got '030'"),
    said_of("minutes-zero", "minutes: 30", "minutes: 0", "at least 1"),
    said_of("minutes-minus", "minutes: 30", "minutes: -5", "expected whole minutes"),
    said_of("minutes-float", "minutes: 30", "minutes: 30.5", "expected whole minutes"),
    said_of("minutes-exponent", "minutes: 30", "minutes: 3e1", "expected whole minutes"),
    said_of("minutes-nan", "minutes: 30", "minutes: .nan", "expected whole minutes"),
    said_of("minutes-inf", "minutes: 30", "minutes: .inf", "expected whole minutes"),
    said_of("minutes-digits", "minutes: 30", f"minutes: {'9' * 5000}", "expected whole minutes"),
    said_of("minutes-hex", "minutes: 30", "minutes: 0x1e", "expected whole minutes"),
    said_of("minutes-sexagesimal", "minutes: 30", "minutes: 1:30", "write 90"),
    said_of("minutes-arabic", "minutes: 30", "minutes: ٣٠", "expected whole minutes"),
    said_of("minutes-list", "minutes: 30", "minutes: [30]", "expected whole minutes"),
    said_of("minutes-mapping", "minutes: 30", "minutes: {a: 30}", "expected whole minutes"),
    said_of("minutes-nothing", "minutes: 30", "minutes:", "expected whole minutes"),
    said_of("minutes-large", "minutes: 30", "minutes: 999999", "."),
    said_of("minutes-points", "minutes: 30", "minutes: 1.2.3 h 4.5.6 m", "expected whole minutes"),
    said_of("needs-large", "needs: 2", "needs: 9", "."),
    said_of("needs-huge", "needs: 2", f"needs: {'9' * 5000}", "."),
    said_of(
        "levels-list",
        "levels: {1: Forgets., 2: Remembers., 3: Foresees.}",
        "levels: [a, b]",
        "expected levels",
    ),
    said_of("levels-words", "levels: {1: Forgets.", "levels: {one: Forgets.", "expected a level"),
    said_of("format-unknown", "format: conversation", "format: duel", "expected one of"),
    said_of("format-long", "format: conversation", f"format: {'x' * 10_000}", "expected one of"),
    said_of("main-unknown", "main: [care]", "main: [nothing]", "."),
    said_of("main-mapping", "main: [care]", "main: {care: {a: b}}", "expected a text"),
    said_of("main-twice", "main: [care]", "main: [care, care]", "."),
    said_of("sections-outside", "articles/day#walking", "../../etc/passwd#x", "."),
    said_of("sections-unknown", "articles/day#walking", "articles/none#walking", "."),
    said_of("sections-long", "articles/day#walking", "a" * 5000, "."),
    said_of("sections-nul", "[articles/day#walking]", '["a\\0b"]', "control character"),
    said_of("id-capital", "  walk:", "  Walk:", "expected an id"),
    said_of("id-space", "  walk:", "  a walk:", "expected an id"),
    said_of("id-path", "  walk:", "  ../../walk:", "expected an id"),
    said_of("id-slash", "  walk:", "  a/walk:", "expected an id"),
    said_of("id-200", "  walk:", f"  w{'a' * 199}:", "letters|long"),
    said_of("id-1000", "  walk:", f"  w{'a' * 999}:", "letters|long"),
    said_of("id-question-200", "id: dry", f"id: d{'r' * 199}", "letters|long"),
    said_of("id-nfd", "  walk:", "  wa\u0308lk:", "expected an id"),
    said_of("id-script", "  walk:", "  <script>:", "expected an id"),
    said_of("id-index", "  walk:", "  index:", "", "A walk"),
    said_of(
        "day-huge",
        "stages:\n",
        "schedule: [{day: 999999999999, stages: [walk]}]\nstages:\n",
        "expected",
    ),
    said_of("date-none", "scale:", "review_by: 2026-13-45\nscale:", "a day of the calendar"),
    said_of("date-far", "scale:", "review_by: 9999-12-31\nscale:", ""),
    said_of("date-zero", "scale:", "review_by: 0000-01-01\nscale:", "a day of the calendar"),
    said_of("flag", "scale:", "recorded: {is: perhaps}\nscale:", "expected"),
    said_of(
        "break-huge",
        "stages:\n",
        "schedule: [{day: 1, stages: [{break: 999999999999}]}]\nstages:\n",
        "expected",
    ),
]
PLAIN = "Looks after the trees."
"""Words of the role's page where nothing is wrong with it."""


def begun(name: str, lines: str, says: str = "") -> Case:
    """The role below some lines."""
    return a_role(name, lines + ROLE, says, *(() if says else (PLAIN,)))


def ended(name: str, lines: str, says: str = "") -> Case:
    """The role above some lines."""
    return a_role(name, ROLE + lines, says, *(() if says else (PLAIN,)))


def title(name: str, written: str, says: str = "") -> Case:
    return a_role(f"title-{name}", titled(written), says, *(() if says else (PLAIN,)))


SCALE = "{1: Not yet, 2: Partly, 3: Yes}"


def scale(name: str, written: str, says: str) -> Case:
    return a_role(f"scale-{name}", role((SCALE, written)), says)


def goals(name: str, text: str, says: str | None = None, *shows: str) -> Case:
    """The role with Markdown for its goals, of which a page is made."""
    written = "".join(f"      {line}\n" for line in text.split("\n"))
    return Case(
        f"goals-{name}", {f"roles/goals-{name}{SUFFIX}": role((GOAL, written))}, says, shows
    )


TITLES = [
    title("nel", '"\\x85"', "an invisible line break"),
    title("separator", '"a\\u2028b"', "an invisible line break"),
    title("beyond-unicode", '"\\U00110000"', "invalid Unicode"),
    title("last-of-unicode", '"\\U0010FFFF"'),
    title("slash", '"a\\/b"'),
    title("unknown-escape", '"\\q"', "unknown escape"),
    title("verbatim-tag", "!<tag:yaml.org,2002:str> x"),
    title("open-tag", "!< x", "expected tag URI"),
    title("tag-of-nothing", "! x"),
    title("behind-quote", "'a' b", "expected a key"),
    title("colon", "a: b", "a second ': '"),
    title("at", "@x", "cannot start with '@'"),
    title("backtick", "`x`", "cannot start with '`'"),
    title("percent", "%x", "cannot start with '%'"),
    title("tag-alone", "!", "got nothing"),
    title("anchor-alone", "&", "cannot start with '&'"),
    title("alias-alone", "*", "cannot start with"),
    title("block-of-9x", "|9x\n  a", "not YAML"),
    title("block-of-0", "|0\n  a", "not YAML"),
    title("block-of-10", ">10\n  a", "not YAML"),
    title("block-with-tab", "|\n\ta", "a tab"),
    title("hash", "a#b"),
    title("comment", "# b", "got nothing"),
    title("joiner", "a\u200db"),
    title("turned", "\u202eabc"),
    title("tag-letters", "a\U000e0041b"),
    title("no-letter", "a\ufffeb", "a control character, U\\+FFFE"),
    title("private", "\ue000"),
    title("mark-first", "\u0301a"),
    title("mark-in-front", "Gard\ufeffener"),
]
LINES = [
    begun("tag-directive", "%TAG ! tag:x,2000:\n---\n"),
    begun("document-start", "---\n"),
    begun("document-of-text", "--- text\n", "a second ': '"),
    begun("key-of-nothing", "? \n: x\n", "unknown key"),
    begun("extends-mapping", "extends: {a: b}\n", "expected a list"),
    begun("extends-dots", "extends: [..]\n", "is not a library"),
    begun("extends-slash", "extends: ['/']\n", "outside of the sources"),
    begun("extends-nothing", "extends: []\n"),
    begun("extends-home", "extends: ['~/x']\n", "is not a library"),
    begun("extends-drive", "extends: ['C:\\x', CON]\n", "is not a library"),
    begun("extends-here", "extends: [.]\n", "is not a library"),
    ended("document-end", "...\n"),
    ended("document-end-and-more", "...\nx: 1\n", "not YAML"),
    ended("dashes-in-line", "looking_for: - - - a\n", "not YAML"),
    ended("dashes-in-block", "looking_for:\n- - - a\n", "got a list"),
    ended("two-commas", "looking_for: [a,,b]\n", "not YAML"),
    ended("comma-at-end", "looking_for: [a,b,]\n", "splits at every comma"),
    ended("flow-over-lines", "looking_for: [a,\nb]\n", "splits at every comma"),
    ended("flow-comment", "looking_for: [a #b\n]\n", "splits at every comma"),
    ended("plus", "looking_for+: [a]\n", "no base has 'looking_for'"),
    ended("two-pluses", "looking_for++: [a]\n", "did you mean 'looking_for'"),
    ended("minus", "looking_for-: [a]\n", "did you mean 'looking_for'"),
    ended("schedule-of-none", "schedule: [{day: 1, stages: [none]}]\n", "no stage 'none'"),
    ended("schedule-of-nothing", "schedule: []\n"),
    ended("schedule-of-text", "schedule: tomorrow\n", "expected a list"),
    ended("schedule-of-hours", "schedule: [{day: 1, start: '25:99'}]\n", "unknown key"),
    ended("schedule-of-breaks", "schedule: [{day: 1, stages: [{break: 1}, {break: 1}]}]\n"),
    ended("question-twice", QUESTION, "is there already"),
    ended("stage-twice", STAGE, "the same key as in line 11"),
]
ODD = [
    said_of("nbsp-key", "summary: L", "\u00a0summary: L", "did you mean 'summary'"),
    said_of("wide-colon", "summary: L", "summary：L", "without ':'"),
    said_of("cyrillic-key", "title: Gardener", "t\u0456tle: Gardener", "did you mean 'title'"),
    said_of("upper-key", "title: Gardener", "TITLE: Gardener", "unknown key"),
    said_of("dash-key", "main: [", "m-ain: [", "did you mean 'main'"),
    said_of("stage-of-nothing", "stages:\n", "stages:\n  x:\n", "empty, and no base"),
    said_of("stage-of-a-list", "stages:\n", "stages:\n  x: [a]\n", "got a list"),
    said_of("stage-of-text", "stages:\n", "stages:\n  x: a\n", "got 'a'"),
    scale("minus", "{-1: a, 0: b, 1: c}", "expected a level"),
    scale("one", "{1: a}", "expected 2 to 5 levels"),
    scale("gap", "{1: a, 5: b}", "expected 2 to 5 levels"),
    scale("half", "{1.5: a, 2: b}", "expected a level"),
    scale("huge", "{1: a, 99999999999999999999: b}", "expected a level"),
    scale("twice", "{1: a, 1: b}", "the same key"),
    scale("true", "{1: a, true: b}", "expected a level"),
    said_of(
        "levels-of-another", "3: Foresees.", "7: Foresees.", "expected the levels of the scale"
    ),
    said_of("needs-none", "needs: 2", "needs: 0", "at least 1"),
    said_of("needs-words", "needs: 2", "needs: two", "expected a whole number"),
    said_of("agenda-minus", "minutes: 10", "minutes: -10", "expected whole minutes"),
    said_of("agenda-range", "minutes: 10", "minutes: 10-20", "expected whole minutes"),
    said_of("agenda-units", "minutes: 10", "minutes: 10 min", "write 10"),
    said_of("agenda-unknown", "is: questions", "is: dancing", "expected one of"),
    said_of("agenda-of-text", "{minutes: 20, is: questions}", "words", "expected keys and values"),
    said_of("say-nul", "Shall we?", '"a\\u0000"', "a control character"),
    said_of("say-list", "say: Shall we?", "say: [a, [b]]", "expected a text or a list"),
    said_of("say-mapping", "say: Shall we?", "say: {a: b}", "expected a text"),
    said_of("vertical-tab", "Looks after", "Looks\x0bafter", "U\\+000B"),
    said_of("form-feed", "Looks after", "Looks\x0cafter", "U\\+000C"),
    said_of("delete", "Looks after", "Looks\x7fafter", "U\\+007F"),
    said_of("id-emoji", "  walk:", "  🌳:", "expected an id"),
    said_of("id-number", "  walk:", "  1:", "expected an id"),
    said_of("id-date", "  walk:", "  2020-01-01:", "expected an id"),
    said_of("id-true", "  walk:", "  true:", "", PLAIN),
    said_of("id-null", "  walk:", "  null:", "", PLAIN),
    said_of("id-con", "  walk:", "  con:", "", PLAIN),
    said_of("ask-nothing", "ask: What is dry?", "ask: ''", "expected a text"),
    said_of("ask-list", "ask: What is dry?", "ask: [a, b]", "expected a text"),
]
MARKDOWN = [
    goals("script", "- <script>hit()</script>", "left out"),
    goals("include", "```{include} /etc/passwd\n```", "file not found"),
    goals("eval", "```{eval-rst}\n.. include:: /etc/passwd\n```", "."),
    goals("table", "| a |\n|---|\n| b |"),
    goals("heading", "# a\n## b"),
    goals("contents", "```{toctree}\nindex\n```"),
    goals("formula", "- $\\href{javascript:hit()}{x}$"),
    goals("substitution", "- {{ cycler.__init__.__globals__ }}"),
    goals("note", "- a[^1]\n\n[^1]: b"),
    goals("references", "- {ref}`none` {doc}`/none` {guide:role}`x`", "."),
    goals("stage-in-itself", ":::{stage} walk\n:::"),
    goals("for-roles", ":::{for-roles} gardener\n- a\n:::"),
    goals("agenda", ":::{agenda}\n:::"),
    goals("nested", "- a\n  - b\n    - c\n      1. d\n         > e"),
    goals("raw", "```{raw} html\n<b>x</b>\n```"),
    goals("picture", "- ![x](/etc/passwd) ![y](https://127.0.0.1:9/a.png)", "."),
    goals("download", "- {download}`/etc/passwd`", "."),
    goals("comment", "- a\n% b\n+++ c"),
    goals("front", "---\na: b\n---\n- c"),
    goals("fence-open", "````python\n- a"),
    goals("html-open", "- <div><b>a"),
    goals("html-comment", "- <!-- a"),
    goals("lists-60", "\n".join(f"{'  ' * n}- Level {n}" for n in range(60)), "nested deeper"),
    goals("quotes-200", ">" * 200 + " deep", "nested deeper"),
    goals("emphasis-500", "*a **b " * 250 + "end" + "** c*" * 250, "nested deeper"),
    goals("directives-80", "\n".join("`" * (83 - n) + "{note}" for n in range(80)), "deeper"),
    goals("links", "- [a](b.md) [c](javascript:hit()) <javascript:hit()>", "."),
]

_BASES = {f"libraries/_chain-{n}{SUFFIX}": f"extends: [_chain-{n + 1}]\n" for n in range(1500)}
_MESH = {
    f"mesh/_mesh-{n}{SUFFIX}": "extends: ["
    + ", ".join(f"_mesh-{m}" for m in range(n + 1, 40))
    + "]\n"
    for n in range(39)
} | {f"mesh/_mesh-39{SUFFIX}": "level: Senior\n"}
_LARGE = {
    f"large/_large-{n}{SUFFIX}": "".join(
        f"{bank}:\n" + "".join(f"  b{n}-{m}: {{title: T, means: x}}\n" for m in range(400))
        for bank in ("competencies",)
    )
    for n in range(30)
}


def extending(name: str, base: str, more: dict[str, object], says: str, *shows: str) -> Case:
    own = {f"{name}/own{SUFFIX}": f"extends: [{base}]\n{ROLE}"}
    return Case(f"extends-{name}", {**own, **more}, says, shows)  # type: ignore[dict-item]


LIBRARIES = [
    extending("libraries", "_chain-0", dict(_BASES), "more than 40 libraries"),
    extending("mesh", "_mesh-0", dict(_MESH), "", "Looks after the trees."),
    extending(
        "circle",
        "_one",
        {f"circle/_one{SUFFIX}": "extends: [_two]\n", f"circle/_two{SUFFIX}": "extends: [_one]\n"},
        "a circle",
        "a circle: _one → _two → _one",
    ),
    extending("itself", "own", {}, "not a library"),
    extending(
        "self-circle",
        "_self",
        {f"self-circle/_self{SUFFIX}": "extends: [_self]\n"},
        "a circle",
        "a circle",
    ),
    extending("gone", "_gone", {}, "no base '_gone'", "no base"),
    extending("twice", "_a, _a", {f"twice/_a{SUFFIX}": "level: Senior\n"}, "is there already"),
    extending("surrogate", '"_\\ud800"', {}, "invalid Unicode character"),
    extending("nul", '"_\\0"', {}, "control character"),
    extending("newline", '"_\\n"', {}, "no base"),
    extending("long", "_" + "x" * 300, {}, "_x"),
    extending("very-long", "_" + "x" * 10_000, {}, "_x"),
    extending("outside", "../../_a", {}, "outside of the sources"),
    extending("absolute", "/etc/_a", {}, "outside of the sources"),
    extending(
        "back", "../outside-then-back/../back/_a", {f"back/_a{SUFFIX}": "level: Senior\n"}, ""
    ),
    extending("folder", "_a", {f"folder/_a{SUFFIX}": lambda path: path.mkdir()}, "_a"),
    extending("bom", "_a", {f"bom/_a{SUFFIX}": "\ufefflevel: Senior\n"}, "", "Senior"),
    extending(
        "latin", "_a", {f"latin/_a{SUFFIX}": "level: S\xe9nior\n".encode("latin-1")}, "not UTF-8"
    ),
    extending("empty", "_a", {f"empty/_a{SUFFIX}": ""}, "empty"),
    extending("list", "_a", {f"list/_a{SUFFIX}": "- a\n"}, "expected keys"),
    extending(
        "bomb",
        "_a",
        {f"bomb/_a{SUFFIX}": "looking_for:\n" + "  - &a x\n" + "  - *a\n" * 50_000},
        "more than",
    ),
    extending("big", "_a", {f"big/_a{SUFFIX}": "# c\n" * 300_000}, "larger than"),
    extending(
        "large",
        ", ".join(f"_large-{n}" for n in range(30)),
        dict(_LARGE),
        "",
        "Looks after the trees.",
    ),
    extending("mapping", "{a: b}", {}, "expected"),
    extending("number", "5", {}, "not a library"),
    extending("empty-name", "''", {}, "."),
    extending(
        "link",
        "_a",
        {f"link/_a{SUFFIX}": lambda path: path.symlink_to("/etc/passwd")},
        "outside of",
    ),
    extending("loop", "_a", {f"loop/_a{SUFFIX}": lambda path: path.symlink_to(path.name)}, "_a"),
    extending(
        "device",
        "_a",
        {f"device/_a{SUFFIX}": lambda path: path.symlink_to("/dev/zero")},
        "outside of",
    ),
    extending(
        "pipe", "_a", {f"pipe/_a{SUFFIX}": lambda path: __import__("os").mkfifo(path)}, "not a file"
    ),
]

FAMILIES = [
    Family("syntax of roles", SYNTAX),
    Family("roles that grow", GROWING),
    Family("values of roles", VALUES),
    Family("titles and lines of roles", TITLES + LINES),
    Family("odd values of roles", ODD),
    Family("markdown in roles", MARKDOWN),
    Family("libraries", LIBRARIES),
]
