"""What crosses between the engine's process and the window: of what grows, only what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

import numpy as np

from app.training.known import known
from app.training.snapshot import Built, Job, Kept, Snapshot
from engine.data import Data
from engine.graph import Graph
from engine.landscape import TrajectoryRecorder
from engine.probes import Probe, Reading
from engine.training.table import Rows, Table

APART = frozenset({"graph", "data", "history", "path", "readings", "present"})
"""Fields of a snapshot that cross by themselves."""


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
class _PackedList:
    """The places of those things in the list before that stay, and the things that follow them."""

    kept: list[int]
    new: list[Any]


@dataclass(frozen=True, eq=False)
class _PackedReadings:
    """The answers that are new, and the questions that have none any more."""

    new: dict[Probe, Reading]
    gone: list[Probe]


@dataclass(frozen=True, eq=False)
class PackedSnapshot:
    """`plain` are the fields of a snapshot but for those of APART. A present behind a look back has no readings of its
    own."""

    plain: Mapping[str, Any]
    history: _PackedRows
    walk: _PackedList | None
    readings: _PackedReadings | None
    present: PackedSnapshot | None


@dataclass(frozen=True, eq=False)
class PackedKept:
    """`rest` is what was learned without the moments of its progress."""

    rest: Kept
    moments: _PackedList


class _ListPacker:
    """Of things that nobody changes, each is sent once for as long as it stays in a list."""

    def __init__(self) -> None:
        self._sent: Sequence[Any] = ()

    def pack(self, things: Sequence[Any]) -> _PackedList:
        known = {id(thing): place for place, thing in enumerate(self._sent)}
        self._sent = things
        return _PackedList([known[id(thing)] for thing in things if id(thing) in known],
                           [thing for thing in things if id(thing) not in known])


class _ListUnpacker:
    def __init__(self) -> None:
        self._seen: Sequence[Any] = ()

    def unpack(self, packed: _PackedList) -> Sequence[Any]:
        self._seen = [*(self._seen[place] for place in packed.kept), *packed.new]
        return self._seen


class Packer:
    """On the engine's side: remembers what was sent."""

    def __init__(self) -> None:
        self._data: Data | None = None
        self._table: Table | None = None
        self._rows = 0
        self._walk, self._moments = _ListPacker(), _ListPacker()
        self._readings: Mapping[Probe, Reading] = {}

    def pack_built(self, built: Built) -> PackedBuilt:
        same, self._data = built.data is self._data, built.data
        if same or built.data is built.job.loaded:
            return PackedBuilt(built.job.number, "same" if same else "loaded", None)
        return PackedBuilt(built.job.number, "new", built.data)

    def pack_kept(self, kept: Kept) -> PackedKept:
        progress = kept.learned.progress
        if progress is None:
            return PackedKept(kept, self._moments.pack(()))
        rest = kept.learned._replace(progress=replace(progress, moments=()))
        return PackedKept(replace(kept, learned=rest), self._moments.pack(progress.moments))

    def pack(self, snapshot: Snapshot) -> PackedSnapshot:
        return replace(self._pack(snapshot), readings=self._pack_readings(snapshot.readings))

    def _pack(self, snapshot: Snapshot) -> PackedSnapshot:
        present = self._pack(snapshot.present) if snapshot.present is not None else None
        walk = None if snapshot.path is None else self._walk.pack(snapshot.path.rows)
        plain = {field.name: getattr(snapshot, field.name) for field in fields(snapshot) if field.name not in APART}
        return PackedSnapshot(plain, self._pack_rows(snapshot.history), walk, None, present)

    def _pack_readings(self, readings: Mapping[Probe, Reading]) -> _PackedReadings:
        known, self._readings = self._readings, readings
        return _PackedReadings({probe: reading for probe, reading in readings.items()
                                if known.get(probe) is not reading},
                               [probe for probe in known if probe not in readings])

    def _pack_rows(self, history: Rows) -> _PackedRows:
        anew = history.table is not self._table
        if anew:
            self._table, self._rows = history.table, 0
        new = history.array[self._rows:]
        self._rows += len(new)
        return _PackedRows(history.table.names if anew else None, new, len(history.array))


class Unpacker:
    """On the window's side: puts what comes to what has come."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._data: Data | None = None
        self._table = Table(())
        self._walk, self._moments = _ListUnpacker(), _ListUnpacker()
        self._readings: Mapping[Probe, Reading] = {}

    def begin(self, job: Job, built: PackedBuilt) -> Data | None:
        """From now on `job` is trained; returns its data."""
        self._graph = job.graph
        self._data = {"same": self._data, "loaded": job.loaded, "new": built.data}[built.origin]
        return self._data

    def unpack_kept(self, packed: PackedKept) -> Kept:
        kept, moments = packed.rest, tuple(self._moments.unpack(packed.moments))
        if kept.learned.parameters is not None:
            kept.learned.parameters.setflags(write=False)  # so the project takes them as they are: copied nowhere
        progress = kept.learned.progress
        if progress is None:
            return kept
        return replace(kept, learned=kept.learned._replace(progress=replace(progress, moments=moments)))

    def unpack(self, packed: PackedSnapshot) -> Snapshot:
        present = self.unpack(packed.present) if packed.present is not None else None
        return Snapshot(graph=known(self._graph), data=known(self._data), history=self._unpack_rows(packed.history),
                        path=None if packed.walk is None else TrajectoryRecorder.of(self._walk.unpack(packed.walk)),
                        readings=self._unpack_readings(packed.readings), present=present, **packed.plain)

    def _unpack_readings(self, packed: _PackedReadings | None) -> Mapping[Probe, Reading]:
        if packed is None:
            return {}
        if packed.new or packed.gone:
            kept = {probe: reading for probe, reading in self._readings.items() if probe not in set(packed.gone)}
            self._readings = kept | packed.new
        return self._readings

    def _unpack_rows(self, packed: _PackedRows) -> Rows:
        if packed.names is not None:
            self._table = Table(packed.names)
        self._table.append(packed.new)
        return self._table.first(packed.rows)
