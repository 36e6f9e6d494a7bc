"""Tables of the person's own: CSV and its relatives, read without trusting a byte of them."""

from engine.data.tables.guess import ColumnGuess, Question, TableGuess, detect

__all__ = ["ColumnGuess", "Question", "TableGuess", "detect"]
