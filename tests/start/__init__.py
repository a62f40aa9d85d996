"""The first hour in a project of one's own."""
