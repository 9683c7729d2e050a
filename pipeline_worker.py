"""Importing this module is its work: readers, dictionaries and vocabularies are loaded. The fork server of the workers does it once."""

from __future__ import annotations

from pipeline_journey import warm

warm()
