"""What runs where the site is read: here for a folder, at the other end of ssh for a server.

Standard library only, and Python 3.9 is enough: `ssh.py` sends this package to the server as it
is, so that both kinds of target are looked after by the same code and nothing is installed there.
"""
