"""Roles, stages, questions and competencies can be referred to from anywhere."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.util.inventory import InventoryFile

from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.domain.indices import INDICES
from tests.projects import CONF, GARDEN, INDEXED, Built, Project

PAGE = """\
# Links

{guide:role}`gardener` {guide:stage}`gardener/walk` {guide:question}`gardener/walk/dry`
{guide:competency}`gardener/care` {guide:stage}`the walk <roles/gardener/walk>`
{any}`roles/gardener` {any}`roles/gardener/walk` {any}`roles/gardener/walk/dry`
{any}`roles/gardener/care`
"""

ANY = (
    ("roles/gardener/walk", "walk"),
    ("roles/gardener/walk/dry", "walk-dry"),
    ("roles/gardener/care", "care"),
)
"""What stands behind ``any``, which shows the name as it is written."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {**GARDEN, "links.md": f"---\norphan: true\n---\n{PAGE}"}
    return Project(tmp_path_factory.mktemp("references"), INDEXED).write(files).build()


def test_a_reference_leads_to_its_object_and_shows_its_title(built: Built) -> None:
    assert built.warnings == []
    links = built.page("links").select("section > p a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Gardener", "roles/gardener.html"),
        ("A walk", "roles/gardener.html#walk"),
        ("What is dry?", "roles/gardener.html#walk-dry"),
        ("Taking care", "roles/gardener.html#care"),
        ("the walk", "roles/gardener.html#walk"),
        ("Gardener", "roles/gardener.html"),
        *((name, f"roles/gardener.html#{anchor}") for name, anchor in ANY),
    ]
    page = built.page("roles/gardener")
    for anchor in ("walk", "walk-dry", "care"):
        assert page.find(id=anchor)


def test_a_link_of_markdown_without_words_shows_what_it_leads_to(tmp_path: Path) -> None:
    files = {
        "conf.py": CONF,
        "index.md": "# Home\n\n```{question}\n:name: dry\nask: What *is* dry?\n```\n\n"
        "[](#dry) [mine](#dry) {ref}`dry`\n",
    }
    built = Project(tmp_path).write(files).build()
    links = built.page("index").select("section > p a")
    assert [link.text for link in links] == ["What is dry?", "mine", "What is dry?"]


def test_every_object_is_in_the_inventory(built: Built) -> None:
    inventory = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="")
    names = {
        kind: sorted(inventory.data[f"guide:{kind}"])
        for kind in ("role", "stage", "question", "competency")
    }
    assert names == {
        "role": ["roles/gardener"],
        "stage": ["roles/gardener/walk"],
        "question": ["roles/gardener/walk/dry"],
        "competency": ["roles/gardener/care"],
    }


@pytest.mark.parametrize(
    ("index", "entry"),
    [
        ("guide-roles", "Gardener"),
        ("guide-stages", "A walk"),
        ("guide-questions", "What is dry?"),
        ("guide-competencies", "Taking care"),
    ],
)
def test_there_is_an_index_of_each_kind(built: Built, index: str, entry: str) -> None:
    assert entry in built.page(index).text


def test_a_title_stands_in_its_index_once_with_each_role_and_stage_that_has_it(
    tmp_path: Path,
) -> None:
    again = GARDEN["roles/gardener.role.yaml"].replace("title: Gardener", "title: Cook")
    stages = again[again.index("  walk:") :]
    again += stages.replace("walk:", "lap:").replace("A walk", "A lap")
    built = Project(tmp_path, INDEXED).write({**GARDEN, "roles/cook.role.yaml": again}).build()
    assert built.warnings == []

    def entries(page: str) -> list[tuple[str, list[str]]]:
        cells = built.page(page).select("tr:not(.cap, .pcap) > td:nth-child(2)")
        return [
            (" ".join(cell.text.split()), [str(link["href"]) for link in cell.select("a")])
            for cell in cells
        ]

    assert entries("guide-questions") == [
        ("What is dry?", []),
        ("Cook, A lap", ["roles/cook.html#lap-dry"]),
        ("Cook, A walk", ["roles/cook.html#walk-dry"]),
        ("Gardener, A walk", ["roles/gardener.html#walk-dry"]),
    ]
    assert entries("guide-stages") == [
        ("A lap (Cook)", ["roles/cook.html#lap"]),
        ("A walk", []),
        ("Cook", ["roles/cook.html#walk"]),
        ("Gardener", ["roles/gardener.html#walk"]),
    ]
    style = "_static/guide-index.css"
    assert style in built.read("guide-stages.html")
    assert style not in built.read("index.html") + built.read("genindex.html")


def test_a_reference_to_nothing_names_the_nearest(garden: Project) -> None:
    references = {
        "{guide:role}`gardner`": "role 'gardner' does not exist (nearest: gardener)",
        "{guide:stage}`gardener/wolk`": "stage 'gardener/wolk' does not exist "
        "(nearest: gardener/walk)",
        "{guide:question}`gardener/walk/wet`": "question 'gardener/walk/wet' does not exist "
        "(nearest: gardener/walk/dry)",
        "{guide:competency}`gardener/car`": "competency 'gardener/car' does not exist "
        "(nearest: gardener/care)",
    }
    lines = "\n\n".join(references)
    garden.write({"links.md": f"---\norphan: true\n---\n# Links\n\n{lines}\n"})
    assert garden.build().warnings == [
        f"links.md:{line}: WARNING: {warning} [guides.ref]"
        for line, warning in zip((6, 8, 10, 12), references.values(), strict=True)
    ]


