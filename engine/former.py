"""Names of version 0.1, for programs and notebooks that were written with it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from importlib import import_module


def former(module: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """A `__getattr__` for `module`: what was called by a key of `names` is called by its value today.

    Whoever uses the old name is told with a DeprecationWarning. Raises AttributeError for any other name.
    """
    def __getattr__(name: str) -> object:
        if name not in names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        warnings.warn(f"{module}.{name} is called {names[name]} now", DeprecationWarning, stacklevel=2)
        return getattr(import_module(module), names[name])

    return __getattr__
