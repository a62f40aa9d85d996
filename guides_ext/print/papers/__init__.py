"""The papers of a day: what each is filled with, what it has to say, and whether it does."""
