"""What leaves the house as a file: sheets (CSV, XLSX, ODS) and the printed summary (PDF).

The writers know no database and no rule: they are given columns and numbers and write them down,
piece by piece, so that a national export needs no more memory than a small one.

Example: `FORMATEN["ods"].write(document, Path("rapport.ods"))`; see `formaten` and `bladen`.
"""
