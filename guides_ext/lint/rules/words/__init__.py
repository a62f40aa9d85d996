"""Words: what hurts or leaves somebody out, where another word says the same."""
