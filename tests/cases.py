"""How many cases a test tries: all of them with --thorough, else a share that fits into every run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import settings

ALL = 100
"""max_examples of the profile in which every test tries as many cases as it says."""


def random_cases(count: int, **others: Any) -> settings:
    """Hypothesis's settings for `count` cases, or the share of them that the profile of this run allows."""
    return settings(max_examples=max(1, count * settings().max_examples // ALL), **others)


def for_thorough(values: Iterable[Any], chosen: Callable[[Any], bool]) -> list[Any]:
    """`values` as parameters of a test, of which the `chosen` are tried with --thorough only."""
    return [pytest.param(value, marks=pytest.mark.thorough) if chosen(value) else value for value in values]


def a_quarter(values: Iterable[Any], first: int = 0) -> list[Any]:
    """`values` as parameters of a test: of a long list every fourth from the one at `first` on is tried in every run,
    all with --thorough. Tests about the same list begin at different places."""
    return [value if place % 4 == first % 4 else pytest.param(value, marks=pytest.mark.thorough)
            for place, value in enumerate(values)]
