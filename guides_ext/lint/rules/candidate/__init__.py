"""Candidate: what a candidate reads of a role that is open to them, and a team's own letters."""
