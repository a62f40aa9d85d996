"""Reading: what is said aloud can be said, and in the time that there is."""
