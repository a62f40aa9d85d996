"""A test that needs a browser says so, and never passes for want of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def without_chromium(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A test that needs a browser, where there is none."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = browser")
    pytester.makepyfile("def test_page(browser): pass")
    monkeypatch.setenv("PATH", "")
    return pytester


def test_the_browser_opens_pages(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Pairing</h1>")
    assert page.inner_text("h1") == "Pairing"
    page.close()


def test_without_chromium_a_browser_test_is_skipped_and_says_what_to_install(
    without_chromium: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = without_chromium.runpytest_inprocess("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines("*apt-get install chromium*")


def test_without_chromium_a_browser_test_fails_where_ci_is_set(
    without_chromium: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")
    without_chromium.runpytest_inprocess().assert_outcomes(errors=1)


def test_browser_tests_can_be_left_out(without_chromium: pytest.Pytester) -> None:
    without_chromium.runpytest_inprocess("-m", "not browser").assert_outcomes(deselected=1)
