"""How many random cases a test tries: all of them with --thorough, else a share that fits into every run."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

ALL = 100
"""max_examples of the profile in which every test tries as many cases as it says."""


def random_cases(count: int, **others: Any) -> settings:
    """Hypothesis's settings for `count` cases, or the share of them that the profile of this run allows."""
    return settings(max_examples=max(1, count * settings().max_examples // ALL), **others)
