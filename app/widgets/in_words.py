"""Where an example is from and what is true of it, in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.i18n import translate
from app.numbers import number
from engine.data import Data
from engine.probes.examples import PART_TITLES, PartName
from engine.training.feeds import OTHERS


def part_in_words(part: PartName) -> str:
    """What a part of the data is called."""
    return translate(PART_TITLES[part])


def target_in_words(targets: np.ndarray, data: Data) -> str:
    """The class, the row of symbols, or the numbers in their own units, of one example's targets (k,)."""
    if data.task == "sequence":
        return row_in_symbols(targets, data)
    if data.class_names:
        return data.class_names[int(data.classes_of(targets[None])[0])]
    values = data.restore_targets(targets[None])[0]
    return ", ".join(f"{name} = {number(value)}" for name, value in zip(data.target_names, values, strict=True))


def in_symbols(raw: np.ndarray, data: Data) -> str:
    """An example whose numbers (d,) are places in an alphabet, as a row of that; "" where they are quantities."""
    if not data.symbols:
        return ""
    last = len(data.symbols) - 1
    symbols = [data.symbols[place] for place in np.clip(np.rint(raw), 0, last).astype(int).tolist()]
    return ("" if all(len(symbol) == 1 for symbol in data.symbols[:-1]) else " ").join(symbols)


def row_in_symbols(values: np.ndarray, data: Data) -> str:
    """The row that targets or predictions (steps, C) of a sequence stand for, without its end."""
    places = values.reshape(-1, data.written).argmax(axis=-1).tolist()
    end = data.written - 1
    return in_symbols(np.array(places[:places.index(end)] if end in places else places, np.float64), data)


def in_language(head: Data) -> Data:
    """The same data; the engine's own word for the other classes is the only name that is not the person's."""
    if OTHERS not in head.class_names:
        return head
    return replace(head, class_names=tuple(translate(name) if name == OTHERS else name for name in head.class_names))
