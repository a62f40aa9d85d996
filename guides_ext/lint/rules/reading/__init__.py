"""Reading: what is said aloud can be said and answered, in the time that there is."""
