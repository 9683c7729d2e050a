"""Importing this module is its work: readers, dictionaries and vocabularies are loaded. The fork server of the workers does it once."""

from __future__ import annotations

import gc

from pipeline_journey import warm

warm()
gc.freeze()  # what is loaded stays: workers share its memory, and the garbage collector no longer walks over it
