"""What an author writes becomes the node that it names, in Markdown and in reST alike."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from docutils import nodes

from guides_ext.parts.node import Part
from tests.projects import CONF, GARDEN, Project

BODIES = {
    "goals": ("goals", "", "- See how they *begin*.\n- Hear what they ask."),
    "non-goals": ("non-goals", "", "- A race."),
    "checklist": ("checklist", "", "- The room is warm.\n- The alarm is set."),
    "script": ("script When they sit down", "", "Shall we begin?"),
    "for-roles": ("for-roles gardener", "", "Bring gloves."),
    "agenda": (
        "agenda",
        "",
        "- minutes: 10\n  is: welcome\n  say:\n"
        "    - {when: it rains, text: Come in.}\n    - Hello.\n"
        "  checks: |\n    - The door is open.\n- {minutes: 5, is: break}",
    ),
    "question": (
        "question",
        "",
        "ask: What is dry?\ncompetency: care\nlisten_for: |\n  - Earth.\neasier: Is it dry?",
    ),
    "competency": (
        "competency",
        "",
        "title: Taking care\nneeds: 2\nlevels:\n  1: Forgets.\n  2: Remembers.",
    ),
}


def myst(head: str, options: str, body: str) -> str:
    name, _, argument = head.partition(" ")
    return f"```{{{name}}} {argument}\n{options}{body}\n```\n"


def rest(head: str, options: str, body: str) -> str:
    name, _, argument = head.partition(" ")
    inner = textwrap.indent(f"{options}\n{body}", "   ")
    return f".. {name}:: {argument}\n{inner}\n"


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nodes.document]:
    """The doctree of each directive, in both markups, from one build."""
    options = ":name: here\n:class: special\n"
    files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": "# Home\n"}
    for name, (head, _, body) in BODIES.items():
        files[f"m-{name}.md"] = (
            f"# Page\n\n{myst(head, options.replace('here', f'm-{name}'), body)}"
        )
        files[f"r-{name}.rst"] = (
            f"Page\n====\n\n{rest(head, options.replace('here', f'r-{name}'), body)}"
        )
    built = Project(tmp_path_factory.mktemp("directives")).write(files).build("dummy")
    assert not [line for line in built.warnings if "toctree" not in line and "for-roles" not in line
                and "role 'gardener'" not in line and "competency 'care'" not in line]  # fmt: skip
    return {name: built.app.env.get_doctree(name) for name in built.app.env.all_docs}


def shape(tree: nodes.document, docname: str) -> str:
    """The tree as text, without what differs by markup: the document's name and its ids."""
    text = next(tree.findall(Part)).pformat()
    return re.sub(rf'\b{docname[:2]}|( (ids|names|slug|bullet|xml:space)="[^"]*")', "", text)


@pytest.mark.parametrize("name", BODIES)
def test_markdown_and_rest_give_the_same_tree(trees: dict[str, nodes.document], name: str) -> None:
    assert shape(trees[f"m-{name}"], f"m-{name}") == shape(trees[f"r-{name}"], f"r-{name}")


@pytest.mark.parametrize("name", BODIES)
def test_a_directive_takes_a_name_and_a_class(trees: dict[str, nodes.document], name: str) -> None:
    for docname in (f"m-{name}", f"r-{name}"):
        node = next(trees[docname].findall(Part))
        assert "special" in node["classes"]
        assert node["names"] == [docname]


@pytest.mark.parametrize("name", BODIES)
def test_the_structure_of_a_directive_is_kept(
    trees: dict[str, nodes.document], name: str, snapshot: object
) -> None:
    tree = next(trees[f"m-{name}"].findall(Part)).pformat()
    # docutils 0.21 writes what is false in another way.
    assert tree.replace('="False"', '="0"').replace('="True"', '="1"') == snapshot


