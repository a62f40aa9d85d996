"""Law: what holds about pay, tools, recordings and notes, by jurisdiction; ask a lawyer."""
