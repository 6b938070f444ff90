"""Chance keyed by (seed, playthrough, turn, rule, element): a hash, not a stream.

Branches and compared options share dice, a new rule disturbs none, and any chunking gives the same
bits. The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood 2014; Stafford's
variant 13).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_PLAYTHROUGH_STEP = np.uint64(0x9E3779B97F4A7C15)
_ELEMENT_STEP = np.uint64(0xD1B54A32D192ED03)
NORMAL_BITS = 16
# Arrays without axes: NumPy takes them as they are, numbers it has to look at first.
ROUNDS = tuple(
    (np.asarray(np.uint64(shift)), np.asarray(np.uint64(factor)))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
)
_LAST_SHIFT = np.asarray(np.uint64(31))
_UNIFORM_SHIFT = np.asarray(np.uint64(12))
_NORMAL_SHIFT = np.asarray(np.uint64(64 - NORMAL_BITS))
_BITS_OF_ONE = np.asarray(np.uint64(0x3FF0000000000000))
_BELOW_ONE = np.asarray(1.0 - 2.0**-53)


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of the result depends on every bit of x."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@lru_cache(maxsize=65536)
def _key(seed: int, turn: int, rule: str, name: str) -> int:
    """64 bits that stand for one named draw of one rule in one turn of one seed."""
    text = f"{seed}/{turn}/{rule}/{name}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


@lru_cache(maxsize=1)
def normal_quantiles() -> FloatArray:
    """The 65,536 middle quantiles of the standard normal, scaled to variance 1, (65536,).

    Rounded to 1e-10 so that machines whose logarithms differ in the last bit draw the same numbers.
    Source: Wichura (1988), algorithm AS 241, central and tail fits.
    """
    count = 1 << NORMAL_BITS
    half = (np.arange(count // 2) + 0.5) / count
    lower = _lower_quantile(half)
    table = np.concatenate([lower, -lower[::-1]])
    return np.asarray(np.round(table / np.sqrt(np.mean(table * table)), 10))


def _lower_quantile(p: FloatArray) -> FloatArray:
    """The z below which a standard normal falls with chance p in (0, 0.5]."""
    q = p - 0.5
    r = 0.180625 - q * q
    centre = q * _ratio(r, _AS241_CENTRE)
    tail = np.sqrt(-np.log(p))
    near, far = _ratio(tail - 1.6, _AS241_NEAR), _ratio(tail - 5.0, _AS241_FAR)
    return np.where(np.abs(q) <= 0.425, centre, -np.where(tail <= 5.0, near, far))


def _ratio(x: FloatArray, coefficients: tuple[tuple[float, ...], tuple[float, ...]]) -> FloatArray:
    """A ratio of two polynomials, highest power first."""
    above, below = (np.polyval(np.array(c), x) for c in coefficients)
    return np.asarray(above / below)


_AS241_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_AS241_NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
     1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
     4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
     0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
     2.05319162663775882187, 1.0),
)  # fmt: skip
_AS241_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
     0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
     5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
     7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
     0.59983220655588793769, 1.0),
)  # fmt: skip


def start_of(draws: Draws) -> NDArray[np.uint64]:
    """Where the hash of each playthrough starts, (B,)."""
    return draws.playthroughs * _PLAYTHROUGH_STEP


@lru_cache(maxsize=65536)
def places_of(key: int, first: int, last: int) -> NDArray[np.uint64]:
    """What elements first..last of a named draw add to a playthrough's start.

    (n, 1), or without axes for a single one; element 0 is a draw that has no elements.
    """
    steps = np.arange(first, last + 1, dtype=np.uint64) * _ELEMENT_STEP + np.uint64(key)
    return steps[:, None] if last > first else steps.reshape(())


def _mix_into(
    x: NDArray[np.uint64],
    starts: NDArray[np.uint64],
    places: NDArray[np.uint64],
    y: NDArray[np.uint64],
) -> None:
    """x holds the mixed bits but for the last shift; y is used on the way."""
    np.add(starts, places, x)
    for shift, factor in ROUNDS:
        np.right_shift(x, shift, y)
        np.bitwise_xor(x, y, x)
        np.multiply(x, factor, x)


def uniform_into(
    out: FloatArray,
    starts: NDArray[np.uint64],
    places: NDArray[np.uint64],
    room: NDArray[np.uint64],
) -> None:
    """As Draws.uniform, into `out`; room: as `out`, to work in.

    52 bits behind the bits of 1.0 are the number 1 + whole * 2^-52; taking 1 - 2^-53 away is exact.
    """
    x = out.view(np.uint64)
    _mix_into(x, starts, places, room)
    np.right_shift(x, _LAST_SHIFT, room)
    np.bitwise_xor(x, room, x)
    np.right_shift(x, _UNIFORM_SHIFT, x)
    np.bitwise_or(x, _BITS_OF_ONE, x)
    np.subtract(out, _BELOW_ONE, out)


def normal_into(
    out: FloatArray,
    starts: NDArray[np.uint64],
    places: NDArray[np.uint64],
    room: NDArray[np.uint64],
) -> None:
    """As Draws.normal, into `out`; the last shift of the hash leaves its 16 highest bits alone."""
    x = out.view(np.uint64)
    _mix_into(x, starts, places, room)
    np.right_shift(x, _NORMAL_SHIFT, room)
    normal_quantiles().take(room.view(np.int64), out=out, mode="clip")


@dataclass(frozen=True, slots=True)
class Draws:
    """The dice of a batch of playthroughs, keyed step by step with turn and rule."""

    seed: int
    playthroughs: NDArray[np.uint64]  # (B,) which playthroughs these are
    turn: int = 0
    rule: str = ""

    @classmethod
    def of(cls, seed: int, first: int = 0, count: int = 1) -> Draws:
        """The dice of playthroughs first .. first + count - 1."""
        return cls(seed, np.arange(first, first + count, dtype=np.uint64))

    def part(self, start: int, stop: int) -> Draws:
        """The dice of some of these playthroughs, by position."""
        return type(self)(self.seed, self.playthroughs[start:stop], self.turn, self.rule)

    def at(self, turn: int) -> Draws:
        """The same dice in another turn."""
        return type(self)(self.seed, self.playthroughs, turn, self.rule)

    def keyed(self, rule: str) -> Draws:
        """The same dice for one rule; rules never share a number."""
        return type(self)(self.seed, self.playthroughs, self.turn, rule)

    def key(self, turn: int, rule: str, name: str) -> int:
        """What stands for one named draw of one rule in that turn."""
        return _key(self.seed, turn, rule, name)

    def _bits(self, name: str, elements: int | None) -> NDArray[np.uint64]:
        """64 random bits each, (B,) or (elements, B)."""
        base = self.playthroughs * _PLAYTHROUGH_STEP
        base = base + np.uint64(_key(self.seed, self.turn, self.rule, name))
        if elements is None:
            return _mix(base)
        steps = np.arange(1, elements + 1, dtype=np.uint64) * _ELEMENT_STEP
        return _mix(base[None, :] + steps[:, None])

    def uniform(self, name: str, elements: int | None = None) -> FloatArray:
        """Numbers strictly between 0 and 1, (B,) or (elements, B)."""
        whole = (self._bits(name, elements) >> np.uint64(12)).astype(np.float64)
        return (whole + 0.5) * 2.0**-52  # 52 bits: with 53 the largest would round to 1

    def normal(self, name: str, elements: int | None = None) -> FloatArray:
        """Standard normal numbers, (B,) or (elements, B)."""
        bits = self._bits(name, elements) >> np.uint64(64 - NORMAL_BITS)
        return normal_quantiles()[bits.astype(np.intp)]

    def gumbel(self, name: str, elements: int) -> FloatArray:
        """Standard Gumbel numbers, (elements, B).

        Adding them to utilities and taking the largest is a draw by softmax.
        """
        return np.asarray(-np.log(-np.log(self.uniform(name, elements))))