MISUSE = {
    "unknown phase": (
        "```{checklist}\n:phase: befor\n- A.\n```",
        "3:1: WARNING: checklist: unknown phase 'befor' (there are: before, during, after)",
    ),
    "unknown kind of timebox": (
        "```{checklist}\n:at: brake\n- A.\n```",
        "3:1: WARNING: checklist: no kind of timebox 'brake' (there are: welcome, main, questions, "
        "their-questions, break, notes, other)",
    ),
    "words at an unknown kind of timebox": (
        "```{script}\n:at: pairing\nGo.\n```",
        "3:1: WARNING: script: no kind of timebox 'pairing' (there are: welcome, main, questions, "
        "their-questions, break, notes, other)",
    ),
    "a timebox before the stage": (
        "```{checklist}\n:phase: before\n:at: welcome\n- A.\n```",
        "3:1: WARNING: checklist: ':at:' beside ':phase: before' (no timebox is before a stage)",
    ),
    "empty list": (
        "```{goals}\n```",
        "3:1: WARNING: goals: expected a list, got nothing (write one item a line: '- …')",
    ),
    "no list": (
        "```{goals}\nWords.\n```",
        "4:1: WARNING: goals: expected one list and nothing else, got paragraph "
        "(write one item a line: '- …')",
    ),
    "two lists": (
        "```{non-goals}\n- A.\n\n1. B.\n```",
        "6:1: WARNING: non-goals: expected one list and nothing else, "
        "got bullet list and enumerated list (write one item a line: '- …')",
    ),
    "minutes that are not whole": (
        "```{agenda}\n- {minutes: 10.5, is: welcome}\n```",
        "4:13: WARNING: agenda: [0].minutes: expected whole minutes, got '10.5'",
    ),
    "indented": (
        "- An item:\n\n  ```{agenda}\n  - {minutes: 1h, is: welcome}\n  ```",
        "6:15: WARNING: agenda: [0].minutes: expected whole minutes, got '1h' (write 60)",
    ),
    "unknown key": (
        "```{question}\nask: Why?\nlisten: x\n```",
        "5:1: WARNING: question: listen: unknown key (did you mean 'listen_for'?)",
    ),
    "no timebox": (
        "```{agenda}\n[]\n```",
        "4:1: WARNING: agenda: expected a list of timeboxes",
    ),
    "an agenda with a task of no role": (
        "```{agenda}\n- {minutes: 5, is: main, with: task}\n```",
        "4:1: WARNING: agenda: with: is for the agendas of roles (leave it out)",
    ),
    "a competency that does not exist": (
        "```{question}\nask: Why?\ncompetency: car\n```",
        "5:1: WARNING: competency 'car' does not exist (nearest: gardener/care)",
    ),
    "no question": (
        "```{question}\n```",
        "4:1: WARNING: question: empty (expected keys and values)",
    ),
    "no levels": (
        "```{competency}\ntitle: Care\n```",
        "3:1: WARNING: competency: expected a competency (write 'title: …' and 'levels: …')",
    ),
    "nothing to say": ("```{script} Now\n```", "3:1: WARNING: script: expected the words to say"),
    "for a role that does not exist": (
        "```{for-roles} gardner\nA.\n```",
        "3:16: WARNING: role 'gardner' does not exist (nearest: gardener)",
    ),
    "roles that do not exist": (
        "```{roles} gardner\n```",
        "3:12: WARNING: role 'gardner' does not exist (nearest: gardener)",
    ),
    "coverage of a role that does not exist": (
        "```{coverage} gardner\n```",
        "3:15: WARNING: role 'gardner' does not exist (nearest: gardener)",
    ),
    "a stage that does not exist": (
        "```{stage} gardener/wolk\n```",
        "3:12: WARNING: stage 'gardener/wolk' does not exist (nearest: gardener/walk)",
    ),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one build says of every misuse."""
    pages: dict[str, str | bytes] = {
        f"x{number}.md": f"# Page\n\n{text}\n" for number, (text, _) in enumerate(MISUSE.values())
    }
    return (
        Project(tmp_path_factory.mktemp("misuse"))
        .write({**GARDEN, **pages})
        .build("dummy")
        .warnings
    )


@pytest.mark.parametrize("misuse", MISUSE)
def test_misuse_is_told_at_its_place(complaints: list[str], misuse: str) -> None:
    number = list(MISUSE).index(misuse)
    expected = f"x{number}.md:{MISUSE[misuse][1]}"
    told = [line for line in complaints if line.startswith(f"x{number}.md:") and "[guides." in line]
    assert len(told) == 1, told
    assert told[0].startswith(expected)
    assert re.search(r"\[guides\.(directive|ref)\]$", told[0])


def test_a_column_is_true_in_rest_too(tmp_path: Path) -> None:
    page = "Page\n====\n\n.. agenda::\n\n      - {minutes: 1h, is: welcome}\n"
    built = Project(tmp_path).write({"conf.py": CONF, "index.rst": page}).build("dummy")
    assert built.warnings == [
        "index.rst:6:19: WARNING: agenda: [0].minutes: expected whole minutes, got '1h' (write 60) "
        "[guides.directive]"
    ]


def test_markup_nests_inside(tmp_path: Path) -> None:
    page = """\
    # Page

    ```{goals}
    - See `code`, a [link](https://example.com), a note[^n].
      - nested
    ```

    ````{question}
    ask: What about **this**?
    listen_for: |
      - Code:

        ```python
        x = 1
        ```
    ````

    ```{agenda}
    - {minutes: 5, is: welcome, title: "A `title`", say: "See [there](https://example.com)."}
    ```

    [^n]: The note.
    """
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": page}).build()
    assert not built.warnings
    page_ = built.page("index")
    goals = page_.select_one(".guide-for")
    assert goals is not None
    assert goals.select_one("code")
    assert goals.select_one("a[href='https://example.com']")
    assert goals.select_one("li li")
    assert goals.select_one("a.footnote-reference")
    assert page_.select_one(".guide-question .guide-ask strong")
    assert page_.select_one(".guide-question .highlight-python")
    assert page_.select_one(".guide-agenda li > h2 code")
    assert page_.select_one(".guide-agenda .guide-say a")


def test_a_named_part_can_be_referred_to_by_its_title(tmp_path: Path) -> None:
    page = """\
    # Page

    See {ref}`g`, {ref}`q`, {guide:question}`q`, {guide:competency}`c`, {ref}`a`, {ref}`l`,
    {ref}`s`, {ref}`r`.

    ```{goals}
    :name: g
    - A.
    ```

    ```{question}
    :name: q
    ask: What is dry?
    ```

    ```{competency}
    :name: c
    title: Care
    levels: {1: No., 2: Yes.}
    ```

    ```{agenda}
    :name: a
    - {minutes: 75, is: main}
    ```

    ```{checklist}
    :name: l
    :phase: after
    - A state.
    ```

    ```{script} A cue
    :name: s
    Words.
    ```

    ```{roles}
    :name: r
    ```
    """
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": page}).build()
    assert not built.warnings
    paragraph = built.page("index").select_one("section > p")
    assert paragraph is not None
    assert " ".join(paragraph.text.split()) == (
        "See Goals, What is dry?, What is dry?, Care, Agenda, Checklist: After, A cue, Roles."
    )
    anchors = [str(link["href"]) for link in paragraph.select("a")]
    assert anchors == ["#g", "#q", "#q", "#c", "#a", "#l", "#s", "#r"]


def test_an_agenda_says_its_sum(tmp_path: Path) -> None:
    page = "# Page\n\n```{agenda}\n- {minutes: 45, is: main}\n- {minutes: 30, is: notes}\n```\n"
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": page}).build("text")
    assert "1 h 15 min in all" in built.read("index.txt")


def test_a_competency_says_what_it_means_and_why_it_counts(tmp_path: Path) -> None:
    page = """\
    # Page

    ```{competency}
    title: Care
    means: Waters *before* it is dry.
    why: Trees die.
    levels: {1: No., 2: Yes.}
    ```
    """
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": page}).build()
    found = built.page("index").select_one("caption")
    assert found is not None
    assert found.decode_contents().strip() == "Waters <em>before</em> it is dry."
    assert "Trees die." in built.page("index").text


def test_the_short_form_for_the_sheet_is_no_item(tmp_path: Path) -> None:
    items = "- A long state.\n  - Sheet: short\n- Another.\n  - Sheet: no\n"
    page = f"# Page\n\n```{{checklist}}\n{items}```\n"
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": page}).build()
    assert "Sheet" not in built.page("index").text
    items = built.app.env.domaindata["guide"]["articles"]["index"]["lists"][0]["items"]
    assert [(one["text"].words, one["sheet"] and one["sheet"].words) for one in items] == [
        ("A long state.", "short"),
        ("Another.", False),
    ]


def test_a_block_inside_another_is_for_no_role_that_the_other_is_not_for(tmp_path: Path) -> None:
    page = (
        (
            "# Page\n\n````{for-roles} gardener\n```{for-roles} baker\n"
            "```{goals}\n- Bread.\n```\n```\n````\n"
        )
        .replace("````{for", "``````{for")
        .replace("```{for-roles} b", "`````{for-roles} b")
    )
    page = page.replace("```\n```\n````", "```\n`````\n``````")
    baker = GARDEN["roles/gardener.role.yaml"]
    files = {**GARDEN, "articles/day.md": page, "roles/baker.role.yaml": baker}
    project = Project(tmp_path).write(files)
    for role in ("baker", "gardener"):
        project.replace(f"roles/{role}.role.yaml", "day#walking", "day")
    built = project.build()
    assert built.warnings == [
        "articles/day.md:4:1: WARNING: for-roles: the block around it is not for baker "
        "[guides.directive]"
    ]
    for role in ("baker", "gardener"):
        assert "Bread." not in built.page(f"roles/{role}").text
    assert "Bread." in built.page("articles/day").text


def test_a_phase_that_is_no_option_is_told_how_to_be_one(tmp_path: Path) -> None:
    files = {"conf.py": CONF, "index.md": "# Page\n\n```{checklist} before\n- A.\n```\n"}
    (told,) = Project(tmp_path).write(files).build("dummy").warnings
    # The place is that of the word or of the list: versions of MyST count a body otherwise.
    assert re.match(r"index\.md:(3:16|4:1): WARNING: checklist: expected one list", told)
    assert "(write ':phase: before')" in told
