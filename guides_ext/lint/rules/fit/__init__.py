"""Fit: what a stage says, asks and rates belongs together."""
