"""What a word list says: words as they stand, everything else as YAML types it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from records.yaml_file import read_yaml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("школа: [ДОУ, 'без \"кавычек\"']", {"школа": ["ДОУ", 'без "кавычек"']}, id="words"),
        pytest.param("'12': [12, '1.5', 1.5, yes, 'yes', ~, '']", {"12": [12, "1.5", 1.5, True, "yes", None, ""]}, id="typed values"),
        pytest.param("a: &one [x, y]\nb: *one", {"a": ["x", "y"], "b": ["x", "y"]}, id="an alias"),
        pytest.param("a: &word x\nb: *word", {"a": "x", "b": "x"}, id="an alias of a word"),
        pytest.param("a: &one {x: 1}\nb: {<<: *one, y: z}", {"a": {"x": 1}, "b": {"x": 1, "y": "z"}}, id="merged"),
        pytest.param("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}, id="a block"),
        pytest.param("", None, id="empty"),
    ],
)
def test_content(tmp_path: Path, text: str, expected: Any) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(text, encoding="utf-8")
    assert read_yaml(file) == expected == yaml.safe_load(text)


@pytest.mark.parametrize("text", ["!!python/object/apply:os.getcwd []", "a: !!str [x]", "? [a]\n: b", "a: [x"])
def test_what_is_no_plain_value_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        read_yaml(file)
