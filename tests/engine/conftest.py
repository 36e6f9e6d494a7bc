"""The devices on which the engine is tested."""

from __future__ import annotations

import pytest

from engine.device import Device, cupy_status, get_device
from tests.engine.fake_device import Fake


@pytest.fixture(params=["numpy", "fake", *(["cupy"] if cupy_status().available else [])])
def device(request: pytest.FixtureRequest) -> Device:
    """Every device there is: NumPy, the strict fake one, and CuPy where it can be used."""
    return Fake().device if request.param == "fake" else get_device(request.param)


@pytest.fixture
def fake() -> Fake:
    """The strict fake device with its counters."""
    return Fake()
