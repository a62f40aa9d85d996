"""Taking a finished build to where people read it. This room knows nothing of Sphinx.

`command.py` is the way in, `run.py` decides, `target.py` says what a target can do; `folder.py`,
`ssh.py` and `branch.py` do it, the first two by way of `server/`, which runs where the site is.
"""
