"""The file of results: a section for each benchmark, with the day and the machine that it was measured on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

PREFACE = """# Benchmarks

Measured with `python3 run.py bench --record docs/benchmarks.md`; `python3 run.py bench NAME --record FILE` measures one
section anew. On another machine the ratios tell more than the times; on a busy one both vary.
"""
SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)


def record(path: Path, printed: Mapping[str, str], names: Sequence[str], day: str, machine: str) -> None:
    """Write what benchmarks have `printed` into the file at `path`.

    Sections of other benchmarks among `names` stay as they are; those of benchmarks that there are no more go. What
    printed nothing has failed, and keeps its section.
    """
    sections = _sections(path.read_text("utf-8")) if path.exists() else {}
    sections |= {title(name): f"\nMeasured on {day}:\n\n```\n{machine}\n```\n\n```\n{text.strip()}\n```\n"
                 for name, text in printed.items() if text.strip()}
    kept = [f"\n## {title(name)}\n{sections[title(name)]}" for name in names if title(name) in sections]
    path.write_text(PREFACE + "".join(kept), "utf-8")


def title(name: str) -> str:
    """The title of a benchmark's section."""
    return name.replace("_", " ").capitalize()


def _sections(text: str) -> dict[str, str]:
    """What stands below each title, up to the next."""
    _, *parts = SECTION.split(text)
    return {heading: body.rstrip("\n") + "\n" for heading, body in zip(parts[::2], parts[1::2], strict=True)}
