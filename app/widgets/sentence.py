"""A sentence that says what is wrong, next to where it is wrong."""

from __future__ import annotations

from app.plain import Label


class ErrorSentence(Label):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setProperty("look", "danger")
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence; hide for an empty one."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
