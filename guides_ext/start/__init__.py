"""The first hour of a handbook: a project to begin with, the editor's schema, what is missing."""
