"""The werklijst: whom a consulent calls now. `keuze` says which people and in which order, `lezen` reads them.

Everything a list filters or sorts by stands in one narrow table that triggers keep true (`0003_werklijst.sql`), so a
page costs the same few queries for 50 people and for 50,000.
"""
