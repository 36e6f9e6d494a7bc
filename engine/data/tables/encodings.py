"""Which encoding the letters of a text are stored in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from engine.errors import N_, DataError

ENCODINGS: Mapping[str, str] = MappingProxyType({
    "utf-8": "UTF-8",
    "utf-8-sig": N_("engine", "UTF-8 with a byte order mark"),
    "utf-16": "UTF-16",
    "utf-16-le": N_("engine", "UTF-16, little endian"),
    "utf-16-be": N_("engine", "UTF-16, big endian"),
    "cp1252": N_("engine", "Western European (Windows)"),
    "latin-1": N_("engine", "Western European (ISO 8859-1)"),
    "mac_roman": N_("engine", "Western European (Mac Roman)"),
    "cp850": N_("engine", "Western European (DOS)"),
    "cp1250": N_("engine", "Central European (Windows)"),
    "iso8859-2": N_("engine", "Central European (ISO 8859-2)"),
    "cp1257": N_("engine", "Baltic (Windows)"),
    "cp1254": N_("engine", "Turkish (Windows)"),
    "cp1251": N_("engine", "Cyrillic (Windows)"),
    "koi8-r": N_("engine", "Cyrillic (KOI8-R)"),
    "mac_cyrillic": N_("engine", "Cyrillic (Mac)"),
    "cp866": N_("engine", "Cyrillic (DOS)"),
    "cp1253": N_("engine", "Greek (Windows)"),
    "cp1255": N_("engine", "Hebrew (Windows)"),
    "cp1256": N_("engine", "Arabic (Windows)"),
    "cp874": N_("engine", "Thai (Windows)"),
    "cp949": N_("engine", "Korean (EUC-KR)"),
    "gb18030": N_("engine", "Simplified Chinese (GBK, GB 18030)"),
    "big5": N_("engine", "Traditional Chinese (Big5)"),
    "cp932": N_("engine", "Japanese (Shift-JIS)"),
    "euc_jp": N_("engine", "Japanese (EUC-JP)"),
})

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WORD = re.compile(rb"[^\x00-\x2c/:;<=>\x7f]*[\x80-\xff][^\x00-\x2c/:;<=>\x7f]*")
_SYLLABLES = re.compile("[\u3041-\u30ff\uac00-\ud7a3]")  # kana and Hangul, which chance hits less than Han characters
_MOST_WORDS = 2_000
_MANY = 20
_MOST_READINGS = 5
_SHOWN = 3

_WEST = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859-2")
_CYRILLIC = ("cp1251", "koi8-r", "mac_cyrillic", "cp866")
_LATIN = (  # the letters that a language has beside those of ASCII, and the encodings that it is written in
    (_WEST, "áéíóúüñ"), (_WEST, "àáâãçéêíóôõúü"), (_WEST, "àâæçéèêëîïôœùûüÿ"), (_WEST, "äöüß"), (_WEST, "àèéìîòóùú"),
    (_WEST, "áéëèïóöü"), (_WEST, "æøåéòü"), (_WEST, "åäöéü"), (_WEST, "àçèéíïòóúü"), (_WEST, "áðéíóúýþæö"),
    (_CENTRAL, "ąćęłńóśźż"), (_CENTRAL, "áčďéěíňóřšťúůýž"), (_CENTRAL, "áäčďéíĺľňóôŕšťúýž"), (_CENTRAL, "áéíóöőúüű"),
    (_CENTRAL, "čćđšž"), (_CENTRAL, "ăâîşţ"),
    (("cp1257",), "ąčęėįšųūž"), (("cp1257",), "āčēģīķļņšūž"), (("cp1257",), "äõöüšž"), (("cp1254",), "âçğıîöşüûİ"),
)
_OTHERS = (  # the letters of the languages that are not written in Latin letters
    (_CYRILLIC, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"), (_CYRILLIC, "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    (_CYRILLIC, "абвгдђежзијклљмнњопрстћуфхцчџш"), (("cp1253",), "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"),
    (("cp1255",), "אבגדהוזחטיךכלםמןנסעףפץצקרשת"), (("cp1256",), "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْپچژگ"),
    (("cp874",), "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F))))),
)
_AT_THE_ENDS = "“”„‘’‚«»‹›–—…€£¥°ºª¿¡№²³%" + "\"'().?!#&*+-0123456789"
_INSIDE = "’·"
_OF_SEVERAL = 0.85


@dataclass(frozen=True)
class EncodingGuess:
    """Where others fit the text as well as `encoding`, `readings` shows words of it in each: (encoding, words)."""

    encoding: str
    readings: tuple[tuple[str, str], ...] = ()


def guess_encoding(content: bytes) -> EncodingGuess:
    """Byte order marks and UTF-8 are sure. Else that encoding in which most words with other letters than ASCII's are
    words of one language; where several are as good, the one that charset-normalizer finds least strange.

    Raises DataError for UTF-8 in which a few letters are broken."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return EncodingGuess(encoding)
    if (wide := _without_mark(content)) is not None:
        return EncodingGuess(wide)
    if _is_utf8(content):
        return EncodingGuess("utf-8")
    words = list(dict.fromkeys(match[0] for match in islice(_WORD.finditer(content), _MOST_WORDS)))
    fits = {encoding: _fit(words, encoding) for encoding in ENCODINGS if _decodes(content, encoding)}
    best = max(fits.values())
    strangeness = _strangeness(words, [encoding for encoding, fit in fits.items() if fit == best])
    encoding = min((encoding for encoding, fit in fits.items() if fit == best), key=strangeness.get)
    # Many words that nearly all fit leave a doubt only where they all fit another encoding too.
    enough = best if len(words) > _MANY else 0.9 * best
    readings = {_shown(words, encoding): encoding}
    for other, fit in fits.items():
        if fit >= enough:
            readings.setdefault(_shown(words, other), other)
    shown = tuple((each, shown) for shown, each in readings.items())[:_MOST_READINGS]
    return EncodingGuess(encoding, shown if len(shown) > 1 else ())


