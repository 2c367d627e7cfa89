"""The lines of a report for programs: without BSN and sentences, in pages or as a file."""
