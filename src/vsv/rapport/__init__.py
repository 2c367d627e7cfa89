"""The day run and the week run, priority history, reports, comparisons and exports."""
