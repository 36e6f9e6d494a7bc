from __future__ import annotations

import time

import pytest

from engine.jobs import cores


@pytest.fixture(scope="package", autouse=True)
def worker_processes(workplace):
    """All of them are there before the first test."""
    executor = workplace.local()
    for future in [executor.submit(time.sleep, 0.2) for _ in range(cores())]:
        future.result()
