"""OpenDocument texts: `read_odt` and `read_fodt` turn their bytes into a Document."""

from extract.odf.reader import read_fodt, read_odt

__all__ = ["read_fodt", "read_odt"]
