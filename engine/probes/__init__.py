"""What a person wants to see of a network while it learns: values derived from weights and chosen examples.

A `Probe` is a question, a value that can be compared, hashed and sent; a `Reading` is its answer, small arrays ready to
be drawn. `ProbeReader` answers many probes at once, with the weights of the moment, on whatever device they live.
Every module of this package is imported, so that a new kind of probe is one new file.
"""

from engine.probes.base import PROBES, Probe, Reading, register
from engine.probes.examples import Examples, Given, Invented, NextStep, OfPart, OnPlane
from engine.probes.program import ExampleArrays
from engine.probes.reader import ProbeReader, read_once
from engine.registry import discover

discover(__name__, __path__)

__all__ = ["PROBES", "ExampleArrays", "Examples", "Given", "Invented", "NextStep", "OfPart", "OnPlane", "Probe",
           "ProbeReader", "Reading", "read_once", "register"]
