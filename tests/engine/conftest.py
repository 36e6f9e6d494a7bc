"""The devices on which the engine is tested."""

from __future__ import annotations

import pytest

from engine.device import Device
from tests.engine.devices import NAMES, named
from tests.engine.fake_device import Fake


@pytest.fixture(params=NAMES)
def device(request: pytest.FixtureRequest) -> Device:
    """Every device there is."""
    return named(request.param)


@pytest.fixture
def fake() -> Fake:
    """The strict fake device with its counters."""
    return Fake()
