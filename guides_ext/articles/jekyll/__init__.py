"""Jekyll and kramdown → MyST: a pure function that imports no Sphinx.

What comes out is text for MyST, and for each line of it the file and line that it came from;
what was not understood is data too. Nothing vanishes: it is in the text, or in a problem, or
its author left it out.
"""

from guides_ext.articles.jekyll.page import Translated, is_jekyll, translate
from guides_ext.articles.jekyll.site import Site

__all__ = ["Site", "Translated", "is_jekyll", "translate"]
