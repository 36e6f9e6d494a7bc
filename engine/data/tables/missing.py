"""What stands in a cell for a value that is missing."""

from __future__ import annotations

from collections.abc import Iterable

_PANDAS = ("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A",
           "NA", "NULL", "NaN", "None", "n/a", "nan", "null")
_ERRORS = (  # of spreadsheets in English, Spanish, German, French, Portuguese and Italian
    "#N/D", "#NV", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#¡DIV/0!", "#¡VALOR!", "#¡REF!",
    "#¿NOMBRE?", "#¡NUM!", "#¡NULO!", "#WERT!", "#BEZUG!", "#ZAHL!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#VALOR!",
    "#NOME?", "#NÚM!", "#VALORE!", "#RIF!", "#SPILL!", "#CALC!")
_ALIKE = ("NAN", "Nan", "-NAN", "+nan", "Null", "na", "Na", "n.a.", "N.A.", "n. a.", "NaT", "<null>", "<NULL>",
          "(null)", "(NULL)", "\\N", "-nan(ind)", "nan(ind)")
_SIGNS = frozenset(("-", "--", "---", "–", "—", "?", "??", ".", "..", "...", "…", "*"))
_AMONG_NUMBERS = ("none", "NONE", "(none)", "n/d", "N/D", "n.d.", "N.D.", "nd", "ND", "s/d", "S/D", "s.d.", "S.D.",
                  "k.A.", "missing", "Missing", "MISSING")
_AMONG_WORDS = frozenset((*_PANDAS, *_ERRORS, *_ALIKE)) | _SIGNS

GAPS = _AMONG_WORDS.union(_AMONG_NUMBERS)
"""What may stand for a missing value. Among numbers each of these does."""

_WITH_NAMIBIA = frozenset((
    "AO", "AT", "AU", "BE", "BG", "BR", "BW", "CH", "CM", "CN", "CZ", "DK", "EE", "EG", "ES", "ET", "FI", "FR",
    "GB", "GH", "GR", "HR", "HU", "IE", "IT", "JP", "KE", "KR", "LT", "LU", "LV", "MW", "MX", "MZ", "NG", "NL",
    "NO", "NZ", "PE", "PH", "PL", "PT", "RO", "RS", "RU", "RW", "SE", "SG", "SI", "SK", "TH", "TR", "TZ", "UA",
    "UG", "UK", "US", "UY", "VE", "ZA", "ZM", "ZW", "AF", "AS", "EU", "OC"))
"""Codes of countries (which no state of the USA has) and continents, where NA is Namibia or North America."""


def gaps_among(words: Iterable[str]) -> frozenset[str]:
    """Those of the different `words` of a column that stand for a missing value, and are none of its own words: beside
    “+”, “-” is one, and beside codes of countries Namibia's “NA” is."""
    words = frozenset(words)
    gaps = words & _AMONG_WORDS
    own = words - gaps
    if any(word and not any(map(str.isalnum, word)) for word in own):
        gaps -= _SIGNS
    if len(own) > 1 and len(own & _WITH_NAMIBIA) > len(own) / 2:
        gaps -= {"NA"}
    return gaps
