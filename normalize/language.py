"""spaCy's blank Russian pipeline, made once per process: tokens with character offsets, patterns over them.

No model is loaded or downloaded; lemmas come from `records.morphology` (pymorphy3), which is cached word by word.
"""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language


@lru_cache(maxsize=1)
def russian() -> Language:
    """The shared blank pipeline. Its `Vocab` serves every Matcher and PhraseMatcher of this package."""
    return spacy.blank("ru")
