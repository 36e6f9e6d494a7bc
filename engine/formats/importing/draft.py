"""Layers as they are put down, before they are a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.graph import LayerSpec
from engine.layers import Shape


@dataclass
class Draft:
    """Layers by name, each after its sources (None where something is missing), with the shapes after them and the
    arrays by layer/role. `affine` are the layers that only scale and shift: what, by how much, and by how much more.
    `ends` are what the outputs show, by their names."""

    layers: dict[str, LayerSpec] = field(default_factory=dict)
    sources: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    shapes: dict[str, Shape | None] = field(default_factory=dict)
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    affine: dict[str, tuple[str, np.ndarray, np.ndarray]] = field(default_factory=dict)
    ends: dict[str, str | None] = field(default_factory=dict)

    def change(self, name: str, **settings: Any) -> None:
        """Give a layer other settings."""
        spec = self.layers[name]
        self.layers[name] = LayerSpec(name, spec.kind, {**spec.settings, **settings})

    def needed(self, more: set[str]) -> set[str]:
        """The layers that lead to an end or to one of `more`."""
        wanted = more | {name for name in self.ends.values() if name}
        for name in reversed(self.layers):
            if name in wanted:
                wanted.update(source for source in self.sources[name] if source)
        return wanted

    def keep(self, wanted: set[str]) -> None:
        """Forget all other layers. Of those whose weights are shared, the first that stays has them then."""
        heirs: dict[str, str] = {}
        for name in self.layers:
            owner = self.layers[name].settings.get("shared_with")
            if name in wanted and owner and owner not in wanted:
                self.change(name, shared_with=heirs.get(owner, ""))
                heirs.setdefault(owner, name)
        for key in list(self.arrays) if heirs else ():
            owner, role = key.rsplit("/", 1)
            if owner in heirs:
                self.arrays[f"{heirs[owner]}/{role}"] = self.arrays[key]
        for table in (self.layers, self.sources):
            for name in [name for name in table if name not in wanted]:
                del table[name]

    def readers(self) -> Counter[str]:
        """How often each layer is read, by layers and by ends."""
        read = Counter(source for sources in self.sources.values() for source in sources if source)
        read.update(name for name in self.ends.values() if name)
        return read

    def replace(self, renamed: Mapping[str, str]) -> None:
        """Let other layers take the place of some; those go."""
        self.sources = {name: tuple(renamed.get(source, source) for source in sources)
                        for name, sources in self.sources.items() if name not in renamed}
        self.layers = {name: spec for name, spec in self.layers.items() if name not in renamed}
        self.ends = {name: renamed.get(source, source) for name, source in self.ends.items()}
