"""Series: what a day needs so that nobody is surprised: time, tasks, goals, words, telling."""
