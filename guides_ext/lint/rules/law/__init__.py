"""Law: what holds about pay, tools, recordings and notes, by jurisdiction; have counsel look."""
