"""Audit and logboek dataverwerkingen: append-only, partitioned by month, sealed into a hash chain."""
