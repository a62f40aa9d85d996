"""The gate: looks through all that would be published for what an edition may not hold.

It reads the whole sources again, finds blocks by another road (markdown-it, where the projection
has a scanner of its own), and compares words: shingles of five, short leaves as a whole, names as
they are written, and words that only forbidden text has. It shares the tables of the projection
(which directive and which key is for whom), not the parsing; and what the projection has written is
read once more by this road (`sources.READERS`) before it is in the copy.
"""
