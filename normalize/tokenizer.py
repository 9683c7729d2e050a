"""spaCy's tokenizer, loaded without spaCy's command line.

`import spacy` imports the commands that train and download models, and with them HTTP clients and terminal tables: a third of the second
that the import takes, in every process. Nothing here needs them, so an empty module stands for them while spaCy is imported; whoever
imports `spacy.cli` later gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_COMMANDS = "spacy.cli"
_INFO = f"{_COMMANDS}.info"  # the one that `spacy/__init__.py` imports a name from


@contextmanager
def _without_commands() -> Iterator[None]:
    if "spacy" in sys.modules:
        yield
        return
    stand_ins = {name: ModuleType(name) for name in (_COMMANDS, _INFO)}
    stand_ins[_INFO].info = None  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


with _without_commands():
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

__all__ = ["Tokenizer", "Vocab"]
