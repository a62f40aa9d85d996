"""The pictures of the docs and of the README, taken of a finished build: `nox -s pictures`.

``python docs/_ext/pictures.py build/html`` writes them into ``docs/pictures/``. Pages need a
browser, sheets do not; without one it says what is missing and leaves all pictures as they are.
"""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent / "pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
COLOURS = 64
STYLE = """
html { scroll-behavior: auto !important }
.back-to-top { display: none !important }
@media (min-width: 60em) { section { scroll-margin-top: 0 !important } }
"""
"""Begins right at a stage; a phone leaves room for the links that stay at its top."""


class Page(NamedTuple):
    """A part of a page as a screen shows it; widths and heights are in pixels."""

    address: str
    width: int
    height: int
    scheme: str = "light"


PAGES = {
    "stage": Page("roles/backend.html#pairing", 1280, 900),
    "phone-dark": Page("roles/frontend.html#pairing", 390, 720, "dark"),
}
SHEETS = {
    "sheet": ("print/roles/backend/pairing.pdf", 0),
    "scorecard": ("print/roles/backend/pairing.pdf", 1),
}
"""A PDF and the index of its page."""


def shots(build: Path, browser: str) -> Iterator[tuple[str, Image.Image]]:
    """Each picture of a page, by its name; nothing is loaded from a network."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, one in PAGES.items():
            context = running.new_context(
                viewport={"width": one.width, "height": one.height},
                color_scheme="dark" if one.scheme == "dark" else "light",
                reduced_motion="reduce",
                offline=True,
            )
            page = context.new_page()
            file, _hash, anchor = one.address.partition("#")
            page.goto((build / file).resolve().as_uri())
            page.add_style_tag(content=STYLE)
            page.locator(f"#{anchor}").evaluate("section => section.scrollIntoView()")
            yield name, Image.open(BytesIO(page.screenshot()))
            context.close()
        running.close()


def sheets(build: Path) -> Iterator[tuple[str, Image.Image]]:
    """Each picture of a sheet, by its name."""
    for name, (file, index) in SHEETS.items():
        with pypdfium2.PdfDocument(build / file) as pdf:
            paper = pdf[index].render(scale=1.5).to_pil()
            yield name, ImageOps.expand(paper, border=1, fill="#b0b0b0")  # white, on a white page


def save(name: str, picture: Image.Image) -> None:
    """Writes a picture with few colours, which is all that pages of text need."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


def main(arguments: list[str]) -> None:
    """Takes all pictures of a build."""
    build = Path(*arguments[1:2] or ["build/html"])
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if browser is None:
        sys.exit(
            f"No browser: put one of {', '.join(CHROMIUM)} on the PATH (apt-get install chromium)."
        )
    wanted = [file for file, _index in SHEETS.values()]
    wanted += [page.address.partition("#")[0] for page in PAGES.values()]
    missing = sorted({file for file in wanted if not (build / file).is_file()})
    if missing:
        sys.exit(f"Not in {build}: {', '.join(missing)}. Build the handbook first.")
    FOLDER.mkdir(exist_ok=True)
    for name, picture in [*shots(build, browser), *sheets(build)]:
        save(name, picture)
        print(f"{name}.png", (FOLDER / f"{name}.png").stat().st_size)


if __name__ == "__main__":
    main(sys.argv)
