"""`ladera [FILE]`: the window."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from app import system

HELP = "open the window (what happens without a command)"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="a project to open")


def run(arguments: Namespace) -> int:
    if problem := system.window_problem():
        print(problem, file=sys.stderr)
        return 2
    from app.main import run_window

    return run_window(arguments.file)
