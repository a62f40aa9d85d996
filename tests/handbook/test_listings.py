"""What a page lists of other documents: cards of roles, their coverage, the series."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.projects import Built, Project


@pytest.fixture(scope="module")
def index(whole: Built) -> BeautifulSoup:
    assert whole.warnings == []
    return whole.page("index")


def test_cards_stand_in_the_order_of_their_titles(index: BeautifulSoup) -> None:
    links = index.select(".guide-card > h2 > a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Beekeeper", "roles/beekeeper.html"),
        ("Gardener", "roles/gardener.html"),
        ("Zookeeper", "roles/a-gardener.html"),
    ]


def test_a_card_says_who_owns_the_guide(index: BeautifulSoup) -> None:
    first, second, _third = index.select(".guide-card")
    owners = [row for row in first.select("dl > div") if "Owner" in row.text]
    assert [row.select("dd")[0].text.strip() for row in owners] == ["bees@example.com"]
    assert "Owner" not in second.text


def test_a_card_names_its_stages_with_their_minutes(index: BeautifulSoup) -> None:
    stages = index.select(".guide-card")[0].select(".guide-links > li")
    assert [" ".join(stage.text.split()) for stage in stages] == [
        "A call 30 min",
        "A morning at the hives 120 min",
        "A letter from home 45 min",
        "The debrief 30 min",
    ]


def test_the_coverage_of_a_competency_without_ratings_leads_to_the_roles_coverage(
    index: BeautifulSoup, whole: Built
) -> None:
    links = {link.text: link["href"] for link in index.select(".guide-coverage tbody th a")}
    assert links["Patience"] == "roles/beekeeper.html#patience"
    assert links["Steady hands"] == "roles/beekeeper.html#guide--coverage"
    assert whole.page("roles/beekeeper").find(id="guide--coverage")


def test_the_series_gives_each_article_its_number_its_minutes_and_its_first_paragraph(
    index: BeautifulSoup,
) -> None:
    articles = index.select(".guide-series > li")
    assert [
        " ".join(label.text.split()) for label in index.select(".guide-series .guide-label")
    ] == [
        "1 1 min",
        "2 3 min",  # 600 words
    ]
    assert [[line.text for line in article.select("div > p")] for article in articles] == [
        ["Before the day", "Whoever has read this sleeps better."],
        ["On the day", "Light the smoker first."],
    ]


def test_the_panel_of_a_stage_has_its_plan_and_nothing_that_is_asked(
    whole_project: Project,
) -> None:
    with whole_project.lent():
        whole_project.write({"panel.md": "---\norphan: true\n---\n# P\n\n:::{stage} visit\n:::\n"})
        built = whole_project.build()
    assert built.warnings == []
    panel = built.page("panel").select_one(".guide-panel")
    assert panel is not None
    boxes = [" ".join(one.text.split()) for one in panel.select(".guide-agenda > ol > li")]
    assert boxes[:2] == [
        "0:00 10 min Welcome",
        "0:10 50 min At the hive In the candidate’s plan: An hour at one hive",
    ]
    assert len(boxes) == 10
    assert panel.select("article, figure, .guide-task, .guide-checklist") == []
    assert "See how they move." in panel.text


@pytest.mark.parametrize("index_of", ["stages", "questions", "competencies"])
def test_an_index_names_the_role_beside_each_entry(whole: Built, index_of: str) -> None:
    roles = {"beekeeper": "Beekeeper", "gardener": "Gardener", "a-gardener": "Zookeeper"}
    entries = whole.page(f"guide-{index_of}").select("table td:has(> a)")
    there = {str(one.select("a")[0]["href"]).partition(".html")[0]: one.text for one in entries}
    assert there.keys() == {f"roles/{name}" for name in roles}
    for name, title in roles.items():
        assert title in there[f"roles/{name}"]
