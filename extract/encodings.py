"""The encoding of a text without a byte order mark: UTF-8 where it is valid, else the one in which it reads as Russian.

Older Russian files are in Windows-1251 as a rule, exports of legal databases and DOS programs in cp866 (RFC 1489 describes KOI8-R);
each shows the others' letters in odd places. What a text says tells them apart: rare letters are rare, and so are capitals in mid-word.
"""

from __future__ import annotations

from functools import lru_cache

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE = ("utf-16-le", "utf-16-be")
_OF_ONE_BYTE = ("windows-1251", "cp866", "koi8-r")
_SAMPLE = 20_000
_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"  # by frequency: the first weigh 1, the last -1
_WEIGHTS = {letter: 1 - 2 * place / (len(_LETTERS) - 1) for place, letter in enumerate(_LETTERS)}
_USUAL = frozenset("«»—–№…“”„’‘§°•\u00a0")
_UPRIGHT = "│║"  # the only strokes of a table that touch a letter
_SHARE_OF_HIGH_BYTES = 0.6  # of every second byte in UTF-16: 0x04 for Cyrillic, 0x00 for Latin letters, spaces and digits
_ODD = 3  # letters that one odd sign outweighs


def decoded(data: bytes) -> str:
    """Text in its byte order mark's encoding, else in the one that it reads best in. Never raises: what no encoding holds is replaced."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if wide := wide_encoding(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A cut at the end of the window is no sign of another encoding.
        if error.start >= len(data) - 3:
            return data.decode("utf-8", "ignore")
        return data.decode(_best(data[:_SAMPLE]), "replace")


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by its high bytes; None for any other text."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    for first, encoding in zip((1, 0), _WIDE, strict=True):
        high = sample[first::2]
        low = sample[1 - first :: 2]
        if len(high) >= 2 and sum(byte in (0, 4) for byte in high) >= _SHARE_OF_HIGH_BYTES * len(high) and 0 in high + low:
            return encoding if sum(byte in (0, 4) for byte in low) < sum(byte in (0, 4) for byte in high) else None
    return None


@lru_cache(maxsize=8)
def _best(sample: bytes) -> str:
    """The first of the encodings in which a sample reads best."""
    return max(_OF_ONE_BYTE, key=lambda encoding: _russian(sample.decode(encoding, "replace")))


def _russian(text: str) -> float:
    """How Russian a text looks: its common letters less its rare ones and its odd signs; strokes of tables are neither."""
    score = 0.0
    for before, sign, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if (weight := _WEIGHTS.get(sign.lower())) is not None:
            score += weight if sign != before or sign != after else -_ODD
            score -= (before.islower() and sign.isupper()) * _ODD
        elif "\u2500" <= sign <= "\u257f":
            score -= (sign not in _UPRIGHT and (before.isalpha() or after.isalpha())) * _ODD
        elif ord(sign) > 127 and sign not in _USUAL:
            score -= _ODD
    return score
