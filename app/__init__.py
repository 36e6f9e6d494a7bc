"""Ladera's window and command line."""

from engine import __version__ as __version__
