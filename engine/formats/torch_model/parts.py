"""Functions that generated PyTorch programs contain where they need them. This file is read, not imported.

Values are (batch, height, width, channels) or (batch, steps, channels), as in Ladera; `padding` is a pair for each
axis: how much is put before it and after it.
"""

import torch
from torch import nn
from torch.nn import functional as F


def channels_first(x):
    """(batch, …, channels) → (batch, channels, …), as PyTorch has images."""
    return x.movedim(-1, 1)


def channels_last(x):
    """(batch, channels, …) → (batch, …, channels)."""
    return x.movedim(1, -1)


def pad(x, padding, value=0.0):
    """Put numbers around images with channels first; F.pad begins with the last axis."""
    return F.pad(x, [count for pair in reversed(padding) for count in pair], value=value)


def mirror(x, padding):
    """Put their own mirror image around images with channels first; the edge itself is not repeated."""
    return F.pad(x, [count for pair in reversed(padding) for count in pair], mode="reflect")


def crop(x, padding):
    """The opposite of `pad`."""
    return pad(x, [(-before, -after) for before, after in padding])


def max_pool(x, size, stride, padding=()):
    """The largest number of every window; what is around the image never wins."""
    pool = F.max_pool1d if len(size) == 1 else F.max_pool2d
    return channels_last(pool(pad(channels_first(x), padding, -torch.inf), size, stride))


def sum_pool(x, size, stride, padding=()):
    """The sum of every window."""
    pool = F.avg_pool1d if len(size) == 1 else F.avg_pool2d
    area = torch.Size(size).numel()
    return channels_last(pool(pad(channels_first(x), padding), size, stride)) * area


def average_pool(x, size, stride, padding=(), counted=()):
    """The mean of every window, over the numbers inside the image and over the zeros around it that are `counted`."""
    x = channels_last(pad(channels_first(x), counted))
    return sum_pool(x, size, stride, padding) / sum_pool(torch.ones_like(x), size, stride, padding)


def step_by_step(module, x, mask=None, state=None, cell=False):
    """What a recurrent module gives at every step: (batch, steps, units), its memory cell behind it where `cell` says
    so. Where `mask` (batch, steps) is 0, a step changes nothing."""
    steps = []
    for place in range(x.shape[1]):
        new = module(x[:, place:place + 1], state)[1]
        if mask is not None:
            read = mask.reshape(len(x), -1)[:, place, None] != 0
            if isinstance(new, tuple):
                before = state or [torch.zeros_like(one) for one in new]
                new = tuple(torch.where(read, after, one) for after, one in zip(new, before, strict=True))
            else:
                new = torch.where(read, new, torch.zeros_like(new) if state is None else state)
        state = new
        steps.append(torch.cat(state, -1)[0] if cell else (state[0] if isinstance(state, tuple) else state)[0])
    return torch.stack(steps, 1)


def seen(mask, query, causal=False):
    """What is added to the scores of an attention (batch, steps, steps of the key): −10⁹ where `mask` (batch, steps of
    the key) is 0, and with `causal` at what comes later."""
    hidden = mask.reshape(len(mask), 1, -1) == 0
    if causal:
        hidden = hidden | torch.ones(query.shape[1], hidden.shape[-1], dtype=torch.bool).triu(1)
    return torch.where(hidden, -1e9, 0.0).to(query.dtype).expand(-1, query.shape[1], -1)


def pooled(x, mask, function):
    """One number of each channel of (batch, steps, channels): of the steps at which `mask` (batch, steps) is not 0; 0
    where none is read."""
    counts = mask.reshape(len(x), -1, 1) != 0
    if function in ("max", "min"):
        sign = -1 if function == "min" else 1
        return sign * torch.where(counts, sign * x, -1e9).amax(1) * counts.any(1)
    total = torch.where(counts, x, 0.0).sum(1)
    return total / counts.sum(1).clamp(min=1) if function == "average" else total


class Recurrence(nn.Module):
    """h = f(W x + b + R h + b'), step by step, for functions f that nn.RNN does not have."""

    def __init__(self, features, units, function):
        super().__init__()
        self.weight_ih_l0 = nn.Parameter(torch.empty(units, features))
        self.weight_hh_l0 = nn.Parameter(torch.empty(units, units))
        self.bias_ih_l0 = nn.Parameter(torch.empty(units))
        self.bias_hh_l0 = nn.Parameter(torch.empty(units))
        self.function = function

    def forward(self, x, begin=None):
        """(batch, steps, features) → (batch, steps, units), and (1, batch, units), as nn.RNN gives them."""
        h = torch.zeros(len(x), len(self.bias_ih_l0)) if begin is None else begin[0]
        states = []
        for step in x.unbind(1):
            h = self.function(F.linear(step, self.weight_ih_l0, self.bias_ih_l0)
                              + F.linear(h, self.weight_hh_l0, self.bias_hh_l0))
            states.append(h)
        return torch.stack(states, 1), h[None]
