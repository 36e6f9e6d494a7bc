from __future__ import annotations

import time

import pytest

from engine.jobs import close_executors, cores, local_executor


@pytest.fixture(scope="package", autouse=True)
def worker_processes():
    """They take longer to start than the tests to run: those of one test serve the next."""
    executor = local_executor()
    for future in [executor.submit(time.sleep, 0.2) for _ in range(cores())]:
        future.result()
    yield
    close_executors()
