"""Plain Markdown as people keep it on GitHub: nobody wrote it for a handbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes

from guides_ext.articles.headings import nested
from tests.articles.kit import Kit
from tests.projects import CONF, Built, Project

OTHERS: dict[str, str | bytes] = {
    "kit/b.md": "# Other\n\n## A part\n\nWords.\n",
    "kit/c.md": "# Third\n\n## Readme\n\nWords.\n",
    "kit/d.md": '# Fourth\n\n<a name="readme"></a>Words.\n',
    "kit/in here/ä [1].md": "# Odd name\n",
    "kit/in here/README.md": "# Folder\n",
    "kit/plan.txt": "A file.\n",
    "a b.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "p.png": b"\x89PNG",
}


INDEX = "# Home\n\n:::{toctree}\n:glob:\n:hidden:\nkit/**\n:::\n"


def build(folder: Path, text: str, builder: str = "html") -> Built:
    files = {"conf.py": CONF, "index.md": INDEX, "kit/a.md": text, **OTHERS}
    return Project(folder).write(files).build(builder)


def tree(built: Built) -> nodes.document:
    return built.app.env.get_doctree("kit/a")


def titles(built: Built) -> list[tuple[int, str]]:
    """Each heading with its depth."""
    found = []
    for title in tree(built).findall(nodes.title):
        depth, node = 0, title.parent
        while node.parent:
            depth, node = depth + 1, node.parent
        found.append((depth, title.astext()))
    return found


# Headings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words only.\n", [(1, "A")]),
        ("## Two\n\nWords.\n", [(1, "Two")]),
        ("Words.\n\n## Two\n", [(1, "A"), (2, "Two")]),
        ("## One\n\n## Two\n", [(1, "A"), (2, "One"), (2, "Two")]),
        ("### One\n\n#### Two\n", [(1, "One"), (2, "Two")]),
        ("# One\n\n#### Four\n\n## Two\n", [(1, "One"), (2, "Four"), (2, "Two")]),
        ("# One\n\n# Again\n\n## Two\n", [(1, "One"), (2, "Again"), (3, "Two")]),
        ("---\ntitle: Front\n---\n\nWords.\n\n## Two\n", [(1, "Front"), (2, "Two")]),
        ("One\n===\n\nTwo\n---\n", [(1, "One"), (2, "Two")]),
        (
            "---\ntitle: Front\n---\n\n## Two\n\n### Three\n",
            [(1, "Front"), (2, "Two"), (3, "Three")],
        ),
        ("---\ntitle: Front\n---\n\n## Two\n", [(1, "Front"), (2, "Two")]),
        ("---\ntitle: Front\n---\n", [(1, "Front")]),
        ("---\ntitle: Front\n---\n\n# One\n\n## Two\n", [(1, "One"), (2, "Two")]),
    ],
)
def test_every_page_has_one_title_and_headings_without_gaps(
    tmp_path: Path, text: str, expected: list[tuple[int, str]]
) -> None:
    built = build(tmp_path, text, "dummy")
    assert built.warnings == []
    assert titles(built) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A\n\n---\n\nOne.\n\n---\n\n***\n\nTwo.\n\n---\n", 1),
        ("***\n\nOne.\n\n## B\n\n---\n\nTwo.\n\n---\n\n## C\n\nThree.\n", 1),
        ("---\ntitle: A\n---\n\n---\n\n## B\n\n<hr>\n\n---\n\nWords.\n", 0),
        ("# A\n\nOne.\n\n---\n\n> Two.\n>\n> ---\n>\n> Three.\n", 1),
        ("# A\n\nOne {% x %}.\n\n---\n", 0),
        ("# A\n\nOne.\n\n---\n\n<script>x</script>\n\n---\n\nTwo.\n", 1),
        ("# A\n\nOne.\n\n---\n\n<script>x</script>\n", 0),
        ("# A\n\nOne [^1].\n\n---\n\n[^1]: Two.\n", 1),  # that of MyST, above all footnotes
        ("# A\n\nOne [^1].\n\n---\n\n[^1]: Two.\n\nThree.\n", 2),
        ("# A\n\n[^1]: Two.\n\n---\n\nOne [^1].\n", 1),
    ],
)
def test_a_line_stands_between_blocks_or_is_none(tmp_path: Path, text: str, lines: int) -> None:
    built = build(tmp_path, text, "dummy")
    assert [one for one in built.warnings if "[guides." not in one] == []
    assert len(list(tree(built).findall(nodes.transition))) == lines


def test_headings_never_jump_and_keep_their_order() -> None:
    assert nested([1, 4, 6, 2, 1, 3], titled=True) == [1, 2, 3, 2, 2, 3]
    assert nested([3, 5, 2], titled=False) == [2, 3, 2]
    assert nested([], titled=False) == []


@pytest.mark.parametrize("alt", ["one\ntwo", "one `two`", "**one** [two](b.md)", "one&nbsp;two"])
def test_what_stands_for_a_picture_has_all_of_its_words(tmp_path: Path, alt: str) -> None:
    (image,) = tree(build(tmp_path, f"# A\n\n![{alt}](<../a b.svg>)\n", "dummy")).findall(
        nodes.image
    )
    assert image["alt"].split() == ["one", "two"]


# Code ------------------------------------------------------------------------------------------

FENCES = {
    "``` {.good}\nTags *are* fine.\n```": "",
    "```{#named}\nTags *are* fine.\n```": "",
    '``` { .yaml .wide title="a.yml" }\nTags *are* fine.\n```': "",
    '``` title="a"\nTags *are* fine.\n```': "",
    "```{}\nTags *are* fine.\n```": "''",
    "```{mermaid}\nTags *are* fine.\n```": "'mermaid'",
    ":::{callout}\nTags *are* fine.\n:::": "'callout'",
}


@pytest.fixture(scope="module")
def fences(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit(tmp_path_factory.mktemp("fences"), [f"# A\n\n{one}\n" for one in FENCES], {})


@pytest.mark.parametrize(("text", "said"), FENCES.items())
def test_what_a_fence_holds_is_shown_whatever_stands_behind_its_marks(
    fences: Kit, text: str, said: str
) -> None:
    case = fences.case(f"# A\n\n{text}\n")
    assert [said in one for one in case.warnings] == [True] * bool(said)
    (code,) = case.article.select("pre")
    assert code.text.strip() == "Tags *are* fine."


# Links -----------------------------------------------------------------------------------------


ADDRESSES = {
    "#": "#",
    "b.md": "b.html",
    "b.md#": "b.html",
    "b.md#a-part": "b.html#a-part",
    "./b.md": "b.html",
    "../kit/b.md": "b.html",
    "/kit/b.md#a-part": "b.html#a-part",
    "b.md#readme": "b.html",
    "in%20here#readme": "in%20here/README.html",
    "c.md#readme": "c.html#readme",
    "/kit/c.md#readme": "c.html#readme",
    "d.md#readme": "d.html#readme",
    "#readme": "#",
    "in%20here/%C3%A4%20%5B1%5D.md": "in%20here/%C3%A4%20%5B1%5D.html",
    "<in here/ä [1].md>": "in%20here/%C3%A4%20%5B1%5D.html",
    "in%20here/": "in%20here/README.html",
    "/kit/in%20here": "in%20here/README.html",
    "#own": "#own",
    "#-party": "#party",
    "https://a.example/b.md": "https://a.example/b.md",
}
"""Where each leads on the page."""

NOWHERE = ("gone.md", "/gone.md", "../../LICENSE", "b.md#no-part")
PICTURES = ("<../a b.svg>", "/a%20b.svg", "../a%20b.svg")


SHOWN_IN = {
    "![alt](../p.png#gh-dark-mode-only)": "only-dark",
    "![alt](/p.png#only-light)": "only-light",
    "![alt](../p.png?raw=true#part)": "",
    '<img alt="alt" class="own" src="../p.png#gh-light-mode-only">': "own only-light",
    "![alt](../p.png#highlight)": "",
    "![alt](../p.png#not-only-dark)": "",
}
"""Pictures whose addresses say in which mode they are shown, and their classes."""


AS_THEY_WERE = (
    "https://a.example/sprite.svg#icon",
    "https://a.example/a.mp4#t=10",
    "https://a.example/p.png#centre",
    "sprite.svg#icon",
)
"""Addresses of pictures whose fragment says nothing about a mode."""


def linked(address: str) -> str:
    return f"# A\n\nOne.\n\n[words]({address})\n\n## Own\n\n## 🎉 Party\n"


def pictured(address: str) -> str:
    return f"# A\n\n![alt]({address})\n"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """An article for each address, built at once."""
    texts = [*map(linked, (*ADDRESSES, *NOWHERE)), *map(pictured, PICTURES)]
    texts += [f"# A\n\n{one}\n" for one in SHOWN_IN]
    texts += map(pictured, (*AS_THEY_WERE, "https://a.example/p.svg#only-dark"))
    return Kit(tmp_path_factory.mktemp("github"), texts, OTHERS)


@pytest.mark.parametrize("text", SHOWN_IN)
def test_a_picture_may_say_in_which_mode_it_is_shown(kit: Kit, text: str) -> None:
    case = kit.case(f"# A\n\n{text}\n")
    assert case.warnings == []
    (picture,) = case.article.select("img")
    assert picture["src"] == "../_images/p.png"
    assert " ".join(picture.get_attribute_list("class")) == SHOWN_IN[text]


@pytest.mark.parametrize("address", AS_THEY_WERE)
def test_a_fragment_that_selects_what_is_drawn_stays(kit: Kit, address: str) -> None:
    (picture,) = kit.case(pictured(address)).article.select("img")
    assert str(picture["src"]).endswith(address)
    assert not picture.has_attr("class")


def test_a_picture_from_elsewhere_may_say_in_which_mode_it_is_shown(kit: Kit) -> None:
    (picture,) = kit.case(pictured("https://a.example/p.svg#only-dark")).article.select("img")
    assert picture["src"] == "https://a.example/p.svg"
    assert picture["class"] == ["only-dark"]


@pytest.mark.parametrize(("address", "href"), ADDRESSES.items())
def test_a_link_leads_where_github_leads(kit: Kit, address: str, href: str) -> None:
    case = kit.case(linked(address))
    assert case.warnings == []
    (link,) = (one for one in case.article.select("a") if one.text == "words")
    assert link["href"] in (href, href.replace("%20", " "), href.replace("ä", "%C3%A4"))


def test_a_link_from_the_roots_above_the_sources_is_followed(tmp_path: Path) -> None:
    """The sources are the folder ``docs`` of the repository."""
    built = build(tmp_path, "# A\n\n[words](/docs/kit/b.md)\n", "dummy")
    assert built.warnings == []


def test_a_file_is_offered_for_download(tmp_path: Path) -> None:
    built = build(tmp_path, "# A\n\n[words](plan.txt)\n", "dummy")
    assert list(tree(built).findall(addnodes.download_reference))
    assert built.warnings == []


@pytest.mark.parametrize("address", NOWHERE)
def test_a_link_that_leads_nowhere_says_so_with_its_line(kit: Kit, address: str) -> None:
    case = kit.case(linked(address))
    (warning,) = case.warnings
    assert warning.startswith("kit/a.md:5: WARNING: ")
    assert "words" in case.article.text


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_is_found_where_github_finds_it(kit: Kit, address: str) -> None:
    case = kit.case(pictured(address))
    assert case.warnings == []
    (image,) = case.article.select("img")
    assert image["src"] == "../_images/a%20b.svg"
    assert (kit.built.out / "_images" / "a b.svg").is_file()


def test_a_link_from_the_root_of_a_repository_among_the_sources_is_followed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "conf.py": CONF,
        "index.md": INDEX,
        "kit/a.md": "# A\n\n[one](/docs/b.md) [two](/docs/deep/c.md) [top](README.md#readme)\n",
        "kit/docs/b.md": "# B\n",
        "kit/docs/deep/c.md": "# C\n\n[back](/docs/b.md) ![x](/docs/x.svg)\n",
        "kit/docs/x.svg": OTHERS["a b.svg"],
        "kit/README.md": "# Read me\n",
    }
    built = Project(tmp_path).write(files).build()
    assert built.warnings == []
    links = {one.text: one["href"] for one in built.page("kit/a").select("article p a")}
    assert links == {"one": "docs/b.html", "two": "docs/deep/c.html", "top": "README.html"}


def test_a_folder_means_its_readme_though_that_is_no_document(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "conf.py": CONF + 'exclude_patterns = ["ex"]\n',
        "index.md": INDEX,
        "kit/a.md": "# A\n\n[one](/ex/) [two](/gone/)\n",
        "ex/README.md": "# Example\n",
    }
    found, gone = Project(tmp_path).write(files).build("dummy").warnings
    assert "Unknown source document 'ex/README'" in found
    assert "'/gone/'" in gone


# Within lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See https://a.example/b.", '<a class="reference external" href="https://a.example/b">'),
        ("See www.a.example.", 'href="http://www.a.example"'),
        ("~~Not~~ any more.", '<s><span class="strike">Not</span></s>'),
        (":tada: and :+1:", "🎉 and 👍"),
        ("At 10:30:00 :nothing:", "At 10:30:00 :nothing:"),
        ("`:tada:` `~~a~~` `https://a.example`", ":tada:"),
    ],
)
def test_bare_addresses_strikes_and_signs_are_as_on_github(
    tmp_path: Path, text: str, shown: str
) -> None:
    built = build(tmp_path, f"# A\n\n{text}\n")
    assert built.warnings == []
    assert shown in str(built.page("kit/a").select_one("article"))


def test_signs_stay_names_on_a_page_that_uses_myst(tmp_path: Path) -> None:
    built = build(tmp_path, "# A\n\n:tada: {abbr}`b (c)`\n", "dummy")
    assert ":tada:" in tree(built).astext()


# Blocks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_an_alert_is_a_box(tmp_path: Path, kind: str) -> None:
    built = build(tmp_path, f"# A\n\n> [!{kind.upper()}]\n> Some *words*.\n>\n> More.\n", "dummy")
    (box,) = tree(built).findall(getattr(nodes, kind))
    assert box.astext() == "Some words.\n\nMore."
    assert not list(tree(built).findall(nodes.block_quote))


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE] and more\n> Words.\n",
        "> [!NOTE] *and* more\n> Words.\n",
        "> [!NOTHING]\n> Words.\n",
        "> Words.\n> [!NOTE]\n",
        "[!NOTE]\n\nWords.\n",
    ],
)
def test_a_quote_that_is_no_alert_stays_one(tmp_path: Path, text: str) -> None:
    said = tree(build(tmp_path, f"# A\n\n{text}", "dummy")).astext()
    assert "[!NOT" in said


TAGS_OF_OTHERS = (
    "See {{ this }}, {% that %} and ${{ those }}, `{{ code }}`.",
    "{% include alone.html %}",
    "- {% include item.html %}",
    "> {% include quoted.html %}",
    "Words\n{% include between.html %}\nwords.",
    "*a*{% b %} [c]{% d %} `e`{% f %} [g](https://a.example){% h %}",
    "(${{ one }}),${{ two }}$",
    "{% if x %}y{% endif %}",
    "```\n{% x %}\n```",
    "    {% x %}",
)


@pytest.mark.parametrize("text", TAGS_OF_OTHERS)
def test_markup_of_other_tools_stays_as_it_is_in_plain_markdown(tmp_path: Path, text: str) -> None:
    built = build(tmp_path, f"# A\n\n{text}\n", "dummy")
    told = [one for one in built.warnings if one.endswith("[guides.flavour]")]
    assert built.warnings == told
    assert len(told) <= 1
    said = tree(built).astext()
    for tag in re.findall(r"\$?\{[{%].*?[%}]\}", text):
        assert tag in said
    assert not list(tree(built).findall(nodes.math))


OTHER_TAGS = """\
# A

