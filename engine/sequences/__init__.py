"""Networks that read sequences, looked into: what there is in a cell, what is written on, and where else it is."""

from engine.sequences.cells import CELLS, Cell, InnerValue
from engine.sequences.subject import SequenceSubject

__all__ = ["CELLS", "Cell", "InnerValue", "SequenceSubject"]
