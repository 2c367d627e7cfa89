"""Value types and code tables: BSN, OIN, loonheffingennummer, SRTIV, perioden, gemeenten and regions.

Pure Python and column expressions; knows no other room.
"""
