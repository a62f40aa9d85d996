"""Fairness: what is looked for without a name, and what candidates may not be asked."""