{% hint style="danger" %}
Kept *words* "quoted".

{% endhint %}

See {{< ref "b" >}} and {% hint %} again.

{% embed url="https://a.example/b" %}
Its caption.
{% endembed %}

{% tabs %}
{% tab title="One" %}
First.
{% endtab %}
{% endtabs %}
"""


def test_tags_of_other_generators_are_said_once_a_file_and_shown(tmp_path: Path) -> None:
    built = build(tmp_path, OTHER_TAGS)
    (said,) = built.warnings
    assert said.startswith("kit/a.md:3:1: WARNING: tags of another generator are shown as they are")
    assert "hint, ref, embed, tabs, tab (guides_flavour" in said
    assert '{% hint style="danger" %}' in tree(built).astext()


def test_a_tag_over_several_lines_is_shown_as_it_is(tmp_path: Path) -> None:
    built = build(tmp_path, '# A\n\n{{% card\n  title="A *b*"\n%}}\n\nWords.\n')
    (said,) = built.warnings
    assert said.startswith("kit/a.md:3:1: WARNING: tags of another generator are shown as they are")
    assert '{{% card\n  title="A *b*"\n%}}' in tree(built).astext()


@pytest.mark.parametrize(
    ("front", "text", "conf"),
    [
        ("layout: docs", "{{< card >}} {{ a", ""),
        ("layout: docs", "{{% card %}} {{ a", ""),
        ("layout: docs", "{%- set card %} {{ a", ""),
        ("layout: page", "{% card %} {{ a", 'guides_flavour = {"kit/**": "eleventy"}\n'),
    ],
)
def test_a_page_of_another_generator_is_none_of_jekyll(
    tmp_path: Path, front: str, text: str, conf: str
) -> None:
    page = f"---\n{front}\n---\n\n# A\n\n{text}\n"
    files = {"conf.py": CONF + conf, "index.md": INDEX, "kit/a.md": page}
    built = Project(tmp_path).write(files).build("dummy")
    (said,) = built.warnings
    assert said.endswith("[guides.flavour]")
    assert text in tree(built).astext()


def test_tags_of_a_generator_are_read_where_it_is_named(tmp_path: Path) -> None:
    conf = f'{CONF}guides_flavour = {{"kit/**": "gitbook"}}\n'
    files = {"conf.py": conf, "index.md": INDEX, "kit/a.md": OTHER_TAGS}
    built = Project(tmp_path).write(files).build()
    (said,) = built.warnings
    assert said.startswith("kit/a.md:8:5: WARNING: tags of another generator are shown")
    article = built.page("kit/a").select_one("article")
    assert article
    box = article.select_one(".admonition.caution em")
    assert box
    assert box.text == "words"
    assert article.select("a[href='https://a.example/b']")
    assert "Its caption." in article.text
    assert [one.text for one in article.select("p > strong")] == ["One"]
    assert "{% tab" not in article.text


@pytest.mark.parametrize(
    "text",
    [
        "{{< hint info >}}\nKept.\n{{< /hint >}}",
        "{{% notice note %}}\nKept.\n{{% /notice %}}",
        "{{< youtube abc >}}\n\nKept.",
    ],
)
def test_shortcodes_of_hugo_are_read_where_it_is_named(tmp_path: Path, text: str) -> None:
    conf = f'{CONF}guides_flavour = {{"kit/**": "hugo"}}\n'
    files = {"conf.py": conf, "index.md": INDEX, "kit/a.md": f"# A\n\n{text}\n"}
    built = Project(tmp_path).write(files).build()
    assert built.warnings == []
    article = built.page("kit/a").select_one("article")
    assert article
    assert article.select(".admonition, a[href='https://www.youtube.com/watch?v=abc']")
    assert "Kept." in article.text


MKDOCS = {
    '!!! tip "My *title*"\n\n    Kept *words*.\n': ".admonition.tip .admonition-title em",
    "!!! note\n    Kept *words*.\n": ".admonition.note p em",
    '!!! note "a \\"*b*\\""\n    Kept words.\n': ".admonition-title em",
    '??? question "Why?"\n    - Kept *words*.\n': "details:not([open]) li em",
    '???+ note ""\n    ``` { .yaml }\n    Kept words.\n    ```\n': "details[open] .highlight-yaml",
    '=== "Tab"\n\n    Kept words.\n': ".sd-tab-set .sd-tab-content p",
    "=== 'My *a*'\n    Kept words.\n\n=== 'B'\n\n    - *Two*\n": ".sd-tab-set li em",
    '=== "A"\n\n    Kept words.\n\n    ===! "B"\n\n        In.\n': ".sd-tab-set .sd-tab-set p",
    '- One\n\n    === "A"\n\n        Kept words.\n\n    Two\n': "li > .sd-tab-set p",
    '=== "A \\"b\\""\n    Kept words.\n': ".sd-tab-label:-soup-contains('A “b”')",
    '===+ "A"\n    Kept words.\n': "input[checked] + .sd-tab-label:-soup-contains('A')",
    '=== "A"\n    Kept words.\n\n===+ "B"\n    One.\n': (
        "input[checked] + .sd-tab-label:-soup-contains('B')"
    ),
    '===+ "A"\n    Kept words.\n\n===+ "B"\n    One.\n': (
        "input[checked] + .sd-tab-label:-soup-contains('A')"
    ),
    '=== "A"\n    Kept words.\n\n===+! "B"\n    One.\n': ".sd-tab-set:nth-of-type(2)",
    '=== "A"\n    Kept words.\n\n===!+ "B"\n    One.\n': ".sd-tab-set:nth-of-type(2)",
}


@pytest.fixture(scope="module")
def mkdocs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kit, Kit]:
    """Pages of MkDocs where it is named, and where it is not."""
    texts = [f"# A\n\n{one}" for one in [*MKDOCS, *MDX, *IN_HTML]]
    texts.append(BESIDE_MYST)
    conf = f'{CONF}guides_flavour = {{"kit/**": "mkdocs"}}\n'
    folder = tmp_path_factory.mktemp
    return Kit(folder("named"), texts, {"conf.py": conf}), Kit(folder("plain"), texts, {})


@pytest.mark.parametrize("text", MKDOCS)
def test_boxes_and_tabs_of_mkdocs_are_read_where_it_is_named(
    mkdocs: tuple[Kit, Kit], text: str
) -> None:
    case = mkdocs[0].case(f"# A\n\n{text}")
    assert case.warnings == []
    assert len(case.article.select(MKDOCS[text])) == 1
    assert "Kept words." in case.article.text
    assert "!!!" not in case.article.text
    assert "???" not in case.article.text
    assert "===" not in case.article.text


def test_a_tab_of_mkdocs_joins_no_set_of_myst(mkdocs: tuple[Kit, Kit]) -> None:
    article = mkdocs[0].case(BESIDE_MYST).article
    assert [len(one.select("input")) for one in article.select(".sd-tab-set")] == [1, 2]


BESIDE_MYST = """\
# A

