"""Networks as plain NumPy: a program `.numpy.py` that needs nothing else, with its weights in an `.npz` file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.errors import N_
from engine.formats import npz
from engine.formats.description import cannot_write, describe
from engine.formats.muting import spelled_out
from engine.formats.numpy_script.rows import ROWS
from engine.formats.numpy_script.writer import Writer
from engine.formats.preparation import Preparation
from engine.formats.registry import Exporter, register
from engine.formats.scripts.parts import Parts
from engine.formats.scripts.rows import predicting, rows_of, rows_section
from engine.formats.scripts.text import docstring, frame, joined, returned, wrapped
from engine.layout import ParameterLayout
from engine.project import Project

PARTS = Parts(Path(__file__).with_name("parts.py"))

_IMPORTS = """{math}import sys
from pathlib import Path

import numpy as np
"""
_WINDOWS = "from numpy.lib.stride_tricks import sliding_window_view\n"


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project,
           preparation: Preparation | None) -> bytes:
    """The program: the functions that the network needs, and `predict`. Raises FormatError for a layer that NumPy has
    no row for."""
    description = describe(layout, parameters, project)
    rows = rows_of(preparation)
    writer = Writer(description, PARTS.names)
    names = writer.variables
    for node in description.nodes:
        if node.spec.layer.reads_data:
            continue
        if node.kind not in ROWS:
            raise cannot_write(node, "NumPy")
        expression = ROWS[node.kind](writer, node, *(names[name] for name in node.inputs))
        writer.lines.append(f"{names[node.name]} = {expression}")
    inputs = joined(names[node.name] for node in description.inputs)
    body = [f"def {predicting(rows)}({inputs}):",
            '    """The predictions for arrays of examples, one for each input."""',
            *(wrapped(f"    {line}") for line in writer.lines),
            wrapped(f"    return {returned([names[node.name] for node in description.outputs])}")]
    functions = "\n\n\n".join(filter(None, (PARTS.source(writer.parts), *writer.formulas.definitions.values())))
    imports = (_IMPORTS.format(math="import math\n" if "math." in functions else "")
               + (_WINDOWS if "sliding_window_view" in functions else ""))
    sections = [docstring(description, "NumPy", ".npz", rows) + imports + '\nweights = np.load(Path(__file__)'
                '.with_suffix(".npz"))', functions, "\n".join(body), rows_section(description, rows),
                frame(description, rows)]
    return "\n\n\n".join(filter(None, sections)).encode()


def encode_weights(layout: ParameterLayout, parameters: np.ndarray, project: Project,
                   preparation: Preparation | None) -> bytes:
    """The weights in single precision, which is what the program computes in, with muted units as it has them."""
    _, layout, parameters = spelled_out(project.graph, layout, parameters)
    return npz.encode(layout, np.asarray(parameters, np.float32), project, preparation)


register(
    Exporter(".numpy.py", N_("engine", "NumPy program"),
             N_("engine", "A readable program that predicts with NumPy alone, and its weights beside it."), encode,
             needs_project=True, beside=(".npz", encode_weights)),
    rank=60,
)
