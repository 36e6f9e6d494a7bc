"""Texts, the person's own and two that ship, as rows of characters or words."""

from engine.data.texts.source import FIELDS, MOST_BYTES, TEXT, read_text

__all__ = ["FIELDS", "MOST_BYTES", "TEXT", "read_text"]
