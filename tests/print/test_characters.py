"""A character that no font has is told of; a font that is named sets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.print.keeper import FILES
from tests.print.pdfs import pages, squeezed
from tests.projects import Built, Project

ROLE = "roles/keeper.role.yaml"
ARABIC = "أين المفتاح"


def asks(folder: Path, text: str, **conf: object) -> Built:
    """The keeper with a question in another script."""
    project = Project(folder).write(FILES)
    project.replace(ROLE, "What did you see?", text)
    return project.build("guides-pdf", guides_print=["handbook", "sheet"], **conf)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Is this a party? 🎉", "'🎉' (U+1F389 PARTY POPPER) (add 'Noto Emoji' to 'sans'"),
        ("何ですか", "'何' (U+4F55 CJK UNIFIED IDEOGRAPH-4F55), 'で'"),
        (ARABIC, "'أ' (U+0623 ARABIC LETTER ALEF WITH HAMZA ABOVE)"),
    ],
)
def test_in_a_handbook_it_is_its_code_and_a_warning_on_a_sheet_an_error(
    tmp_path: Path, text: str, named: str
) -> None:
    built = asks(tmp_path, text)
    (error,) = [one for one in built.warnings if "ERROR" in one]
    assert f"sheet of 'The round' of 'Keeper': no font has {named}" in error
    assert "guides_print_fonts" in error
    assert not (built.out / "roles/keeper/walk.pdf").exists()
    code = f"[U+{ord(named[1]):04X}]"
    warnings = [one for one in built.warnings if f"printed as {code}" in one]
    assert warnings
    assert all(one.startswith(f"{ROLE}:") for one in warnings)
    assert code in squeezed(" ".join(pages(built.out / "roles/keeper.pdf")))


def test_many_characters_of_a_script_are_one_warning(tmp_path: Path) -> None:
    built = Project(tmp_path).write(
        {
            "conf.py": 'extensions = ["guides_ext"]\nguides_print = ["series"]\n',
            "index.md": "# Home\n\n:::{series}\na\n:::\n",
            "a.md": "# A\n\n面接の流れ\n\n一次面接では🎉\n\nสวัสดี\n",
        }
    )
    said = [one for one in built.build(guides_print=["series"]).warnings if "no font has" in one]
    assert len(said) == 3
    assert "a.md:3: WARNING: no font has '面'" in said[0]
    assert "and 6 more" in said[0]
    assert "there is no package of it" in said[0]
    assert "printed as [U+9762] and the like, 11 times" in said[0]
    assert "its package is fontpkg-noto-sans-thai" in said[2]


@pytest.mark.parametrize("named", ["package", "folder"])
def test_a_font_that_is_named_sets_it(tmp_path: Path, named: str) -> None:
    import fontpkg_noto_sans_arabic as package

    conf: dict[str, object] = {}
    if named == "folder":
        folder = str(Path(package.__file__).parent / "files")
        conf |= {"guides_print_font_folders": [folder], "guides_outside": [folder]}
    built = asks(
        tmp_path, ARABIC, guides_print_fonts={"sans": ["Source Sans 3", "Noto Sans Arabic"]}, **conf
    )
    assert built.warnings == []
    front = pages(built.out / "roles/keeper/walk.pdf")[0]
    assert set(squeezed(ARABIC)) <= set(squeezed(front))
    assert "What else?" in front


def test_a_family_that_is_not_there_is_named(tmp_path: Path) -> None:
    built = asks(tmp_path, "Yes?", guides_print_fonts={"sans": ["Source Sans 3", "Nowhere Sans"]})
    (warning,) = built.warnings
    assert "WARNING: guides_print_fonts: there is no font 'Nowhere Sans'" in warning
    assert not built.failed
