"""The mathematics of Ladera: no Qt, no window.

    from engine import Data, Dense, Input, Output, Sequential, Trainer

    data = Data.from_arrays(inputs, targets)
    network = Sequential([Input(data.input_shape), Dense(24, "tanh"), Dense(1), Output("bce")])
    trainer = Trainer(network, data, learning_rate=0.01, epochs=100, patience=10)
    trainer.fit()

What a notebook needs first has its name here; it is imported when it is asked for, so that nothing else is.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

__version__ = "0.2.0"

FACE = {
    "Data": "engine.data", "load": "engine.data",
    "Model": "engine.functional", "Sequential": "engine.functional",
    "Network": "engine.network", "Trainer": "engine.training",
}
"""Names and the modules that they are from. The layers, `Dense` and all others, are those of `engine.functional`."""


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return sorted({*FACE, *import_module("engine.functional").calls()})
    if name in FACE:
        return getattr(import_module(FACE[name]), name)
    if name[:1].isupper() and name in import_module("engine.functional").calls():
        return getattr(import_module("engine.functional"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted({*globals(), *__getattr__("__all__")})
