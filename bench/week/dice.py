"""Chance, the same with any Python: only random() is taken from the library, whose sequence for a seed never changes."""

import math
import random

SECOND = 1_000_000  # all times are microseconds since 1970 UTC
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Dice:
    def __init__(self, seed: int):
        self._random = random.Random(seed).random

    def share(self, p: float) -> bool:
        """True with that probability."""
        return self._random() < p

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random()

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both inclusive."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, choices):
        return choices[int(self._random() * len(choices))]

    def weighted(self, choices: dict):
        """A key of `choices`, whose values are weights."""
        left = self._random() * sum(choices.values())
        for choice, weight in choices.items():
            left -= weight
            if left < 0:
                return choice
        return choice

    def wait(self, mean: float) -> float:
        """Exponentially distributed."""
        return -math.log(1 - self._random()) * mean

    def normal(self, mean: float, deviation: float) -> float:
        radius = math.sqrt(-2 * math.log(1 - self._random()))
        return mean + deviation * radius * math.cos(2 * math.pi * self._random())

    def skewed(self, median: float, sigma: float) -> float:
        """Log-normally distributed: most are short, a few very long."""
        return median * math.exp(self.normal(0, sigma))

    def word(self, length: int, letters: str = "abcdefghijklmnopqrstuvwxyz0123456789") -> str:
        return "".join(self.pick(letters) for _ in range(length))