def _is_utf8(content: bytes) -> bool:
    """Raises DataError where a few letters are broken in much UTF-8: that makes it no other encoding."""
    if content.isascii():
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        if sum(letter > "\x7f" for letter in text) - bad > 20 * bad:
            raise DataError(
                N_("engine", "The file is UTF-8, but for line {line}, where a letter is broken. Correct that line, or "
                   "choose another encoding."), line=content.count(b"\n", 0, error.start) + 1) from error
        return False
    return True


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is zero."""
    head = content[:2_000]
    if len(head) < 8 or 0 not in head:
        return None
    share = [head[start::2].count(0) / len(head[start::2]) for start in (0, 1)]
    if max(share) > 0.8 and min(share) < 0.05:
        return "utf-16-be" if share[0] > share[1] else "utf-16-le"
    return None


def _decodes(content: bytes, encoding: str) -> bool:
    if encoding.startswith("utf"):
        return False
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strangeness(words: list[bytes], encodings: list[str]) -> dict[str, float]:
    """What charset-normalizer says of each encoding; of few words it cannot tell, and they stay in their order."""
    strangeness = dict.fromkeys(encodings, 0.0)
    if len(words) > _MANY and len(encodings) > 1:
        from charset_normalizer import from_bytes  # here, because few tables need it

        text = b"\n".join(words)
        for encoding in encodings:
            found = from_bytes(text, cp_isolation=[encoding], threshold=1.0, enable_fallback=False).best()
            strangeness[encoding] = found.chaos - found.coherence if found is not None else 1.0
    return strangeness


def _fit(words: list[bytes], encoding: str) -> float:
    """The largest share of `words` that belong to one language that is written in this encoding. In Latin letters
    words of several may stand side by side, which is a little less likely."""
    texts = [word.decode(encoding, "replace") for word in words]
    spoken = [(alphabet, latin) for group, alphabet, latin in _languages() if encoding in group]
    likely = [_likely(texts, alphabet, latin) for alphabet, latin in spoken]
    if several := [alphabet for alphabet, latin in spoken if latin]:
        likely.append(_OF_SEVERAL * _likely(texts, frozenset().union(*several), True))
    if encoding in _EAST:
        fits = (_EAST[encoding](text) * (1.0 if _SYLLABLES.search(text) else 0.95) for text in texts)
        likely.append(sum(fits) / len(texts))
    return max(likely, default=0.0)


def _languages():
    yield from ((group, frozenset(letters + letters.upper()), True) for group, letters in _LATIN)
    yield from ((group, frozenset(letters + letters.upper()), False) for group, letters in _OTHERS)


def _likely(texts: list[str], alphabet: frozenset[str], latin: bool) -> float:
    return sum(_likeness(text, alphabet, latin) for text in texts) / len(texts)


def _likeness(text: str, alphabet: frozenset[str], latin: bool) -> float:
    """1 for a word as this language writes it, in letters of its alphabet and in small ones, signs only at the ends;
    less for one that capitals or signs alone tell nothing of; 0 for what is none."""
    core = text.strip(_AT_THE_ENDS)
    for place, letter in enumerate(core):
        foreign = letter > "\x7f"
        if foreign and letter not in alphabet and letter not in _INSIDE:
            return 0.0
        if not foreign and not latin and letter.isalpha():
            return 0.0
        if place and letter.isupper() and core[place - 1].islower():
            return 0.0
    if not any(letter in alphabet for letter in core):
        return 0.5
    return 0.95 if core.isupper() else 1.0


def _is_chinese(coding: str, last: int):
    def common(text: str) -> bool:
        """Only Han characters of the common half of the code, and signs."""
        for letter in text:
            if letter > "\x7f" and letter not in "，。、；：？！（）《》“”—…·　％":
                code = letter.encode(coding, "ignore")
                if not ("\u4e00" <= letter <= "\u9fff") or len(code) != 2 or code[0] > last:
                    return False
        return True

    return common


def _is_japanese(text: str) -> bool:
    for letter in text:
        if letter > "\x7f" and not "\u3000" <= letter <= "\u30ff" and not "\uff01" <= letter <= "\uff5e":
            code = letter.encode("cp932", "ignore")
            if not "\u4e00" <= letter <= "\u9fff" or len(code) != 2 or code[0] > 0x98:
                return False
    return True


def _is_korean(text: str) -> bool:
    return all(letter <= "\x7f" or ("\uac00" <= letter <= "\ud7a3" and len(letter.encode("euc_kr", "ignore")) == 2)
               for letter in text)


_EAST = {"gb18030": _is_chinese("gb2312", 0xD7), "big5": _is_chinese("big5", 0xC6), "cp932": _is_japanese,
         "euc_jp": _is_japanese, "cp949": _is_korean}


def _shown(words: list[bytes], encoding: str) -> str:
    return ", ".join(word.decode(encoding, "replace")[:20] for word in words[:_SHOWN])
