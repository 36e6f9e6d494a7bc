"""The part of a program that takes raw rows: it prepares them as the training did, and gives predictions in the units
of the targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from engine.formats.description import Description, Node
from engine.formats.preparation import Preparation
from engine.formats.scripts.text import WIDTH, joined, literal, returned, wrapped

ROW_NAMES = frozenset({"CLASSES", "COLUMNS", "MEAN", "SCALE", "TARGET_MEAN", "TARGET_SCALE", "prepare",
                       "predict_prepared", "rows"})
MOST_WRITTEN = 32
"""More numbers than this are not written in the program, but read from the file of its weights."""
FORMULAS: Mapping[str, str] = MappingProxyType({
    "x1": "x1", "x2": "x2", "x1^2": "x1 * x1", "x2^2": "x2 * x2", "x1x2": "x1 * x2", "sin(x1)": "np.sin(x1)",
    "sin(x2)": "np.sin(x2)",
})
"""Derived feature → what computes it from the two columns."""


def rows_of(preparation: Preparation | None) -> Preparation | None:
    """What a program does with raw rows; None where the network sees them as they are, or nobody knows how."""
    return preparation if preparation and preparation.changes_rows else None


def predicting(preparation: Preparation | None) -> str:
    """What the function is called that takes what the network sees: without raw rows, there is no other."""
    return "predict_prepared" if preparation else "predict"


def stored(preparation: Preparation | None) -> dict[str, np.ndarray]:
    """The long arrays that the program reads from the file of its weights, by name."""
    if preparation is None:
        return {}
    notes = preparation.notes()
    return {name: notes[name] for start in preparation.scalings() for name in (f"{start}mean", f"{start}scale")
            if notes[name].size > MOST_WRITTEN}


def rows_section(description: Description, preparation: Preparation | None, reading: str = "weights[{name}]") -> str:
    """Constants, `prepare` and `predict`; nothing without a preparation. `reading` gives an array of the file of
    weights."""
    if preparation is None:
        return ""
    parts = (_constants(description, preparation, reading), _prepare(description, preparation),
             _predict(description, preparation))
    return "\n\n\n".join(filter(None, parts))


def _constants(description: Description, preparation: Preparation, reading: str) -> str:
    lines = []
    if len(preparation.columns) <= MOST_WRITTEN:
        lines.append(_assignment("COLUMNS = ", preparation.columns, "()"))
    classes = {name: head.classes for name, head in preparation.heads.items() if head.classes}
    if classes and len(preparation.heads) == 1:
        lines.append(_assignment("CLASSES = ", next(iter(classes.values())), "()"))
    elif classes:
        rows = (_assignment(f"    {literal(name)}: ", names, "()") + "," for name, names in classes.items())
        lines.append("\n".join(["CLASSES = {", *rows, "}"]))
    beside = stored(preparation)
    for start, scaling in preparation.scalings().items():
        shape = description.by_name[start[:-1]].shape if start else scaling.mean.shape
        shaped = "" if len(shape) == 1 else f".reshape{literal(shape)}"
        for note, numbers in (("mean", scaling.mean), ("scale", scaling.scale)):
            name, constant = f"{start}{note}", _constant(preparation, start, note)
            lines.append(f"{constant} = {reading.format(name=literal(name))}{shaped}" if name in beside else
                         _assignment(f"{constant} = np.array", numbers.tolist(), ("([", f"]){shaped}")))
    return "\n".join(lines)


def _constant(preparation: Preparation, start: str, note: str) -> str:
    """MEAN, TARGET_MEAN; TARGET_MEAN_2 for the second of several heads."""
    if not start:
        return note.upper()
    number = list(preparation.heads).index(start[:-1]) + 1
    return f"TARGET_{note.upper()}" + (f"_{number}" if len(preparation.heads) > 1 else "")


def _prepare(description: Description, preparation: Preparation) -> str:
    count = len(preparation.columns)
    lines = ["def prepare(rows):", '    """Raw rows as the network sees them, one array for each of its inputs."""',
             '    values = np.asarray(rows, "float64").reshape(len(rows), -1)', f"    if values.shape[1] != {count}:",
             f'        raise ValueError(f"a row has {count} columns, not {{values.shape[1]}}")']
    if preparation.features:
        formulas = joined(FORMULAS[name] for name in preparation.features)
        lines += ["    x1, x2 = values.T", f"    values = np.column_stack([{formulas}])"]
    scaled = "values" if preparation.scaling is None else "((values - MEAN) / SCALE)"
    lines.append(f'    values = {scaled}.astype("float32")')
    lines.append(wrapped(f"    return {returned([_entering(node, preparation) for node in description.inputs])}"))
    return "\n".join(lines)


def _entering(node: Node, preparation: Preparation) -> str:
    """What an input is given of `values`."""
    places = preparation.inputs.get(node.name)
    chosen = "values" if places is None else f"values[:, {_index(places)}]"
    return chosen if len(node.shape) == 1 else f"{chosen}.reshape{literal((-1, *node.shape))}"


def _index(places: tuple[int, ...]) -> str:
    first, last = places[0], places[-1]
    return f"{first}:{last + 1}" if places == tuple(range(first, last + 1)) else repr(list(places))


def _predict(description: Description, preparation: Preparation) -> str:
    several = len(description.inputs) > 1
    prepared = f"predict_prepared({'*' if several else ''}prepare(rows))"
    lines = ["def predict(rows):", '    """The predictions for raw rows, in the units of the targets."""']
    heads = [node.name for node in description.outputs]
    if len(heads) > 1 and any(preparation.heads[name].scaling for name in heads):
        lines.append(f"    predictions = {prepared}")
        results = [_restored(f"predictions[{place}]", preparation, name) for place, name in enumerate(heads)]
    else:
        results = [_restored(prepared, preparation, heads[0])]
    return "\n".join([*lines, wrapped(f"    return {returned(results)}")])


def _restored(prediction: str, preparation: Preparation, name: str) -> str:
    if preparation.heads[name].scaling is None:
        return prediction
    scale, mean = (_constant(preparation, f"{name}/", note) for note in ("scale", "mean"))
    return f"{prediction} * {scale} + {mean}"


def _assignment(start: str, values: Iterable[object], brackets: Sequence[str]) -> str:
    """Values within brackets, over several lines where they are too long for one; never broken inside."""
    (opening, closing), items = brackets, [literal(value) for value in values]
    line = f"{start}{opening}{', '.join(items)}{',' if len(items) == 1 and opening == '(' else ''}{closing}"
    if len(line) < WIDTH:
        return line
    indent = " " * (len(start) - len(start.lstrip()))
    lines = [f"{indent}   "]
    for item in items:
        if len(lines[-1]) + len(item) + 2 > WIDTH and lines[-1].strip():
            lines.append(f"{indent}   ")
        lines[-1] += f" {item},"
    return "\n".join([f"{start}{opening}", *lines, f"{indent}{closing}"])
