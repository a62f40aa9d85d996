"""The handbook that we ship, and the documentation of the product."""

project = "Orchard interviews"
copyright = "the guides_ext developers"  # noqa: A001 (Sphinx's own name for it)
extensions = ["guides_ext"]
