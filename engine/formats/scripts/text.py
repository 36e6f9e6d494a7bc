"""The text of a program: titles that cannot end a docstring, the frame that reads examples and prints predictions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import numpy as np

from engine.formats.description import Description
from engine.formats.preparation import Preparation
from engine.layers import Shape

WIDTH = 120
_LISTED = 12


def one_line(text: str) -> str:
    """A person's text as part of a docstring: one line, without quotes, backslashes and what cannot be seen."""
    shown = "".join(sign if sign.isprintable() and sign not in "\"\\" else " " for sign in text)
    return " ".join(shown.split())


def literal(value: object) -> str:
    """A value as Python writes it: numbers, texts, tuples and lists of them. (1, 2, 3), 0.5, 'same', True."""
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(literal, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, str):
        return '"' + value + '"' if value.isprintable() and not set(value) & set("\"\\'") else ascii(value)
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return repr(value)


def joined(parts: Iterable[str]) -> str:
    """Arguments side by side."""
    return ", ".join(filter(None, parts))


def per_axis(numbers: Sequence[object]) -> object:
    """What all axes have, or what each has."""
    return numbers[0] if len(set(numbers)) == 1 else tuple(numbers)


def option(name: str, value: object, default: object) -> str:
    """A keyword argument; nothing where it is the default."""
    return "" if value == default else f"{name}={literal(value)}"


def wrapped(line: str) -> str:
    """An assignment or a return, over several lines within parentheses when it is too long for one."""
    if len(line) <= WIDTH:
        return line
    start = next(line.index(mark) + len(mark) for mark in (" = ", "return ") if mark in line)
    indent = " " * (len(line) - len(line.lstrip()))
    inside = textwrap.fill(line[start:], WIDTH, initial_indent=indent + "    ", subsequent_indent=indent + "    ",
                           break_long_words=False, break_on_hyphens=False)
    return f"{line[:start]}(\n{inside}\n{indent})"


def docstring(description: Description, library: str, weights: str, preparation: Preparation | None) -> str:
    """What the program is, what goes in and what comes out."""
    lines = [f"{one_line(description.title) or 'A network'}, drawn and trained in Ladera, in {library}.", ""]
    if preparation is None:
        lines += [f"Goes in: {one_line(node.name)} ({_axes(node.shape)})." for node in description.inputs]
        lines += [f"Comes out: {one_line(node.name)} ({_axes(node.shape)})." for node in description.outputs]
        lines += ["", "Examples go in as the network saw them in training: with the same features, and standardised "
                  "where the data were."]
    else:
        count = len(preparation.columns)
        lines.append(f"Goes in: raw rows (examples, {count}), of {_listed(preparation.columns)}.")
        lines += [f"Comes out: {one_line(node.name)} ({_axes(node.shape)}), for "
                  f"{_listed(preparation.heads[node.name].names)}." for node in description.outputs]
        lines += ["", "Rows go in, and predictions come out, in their own units; the program standardises what was "
                  "standardised in training."]
    lines += [f"The weights are in the {weights} file of the same name beside this one.",
              f"Run it with one .npy file{'' if preparation else ' for each input'}, or without any, on zeros."]
    return '"""' + "\n".join(textwrap.fill(line, WIDTH) for line in lines) + '\n"""\n\n'


def frame(description: Description, preparation: Preparation | None) -> str:
    """The part that runs when the program is started: examples from .npy files, or zeros; predictions on the screen."""
    if preparation is not None:
        zeros = f"np.zeros((1, {len(preparation.columns)}))"
        return "\n".join(['if __name__ == "__main__":',
                          f"    print(predict(np.load(sys.argv[1]) if sys.argv[1:] else {zeros}))", ""])
    zeros = joined(f'np.zeros({literal((1, *node.shape))}, "float32")' for node in description.inputs)
    return "\n".join(['if __name__ == "__main__":',
                      wrapped(f"    examples = [np.load(path) for path in sys.argv[1:]] or [{zeros}]"),
                      "    print(predict(*examples))", ""])


def returned(values: Sequence[str]) -> str:
    """One value, or a tuple of them."""
    return values[0] if len(values) == 1 else joined(values)


def _listed(names: Sequence[str]) -> str:
    """The first names, and the last."""
    shown = names if len(names) <= _LISTED else (*names[:_LISTED // 2], "…", names[-1])
    return ", ".join(map(one_line, shown))


def _axes(shape: Shape) -> str:
    return "examples, " + ", ".join(map(str, shape))
