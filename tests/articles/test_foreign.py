"""Pages as other teams bring them: each of these once lost words, or misled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes

from tests.articles.jekyll_pages import body, myst, page, read, said, site
from tests.articles.jekyll_pages import tree as tree_of
from tests.projects import CONF, Built, Project

LAYOUT = "---\nlayout: post\n---\n"


def build(folder: Path, files: dict[str, str | bytes], builder: str = "html") -> Built:
    toctree = ":::{toctree}\n:glob:\n:hidden:\n**\n:::\n"
    all_files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": f"# Home\n\n{toctree}"}
    return Project(folder).write({**all_files, **files}).build(builder)


def tree(built: Built, name: str = "a") -> nodes.document:
    return built.app.env.get_doctree(name)


# HTML that goes on below an empty row -----------------------------------------------------------

FIGURE = """\
<figure>

    <img src="a.svg" alt="A tree">

    <figcaption>
      The words

        below it
    </figcaption>

</figure>
"""


def test_indented_html_below_an_empty_row_is_html_in_a_page_of_jekyll(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": f"{LAYOUT}# A\n\n{FIGURE}", "a.svg": "<svg/>"}
    built = build(tmp_path, files)
    article = built.page("a").select_one("article")
    assert article
    assert not article.select("pre")
    assert article.select("figure img[alt='A tree']")
    assert "below it" in article.text


@pytest.mark.parametrize(
    "text",
    [
        "Words\n\n    <p>code</p>\n\nWords\n",
        "<div>x</div>\n\n    code\n\n<p>y</p>\n",
        "<p>never ended\n\n    code\n\n<div>\n</div>\n",
        '<div markdown="1">\nWords\n\n    code\n\n</div>\n',
    ],
)
def test_code_that_no_element_encloses_stays_code(text: str) -> None:
    assert "    " in body(page(text))


# What MyST hides --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["% of people say no", "+++ words"])
def test_a_line_that_myst_hides_is_said_on_a_page_of_plain_markdown(
    tmp_path: Path, text: str
) -> None:
    built = build(tmp_path, {"a.md": f"# A\n\nOne.\n\n{text}\n\nTwo.\n"})
    (warning,) = built.warnings
    assert warning.startswith(f"a.md:5:1: WARNING: '{text}' is not on the page")
    assert warning.endswith("[guides.comment]")


@pytest.mark.parametrize("syntax", ["(label)=\n## Two", "{abbr}`a (b)`", ":::{note}\nWords.\n:::"])
def test_a_comment_on_a_page_of_myst_is_not_said(tmp_path: Path, syntax: str) -> None:
    assert build(tmp_path, {"a.md": f"# A\n\n% a comment\n\n{syntax}\n"}).warnings == []


def test_a_comment_for_the_linter_is_not_said(tmp_path: Path) -> None:
    text = "# A\n\n% guides-lint: disable=empty-section it comes in May\n\nTwo.\n"
    assert build(tmp_path, {"a.md": text}).warnings == []


def test_front_matter_of_hugo_is_front_matter(tmp_path: Path) -> None:
    front = '+++\ntitle = "Hiring well"\ndate = 2024-01-31\n[a]\nb = "c"\n+++\n'
    text = f"{front}\nWords.\n\n[x](gone.md)\n"
    built = build(tmp_path, {"a.md": text})
    assert tree(built).astext() == "Hiring well\n\nWords.\n\nx"
    assert [one.split(":")[1] for one in built.warnings] == ["10"]


def test_what_only_looks_like_front_matter_of_hugo_stays(tmp_path: Path) -> None:
    assert "no toml" in tree(build(tmp_path, {"a.md": "+++\nno toml\n+++\n\nWords.\n"})).astext()


@pytest.mark.parametrize("info", ["tip My *title*", "tip[My *title*]"])
def test_a_box_of_docusaurus_keeps_its_title(tmp_path: Path, info: str) -> None:
    built = build(tmp_path, {"a.md": f"# A\n\n:::{info}\n\nSome *words*.\n\n:::\n"}, "dummy")
    (box,) = tree(built).findall(nodes.admonition)
    assert box.astext() == "My title\n\nSome words."


def test_a_box_of_docusaurus_is_one_of_ours(tmp_path: Path) -> None:
    notes = ("note", "info", "{.callout-note}", '{ .note title="x" }')
    text = "# A\n\n" + "".join(f":::{one}\nSome *words*.\n:::\n\n" for one in notes)
    built = build(tmp_path, {"a.md": text + ":::{.other #id}\n*More*.\n:::\n"}, "dummy")
    assert built.warnings == []
    assert [one.astext() for one in tree(built).findall(nodes.note)] == ["Some words."] * 4
    (other,) = [one for one in tree(built).findall(nodes.container) if "other" in one["classes"]]
    assert other.astext() == "More."


def test_a_box_of_mkdocs_with_an_empty_title_has_none(tmp_path: Path) -> None:
    text = '# A\n\n!!! note ""\n    *One*.\n\n!!! tip\n    Two.\n\n??? note ""\n    Three.\n'
    files: dict[str, str | bytes] = {"a.md": text}
    files["conf.py"] = CONF + 'guides_flavour = {"**": "mkdocs"}\n'
    built = build(tmp_path, files)
    assert built.warnings == []
    boxes = list(tree(built).findall(nodes.admonition))
    assert [one.astext() for one in boxes] == ["One.", "Tip\n\nTwo."]
    assert "Note" in tree(built).astext()
    assert built.page("a").select_one("div.admonition em")


def test_a_box_that_nobody_closes_is_told_as_it_is_written(tmp_path: Path) -> None:
    built = build(tmp_path, {"a.md": "# A\n\n  ::: {.callout-note}\n  Words.\n"}, "dummy")
    (told,) = built.warnings
    assert told.startswith("a.md:3:3: WARNING: '::: {.callout-note}' is never closed")


def test_a_link_leads_to_what_is_around_the_parts_of_a_list_of_terms(tmp_path: Path) -> None:
    text = '# A\n\n[x](#Here)\n\n<dl><div id="Here"><dt>T</dt><dd>D</dd></div></dl>\n'
    built = build(tmp_path, {"a.md": text})
    assert built.warnings == []
    assert built.page("a").find(id="Here")


# Liquid and kramdown ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/guide/two/", "/blog/_guide/two.md"),
        ("/guide/deep/three.html#a", "/blog/_guide/deep/three.md#a"),
        ("../two/", "/blog/_guide/two.md"),
        ("../deep/three/", "/blog/_guide/deep/three.md"),
        ("../two.md", None),
        ("/guides/two/", None),
    ],
)
def test_a_document_of_a_collection_is_found_by_its_address(
    address: str, found: str | None
) -> None:
    names = ("one", "two", "deep/three")
    known = site({f"blog/_guide/{name}.md": "" for name in names})
    assert known.resolve(address, "blog/_guide/one.md") == found


def test_items_are_put_in_groups_as_jekyll_does() -> None:
    text = (
        '{% assign all = site.team | group_by: "trade" %}{% for one in all %}{{ one.name }}: '
        '{{ one.size }} {{ one.items | map: "name" | join: "+" }}. {% endfor %}'
    )
    team = [{"name": "A", "trade": "x"}, {"name": "B"}, {"name": "C", "trade": "x"}]
    assert myst(text, team=team) == "x: 2 A+C. : 1 B. "
    team = [{"name": "A", "trade": None}, {"name": "B", "trade": True}, {"name": "C"}]
    assert myst(text, team=team) == ": 2 A+C. true: 1 B. "
    assert said(page('{{ "a" | group_by: "x" }}')) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<div>\n", "\n</div>"),
        ("<section>\n<p>a</p>\n\n", "\n\n</section>"),
        ("<table><tr><td>\n", "\n</td></tr></table>"),
        ('<div markdown="1">\n', "\n</div>"),
        ("<div>a</div>\n\n", "\n\n<div>b</div>"),
        ("- ", ""),
    ],
)
def test_highlighted_code_is_code_within_html_too(before: str, after: str) -> None:
    code = (
        "{% highlight python %}{% raw %}\nif a < b:\n\n    {{ c }}\n{% endraw %}{% endhighlight %}"
    )
    found = read(f"{before}{code}{after}\n\nThe end.\n")
    assert found.said == []
    (code_block,) = found.document.findall(nodes.literal_block)
    assert code_block.astext().strip() == "if a < b:\n\n    {{ c }}"
    assert "python" in (code_block.get("language"), *code_block["classes"])
    assert "`" not in found.document.astext()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "> {% highlight ruby %}\n> if 1 > 0\n>   x\n> {% endhighlight %}\n> Words.",
            "if 1 > 0\n  x",
        ),
        ("- {% highlight ruby %}\n  puts 1\n    x\n  {% endhighlight %}\n- two", "puts 1\n  x"),
        ("1. Run {% highlight sh %}\nls\n  x\n{% endhighlight %}\n2. two", "ls\n  x"),
    ],
)
def test_highlighted_code_stays_in_its_quote_or_item(text: str, code: str) -> None:
    found = read(text)
    assert found.said == []
    (shown,) = found.document.findall(nodes.literal_block)
    assert shown.astext() == code
    assert isinstance(shown.parent, nodes.block_quote | nodes.list_item)
    if isinstance(shown.parent, nodes.list_item):
        assert [len(one) for one in found.document.findall(nodes.list_item)][1:] == [1]


@pytest.mark.parametrize(
    "tag", ["{%- odd -%}", "{{- odd -}}", "{%- odd", "{%- endif -%}", "{%- -%}", "{{-  -}}"]
)
def test_a_tag_that_stays_visible_trims_nothing(tag: str) -> None:
    found = page(f"one {tag} two\n")
    assert re.sub(r"\\", "", body(found)) == f"one {tag} two\n"
    assert len(said(found)) == 1


def test_attributes_of_a_picture_that_is_not_there_go_with_it() -> None:
    found = read('One ![x](/none.jpg){: width="3"} two.\n')
    assert found.tree == tree_of("One x two.\n")
    assert len(found.said) == 1


@pytest.mark.parametrize(
    "text",
    ["Words\n{: .x}\n{: #y}\n", "{: .x}\n{: #y}\nWords\n", "Words\n{: .x}\n{: #y}\n\nMore\n"],
)
def test_attributes_in_several_rows_belong_to_one_block(text: str) -> None:
    assert read(text).tree.startswith('<paragraph classes="x" ids="y" names="y">\n    Words')


# Sites ------------------------------------------------------------------------------------------


def test_two_blogs_may_have_posts_of_one_name(tmp_path: Path) -> None:
    post = "---\ntitle: T\n---\nWords [on]({% post_url 2024-01-01-day %}).\n"
    files: dict[str, str | bytes] = {}
    for blog in ("one", "two"):
        files[f"{blog}/_config.yml"] = "title: B\n"
        files[f"{blog}/_posts/2024-01-01-day.md"] = "---\ntitle: D\n---\nWords.\n"
        files[f"{blog}/_posts/2024-01-02-next.md"] = post
    built = build(tmp_path, files)
    assert built.warnings == []
    link = built.page("two/_posts/2024-01-02-next").select_one("article p a")
    assert link
    assert link["href"] == "2024-01-01-day.html"


def test_a_blog_may_be_a_link_to_a_folder_that_is_opened(tmp_path: Path) -> None:
    blog = tmp_path / "elsewhere"
    (blog / "_includes").mkdir(parents=True)
    (blog / "_config.yml").write_text("owner: Kim\n")
    (blog / "_includes/note.md").write_text("Noted by {{ site.owner }}.")
    (blog / "a.md").write_text("---\ntitle: A\n---\n{% include note.md %}\n")
    (blog / "around").symlink_to(blog)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/blog").symlink_to(blog)
    conf = CONF + 'exclude_patterns = ["blog/around"]\nguides_outside = ["../elsewhere"]\n'
    built = build(tmp_path, {"conf.py": conf}, "dummy")
    assert built.warnings == []
    assert "Noted by Kim." in tree(built, "blog/a").astext()
    assert "blog/_includes/note" not in built.app.env.found_docs


def test_folders_of_other_tools_are_left_out_in_sites_only(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "conf.py": CONF + 'guides_jekyll = ["blog/**"]\n',
        "kit/vendor/a.md": "# A\n",
        "kit/_includes.md": "# B\n",
        "blog/_posts/2024-01-01-c.md": "---\ntitle: C\n---\nWords.\n",
        "blog/vendor/d.md": "# D\n",
    }
    found = build(tmp_path, files, "dummy").app.env.found_docs
    assert {"kit/vendor/a", "blog/_posts/2024-01-01-c"} <= found
    assert "blog/vendor/d" not in found


def test_data_of_a_site_is_known_to_its_pages(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: B\n",
        "_data/people.yml": "- name: Kim\n- name: Jo\n",
        "_data/more/days.json": '{"first": "Monday"}',
        "a.md": "---\ntitle: A\n---\n{% for one in site.data.people %}{{ one.name }}, "
        "{% endfor %}{{ site.data.more.days.first }}\n",
    }
    built = build(tmp_path, files, "dummy")
    assert built.warnings == []
    assert "Kim, Jo, Monday" in tree(built).astext()
    read = [Path(one).name for one in built.app.env.dependencies["a"]]
    assert {"people.yml", "days.json"} <= set(read)


# Lists, alerts, files ---------------------------------------------------------------------------


def test_a_numbered_list_keeps_its_numbers_around_a_lifted_item(tmp_path: Path) -> None:
    text = "# A\n\n1. one\n2. Goals:\n   - See.\n3. three\n4. four\n"
    built = build(tmp_path, {"a.md": text}, "dummy")
    lists = list(tree(built).findall(nodes.enumerated_list))
    assert [one.get("start", 1) for one in lists] == [1, 3]


@pytest.mark.parametrize("start", ["3", "x", "9" * 5_000])
def test_attributes_say_where_a_numbered_list_starts(tmp_path: Path, start: str) -> None:
    text = f"{LAYOUT}# A\n\n1. one\n2. Goals:\n   - See.\n{{: start='{start}'}}\n"
    built = build(tmp_path, {"a.md": text}, "text")
    assert built.warnings == []
    assert ("3. one" if start == "3" else "1. one") in built.read("a.txt")


def test_of_equal_cells_the_one_that_is_beyond_is_said(tmp_path: Path) -> None:
    (warning,) = build(tmp_path, {"a.md": "# A\n\na | b\n--|--\nd | c | d\n"}).warnings
    assert warning.startswith("a.md:5:9: WARNING: 'd' is not on the page")


def test_what_is_said_below_a_block_of_restructuredtext_has_its_place(tmp_path: Path) -> None:
    text = "# A\n\n```{eval-rst}\n*Words.*\n```\n\n<div><video src='v.mp4'></video></div>\n"
    (warning,) = build(tmp_path, {"a.md": text}).warnings
    assert warning.startswith("a.md:7:18: WARNING: the address 'v.mp4'")


@pytest.mark.parametrize("quote", ["", "> "])
def test_what_no_column_of_a_table_takes_is_said(tmp_path: Path, quote: str) -> None:
    rows = ("| a | b |", "|---|---|", "| c | d | |", "| e | f | lost | too |", "g | h | i", "j")
    table = "".join(f"{quote}{row}\n" for row in rows)
    built = build(tmp_path, {"a.md": f"# A\n\n{table}"})
    first, width = 6, len(quote)
    assert built.warnings == [
        f"a.md:{first}:{width + 11}: WARNING: 'lost | too' is not on the page: "
        "the table has no column for it [guides.table]",
        f"a.md:{first + 1}:{width + 9}: WARNING: 'i' is not on the page: "
        "the table has no column for it [guides.table]",
    ]


@pytest.mark.parametrize("end", ["  ", " "])
def test_an_alert_may_end_its_first_line_with_a_break(tmp_path: Path, end: str) -> None:
    built = build(tmp_path, {"a.md": f"# A\n\n> [!NOTE]{end}\n> Some words.\n"}, "dummy")
    (box,) = tree(built).findall(nodes.note)
    assert box.astext() == "Some words."


def test_an_article_that_is_no_utf8_is_not_said_to_be_a_role(tmp_path: Path) -> None:
    warnings = build(tmp_path, {"a.md": b"# A\n\nM\xfcller\n"}, "dummy").warnings
    assert any("not UTF-8" in one and "guides.role" not in one for one in warnings)


def test_data_from_outside_of_the_sources_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("word: hidden\n", encoding="utf-8")
    page = "---\nlayout: post\n---\n{{ site.data.secret.word }}{{ site.data.own.word }}\n"
    files: dict[str, str | bytes] = {
        "blog/_config.yml": "title: B\n",
        "blog/_data/own.yml": "word: shown\n",
        "blog/a.md": page,
    }
    (tmp_path / "docs/blog/_data").mkdir(parents=True)
    (tmp_path / "docs/blog/_data/secret.yml").symlink_to(secret)
    text = tree(build(tmp_path, files, "dummy"), "blog/a").astext()
    assert "shown" in text
    assert "hidden" not in text
