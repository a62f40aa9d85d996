"""The model of roles and stages: read from YAML with places, checked, and turned into plain data.

Imports no Sphinx and no docutils. What it offers stands in `__init__.pyi`, and is imported where it
is first asked for: a build that reads no role need not wait for the classes of one.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
