"""One small Netherlands for all tests of this room: big enough to hold every rarity."""

from datetime import date

import pytest

from vsv.simulatie.service import Nederland, make_nederland


@pytest.fixture(scope="session")
def nederland() -> Nederland:
    return make_nederland(personen=5_000, zaad=1, tot=date(2026, 11, 23))
