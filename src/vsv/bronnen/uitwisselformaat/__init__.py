"""The uitwisselformaat: one folder of tables, as CSV or Parquet, for bulk in and out and for offline use.

`read_levering` reads a folder into typed rows and uitval, `write_levering` writes one. The tables stand
in `tabellen`, what may stand in a column in `soorten`, and the rules between rows in `keuring`.
"""

from vsv.bronnen.uitwisselformaat.levering import UITVAL_SCHEMA, Levering
from vsv.bronnen.uitwisselformaat.lezen import read_levering
from vsv.bronnen.uitwisselformaat.schrijven import write_levering
from vsv.bronnen.uitwisselformaat.tabellen import REGEL, TABELLEN, Kolom, Tabel

__all__ = ["REGEL", "TABELLEN", "UITVAL_SCHEMA", "Kolom", "Levering", "Tabel", "read_levering", "write_levering"]
