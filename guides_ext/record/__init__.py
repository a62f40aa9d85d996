"""The record of a role: all that any output needs of it, as plain data, computed once.

Pure functions over plain data, without Sphinx and docutils. Articles leave theirs when they are
read (``articles/record.py``), roles likewise (``handbook/parser.py``); what a stage says with what
its sections bring is known when all are (``whole_record``). Pages, PDFs, the linter and
guides.json read records, and none of them computes again what stands in one.
"""
