"""A logarithmic axis has numbers whatever it shows, and room for each."""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.log_axis import ROW, LogAxis


def numbers(low: float, high: float, height: float) -> dict[float, str]:
    axis = LogAxis("left")
    [(spacing, values)] = axis.logTickValues(low, high, height, [])
    return dict(zip(values, axis.logTickStrings(values, 1.0, spacing), strict=True))


@pytest.mark.parametrize("height", [90, 300])
@pytest.mark.parametrize("span", [1e-3, 0.02, 0.046, 0.3, 0.9, 1.5, 2.1, 2.3, 5.0, 17.0, 40.0])
@pytest.mark.parametrize("low", [-16.0, -3.97, 0.02, 0.879, 4.4])
def test_there_are_numbers_and_room_for_them(qapp, low, span, height):
    found = numbers(low, low + span, height)
    assert len(found) >= 2
    assert all(low - 1e-9 <= place <= low + span + 1e-9 for place in found)
    assert np.diff(list(found)).min() * height / span > 0.55 * ROW


def test_each_says_its_value(qapp):
    found = numbers(0.0, 0.65, 100)
    assert list(found) == pytest.approx(np.log10([1, 2, 3, 4]))
    assert list(found.values()) == ["1", "2", "3", "4"]
    assert list(numbers(-2.05, 0.05, 200).values()) == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]
    assert list(numbers(-16.0, 1.0, 80).values()) == ["10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1"]
