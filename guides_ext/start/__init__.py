"""The first hour of a handbook: a project to begin with, the editor's schema, what is missing."""


class Refused(Exception):
    """What was asked for cannot be, and nothing was written; says why."""
