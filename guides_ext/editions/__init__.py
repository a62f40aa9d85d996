"""Three editions from one source: for the panel, for the company, for the candidate.

The panel's is the handbook as it is. The others are projections of sources to sources: `project`
writes a copy of the source tree that holds what a circle may read and nothing else, an ordinary
build runs on the copy, and `gate/` looks through all that would be published for what must not be
there. Nothing here imports Sphinx.
"""
