"""Word documents: `read_word` turns their bytes into a Document."""

from extract.word.reader import read_word

__all__ = ["read_word"]
