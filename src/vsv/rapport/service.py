"""The public face of `rapport`: the runs, the reports, making them again, and handing them out."""

from vsv.rapport.controle import check_rapport
from vsv.rapport.uitvoering import run_dag, run_week

__all__ = ["check_rapport", "run_dag", "run_week"]
