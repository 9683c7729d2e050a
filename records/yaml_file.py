"""Word lists and declarations are YAML files beside the code that uses them; how such a file is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# The same loader in C where PyYAML has it: ten times as fast, and every start of the program reads some thousand lines.
_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING = "tag:yaml.org,2002:str"


class _Loader(_SAFE_LOADER):  # type: ignore[misc, valid-type] # PyYAML has no types
    """The safe loader; words, which most values are, are taken as they stand instead of being constructed like objects."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if node.tag == _STRING and isinstance(node, yaml.ScalarNode):
            return node.value
        return super().construct_object(node, deep)


def read_yaml(path: Path) -> Any:
    """The content of a UTF-8 YAML file, plain values only. Raises OSError, yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
