"""Pages of Jekyll: Liquid is rendered by a pure function, and kramdown read by a parser of its own.

For each line of a page there is the file and line that it came from; what was not understood is
data too. Nothing vanishes: it is on the page, or in a problem, or its author left it out. Nothing
in here imports Sphinx.
"""
