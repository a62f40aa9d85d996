"""Fairness: what is looked for without a name, what may not be asked, what leaves somebody out."""
