"""A file with jongeren to sign up, as organisations make them: CSV, XLSX or ODS, read and given back in its own form.

`lezen` is the way in. `csv` and `werkblad` turn a file into a `Tabel` and a table into a file again; `kolommen` knows
what the columns mean.
"""
