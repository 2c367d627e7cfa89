"""The date today, in the Netherlands: in one place, for every address."""

from datetime import UTC, date, datetime

from vsv.domein.perioden import dag_van


def vandaag() -> date:
    """Return the date today."""
    return dag_van(datetime.now(UTC))
