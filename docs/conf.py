"""The handbook that we ship, and the documentation of the product."""

import sys
from pathlib import Path

import guides_ext

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project, html_title = "How Orchard hires (an example)", "Interviewer handbooks"
author, copyright = "Orchard", "the guides_ext developers"  # who invites, and whose the pages are
guides_outside = [str(Path(guides_ext.__file__).parent)]  # its schemas and the pages of its rules
extensions = ["guides_ext", "reference", "rule_pages"]  # the others make pages of the code
html_static_path, html_css_files = ["_static"], ["docs.css"]
exclude_patterns = ["how-to/snippets", "reference/measured", "reference/snippets"]  # parts of pages
