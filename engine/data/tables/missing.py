"""What stands in a cell for a value that is missing."""

from __future__ import annotations

from collections.abc import Iterable

_NAMES = ("NA", "N/A", "NaN", "-NaN", "NULL", "None", "<NA>", "NaT", "n.a.", "n. a.", "n.d.", "n/d", "s/d", "s.d.",
          "k.A.", "(null)", "(none)", "<null>", "#NA", "#N/A N/A", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN",
          "-nan(ind)", "nan(ind)", "missing", "\\N")
_ERRORS = (  # of spreadsheets in English, Spanish, German, French, Portuguese and Italian
    "#N/A", "#N/D", "#NV", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#¡DIV/0!", "#¡VALOR!",
    "#¡REF!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!", "#WERT!", "#BEZUG!", "#NAME?", "#ZAHL!", "#VALEUR!", "#NOM?",
    "#NOMBRE!", "#VALOR!", "#NOME?", "#NÚM!", "#VALORE!", "#RIF!", "#SPILL!", "#CALC!")
_SIGNS = frozenset(("-", "--", "---", "–", "—", "?", "??", ".", "..", "...", "…", "*"))
_WORDS = frozenset(("", *_ERRORS, *(spelling for name in _NAMES for spelling in (name, name.lower(), name.upper(),
                                                                               name.capitalize()))))

GAPS = _WORDS | _SIGNS
"""What may stand for a missing value. Among numbers each of these does."""


def gaps_among(words: Iterable[str]) -> frozenset[str]:
    """Those of the different `words` of a column that stand for a missing value, and are none of its own words: beside
    “+”, “-” is one, and beside country codes Namibia's “NA” is."""
    words = frozenset(words)
    gaps = words & GAPS
    own = words - gaps
    if any(word and not any(map(str.isalnum, word)) for word in own):
        gaps -= _SIGNS
    if len(own) > 2 and all(len(word) == 2 and word.isalpha() and word.isupper() for word in own):
        gaps -= {"NA"}
    return gaps
