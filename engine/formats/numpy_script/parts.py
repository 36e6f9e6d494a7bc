# ruff: noqa: B905 - strict zips say nothing to a reader of these programs
"""Functions that generated NumPy programs contain where they need them.

Values are (batch, height, width, channels) or (batch, steps, channels); kernels are (height, width, channels, filters);
`padding` is a pair for each axis: how much is put before it and after it.
"""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def sigmoid(x):
    """1 / (1 + e⁻ˣ), in a form that does not overflow."""
    return 0.5 * np.tanh(0.5 * x) + 0.5


def softplus(x):
    """ln(1 + eˣ)"""
    return np.logaddexp(x, 0)


def erf(x):
    """The error function, 2/√π ∫₀ˣ e^−t² dt."""
    return np.vectorize(math.erf, otypes=[x.dtype])(x)


def softmax(x):
    """Numbers as probabilities, along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def log_softmax(x):
    """Their logarithms, computed without rounding small ones to 0."""
    shifted = x - x.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def prelu(x, alpha):
    """x, and αx where x is negative."""
    return np.maximum(x, 0) + alpha * np.minimum(x, 0)


def batch_normalization(x, gamma, beta, mean, variance, epsilon):
    """Each channel with the mean and the variance that training has kept."""
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


def layer_normalization(x, gamma, beta, epsilon):
    """Each example with its own mean and variance along the last axis."""
    return gamma * (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + epsilon) + beta


def group_normalization(x, groups, epsilon, gamma=1, beta=0):
    """Each group of channels of each example with its own mean and variance."""
    parts = x.reshape(len(x), -1, groups, x.shape[-1] // groups)
    centred = parts - parts.mean((1, 3), keepdims=True)
    normal = centred / np.sqrt(parts.var((1, 3), keepdims=True) + epsilon)
    return gamma * normal.reshape(x.shape) + beta


def embedding(x, table):
    """Row k of the table for each whole number k."""
    return table[np.clip(x.astype(int), 0, len(table) - 1)]


def pad(x, padding, value=0.0):
    """Put numbers around images or sequences."""
    return np.pad(x, [(0, 0), *padding, (0, 0)], constant_values=value) if padding else x


def mirror(x, padding):
    """Put their own mirror image around images or sequences; the edge itself is not repeated."""
    return np.pad(x, [(0, 0), *padding, (0, 0)], mode="reflect")


def windows(x, size, stride, dilation=1):
    """Every place of a window: (batch, places…, channels, window…)."""
    stride, dilation = (np.broadcast_to(value, len(size)) for value in (stride, dilation))
    reach = [d * (k - 1) + 1 for k, d in zip(size, dilation)]
    every = sliding_window_view(x, reach, axis=tuple(range(1, 1 + len(size))))
    places, taps = (tuple(slice(None, None, s) for s in steps) for steps in (stride, dilation))
    return every[(slice(None), *places, slice(None), *taps)]


def convolution(x, kernel, bias=0, stride=1, padding=(), dilation=1, groups=1):
    """Slide kernels over images or sequences (cross-correlation, as in every library for networks)."""
    size, filters = kernel.shape[:-2], kernel.shape[-1]
    seen = windows(pad(x, padding), size, stride, dilation)
    axes = len(size)
    results = []
    for part, k in zip(np.split(seen, groups, axis=1 + axes), np.split(kernel, groups, axis=-1)):
        inside = [*range(2 + axes, 2 + 2 * axes), 1 + axes]  # the window's axes, then the channels
        results.append(np.tensordot(part, k, axes=(inside, list(range(axes + 1)))))
    return np.concatenate(results, axis=-1).reshape(*seen.shape[:1 + axes], filters) + bias


def transposed_convolution(x, kernel, bias=0, stride=1, crop=0, size=()):
    """Every element of x paints a patch, and patches add up; of the result `crop` places are cut off in front, and
    `size` places are kept."""
    axes = len(size)
    stride, crop = (np.broadcast_to(value, axes) for value in (stride, crop))
    full = [max((n - 1) * s + k, c + n_out) for n, s, k, c, n_out
            in zip(x.shape[1:], stride, kernel.shape, crop, size)]
    result = np.zeros((len(x), *full, kernel.shape[-2]), x.dtype)
    for tap in np.ndindex(*kernel.shape[:axes]):
        places = tuple(slice(t, t + (n - 1) * s + 1, s) for t, n, s in zip(tap, x.shape[1:], stride))
        result[(slice(None), *places)] += x @ kernel[tap].T
    kept = tuple(slice(c, c + n) for c, n in zip(crop, size))
    return result[(slice(None), *kept)] + bias


def max_pool(x, size, stride, padding=()):
    """The largest number of every window; what is around the image never wins."""
    seen = windows(pad(x, padding, -np.inf), size, stride)
    return seen.max(axis=tuple(range(-len(size), 0)))


def sum_pool(x, size, stride, padding=()):
    """The sum of every window."""
    seen = windows(pad(x, padding), size, stride)
    return seen.sum(axis=tuple(range(-len(size), 0)))


def average_pool(x, size, stride, padding=(), counted=()):
    """The mean of every window, over the numbers inside the image and over the zeros around it that are `counted`."""
    x = pad(x, counted)
    return sum_pool(x, size, stride, padding) / sum_pool(np.ones_like(x), size, stride, padding)


def separable_convolution(x, depthwise, pointwise, bias=0, stride=1, padding=(), dilation=1):
    """A convolution of each channel by itself, and a mixture of the channels at every place."""
    return convolution(x, depthwise, 0, stride, padding, dilation, x.shape[-1]) @ pointwise + bias


def nearest(x, size):
    """Images or sequences of another size, by repeating or leaving out places."""
    for axis, count in enumerate(size, 1):
        x = x.take(np.arange(count) * x.shape[axis] // count, axis)
    return x


def linear(x, size):
    """Images or sequences of another size, drawn straight from the middle of one place to that of the next."""
    for axis, count in enumerate(size, 1):
        x = between(x, axis, (np.arange(count) + 0.5) * x.shape[axis] / count - 0.5)
    return x


def corners(x, size):
    """The same from the first place to the last."""
    for axis, count in enumerate(size, 1):
        x = between(x, axis, np.arange(count) * ((x.shape[axis] - 1) / max(1, count - 1)))
    return x


def between(x, axis, place):
    """What stands at places of an axis that lie between those it has."""
    place = np.clip(place, 0, x.shape[axis] - 1)
    first = place.astype(int)
    share = (place - first).astype(x.dtype).reshape(-1, *[1] * (x.ndim - axis - 1))
    return (1 - share) * x.take(first, axis) + share * x.take(np.minimum(first + 1, x.shape[axis] - 1), axis)


def recurrence(x, step, states, mask=None, shown=1):
    """Run `step(now, *states)` over (batch, steps, features) and give the first `shown` states after every step, side
    by side. Where `mask` (batch, steps) is 0, a step changes nothing."""
    results = []
    for place, now in enumerate(np.moveaxis(x, 1, 0)):
        new = step(now, *states)
        if mask is not None:
            read = mask.reshape(len(x), -1)[:, place, None] != 0
            new = [np.where(read, after, before) for after, before in zip(new, states, strict=True)]
        states = new
        results.append(np.concatenate(states[:shown], axis=-1))
    return np.stack(results, axis=1)


def zeros(x, recurrent, count=1):
    """States to begin with."""
    return [np.zeros((len(x), len(recurrent)), x.dtype)] * count


def simple_rnn(x, kernel, recurrent, bias, function, begin=(), mask=None):
    """h = f(xW + hR + b), step by step: (batch, steps, units)."""
    def step(now, h):
        return [function(now @ kernel + h @ recurrent + bias)]

    return recurrence(x, step, begin or zeros(x, recurrent), mask)


def lstm(x, kernel, recurrent, bias, begin=(), mask=None, shown=1):
    """Long short-term memory; its gates are columns in the order write, keep, candidate, show."""
    def step(now, h, c):
        write, keep, candidate, show = np.split(now @ kernel + h @ recurrent + bias, 4, axis=-1)
        c = sigmoid(keep) * c + sigmoid(write) * np.tanh(candidate)
        return [sigmoid(show) * np.tanh(c), c]

    return recurrence(x, step, begin or zeros(x, recurrent, 2), mask, shown)


def gru(x, kernel, recurrent, bias, begin=(), mask=None):
    """Gated recurrent unit; its gates are columns in the order keep, reset, candidate."""
    def step(now, h):
        keep, reset, candidate = np.split(now @ kernel + bias[0], 3, axis=-1)
        keep_h, reset_h, candidate_h = np.split(h @ recurrent + bias[1], 3, axis=-1)
        keep = sigmoid(keep + keep_h)
        return [keep * h + (1 - keep) * np.tanh(candidate + sigmoid(reset + reset_h) * candidate_h)]

    return recurrence(x, step, begin or zeros(x, recurrent), mask)


def attention(query, value, key, scale=1.0, causal=False, heads=1, mask=None):
    """softmax(QKᵀ · scale) V, for each part of the features by itself; `causal` hides what comes later, and `mask`
    (batch, steps of the key) where it is 0."""
    query, value, key = (x.reshape(*x.shape[:2], heads, -1).swapaxes(1, 2) for x in (query, value, key))
    scores = query @ key.swapaxes(2, 3) * scale
    if causal:
        scores = np.where(np.triu(np.ones(scores.shape[2:]), 1), -1e9, scores)
    if mask is not None:
        scores = np.where(mask.reshape(len(mask), 1, 1, -1) == 0, -1e9, scores)
    found = (softmax(scores) @ value).swapaxes(1, 2)
    return found.reshape(*found.shape[:2], -1)


def pooled(x, mask, function):
    """One number of each channel of (batch, steps, channels): of the steps at which `mask` (batch, steps) is not 0; 0
    where none is read."""
    counts = mask.reshape(len(x), -1, 1) != 0
    if function in ("max", "min"):
        sign = -1 if function == "min" else 1
        return sign * np.where(counts, sign * x, -1e9).max(axis=1) * counts.any(axis=1)
    total = np.where(counts, x, 0).sum(axis=1)
    return total / np.maximum(counts.sum(axis=1), 1) if function == "average" else total
