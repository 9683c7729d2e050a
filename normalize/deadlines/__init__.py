"""What a deadline cell means: `read_deadline` gives its items, `explain_deadline` says which rule read which words.

The grammar in one line: cell → items (`items`) → classified words (`tokens`) → elements (`scanner` and its recognisers) →
columns (`compose`, `dates`, `repeats`, `edtf`) → days (`resolve`, `occurrences`). See docs/deadlines.md.
"""

from normalize.deadlines.explain import Explanation, ItemNote, RuleNote, TokenNote, explain_deadline
from normalize.deadlines.reader import read_deadline

__all__ = ["Explanation", "ItemNote", "RuleNote", "TokenNote", "explain_deadline", "read_deadline"]
