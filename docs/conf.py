"""The handbook that we ship, and the documentation of the product."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = html_title = "Orchard interviews"
copyright = "the guides_ext developers"
extensions = ["guides_ext", "reference", "rule_pages"]  # the others make pages of the code
exclude_patterns = ["how-to/snippets", "reference/measured", "reference/snippets"]  # parts of pages
