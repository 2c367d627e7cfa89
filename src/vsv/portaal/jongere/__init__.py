"""One jongere: the priority and why, what would change it, jobs and benefits over time, and who looked before."""
