"""Texts as rows of characters or words: the person's own, two that ship, and short ones of a class."""

from engine.data.texts import labelled, texts_table
from engine.data.texts.source import FIELDS, MOST_BYTES, TEXT, bundled, read_text

__all__ = ["FIELDS", "MOST_BYTES", "TEXT", "bundled", "labelled", "read_text", "texts_table"]
