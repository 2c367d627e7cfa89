"""Chance, from a seed: every part of the simulation draws from a stream of its own.

Streams are named, so that one more draw in one part leaves all other parts as they were.
"""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Getallen = NDArray[Any]
"""A column of numbers: whole days, cents, indexes or booleans."""


def stroom(zaad: int, naam: str) -> np.random.Generator:
    """Return the stream of draws called `naam` of the world `zaad`."""
    return np.random.default_rng([zaad, crc32(naam.encode())])


def gebeurt(rng: np.random.Generator, kans: float | Getallen, aantal: int) -> Getallen:
    """Return `aantal` booleans that are True with probability `kans` (one for all, or one each)."""
    return rng.random(aantal) < kans


def kies(rng: np.random.Generator, gewichten: Mapping[Any, float], aantal: int) -> Getallen:
    """Return `aantal` positions (int16) in `gewichten`, in proportion to its values."""
    grenzen = np.cumsum(np.fromiter(gewichten.values(), float))
    deel = rng.random(aantal) * grenzen[-1]
    return np.asarray(np.searchsorted(grenzen, deel, side="right"), np.int16)


def tussen(rng: np.random.Generator, grenzen: tuple[int, int], aantal: int) -> Getallen:
    """Return `aantal` whole numbers (int32) from the first through the last of `grenzen`."""
    return rng.integers(grenzen[0], grenzen[1], aantal, dtype=np.int32, endpoint=True)


def wachttijd(rng: np.random.Generator, gemiddelde: float | Getallen, aantal: int) -> Getallen:
    """Return `aantal` exponential waits in whole days (int32), at least 1, with about that mean."""
    dagen: Getallen = np.ceil(rng.exponential(1.0, aantal) * gemiddelde).astype(np.int32)
    return np.maximum(dagen, 1)
