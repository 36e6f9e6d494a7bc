"""Words as vectors: a map, what is near, analogies with what seeds make of them, sentences as sums, a pair in steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.plain import Label, tooltip
from app.widgets.or_sentence import OrSentence
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.learner import words_of
from app.workspaces.run_player import RunPlayer
from app.workspaces.sequences.cosine_bars import CosineBars
from app.workspaces.sequences.map_choice import MapChoice
from app.workspaces.sequences.pair_box import PairBox
from app.workspaces.sequences.word_map import WordMap
from app.workspaces.sequences.words_panel import WordsPanel
from engine.sequences.vocabulary import PROJECT, Vocabulary, text_of
from engine.sequences.word_run import WordMoment, WordRun
from engine.sequences.word_space import Ranking, WordPlane, analogy, nearest, principal_plane, summed

NEAR, ANALOGY, LONGEST = 8, 5, 200
"""Words that are listed, and letters of a sentence."""
WORDS = {**words_of(QT_TRANSLATE_NOOP("Playing", "Learn vectors of words, or pause"), ""),
         "step": (QT_TRANSLATE_NOOP("Playing", "A &part of an epoch"),
                  QT_TRANSLATE_NOOP("Playing", "A part of an epoch, then wait"))}
BEGINNINGS = {"alice": ("rabbit", "he − his + her", "the white rabbit"),
              "quijote": ("caballero", "los − el + la", "el caballero andante")}
"""What is asked at first, of each text: a word, an analogy, a sentence."""


class WordsView(QWidget):
    """What `player` has come to with the settings of `panel`. `near` and `alike` are the rankings that are shown,
    `plane` that of the map, of the first seed."""

    def __init__(self, document: Document, panel: WordsPanel) -> None:
        super().__init__()
        self._document, self.panel = document, panel
        self.player: RunPlayer[WordMoment] = RunPlayer(self._begin, WORDS, self)
        self._text = ""
        self.plane: WordPlane | None = None
        self.near: Ranking | None = None
        self.alike: Ranking | None = None
        self.map, self.choice, self.pair = WordMap(), MapChoice(), PairBox()
        self.word, self.analogy, self.sentence = (QLineEdit(maxLength=LONGEST) for _ in range(3))
        self.near_bars, self.alike_bars = CosineBars(NEAR), CosineBars(ANALOGY)
        self.near_says, self.alike_says, self.sentence_says = (Label(wordWrap=True) for _ in range(3))
        self._lay_out()
        for asked, act in ((panel.toggled, self.player.toggle), (panel.stepped, lambda: self.player.move(1)),
                           (panel.restarted, self.restart), (panel.changed, self.restart)):
            asked.connect(act)
        self.player.played.connect(panel.show_playing)
        self.player.moved.connect(self.refresh)
        self.player.played.connect(lambda playing: None if playing else self._draw_map())
        self.choice.changed.connect(self._draw_map)
        self.player.failed.connect(lambda error: panel.error.say(translate_error(error)))
        self.map.chosen.connect(self._choose)
        for line in (self.word, self.analogy, self.sentence):
            line.textEdited.connect(lambda _: self._answer())
        document.model.data_changed.connect(self._follow_project)
        document.model.project_replaced.connect(self._follow_project)
        self.restart()

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers."""
        moment = self.player.moment
        if moment is None:
            return {}
        found = {"words": np.array(moment.vocabulary.words), "counts": moment.vocabulary.counts,
                 "centres": moment.centres, "contexts": moment.contexts, "losses": moment.losses,
                 "map": self.map.places, "variance_shares": self.plane.shares, "sentence": self.map.way}
        for name, ranking in (("nearest", self.near), ("analogy", self.alike)):
            if ranking is not None:
                found |= {f"{name}/{key}": array for key, array in vars(ranking).items()}
        return {**found, **self.pair.arrays()}

    def restart(self) -> None:
        """Forget what was learned; of another text ask what is worth asking."""
        self.panel.error.say("")
        if self.panel.settings["text"] != self._text:
            self._text = self.panel.settings["text"]
            for line, text in zip((self.word, self.analogy, self.sentence),
                                  BEGINNINGS.get(self._text, ("", "", "")), strict=True):
                line.setText(text)
        self.plane = None
        self.player.restart()

    def refresh(self) -> None:
        """Draw anew."""
        moment = self.player.moment
        self.panel.show_moment(moment)
        if moment is None:
            self.content.say(self.tr("Press Learn: words of a text get vectors, each word learns to tell its "
                                     "neighbours from noise, and what has the same neighbours comes to lie near each "
                                     "other."))
            return
        self.content.show_content()
        vectors, vocabulary = moment.centres[0], moment.vocabulary
        if self.plane is None:
            self._complete(vocabulary)
        self.plane = principal_plane(vectors, self.plane)
        self._draw_map()
        self.pair.show_moment(moment, self.panel.settings)
        self._answer()

    # Inside

    def _begin(self) -> Callable[[], WordRun]:
        settings, project = self.panel.settings, self._document.model.data_spec
        self.panel.error.say("")
        return lambda: WordRun(settings, text_of(settings["text"], project))

    def _follow_project(self) -> None:
        if self._text == PROJECT:
            self._text = ""
            self.restart()

    def _complete(self, vocabulary: Vocabulary) -> None:
        """Where nothing is asked, ask about frequent long words."""
        words = [word for word in vocabulary.words if len(word) > 4] or list(vocabulary.words)
        words = (words + list(vocabulary.words))[:3]
        for line, text in ((self.word, words[0]), (self.analogy, "{} − {} + {}".format(*words)),
                           (self.sentence, " ".join(words))):
            if not line.text():
                line.setText(text)

    def _choose(self, place: int) -> None:
        self.word.setText(self.player.moment.vocabulary.words[place])
        self._answer()

    def _answer(self) -> None:
        """What is near, what is alike, and where the sentence leads."""
        moment = self.player.moment
        if moment is None:
            return
        vectors, vocabulary = moment.centres, moment.vocabulary
        seeds, words = len(vectors), vocabulary.words
        found = self._read(self.word, self.near_says, 1)
        self.near = None if found is None else nearest(vectors, found[0], NEAR)
        self.near_bars.show_ranking(self.near, words, seeds)
        self.map.mark(() if found is None else (found[0], *self.near.words.tolist()))
        found = self._read(self.analogy, self.alike_says, 3)
        self.alike = None if found is None else analogy(vectors, *found, ANALOGY)
        self.alike_bars.show_ranking(self.alike, words, seeds)
        self._show_sentence()

    def _show_sentence(self) -> None:
        moment = self.player.moment
        places, unknown = moment.vocabulary.find(self.sentence.text())
        straight = self.choice.places is None
        self.map.show_way(self.plane.places(summed(moment.centres[0][list(places)])) if places and straight
                          else np.empty((0, 2)), tuple(moment.vocabulary.words[place] for place in places))
        self.sentence_says.setText(self._unknown(unknown) if unknown else self.tr(
            "The sum of the words' vectors, arrow after arrow, as the map shows it; it begins at zero.") if straight
            else self.tr("t-SNE has no place for a sum: go back to the principal components to see it."))

    def _draw_map(self) -> None:
        """The words, as t-SNE has them where it is wanted and there."""
        moment = self.player.moment
        if moment is None or self.plane is None:
            return
        vocabulary, places = moment.vocabulary, self.plane.places(moment.centres[0])
        self.choice.follow(moment.centres, places, not (self.player.playing or self.player.busy))
        found = self.choice.places
        self.map.show_words(places if found is None else found, vocabulary.words, vocabulary.counts,
                            self.plane.shares if found is None else None)
        self._show_sentence()

    def _read(self, line: QLineEdit, says: Label, wanted: int) -> tuple[int, ...] | None:
        """The words that are asked for; None, and why, where they are not as many as are wanted."""
        places, unknown = self.player.moment.vocabulary.find(line.text())
        good = len(places) == wanted and not unknown
        says.setText("" if good else self._unknown(unknown) if unknown else
                     self.tr("Write one word.") if wanted == 1 else self.tr("Write three words: a − b + c."))
        says.setVisible(not good)
        return places if good else None

    def _unknown(self, unknown: tuple[str, ...]) -> str:
        return self.tr("Not in the vocabulary: {words}").format(words=", ".join(unknown[:6]))

    def _lay_out(self) -> None:
        whole = QWidget()
        left, right, above, outside = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column = QVBoxLayout(whole)
        bars = Label(self.tr("Cosine, mean over the seeds; lines are ± one standard deviation between them. 3/5: first "
                             "with three of five seeds. The words that are asked about are left out."), wordWrap=True)
        for label in (bars, self.sentence_says, self.near_says, self.alike_says):
            label.setProperty("look", "muted")
        for line, name, tip in (
                (self.word, self.tr("Nearest words"), self.tr("A word; a click on the map takes that one")),
                (self.analogy, self.tr("Analogy a − b + c"), self.tr("b is to a as c is to what? Vectors are made as "
                                                                     "long as each other first.")),
                (self.sentence, self.tr("A sentence as a sum"), self.tr("Words that are added up, one after the "
                                                                        "other"))):
            line.setAccessibleName(name)
            line.setToolTip(tooltip(tip))
        left.addWidget(self.choice)
        left.addWidget(self.map, 1)
        row = QHBoxLayout()
        row.addWidget(self._heading(self.tr("A sentence as a sum")))
        row.addWidget(self.sentence, 1)
        left.addLayout(row)
        left.addWidget(self.sentence_says)
        for title, line, says, shown in (
                (self.tr("Nearest words"), self.word, self.near_says, self.near_bars),
                (self.tr("Analogy a − b + c"), self.analogy, self.alike_says, self.alike_bars)):
            row = QHBoxLayout()
            row.addWidget(self._heading(title))
            row.addWidget(line, 1)
            right.addLayout(row)
            right.addWidget(says)
            right.addWidget(shown, shown.most + 1)
        right.addWidget(bars)
        above.setSpacing(14)
        above.addLayout(left, 5)
        above.addLayout(right, 3)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(above, 1)
        column.addWidget(self.pair)
        self.content = OrSentence(UprightScroll(whole))
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.content)

    @staticmethod
    def _heading(text: str) -> Label:
        label = Label(text)
        label.setProperty("look", "heading")
        return label
