"""Pages of Jekyll in a build: which files are, true places of warnings, and what a change reads."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from docutils import nodes

from guides_ext.articles.jekyll.plain import values_in
from tests.articles.jekyll_pages import myst
from tests.projects import CONF, Built, Project

POST = "---\nlayout: post\ntitle: Post\n---\n"
INDEX = "# Home\n\n:::{toctree}\n:glob:\n**\n:::\n"


def site(folder: Path, files: dict[str, str], conf: str = "") -> Project:
    given: dict[str, str | bytes] = {"conf.py": CONF + conf, "index.md": INDEX, **files}
    return Project(folder).write(given)


def text_of(built: Built, name: str) -> str:
    return built.app.env.get_doctree(name).astext()


# Which files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "conf"),
    [
        ({"a.md": "---\nlayout: post\n---\n# A\n\n{% comment %}x{% endcomment %}\n"}, ""),
        (
            {"a.md": "---\nx: y\n---\n# A\n\n{% comment %}x{% endcomment %}\n", "_config.yml": ""},
            "",
        ),
        ({"a.md": "# A\n\n{% comment %}x{% endcomment %}\n"}, 'guides_jekyll = ["a.*"]\n'),
    ],
)
def test_a_layout_a_site_or_a_pattern_makes_a_page_of_jekyll(
    tmp_path: Path, files: dict[str, str], conf: str
) -> None:
    built = site(tmp_path, files, conf).build("dummy")
    assert built.warnings == []
    assert "comment" not in text_of(built, "a")


def test_a_pattern_for_all_leaves_the_first_page_with_its_directives(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n{{ 'x' }}\n", "index.md": "# Home\n\n```{toctree}\na\n```\n"}
    built = site(tmp_path, files, 'guides_jekyll = ["**"]\n').build("dummy")
    assert built.warnings == []
    assert "{{" not in text_of(built, "a")
    assert "toctree" not in text_of(built, "index")


def test_no_other_file_is_touched(tmp_path: Path) -> None:
    text = "{% comment %}x{% endcomment %} {{ y }} ${{ z }}\n"
    files = {
        "a.md": f"# A\n\n{text}",
        "blog/_config.yml": "title: T\n",
        "blog/no-front.md": f"# B\n\n{text}",
        "other/front.md": f"---\ntitle: C\n---\n{text}",
    }
    built = site(tmp_path, files).build("dummy")
    said = [one.partition(":")[0] for one in built.warnings if "shown as they are: comment" in one]
    assert said == [f"{name}.md" for name in ("a", "blog/no-front", "other/front")]
    assert len(built.warnings) == len(said)
    for name in ("a", "blog/no-front", "other/front"):
        assert text.strip() in text_of(built, name)


def test_includes_layouts_and_built_pages_are_no_documents(tmp_path: Path) -> None:
    files = {
        f"blog/{folder}/x.md": "# No page\n"
        for folder in ("_includes", "_layouts", "_site", "node_modules")
    }
    built = site(tmp_path, {"blog/_config.yml": "", "blog/a.md": f"{POST}A.\n", **files})
    assert built.build("dummy").app.env.found_docs == {"index", "blog/a"}


def test_a_post_called_markdown_is_a_post(tmp_path: Path) -> None:
    built = site(tmp_path, {"_posts/2024-01-01-a.markdown": f"{POST}A.\n"}).build("dummy")
    assert "Post" in text_of(built, "_posts/2024-01-01-a")


# Places ----------------------------------------------------------------------------------------


def test_a_warning_of_the_pre_pass_has_place_type_and_subtype(tmp_path: Path) -> None:
    built = site(tmp_path, {"a.md": f"{POST}One.\n\nSee {{% video x %}}.\n"}).build("dummy")
    assert built.warnings == [
        "a.md:7:5: WARNING: {% video x %}: this tag is not known [guides.jekyll]"
    ]
    conf = 'suppress_warnings = ["guides.jekyll"]\n'
    files = {"a.md": f"{POST}One.\n\nSee {{% video x %}}.\n"}
    assert site(tmp_path / "2", files, conf).build("dummy").warnings == []


def test_later_warnings_point_to_the_true_line_also_into_an_include(tmp_path: Path) -> None:
    files = {
        "blog/_config.yml": "",
        "blog/_includes/part.md": "Fine.\n\n[words](#no-such-part)\n",
        "blog/a.md": (
            f"{POST}{{% comment %}}\nlong\n{{% endcomment %}}\n"
            "{% for i in (1..3) %}\nround\n{% endfor %}\n\n{% include part.md %}\n\n"
            "- a\n{: .b}\n\n[more](#not-there)\n"
            '\n<div markdown="1">\n\n  > [lost](#nowhere)\n\n  [x]: /a\n  [x]: /a\n</div>\n'
        ),
    }
    warnings = site(tmp_path, files).build().warnings
    said = [line.split(": WARNING: ")[0] for line in warnings]
    assert "blog/_includes/part.md:3" in said
    assert {f"blog/a.md:{line}" for line in (17, 21, 24)} <= {*said}


def test_what_is_said_while_an_include_is_read_has_its_place_too(tmp_path: Path) -> None:
    files = {
        "blog/_config.yml": "",
        "blog/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "blog/_includes/part.md": 'Fine.\n\n![x](/a.svg){: width="wide"}\n',
        "blog/a.md": f"{POST}{{% comment %}}\nx\n{{% endcomment %}}\n\n{{% include part.md %}}\n",
    }
    (warning,) = site(tmp_path, files).build("dummy").warnings
    assert warning.startswith("blog/_includes/part.md:3: WARNING: Invalid 'width' attribute")


def test_nodes_know_the_file_that_they_came_from(tmp_path: Path) -> None:
    files = {
        "blog/_config.yml": "",
        "blog/_includes/part.md": "Of the include.\n",
        "blog/a.md": f"{POST}First.\n\n{{% include part.md %}}\n",
    }
    built = site(tmp_path, files).build("dummy")
    origins = {
        one.astext(): (Path(str(one.source)).name, one.line)
        for one in built.app.env.get_doctree("blog/a").findall(nodes.paragraph)
    }
    assert origins == {"First.": ("a.md", 5), "Of the include.": ("part.md", 1)}


# What the settings say -------------------------------------------------------------------------


def test_conf_py_speaks_over_the_settings_of_the_site(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Theirs\nowner: Ada\n",
        "a.md": f"{POST}{{{{ site.title }}}} {{{{ site.owner }}}}\n",
    }
    conf = 'guides_jekyll_site = {"title": "Ours"}\n'
    assert "Ours Ada" in text_of(site(tmp_path, files, conf).build("dummy"), "a")


@pytest.mark.parametrize("config", ["a: [\n", "- list\n", "\0", "a: &a [*a]\n"])
def test_settings_that_are_not_yaml_end_nothing(tmp_path: Path, config: str) -> None:
    built = site(tmp_path, {"_config.yml": config, "a.md": f"{POST}Words.\n"}).build("dummy")
    assert "Words." in text_of(built, "a")


@pytest.mark.parametrize("config", ["", "# title: T\n", "\n  # a\n\n# b"])
def test_settings_that_say_nothing_are_nothing_to_be_told(tmp_path: Path, config: str) -> None:
    built = site(tmp_path, {"_config.yml": config, "a.md": f"{POST}Words.\n"}).build("dummy")
    assert built.warnings == []


def test_tables_of_data_are_rows_told_by_their_heads(tmp_path: Path) -> None:
    text = "{% for one in site.data.TABLE %}{{ one.hint-text }} of {{ one['a b'] }}; {% endfor %}"
    tables = {
        "some.csv": 'a b,hint-text\nx,"1, 2"\n"y\nz",3,more\n',
        "tabs.tsv": "a b\thint-text\nx\t1, 2\ny z\t3\n",
        "crlf.csv": "\ufeffa b,hint-text\r\nx,'1'\r\n",
        "endless.csv": f"a b\n{'x' * 200_000}\n",
    }
    files = {f"_data/{name}": table for name, table in tables.items()}
    names = [name.partition(".")[0] for name in tables]
    pages = {f"{name}.md": POST + text.replace("TABLE", name) for name in names}
    built = site(tmp_path, {"_config.yml": "", **files, **pages}).build("dummy")
    assert "1, 2 of x; 3 of y z;" in " ".join(text_of(built, "some").split())
    assert "1, 2 of x; 3 of y z;" in text_of(built, "tabs")
    assert "‘1’ of x;" in text_of(built, "crlf")
    (told,) = built.warnings
    assert told.startswith("_data/endless.csv:1:1: WARNING: not a table: field larger than")


def test_an_empty_cell_of_a_table_is_nil() -> None:
    rows, problems = values_in(b"\n\na,b,c\n1,,3\n\n,2\n1,2,3,4\n", "t.csv", ",")
    assert rows == [{"a": "1", "c": "3"}, {"b": "2"}, {"a": "1", "b": "2", "c": "3"}]
    assert problems == []
    shown = "{% if one.b %}{{ one.b }}{% else %}none{% endif %} "
    assert myst(f"{{% for one in site.data %}}{shown}{{% endfor %}}", data=rows) == "none 2 2 "


@pytest.mark.parametrize("table", [b"", b"\n\n", b"a,b\n"])
def test_a_table_without_rows_is_empty(table: bytes) -> None:
    assert values_in(table, "t.csv", ",") == ([], [])


def test_a_table_of_many_heads_and_short_rows_takes_no_more_than_its_cells() -> None:
    table = ",".join(map(str, range(60_000))) + "\n" + "x\n" * 300_000
    began = time.process_time()
    rows, _problems = values_in(table.encode(), "t.csv", ",")
    assert len(rows) == 300_000
    assert time.process_time() - began < 5


def test_metadata_of_a_page_is_kept(tmp_path: Path) -> None:
    text = "---\nlayout: post\ntitle: T\nauthor: Ada\ntags: [x, y]\nown: {deep: [1]}\n---\nWords.\n"
    built = site(tmp_path, {"a.md": text}).build("dummy")
    metadata = built.app.env.metadata["a"]
    assert metadata["author"] == "Ada"
    assert metadata["own"] == '{"deep": [1]}'


# On the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("plugins", "shown"), [("[jemoji]", "🎉"), ("[jekyll-feed]", ":tada:")])
def test_names_of_emoji_are_signs_where_a_plugin_makes_them(
    tmp_path: Path, plugins: str, shown: str
) -> None:
    files = {"_config.yml": f"plugins: {plugins}\n", "index.md": "---\ntitle: T\n---\n:tada:\n"}
    built = Project(tmp_path).write({"conf.py": CONF, **files}).build("dummy")
    assert shown in built.app.env.get_doctree("index").astext()


def test_a_link_to_a_post_and_to_a_heading_with_an_emoji_is_a_cross_reference(
    tmp_path: Path,
) -> None:
    files = {
        "_posts/2024-01-01-a.md": (
            f"{POST}[go]({{% post_url b %}}#-party) [draft]({{% link _drafts/2024-03-01-c.md %}})\n"
        ),
        "_posts/2024-02-01-b.md": f"{POST}## 🎉 Party\n\nWords.\n",
        "_drafts/c.md": f"{POST}Words.\n",
    }
    built = site(tmp_path, files).build()
    assert built.warnings == []
    hrefs = [str(one["href"]) for one in built.page("_posts/2024-01-01-a").select("article p a")]
    heading = built.page("_posts/2024-02-01-b").find(id="party")
    assert heading is not None
    assert "2024-02-01-b.html#party" in hrefs
    assert "../_drafts/c.html" in hrefs


def test_headings_follow_the_title_without_gaps(tmp_path: Path) -> None:
    built = site(tmp_path, {"a.md": f"{POST}### Three\n\n# One\n\n#### Four\n"}).build()
    headings = built.page("a").select("article h1, article h2, article h3, article h4")
    assert [(one.name, one.text.rstrip("¶")) for one in headings] == [
        ("h1", "Post"), ("h2", "Three"), ("h2", "One"), ("h3", "Four"),
    ]  # fmt: skip


def test_attributes_arrive_on_blocks_headings_and_spans(tmp_path: Path) -> None:
    text = "Words.\n{: .lead #start}\n\n## Two {#second}\n\nA *b*{: .soft} `c`{: .hard}.\n"
    page = site(tmp_path, {"a.md": POST + text}).build().page("a")
    assert page.select_one("p.lead#start") is not None
    assert page.find(id="second") is not None
    assert page.select_one(".soft em") is not None
    assert page.select_one("code.hard") is not None


def test_a_table_of_contents_leads_to_the_headings_as_they_are(tmp_path: Path) -> None:
    text = "* x\n{:toc}\n\n## Go on!\n\n## Go on!\n\n## 🎉 Last {#end}\n"
    built = site(tmp_path, {"a.md": POST + text}).build()
    assert built.warnings == []
    article = built.page("a").select_one("article")
    assert article is not None
    links = [str(one["href"]) for one in article.select("ul a")]
    assert len(links) == len({*links}) == 3
    for link in links:
        assert article.find(id=link.removeprefix("#")) is not None


def test_quotes_in_what_liquid_leaves_stay_as_they_are_written(tmp_path: Path) -> None:
    left = ["{{ 'ann' | team_photo: \"wide\" }}", "{% oembed 'https://a.example' %}"]
    around = ('Say "so" {}', "- {}", "## {}", "<p>{}</p>", "<div>\n<pre>{}</pre>\n</div>")
    text = POST + "\n\n".join(each.format(one) for one in left for each in around)
    built = site(tmp_path, {"a.md": text, "_config.yml": ""}).build()
    article = built.page("a").select_one("article")
    assert article
    assert [article.text.count(one) for one in left] == [5, 5]
    assert "Say “so”" in article.text


def test_a_mark_of_a_draft_is_a_box(tmp_path: Path) -> None:
    text = "One.\n\n<TODO>==== Drafted until here ====</TODO>\n\nTwo.\n"
    page = site(tmp_path, {"a.md": POST + text}).build().page("a")
    box = page.select_one(".guide-draft")
    assert box is not None
    assert " ".join(box.text.split()) == "Draft from here Drafted until here"


def test_a_lead_picture_comes_along(tmp_path: Path) -> None:
    files: dict[str, str] = {
        "a.md": "---\nlayout: post\nimage: /assets/a.svg\nimage_alt: Seen\n---\nWords.\n",
        "assets/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    built = site(tmp_path, files).build()
    assert built.warnings == []
    assert built.page("a").select_one("article img[alt=Seen]") is not None
    assert (built.out / "_images" / "a.svg").is_file()


@pytest.mark.parametrize(
    ("permalink", "link"),
    [
        ("/guide/two-words/", "/guide/two-words/"),
        ("/guide/two-words/", "/guide/two-words#a"),
        ('"/guide/two.html"', "/guide/two.html"),
        ("/guide/two/index.html", "{{ site.baseurl }}/guide/two/"),
    ],
)
def test_a_permalink_is_an_address(tmp_path: Path, permalink: str, link: str) -> None:
    files = {
        "blog/_config.yml": "baseurl: /base\n",
        "blog/two_words.md": f"---\npermalink: {permalink}\n---\n## A\n",
        "blog/one.md": f"{POST}[x]({link})\n",
    }
    built = site(tmp_path, files).build()
    assert built.warnings == []
    (found,) = built.page("blog/one").select("article p a")
    assert str(found["href"]).partition("#")[0] == "two_words.html"


# Changes ---------------------------------------------------------------------------------------


def test_a_page_is_read_again_when_what_it_reads_changes_or_appears(tmp_path: Path) -> None:
    files = {
        "blog/_config.yml": "title: Old\n",
        "blog/_includes/part.md": "Part.\n",
        "blog/a.md": POST + "{% include part.md %} {% include late.md %} {{ site.title }}\n",
        "blog/b.md": f"{POST}Nothing of it.\n",
    }
    project = site(tmp_path, files)
    assert "late.md" in project.build("dummy").warnings[0]
    project.write({"blog/_includes/late.md": "Late.\n"})
    built = project.build("dummy")
    assert built.warnings == []
    assert "Part.\nLate.\nOld" in text_of(built, "blog/a").replace("\n ", "\n")
    project.write({"blog/_config.yml": "title: New\n"})
    assert "New" in text_of(project.build("dummy"), "blog/a")


def test_a_link_to_a_page_that_appears_is_followed(tmp_path: Path) -> None:
    project = site(tmp_path, {"a.md": f"{POST}[x](/b/)\n", "_config.yml": ""})
    assert "leads nowhere" in project.build().warnings[0]
    project.write({"b.md": f"{POST}Here.\n"})
    built = project.build()
    assert built.warnings == []
    assert built.page("a").select_one('article a[href="b.html"]') is not None


# Broken files ----------------------------------------------------------------------------------


def test_a_post_in_another_encoding_is_an_error_and_stops_no_other(tmp_path: Path) -> None:
    project = site(tmp_path, {"_posts/2024-01-01-a.md": f"{POST}Fine.\n"})
    project.write({"_posts/2024-01-02-b.md": f"{POST}\nCaf\u00e9.\n".encode("latin-1")})
    built = project.build("dummy")
    assert (
        "_posts/2024-01-02-b.md:6:4: ERROR: not UTF-8 (save the file as UTF-8)"
        in (built.warnings[0])
    )
    assert built.failed
    assert "Fine." in text_of(built, "_posts/2024-01-01-a")


@pytest.mark.parametrize(
    "front",
    [
        *("myst: hello", "tocdepth: [x]", "title: 42", "title: [a, b]", "title: {a: b}"),
        *('title: ""', 'title: "a\\nb"', "orphan: maybe", "html_meta: 3", "date: 2020-99-99"),
        *(
            "layout: null",
            "image: [a]",
            "image: ../../../../etc/passwd",
            "part: .nan",
            "tags: null",
        ),
        *("a: !custom x", "title: !!python/object:os.system x", ": :", "x: [[["),
    ],
)
def test_odd_front_matter_ends_no_build(tmp_path: Path, front: str) -> None:
    files = {"_config.yml": "baseurl: 5\nurl: [a]\n", "a.md": f"---\n{front}\n---\nWords.\n"}
    assert "Words." in text_of(site(tmp_path, files).build("dummy"), "a")
