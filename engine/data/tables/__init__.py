"""Tables of the person's own: CSV and its relatives, read without trusting a byte of them."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.data.tables.column import MOST_COUNTED
from engine.data.tables.dates import UNITS
from engine.data.tables.guess import ColumnGuess, Question, TableGuess, detect, is_table
from engine.data.tables.room import free_memory
from engine.data.tables.source import CSV

__all__ = ["CSV", "MOST_COUNTED", "TABLE_FILES", "UNITS", "ColumnGuess", "Question", "TableGuess", "detect",
           "free_memory", "is_table"]

TABLE_FILES: Mapping[str, str] = MappingProxyType({
    ".csv": "text", ".tsv": "text", ".txt": "text", ".tab": "text", ".dat": "text", ".xlsx": "workbook",
    ".parquet": "columns"})
"""Suffixes of the files that tables come in, and what such a file is; what decides is the content."""
