"""Makes the builder of Word files importable by the tests of this folder under its plain name."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
