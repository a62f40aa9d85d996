"""Texts that are templates: MyST's substitutions, and Liquid on pages of Jekyll."""

from __future__ import annotations

from tests.hostile.case import Case, Family

WORDS = "These are the words."
DOUBLING = "".join(f'    a{n}: "{{{{ a{n + 1} }}}}{{{{ a{n + 1} }}}}"\n' for n in range(40))


def myst(name: str, text: str, says: str | None, values: str = "    a: A value\n") -> Case:
    """A page that has switched substitutions on."""
    front = f"myst:\n  enable_extensions: [substitution]\n  substitutions:\n{values}"
    page = f"---\norphan: true\n{front}---\n# X\n\n{text}\n\n{WORDS}\n"
    return Case(f"myst: {name}", {f"myst/{name}.md": page}, says, (WORDS,))


NAMES = "expected names"
MYST = [
    myst("name", "{{ a }} and {{ a | upper }} and {{ env.docname }}", ""),
    myst("program", "{{ cycler.__init__.__globals__.os.system('touch ran') }}", NAMES),
    myst("subclasses", "{{ ''.__class__.__mro__[1].__subclasses__() }}", NAMES),
    myst("item", "{{ a['__class__'] }}", NAMES),
    myst("filter", "{{ a | attr('__class__') }}", NAMES),
    myst("call", "{{ env.app.srcdir.parent.joinpath('secret.txt').read_text() }}", NAMES),
    myst("settings", "{{ env.config }} {{ env['config'] }} {{ env.found_docs | string }}", NAMES),
    myst("environment", "{{ env }}", NAMES, "    env: A value\n"),
    myst("deep", "{{ a" + ".a" * 5_000 + " }}", NAMES),
    myst("key", "{{ a-b }} and {{ a.__class__ }}", "", "    a-b: x\n    a.__class__: y\n"),
    myst("times", "{{ 'x' * 9999999999 }}", NAMES),
    myst("power", "{{ 9 ** 9 ** 9 ** 9 }}", NAMES),
    myst("range", "{{ range(999999999) | list }}", NAMES),
    myst("center", "{{ a | center(9999999999) }}", NAMES),
    myst("replaces", "{{ a" + " | replace('a', 'aaaaaaaaaa')" * 30 + " }}", NAMES),
    myst("loop", "{{ a }}{% for i in range(10 ** 10) %}x{% endfor %}{{ a }}", None),
    myst("unknown", "{{ nothing }}", "is undefined"),
    myst("no-template", "{{ a | }}", NAMES),
    myst("doubling", "{{ a0 }}", "more than 1,000,000 characters", DOUBLING + "    a40: x\n"),
    myst("circle", "{{ a }}", "circular", '    a: "{{ b }}"\n    b: "{{ a }}"\n'),
    myst("itself", "{{ a }}", "circular", '    a: "{{ a }}"\n'),
    myst("large", "{{ a }}\n\n" * 300, "more than 1,000,000", f"    a: {'word ' * 2000}\n"),
    myst("no-text", "{{ a }} {{ b }} {{ c }}", "", "    a: [x]\n    b: {c: d}\n    c:\n"),
    myst("directive", "{{ a }}", "outside", '    a: "```{include} ../../secret.txt\\n```"\n'),
    myst("script", "{{ a }}", "left out", "    a: <script>hit()</script>\n"),
    myst("nested", "{{ a }}" * 500, "", "    a: '**b** *c*'\n"),
]


def liquid(name: str, text: str, says: str | None = ".") -> Case:
    """A page of Jekyll."""
    page = f"---\nlayout: page\norphan: true\n---\n# X\n\n{text}\n\n{WORDS}\n"
    return Case(f"liquid: {name}", {f"blog/{name}.md": page}, says, (WORDS,))


