"""Sources that try to bring a text into an edition that may not hold it: stopped, or without it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from guides_ext.editions.gate.sources import of_conf, of_page
from guides_ext.editions.pages import Scope, lifted_by, read_page
from guides_ext.editions.settings import conf_of
from guides_ext.editions.world import World
from guides_ext.editions.written import written
from tests.editions.sources import (
    CANARY,
    everything,
    gate_of,
    opened,
    opened_rest,
    projected,
    tree,
)

STOPPED = {
    # What looks like a block, and is none
    "a name that is nearly right": ":::{panel-onl}\ncanary\n:::",
    "a name with a space": ":::{panel only}\ncanary\n:::",
    "a name with an underscore": ":::{panel_only}\ncanary\n:::",
    "a name of another circle": ":::{interviewer-only}\ncanary\n:::",
    "a misspelt name": ":::{intervewer-only}\ncanary\n:::",
    "a name in capitals": ":::{Panel-Only}\ncanary\n:::",
    "without braces": ":::panel-only\ncanary\n:::",
    "with half of its braces": ":::{panel-only\ncanary\n:::",
    "a name in an option": ":::{panel-only}\n:name: here\ncanary\n:::",
    "words behind the name": ":::{panel-only} because\ncanary\n:::",
    "in eval-rst": "```{eval-rst}\n.. panel-only::\n\n   canary\n```",
    "in a class of HTML": '<div class="panel-only">canary</div>',
    "in a class of HTML, in one word": '<div class="panelonly">canary</div>',
    "in a class of Markdown": "canary\n{.panel-only}",
    "in a class of kramdown": "canary\n{: .panel-only}",
    "in a comment of Liquid": "{% comment %}canary{% endcomment %}",
    "in a condition of Liquid": "{% if panel %}canary{% endif %}",
    "in a note of kramdown": "{::comment}\ncanary\n{:/comment}",
    "in reST within Markdown": ".. panel-only::\n\n   canary",
    "in a field": ":panel-only: canary",
    # Where a block ends
    "a block that is not closed": ":::{panel-only}\ncanary",
    "a plain fence that is not closed": "```\ncode\n\n:::{panel-only}\ncanary\n:::",
    "an inner fence as long as the block's": ":::{panel-only}\n:::{note}\ncanary\n:::\ncanary\n:::",
    "a stray fence that closes": "canary\n:::",
    "a second fence that closes": ":::{panel-only}\ncanary\n:::\ncanary\n:::",
    "a closing fence that is too short": "::::{panel-only}\ncanary\n:::",
    "a block begun on an item's line": "- :::{panel-only}\n  canary\n  :::",
    "a block begun on a numbered line": "1. :::{panel-only}\n   canary\n   :::",
    "a block begun in a quote": "> :::{panel-only}\n> canary\n> :::",
    "a block left of its fence": "- a\n\n  ```\n  b\nc\n\n:::{panel-only}\ncanary\n:::\n  ```",
    "a fence right of its block": ":::{panel-only}\ncanary\n       :::\ncanary\n:::",
    "a block begun in a footnote": "Open[^1].\n\n[^1]: :::{checklist}\n    - canary\n    :::",
    "a block begun in a definition": "Open\n: ```{script} canary\n  ```",
    "a block begun on a lettered line": "a) :::{checklist}\n   - canary\n   :::",
    "a block begun in a cell": "| a | ~~~{checklist} |\n|---|---|\n| canary | ~~~ |",
    "an empty block": ":::{panel-only}\n:::\n\ncanary",
    "a comment that is not closed": "<!-- canary",
    "a comment behind code": "`<!--` canary -->",
    # What nobody can look into
    "blocks within blocks without an end": "\n".join(
        [
            *(f"{':' * (403 - n)}{{note}}" for n in range(400)),
            "canary",
            *(":" * (n + 4) for n in range(400)),
        ]
    ),
    "only": ":::{only} html\ncanary\n:::",
    "ifconfig": ":::{ifconfig} True\ncanary\n:::",
    "raw": "```{raw} html\ncanary\n```",
    "a value of a substitution": "{{ canary }}",
    "an instruction": "<?php canary ?>",
    "a section of XML": "<![CDATA[canary]]>",
    "data behind a break": '+++ {"note": "canary"}',
    "options between dashes": ":::{note}\n---\nclass: canary\n---\nText\n:::",
    "an include of a closed page": "```{include} closed.md\n```",
    "an include from outside": "```{include} ../outside.md\n```",
    "an include of code": "```{literalinclude} closed.py\n```",
    "a table from a file": "```{csv-table}\n:file: closed.csv\n```",
    "a role of text that runs": "{eval}`canary`",
    "raw text within a line": "{raw}`canary`",
    "a list with the label of a checklist": "Things to cover:\n\n- canary",
    "an item with the label of a list": "- **Goals**\n  - canary",
    "words below a definition that goes": "[canary]: closed.md\ncanary",
    "a footnote in a quote": "> [^1]: canary",
    "a footnote that is there twice": "Open[^1].\n\n[^1]: Its text.\n\n[^1]: canary",
    "a definition that is there twice": (
        'See [it][there].\n\n[there]: https://example.com\n[There]: https://example.com "canary"'
    ),
    "a footnote in a list": "- Open.\n\n  [^1]: canary",
    "a definition on an item's line": "- [canary]: closed.md",
    "what looks like a definition without a label": "[ ]: [](closed.md)",
    "a value in what looks like a definition without a label": "[ ]: {{ canary }}",
    "the label of a checklist in two lines": "Things to\ncover:\n\n- canary",
    "an emphasised label in two lines": "**Before the\ninterview**\n\n- canary",
    "an item's label in two lines": "- Things to\n  cover:\n  - canary",
    # What the handbook shows as a list of ours, a comment, or a block, and a scanner may not
    "a label with a letter as a number": "Go&#97;ls:\n\n- canary",
    "a label with emphasis within": "G*oal*s:\n\n- canary",
    "a label in a role of text": "{strong}`Goals`:\n\n- canary",
    "a label in a tag of HTML": "<b>Goals</b>:\n\n- canary",
    "a label and a list in HTML": "<p>Goals:</p>\n<ul>\n<li>canary</li>\n</ul>",
    "a list in HTML": "**Things to cover**\n\n<ol>\n<li>\n\ncanary\n\n</li></ol>",
    "a list in a list in HTML": (
        "Things to cover\n\n<ul>\n<li>\n\n<ul><li></li></ul>\n\n</li>\n<li>\n\ncanary\n\n</li></ul>"
    ),
    "a list below a label in HTML": "<p>Goals:</p>\n\n- canary",
    "a label below attributes": "{.wide}\nGoals:\n\n- canary",
    "a label above attributes": "Goals:\n\n{.wide}\n- canary",
    "a label above an address and a blank line": "Checklist:\n\n{#a}\n\n- canary",
    "an item that is a label above attributes": "- Checklist\n\n  {.wide}\n  - canary",
    "a label in three lines": "Things\nto\ncover:\n\n- canary",
    "a comment of MyST in a quote": "> % canary",
    "a comment of MyST in an item": "- Open\n\n    % canary",
    "a comment of MyST as an item": "- % canary",
    "a fence behind a tab": "\t```\n  :::{checklist}\n  - canary\n  :::\n\t```",
    "a fence that ends behind a tab": (
        "```{panel-only}\nGone\n\t```\ncanary\n```\n\nOpen\n\n\t```\n"
    ),
    "a fence within HTML": "<div>\n```\n</div>\n\n:::{checklist}\n- canary\n:::\n\n```\n",
    "two fences within HTML": (
        "<pre>\n~~~\n</pre>\n\n```{question}\nask: canary\n```\n\n<pre>\n~~~\n</pre>"
    ),
    "what an item says on the sheet": "- Open\n  - sheet: canary",
    "what an item says on the sheet, emphasised": "1. Open\n   * **sheet:** canary",
    "what an item says on the sheet, in another way": "- Open\n  - _Sheet_: canary",
    "a mark of a draft": "TODO: canary",
    "a mark of a draft in an item": "- Open\n- [insert canary]",
    "a mark of a draft in two lines": "Lorem\nipsum canary",
    "a mark of a draft in a title": "```{admonition} TODO canary\nText\n```",
    "a mark of a draft in an option": "```{image} a.png\n:alt: TODO canary\n```",
    "a mark of a draft in the words of a role": "See {ref}`TODO canary <lab>`.",
    "a mark of a draft behind code of two lines": "words `a\nb` TODO `c` canary",
    "a draft": "```{draft-from-here}\n```\n\ncanary",
    # References
    "a reference without words to what is gone": "See {ref}`canary-label`.",
    "a link without words to what is gone": "See [](closed.md).",
    "an address of the project": "See <project:closed.md>.",
    "a picture that is closed": "![A picture](closed.py)",
    "a picture of a source": "![A picture](roles/closed.role.yaml)",
    "a page that HTML leads to": '<a class="x" href="roles/closed.html#canary">the page</a>',
    "a second picture in HTML that is closed": '<img alt="" srcset="a.png 1x, closed.py 2x">',
    "a picture in HTML that is closed, behind one within the page": (
        '<img alt="" srcset="data:image/gif;base64,R0lGODlhAQABAAAAACw= 1x,\n closed.py 2x">'
    ),
    "an address of HTML behind words with its sign": '<a title="x > y" href="closed.py">a</a>',
    "an address of HTML behind words with a tag": "<a title='<b>' href='closed.py'>the page</a>",
    "an address of HTML behind a lone quotation mark": '<b it\'s><a href="closed.py">the page</a>',
    "a picture behind a lone quotation mark in a tag": "<a it's> ![p](closed.py) it's>",
    "a role behind a lone quotation mark in a tag": '<a x"> {panel}`canary` ">',
    "a role behind quotation marks side by side": '<a b="c"d="> {panel}`canary` ">',
    "an address of HTML behind an odd name": '<a a.="x y=" href="closed.py">a</a>',
    "an address of HTML behind a stroke": '<div>\n<a/href="closed.py">a</a>\n</div>',
    "an address of HTML of another kind": '<svg><use xlink:href="closed.py"/></svg>',
    "a source of HTML that is closed": '<blockquote cite="closed.py">a</blockquote>',
    "a style of HTML with an address": '<p style="background: url(closed.png)">a</p>',
    "a word of a block with many strokes": "panel------------only {x}",
    "an object of HTML that is closed": '<object data="closed.py">words</object>',
    "an address of HTML between spaces": '<a href=" roles/closed.html ">the canary</a>',
    "a picture of HTML that is closed": "Open <IMG alt='a' SRC=closed.py> words.",
    "a film of HTML that is closed": '<video\nsrc="canary.mp4"></video>',
    "a picture of a card that is closed": ":::{card} Open\n:img-top: closed.py\nText\n:::",
    "a figure from outside": "```{figure} ../../canary.png\n```",
}

CLEAN = {
    "a block": ":::{panel-only}\ncanary\n:::",
    "a block for colleagues": ":::{company-only}\ncanary\n:::",
    "a block with a class": ":::{panel-only}\n:class: canary\ncanary\n:::",
    "a block of backticks": "```{panel-only}\ncanary\n```",
    "a block of tildes": "~~~{panel-only}\ncanary\n~~~",
    "a block with more fences": "::::::{panel-only}\ncanary\n::::::",
    "a block in a block": "::::{note}\nOpen.\n\n:::{panel-only}\ncanary\n:::\n::::",
    "an open block in a closed one": "::::{panel-only}\n:::{note}\ncanary\n:::\n::::",
    "a block in a list": "- Open.\n\n  :::{panel-only}\n  canary\n  :::",
    "a block in a tab": (
        "::::{tab-set}\n:::{tab-item} Open\n```{panel-only}\ncanary\n```\n:::\n::::"
    ),
    "a heading in a block": ":::{panel-only}\n## canary\n:::",
    "a label in a block": ":::{panel-only}\n(canary-label)=\n## Gone\n:::",
    "a checklist": ":::{checklist}\n- canary\n:::",
    "a script": "```{script} canary\ncanary\n```",
    "a question": "```{question}\nask: canary\n```",
    "a competency": "```{competency}\ntitle: canary\nlevels: {1: canary, 2: canary}\n```",
    "goals": ":::{goals}\n- canary\n:::",
    "non-goals": ":::{non-goals}\n- canary\n:::",
    "a list of roles": "```{roles}\ncanary\n```",
    "a comment": "<!-- canary -->",
    "a comment of several lines": "Open. <!-- canary\n\ncanary --> Open.",
    "a comment of MyST": "% canary",
    "a comment that is a definition": "[//]: # (canary)",
    "a footnote that nothing uses": "[^1]: canary",
    "a long footnote that nothing uses": "[^1]: canary\n\n    canary",
    "a footnote over lines that are not indented": "[^1]: Gone\ncanary\ncanary",
    "a footnote with a comment": "[^1]: Gone <!-- canary -->\n    <!-- canary -->\n\n    canary",
    "a footnote that is called like a number without one": "[^#]: canary",
    "a definition that is called like a target without a name": "[__]: answers.pdf",
    "a definition between bars": "See [it][|it|].\n\n[|it|]: closed.md",
    "a footnote with code": "[^1]: Gone\n\n    ```\n    canary\n    ```\n\n    canary",
    "a footnote with a box": "[^1]: Gone\n\n    :::{note}\n    canary\n    :::",
    "a footnote of a footnote that goes": "[^1]: Gone[^2].\n\n[^2]: canary",
    "a footnote of a block that goes": ":::{panel-only}\nGone[^1].\n:::\n\n[^1]: Gone\ncanary",
    "a definition whose title has a line": '[gone]: https://example.com\n  "canary"',
    "a definition in two lines": "[gone]:\n  canary.pdf",
    "a file that only a definition names": "[gone]: answers.pdf",
    "a definition that nothing uses": '[canary]: https://example.com "canary"',
    "a link to what is gone": "See [the page](closed.md#canary).",
    "a download that is gone": "See {download}`the file <canary.py>`.",
    "a reference to what is gone": "See {ref}`the page <canary-label>`.",
    "a document that is gone": "See {doc}`the page <canary>`.",
    "a term that is gone": "A {term}`word <canary>`.",
    "a question of a role": "See {guide:question}`the question <closed/pairing/canary>`.",
    "a definition that is there twice and gone": (
        "See [it][canary-2].\n\n[canary-2]: closed.md\n[canary-2]: https://example.com"
    ),
    "a reference by a definition": "See [the page][canary-page].\n\n[canary-page]: closed.md",
    "a table of contents": "```{toctree}\n:caption: canary\ncanary <closed>\nclosed\n```",
    "a series": "```{series} canary\nclosed\n```",
    "a block for a closed role": ":::{for-roles} closed\ncanary\n:::",
    "a letter about a closed role": ":::{letter} closed/pairing\ncanary\n:::",
    "a footnote of a letter about a closed role": (
        ":::{letter} closed/pairing\nGone[^1].\n:::\n\n[^1]: canary"
    ),
    "a letter about a stage that is not there": ":::{letter} pairing\ncanary\n:::",
    "a target of a picture": "```{image} a.png\n:target: closed.md#canary\n```",
}

REST_STOPPED = {
    "a mark of a draft": ".. note:: TODO canary",
    "a mark of a draft in a value": ".. |x| replace:: TODO canary\n\nSee |x|.",
    "a mark of a draft in a link": "`Read TODO canary <https://example.com>`_",
    "blocks within blocks without an end": "\n".join(
        f"{' ' * 3 * n}.. note::\n" for n in range(400)
    ),
    "an empty block": ".. panel-only::\n\ncanary",
    "a block that is not indented": ".. panel-only::\n   \ncanary",
    "a block begun in a list": "- .. panel-only::\n\n     canary",
    "a block begun on a numbered line": "#. .. question::\n\n      ask: canary",
    "a block begun on a lettered line": "a) .. checklist::\n\n      - canary",
    "a block begun in a list in a list": "- - .. checklist::\n\n       - canary",
    "a block begun in a cell": ".. list-table::\n\n   * - .. script:: canary\n     - Open",
    "a block begun in a grid": "+-----+\n| .. script:: canary |\n+-----+",
    "a block begun in a field": ":Note: .. script:: canary",
    "a block begun in a footnote": "Open [1]_.\n\n.. [1] .. question::\n\n      ask: canary",
    "a comment begun on an item's line": "- ..\n     canary",
    "a comment begun behind a comment": ".. |a| .. canary",
    "a near miss": ".. panelonly::\n\n   canary",
    "only": ".. only:: html\n\n   canary",
    "raw": ".. raw:: html\n\n   canary",
    "an include": ".. include:: closed.md",
    "a role of its own": ".. role:: canary",
    "a substitution": "|canary|",
    "a reference without words": "See :ref:`canary-label`.",
    "a numbered footnote that nothing uses": ".. [#] canary",
    "a symbol's footnote that nothing uses": "Open [*]_.\n\n.. [*] Its text.\n.. [*] canary",
    "a note that is there twice": "Open [1]_.\n\n.. [1] Its text.\n.. [1] canary",
    "a target that is there twice": (
        "See the page_.\n\n.. _page: https://example.com\n.. _Page: https://example.com/canary"
    ),
    "a substitution that is there twice": (
        "Open |a|.\n\n.. |a| replace:: words\n.. |A| replace:: canary"
    ),
    "a note whose reference is cut": (
        ".. panel-only::\n\n   Gone [#]_.\n\n.. [#] canary\n\nOpen [#]_.\n\n"
        ".. panel-only::\n\n   Gone.\n\n   .. [#] Its text."
    ),
    "a note whose reference is in a letter about a closed role": (
        ".. letter:: closed/pairing\n\n   Gone [#]_.\n\nOpen [#]_.\n\n.. [#] canary\n"
        ".. [#] Its text."
    ),
    "a symbol's note whose reference goes": (
        "Open [*]_.\n\n.. [*] canary\n\n.. [gone] Gone [*]_.\n\n   .. [*] Its text."
    ),
    "a target whose reference is cut": (
        ".. checklist::\n\n   - Gone__\n\n   __ https://example.com\n\n"
        "Open__.\n\n__ https://example.com/canary"
    ),
    "a target without a name": ".. __: canary.pdf",
    "a target without a name, in short": "__ canary.pdf",
    "a file without a name that nothing uses": "__ answers.pdf",
    "a block below an escaped colon": "Words\\::\n\n   .. question::\n\n      ask: canary",
    "a block below a line of verse": "| Words::\n\n   .. question::\n\n      ask: canary",
    "a block in a definition": "Words::\n   .. question::\n\n      ask: canary",
    "a comment in an item": "- words::\n\n  .. canary",
    "a list in an item": "- words::\n\n  Things to cover:\n\n  - canary",
    "a label with an escape": "Go\\als:\n\n- canary",
    "a label in a role of text": ":strong:`Goals`:\n\n- canary",
    "a label that is put in": "|g|:\n\n- canary\n\n.. |g| replace:: Goals",
    "a container": ".. container:: panel-only\n\n   canary",
    "a class": ".. class:: panel-only\n\ncanary",
}

REST_CLEAN = {
    "a block": ".. panel-only::\n\n   canary\n\n   canary",
    "a block for colleagues": ".. company-only::\n\n   canary",
    "a block in a block": ".. note::\n\n   Open.\n\n   .. panel-only::\n\n      canary",
    "a comment": ".. canary",
    "a comment of several lines": "..\n   canary\n\n   canary",
    "a footnote that nothing uses": ".. [1] canary",
    "a citation that nothing uses": ".. [canary] canary",
    "a substitution that nothing uses": ".. |canary| replace:: canary",
    "a footnote that begins below its label": ".. [1]\n   canary",
    "what is nearly a target": ".. _gone:canary",
    "what is nearly a citation": ".. [some words] canary",
    "a footnote with code": ".. [1] Gone::\n\n      canary\n\n   canary",
    "a footnote with a box": ".. [#gone] Gone\n\n   .. note::\n\n      canary",
    "a footnote of a footnote that goes": ".. [1] Gone [2]_.\n.. [2] canary",
    "a question in a footnote": (
        "Open [7]_.\n\n.. [7] Its text.\n\n   .. question::\n\n      ask: canary"
    ),
    "a file that only a target names": ".. _gone: answers.pdf",
    "a file in the line below its target": ".. _gone:\n   answers.pdf",
    "a file of a target of a target": ".. _gone: there_\n.. _there: answers.pdf",
    "a target that is gone": ".. _canary: closed.html",
    "a target that is there twice and gone": (
        "See `it <canary-2_>`_.\n\n.. _canary-2: closed.html\n.. _canary-2: https://example.com"
    ),
    "a target of a target that is gone": (
        "See `it <canary-3_>`_.\n\n.. _canary-3: canary-4_\n.. _canary-4: closed.html"
    ),
    "a link to what is gone": "See `the page <closed.html#canary>`_.",
    "a reference": "See :ref:`the page <canary-label>`.",
    "a letter about a closed role": (
        ".. letter:: closed/pairing\n\n   canary [1]_.\n\n.. [1] canary"
    ),
    "a checklist": ".. checklist::\n\n   - canary",
    "a question": ".. question::\n\n   ask: canary",
    "a table of contents": ".. toctree::\n   :caption: canary\n\n   canary <closed>",
}

AROUND = {
    "closed.md": "# canary\n\n(canary-label)=\n## canary\n",
    "closed.py": "canary = 1\n",
    "closed.csv": "canary\n",
    "canary.py": "canary = 1\n",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a b.png": b"\x89PNG\r\n\x1a\n",
    "roles/closed.role.yaml": "title: canary\n",
    "_includes/canary.html": "canary",
    "_static/canary.css": "/* canary */",
    "_templates/layout.html": "canary",
    "locale/de/LC_MESSAGES/a.po": 'msgid "canary"\n',
    "notes.txt": "canary",
    "answers.pdf": "canary",
}


def tried(folder: Path, name: str, text: str) -> tuple[bool, str]:
    """Whether an edition stops, and all that it would hold."""
    made = projected(folder, {**AROUND, name: text}, "candidate")
    for problem in made.problems:
        assert problem.place.file == name
        assert problem.place.line > 1
        assert problem.message
    return bool(made.problems), everything(made)


@pytest.mark.parametrize("case", STOPPED)
def test_a_doubt_stops_with_its_place(tmp_path: Path, case: str) -> None:
    stopped, _ = tried(tmp_path, "page.md", opened(STOPPED[case]))
    assert stopped


@pytest.mark.parametrize("case", CLEAN)
def test_what_is_understood_is_taken_away(tmp_path: Path, case: str) -> None:
    stopped, copy = tried(tmp_path, "page.md", opened(CLEAN[case]))
    assert not stopped
    assert CANARY not in copy
    assert "Open words." in copy


@pytest.mark.parametrize("case", REST_STOPPED)
def test_a_doubt_in_rest_stops_with_its_place(tmp_path: Path, case: str) -> None:
    stopped, _ = tried(tmp_path, "page.rst", opened_rest(REST_STOPPED[case]))
    assert stopped


@pytest.mark.parametrize("case", REST_CLEAN)
def test_what_is_understood_of_rest_is_taken_away(tmp_path: Path, case: str) -> None:
    stopped, copy = tried(tmp_path, "page.rst", opened_rest(REST_CLEAN[case]))
    assert not stopped
    assert CANARY not in copy
    assert "Open words." in copy


def test_the_gate_takes_blocks_within_blocks_without_an_end_for_closed() -> None:
    page = opened(STOPPED["blocks within blocks without an end"])
    said = list(of_page(page, "page.md", Scope("candidate")))
    assert {one.circle for one in said if CANARY in one.text} == {"panel"}


@pytest.mark.parametrize("mark", ["- ", "> "])
@pytest.mark.parametrize("levels", [11, 19, 60, 300])
def test_the_gate_knows_what_is_written_however_deep_it_is(mark: str, levels: int) -> None:
    rows = [f"{mark * (1 if mark == '- ' else n)}Open." for n in range(1, levels)]
    indented = [f"{'  ' * n if mark == '- ' else ''}{row}" for n, row in enumerate(rows)]
    deep = f"{'  ' * (levels - 1)}- canary" if mark == "- " else f"{mark * levels}canary"
    said = of_page("\n".join(["# Closed", "", *indented, deep]), "page.md", Scope("candidate"))
    assert {one.circle for one in said if CANARY in one.text} == {"panel"}


@pytest.mark.parametrize("attributes", ["{.wide}\n", "{#a}\n\n", "{.wide #a}\n"])
@pytest.mark.parametrize("label", ["Checklist:\n\n", "Things to cover\n\n"])
def test_the_gate_knows_a_list_whose_attributes_stand_below_its_label(
    attributes: str, label: str
) -> None:
    text = opened(f"{label}{attributes}- canary")
    said = of_page(text, "page.md", Scope("candidate", labels=lifted_by({})))
    assert not {one.circle for one in said if CANARY in one.text} & {"candidate"}


def test_a_listing_that_goes_takes_its_footnote_along(tmp_path: Path) -> None:
    text = "\n\n".join(f".. {one}:: closed\n\n   [1]_" for one in ("roles", "coverage", "stage"))
    page = opened_rest(f"{text}\n\n.. [1] canary")
    made = projected(tmp_path, {**AROUND, "page.rst": page}, "company")
    assert not made.problems
    assert CANARY not in str(made.files["page.rst"])


def test_what_an_item_says_on_the_sheet_goes_with_all_of_its_lines(tmp_path: Path) -> None:
    said = "- Open one.\n  - sheet: canary\n      - sheet: canary\n    canary\n"
    page = opened(f":::{{goals}}\n{said}- Open two.\n\n  ```\n  open code\n  ```\n:::", "company")
    made = projected(tmp_path, {"page.md": page}, "company")
    assert not made.problems
    copy = str(made.files["page.md"])
    assert CANARY not in copy
    assert "- Open one.\n- Open two.\n\n  ```\n  open code\n  ```\n" in copy


@pytest.mark.parametrize("said", ["sh&#101;et:", "*s*heet:", "{strong}`sheet`:", "<b>Sheet</b>:"])
@pytest.mark.parametrize("page", [":::{{goals}}\n{0}:::", "Goals:\n\n{0}"])
def test_what_an_item_says_on_the_sheet_is_known_in_any_markup(
    tmp_path: Path, said: str, page: str
) -> None:
    text = opened(page.format(f"- Open\n  - {said} canary\n"), "company")
    assert projected(tmp_path, {"page.md": text}, "company").problems
    rest = opened_rest(".. goals::\n\n   - Open\n\n     - sh\\eet: canary")
    rest = rest.replace("candidate", "company")
    assert projected(tmp_path / "rest", {"page.rst": rest}, "company").problems


def test_a_doubt_within_the_words_of_a_link_has_its_own_line(tmp_path: Path) -> None:
    text = opened("One\nline, [two\nand ![a picture](closed.png)](https://a.example).")
    (problem,) = projected(tmp_path, {"page.md": text}, "candidate").problems
    assert problem.place.line == 10


REST_STAYS = {
    "code that looks like blocks": ".. code-block:: rst\n\n   .. a comment\n\n   .. goals::",
    "a footnote": "Words [1]_.\n\n.. [1] Its text,\n   and more.",
    "a numbered footnote": "Words [#]_.\n\n.. [#] Its text.",
    "a target": "See the page_.\n\n.. _page: https://example.com",
    "a target of a target": "See the page_.\n\n.. _page: there_\n.. _there: https://example.com",
    "a target without a name": "See `the page`__.\n\n__ https://example.com",
    "a label": ".. _here:\n\nThere\n-----",
    "a label with a colon": "See :ref:`guide:here`.\n\n.. _guide:here:\n\nThere\n-----",
    "a footnote below its label": "Words [1]_.\n\n.. [1]\n   Its text.",
    "a substitution": "Some |words|.\n\n.. |words| replace:: letters",
}


@pytest.mark.parametrize("case", REST_STAYS)
def test_what_is_open_of_rest_stays_as_it_is(tmp_path: Path, case: str) -> None:
    stopped, copy = tried(tmp_path, "page.rst", opened_rest(REST_STAYS[case]))
    assert not stopped
    assert REST_STAYS[case] in copy


STAYS = {
    "a cell that is about paper": "| Paper |\n| --- |\n| Sheet: A4 |",
    "a second paragraph that is about paper": "- one\n\n  Sheet: of paper",
    "thirty lists in each other": "\n".join(f"{'  ' * n}- Open." for n in range(30)),
    "an address with spaces in HTML": '<img alt="" src="a b.png"> and <img alt="" src="a.png">',
    "a picture within HTML": '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "the site's own address in HTML": '<a href="/">Home</a>, <a href="?x=1">again</a>',
    "words of an attribute": '<a title="the href = gone here" href="https://a.example">it</a>',
    "a picture within HTML, in capitals": '<img alt="" src="DATA:image/gif;base64,R0lGODlhAQAB">',
    "pictures within HTML and beside it": (
        '<img alt="" srcset="data:image/gif;base64,R0lGODlhAQABACw= 1x,\n a.png 2x">'
    ),
    "words of an attribute with a sign of HTML": '<a title="x > y" href="https://a.example">it</a>',
    "a picture for a mode": "![A plan](a.png#gh-dark-mode-only)",
    "a picture for a mode in HTML": '<img alt="" src="a.png#gh-light-mode-only">',
    "a tag that never was one": "<a it's> words, it's>",
    "two pictures in one attribute": '<img alt="" srcset="a.png 1x, a.png 2x" src="a.png">',
    "a footnote": "Words[^a]: more of them.\n\n[^a]: Its text.",
    "a definition in a title": ":::{note} See [it][there]\nText\n:::\n\n[there]: https://a.example",
    "a definition": "See [the page][there].\n\n[there]: https://example.com",
    "a link": "See [the page](https://example.com/a_(b) 'A title').",
    "a link on the page": "See [above](#a-page), and [here](#here).\n\n(here)=\n## There",
    "a reference": "See {ref}`here`.\n\n(here)=\n## There",
    "a term": "A {term}`word`.\n\n```{glossary}\nword\n  What it means.\n```",
    "code": 'Write `{panel} [a](b)` and\n\n```python\na = "{{ b }}"\n```',
    "a box": ":::{note}\n:class: wide\nIts text.\n:::",
    "a table": "| a | b |\n|---|---|\n| c | d |",
    "a table of lists": "```{list-table}\n* - a\n  - b\n```",
    "brackets": "He said [sic] so, in the \\[old] way. [x] done.",
    "the word only": "This is read-only, and for members-only too.",
    "a picture": "![A picture](a.png)",
    "a picture of a card": ":::{card} Open\n:img-background: a.png\nText\n:::",
    "a picture in HTML": '<img alt="A picture" src="a.png">',
    "a link in HTML": 'See <a href="https://a.example/">it</a>, <a href="#b">b</a>.<b id="b"></b>',
    "text in HTML": "<details><summary>More</summary>\n\nText\n\n</details>",
}


@pytest.mark.parametrize("case", STAYS)
def test_what_is_open_stays_as_it_is(tmp_path: Path, case: str) -> None:
    stopped, copy = tried(tmp_path, "page.md", opened(STAYS[case]))
    assert not stopped
    assert STAYS[case] in copy
    assert ("PNG" in copy) == ("a.png" in STAYS[case])  # a picture comes along


def test_an_address_in_html_is_that_from_the_file_it_comes_to_stand_in() -> None:
    scope = Scope("candidate")
    page = read_page(opened('<img alt="" src="a.png">'), "shared/page.md", scope)
    world = World(scope, lambda path: path == "shared/a.png")
    assert '<img alt="" src="../shared/a.png">' in written(page, world, onto="roles/a.role.yaml")
    assert world.assets == {"shared/a.png"}


FRONTS = {
    "no front matter": "# canary\n",
    "another key": "---\nreaders: candidate\n---\n# canary\n",
    "TOML": '+++\naudience = "candidate"\n+++\n# canary\n',
    "not at its start": "\n---\naudience: candidate\n---\n# canary\n",
    "a panel's page": "---\naudience: panel\n---\n# canary\n",
    "a company's page": "---\naudience: company\n---\n# canary\n",
    "other keys of an open page": (
        "---\naudience: candidate\n# canary\nsummary: canary\nmyst: {substitutions: {a: canary}}\n"
        "tags: [canary]\n---\n# Open\n"
    ),
}


@pytest.mark.parametrize("case", FRONTS)
def test_a_page_is_closed_unless_its_front_matter_opens_it(tmp_path: Path, case: str) -> None:
    made = projected(tmp_path, {"page.md": FRONTS[case]}, "candidate")
    assert not made.problems
    assert CANARY not in everything(made)


REST_FRONTS = {
    "a field in two lines": ":audience: candidate\n:note: Gone\n   canary\n\nOpen\n====\n",
    "a field in two paragraphs": ":audience: candidate\n:note: Gone\n\n   canary\n\nOpen\n====\n",
    "a field below a blank line": ":audience: candidate\n\n\n:a note: canary\n\nOpen\n====\n",
    "a field with nothing in its line": ":note:\n   canary\n:audience: candidate\n\nOpen\n====\n",
    "another way to write a field": ":audience: candidate\n:note (1): canary\n\nOpen\n====\n",
}


@pytest.mark.parametrize("case", REST_FRONTS)
def test_fields_of_rest_go_with_all_of_their_lines(tmp_path: Path, case: str) -> None:
    made = projected(tmp_path, {"page.rst": REST_FRONTS[case]}, "candidate")
    assert not made.problems
    assert "Open\n====" in everything(made)
    assert CANARY not in everything(made)


@pytest.mark.parametrize("case", REST_FRONTS)
def test_the_gate_judges_fields_of_rest_with_all_of_their_lines(case: str) -> None:
    said = list(of_page(REST_FRONTS[case], "page.rst", Scope("candidate")))
    assert {one.circle for one in said if CANARY in one.text} == {"panel"}
    assert {one.circle for one in said if "Open" in one.text} == {"candidate"}


@pytest.mark.parametrize("word", ["candidates", "everyone", "", "[candidate]", "Candidate"])
def test_a_page_that_opens_itself_to_no_circle_is_an_error(tmp_path: Path, word: str) -> None:
    made = projected(tmp_path, {"page.md": f"---\naudience: {word}\n---\n# A\n"}, "candidate")
    (problem,) = made.problems
    assert (problem.place.file, problem.place.line) == ("page.md", 2)
    assert "expected one of panel, company, candidate" in problem.message


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("page.md", "---\naudience: candidate\ntitle: TODO find one\n---\n# A\n", 3),
        ("page.md", '---\naudience: candidate\ntitle: "\\x54ODO one"\n---\n# A\n', 1),
        ("conf.py", 'project = "TODO name it"\n', 1),
        (
            "r.role.yaml",
            "title: R\naudience: candidate\nstages:\n  s:\n    title: S\n    format: screen\n"
            "    minutes: 5\n    place: [TODO]\n    agenda: [{minutes: 5, is: welcome}]\n",
            1,
        ),
    ],
)
def test_a_mark_of_a_draft_stops_the_candidates_edition_wherever_it_is_shown(
    tmp_path: Path, file: str, text: str, line: int
) -> None:
    for edition, why in (("company", []), ("candidate", ["a mark of a draft: 'TODO'"])):
        made = projected(tmp_path / edition, {file: text}, edition)
        found = [one for one in made.problems if "draft" in one.message]
        assert [one.message.partition(" (")[0] for one in found] == why
        assert [(one.place.file, one.place.line) for one in found] == [(file, line)] * len(why)


def test_a_mark_of_a_draft_in_code_is_the_candidates_to_read(tmp_path: Path) -> None:
    page = opened("Find the `TODO`:\n\n```python\npass  # TODO: you write this\n```")
    assert projected(tmp_path, {"page.md": page}, "candidate").problems == []


def test_a_link_of_the_file_system_brings_nothing_along(tmp_path: Path) -> None:
    source = tree(tmp_path / "docs", {"page.md": opened("![A picture](a.png)")})
    (tmp_path / "outside.png").write_bytes(b"canary")
    (source / "a.png").symlink_to(tmp_path / "outside.png")
    made = projected(source, {}, "candidate")
    assert made.problems
    assert CANARY not in everything(made)


@pytest.mark.parametrize(
    ("kind", "circle"), [("goals", "company"), ("non_goals", "company"), ("during", "panel")]
)
def test_labels_of_ones_own_are_labels(tmp_path: Path, kind: str, circle: str) -> None:
    files: dict[str, str | bytes] = {
        "conf.py": f"guides_lift_labels = {{{kind!r}: ['What we want to see']}}\n",
        "page.md": opened("What we want\nto see:\n\n- canary"),
    }
    (problem,) = projected(tmp_path, files, "candidate").problems
    assert (problem.place.file, problem.place.line) == ("page.md", 9)
    assert f"the label of a list for the {circle}" in problem.message


LEFT_OUT = {
    "a file": 'exclude_patterns = ["drafts/page.md"]',
    "a folder": 'exclude_patterns = ["drafts"]',
    "a folder by its end": 'exclude_patterns = ["drafts/"]',
    "a pattern of names": 'exclude_patterns = ["drafts/p*.md", "other"]',
    "a pattern of folders": 'exclude_patterns = ("**/page.md",)\ninclude_patterns = ["**"]',
    "a pattern of letters": 'exclude_patterns = ["draft[!a-r]/page.m?"]',
    "all but some names": 'include_patterns = ["*.md"]',
    "all but a folder": 'include_patterns = ["articles/**", "page.md"]',
    "all but one, without another": (
        'include_patterns = ["page.md", "drafts/*"]\nexclude_patterns = ["drafts"]'
    ),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_the_panels_handbook_leaves_out_is_in_no_edition(tmp_path: Path, case: str) -> None:
    files: dict[str, str | bytes] = {
        "conf.py": f"{LEFT_OUT[case]}\n",
        "drafts/page.md": opened("canary of a page that nobody was meant to read"),
        "page.md": opened(""),
    }
    made = projected(tmp_path, files, "candidate")
    assert not made.problems
    assert CANARY not in everything(made)
    assert "Open words." in everything(made)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text("canary of a page that nobody was meant to read")
    assert gate_of(tmp_path, "candidate").look(tmp_path / "site", ())


@pytest.mark.parametrize(
    "line",
    [
        'exclude_patterns = [*others, "page.md"]',
        'exclude_patterns = ["a"]\nexclude_patterns += ["page.md"]',
        'exclude_patterns = ["a"]\nexclude_patterns.append("page.md")',
        'exclude_patterns: list[str] = ["page.md"]',
        'if True:\n    exclude_patterns = ["page.md"]',
        'globals()["exclude_patterns"] = ["page.md"]',
        "exclude_patterns = [1]",
        'include_patterns = "articles"',
        "include_patterns = list(pages)",
        'guides_lift_labels = {"goals": labels}',
        'guides_lift_labels = dict(goals=["What we want"])',
        'guides_lift_labels = {"goals": "What we want"}',
        'guides_lift_labels = {}\nguides_lift_labels["goals"] = ["What we want"]',
    ],
)
def test_what_keeps_something_from_others_and_is_not_written_out_stops(
    tmp_path: Path, line: str
) -> None:
    made = projected(tmp_path, {"conf.py": line, "page.md": opened("")}, "candidate")
    (problem,) = made.problems
    assert problem.place.file == "conf.py"
    assert any(name in problem.message for name in ("_patterns", "guides_lift_labels"))


LISTS = {
    "below a paragraph": "Things to cover:\n\n- canary\n- more canary\n\n  canary",
    "below an emphasised one": "**Things to cover**\n\n1. canary\n2. more canary",
    "below a label of one's own": "What we watch\n\n- canary",
}
LISTS_OF_REST = {
    **LISTS,
    "behind a target": ".. _steps:\n\n- Ring.\n\nThings to cover:\n\n- canary",
}
LISTS_OF_MARKDOWN = {
    **LISTS,
    "right below a paragraph": "Things to\ncover\n- canary\n- canary",
    "in an item": "- Things to cover\n  - canary\n    - canary",
    "in a block": ":::{for-roles} gardener\nThings to cover\n\n- canary\n:::",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("page.md", f"{opened(text)}\nOpen words.\n") for text in LISTS_OF_MARKDOWN.values()),
        *(("page.rst", f"{opened_rest(text)}\nOpen words.\n") for text in LISTS_OF_REST.values()),
    ],
)
def test_the_gate_knows_the_lists_that_are_for_others_by_their_labels(name: str, text: str) -> None:
    scope = Scope("candidate", {"gardener": set()}, lifted_by({"during": ["What we watch"]}))
    said = list(of_page(text, name, scope))
    assert {one.circle for one in said if CANARY in one.text} == {"panel"}
    assert [one.circle for one in said if "Open words" in one.text] == ["candidate"] * 2


@pytest.mark.parametrize(
    ("name", "begin"),
    [("page.md", ":::{{{0}}} {1}\n{2}\n:::"), ("page.rst", ".. {0}:: {1}\n\n   {2}")],
)
def test_the_gate_knows_what_is_about_a_role_that_is_not_there(name: str, begin: str) -> None:
    scope = Scope("candidate", {"roles/gardener": {"walk"}})

    def circles(directive: str, about: str) -> set[tuple[str, str]]:
        text = begin.format(directive, about, "See you there.")
        said = of_page((opened_rest if name.endswith("rst") else opened)(text), name, scope)
        return {(one.text.strip(), one.circle) for one in said}

    for about in ("chief/secret-visit", "gardener/secret-visit", "gardener"):
        assert ("See you there.", "panel") in circles("letter", about)
        assert "candidate" not in {
            circle for text, circle in circles("letter", about) if about in text
        }
    for about in ("gardener/walk", "walk", ""):
        assert ("See you there.", "candidate") in circles("letter", about)
    assert ("See you there.", "panel") in circles("for-roles", "chief")
    here = circles("for-roles", "gardener, chief")
    assert {("gardener", "candidate"), ("chief", "panel"), ("See you there.", "candidate")} <= here


def test_a_list_of_a_role_is_what_its_field_is_whatever_stands_above_it(tmp_path: Path) -> None:
    role = (
        "audience: candidate\ntitle: Gardener\nstages:\n  walk:\n    title: A walk\n"
        "    format: other\n    minutes: 5\n"
        "    agenda: [{minutes: 5, is: other}]\n    candidate:\n"
        '      expect: "What we want\\n\\n- Plant one\\n\\nThings to cover\\n\\n- Plant two"\n'
    )
    files: dict[str, str | bytes] = {
        "conf.py": "guides_lift_labels = {'goals': ['What we want']}\n",
        "roles/gardener.role.yaml": role,
        "page.md": "# Interviews\n",
        "interviews.md": "# Closed\n",
    }
    made = projected(tmp_path / "docs", files, "candidate")
    assert made.problems == []
    assert "Plant one" in everything(made)
    (tmp_path / "site").mkdir()
    html = '<h1 id="interviews">Interviews</h1><p>What we want</p><ul><li>Plant one</li></ul>'
    (tmp_path / "site" / "index.html").write_text(f"{html}<p>Things to cover</p><p>Plant two</p>")
    assert gate_of(tmp_path / "docs", "candidate").look(tmp_path / "site") == []


@pytest.mark.parametrize("wrong", [False, 3, "sheet"])
def test_what_cannot_be_printed_is_left_for_the_build_to_refuse(wrong: object) -> None:
    assert f"guides_print = {wrong!r}" in conf_of("candidate", {"guides_print": wrong})
    assert "guides_print = ['sheet']" in conf_of("candidate", {"guides_print": ("series", "sheet")})


@pytest.mark.parametrize("option", ["announcement", "footer_icons", "source_repository"])
def test_options_of_a_theme_that_hold_words_go_and_are_named(tmp_path: Path, option: str) -> None:
    options = {option: "canary", "light_css_variables": {"color-link": "#123"}}
    conf = f"html_theme_options = {options}\n"
    made = projected(tmp_path, {"conf.py": conf}, "candidate")
    assert CANARY not in everything(made)
    assert "color-link" in everything(made)
    assert [one.message.split("'")[1] for one in made.gone] == [option]
    circles = {one.text: one.circle for one in of_conf(conf)}
    assert (circles[CANARY], circles["color-link"], circles["#123"]) == (
        "panel", "candidate", "candidate"
    )  # fmt: skip


def test_conf_py_is_an_allow_list_of_values_that_are_written_out(tmp_path: Path) -> None:
    conf = (
        '"""canary"""\nimport canary\nproject = html_title = "Open"\nauthor = "can" + "ary"\n'
        'copyright, secret = "Ours", "canary"\n*more, html_short_title = "a", "canary", "Short"\n'
        'html_context = {"a": "canary"}\nextensions = ["guides_ext", "canary"]\n'
        'rst_prolog = "canary"\nmyst_substitutions = {"a": "canary"}\n'
        'html_static_path = ["canary"]\n'
        'guides_jekyll_site = {"a": "canary"}\n# canary\n'
        'html_theme_options["announcement"] = "canary"\nproject.author = "canary"\n'
        '*project, author = "canary", "canary"\nhtml_title = "Open " + load("canary")\n'
    )
    made = projected(tmp_path, {"conf.py": conf, **AROUND}, "candidate")
    assert CANARY not in everything(made)
    for said in ("project = 'Open'", "copyright = 'Ours'"):
        assert said in str(made.files["conf.py"])
    circles = {one.circle for one in of_conf(conf) if CANARY in one.text}
    assert circles == {"panel"}


LONG = {
    "a tag of HTML that never ends": "<a " + "words and more " * 10_000,
    "an attribute of HTML that never ends": "<a b=" + "words and more " * 10_000,
    "tags of HTML that never end": "<a " * 200 + "words and more " * 10_000,
    "a tag of HTML with a long name": f"<{'a' * 20_000} " + "words " * 20_000,
    "links to what is gone": "[a](closed.md) " * 10_000,
    "links behind a bracket that never closes": "[" + "[a](b) ![a] " * 10_000,
    "words that could name a block": "panel" * 4_000 + " {a}",
    "links to places that are gone": "[a](#b)\n" * 10_000,
}


@pytest.mark.parametrize("case", LONG)
def test_a_long_text_takes_no_time(case: str) -> None:
    scope = Scope("candidate")
    begin = time.process_time()
    page = read_page(opened(LONG[case]), "page.md", scope)
    written(page, World(scope, lambda path: False))
    assert time.process_time() - begin < 4  # each word looked at from each: half a minute and more


@pytest.mark.parametrize("text", ['<a x"> [words](closed.md) ">', '<a b="c"d="> [w](closed.md) ">'])
def test_a_link_that_only_seems_to_be_in_a_tag_is_followed(text: str) -> None:
    scope = Scope("candidate")
    page = read_page(opened(text), "page.md", scope)
    assert "closed" not in written(page, World(scope, lambda path: False))
