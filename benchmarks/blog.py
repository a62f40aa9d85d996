"""A made-up blog: posts for Jekyll as people write them, and what it costs to translate them."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.content import SECTIONS_AN_ARTICLE, Author
from benchmarks.markdown import bullets
from guides_ext.articles.jekyll.page import translate
from guides_ext.articles.jekyll.site import Site

SITE = {"title": "How we hire", "baseurl": "/blog", "people": ["Ada", "Bo", "Cy"]}
CONFIG = "title: How we hire\nbaseurl: /blog\npeople: [Ada, Bo, Cy]\n"
NOTE = '<div class="note" markdown="1">\n**{{ include.who }}:** {{ include.text }}\n</div>\n'
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\n"
INDEX = "# Blog\n\n:::{toctree}\n:glob:\nblog/_posts/*\n:::\n"
CONF = 'extensions = ["guides_ext"]\nguides_series = []\n'


def generate_blog(posts: int, folder: Path) -> None:
    """Write a Sphinx project whose articles are so many posts of a blog into a folder."""
    about = {"conf.py": CONF, "index.md": INDEX, "blog/assets/a.svg": PICTURE}
    for name, text in (_sources(posts) | about).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def pre_pass_seconds(posts: int) -> float:
    """Translate so many posts, and return the seconds of a processor that it took."""
    sources = _sources(posts)
    documents = frozenset(name for name in sources if name.endswith(".md"))
    there = {"blog/assets/a.svg", *sources}
    site = Site("blog", SITE, documents, (), there.__contains__, sources.get)
    start = time.process_time()
    for name in documents:
        translate(sources[name], name, site)
    return time.process_time() - start


def _sources(posts: int) -> dict[str, str]:
    sources = {"blog/_config.yml": CONFIG, "blog/_includes/note.html": NOTE}
    return sources | {_name(number): _post(number) for number in range(1, posts + 1)}


def _name(number: int) -> str:
    year, month = 2001 + number // 12, number % 12 + 1
    return f"blog/_posts/{year}-{month:02}-01-post-{number:04}.md"


def _post(number: int) -> str:
    """About 1,500 words; each section has some markup of Jekyll or kramdown."""
    author = Author(f"post {number}")
    front = f'---\nlayout: post\ntitle: "{author.title()}"\nauthor: Ada\ntags: [a, b]\n---\n'
    parts = [author.paragraph(), "* Contents\n{:toc}"]
    before = max(1, number - 1)
    for part in range(SECTIONS_AN_ARTICLE):
        markup = (
            f"[{author.title()}]({{% post_url post-{before:04} %}}), and so on.\n{{: .lead}}",
            f'{{% include note.html who="You" text="{author.sentence()}" %}}',
            f"![{author.title()}]({{{{ '/assets/a.svg' | relative_url }}}}){{: width=\"90\"}}",
            "{% for one in site.people %}\n- {{ one }}: " + author.sentence() + "\n{% endfor %}",
            "{% highlight python %}\nprint('{{ page.title }}')\n{% endhighlight %}",
            f"{{% if site.title %}}{author.sentence()}{{% endif %}} It costs $5, or {{x}}.",
        )[part % 6]
        paragraphs = "\n\n".join(author.paragraph() for _ in range(3))
        items = bullets(author.texts(3, 3))
        parts.append(f"## {author.title()}\n\n{paragraphs}\n\n{markup}\n\n{items}")
    return front + "\n\n".join(parts) + "\n"
