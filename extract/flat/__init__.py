"""Plain text: `read_flat` turns its bytes into a Document, with the tables that the text shows by its tabs."""

from extract.flat.reader import read_flat

__all__ = ["read_flat"]