::::{tab-set}
:::{tab-item} A
One.
:::
::::

=== "B"

    Two.

=== "C"

    Three.
"""


MDX = {
    "import Tabs from '@theme/Tabs';\n": True,
    'import "./style.css"\nimport * as all from "x";\n': True,
    "export const a = 'b';\n": True,
    "import duties are paid from savings.\n": False,
    'import goods from "abroad"\nand pay for them.\n': False,
    'import goods from "abroad"\nimportant as that is.\n': False,
    'import "goods"\nwithout duties.\n': False,
    'We\nimport goods from "abroad"\n': False,
    'import "used goods"\n': False,
    'import "used goods"\nimport X from "./x"\n': False,
    'import goods from "far away"\n': False,
    "import clsx from 'clsx'\n": True,
    'import react from "react"\n': True,
    "import 'normalize'\n": True,
    "import clsx from 'clsx'\nimport X from './x'\n": True,
    "import clsx from 'clsx'\nexport const a = 1\n": True,
    "import clsx from 'clsx'\n\nWords.\n": True,
    "import X from './my file'\n": True,
    'import goods from "./abroad"\n': True,
    "import goods from 'abroad';\n": True,
    'import Goods from "abroad"\nWords.\n': True,
    "import goods from './abroad'\nWords.\n": True,
    "export 'trade' grows.\n": False,
    "export let open = 1\n": True,
    "export function Box(props) {\n": True,
    "export default Layout\n": True,
    "export default async function load() {\n": True,
    "export default ({ children }) => children\n": True,
    "export default values by hand.\n": False,
    "export function of a firm (see below).\n": False,
    "export const people ask for.\n": False,
    "export let people earn more.\n": False,
    "import and export let people trade.\n": False,
}
"""What begins with a word of MDX → whether it is code of it."""


IN_HTML = {
    "<div>\n{% hint style='info' %}\nKept.\n{% endhint %}\n</div>\n": "4:1",
    '<table><tr>\n<td>one</td>\n<td>{% embed url="x" %}</td></tr></table>\n': "5:5",
    "<p>{{< card 'x' >}} and {{< card 'y' >}}</p>\n": "3:4",
}
"""Tags of generators in HTML, and where the first is."""


@pytest.mark.parametrize("text", IN_HTML)
def test_tags_of_generators_in_html_are_said_and_shown(mkdocs: tuple[Kit, Kit], text: str) -> None:
    case = mkdocs[1].case(f"# A\n\n{text}")
    (said,) = case.warnings
    assert said.startswith(
        f"kit/a.md:{IN_HTML[text]}: WARNING: tags of another generator are shown"
    )
    for tag in re.findall(r"\{[{%].*?[%}]\}", text):
        assert tag in case.article.text


@pytest.mark.parametrize("text", MDX)
def test_code_of_mdx_is_said(mkdocs: tuple[Kit, Kit], text: str) -> None:
    said = "kit/a.md:3:1: WARNING: tags of another generator are shown as they are: "
    wanted = [f"{said}{text[:6]} [guides.flavour]"] * MDX[text]
    assert mkdocs[1].case(f"# A\n\n{text}").warnings == wanted


@pytest.mark.parametrize("text", [one for one in MKDOCS if one[0] in "!?="])
def test_marks_of_mkdocs_are_said_where_it_is_not(mkdocs: tuple[Kit, Kit], text: str) -> None:
    (said,) = mkdocs[1].case(f"# A\n\n{text}").warnings
    assert (
        f"kit/a.md:3:1: WARNING: tags of another generator are shown as they are: {text[:3]}"
        in said
    )


WITHIN = {
    'Press {% hint style="info" %}*here*{% endhint %} now.': ("Press here now.", "p em"),
    'See {% embed url="https://a.example" %} and go.': (
        "See https://a.example and go.",
        "p a[href='https://a.example']",
    ),
    '- One {% tab title="B *c*" %}two{% endtab %}': ("One B *c*two", "li strong"),
    '{% hint style="danger" %}*Stop* here.{% endhint %}': ("Stop here.", ".admonition.caution em"),
    '> {% hint style="danger" %} *Stop* here. {% endhint %}': (
        "Stop here.",
        "blockquote .admonition.caution em",
    ),
}


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    others = {"conf.py": f'{CONF}guides_flavour = {{"kit/**": "gitbook"}}\n'}
    return Kit(tmp_path_factory.mktemp("within"), [f"# A\n\n{one}\n" for one in WITHIN], others)


@pytest.mark.parametrize("text", WITHIN)
def test_tags_of_a_generator_within_a_line_are_around_its_words(within: Kit, text: str) -> None:
    words, found = WITHIN[text]
    case = within.case(f"# A\n\n{text}\n")
    assert case.warnings == []
    assert words in case.article.text
    assert case.article.select(found)


@pytest.mark.parametrize("given", [{"kit/**": "gitbok"}, {"kit/**": 3}, ["gitbook"], "hugo"])
def test_a_generator_that_nobody_knows_is_said(tmp_path: Path, given: object) -> None:
    conf = f"{CONF}guides_flavour = {given!r}\n"
    files = {"conf.py": conf, "index.md": INDEX, "kit/a.md": "# A\n\n{% hint %}\n"}
    said, of_tags = Project(tmp_path).write(files).build("dummy").warnings
    assert "guides_flavour: expected 'eleventy', 'gitbook', 'hugo' or 'mkdocs'" in said
    assert "shown as they are: hint" in of_tags


def test_attributes_and_mathematics_of_myst_are_still_read(tmp_path: Path) -> None:
    text = "# A\n\n{.b}\nOne [two]{.c} `three`{.d}, ${x}$ and ${{n}\\choose{k}}$.\n"
    document = tree(build(tmp_path, text, "dummy"))
    assert "{" not in "".join(one.astext() for one in document.findall(nodes.inline))
    assert [one["classes"] for one in document.findall(nodes.paragraph)] == [["b"]]
    assert [one.astext() for one in document.findall(nodes.math)] == ["{x}", "{{n}\\choose{k}}"]


def test_front_matter_alone_makes_no_page_of_jekyll(tmp_path: Path) -> None:
    built = build(tmp_path, "---\ntitle: T\n---\n\nSee {{ this }}.\n", "dummy")
    assert built.warnings == []
    assert "{{ this }}" in tree(built).astext()


def test_tasks_keep_their_boxes_outside_of_our_lists(tmp_path: Path) -> None:
    built = build(tmp_path, "# A\n\n- [x] done\n- [ ] open\n")
    boxes = built.page("kit/a").select("article input[type=checkbox]")
    assert [one.has_attr("checked") for one in boxes] == [True, False]


def test_unbalanced_emphasis_is_text(tmp_path: Path) -> None:
    built = build(
        tmp_path, "# A\n\nA **bold start, a _lonely one, 2 * 3, and snake_case_word.\n", "dummy"
    )
    assert "A **bold start, a _lonely one, 2 * 3, and snake_case_word." in tree(built).astext()


HTML = """\
# A

