"""Upkeep: who keeps a guide true, and what is unfinished, dead or unused in it."""
