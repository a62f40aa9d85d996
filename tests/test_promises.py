"""What docs/why/security.md promises, sentence by sentence, and the tests that hold each."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.hostile.cases import FAMILIES
from tests.stories import DOCS, ROOT

SAID = (DOCS / "why" / "security.md").read_text(encoding="utf-8")

REASONS = """\
A handbook is written by people
So its sources are trusted
What the product guards against
Whoever may change it may do
Nothing in these files keeps a candidate out
Leaving text out of a build was tried
What is proven
What is not.
A finding is about words
What you write on a sheet stays on paper
""".splitlines()
"""Sentences that promise nothing."""

HELD = {
    "There is a test for each claim": "test_promises test_every_sentence_is_held",
    "The folder of conf.py": "hostile/test_outside test_what_is_opened_is_read",
    "Whatever a document names": "outside: include.md",
    "So are the documents themselves":
        "hostile/test_outside test_no_document_is_read_through_a_link_or_a_pipe",
    "Links of the file system are followed": "outside: include-link.md",
    "A pipe, a device or a socket":
        "hostile/test_outside test_no_document_is_read_through_a_link_or_a_pipe",
    "Each refusal is an error":
        "hostile/test_outside "
        "test_an_error_of_a_page_is_told_by_every_build_and_lets_it_fail_until_it_is_mended",
    "docutils.conf beside":
        "hostile/test_outside test_where_docutils_conf_forbids_insertion_no_file_comes_along",
    "Libraries that a role names": "libraries: extends-outside",
    "A name or a link that leads out": "libraries: extends-link",
    "Includes of Jekyll":
        "test_security test_jekyll_includes_nothing_from_outside_of_the_sources",
    "Fonts from the packages": "print/test_characters test_a_family_that_is_not_there_is_named",
    "The state of git":
        "publish/test_signature test_it_names_the_commit_and_whether_the_sources_differ_from_it",
    "conf.py, as Python": "sheets: conf.py raises",
    "Rules of your own": "lint: a rule raises",
    "They run when you lint": "test_security test_rules_of_ones_own_do_not_run_in_a_build",
    "Two programs": "test_security test_a_build_starts_two_programs_and_opens_no_connection",
    "A PDF that takes more than two minutes":
        "print/test_builds test_a_paper_that_takes_too_long_is_named_and_the_next_one_is_made",
    "git, or ssh and rsync":
        "publish/test_branch test_a_release_is_a_commit_and_can_be_listed_and_rolled_back",
    "On a server a small program":
        "publish/test_ssh test_a_connection_cut_at_any_moment_leaves_a_whole_release_live",
    "A build opens no connection":
        "test_security test_a_build_starts_two_programs_and_opens_no_connection",
    "Pictures on the web":
        "hostile/test_outside test_no_picture_of_the_web_is_fetched_by_any_builder",
    "A build writes below its output":
        "test_security test_a_build_writes_below_its_output_and_into_a_folder_that_it_removes",
    "Substitutions of MyST": "substitutions: myst: name",
    "Of Sphinx's environment": "substitutions: myst: settings",
    "Anything else would be Python": "substitutions: myst: program",
    "Docutils' directive raw":
        "hostile/test_outside test_where_docutils_conf_forbids_insertion_no_file_comes_along",
    "Liquid in pages of Jekyll": "articles/test_limits test_a_page_of_liquid_has_a_budget",
    "The tag that goes beyond":
        "articles/test_limits test_where_a_budget_ends_the_tag_is_shown_and_named_once",
    "Text reaches the typesetter":
        "print/test_hostile_text test_hostile_text_prints_literally_in_every_field_and_node",
    "A role file may be any bytes":
        "model/test_yaml_source test_bytes_are_text_of_our_kind_or_refused",
    "The answer is always a message":
        "model/test_yaml_source test_reading_never_raises_and_every_place_is_in_the_file",
    "bytes that are not UTF-8": "syntax of roles: latin-1",
    "more than 1,000,000 bytes": "test_security test_the_page_names_the_limits_of_the_code",
    "more than 60 stages": "roles that grow: stages-500",
    "YAML tags that would": "syntax of roles: python",
    "keys that we don't know": "odd values of roles: dash-key",
    "Of a file with more than 100 faults": "roles that grow: unknown-keys-400",
    "Front matter, _config.yml": "front matter: data: bomb.yml",
    "What is sound around a fault":
        "hostile/test_front_matter test_what_is_sound_beside_a_fault_is_kept",
    "Markdown that nests": "hostile/test_no_word_is_lost test_what_is_too_deep_is_there_and_said",
    "Directives count": "texts of articles: directives-300",
    "A page of reStructuredText that nests": "texts of articles: rest-lists-300",
    "A page, or a file that a page includes":
        "articles/test_limits test_what_is_too_large_is_said_before_the_work_begins",
    "For a value of conf.py":
        "hostile/test_settings test_a_value_of_a_wrong_type_is_told_and_done_without",
    "An address that is a script": "scripts: md0.md",
    "The words stay":
        "articles/test_shape test_what_is_not_understood_is_left_out_and_its_text_kept",
    "A publish refuses a build":
        "publish/test_signature test_a_build_with_an_error_cannot_be_published",
    "A build signs itself":
        "publish/test_signature test_a_build_that_was_killed_does_not_forget_what_was_made",
    "What was read is signed": "hostile/test_whole test_damaged_doctrees_are_read_anew",
    "Before a build trusts":
        "hostile/test_whole test_a_damaged_file_of_the_output_is_made_anew",
    "So if a build was killed":
        "hostile/test_whole test_a_build_that_is_killed_leaves_nothing_wrong_to_the_next",
    "Where a source changes or goes":
        "hostile/test_whole "
        "test_a_source_that_changes_while_the_build_is_at_work_is_told_and_makes_no_build",
    "Files that somebody else":
        "hostile/test_whole test_a_file_that_somebody_else_has_put_there_is_left_alone",
    "A build is published only if":
        "hostile/test_whole test_what_is_not_what_was_signed_is_not_published",
    "Two builds in one folder":
        "hostile/test_whole test_a_second_build_in_the_same_folder_waits_for_the_first",
    "The ordinary build":
        "editions/test_editions test_an_edition_is_signed_by_the_gate_and_can_be_published",
    "Everything in the output holds":
        "editions/test_editions test_the_gate_looks_through_any_folder",
    "That is the work of your web server":
        "publish/test_nginx test_without_a_password_nobody_reads_and_headers_are_on_every_answer",
    "Of HTML that an author writes":
        "articles/test_shape test_what_is_not_understood_is_left_out_and_its_text_kept",
    "What we write ourselves": "hostile/test_titles test_no_title_is_live_on_any_page",
    "Themes that build upon pydata's": "hostile/test_titles THEMES",
    "The same configuration of the web server":
        "publish/test_nginx test_the_handbook_passes_its_own_content_security_policy_in_a_browser",
    "For colleagues and for candidates":
        "editions/test_editions test_an_edition_is_signed_by_the_gate_and_can_be_published",
    "So an edition is built from a copy":
        "editions/test_editions test_no_file_of_a_copy_holds_more_than_it_may",
    "Pages and roles are closed":
        "editions/test_hostile_sources test_a_page_is_closed_unless_its_front_matter_opens_it",
    "What is written into the copy":
        "editions/test_hostile_sources test_a_doubt_stops_with_its_place",
    "Then a gate reads": "editions/test_gate test_a_planted_leak_is_found",
    "A publish refuses an edition":
        "editions/test_editions "
        "test_publish_refuses_an_edition_that_no_gate_has_let_through_as_it_is",
    "Each field of the model":
        "editions/test_every_field test_a_field_that_a_faulty_projection_lets_through_is_found",
    "More than two hundred leaks": "editions/test_gate test_a_planted_leak_is_found",
    "A forbidden text of one or two": "editions/test_gate test_what_is_open_is_no_leak",
    "Neither is a text": "editions/test_gate test_what_is_open_is_no_leak",
    "And whoever may read": "publish/test_branch test_another_edition_is_refused",
    "No file has a place":
        "hostile/test_settings test_the_output_of_sheets_may_be_a_folder",
}  # fmt: skip
"""The first words of each other sentence, and what holds it: the file and the test, or the family
and the case of the hostile table."""

CASES = {f"{family.name}: {case.name}" for family in FAMILIES.values() for case in family.cases}


def sentences(text: str) -> Iterator[str]:
    """The sentences of a page, without its markup."""
    for block in re.split(r"\n\s*\n|^- ", re.sub(r"^#.*$", "", text, flags=re.M), flags=re.M):
        words = " ".join(block.split()).replace("**", "")
        words = re.sub(r"\{confval\}|`|\[([^\]]*)\]\([^)]*\)", lambda m: m[1] or "", words)
        yield from (one for one in re.split(r"(?<=[.!?])\s+(?=[A-Z])", words) if one)


@pytest.mark.parametrize("sentence", list(sentences(SAID)))
def test_every_sentence_is_held(sentence: str) -> None:
    holds = [one for one in (*HELD, *REASONS) if sentence.startswith(one)]
    assert len(holds) == 1, sentence


@pytest.mark.parametrize("start", HELD)
def test_what_holds_a_sentence_is_there(start: str) -> None:
    assert any(one.startswith(start) for one in sentences(SAID)), "the page does not say it"
    if HELD[start] in CASES:
        return
    file, name = HELD[start].split()
    tests = (ROOT / "tests" / f"{file}.py").read_text(encoding="utf-8")
    assert re.search(rf"^(def )?{name}\b", tests, re.MULTILINE)