LOOP = "{% for i in (1..999999999) %}{{ i }}{% endfor %}"
LIQUID = [
    liquid("loop", LOOP),
    liquid("loops", "{% for i in (1..9999) %}" * 5 + "x" + "{% endfor %}" * 5),
    liquid("range", "{{ (1..999999999) | join: ',' }}"),
    liquid("range-sort", "{% assign a = (1..9999999) | sort | reverse %}{{ a | size }}"),
    liquid("range-huge", f"{{% for i in (1..{'9' * 400}) %}}x{{% endfor %}}"),
    liquid("doubling", "{% assign a = 'ab' %}" + "{% assign a = a | append: a %}" * 60),
    liquid("captures", "{% assign a = 'ab' %}" + "{% capture a %}{{a}}{{a}}{% endcapture %}" * 60),
    liquid("replace", "{% assign a = 'aaaa' %}" + "{% assign a = a | replace: 'a', a %}" * 20),
    liquid("concat", "{% assign a = 'a,b' | split: ',' %}" + "{% assign a = a | concat: a %}" * 60),
    liquid("times", "{% assign a = 9 %}" + "{% assign a = a | times: a %}" * 60 + "{{ a }}"),
    liquid("divided", "{{ 5 | divided_by: 0 }} {{ 5 | modulo: 0 }}", None),
    liquid("escape", "{% assign a = '<&' %}" + "{% assign a = a | escape %}" * 200, None),
    liquid("url", "{% assign a = '%' %}" + "{% assign a = a | url_encode %}" * 200, None),
    liquid("json", "{% assign a = '\"' %}" + "{% assign a = a | jsonify %}" * 60),
    liquid("slice", "{{ 'abc' | slice: -999999999999, 99999999999999 }}", None),
    liquid("truncate", "{{ 'abc' | truncate: 99999999999999, 'xx' }}", None),
    liquid("date", "{{ '0000-99-99' | date: '%Y %999999999d' }}", None),
    liquid("date-far", "{{ 99999999999999999 | date: '%Y' }}", None),
    liquid("round", "{{ '1e999' | round: 99999999 }} {{ 'nan' | ceil }}", None),
    liquid("ifs", "{% if true %}" * 500 + "x" + "{% endif %}" * 500),
    liquid("open-ifs", "{% if true %}" * 200),
    liquid("ends", "{% endif %}{% endfor %}{% endcapture %}"),
    liquid("raw-open", "{% raw %}{{ x }}"),
    liquid("comment-open", "{% comment %} x"),
    liquid("tag-open", "{% if"),
    liquid("output-open", "{{ x"),
    liquid("tag-empty", "{% %}{{ }}{%%}{{}}", None),
    liquid("tags-many", "{% assign x = 1 %}" * 5000, None),
    liquid("cycle", "{% cycle 'a', 'b' %}" * 3000, None),
    liquid("increment", "{% increment x %}" * 3000, None),
    liquid("case", "{% case 1 %}" + "{% when 1 %}x" * 2000 + "{% endcase %}", None),
    liquid("tablerow", "{% tablerow i in (1..999999) cols:1 %}x{% endtablerow %}"),
    liquid("offset", "{% for i in (1..9) offset:continue limit:0 %}x{% endfor %}", None),
    liquid("offset-huge", "{% for i in (1..9) offset:99999999999999999999 %}x{% endfor %}", None),
    liquid("filters-500", "{{ 'a'" + " | upcase" * 500 + " }}", None),
    liquid("dots-2000", "{{ a" + ".b" * 2000 + " }}", None),
    liquid("items-500", "{{ a" + "[0]" * 500 + " }}", None),
    liquid("items-nested", "{{ a" + "[a" * 300 + "]" * 300 + " }}"),
    liquid("page-itself", "{{ page }} {{ site }} {{ page.content }} {{ content }}", None),
    liquid("posts", "{% for p in site.posts %}{{ p.content }}{% endfor %}" * 30, None),
    liquid("include-none", "{% include none.html %}"),
    liquid("include-path", "{% include ../../secret.txt %}"),
    liquid("include-absolute", "{% include /etc/passwd %}"),
    liquid("include-name", "{% include {{ page.title }} %}"),
    liquid("include-itself", "{% include_relative include-itself.md %}"),
    liquid("link-none", "{% link none.md %} {% post_url none %}"),
    liquid("class", "{{ page.__class__ }} {{ site.__init__.__globals__ }}", None),
    liquid("filter-unknown", "{{ 'a' | system: 'touch ran' }}"),
    liquid("highlight-open", "{% highlight none %}\nx"),
    liquid("nul", "{{ 'a\x01b' }} {% assign \u202ex = 1 %}", None),
    liquid("quotes", "{{ 'a }} {{ \"b }}"),
    liquid("where-exp", "{{ site.posts | where_exp: 'p', 'p.title ==' }}", None),
    liquid("group", "{{ site.posts | group_by: 'none' | jsonify }}", None),
    liquid("ifs-20000", "{% if true %}" * 20_000 + "x" + "{% endif %}" * 20_000),
    liquid("sizes", "{% assign a = 'é' %}" + "{% assign a = a | append: a | slugify %}" * 40),
    liquid("push", "{% assign a = 'a' | split: ',' %}" + "{% assign a = a | push: a %}" * 60),
    liquid("strip", "{% assign a = '<' %}" + "{% assign a = a | append: a | strip_html %}" * 60),
    liquid(
        "markdown", "{% assign a = '*a* ' %}" + "{% assign a = a | append: a | markdownify %}" * 40
    ),
    liquid("lists-60", "\n".join(f"{'  ' * n}- Level {n}" for n in range(60)), "nested deeper"),
    liquid("quotes-200", ">" * 200 + " deep", "nested deeper"),
    liquid("emphasis-500", "*a **b " * 250 + "end" + "** c*" * 250, "nested deeper"),
    liquid("footnotes-60", "[^a]: " * 60 + "deep", "nested deeper"),
    liquid("render", "{% render 'none' %}{% layout 'x' %}{% echo %}"),
]

FAMILIES = [
    Family("substitutions", MYST, files={"../secret.txt": "Years of work"}),
    Family("liquid", LIQUID, files={"blog/_config.yml": "title: x\n"}),
]
