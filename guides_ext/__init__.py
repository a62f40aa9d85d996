"""A Sphinx extension for interview guides."""
