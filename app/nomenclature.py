"""How networks are read: neurons are nodes and synapses edges, or values are nodes and functions edges. One switch."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.naming import NEURONS, NOMENCLATURES, VALUES


class NomenclatureBus(QObject):
    """Who holds the choice of this process and says when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = NEURONS

    @property
    def names_values(self) -> bool:
        """Whether values are the nodes."""
        return self.choice == VALUES

    def choose(self, choice: str) -> None:
        """One of NOMENCLATURES. Raises ValueError for anything else."""
        if choice not in NOMENCLATURES:
            raise ValueError(f"a nomenclature is one of {', '.join(NOMENCLATURES)}; it is {choice}")
        if choice != self.choice:
            self.choice = choice
            self.changed.emit()


nomenclature = NomenclatureBus()
