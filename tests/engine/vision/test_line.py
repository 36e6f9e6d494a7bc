"""Along one axis: outputs are the layers', links give the same sums, and causal padding looks at nothing later."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.vision.line import LENGTH, LINE_PADDINGS, SIGNALS, Line

WAVES = SIGNALS["waves"][1]
KERNEL = (0.5, -1.0, 2.0)
ALL = [(padding, stride, dilation, transposed) for transposed, paddings in LINE_PADDINGS.items()
       for padding in paddings for stride in (1, 2, 3) for dilation in (1, 2) if not (transposed and dilation > 1)]


@pytest.mark.parametrize(("padding", "stride", "dilation", "transposed"), ALL)
def test_the_products_that_are_linked_add_up_to_what_the_layer_says(padding, stride, dilation, transposed):
    line = Line(WAVES, KERNEL, padding, stride, dilation, transposed)
    output = line.output()
    assert output.shape == (line.length,)
    for place, value in enumerate(output):
        assert line.inputs(place).total == pytest.approx(value, abs=1e-12)


def test_without_stride_and_padding_it_is_numpys_correlation_and_transposed_its_convolution():
    np.testing.assert_allclose(Line(WAVES, KERNEL, "valid").output(), np.correlate(WAVES, KERNEL, "valid"), atol=1e-12)
    np.testing.assert_allclose(Line(WAVES, KERNEL, "valid", transposed=True).output(), np.convolve(WAVES, KERNEL),
                               atol=1e-12)


@pytest.mark.parametrize("dilation", [1, 2, 4])
def test_causal_outputs_do_not_change_with_what_comes_later(dilation):
    line = Line(WAVES, KERNEL, "causal", dilation=dilation)
    later = Line((*WAVES[:12], *(9.0,) * (LENGTH - 12)), KERNEL, "causal", dilation=dilation)
    np.testing.assert_array_equal(line.output()[:12], later.output()[:12])
    assert not np.allclose(line.output()[12:], later.output()[12:])
    inputs, outputs = line.times()
    np.testing.assert_array_equal(inputs, outputs)
    assert (line.pairs()[:, 1] <= line.pairs()[:, 0]).all()


@pytest.mark.parametrize(("size", "stride", "even"), [(3, 2, False), (4, 2, True), (3, 3, True), (5, 3, False)])
def test_a_transposed_convolution_paints_evenly_where_the_stride_divides_the_kernel(size, stride, even):
    line = Line(kernel=(1.0,) * size, padding="valid", stride=stride, transposed=True)
    reached = np.arange(LENGTH)[:, None] * stride + np.arange(size)
    np.testing.assert_array_equal(line.counts(), np.bincount(reached.ravel()))
    middle = line.counts()[size:-size]
    assert (np.ptp(middle) == 0) == even
    ones = Line(SIGNALS["ones"][1], (1.0,) * size, "valid", stride, transposed=True)
    np.testing.assert_allclose(ones.output(), ones.counts())


def test_what_does_not_exist_is_refused_and_what_was_kept_comes_back():
    line = Line(WAVES, KERNEL, "full", 2, 3)
    assert Line.from_json(line.to_json()) == line
    for bad in ({"padding": "causal", "transposed": True}, {"stride": 0}, {"values": (1.0,)}, {"kernel": ()},
                {"kernel": (float("nan"),)}, {"padding": "valid", "kernel": (1.0,) * 9, "dilation": 4}):
        with pytest.raises(SettingError):
            Line(**bad)
