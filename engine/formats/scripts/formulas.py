"""Activation functions in the text of a program: what its library has is called, the rest is defined in the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.formats.elementwise import formula, single_primitive, write
from engine.formats.scripts.text import literal, one_line
from engine.ir import Value
from engine.ir.value import in_order
from engine.layers.activations import ACTIVATIONS

_SIGNS = {"add": ("+", 2), "sub": ("-", 2), "mul": ("*", 3), "div": ("/", 3), "greater": (">", 1), "equal": ("==", 1)}
_NEGATIVE, _CALL = 4, 9
"""How tightly an expression holds together."""


@dataclass(frozen=True)
class Library:
    """`calls` maps primitives that Python has no sign for to functions, `native` activations to expressions with {} for
    the argument; `same` gives its argument back, `as_float` makes 1 of true and 0 of false. `bounds` are expressions
    for the maximum and the minimum of an array and a number, where the function takes arrays only."""

    calls: Mapping[str, str]
    native: Mapping[str, str]
    same: str
    as_float: str
    bounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Text:
    text: str
    binds: int = _CALL

    def within(self, binds: int) -> str:
        return self.text if self.binds >= binds else f"({self.text})"


class Formulas:
    """The functions that a program uses. `use(part)` is told which functions of `parts.py` they call; `definitions`
    are the sources of those that it defines."""

    def __init__(self, library: Library, parts: frozenset[str], use: Callable[[str], object]) -> None:
        self.definitions: dict[str, str] = {}
        self._library, self._parts, self._use = library, parts, use

    def applied(self, name: str, x: str) -> str:
        """The activation called `name` of an expression."""
        if name in self._library.native:
            return self._called(self._library.native[name].format(x))
        return x if formula(name).op == "leaf" else f"{self.function(name)}({x})"

    def function(self, name: str) -> str:
        """What can be called: a function of the library, or one that the program defines."""
        result = formula(name)
        if name in self._library.native:
            return self._called(self._library.native[name]).partition("(")[0]
        if result.op == "leaf":
            return self._library.same
        if single_primitive(name) in self._library.calls:
            return self._called(self._library.calls[result.op])
        if name not in self.definitions:
            self.definitions[name] = ""  # its place, in the order in which they are needed
            self.definitions[name] = self._definition(name, result)
        return name

    def _called(self, expression: str) -> str:
        part = expression.partition("(")[0]
        if part in self._parts:
            self._use(part)
        return expression

    def _definition(self, name: str, result: Value) -> str:
        lines = _Lines(self, result)
        last = write(result, _Text("x"), lines)
        return "\n".join([f"def {name}(x):", f'    """{one_line(ACTIVATIONS[name].title)}."""', *lines.lines,
                          f"    return {last.text}"])

    def call(self, op: str, arguments: Sequence[str]) -> str:
        """A primitive by its function."""
        return f"{self._called(self._library.calls[op])}({', '.join(arguments)})"

    def bounded(self, op: str, array: str, number: str) -> str:
        """The maximum or minimum of an array and a number."""
        if op in self._library.bounds:
            return self._library.bounds[op].format(array, number)
        return self.call(op, (array, number))

    def as_float(self, condition: str) -> str:
        """True and false as 1 and 0."""
        return self._library.as_float.format(condition)


@dataclass
class _Lines:
    """A formula as lines of Python: what is used more than once gets a line and a name."""

    formulas: Formulas
    result: Value
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._uses = Counter(source for value in in_order([self.result]) for source in value.inputs)

    def number(self, value: float) -> _Text:
        whole = value == int(value) if abs(value) < 1e15 else False
        return _Text(literal(int(value) if whole else value), _CALL if value >= 0 else _NEGATIVE)

    def primitive(self, value: Value, *operands: _Text) -> _Text:
        made = self._made(value, operands)
        if self._uses[value] < 2:
            return made
        name = "abcdefgh"[len(self.lines)] if len(self.lines) < 8 else f"a{len(self.lines)}"
        self.lines.append(f"    {name} = {made.text}")
        return _Text(name)

    def _made(self, value: Value, operands: Sequence[_Text]) -> _Text:
        if value.op == "mul" and value.inputs[0].op == "constant":
            divisor = 1.0 / value.inputs[0].attrs["number"]
            if abs(divisor) > 1.0 and round(divisor) == divisor:
                return _Text(f"{operands[1].within(3)} / {int(divisor)}", 3)
        if value.op in _SIGNS:
            sign, binds = _SIGNS[value.op]
            right = binds + (value.op in ("sub", "div"))
            return _Text(f"{operands[0].within(binds)} {sign} {operands[1].within(right)}", binds)
        if value.op == "neg":
            return _Text(f"-{operands[0].within(_NEGATIVE)}", _NEGATIVE)
        if value.op in ("maximum", "minimum"):
            pair = sorted(zip(value.inputs, operands, strict=True), key=lambda row: row[0].op == "constant")
            if pair[-1][0].op == "constant":
                return _Text(self.formulas.bounded(value.op, *(text.text for _, text in pair)))
        arguments = [operand.text for operand in operands] + [literal(number) for number in value.attrs.values()]
        return _Text(self.formulas.call(value.op, arguments))

    def counted(self, condition: _Text) -> _Text:
        return _Text(self.formulas.as_float(condition.text))

    def holds(self, number: _Text) -> _Text:
        return _Text(f"{number.within(2)} != 0", 1)
