"""Run every measurement, print the table and write `bench/uitkomst.json`.

A measurement is a dict: `naam` (what), `variant` (ours, under which circumstances), `seconden`, `grondslag` (the
baseline), `grondslag_seconden`, `verhouding` (ours divided by the baseline), `omvang` (the size of the data) and
where it matters `piek_mb` (peak memory of the process) and `tempo` (what went through per second). Only the ratio
says something: the seconds are of the machine of the moment, which stands at the top of the file.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

PARTS = ("motor", "weekrun", "werklijst", "intake", "bevragen", "portaal", "api")
RESULT = Path(__file__).with_name("uitkomst.json")


def main() -> None:
    """Measure each part in a process of its own, so that the memory of one says nothing about another."""
    console = Console()
    parts = sys.argv[1:] or PARTS
    rows: list[dict[str, Any]] = []
    for part in parts:
        with console.status(f"Measuring {part} ..."):
            rows += _measure(part)
    console.print(_table(rows))
    if tuple(parts) == PARTS:
        RESULT.write_text(json.dumps({"machine": _machine(), "metingen": rows}, ensure_ascii=False, indent=2) + "\n")
        console.print(f"Written to {RESULT.relative_to(Path.cwd())}")


def _measure(part: str) -> list[dict[str, Any]]:
    code = f"import json, sys; from bench import {part}; json.dump({part}.meet(), sys.stdout)"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return list(json.loads(done.stdout.splitlines()[-1]))


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(
        "measurement", "variant", "size", "seconds", "baseline", "seconds", "ratio", "peak MB", "rate", box=None
    )
    for row in rows:
        table.add_row(
            row["naam"],
            row["variant"],
            str(row["omvang"]),
            f"{row['seconden']:.2f}",
            row["grondslag"],
            f"{row['grondslag_seconden']:.2f}",
            f"{row['verhouding']:.2f}x",
            f"{row['piek_mb']:.0f}" if row.get("piek_mb") else "",
            row.get("tempo", ""),
        )
    return table


def _machine() -> dict[str, Any]:
    return {
        "gemeten_op": datetime.now(UTC).date().isoformat(),
        "kernen": os.cpu_count(),
        "python": platform.python_version(),
        "systeem": platform.platform(terse=True),
    }


if __name__ == "__main__":
    main()
