"""Data: sets that are made, sets that ship with scikit-learn, and the person's own tables and images.

>>> from engine.data import DataSpec, load
>>> load(DataSpec("iris")).train
Part(120 examples, inputs (4,), targets (3,))
"""

from engine.data.dataset import Counts, Data, Part, load
from engine.data.features import FEATURES, Feature
from engine.data.registry import SOURCES, register
from engine.data.source import Progress, Samples, Source, Task
from engine.data.spec import PREPARATION, DataSpec
from engine.data.tables import (
    MOST_COUNTED,
    TABLE_FILES,
    UNITS,
    ColumnGuess,
    Question,
    TableGuess,
    detect,
    free_memory,
)
from engine.registry import discover

discover(__name__, __path__)

__all__ = [
    "FEATURES",
    "MOST_COUNTED",
    "PREPARATION",
    "SOURCES",
    "TABLE_FILES",
    "UNITS",
    "ColumnGuess",
    "Counts",
    "Data",
    "DataSpec",
    "Feature",
    "Part",
    "Progress",
    "Question",
    "Samples",
    "Source",
    "TableGuess",
    "Task",
    "detect",
    "free_memory",
    "load",
    "register",
]
