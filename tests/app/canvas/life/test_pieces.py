"""While a training runs, cards are got ready one at a time and are all seen at once."""

from __future__ import annotations

from itertools import pairwise

from app.canvas.life.plane import PlaneTiles
from tests.app.canvas.life.living import PLANE, settle


def test_no_turn_of_the_window_draws_more_than_one_card(show, session, qtbot, monkeypatch):
    _, life = show(PLANE)
    turn, drawn = [0], []
    life._next_piece.timeout.connect(lambda: turn.__setitem__(0, turn[0] + 1))
    draw = PlaneTiles.draw
    session.play()
    with qtbot.waitSignal(life.changed, timeout=30_000):  # what the begin shows is shown in one go
        pass
    monkeypatch.setattr(PlaneTiles, "draw", lambda face, *rest: (drawn.append((turn[0], face.layer)),
                                                                  draw(face, *rest))[1])
    qtbot.waitUntil(lambda: len(drawn) > 9, timeout=30_000)
    session.pause()
    turns = [at for at, _ in drawn[:9]]
    assert len(set(turns)) == len(turns)


def test_cards_change_only_when_all_are_ready(show, session, qtbot):
    view, life = show(PLANE)

    def drawn() -> list[object]:
        return [view.canvas.nodes[name].life.drawn for name in ("hidden", "head")]

    finished, looks = [], [(0, drawn())]
    life.changed.connect(lambda: finished.append(True))
    life._next_piece.timeout.connect(lambda: looks.append((len(finished), drawn())))
    session.play()
    qtbot.waitUntil(lambda: len(finished) > 5, timeout=30_000)
    session.pause()
    changes = [after[0] - before[0] for before, after in pairwise(looks) if before[1] != after[1]]
    assert changes
    assert all(changes), "A card changed in the middle of a picture."
    assert len(looks) > 2 * len(finished)


def test_an_edit_in_the_middle_of_a_picture_is_drawn_as_it_is(show, session, qtbot, document):
    _, life = show(PLANE)
    session.play()
    for units in (3, 5, 2):
        qtbot.waitUntil(life._next_piece.isActive, timeout=30_000)
        document.change_settings("hidden", {"units": units})
        assert life.faces
    session.pause()
    settle(qtbot, session, life)
    assert life.faces["hidden"].shape == (2,)
