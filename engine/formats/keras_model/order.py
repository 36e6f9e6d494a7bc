"""The calls of a model, each after those whose results it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

from engine.formats.keras_model.model import Place, SavedCall, SavedLayer


def in_order(layers: Sequence[SavedLayer]) -> Iterator[tuple[SavedLayer, int, SavedCall]]:
    """(layer, number of the call, call), as near to the order of the file as can be. Raises ValueError where calls wait
    for each other, or for a layer that is not there."""
    calls = [(layer, number, call) for layer in layers for number, call in enumerate(layer.calls or (SavedCall(),))]
    missing = [call.places() for _, _, call in calls]
    waiting: dict[Place, list[int]] = defaultdict(list)
    for index, places in enumerate(missing):
        for place in places:
            waiting[place].append(index)
    ready = [index for index, places in enumerate(missing) if not places]
    heapify(ready)
    done = 0
    while ready:
        layer, number, call = calls[heappop(ready)]
        done += 1
        yield layer, number, call
        for index in waiting.pop((layer.name, number), ()):
            missing[index].remove((layer.name, number))
            if not missing[index]:
                heappush(ready, index)
    if done < len(calls):
        raise ValueError("a circle, or a layer that is not there")
