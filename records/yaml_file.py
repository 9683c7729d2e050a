"""Word lists and declarations are YAML files beside the code that uses them; how such a file is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# The same loader in C where PyYAML has it: ten times as fast, and every start of the program reads some thousand lines.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of a UTF-8 YAML file, plain values only. Raises OSError, yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (both are safe loaders)
