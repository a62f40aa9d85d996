"""Whatever an author writes into a directive or a role file can be translated with gettext."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from tests.projects import GARDEN, Built, Project

PAGE = """\
---
orphan: true
---
# Page

```{goals}
- A goal
- Another `goal`
```

```{checklist}
- A state
  - Sheet: A short *state*
```

```{question}
ask: A question?
listen_for: |
  - Something heard
follow_ups:
  - Something further
easier: Something easier
harder: Something harder
```

```{competency}
title: A competency
means: A *meaning*
why: A reason
needs: 1
levels:
  1: A level
  2: |
    A higher level
```

```{agenda}
- minutes: 10
  is: main
  title: A timebox
  say:
    - Words at its start
    - {when: a cue comes, text: Words at a cue}
  checks: |
    - A check
```

```{script} A cue
Words to say
```

:::{for-roles} gardener
For some
:::
"""

ROLE = """\
title: Wort01
summary: Wort02
level: Wort03
looking_for: "- Wort04"
adjustments: Wort05
pay_range: Wort34
keep_notes: Wort35
ai: {candidate: allowed, say: Wort45, ours: Wort46}
recorded: {say: Wort47, instead: Wort48}
scale: {1: Wort06, 2: Wort07}
decision: {rule: Wort08, by: Wort09}
competencies:
  care:
    title: Wort10
    means: Wort11
    why: Wort12
    needs: 2
    look_for: "- Wort37"
    levels: {1: Wort13, 2: Wort14}
tasks:
  dig: {title: Wort15, brief: Wort16, far_enough: Wort17, easier: "- Wort18"}
schedule: [{day: 1, stages: [walk]}]
stages:
  walk:
    title: Wort19
    summary: Wort20
    format: conversation
    minutes: 30
    main: {care: Wort36}
    interviewers: {host: {is: Wort21, told: Wort41}}
    goals: "- Wort22"
    whenever: {Wort23: Wort24}
    follow_ups: "- Wort38"
    goes_on: Wort39
    checklist:
      before:
        - {text: Wort25, sheet: Wort33}
    candidate: {expect: Wort26, bring: "- Wort27"}
    task: dig
    agenda:
      - minutes: 30
        is: main
        title: Wort28
        told: Wort40
        with: [dry, task]
        say:
          - Wort29
          - {when: Wort42, text: Wort43}
        checks: "- Wort44"
    questions: [{id: dry, ask: Wort30, competency: care, listen_for: "- Wort31"}]
"""

LISTS = """\
---
orphan: true
---
# Lists

:::{roles}
:::
:::{coverage} everything
:::
:::{stage} everything/walk
:::

See {guide:question}`everything/walk/dry`, {guide:competency}`everything/care` and {ref}`named`.

```{question}
:name: named
ask: Wort32
```
"""

TEXTS = {
    "A goal", "Another `goal`", "A state", "A question?", "Something heard", "Something further",
    "Something easier", "Something harder", "A competency", "A *meaning*", "A reason", "A level",
    "A higher level", "A timebox", "Words at its start", "A cue",
    "a cue comes", "Words at a cue", "A check", "Words to say", "For some",
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("translation")).write(
        {**GARDEN, "page.md": PAGE, "lists.md": LISTS, "roles/everything.role.yaml": ROLE}
    )


@pytest.fixture(scope="module")
def extracted(project: Project) -> Built:
    return project.build("gettext", out="-gettext", gettext_compact=False)


@pytest.fixture(scope="module")
def translated(project: Project, extracted: Built) -> Built:
    """The HTML with every message set in angles, which stand for the other language."""
    folder = project.source / "locale" / "de" / "LC_MESSAGES"
    for path in extracted.out.rglob("*.pot"):
        catalog = Catalog(locale="de")
        for message in template(path):
            catalog.add(message.id, f"‹{message.id}›")
        target = (folder / path.relative_to(extracted.out)).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalog)
    return project.build(
        out="-de",
        language="de",
        locale_dirs=["locale"],
        gettext_compact=False,
        gettext_auto_build=False,
    )


def template(path: Path) -> list[Message]:
    return [one for one in read_po(io.BytesIO(path.read_bytes())) if one.id]


def test_every_text_is_a_message_at_its_place(project: Project, extracted: Built) -> None:
    assert extracted.warnings == []
    source = PAGE.splitlines()
    messages = {str(one.id): one.locations for one in template(extracted.out / "page.pot")}
    assert set(messages) == TEXTS | {"Page", "A short *state*"}
    for text, ((file, line),) in messages.items():
        assert file.endswith("page.md")
        assert text in source[line - 1]


def test_the_texts_of_a_role_file_are_messages_at_their_places(extracted: Built) -> None:
    source = GARDEN["roles/gardener.role.yaml"].splitlines()
    messages = {
        str(one.id): one.locations for one in template(extracted.out / "roles/gardener.pot")
    }
    assert {"See what they notice.", "Shall we?", "What is dry?", "Foresees."} <= set(messages)
    for text, places in messages.items():
        for file, line in places:
            assert file.endswith("gardener.role.yaml")
            assert text in source[line - 1]


def test_what_is_drawn_in_is_a_message_of_its_article_only(extracted: Built) -> None:
    assert "Walk slowly." not in (extracted.out / "roles/gardener.pot").read_text()
    assert "Walk slowly." in (extracted.out / "articles/day.pot").read_text()


def test_the_page_shows_the_translation(translated: Built) -> None:
    assert translated.warnings == []
    text = " ".join(translated.page("page").text.split())
    for message in TEXTS:
        assert f"‹{message.replace('`', '').replace('*', '')}›" in text


def test_a_role_shows_the_translation_of_its_own_texts_and_of_what_it_draws_in(
    translated: Built,
) -> None:
    page = translated.page("roles/gardener")
    text = " ".join(page.text.split())
    for message in ("See what they notice.", "Hear what they ask.", "Walk slowly.", "What is dry?"):
        assert f"‹{message}›" in text
    assert "Ziele" in text


@pytest.mark.parametrize("file", ["roles/everything.html", "lists.html", "guides.json"])
def test_no_text_is_left_in_the_first_language_wherever_it_is_shown(
    translated: Built, file: str
) -> None:
    text = (translated.out / file).read_text(encoding="utf-8")
    shown = BeautifulSoup(text, "html.parser").get_text() if file.endswith(".html") else text
    assert len(set(re.findall(r"Wort\d\d", shown))) >= 8
    assert re.findall(r"(?<!‹)Wort\d\d", shown) == []


def test_every_text_of_a_role_is_shown_translated(translated: Built) -> None:
    shown = translated.page("roles/everything").text
    elsewhere = {32, 33}  # on another page, and on sheets only
    expected = [f"Wort{n:02}" for n in range(1, 49) if n not in elsewhere]
    assert sorted(set(re.findall(r"‹(Wort\d\d)›", shown))) == expected


def test_the_short_form_of_an_item_is_translated_too(translated: Built) -> None:
    """No page shows it, but a sheet does, and the data."""
    found = json.loads((translated.out / "guides.json").read_text(encoding="utf-8"))
    before = found["roles"]["roles/everything"]["stages"][0]["checklist"]["before"]
    assert before[0]["sheet"] == "‹Wort33›"
    lists = found["articles"]["page"]["lists"]
    assert [one["sheet"] for each in lists for one in each["items"] if one["sheet"]] == [
        "‹A short state›"
    ]
    assert "A short" not in translated.page("page").text
