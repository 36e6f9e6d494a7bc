"""`ladera shots DIR`: pictures of the window for documentation and review."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from app import system

HELP = "photograph the window's workspaces into a folder"


def size(text: str) -> tuple[int, int]:
    """"1280x800" → (1280, 800), in pixels."""
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if not match:
        raise ArgumentTypeError(f"a size looks like 1280x800, not like {text}")
    return int(match[1]), int(match[2])


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, metavar="DIR", help="folder for the pictures, made if it is missing")
    parser.add_argument("--size", type=size, default=(1280, 800), help="of the window in pixels (default 1280x800)")
    parser.add_argument("--theme", choices=("dark", "light"), default="dark")
    parser.add_argument("--language", choices=("en", "es"), default="en")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="just these, such as network-lenet")


def run(arguments: Namespace) -> int:
    if problem := system.window_problem():
        print(problem, file=sys.stderr)
        return 2
    from app.shots import shoot

    return shoot(arguments.directory, arguments.size, arguments.theme, arguments.language, arguments.only)
