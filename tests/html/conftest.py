"""A page of a finished build in a real browser, without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.projects import Built

PAGES = ("index", "roles/backend", "roles/frontend", "roles/sre", "kitchen-sink")


@dataclass
class Reader:
    """Somebody who looks at built pages."""

    page: Page

    def open(self, built: Built, name: str, width: int = 1440, scheme: str = "light") -> Page:
        """A page on a screen ``width`` pixels wide, in a ``light`` or ``dark`` theme."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(
            media="screen", color_scheme="dark" if scheme == "dark" else "light"
        )
        name, _hash, anchor = name.partition("#")
        uri = (built.out / f"{name}.html").as_uri()
        self.page.goto("about:blank")  # or a change of the anchor alone would load nothing
        self.page.goto(f"{uri}#{anchor}" if anchor else uri)
        return self.page


def too_wide(built: Built, reader: Reader, name: str, widths: Iterable[int]) -> list[int]:
    """The widths of screens, in pixels, on which a page would have to be scrolled sideways."""
    page = reader.open(built, name)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


def offline(route: Route) -> None:
    """Lets a page have its own files, and nothing from a network."""
    (route.continue_ if route.request.url.startswith("file:") else route.abort)()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[Reader]:
    page = browser.new_page(reduced_motion="reduce")
    page.route("**/*", offline)
    yield Reader(page)
    page.close()
