"""A short way to a table in bytes."""

from __future__ import annotations

import pytest

from engine.data import Data, DataSpec, load


@pytest.fixture
def load_table():
    def read(text: str | bytes, *, spec: dict | None = None, **settings) -> Data:
        content = text if isinstance(text, bytes) else text.encode()
        return load(DataSpec("csv", settings, content=content, **spec or {}))

    return read
