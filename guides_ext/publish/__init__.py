"""Taking a finished build to where people read it. This room knows nothing of Sphinx.

`command.py` is the way in, `run.py` decides, `target.py` says what a target can do, and does it for
a folder, as `ssh.py` and `branch.py` do for theirs; `server/` runs where the site is.
"""
