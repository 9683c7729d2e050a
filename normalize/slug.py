"""Stable Latin ids from Russian names (transliteration of ICAO Doc 9303, which passports use)."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфы", "abvgdeziiklmnoprstufy", strict=True)),
        **{
            "ё": "e",
            "ж": "zh",
            "х": "kh",
            "ц": "ts",
            "ч": "ch",
            "ш": "sh",
            "щ": "shch",
            "ъ": "ie",
            "ь": "",
            "э": "e",
            "ю": "iu",
            "я": "ia",
        },
    }
)
_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Lower-case Latin letters, digits and underscores («Кстовский район» → «kstovskii_raion»); «x» where nothing is left."""
    return _OTHER.sub("_", text.lower().translate(_LETTERS)).strip("_") or "x"
