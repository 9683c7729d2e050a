"""PDF files with a text layer: see `read_pdf`."""

from extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
