"""A benchmark of the window fails when what it measures goes wrong."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import DeviceError
from tests.bench.desk import BrokenError, listen, wait


class Failing(QObject):
    failed = Signal(object)


@pytest.fixture
def failing(qapp, monkeypatch) -> Failing:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    failing = Failing()
    listen(failing.failed)
    yield failing
    listen()  # what went wrong is forgotten


def test_an_engine_that_ends_ends_the_benchmark(failing):
    QTimer.singleShot(10, lambda: failing.failed.emit(DeviceError("The training ended unexpectedly.")))
    with pytest.raises(BrokenError, match="ended unexpectedly"):
        wait(0.2)


def test_so_does_what_no_code_catches(failing, capsys):
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("by zero"), None)
    with pytest.raises(BrokenError, match="ZeroDivisionError: by zero"):
        wait(0.0)


def test_otherwise_it_goes_on(failing):
    wait(0.01)
