"""A made-up handbook of any size, and what building it costs beside plain Sphinx."""
