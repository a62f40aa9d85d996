"""Comments: what switches rules off in place says why, and is still needed."""
