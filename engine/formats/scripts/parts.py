"""Parts of programs that are kept as real Python, so that they are tested and read like the rest.

The file is parsed, never imported: it may use libraries that are not installed here.
"""

from __future__ import annotations

import ast
from functools import cached_property
from pathlib import Path


class Parts:
    """The functions and classes at the top of a Python file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _definitions(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Name → its source, and the others that it uses."""
        source = self._path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        found = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        names = {node.name for node in found}
        return {node.name: (ast.get_source_segment(source, node),
                            frozenset(inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)) & names)
                for node in found}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._definitions)

    def source(self, wanted: set[str]) -> str:
        """The definitions of `wanted` and all that they need, in the order of the file."""
        needed: set[str] = set()
        waiting = set(wanted)
        while waiting:
            name = waiting.pop()
            needed.add(name)
            waiting |= self._definitions[name][1] - needed
        return "\n\n\n".join(source for name, (source, _) in self._definitions.items() if name in needed)
