"""The public face of `bronnen`: taking leveringen in, giving back what was refused, and reading the facts."""

from vsv.bronnen.feiten import latest_levering, read_bronnen_tot, read_feiten, read_ikv_mutaties

__all__ = ["latest_levering", "read_bronnen_tot", "read_feiten", "read_ikv_mutaties"]
