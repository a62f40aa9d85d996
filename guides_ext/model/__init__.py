"""The model of roles and stages: read from YAML with places, checked.

Imports no Sphinx and no docutils.
"""
