"""What crosses between the engine's process and the window: of what grows, only what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from app.training.snapshot import Built, Job, Snapshot
from app.training.table import Rows, Table
from engine.data import Data
from engine.graph import Graph
from engine.landscape import Path
from engine.landscape.path import Row
from engine.probes import Probe, Reading


@dataclass(frozen=True, eq=False)
class PackedBuilt:
    """`origin` says whether `data` are new, the job's own `loaded`, or the same as those of the job before."""

    number: int
    origin: Literal["new", "loaded", "same"]
    data: Data | None


@dataclass(frozen=True, eq=False)
class _PackedRows:
    """`names` where a new table begins; `rows` of the table belong to the snapshot."""

    names: tuple[str, ...] | None
    new: np.ndarray
    rows: int


@dataclass(frozen=True, eq=False)
class _PackedWalk:
    """The places of those rows that stay, and the rows that follow them."""

    kept: list[int]
    new: list[Row]


@dataclass(frozen=True, eq=False)
class _PackedReadings:
    """The answers that are new, and the questions that have none any more."""

    new: dict[Probe, Reading]
    gone: list[Probe]


@dataclass(frozen=True, eq=False)
class PackedSnapshot:
    """`numbers` is a snapshot without graph, data, history, path, readings and present. A present behind a look back
    has no readings of its own."""

    numbers: Snapshot
    history: _PackedRows
    walk: _PackedWalk
    readings: _PackedReadings | None
    present: PackedSnapshot | None


class Packer:
    """On the engine's side: remembers what was sent."""

    def __init__(self) -> None:
        self._data: Data | None = None
        self._table: Table | None = None
        self._rows = 0
        self._walk: Sequence[Row] = ()
        self._readings: Mapping[Probe, Reading] = {}

    def pack_built(self, built: Built) -> PackedBuilt:
        same, self._data = built.data is self._data, built.data
        if same or built.data is built.job.loaded:
            return PackedBuilt(built.job.number, "same" if same else "loaded", None)
        return PackedBuilt(built.job.number, "new", built.data)

    def pack(self, snapshot: Snapshot) -> PackedSnapshot:
        return replace(self._pack(snapshot), readings=self._pack_readings(snapshot.readings))

    def _pack(self, snapshot: Snapshot) -> PackedSnapshot:
        present = self._pack(snapshot.present) if snapshot.present is not None else None
        return PackedSnapshot(
            replace(snapshot, graph=None, data=None, history=None, path=None, readings=None, present=None),
            self._pack_rows(snapshot.history), self._pack_walk(snapshot.path.rows), None, present)

    def _pack_rows(self, history: Rows) -> _PackedRows:
        anew = history.table is not self._table
        if anew:
            self._table, self._rows = history.table, 0
        new = history.array[self._rows:]
        self._rows += len(new)
        return _PackedRows(history.table.names if anew else None, new, len(history.array))

    def _pack_readings(self, readings: Mapping[Probe, Reading]) -> _PackedReadings:
        known, self._readings = self._readings, readings
        return _PackedReadings({probe: reading for probe, reading in readings.items()
                                if known.get(probe) is not reading},
                               [probe for probe in known if probe not in readings])

    def _pack_walk(self, rows: Sequence[Row]) -> _PackedWalk:
        known = {id(row): place for place, row in enumerate(self._walk)}
        self._walk = rows
        return _PackedWalk([known[id(row)] for row in rows if id(row) in known],
                           [row for row in rows if id(row) not in known])


class Unpacker:
    """On the window's side: puts what comes to what has come."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._data: Data | None = None
        self._table = Table(())
        self._walk: Sequence[Row] = ()
        self._readings: Mapping[Probe, Reading] = {}

    def begin(self, job: Job, built: PackedBuilt) -> Data | None:
        """From now on `job` is trained; returns its data."""
        self._graph = job.graph
        self._data = {"same": self._data, "loaded": job.loaded, "new": built.data}[built.origin]
        return self._data

    def unpack(self, packed: PackedSnapshot) -> Snapshot:
        present = self.unpack(packed.present) if packed.present is not None else None
        return replace(packed.numbers, graph=self._graph, data=self._data, history=self._unpack_rows(packed.history),
                       path=Path.of(self._unpack_walk(packed.walk)),
                       readings=self._unpack_readings(packed.readings), present=present)

    def _unpack_rows(self, packed: _PackedRows) -> Rows:
        if packed.names is not None:
            self._table = Table(packed.names)
        self._table.append(packed.new)
        return self._table.first(packed.rows)

    def _unpack_readings(self, packed: _PackedReadings | None) -> Mapping[Probe, Reading]:
        if packed is None:
            return {}
        if packed.new or packed.gone:
            kept = {probe: reading for probe, reading in self._readings.items() if probe not in set(packed.gone)}
            self._readings = kept | packed.new
        return self._readings

    def _unpack_walk(self, packed: _PackedWalk) -> Sequence[Row]:
        self._walk = [*(self._walk[place] for place in packed.kept), *packed.new]
        return self._walk