<table>
  <tr><th>Head</th><td>left</td><td>R&amp;D</td></tr>
</table>

<details>
<summary>More</summary>

Folded *words*.

</details>

Keys: <kbd>Esc</kbd><!-- never seen -->, <img src="https://a.example/x.png" alt="a picture">.

<script>alert("unseen")</script>
"""


def test_html_is_html(tmp_path: Path) -> None:
    article = build(tmp_path, HTML).page("kit/a").select_one("article")
    assert article is not None
    assert article.select_one("details > summary")
    assert article.select_one("details p > em")
    assert [cell.text for cell in article.select("table td")] == ["Head", "left", "R&D"]


def test_words_of_html_are_shown_where_it_cannot_be(tmp_path: Path) -> None:
    said = build(tmp_path, HTML, "text").read("kit/a.txt")
    for words in (
        "| **Head**",
        "| left",
        "**More**",
        "Folded *words*.",
        'Keys: "Esc"',
        "a picture",
    ):
        assert words in said
    assert "seen" not in said


# What looks like something else ------------------------------------------------------------------


def test_sums_of_money_are_no_mathematics(tmp_path: Path) -> None:
    built = build(tmp_path, "# A\n\nFrom $100k to $150k, or $5 and $6. But $x$ is.\n", "dummy")
    assert "From $100k to $150k, or $5 and $6." in tree(built).astext()
    assert [one.astext() for one in tree(built).findall(nodes.math)] == ["x"]


def test_expressions_of_pipelines_stay_as_they_are(tmp_path: Path) -> None:
    text = "# A\n\n${{secrets.A}} and ${{secrets.B}}\n"
    assert "${{secrets.A}} and ${{secrets.B}}" in tree(build(tmp_path, text, "dummy")).astext()


def test_an_address_that_no_file_can_have_stops_nothing(tmp_path: Path) -> None:
    built = build(tmp_path, f"# A\n\n[long]({'x' * 400}) words\n", "dummy")
    assert "long words" in tree(built).astext()