NEAREST = {
    "{guide:role}`zookeper`": "role 'zookeper' does not exist (nearest: zookeeper)",
    "{guide:stage}`smith/wolk`": "stage 'smith/wolk' does not exist (nearest: smith/walk",
    "{guide:question}`tailor/walk/dri`": "question 'tailor/walk/dri' does not exist "
    "(nearest: tailor/walk/dry",
    "{guide:competency}`tailor/car`": "competency 'tailor/car' does not exist "
    "(nearest: tailor/care",
    "{guide:role}`qqq`": "role 'qqq' does not exist (nearest: actor, baker, clerk)",
}
"""In a project of many roles: a reference, and how its warning begins."""


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a page with these references is warned of; the nearest are the last by alphabet."""
    names = ("actor", "baker", "clerk", "diver", "smith", "tailor", "zookeeper")
    files = {f"roles/{name}.role.yaml": GARDEN["roles/gardener.role.yaml"] for name in names}
    links = "".join(f"\n{reference}\n" for reference in NEAREST)
    files |= {"conf.py": GARDEN["conf.py"], "articles/day.md": GARDEN["articles/day.md"]}
    files["index.md"] = f"{GARDEN['index.md']}{links}"
    return Project(tmp_path_factory.mktemp("nearest")).write(files).build("dummy").warnings


@pytest.mark.parametrize("reference", NEAREST)
def test_the_nearest_of_many_names_are_those_that_look_alike(
    warnings: list[str], reference: str
) -> None:
    assert any(NEAREST[reference] in one for one in warnings)
    assert len(warnings) == len(NEAREST)


def test_a_short_name_that_two_roles_share_is_refused_with_both(tmp_path: Path) -> None:
    files = {**GARDEN, "links.md": "---\norphan: true\n---\n# Links\n\n{guide:role}`gardener`\n"}
    files["other/gardener.role.yaml"] = GARDEN["roles/gardener.role.yaml"]
    built = Project(tmp_path).write(files).build()
    assert built.warnings == [
        "links.md:6: WARNING: role 'gardener' is not unique "
        "(it may be: other/gardener, roles/gardener) [guides.ref]"
    ]


def test_a_document_that_goes_takes_everything_with_it(garden: Project) -> None:
    garden.conf = INDEXED
    garden.build()
    (garden.source / "roles/gardener.role.yaml").unlink()
    (garden.source / "articles/day.md").unlink()
    garden.write({"index.md": "# Garden\n"})
    data = guide_domain(garden.build().app.env).data
    left = {
        name: set(kept) for name, kept in data.items() if kept and name not in ("version", "around")
    }
    pages = {"index", *(one.page for one in INDICES)}
    kept = {key: {"index"} for key in ("articles", "drawn", "fronts", "read")}
    assert left == kept | {"shown": pages}


def test_workers_hand_over_all_that_they_read(tmp_path: Path) -> None:
    roles = {f"roles/r{n}.role.yaml": GARDEN["roles/gardener.role.yaml"] for n in range(12)}
    one = Project(tmp_path / "one").write({**GARDEN, **roles}).build("dummy")
    two = Project(tmp_path / "two").write({**GARDEN, **roles}).build("dummy", jobs=2)
    first, second = guide_domain(one.app.env).data, guide_domain(two.app.env).data
    for name in guide_domain(one.app.env).by_document:
        assert first[name].keys() == second[name].keys(), name
    assert first["roles"] == second["roles"]
    assert first["objects"] == second["objects"]


# Short names -----------------------------------------------------------------------------------


def of_roles(count: int) -> GuideDomain:
    """The domain of that many roles, each with a stage of its own and one that all have."""
    env: Any = SimpleNamespace(domaindata={})
    domain = GuideDomain(env)
    for number in range(count):
        env.docname = f"roles/r{number}"
        for name in ("talk", f"s{number}"):
            domain.note_object("stage", f"{env.docname}/{name}", name, name.title())
    return domain


def test_a_short_name_means_all_that_end_with_it() -> None:
    domain = of_roles(12)
    assert domain.find("stage", "r1/talk") == ["roles/r1/talk"]
    assert domain.find("stage", "roles/r1/talk") == ["roles/r1/talk"]
    assert domain.find("stage", "s11") == ["roles/r11/s11"]
    assert domain.find("stage", "talk") == sorted(f"roles/r{one}/talk" for one in range(12))
    for nothing in ("alk", "1/talk", "r1", "roles/r1", ""):
        assert domain.find("stage", nothing) == []
    assert domain.find("question", "talk") == []


def test_what_is_new_is_found_by_its_short_name_too() -> None:
    domain = of_roles(1)
    assert domain.find("stage", "debrief") == []
    domain.note_object("stage", "roles/r0/debrief", "debrief", "Debrief")
    assert domain.find("stage", "debrief") == ["roles/r0/debrief"]
    domain.clear_doc("roles/r0")
    assert domain.find("stage", "debrief") == []


def test_a_short_name_is_found_as_quickly_among_many_roles() -> None:
    def best(domain: GuideDomain) -> float:
        domain.find("stage", "s1")  # what is made once a build is no matter of one name
        times = []
        for _ in range(20):
            start = time.perf_counter()
            for number in range(20):
                domain.find("stage", f"r{number}/talk")
            times.append(time.perf_counter() - start)
        return min(times)

    assert best(of_roles(5_000)) < 10 * best(of_roles(50))  # 100 times as many


def test_what_a_wrong_name_may_have_meant_is_told_as_quickly_among_many_roles() -> None:
    domain = of_roles(10_000)
    domain.warn_of_name("stage", "r7000/talk", None)  # what is made once a build is made
    start = time.process_time()
    for number in range(20):
        domain.warn_of_name("stage", f"r{number}/tolk", None)
    assert time.process_time() - start < 1  # comparing all names takes 10 s and more
