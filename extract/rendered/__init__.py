"""Pages and boxes for formats that have none: a word processor's document is rendered once and found again on its pages."""

from extract.rendered.places import as_pdf, on_pages, with_places

__all__ = ["as_pdf", "on_pages", "with_places"]
